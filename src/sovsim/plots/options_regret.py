"""Regret by policy and third of each unknown's range."""

from __future__ import annotations

import math
import textwrap

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sovsim.brief import count
from sovsim.options.answer import Answer, ByMeasure
from sovsim.plots import style
from sovsim.plots.settings import drawn
from sovsim.plots.style import NO_NOTES, Notes

MOST_UNKNOWNS = 8
MOST_PANELS = 3
_ROW = 0.3


@drawn
def draw_regret(answer: Answer, *, notes: Notes = NO_NOTES) -> Figure:
    """Return heat maps, a panel per measure that the answer rests on, policies by thirds."""
    panels = answer.ruling[:MOST_PANELS]
    rows = len(answer.policies)
    fig = style.new_figure(height=2.0 + len(panels) * (0.45 + _ROW * rows))
    axes = fig.subplots(len(panels), 1, squeeze=False)[:, 0]
    chosen = _unknowns(panels)
    for place, (ax, one) in enumerate(zip(axes, panels, strict=True)):
        _panel(ax, answer, one, chosen, bottom=place == len(panels) - 1)
    left = len(answer.labels) - len(chosen)
    words = "Mean regret in the low, middle and high third of each unknown; dark is costly."
    if left > 0:
        words += f" Left out: {count(left, 'unknown')} along which regret changes least."
    if len(answer.ruling) > len(panels):
        words += f" The first {len(panels)} of {len(answer.ruling)} metrics."
    return style.finish(fig, words, notes)


def _unknowns(panels: tuple[ByMeasure, ...]) -> list[str]:
    """Return the unknowns along which regret changes most, in the file's order."""
    reach: dict[str, float] = {}
    for one in panels:
        top = float(one.thirds["regret"].max()) or 1.0
        for name, part in one.thirds.groupby("parameter", sort=False):
            spread = part.groupby("policy")["regret"].agg(lambda each: each.max() - each.min())
            reach[str(name)] = max(reach.get(str(name), 0.0), float(spread.max()) / top)
    kept = sorted(reach, key=lambda name: -reach[name])[:MOST_UNKNOWNS]
    return [name for name in reach if name in kept]


def _panel(ax: Axes, answer: Answer, one: ByMeasure, unknowns: list[str], *, bottom: bool) -> None:
    policies = [row.policy for row in one.regrets]
    table = one.thirds.set_index(["policy", "parameter", "third"])["regret"]
    values = np.array(
        [
            [table.loc[(policy, name, third)] for name in unknowns for third in range(3)]
            for policy in policies
        ]
    )
    top = float(values.max()) or 1.0
    style.dress(ax, title=f"Regret: {one.measure.label}")
    image = ax.imshow(values, cmap=style.SEQUENTIAL, vmin=0.0, vmax=top, aspect="auto")
    for y, x in np.ndindex(values.shape):
        value = float(values[y, x])
        face = style.SEQUENTIAL(value / top)
        ax.text(
            x, y, _short(value, top), ha="center", va="center", fontsize=style.SMALL - 2,
            color=style.ink_on(face),
        )  # fmt: skip
    for place in range(1, len(unknowns)):
        ax.axvline(3 * place - 0.5, color=style.PAPER, linewidth=2.5)
    ax.set_yticks(range(len(policies)), policies)
    ax.tick_params(axis="y", labelcolor=style.INK, length=0)
    names = ["\n".join(textwrap.wrap(answer.labels[name], 13)) for name in unknowns]
    ax.set_xticks([3 * place + 1 for place in range(len(unknowns))], names if bottom else [])
    ax.tick_params(axis="x", length=0, labelsize=style.SMALL - 1)
    bar = ax.figure.colorbar(image, ax=ax, fraction=0.025, pad=0.01)
    unit = "\n".join(textwrap.wrap(one.measure.unit, 16))
    bar.set_label(unit, fontsize=style.SMALL - 1, color=style.MUTED)
    bar.ax.tick_params(labelsize=style.SMALL - 1, colors=style.MUTED, width=0.5)
    bar.outline.set_linewidth(0.5)


def _short(value: float, top: float) -> str:
    """Return a value in as many digits as tell the largest one by two."""
    digits = max(0, 1 - math.floor(math.log10(top)))
    told = f"{value:.{digits}f}"
    return "0" if float(told) == 0.0 else told.removeprefix("0")
