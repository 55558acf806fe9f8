"""What is given up for what: policies against the first of the file, by pairs of metrics."""

from __future__ import annotations

import itertools

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sovsim.options.answer import Answer, ByMeasure
from sovsim.plots import style
from sovsim.plots.settings import drawn
from sovsim.plots.style import NO_NOTES, Notes

MOST = 3
_MARKS = ("o", "s", "^", "D", "v", "P", "X", "<", ">", "*")
_IN_A_ROW = 4

Better = dict[tuple[str, str], tuple[float, float, float]]
"""(measure, policy) -> by how much it does better than the first of the file, with its interval."""


@drawn
def draw_trade(answer: Answer, *, notes: Notes = NO_NOTES) -> Figure:
    """Return scatters of policies over pairs of metrics, as paired differences; more is better."""
    pairs = list(itertools.combinations(answer.metrics, 2))[:MOST]
    names = list(answer.policies)
    rows = -(-len(names) // _IN_A_ROW)
    fig = style.new_figure(height=3.5 + 0.22 * rows)
    grid = fig.add_gridspec(2, len(pairs), height_ratios=(0.22 * rows, 2.6))
    better = _better(answer, names[0])
    for place, (x, y) in enumerate(pairs):
        _panel(fig.add_subplot(grid[1, place]), names, x, y, better)
    key = style.bare(fig.add_subplot(grid[0, :]))
    key.legend(
        handles=[_mark(place, policy, filled=True) for place, policy in enumerate(names)],
        loc="center", ncols=min(_IN_A_ROW, len(names)), frameon=False, fontsize=style.SMALL,
    )  # fmt: skip
    left = len(list(itertools.combinations(answer.metrics, 2))) - len(pairs)
    more = f" Pairs of metrics left out: {left}." if left else ""
    words = (
        f"Mean paired differences to {names[0]}, which stands at 0, with intervals; up and to the "
        "right is better on both. Hollow: another policy is better on both. Shaded: too small to "
        f"matter.{more}"
    )
    return style.finish(fig, words, notes)


def _better(answer: Answer, first: str) -> Better:
    return {
        (str(row["measure"]), str(row["x"])): (row["better"], row["low"], row["high"])
        for row in answer.pairs.to_dict("records")
        if row["y"] == first
    }


def _mark(place: int, label: str, *, filled: bool) -> Line2D:
    colour = style.SERIES[place % len(style.SERIES)]
    return Line2D(
        [], [], linestyle="none", marker=_MARKS[place % len(_MARKS)], markersize=7.0,
        markeredgecolor=colour, markerfacecolor=colour if filled else style.PAPER, label=label,
    )  # fmt: skip


def _panel(ax: Axes, names: list[str], x: ByMeasure, y: ByMeasure, better: Better) -> None:
    style.dress(ax, xlabel=_axis(x), ylabel=_axis(y))
    for axis, band in ((x, ax.axvspan), (y, ax.axhspan)):
        size = axis.measure.smallest
        band(-size, size, color=style.EVENT_BAND, alpha=0.5, zorder=0, linewidth=0)
    ax.axvline(0.0, color=style.INK, linewidth=0.7, zorder=1)
    ax.axhline(0.0, color=style.INK, linewidth=0.7, zorder=1)
    at = (0.0, 0.0, 0.0)
    spots = {
        name: (better.get((x.measure.name, name), at), better.get((y.measure.name, name), at))
        for name in names
    }
    for place, (name, (one, other)) in enumerate(spots.items()):
        beaten = any(rival[0][0] > one[0] and rival[1][0] > other[0] for rival in spots.values())
        mark = _mark(place, name, filled=not beaten)
        mark.set_data([one[0]], [other[0]])
        mark.set_zorder(4)
        colour = mark.get_markeredgecolor()
        ax.plot(one[1:], [other[0]] * 2, color=colour, linewidth=1.2, zorder=3)
        ax.plot([one[0]] * 2, other[1:], color=colour, linewidth=1.2, zorder=3)
        ax.add_line(mark)
    ax.margins(0.12)
    ax.locator_params(nbins=5)


def _axis(one: ByMeasure) -> str:
    label = one.measure.label
    return label if one.measure.sign > 0 else f"{_less(label)} {label}"


def _less(label: str) -> str:
    """Return ``fewer`` before what is counted (quarters, governments), otherwise ``less``."""
    word = (label.split() or [""])[0].lower()
    return "fewer" if word.endswith("s") and not word.endswith(("ss", "us", "is")) else "less"
