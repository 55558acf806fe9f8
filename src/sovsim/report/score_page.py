"""The page of a score, and its part in the report of an experiment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sovsim.brief import count
from sovsim.plots.arms_apart import draw_arms_apart
from sovsim.plots.rendering import render
from sovsim.plots.style import Notes
from sovsim.report.page import Shown, data_uri
from sovsim.report.write import render_template
from sovsim.scoring.common import DIFFERS
from sovsim.scoring.difference import pairs
from sovsim.scoring.rows import event_rows, event_title, tables_of_pairs, weight_rows
from sovsim.scoring.score import Score
from sovsim.scoring.told import (
    again_words,
    how,
    power_words,
    verdicts,
    weight_words,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_MOST_PAIRS = 3


def drawn(found: Score) -> dict[str, Figure]:
    """Return the figure: ratios of errors over pools and over indicators on which arms differ."""
    table = found.differences[found.differences["mark"] == "mae"]
    apart = table.groupby("pool")["apart"].max()
    shown = table[(table["kind"] == "pool") | (table["pool"].map(apart) >= DIFFERS)]
    chosen = [(found.names[x], found.names[y]) for x, y in pairs(found.names)][:_MOST_PAIRS]
    made = found.arms[0].made
    told = f"Variant {found.variant}; {made.get('runs', 'some')} runs of each arm at each cut."
    left = apart.size - shown["pool"].nunique()
    if left:
        told += f" Left out: {count(left, 'indicator')} on which the arms say the same."
    notes = Notes(told, f"seed {made.get('seed', found.seed)}", "Errors of arms on the same rows")
    return {"arms": draw_arms_apart(shown, pairs=chosen, notes=notes)}


def render_score(found: Score, why: str, figures: Mapping[str, Figure]) -> str:
    """Return the page as one HTML file; the same score gives the same page."""
    return render_template("score.html.j2", _page(found, why, figures))


def _page(found: Score, why: str, figures: Mapping[str, Figure]) -> dict[str, Any]:
    tables = [
        *((f"pair-{at}", title, rows) for at, (rows, title) in enumerate(tables_of_pairs(found))),
        ("weights", "Weights of the arms in a mixture, with the best score", weight_rows(found)),
        ("events", event_title(found), event_rows(found)),
    ]
    return {
        "title": f"Held against data: {', '.join(found.names)}",
        "why": why,
        "told": [*verdicts(found), *again_words(found), *weight_words(found)],
        "power": power_words(found),
        "pictures": [
            Shown(
                name,
                "Errors of arms on the same rows",
                "Left of 1 the first of a pair has the smaller error.",
                "The same figures stand in the tables below.",
                data_uri(render(figure, "svg"), "svg"),
            )
            for name, figure in figures.items()
        ],
        "tables": [one for one in tables if one[2]],
        "how": how(found),
    }
