"""A grid of results: one metric over two parameters."""

from __future__ import annotations

import math

import pandas as pd
from matplotlib.figure import Figure

from sovsim.plots import style
from sovsim.plots.settings import drawn
from sovsim.plots.style import NO_NOTES, Notes

_WRITTEN = 15
"""Up to this many columns the values are written into the cells."""


@drawn
def draw_heatmap(
    table: pd.DataFrame,
    *,
    x: str,
    y: str,
    value: str,
    unit: str = "share, 0 to 1",
    change: bool = False,
    notes: Notes = NO_NOTES,
) -> Figure:
    """Return the heat map.

    Args:
        table: one row a cell, with the columns named by the next three.
        x: column of the horizontal axis.
        y: column of the vertical axis.
        value: column of the colours.
        unit: unit of the values.
        change: True for differences, which get a scale with 0 in the middle.
        notes: title, caption and stamp.
    """
    if table[value].isna().all():
        return style.blank(notes)
    grid = table.pivot_table(index=y, columns=x, values=value).sort_index(ascending=False)
    fig = style.new_figure(height=2.0 + 0.42 * len(grid))
    ax = style.dress(fig.subplots(), xlabel=x, ylabel=y)
    low, high = float(grid.min().min()), float(grid.max().max())
    if change:
        high = max(abs(low), abs(high)) or 1.0
        low = -high
    elif low == high:
        low, high = low - 0.5, high + 0.5
    colours = style.DIVERGING if change else style.SEQUENTIAL
    image = ax.imshow(grid, cmap=colours, vmin=low, vmax=high, aspect="auto")
    ax.set_xticks(range(grid.shape[1]), [f"{number:g}" for number in grid.columns])
    ax.set_yticks(range(grid.shape[0]), [f"{number:g}" for number in grid.index])
    if grid.shape[1] <= _WRITTEN:
        for row, numbers in enumerate(grid.to_numpy()):
            for column, number in enumerate(numbers):
                if math.isnan(number):
                    continue
                face = colours((number - low) / (high - low))
                ax.text(
                    column, row, f"{number:+.2f}" if change else f"{number:.2f}",
                    ha="center", va="center", fontsize=style.SMALL, color=style.ink_on(face),
                )  # fmt: skip
    bar = fig.colorbar(image, ax=ax, fraction=0.04, pad=0.02)
    bar.set_label(f"{value.replace('_', ' ')} ({unit})", fontsize=style.SMALL, color=style.MUTED)
    bar.ax.tick_params(labelsize=style.SMALL, colors=style.MUTED, width=0.5)
    bar.outline.set_linewidth(0.5)
    return style.finish(fig, "", notes)
