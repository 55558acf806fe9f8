"""The page of a backtest on the facts that ship: where the model loses first, then the tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from sovsim.backtest.record import RecordBacktest
from sovsim.backtest.record_told import how, losses, tables
from sovsim.brief import count
from sovsim.plots.rendering import render
from sovsim.plots.skill import draw_skill
from sovsim.plots.style import Notes
from sovsim.report.page import Shown, data_uri
from sovsim.report.write import render_template

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def drawn(found: RecordBacktest) -> dict[str, Figure]:
    """Return the figure: Brier scores over those of the guesses, with intervals."""
    asked = found.design
    lasts = found.lasting.assign(group="what lasts")
    events = found.events.assign(group="what happens")
    table = pd.concat([lasts, events]).rename(columns={"indicator": "row"})
    shown = ("model", "model, all runs", "model, scaled", "rates")
    told = f"{asked.scenario.name}: {count(len(asked.cuts), 'cut')}, {count(asked.runs, 'run')} "
    notes = Notes(told + "each.", f"seed {asked.seed}", "Skill on facts of public record")
    guess = "the last value, or of base rates"
    return {
        "skill": draw_skill(table, methods=shown, notes=notes, guess=guess, error="Brier score")
    }


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
                "What lasts, and what happens",
                "Brier scores over those of the guess to beat.",
                "The same figures stand in the tables below.",
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
