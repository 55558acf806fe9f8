"""Shares of a whole, stacked: how much of each outcome's variance goes with what."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from sovsim.plots import style
from sovsim.plots.settings import drawn
from sovsim.plots.style import NO_NOTES, Notes

_HATCHES = ("", "", "", "////", "....", "xxxx", "\\\\\\\\")
_SHADES = (*style.SERIES[1:4], *style.SERIES[1:4], style.OTHERS)


@drawn
def draw_shares(table: pd.DataFrame, *, unit: str, notes: Notes = NO_NOTES) -> Figure:
    """Return a stacked bar per label.

    Args:
        table: ``label, part, share``; parts in the order of the table, adding up to 1 per label.
        unit: what is shared out.
        notes: title, caption and stamp.
    """
    if table.empty:
        return style.blank(notes)
    labels, parts = (list(dict.fromkeys(table[name])) for name in ("label", "part"))
    grid = table.pivot(index="label", columns="part", values="share").loc[labels, parts]
    fig = style.new_figure(height=1.8 + 0.3 * len(labels))
    ax = style.dress(fig.subplots(), xlabel=unit)
    left = pd.Series(0.0, index=labels)
    for number, part in enumerate(parts):
        widths = grid[part].fillna(0.0)
        ax.barh(
            range(len(labels)), widths, left=left, height=0.7, label=part,
            color=_SHADES[number % len(_SHADES)], hatch=_HATCHES[number % len(_HATCHES)],
            edgecolor=style.PAPER, linewidth=0.5,
        )  # fmt: skip
        left = left + widths
    ax.set_yticks(range(len(labels)), [str(label).replace("_", " ") for label in labels])
    ax.set_ylim(len(labels) - 0.4, -0.6)
    ax.set_xlim(0, 1)
    ax.legend(
        frameon=False, fontsize=style.SMALL, loc="lower left", bbox_to_anchor=(0, 1.0),
        ncols=4, borderaxespad=0.2,
    )  # fmt: skip
    return style.finish(fig, "", notes)
