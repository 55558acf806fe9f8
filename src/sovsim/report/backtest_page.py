"""The page of a backtest: where the model loses first, then the tables and how they were made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sovsim.backtest.pools import pooled_indicators
from sovsim.backtest.rows import tables
from sovsim.backtest.run import Backtest
from sovsim.backtest.scores import END
from sovsim.backtest.told import how, losses
from sovsim.brief import count
from sovsim.plots.against_data import draw_against_data
from sovsim.plots.reliability import draw_reliability
from sovsim.plots.rendering import render
from sovsim.plots.skill import draw_skill
from sovsim.plots.style import Notes
from sovsim.report.page import Shown, data_uri
from sovsim.report.write import render_template

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_DRAWN = ("b", "a", "d", "trend", "group mean", "regression")
_COURSE = "course-"
"""How names of figures of courses begin."""
_BEYOND = 8
"""Years ahead that the cut of the figures of courses has, where any cut does."""


def drawn(found: Backtest) -> dict[str, Figure]:
    """Return the figures: skill by indicator and by pool, reliability, courses beside the data."""
    told = Notes(_caption(found), f"seed {found.design.seed}")
    figures = {
        "skill-indicators": _skill_indicators(found, replace(told, title="Skill by indicator")),
        "skill-pools": _skill_pools(found, replace(told, title="Skill, pooled")),
        "reliability": _reliability(found, replace(told, title="Reliability")),
    }
    cut = _cut(found)
    for name in _courses(found, cut):
        title = f"{name[0].upper()}{name[1:]}: known to {cut}, and what came"
        figures[f"{_COURSE}{name.replace(' ', '-')}"] = _against_data(
            found, name, cut, replace(told, title=title)
        )
    return figures


def _caption(found: Backtest) -> str:
    asked = found.design
    cuts, runs = count(len(asked.cuts), "cut"), count(asked.runs, "run")
    return f"{asked.scenario.name}: {cuts}, {runs} each."


def _skill_indicators(found: Backtest, notes: Notes) -> Figure:
    part = found.pools[found.pools["kind"] == "indicator"]
    ahead = part[part["horizon"] != END]
    part = part if ahead.empty else ahead
    groups = {one.name: one.group for one in found.design.indicators}
    table = part.assign(row=part["pool"], group=part["pool"].map(groups))
    return draw_skill(table, methods=_DRAWN, notes=notes)


def _skill_pools(found: Backtest, notes: Notes) -> Figure:
    part = found.pools[found.pools["kind"] == "pool"]
    table = part.assign(row=part["pool"] + ", " + part["horizon"], group=part["horizon"])
    table = table.sort_values("horizon", kind="stable")
    return draw_skill(table, methods=_DRAWN, notes=notes)


def _reliability(found: Backtest, notes: Notes) -> Figure:
    bands = found.coverage[found.coverage["method"] == "b"].rename(
        columns={"group": "name", "level": "said", "covers": "came", "covers_low": "low",
                 "covers_high": "high"}
    )  # fmt: skip
    chances = found.frequency[found.frequency["method"] == "model"].rename(
        columns={"indicator": "name", "chance": "said", "happened": "came", "happened_low": "low",
                 "happened_high": "high"}
    )  # fmt: skip
    return draw_reliability(bands, chances, notes=notes)


def _cut(found: Backtest) -> int:
    """Return the latest cut with eight years after it; the first one where none has."""
    cuts = [cut for cut in found.design.cuts if found.design.last - cut >= _BEYOND]
    return max(cuts, default=found.design.cuts[0])


def _courses(found: Backtest, cut: int) -> list[str]:
    """Return the indicators of which courses are drawn: those by which the model is judged."""
    main = pooled_indicators(found.design.indicators)
    there = found.courses.loc[found.courses["cut"] == cut, "indicator"].unique()
    return [name for name in main if name in there]


def _against_data(found: Backtest, name: str, cut: int, notes: Notes) -> Figure:
    keys = ["state", "year"]
    course = found.courses[(found.courses["indicator"] == name) & (found.courses["cut"] == cut)]
    told = found.forecasts
    told = told[(told["indicator"] == name) & (told["cut"] == cut) & (told["method"] == "b")]
    table = course.merge(told[[*keys, "predicted", "low", "high"]], how="left", on=keys)
    seen = table.groupby("state")["observed"].transform("count") > 0
    return draw_against_data(
        table[seen].sort_values(keys), cut=cut, what=name, method="b", notes=notes
    )


def render_backtest(found: Backtest, figures: Mapping[str, Figure]) -> str:
    """Return the page as one HTML file; the same backtest gives the same page."""
    return render_template("backtest.html.j2", _page(found, figures))


def _words(name: str) -> tuple[str, str, str]:
    """Return heading, description and where the same stands in text, for a figure."""
    if name.startswith(_COURSE):
        told = name.removeprefix(_COURSE).replace("-", " ")
        return (
            f"{told[0].upper()}{told[1:]} beside the data",
            "What was known at a cut, what came, the model's level and its prediction with a band.",
            "The figures stand in forecasts.csv and courses.csv of the folder.",
        )
    if name == "reliability":
        return (
            "Bands and chances",
            "What bands of each level hold, and how often events happened that had a chance.",
            "The figures stand in coverage.csv and frequency.csv of the folder.",
        )
    return (
        "By indicator" if name == "skill-indicators" else "Pooled",
        "Errors over those of the guess that nothing changes, five and eight years ahead.",
        "The same figures stand in the tables below.",
    )


def _page(found: Backtest, figures: Mapping[str, Figure]) -> dict[str, Any]:
    asked = found.design
    shown = [
        Shown(name, *_words(name), data_uri(render(figure, "svg"), "svg"))
        for name, figure in figures.items()
    ]
    return {
        "title": "The model held against years it has not seen",
        "scenario": asked.scenario.name,
        "losses": losses(found),
        "pictures": [one for one in shown if not one.name.startswith(_COURSE)],
        "courses": [one for one in shown if one.name.startswith(_COURSE)],
        "tables": tables(found),
        "how": how(found),
        "in_view": asked.sight.in_view,
        "starts": asked.sight.starts,
        "cautions": [
            (one.name, one.model, one.caution)
            for one in asked.indicators
            if one.name not in found.left_out
        ],
    }  # fmt: skip
