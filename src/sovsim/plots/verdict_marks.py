"""How verdicts look: a mark each that a grey print keeps apart, and the words beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from matplotlib.axes import Axes

from sovsim.plots import style

Fill = Literal["full", "left", "none"]


@dataclass(frozen=True)
class Mark:
    """The mark of a verdict."""

    marker: str
    colour: str
    fill: Fill
    size: float = 6.5


MARKS: dict[str, Mark] = {
    "holds": Mark("o", style.SERIES[1], "full"),
    "fails": Mark("X", style.SERIES[2], "full", 7.5),
    "depends": Mark("D", "#1f7d76", "left", 6.0),
    "open": Mark("o", style.MUTED, "none"),
}
"""Verdict -> mark; shapes differ, for colours alone do not carry it."""


def draw_interval(
    ax: Axes, place: float, value: float, low: float, high: float, verdict: str
) -> None:
    """Draw a value with its interval, marked by a verdict; what is undefined is left out."""
    mark = MARKS[verdict]
    if np.isfinite(low) and np.isfinite(high):
        ax.plot([low, high], [place, place], color=mark.colour, linewidth=1.7, zorder=3)
    if np.isfinite(value):
        ax.plot(
            [value], [place], marker=mark.marker, markersize=mark.size, color=mark.colour,
            markeredgecolor=mark.colour, markeredgewidth=1.2, fillstyle=mark.fill,
            markerfacecoloralt=style.PAPER, linestyle="none", zorder=4, clip_on=False,
            markerfacecolor=style.PAPER if mark.fill == "none" else mark.colour,
        )  # fmt: skip


def write(ax: Axes, x: float, y: float, words: str, **kwargs: Any) -> None:
    """Write words at a share of the axes' width and a height in the axes' own scale."""
    given = {
        "fontsize": style.SMALL, "color": style.INK, "family": style.FONT, "va": "center",
        "annotation_clip": False, "parse_math": False, **kwargs,
    }  # fmt: skip
    text = ax.annotate(words, (x, y), xycoords=("axes fraction", "data"), **given)
    text.set_in_layout(False)


def signed(value: float) -> str:
    """Return a number with its sign, three figures and a proper minus."""
    return f"+{number(value)}" if value > 0 else number(value)


def number(value: float) -> str:
    """Return a number with three figures, without powers of ten where they can be avoided."""
    if np.isnan(value):
        return "undefined"
    text = f"{value:.0f}" if 999.5 <= abs(value) < 1e6 else f"{value:.3g}"
    return text.replace("-", "\u2212")
