"""Sensitivity indices against sample size: whether more points would still move them."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from sovsim.plots import style
from sovsim.plots.settings import drawn
from sovsim.plots.style import NO_NOTES, Notes


@drawn
def draw_convergence(
    table: pd.DataFrame,
    *,
    unit: str,
    counted: str = "base points",
    notes: Notes = NO_NOTES,
) -> Figure:
    """Return a line per label, with its intervals.

    Args:
        table: ``label, size, value, low, high``; at most six labels can be told apart.
        unit: what the vertical axis shows.
        counted: what the horizontal axis counts.
        notes: title, caption and stamp.
    """
    if table.empty:
        return style.blank(notes)
    labels = list(dict.fromkeys(table["label"]))[: len(style.SERIES)]
    fig = style.new_figure(height=3.6)
    ax = style.dress(fig.subplots(), xlabel=f"{counted} (log scale)", ylabel=unit)
    ax.set_xscale("log", base=2)
    spread = 1.012
    for number, label in enumerate(labels):
        rows = table[table["label"] == label].sort_values("size")
        places = rows["size"] * spread ** (number - (len(labels) - 1) / 2)
        colour, dash = style.SERIES[number], style.DASHES[number]
        ax.plot(places, rows["value"], color=colour, linestyle=dash, linewidth=1.4, label=label)
        ax.vlines(places, rows["low"], rows["high"], color=colour, linewidth=0.9)
    sizes = sorted(table["size"].unique())
    ax.set_xticks(sizes, [str(size) for size in sizes])
    ax.minorticks_off()
    ax.axhline(0, color=style.INK, linewidth=0.6)
    ax.legend(frameon=False, fontsize=style.SMALL, loc="center left", bbox_to_anchor=(1.01, 0.5))
    words = "Lines up and down: intervals by resampling. A line that still climbs or falls at the "
    words += "right has not settled: more points would move it."
    return style.finish(fig, words, notes)
