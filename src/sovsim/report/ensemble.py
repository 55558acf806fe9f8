"""The report of an ensemble: bands, distributions, how often what happens, and an answer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from sovsim.disk.put import make_folder, put
from sovsim.ensemble.panel import NoTrajectories
from sovsim.ensemble.results import Results
from sovsim.ensemble.summary import summarised
from sovsim.ensemble.told import answer, focus, happenings, headline, made
from sovsim.experiment.by_arm import arms_told, caption, change_rows, outcome_rows
from sovsim.metrics import HEADLINE, METRICS
from sovsim.plots.arms_outcomes import arms_picture
from sovsim.plots.distributions import draw_distributions
from sovsim.plots.findings import of_distributions
from sovsim.plots.rendering import IN_REPORT, USUAL, rendered
from sovsim.plots.run_figures import Picture
from sovsim.plots.style import Notes
from sovsim.plots.trajectories import VARIABLES, draw_trajectories, trajectory_table
from sovsim.record.layout import FIGURES, REPORT
from sovsim.report.page import Shown, data_uri
from sovsim.report.write import render_template
from sovsim.scenario import Scenario
from sovsim.telling.metrics import metric_name
from sovsim.telling.names import Names, capital

_MOST_ARMS = 12
_MOST_PICTURED = 12
_BANDS = 300
"""Runs from which bands are drawn; more make them no better to the eye."""


def write_ensemble(results: Results, formats: Sequence[str] = USUAL) -> Path:
    """Draw the figures of an ensemble, write its report into its folder, and return the file.

    Args:
        results: an ensemble with one arm or several.
        formats: in which figures are written beside the report, ``png`` or ``svg``.
    """
    pictures = _pictures(results)
    shown = []
    figures = make_folder(results.folder / FIGURES)
    for picture in pictures:
        figure = picture.draw()
        drawn = rendered(figure, formats)
        for fmt in formats:
            put(figures / f"{picture.name}.{fmt}", drawn[fmt])
        data = data_uri(drawn[IN_REPORT], IN_REPORT)
        shown.append(Shown(picture.name, picture.title, picture.how, picture.alt, data))
    return put(results.folder / REPORT, render_template("ensemble.html.j2", _page(results, shown)))


def _page(results: Results, pictures: list[Shown]) -> dict[str, Any]:
    first = results.scenario()
    several = len(results.arms) > 1
    told = _by_arm(results) if several else None
    arms = results.arms[:_MOST_ARMS]
    answers = [
        (f"{arm}: {results.scenario(arm).title}" if several else "", answer(results, arm))
        for arm in arms
    ]
    return {
        "title": f"{first.title}{f' and {len(results.arms) - 1} other arms' if several else ''}",
        "question": first.question,
        "span": (first.start, first.end),
        "made": made(results),
        "answers": answers,
        "unshown": len(results.arms) - len(arms),
        "pictures": pictures,
        "bands": any(picture.name == "bands" for picture in pictures),
        "happenings": [] if several else _often(happenings(results)),
        "spread": [] if several else _spread(results),
        "arms": None
        if told is None
        else {
            "changes": change_rows(told),
            "rows": outcome_rows(told),
            "caption": caption(told),
        },
        "hashes": {
            results.scenario(arm).name: results.manifest["arms"][arm]["spec_hash"] for arm in arms
        },
        "manifest": results.manifest,
    }


def _by_arm(results: Results) -> Any:
    names = [name for name in HEADLINE if name in results.metrics]
    table = results.metrics[["arm", "run", *names]].assign(point=0)
    scenarios = {arm: results.scenario(arm) for arm in results.arms}
    return arms_told(table, scenarios, {name: METRICS[name].unit for name in names})


def _often(table: pd.DataFrame) -> list[dict[str, str]]:
    return [
        {
            "what": capital(str(row["what"])),
            "share": f"{row['share']:.0%}",
            "interval": f"{row['low']:.0%} to {row['high']:.0%}",
            "times": f"{row['times']:.3g}",
            "where": str(row["where"]) or "-",
        }
        for row in table.to_dict("records")
    ]


def _spread(results: Results) -> list[dict[str, str]]:
    """Return middle and spread of the headline metrics."""
    region, found = results.scenario().region, summarised(results)
    rows = []
    for name in HEADLINE:
        values = found[name]
        if values["median"] is None:
            continue
        words = metric_name(name, region.poles)
        rows.append(
            {
                "name": words,
                "meaning": region.poles.local(METRICS[name].meaning),
                "median": f"{values['median']:.3g}",
                "middle": f"{values['q10']:.3g} to {values['q90']:.3g}",
                "mean": f"{values['mean']:.3g}",
                "unit": values["unit"],
            }
        )
    return rows


def _pictures(results: Results) -> list[Picture]:
    first = results.scenario()
    stamp = f"seed {results.seed} · scenario {first.spec_hash[:8]}"
    notes = f"n = {results.runs} runs{' of each arm' if len(results.arms) > 1 else ''}."
    outcomes = headline(HEADLINE, results.metrics)[:_MOST_PICTURED]
    region = first.region
    names = {name: f"{metric_name(name, region.poles)} ({METRICS[name].unit})" for name in outcomes}
    title = f"{first.title}. {of_distributions(results.metrics, outcomes, names)}"
    found = []
    table = _trajectories(results, first)
    if table is not None:
        found.append(_bands(table, first, Notes("", stamp, first.title)))
    found.append(
        Picture(
            "distributions",
            "How outcomes are spread over the runs",
            "A picture an outcome: the higher, the more runs end there.",
            f"Histograms of {len(outcomes)} outcomes over {results.runs} runs; the table has "
            "medians and ranges.",
            lambda: draw_distributions(
                results.metrics, outcomes, names=names, notes=Notes(notes, stamp, title)
            ),
        )
    )
    if len(results.arms) > 1:
        found.append(arms_picture(_by_arm(results), first.title, stamp))
    return found


def _trajectories(results: Results, scenario: Scenario) -> pd.DataFrame | None:
    """Return the bands of the states in focus; None where the ensemble kept no quarters."""
    try:
        table = results.panel(None, list(VARIABLES))
    except (NoTrajectories, KeyError):
        return None
    if "arm" in table:
        table = table[table["arm"] == results.arms[0]]
    states = focus(scenario, results.states)
    kept = table[(table["run"] < _BANDS) & table["state"].isin(states)]
    return trajectory_table(kept, states)


def _bands(table: pd.DataFrame, scenario: Scenario, notes: Notes) -> Picture:
    names = Names(scenario.region)
    return Picture(
        "bands",
        "The course of the states over the runs",
        "Line: median of the runs. Band: the middle 80 % of them. A single run wanders within.",
        "Bands of autonomy, alignment and dependence of the states in focus over the quarters.",
        lambda: draw_trajectories(
            table,
            names={code: names(code) for code in scenario.region.codes},
            notes=notes,
            poles=scenario.region.poles,
        ),
    )
