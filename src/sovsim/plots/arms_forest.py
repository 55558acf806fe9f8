"""What several arms change against one, outcome by outcome: a panel an outcome, a row an arm."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sovsim.plots import style
from sovsim.plots.settings import drawn
from sovsim.plots.style import NO_NOTES, Notes

_MARKS = ("s", "o", "D", "^", "v", "P", "X")
_SHORT = {"no difference that matters": "the same"}
_ROW = 0.24
"""Height of a row, in inches."""


@drawn
def draw_arms_forest(table: pd.DataFrame, *, notes: Notes = NO_NOTES) -> Figure:
    """Return the forest of all arms.

    Args:
        table: ``outcome, unit, arm, difference, low, high, verdict``, grouped by outcome; optional
            ``smallest`` is the smallest difference that matters and is shaded.
        notes: title, caption and stamp.
    """
    if table.empty:
        return style.blank(notes)
    groups = list(table.groupby("outcome", sort=False))
    arms = list(dict.fromkeys(table["arm"]))
    sizes = [len(rows) + 1.9 for _, rows in groups]
    fig = style.new_figure(height=0.9 + _ROW * sum(sizes))
    panels = np.atleast_1d(fig.subplots(len(groups), height_ratios=sizes))
    for ax, (outcome, rows) in zip(panels, groups, strict=True):
        style.dress(ax, title=f"{outcome}  ({rows['unit'].iloc[0]})")
        ax.axvline(0, color=style.INK, linewidth=0.8)
        for place, row in enumerate(rows.to_dict("records")):
            _draw_row(ax, place, row, arms.index(row["arm"]))
        ax.set_yticks(range(len(rows)), [str(arm) for arm in rows["arm"]])
        ax.set_ylim(len(rows) - 0.4, -0.6)
        ax.margins(x=0.08)
        ax.xaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10]))
    return style.finish(fig, _words(table), notes)


def _words(table: pd.DataFrame) -> str:
    """Return what the signs mean, of those only that are drawn."""
    words = [
        "Mark: mean paired difference from the first, filled where the interval leaves 0 out; "
        "line: its interval."
    ]
    clear = (table["low"] > 0) | (table["high"] < 0)
    if (clear & (table["verdict"] == "undecided")).any():
        words.append(
            "The word at the right is corrected for the number of rows: a filled mark may be "
            "undecided."
        )
    if table["verdict"].str.startswith("identical").any():
        words.append("Identical: in all of these runs, though others may differ.")
    if "smallest" in table and (table["smallest"] > 0).any():
        words.append("Shaded: differences too small to matter.")
    return " ".join([*words, "Each outcome has a scale of its own."])


def short(verdict: str) -> str:
    """Return a verdict as a row has room for it."""
    head = verdict.partition(";")[0]
    return "identical" if head.startswith("identical") else _SHORT.get(head, head)


def _draw_row(ax: Axes, place: int, row: dict[object, object], number: int) -> None:
    value, low, high = (float(str(row[key])) for key in ("difference", "low", "high"))
    matters = float(str(row.get("smallest") or 0.0))
    if matters > 0:
        ax.barh(place, 2 * matters, left=-matters, height=0.8, color=style.EVENT_BAND, zorder=0)
    if not np.isfinite(value):
        told = "not defined"
    else:
        clear = low > 0 or high < 0
        colour = style.SERIES[1]
        ax.plot([low, high], [place, place], color=colour, linewidth=1.6)
        ax.plot(
            [value], [place], marker=_MARKS[number % len(_MARKS)], markersize=5.5,
            markerfacecolor=colour if clear else style.PAPER, markeredgecolor=colour,
        )  # fmt: skip
        told = f"{value:+.3g}  [{low:+.3g}, {high:+.3g}]  {short(str(row['verdict']))}"
    ax.annotate(
        told.replace("-", "\u2212"), (1.02, place), xycoords=("axes fraction", "data"),
        fontsize=style.SMALL, color=style.INK, va="center", annotation_clip=False,
    )  # fmt: skip
