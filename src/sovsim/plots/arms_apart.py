"""How the errors of arms differ, by indicator and pooled: ratios with their intervals."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from sovsim.plots import style
from sovsim.plots.settings import drawn
from sovsim.plots.style import NO_NOTES, Notes

_WIDEST = 4.0
"""Ratios beyond it, or below one over it, are drawn at the edge."""
_TICKS = (0.25, 0.4, 0.5, 0.6, 0.7, 0.85, 1.0, 1.15, 1.4, 1.7, 2.0, 3.0, 4.0)
_FEW = 3.0
"""From right to left over which every second tick is left out."""
_MARKS = ("s", "o", "^", "D", "v", "P")


@drawn
def draw_arms_apart(
    table: pd.DataFrame, *, pairs: Sequence[tuple[str, str]], notes: Notes = NO_NOTES
) -> Figure:
    """Return a row for each pool and indicator, with a mark and an interval for each pair.

    Args:
        table: ``x, y, kind, pool, ratio, low, high``; pools first.
        pairs: which are drawn; left of the line the first of a pair has the smaller error.
        notes: title, caption and stamp.
    """
    names = list(dict.fromkeys(table["pool"]))
    if not names or not pairs:
        return style.blank(notes)
    fig = style.new_figure(height=1.9 + (0.2 + 0.08 * len(pairs)) * len(names))
    words = f"error of the first over that of the second, log scale, cut off at {_WIDEST:g}"
    ax = style.dress(fig.subplots(), xlabel=words)
    ax.set_xscale("log")
    ax.axvline(1.0, color=style.INK, linewidth=0.8)
    ends = [0.95, 1.05]
    for number, (x, y) in enumerate(pairs):
        rows = table[(table["x"] == x) & (table["y"] == y)].dropna(subset=["ratio", "low"])
        colour = style.SERIES[number % len(style.SERIES)]
        at = [names.index(name) + 0.2 * (number - (len(pairs) - 1) / 2) for name in rows["pool"]]
        low, ratio, high = (
            rows[name].clip(1 / _WIDEST, _WIDEST).to_numpy(np.float64)
            for name in ("low", "ratio", "high")
        )
        ax.hlines(at, low, high, color=colour, linewidth=1.4)
        sure = (low > 1.0) | (high < 1.0)
        mark = _MARKS[number % len(_MARKS)]
        for filled in (True, False):
            chosen = sure if filled else ~sure
            ax.plot(
                ratio[chosen], np.array(at)[chosen], linestyle="none", marker=mark, markersize=4.5,
                color=colour, markerfacecolor=colour if filled else style.PAPER,
            )  # fmt: skip
        ax.plot([], [], marker=mark, color=colour, linewidth=1.4, label=f"{x} / {y}")
        ends += [*low, *high]
    pools = table[table["kind"] == "pool"]["pool"].nunique()
    if 0 < pools < len(names):
        ax.axhline(pools - 0.5, color=style.FAINT, linewidth=0.8)
    left, right = min(ends) * 0.98, max(ends) * 1.02
    ax.set_xlim(left, right)
    wide = right / left > _FEW
    ticks = [tick for tick in (_TICKS[::2] if wide else _TICKS) if left <= tick <= right]
    ax.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    ax.set_xticks([], minor=True)
    ax.set_yticks(range(len(names)), names)
    ax.set_ylim(len(names) - 0.4, -0.6)
    legend = ax.legend(
        loc="lower left", bbox_to_anchor=(0, 1), ncols=3, frameon=False, fontsize=style.SMALL
    )
    for text in legend.get_texts():
        text.set_color(style.MUTED)
    told = "Lines: 90 % intervals from states drawn again. Filled: the interval does not hold 1."
    return style.finish(fig, told, notes)
