"""One look for every figure: palette, type, frame, caption and stamp.

Figures are `matplotlib.figure.Figure` objects that know nothing of pyplot, backends or the user's
settings (`sovsim.plots.settings`). Colours are safe for colour-blind readers, and every
set differs in lightness so that a grey print can still be read; lines differ in dashes as well.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, ListedColormap, to_hex, to_rgb
from matplotlib.figure import Figure

from sovsim.plots import settings
from sovsim.plots.layout import GridLayout
from sovsim.plots.rendering import OwnFigure

INK = "#1a1a1a"
MUTED = "#595959"
FAINT = "#d5d5d0"
PAPER = "#ffffff"
EVENT_BAND = "#dedfd3"

SERIES: tuple[str, ...] = ("#111111", "#05487d", "#a73422", "#397f69", "#a56db2", "#b98830")
"""Colours of lines, from dark to light. Each stands out from white (contrast 3 and more) and from
every other for readers with and without each kind of colour-blindness; tests hold both."""

OTHERS = "#9c9c9c"
"""What stands in the background: lines that nobody is asked to tell apart."""

DASHES: tuple[Any, ...] = ("solid", (0, (6, 1.6)), (0, (3, 1.4)), (0, (1, 1.1)), "dashdot", "solid")
"""Dashes that go with `SERIES`."""

LADDER: tuple[str, ...] = (
    "#f6f6f2",
    "#dceae2",
    "#f0d07a",
    "#e6ab45",
    "#d38532",
    "#c25d2e",
    "#963a3c",
    "#622042",
    "#280f26",
)
"""Shades of the hegemon's ladder, one a rung, light to dark."""

SEQUENTIAL = LinearSegmentedColormap.from_list(
    "sovsim-shares", ["#f7f5ec", "#c9dfd6", "#82b6c4", "#3f7fae", "#1b4480", "#0b1f44"]
)
"""Shares from 0 (light) to 1 (dark)."""

DIVERGING = LinearSegmentedColormap.from_list(
    "sovsim-change", ["#7a2f0b", "#d0824a", "#f5efe6", "#6fa3c4", "#123f6e"]
)
"""Changes: brown below 0, blue above; the sign is always printed as well."""

LADDER_MAP = ListedColormap(list(LADDER), name="sovsim-ladder")

FONT = (settings.FONT,)
SMALL = 7.5
TEXT = 8.5
HEAD = 11.0
WIDTH = 8.0
"""Width of a figure, in inches."""
DPI = 160
"""Dots per inch, for the layout and for saving alike: the width of text depends on it."""

READABLE = 4.5
"""Contrast that small print needs (WCAG 2.2, level AA)."""

_POINTS_PER_INCH = 72.0
_LINE = 1.35
"""Height of a line of text against its size."""


def new_figure(height: float, width: float = WIDTH) -> Figure:
    """Return an empty figure of a size in inches."""
    return OwnFigure(figsize=(width, height), dpi=DPI, facecolor=PAPER, layout=GridLayout())


def dress(ax: Axes, *, title: str = "", xlabel: str = "", ylabel: str = "") -> Axes:
    """Give axes the common frame: no box, small ticks, titles on the left."""
    ax.set_facecolor(PAPER)
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        ax.spines[side].set_color(MUTED)
        ax.spines[side].set_linewidth(0.6)
    ax.tick_params(labelsize=SMALL, colors=MUTED, width=0.6, length=3, labelfontfamily=FONT[0])
    if title:
        ax.set_title(title, loc="left", fontsize=TEXT, color=INK, fontweight="bold", family=FONT)
    if xlabel:
        ax.set_xlabel(xlabel, fontsize=SMALL, color=MUTED, family=FONT)
    if ylabel:
        ax.set_ylabel(ylabel, fontsize=SMALL, color=MUTED, family=FONT)
    return ax


def bare(ax: Axes) -> Axes:
    """Take away the frame and the ticks, for maps and keys."""
    ax.set_facecolor(PAPER)
    ax.set_xticks([])
    ax.set_yticks([])
    for spine in ax.spines.values():
        spine.set_visible(False)
    return ax


@dataclass(frozen=True)
class Notes:
    """What is written around a figure.

    Attributes:
        caption: units and n, after what the figure itself says about its signs.
        stamp: seed and short hash, for the lower right corner; see `sovsim.plots.tables.stamp`.
        title: on top, what is seen in a sentence; wrapped to the width.
    """

    caption: str = ""
    stamp: str = ""
    title: str = ""


NO_NOTES = Notes()


def finish(fig: Figure, words: str, notes: Notes = NO_NOTES, key: float = 0.0) -> Figure:
    """Write title, caption and stamp, keep room for them, and return the figure.

    Args:
        fig: the drawing.
        words: what the signs mean; the caption of the notes follows, wrapped to the width.
        notes: caption, stamp and title.
        key: room kept below the title for a key, in inches.
    """
    caption, stamp, title = f"{words} {notes.caption}".strip(), notes.stamp, notes.title
    width, height = fig.get_size_inches()
    per_line = int(width * _POINTS_PER_INCH / (SMALL * 0.56))
    lines = textwrap.wrap(caption, per_line)
    line = SMALL * _LINE / _POINTS_PER_INCH / height
    if lines and stamp and len(lines[-1]) + len(stamp) + 6 > per_line:
        lines.append("")
    margin = 0.08 / height
    bottom = margin + line * max(len(lines), 1) + margin
    heads, head = _heads(title, width), HEAD * _LINE / _POINTS_PER_INCH
    top = (title_height(title, width) + key) / height
    engine = fig.get_layout_engine()
    if engine is not None:
        engine.set(rect=(0.0, bottom, 1.0, 1.0 - bottom - top), w_pad=0.08, h_pad=0.06)  # type: ignore[call-arg]
    small: dict[str, Any] = {"fontsize": SMALL, "color": MUTED, "family": FONT, "va": "bottom"}
    left = 0.1 / width
    for number, text in enumerate(reversed(lines)):
        fig.text(left, margin + number * line, text, ha="left", gid="caption", **small)
    if stamp:
        fig.text(1.0 - left, margin, stamp, ha="right", gid="stamp", **small)
    for number, text in enumerate(heads):
        fig.text(
            left,
            1.0 - (0.06 + number * head) / height,
            text,
            ha="left",
            va="top",
            fontsize=HEAD,
            color=INK,
            family=FONT,
            fontweight="bold",
            gid="title",
        )
    return fig


def title_height(title: str, width: float = WIDTH) -> float:
    """Return the room that a title takes at the top of a figure, in inches."""
    lines = len(_heads(title, width))
    return lines * HEAD * _LINE / _POINTS_PER_INCH + 0.06 if lines else 0.08


def _heads(title: str, width: float) -> list[str]:
    return textwrap.wrap(title, int(width * _POINTS_PER_INCH / (HEAD * 0.6)))


def blank(
    notes: Notes = NO_NOTES, why: str = "There is nothing to show: no value is defined."
) -> Figure:
    """Return a figure that says in words why it shows nothing."""
    fig = new_figure(height=1.6)
    ax = bare(fig.subplots())
    ax.text(
        0.5, 0.5, why, ha="center", va="center", fontsize=TEXT, color=MUTED, family=FONT,
        transform=ax.transAxes,
    )  # fmt: skip
    return finish(fig, "", notes)


def _luminance(colour: Any) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return float(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])


def lightness(colour: Any) -> float:
    """Return the perceived lightness of a colour, 0 (black) to 100 (white), CIE L*."""
    luminance = _luminance(colour)
    return 116 * luminance ** (1 / 3) - 16 if luminance > 0.008856 else 903.3 * luminance


def contrast(colour: Any, paper: Any = PAPER) -> float:
    """Return the contrast of a colour with its ground, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((_luminance(colour), _luminance(paper)))
    return (light + 0.05) / (dark + 0.05)


def words_in(colour: Any) -> str:
    """Return a colour for words beside a line of a colour: as dark as reading small print needs."""
    red, green, blue = to_rgb(colour)
    while contrast((red, green, blue)) < READABLE:
        red, green, blue = (0.95 * part for part in (red, green, blue))
    return to_hex((red, green, blue))


def ink_on(colour: Any) -> str:
    """Return the text colour that can be read on a background."""
    return PAPER if lightness(colour) < 55 else INK


def quarter_ticks(ax: Axes, quarters: list[str], limit: int = 10) -> None:
    """Label a horizontal axis whose positions count quarters: years, or quarters when few."""
    if len(quarters) <= limit:
        ax.set_xticks(range(len(quarters)), [short_quarter(quarter) for quarter in quarters])
        return
    firsts = [place for place, quarter in enumerate(quarters) if quarter.endswith("Q1")]
    years = [1, 2, 5, 10, 20]
    every = next((step for step in years if len(firsts) / step <= limit), years[-1])
    chosen = [place for place in firsts if int(quarters[place][:4]) % every == 0]
    ax.set_xticks(chosen, [quarters[place][:4] for place in chosen])


def short_quarter(quarter: str) -> str:
    """Return a quarter for a narrow axis: ``Q4`` under the year."""
    return f"{quarter[4:]}\n{quarter[:4]}"
