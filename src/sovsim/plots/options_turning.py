"""Where the ranking turns: the lead of the first policy against the unknown that turns it."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sovsim.options.answer import Answer
from sovsim.options.turning import Turn
from sovsim.plots import style
from sovsim.plots.settings import drawn
from sovsim.plots.style import NO_NOTES, Notes

MOST = 3
_BINS = 8

Leads = Mapping[tuple[str, str, str], Sequence[float]]


def turning_panels(answer: Answer) -> list[Turn]:
    """Return the turns that are drawn: the first of each measure, then the next ones."""
    lists = [list(one.turns) for one in answer.ruling]
    found: list[Turn] = []
    while any(lists) and len(found) < MOST:
        for turns in lists:
            if turns and len(found) < MOST:
                found.append(turns.pop(0))
    return found


@drawn
def draw_turning(answer: Answer, leads: Leads, *, notes: Notes = NO_NOTES) -> Figure:
    """Return a panel per turn.

    Args:
        leads: (measure, first, rival) -> lead of the first at each point; nan where undefined.
    """
    turns = turning_panels(answer)
    fig = style.new_figure(height=3.5)
    axes = fig.subplots(1, len(turns), squeeze=False)[0]
    for ax, turn in zip(axes, turns, strict=True):
        _panel(ax, answer, turn, np.asarray(leads[turn.measure, turn.first, turn.rival]))
    words = (
        "Dot: a world, mean of its runs. Steps: means over eighths of the range. Dashed: turning "
        "point; band: its interval."
    )
    return style.finish(fig, words, notes)


def _panel(ax: Axes, answer: Answer, turn: Turn, lead: np.ndarray) -> None:
    values = answer.values[turn.parameter].to_numpy(np.float64)
    label = next(one.measure for one in answer.by if one.measure.name == turn.measure)
    style.dress(
        ax,
        title=f"above 0: {turn.first} does better\nbelow 0: {turn.rival}",
        xlabel=answer.labels[turn.parameter],
        ylabel=f"lead of {turn.first}: {label.label}",
    )
    ax.axvspan(turn.low, turn.high, color=style.EVENT_BAND, zorder=0, linewidth=0)
    ax.axvline(turn.at, color=style.INK, linewidth=1.0, linestyle=(0, (4, 2)), zorder=2)
    ax.axhline(0.0, color=style.INK, linewidth=0.8, zorder=1)
    ahead = lead > 0.0
    for part, face in ((ahead, style.SERIES[1]), (~ahead, style.PAPER)):
        ax.plot(
            values[part], lead[part], linestyle="none", marker="o", markersize=3.4,
            markerfacecolor=face, markeredgecolor=style.SERIES[1], markeredgewidth=0.7, zorder=3,
        )  # fmt: skip
    edges = np.quantile(values, np.linspace(0.0, 1.0, _BINS + 1))
    for low, high in itertools.pairwise(edges):
        inside = (values >= low) & (values <= high) & np.isfinite(lead)
        if inside.any():
            mean = float(lead[inside].mean())
            ax.plot([low, high], [mean, mean], color=style.SERIES[2], linewidth=2.0, zorder=4)
