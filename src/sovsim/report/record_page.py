"""The page of a backtest on the facts that ship: where the model loses first, then the tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from sovsim.backtest.record import RecordBacktest
from sovsim.backtest.record_told import how, losses, tables
from sovsim.backtest.reliability import frequency
from sovsim.brief import count
from sovsim.plots.reliability import draw_reliability
from sovsim.plots.rendering import render
from sovsim.plots.skill import draw_skill
from sovsim.plots.style import Notes
from sovsim.report.page import Shown, data_uri
from sovsim.report.write import render_template

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_OFTEN = ("pressure begins", "falls of governments", "other governments", "years of war")
"""Events that happen often enough to be drawn."""

_WORDS = {
    "skill": ("What lasts, and what happens", "Brier scores over those of the guess to beat."),
    "reliability": ("Whether chances hold", "How often what had a chance came, by the chance."),
}
"""Heading and description of each figure."""


def drawn(found: RecordBacktest) -> dict[str, Figure]:
    """Return the figures: Brier scores over those of the guesses, and chances against facts."""
    asked = found.design
    told = f"{asked.scenario.name}: {count(len(asked.cuts), 'cut')}, {count(asked.runs, 'run')} "
    notes = Notes(told + "each.", f"seed {asked.seed}", "Skill on facts of public record")
    return {
        "skill": _skill(found, notes),
        "reliability": _reliability(found, replace(notes, title="Whether chances hold")),
    }


def _skill(found: RecordBacktest, notes: Notes) -> Figure:
    lasts = found.lasting.assign(group="what lasts")
    events = found.events.assign(group="what happens")
    table = pd.concat([lasts, events]).rename(columns={"indicator": "row"})
    shown = ("model", "model, all runs", "model, scaled", "rates")
    guess = "the last value, or of base rates"
    return draw_skill(table, methods=shown, notes=notes, guess=guess, error="Brier score")


def _reliability(found: RecordBacktest, notes: Notes) -> Figure:
    members = found.standing[found.standing["indicator"].str.startswith("member of")]
    bodies = members.assign(indicator="memberships")
    shown = found.chances[found.chances["indicator"].isin(_OFTEN)]
    lasting, events = (
        frequency(table[table["method"] == "model"], found.design.seed).rename(
            columns={"indicator": "name", "chance": "said", "happened": "came",
                     "happened_low": "low", "happened_high": "high"}
        )
        for table in (bodies, shown)
    )  # fmt: skip
    words = ("Memberships", "chance", "share that were members")
    return draw_reliability(lasting, events, notes=notes, left_words=words)


def render_record(found: RecordBacktest, figures: Mapping[str, Figure]) -> str:
    """Return the page as one HTML file; the same backtest gives the same page."""
    return render_template("backtest.html.j2", _page(found, figures))


def _page(found: RecordBacktest, figures: Mapping[str, Figure]) -> dict[str, Any]:
    asked = found.design
    return {
        "title": f"Backtest of {asked.scenario.name} on facts of public record",
        "scenario": asked.scenario.name,
        "losses": losses(found),
        "pictures": [
            Shown(
                name,
                *_WORDS[name],
                "The same figures stand in the tables of the folder.",
                data_uri(render(figure, "svg"), "svg"),
            )
            for name, figure in figures.items()
        ],
        "tables": tables(found),
        "how": how(found),
        "in_view": asked.sight.in_view,
        "starts": asked.sight.starts,
        "cautions": [
            (one.name, one.model, one.caution) for one in (*asked.indicators, *asked.events)
        ],
    }
