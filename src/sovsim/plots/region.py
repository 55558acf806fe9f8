"""Points of the parameter space at which something holds, with the box that was found."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from sovsim.plots import style
from sovsim.plots.settings import drawn
from sovsim.plots.style import NO_NOTES, Notes


@drawn
def draw_region(
    table: pd.DataFrame,
    *,
    limits: Mapping[str, tuple[float, float]],
    x: str,
    y: str,
    notes: Notes = NO_NOTES,
) -> Figure:
    """Return the points over two parameters.

    Args:
        table: a column per parameter, and ``holds``.
        limits: parameter -> low and high of the box; ends may be infinite.
        x, y: parameters of the axes; limits on others are written into the caption.
        notes: title, caption and stamp.
    """
    if table.empty:
        return style.blank(notes)
    fig = style.new_figure(height=4.6, width=6.4)
    ax = style.dress(fig.subplots(), xlabel=x, ylabel=y)
    held = table["holds"].astype(bool)
    for rows, face, marker, label in (
        (table[~held], style.PAPER, "o", "does not hold"),
        (table[held], style.SERIES[1], "s", "holds"),
    ):
        ax.scatter(
            rows[x], rows[y], s=16, marker=marker, facecolor=face, edgecolor=style.SERIES[1],
            linewidth=0.8, label=label,
        )  # fmt: skip
    ends = [_within(limits.get(name, (-math.inf, math.inf)), table[name]) for name in (x, y)]
    (left, right), (bottom, top) = ends
    ax.add_patch(
        Rectangle((left, bottom), right - left, top - bottom, fill=False,
                  edgecolor=style.SERIES[2], linewidth=2.0, label="box")
    )  # fmt: skip
    ax.legend(frameon=False, fontsize=style.SMALL, loc="center left", bbox_to_anchor=(1.01, 0.5))
    others = [name for name in limits if name not in (x, y)]
    words = f"The box has limits on {', '.join(others)} besides." if others else ""
    return style.finish(fig, words, notes)


def _within(ends: tuple[float, float], values: pd.Series[float]) -> tuple[float, float]:
    """Return the ends, cut to the values that there are."""
    return max(ends[0], float(values.min())), min(ends[1], float(values.max()))
