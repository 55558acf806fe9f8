"""What a scenario sets, spelt out below a picture in two columns."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from sovsim.plots import style

_WIDTH = 50
"""Letters of a flag that find room in a line of one of the two columns."""
_LINES = 3


def columns(flags: pd.DataFrame) -> tuple[list[list[str]], list[list[str]]]:
    """Return the flags as lines, in two columns of about the same height."""
    folded = [
        textwrap.wrap(words, _WIDTH, max_lines=_LINES, placeholder=" …") or [""]
        for words in flags["text"].astype(str)
    ]
    whole, first = sum(map(len, folded)), 0
    while sum(map(len, folded[:first])) < whole / 2:
        first += 1
    return folded[:first], folded[first:]


def list_flags(
    ax: Axes, flags: pd.DataFrame, listed: Sequence[Sequence[Sequence[str]]], lines: int
) -> None:
    """Write the flags below the key: number, quarter, words."""
    ax.set_xlim(0, 1)
    ax.set_ylim(0, 1)
    quarters, number = [*flags["quarter"].astype(str)], 0
    for column, folded in enumerate(listed):
        left, line = 0.555 * column - 0.1, 0  # the words begin below the cells
        for words in folded:
            told = ((0.022, "right", f"{number + 1}"), (0.032, "left", quarters[number]))
            for offset, side, what in told:
                _write(ax, left + offset, 1 - (line + 0.5) / lines, what, side)
            for each in words:
                _write(ax, left + 0.1, 1 - (line + 0.5) / lines, each, "left")
                line += 1
            number += 1


def _write(ax: Axes, x: float, y: float, words: str, side: str) -> None:
    ax.text(x, y, words, fontsize=style.SMALL, color=style.INK, va="center", ha=side)
