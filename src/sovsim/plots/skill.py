"""How far a model is off beside a simple guess: ratios of errors with their intervals."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from sovsim.plots import style
from sovsim.plots.settings import drawn
from sovsim.plots.style import NO_NOTES, Notes

_WIDEST = 4.0
"""Ratios beyond it, or below one over it, are drawn at the edge."""
_MARKS = ("s", "o", "^", "D", "v", "P")
_TICKS = (0.25, 0.5, 0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 2.0, 4.0)


@drawn
def draw_skill(
    table: pd.DataFrame,
    *,
    methods: Sequence[str],
    notes: Notes = NO_NOTES,
    error: str = "error",
    guess: str = "the last value",
) -> Figure:
    """Return a row an indicator with a mark for each method; right of the line it loses.

    Args:
        table: ``row, group, method, ratio, low, high``; rows and groups in the order drawn.
        methods: which are drawn, with intervals for the first.
        notes: title, caption and stamp.
        error, guess: what is compared, and to that of which guess.
    """
    part = table[table["method"].isin(list(methods))].dropna(subset=["ratio"])
    if part.empty:
        return style.blank(notes)
    names = list(dict.fromkeys(part["row"]))
    fig = style.new_figure(height=1.8 + 0.26 * len(names))
    ax = style.dress(
        fig.subplots(),
        xlabel=f"{error} over that of {guess}, log scale, cut off at {_WIDEST:g}",
    )
    ax.set_xscale("log")
    ax.axvline(1.0, color=style.INK, linewidth=0.8)
    for number, method in enumerate(methods):
        rows = part[part["method"] == method]
        colour = style.SERIES[number % len(style.SERIES)]
        at = [names.index(name) + 0.16 * (number - (len(methods) - 1) / 2) for name in rows["row"]]
        if number == 0:
            low, high = (rows[end].clip(1 / _WIDEST, _WIDEST) for end in ("low", "high"))
            ax.hlines(at, low, high, color=colour, linewidth=1.4)
        ax.plot(
            rows["ratio"].clip(1 / _WIDEST, _WIDEST), at, linestyle="none", markersize=4.5,
            marker=_MARKS[number % len(_MARKS)], color=colour, label=method,
            markerfacecolor=colour if number == 0 else style.PAPER,
        )  # fmt: skip
    groups = part.drop_duplicates("row")["group"].tolist()
    for place, (one, other) in enumerate(pairwise(groups)):
        if one != other:
            ax.axhline(place + 0.5, color=style.FAINT, linewidth=0.8)
    ends = part[["low", "ratio", "high"]].clip(1 / _WIDEST, _WIDEST).to_numpy(np.float64)
    left, right = min(float(ends.min()), 0.9) * 0.97, max(float(ends.max()), 1.1) * 1.03
    ax.set_xlim(left, right)
    ticks = [tick for tick in _TICKS if left <= tick <= right]
    ax.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    ax.set_xticks([], minor=True)
    ax.set_yticks(range(len(names)), names)
    ax.set_ylim(len(names) - 0.4, -0.6)
    legend = ax.legend(
        loc="lower left", bbox_to_anchor=(0, 1), ncols=len(methods), frameon=False,
        fontsize=style.SMALL, handletextpad=0.2, columnspacing=1.2,
    )  # fmt: skip
    for text in legend.get_texts():
        text.set_color(style.MUTED)
    words = (
        f"Left of 1 a method has a lower {error} than the guess. Line: interval of {methods[0]}."
    )
    return style.finish(fig, words, notes)
