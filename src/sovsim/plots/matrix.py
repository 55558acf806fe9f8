"""A matrix with names on both sides: mechanisms by outcomes."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from sovsim.plots import style
from sovsim.plots.settings import drawn
from sovsim.plots.style import NO_NOTES, Notes


@drawn
def draw_matrix(
    table: pd.DataFrame,
    *,
    unit: str,
    most: float = math.inf,
    notes: Notes = NO_NOTES,
) -> Figure:
    """Return a matrix of signed values; what is not shown to differ from 0 is left pale.

    Args:
        table: ``row, column, value`` and optionally ``clear`` (bool): whether the value is shown
            to differ from 0; rows and columns stand in the order of the table.
        unit: unit of the values.
        most: size at which the colours end.
        notes: title, caption and stamp.
    """
    if table.empty:
        return style.blank(notes)
    rows, columns = (list(dict.fromkeys(table[name])) for name in ("row", "column"))
    grid = table.pivot(index="row", columns="column", values="value").loc[rows, columns]
    values = grid.to_numpy(np.float64)
    clear = np.ones(values.shape, dtype=bool)
    if "clear" in table:
        shown = table.pivot(index="row", columns="column", values="clear").loc[rows, columns]
        clear = shown.to_numpy(bool)
    top = float(np.nanmax(np.abs(values))) if np.isfinite(values).any() else 1.0
    top = min(top or 1.0, most)
    fig = style.new_figure(height=2.6 + 0.24 * len(rows))
    ax = style.dress(fig.subplots())
    image = ax.imshow(
        np.where(clear, values, np.nan), cmap=style.DIVERGING, vmin=-top, vmax=top, aspect="auto"
    )
    for y, x in np.ndindex(values.shape):
        number = values[y, x]
        if math.isnan(number) or (not clear[y, x] and abs(number) < top / 100):
            continue
        shade = float(np.clip((number / top + 1) / 2, 0.0, 1.0))
        face = style.DIVERGING(shade) if clear[y, x] else style.PAPER
        ax.text(
            x, y, f"{number:+.1f}" if abs(number) >= 0.05 else "~0", ha="center", va="center",
            fontsize=style.SMALL - 1, color=style.ink_on(face) if clear[y, x] else style.MUTED,
        )  # fmt: skip
    ax.set_xticks(
        range(len(columns)),
        [str(name).replace("_", " ") for name in columns],
        rotation=40,
        ha="right",
        rotation_mode="anchor",
    )
    ax.set_yticks(range(len(rows)), [str(name) for name in rows])
    bar = fig.colorbar(
        image, ax=ax, fraction=0.03, pad=0.02, extend="both" if top == most else "neither"
    )
    bar.set_label(unit, fontsize=style.SMALL, color=style.MUTED)
    bar.ax.tick_params(labelsize=style.SMALL, colors=style.MUTED, width=0.5)
    bar.outline.set_linewidth(0.5)
    words = "White cells: not shown to differ from 0." if "clear" in table else ""
    if top == most:
        words += f" Colours end at {most:g} on either side; the numbers go on."
    return style.finish(fig, words, notes)
