"""How outcomes are spread over the runs: a small histogram an outcome, an outline an arm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sovsim.plots import style
from sovsim.plots.settings import drawn
from sovsim.plots.style import NO_NOTES, Notes

_COLUMNS = 3
_BINS = 16
_MOST_ARMS = 5


@drawn
def draw_distributions(
    table: pd.DataFrame,
    outcomes: Sequence[str],
    *,
    names: Mapping[str, str] | None = None,
    notes: Notes = NO_NOTES,
) -> Figure:
    """Return a histogram for each outcome, with the median and the middle 80 % of the runs.

    Args:
        table: a row a run; a column ``arm`` where there are several.
        outcomes: columns, in the order of the pictures.
        names: outcome -> name and unit.
        notes: title, caption and stamp.
    """
    if not outcomes:
        return style.blank(notes)
    arms = list(dict.fromkeys(table["arm"])) if "arm" in table else [""]
    shown = arms[:_MOST_ARMS]
    rows = -(-len(outcomes) // _COLUMNS)
    fig = style.new_figure(height=1.0 + 1.45 * rows)
    axes = fig.subplots(rows, _COLUMNS, squeeze=False)
    for place, ax in enumerate(axes.flat):
        if place >= len(outcomes):
            ax.set_visible(False)
            continue
        name = outcomes[place]
        style.dress(ax)
        ax.set_title(
            (names or {}).get(name, name), loc="left", fontsize=style.SMALL, color=style.INK,
            family=style.FONT,
        )  # fmt: skip
        values = table[name].dropna().to_numpy(float)
        edges = _edges(values)
        for number, arm in enumerate(shown):
            mine = table if not arm else table[table["arm"] == arm]
            _one(ax, mine[name].dropna().to_numpy(float), edges, number, len(shown) == 1, arm)
        ax.set_yticks([])
        counted = bool(len(values)) and bool(np.all(values == np.round(values)))
        ax.xaxis.set_major_locator(MaxNLocator(5, integer=counted))
    if len(shown) > 1:
        axes.flat[0].legend(fontsize=style.SMALL, frameon=False)
    left = f" The first {_MOST_ARMS} of {len(arms)} arms." if len(arms) > len(shown) else ""
    words = "Height: how many runs end there. Upright line: median; thick line below: 80 % of runs."
    return style.finish(fig, f"{words}{left}", notes)


def _edges(values: np.ndarray) -> np.ndarray:
    """Return the borders of the bars: whole numbers get a bar of their own where they are few."""
    low, high = float(values.min()), float(values.max())
    whole = bool(np.all(values == np.round(values)))
    if whole and high - low <= 2 * _BINS:
        return np.arange(low - 0.5, high + 1.0, 1.0)
    return np.linspace(low, high, _BINS + 1)


def _one(
    ax: Axes, values: np.ndarray, edges: np.ndarray, number: int, alone: bool, arm: str
) -> None:
    if not len(values):
        return
    colour = style.SERIES[1] if alone else style.SERIES[number % len(style.SERIES)]
    heights, _ = np.histogram(values, edges)
    if alone:
        ax.stairs(heights, edges, fill=True, color=colour, alpha=0.35)
    ax.stairs(
        heights, edges, color=colour, linewidth=1.1, label=arm or None,
        linestyle=style.DASHES[number % len(style.DASHES)],
    )  # fmt: skip
    low, middle, high = np.quantile(values, (0.1, 0.5, 0.9))
    top = float(heights.max())
    ax.plot([middle, middle], [0, top], color=colour, linewidth=0.9)
    below = -top * 0.05 * (number + 1)
    ax.plot([low, high], [below, below], color=colour, linewidth=3, solid_capstyle="butt")
