"""Which years of which series a folder of observed data covers."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from sovsim.plots import style
from sovsim.plots.settings import drawn
from sovsim.plots.style import NO_NOTES, Notes

_MOST_TICKS = 12


@drawn
def draw_coverage(table: pd.DataFrame, *, notes: Notes = NO_NOTES) -> Figure:
    """Return a row a series and a column a year, darker where more states have a figure.

    Args:
        table: ``row, group, year, value``; year is nan for a series of which there is nothing.
            Rows stand in the order of the table, groups under each other.
        notes: title, caption and stamp.
    """
    if table["year"].isna().all():
        return style.blank(notes)
    names = list(dict.fromkeys(table["row"]))
    years = table["year"].dropna().astype(int)
    span = range(int(years.min()), int(years.max()) + 1)
    known = table.dropna(subset=["year"])
    grid = known.pivot(index="row", columns="year", values="value").reindex(names, columns=span)
    fig = style.new_figure(height=1.5 + 0.2 * len(names))
    ax = style.dress(fig.subplots())
    image = ax.imshow(
        grid.to_numpy(np.float64), cmap=style.SEQUENTIAL, vmin=0.0, vmax=1.0, aspect="auto"
    )
    every = -(-len(span) // _MOST_TICKS)
    ax.set_xticks(range(0, len(span), every), [str(year) for year in span[::every]])
    ax.set_yticks(range(len(names)), names)
    groups = table.drop_duplicates("row")["group"].tolist()
    for place, (one, other) in enumerate(pairwise(groups)):
        if one != other:
            ax.axhline(place + 0.5, color=style.MUTED, linewidth=0.8)
    for place, name in enumerate(names):
        if grid.loc[name].isna().all():
            ax.text(
                0, place, "nothing that can be used", va="center", fontsize=style.SMALL,
                color=style.MUTED,
            )  # fmt: skip
    bar = fig.colorbar(image, ax=ax, fraction=0.03, pad=0.02)
    bar.set_label("share of the folder's states", fontsize=style.SMALL, color=style.MUTED)
    bar.ax.tick_params(labelsize=style.SMALL, colors=style.MUTED, width=0.5)
    bar.outline.set_linewidth(0.5)
    return style.finish(fig, "White: no figure of any state.", notes)
