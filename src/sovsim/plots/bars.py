"""Bars with intervals: sensitivity indices, skill scores, shares by arm."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from sovsim.plots import style
from sovsim.plots.settings import drawn
from sovsim.plots.style import NO_NOTES, Notes

_HATCHES = ("", "////", "....", "xxxx")


@drawn
def draw_bars(
    table: pd.DataFrame,
    *,
    unit: str,
    notes: Notes = NO_NOTES,
) -> Figure:
    """Return horizontal bars, grouped where the table has groups.

    Args:
        table: ``label, value`` and optionally ``low, high`` (interval) and ``group``, such as
            first-order and total Sobol indices; bars stand in the order of the table.
        unit: what the axis counts.
        notes: title, caption and stamp.
    """
    if table.empty:
        return style.blank(notes)
    labels = list(dict.fromkeys(table["label"]))
    groups = list(dict.fromkeys(table["group"])) if "group" in table else [""]
    fig = style.new_figure(height=1.4 + len(labels) * (0.16 + 0.17 * len(groups)))
    ax = style.dress(fig.subplots(), xlabel=unit)
    thick = 0.8 / len(groups)
    for number, group in enumerate(groups):
        rows = table[table["group"] == group] if "group" in table else table
        places = [labels.index(label) - 0.4 + (number + 0.5) * thick for label in rows["label"]]
        ax.barh(
            places, rows["value"], height=thick * 0.9, label=group,
            color=(style.SERIES[1], *style.LADDER[2:5])[number % 4],
            edgecolor=style.INK, linewidth=0.5, hatch=_HATCHES[number % 4],
        )  # fmt: skip
        if {"low", "high"} <= set(rows):
            ax.hlines(places, rows["low"], rows["high"], color=style.INK, linewidth=1.1)
    ax.axvline(0, color=style.INK, linewidth=0.6)
    ax.set_yticks(range(len(labels)), labels)
    ax.set_ylim(len(labels) - 0.4, -0.6)
    ax.grid(axis="x", color=style.FAINT, linewidth=0.4)
    ax.set_axisbelow(True)
    if len(groups) > 1:
        ax.legend(frameon=False, fontsize=style.SMALL, loc="lower right")
    words = "Lines: intervals." if {"low", "high"} <= set(table) else ""
    return style.finish(fig, words, notes)
