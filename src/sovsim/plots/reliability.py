"""Whether bands and chances are what they say: what happened against what was said."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sovsim.plots import style
from sovsim.plots.settings import drawn
from sovsim.plots.style import NO_NOTES, Notes

BANDS = ("Bands", "level of the band", "share that it holds")
"""Title and axes of the picture of bands."""

_MARKS = ("o", "s", "^", "D", "v", "P")


@drawn
def draw_reliability(
    bands: pd.DataFrame,
    chances: pd.DataFrame,
    *,
    notes: Notes = NO_NOTES,
    left_words: tuple[str, str, str] = BANDS,
) -> Figure:
    """Return two pictures: coverage of bands by level, and frequency of events by chance.

    Args:
        bands: ``name, said, came, low, high``: level of a band, and share that it holds.
        chances: the same of events: mean chance, and share that happened, with ``n``.
        notes: title, caption and stamp.
        left_words: title and axes of the left picture, where it shows something else.
    """
    if bands.empty and chances.empty:
        return style.blank(notes)
    fig = style.new_figure(height=4.3)
    left, right = fig.subplots(1, 2)
    title, across, up = left_words
    style.dress(left, title=title, xlabel=across, ylabel=up)
    _lines(left, bands, list(dict.fromkeys(bands["name"])), (0.0, 1.0))
    style.dress(right, title="Chances of events in a year", xlabel="chance", ylabel="happened")
    most = float(chances[["said", "came"]].max().max()) if len(chances) else 0.0
    most = min(1.0, max(0.1, 1.25 * most))
    _lines(right, chances, list(dict.fromkeys(chances["name"])), (0.0, most))
    wide = "bands are too wide, or " if left_words == BANDS else ""
    words = (
        f"On the line, what was said is what happened; above it {wide}chances are too small. "
        "Lines upright: 90 % intervals from states drawn again."
    )
    return style.finish(fig, words, notes)


def _lines(ax: Axes, table: pd.DataFrame, names: Sequence[str], span: tuple[float, float]) -> None:
    ax.plot(span, span, color=style.MUTED, linewidth=0.7)
    for number, name in enumerate(names):
        rows = table[table["name"] == name].dropna(subset=["came"])
        colour, mark = style.SERIES[number % len(style.SERIES)], _MARKS[number % len(_MARKS)]
        dashes = style.DASHES[number % len(style.DASHES)]
        at = rows["said"] + (number - (len(names) - 1) / 2) * 0.006 * (span[1] - span[0])
        ax.vlines(at, rows["low"], rows["high"], color=colour, linewidth=0.8)
        ax.plot(at, rows["came"], color=colour, linewidth=1.0, marker=mark, markersize=3.5,
                label=name, linestyle=dashes)  # fmt: skip
    ax.set_xlim(*span)
    ax.set_ylim(*span)
    if names:
        legend = ax.legend(
            loc="upper left", bbox_to_anchor=(0, -0.17), ncols=2, frameon=False,
            fontsize=style.SMALL,
        )  # fmt: skip
        for text in legend.get_texts():
            text.set_color(style.MUTED)
