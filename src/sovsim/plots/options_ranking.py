"""Policies by metric: how far each stays behind the first, with intervals."""

from __future__ import annotations

import math
import textwrap

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sovsim.options.answer import Answer, ByMeasure
from sovsim.plots import style
from sovsim.plots.settings import drawn
from sovsim.plots.style import NO_NOTES, Notes

_ROW = 0.235
_ACROSS = 2


@drawn
def draw_ranking(answer: Answer, *, notes: Notes = NO_NOTES) -> Figure:
    """Return a panel per measure with policies from the best mean down."""
    panels = answer.by
    across = min(_ACROSS, len(panels))
    down = math.ceil(len(panels) / across)
    rows = len(answer.policies)
    fig = style.new_figure(height=1.1 + down * (0.75 + _ROW * rows))
    axes = fig.subplots(down, across, squeeze=False)
    for place, ax in enumerate(axes.flat):
        if place < len(panels):
            _panel(ax, panels[place])
        else:
            style.bare(ax)
    words = (
        "Square: mean paired difference to the first (filled where it is shown to be worse by as "
        "much as matters); line: its interval; shaded: too small to matter."
    )
    return style.finish(fig, words, notes)


def _panel(ax: Axes, one: ByMeasure) -> None:
    measure = one.measure
    better = "more is better" if measure.sign > 0 else "less is better"
    label = f"behind the first ({measure.unit}; {better})"
    style.dress(ax, title=measure.label, xlabel=textwrap.shorten(label, 60, placeholder=" …"))
    ax.axvspan(-measure.smallest, measure.smallest, color=style.EVENT_BAND, zorder=0, linewidth=0)
    ax.axvline(0.0, color=style.INK, linewidth=0.8, zorder=1)
    colour = style.SERIES[1]
    for place, row in enumerate(one.ranking.rows):
        first = not row.against_first
        if not first:
            ax.plot([row.behind_low, row.behind_high], [place, place], color=colour, linewidth=1.6)
        face = style.INK if first else colour if row.against_first == "worse" else style.PAPER
        ax.plot(
            [row.behind], [place], marker="D" if first else "s", markersize=5.5,
            markerfacecolor=face, markeredgecolor=style.INK if first else colour,
        )  # fmt: skip
    labels = [f"{row.policy}  {row.value:.3g}" for row in one.ranking.rows]
    ax.set_yticks(range(len(labels)), labels)
    ax.set_ylim(len(labels) - 0.5, -0.5)
    ax.tick_params(axis="y", labelcolor=style.INK, length=0)
    ax.margins(x=0.08)
