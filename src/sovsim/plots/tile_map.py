"""The region as tiles, coloured by one column at one or more dates."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Rectangle

from sovsim.plots import style
from sovsim.plots.settings import drawn
from sovsim.plots.style import NO_NOTES, Notes
from sovsim.plots.tables import quarters_of, with_means
from sovsim.region import Region
from sovsim.region.poles import USUAL, Poles
from sovsim.telling.names import readable

_GAP = 0.04


def tile_table(
    states: pd.DataFrame,
    region: Region,
    column: str = "autonomy",
    quarters: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Return what the map shows: ``panel, code, name, row, column, value, hegemon``.

    Args:
        states: the states table.
        region: tiles, names and the hegemon.
        column: a column of the states table, or a variable, averaged over its components.
        quarters: dates, one map each; the first and the last by default.
    """
    if quarters is None:
        every = quarters_of(states)
        quarters = list(dict.fromkeys([every[0], every[-1]]))
    source = states if column in states else with_means(states, [column])
    middle = source.groupby(["quarter", "state"])[column].median()
    rows = [
        {
            "panel": quarter,
            "code": info.code,
            "name": info.name,
            "row": info.tile[0],
            "column": info.tile[1],
            "value": float(middle.get((quarter, info.code), float("nan"))),
            "hegemon": False,
        }
        for quarter in quarters
        for info in region.states
    ]
    lord = region.hegemon
    rows += [
        {
            "panel": quarter,
            "code": lord.code,
            "name": lord.name,
            "row": lord.tile[0],
            "column": lord.tile[1],
            "value": float("nan"),
            "hegemon": True,
        }
        for quarter in quarters
    ]
    return pd.DataFrame(rows)


@drawn
def draw_tile_map(
    table: pd.DataFrame,
    column: str = "autonomy",
    *,
    unit: str = "share, 0 to 1",
    poles: Poles = USUAL,
    notes: Notes = NO_NOTES,
) -> Figure:
    """Return the maps side by side, with a common scale.

    Args:
        table: as from `tile_table`.
        column: what is drawn, for the scale.
        unit: unit of the values.
        poles: what the region calls its powers.
        notes: title, caption and stamp.
    """
    panels = list(dict.fromkeys(table["panel"]))
    rows = int(table["row"].max() - table["row"].min()) + 1
    columns = int(table["column"].max() - table["column"].min()) + 1
    tile = min((style.WIDTH - 0.9) / len(panels) / columns, 0.8)
    fig = style.new_figure(height=rows * tile + 1.5)
    axes = fig.subplots(1, len(panels), squeeze=False)[0]
    before = table[table["panel"] == panels[0]].set_index("code")["value"]
    for ax, panel in zip(axes, panels, strict=True):
        changes = None if panel == panels[0] else before
        _draw_panel(ax, table[table["panel"] == panel], size=tile, before=changes)
        ax.set_title(panel, fontsize=style.TEXT, fontweight="bold", color=style.INK)
    _draw_scale(fig, list(axes), f"{readable(column, poles)}, {unit}")
    words = f"Each tile is a state; the number is {readable(column, poles)}. The outlined tile is "
    words += f"{table.loc[table['hegemon'].astype(bool), 'name'].iloc[0]}."
    if len(panels) > 1:
        words += f" With sign: the change since {panels[0]}."
    return style.finish(fig, words, notes)


def _draw_panel(ax: Axes, table: pd.DataFrame, size: float, before: pd.Series[Any] | None) -> None:
    style.bare(ax)
    points = size * 72
    for row in table.itertuples():
        value = float(str(row.value))
        known = not math.isnan(value)
        face = style.SEQUENTIAL(min(max(value, 0.0), 1.0)) if known else style.PAPER
        _tile(ax, int(str(row.column)), int(str(row.row)), face, bool(row.hegemon))
        ink = style.ink_on(face)
        lines = [(str(row.code), -0.14, points * 0.22), (f"{value:.2f}", 0.18, points * 0.22)]
        if before is not None and known:
            change = _signed(value - float(before[str(row.code)]))
            lines = [
                (str(row.code), -0.23, points * 0.21),
                (f"{value:.2f}", 0.04, points * 0.21),
                (change, 0.28, points * 0.17),
            ]
        if row.hegemon or not known:
            lines = [(str(row.code), 0.0, points * 0.24)]
        for text, offset, font in lines:
            ax.text(
                int(str(row.column)),
                int(str(row.row)) + offset,
                text,
                ha="center",
                va="center",
                color=ink,
                fontsize=font,
                fontweight="bold" if text == row.code else "normal",
            )
    ax.set_xlim(table["column"].min() - 0.55, table["column"].max() + 0.55)
    ax.set_ylim(table["row"].max() + 0.55, table["row"].min() - 0.55)
    ax.set_aspect("equal")


def _signed(change: float) -> str:
    return "±0.00" if abs(change) < 0.005 else f"{change:+.2f}"


def _tile(ax: Axes, column: int, row: int, face: object, hegemon: bool) -> None:
    corner = (column - 0.5 + _GAP, row - 0.5 + _GAP)
    side = 1 - 2 * _GAP
    if not hegemon:
        ax.add_patch(
            Rectangle(corner, side, side, facecolor=face, edgecolor=style.MUTED, linewidth=0.5)
        )
        return
    inner = (corner[0] + 0.08, corner[1] + 0.08)
    ax.add_patch(
        FancyBboxPatch(
            inner,
            side - 0.16,
            side - 0.16,
            boxstyle="round,pad=0.05",
            facecolor=style.PAPER,
            edgecolor=style.INK,
            linewidth=1.6,
        )
    )


def _draw_scale(fig: Figure, axes: list[Axes], label: str) -> None:
    from matplotlib.cm import ScalarMappable
    from matplotlib.colors import Normalize

    scale = ScalarMappable(norm=Normalize(0, 1), cmap=style.SEQUENTIAL)
    bar = fig.colorbar(
        scale, ax=axes, orientation="horizontal", fraction=0.05, aspect=45, shrink=0.6, pad=0.03
    )
    bar.set_label(label, fontsize=style.SMALL, color=style.MUTED)
    bar.ax.tick_params(labelsize=style.SMALL, colors=style.MUTED, width=0.5, length=3)
    bar.outline.set_linewidth(0.5)
