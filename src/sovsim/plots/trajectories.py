"""Trajectories: one small picture a state, with bands over runs and marks for events."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sovsim.plots import style
from sovsim.plots.happenings import MARKS
from sovsim.plots.tables import quarters_of, readable, spread

VARIABLES = ("autonomy", "alignment_west", "alignment_russia", "dependence")
"""What is drawn by default; each is averaged over its domains or channels."""

_MARK_BASE, _MARK_STEP = 1.07, 0.085
_FEW = 40
"""Up to this many quarters every quarter is drawn as a dot."""


def trajectory_table(
    states: pd.DataFrame,
    chosen: Sequence[str] | None = None,
    variables: Sequence[str] = VARIABLES,
) -> pd.DataFrame:
    """Return the lines: ``state, step, quarter, variable, low, middle, high, runs``.

    Args:
        chosen: states, in the order of the pictures; all by default.
        variables: variables of the states table, averaged over their components.
    """
    order = list(chosen) if chosen is not None else sorted(states["state"].unique())
    table = spread(states[states["state"].isin(order)], variables)
    places = {state: place for place, state in enumerate(order)}
    ranks = {variable: place for place, variable in enumerate(variables)}
    table["_state"] = table["state"].map(places)
    table["_variable"] = table["variable"].map(ranks)
    table = table.sort_values(["_state", "_variable", "step"])
    return table.drop(columns=["_state", "_variable"]).reset_index(drop=True)


def draw_trajectories(
    table: pd.DataFrame,
    marks: pd.DataFrame | None = None,
    *,
    names: dict[str, str] | None = None,
    highlight: Sequence[str] = (),
    unit: str = "share, 0 to 1",
    title: str = "",
    caption: str = "",
    stamp: str = "",
) -> Figure:
    """Return the small pictures, three in a row at most.

    Args:
        table: as from `trajectory_table`.
        marks: events, as from `sovsim.plots.happenings.mark_table`.
        names: code -> name for the headings.
        highlight: quarters with a shaded band.
    """
    states = list(dict.fromkeys(table["state"]))
    variables = list(dict.fromkeys(table["variable"]))
    quarters = quarters_of(table)
    columns = min(len(states), 3 if len(states) > 2 else 2)
    rows = -(-len(states) // columns)
    fig = style.new_figure(height=1.3 + rows * (3.0 if rows == 1 else 2.1))
    axes = fig.subplots(rows, columns, sharex=True, sharey=True, squeeze=False)
    shown: set[str] = set()
    for place, ax in enumerate(axes.flat):
        if place >= len(states):
            ax.set_visible(False)
            continue
        state = states[place]
        style.dress(ax, ylabel=unit if place % columns == 0 else "")
        heading = (names or {}).get(state, state)
        ax.set_title(heading, loc="left", fontsize=style.TEXT, fontweight="bold", color=style.INK)
        _shade(ax, quarters, highlight)
        _lines(ax, table[table["state"] == state], variables)
        if marks is not None:
            shown |= _marks(ax, marks[marks["state"] == state])
        ax.set_ylim(0, 1.24 if marks is not None and len(marks) else 1.02)
        ax.set_yticks([0, 0.25, 0.5, 0.75, 1.0])
        ax.grid(axis="y", color=style.FAINT, linewidth=0.4)
        ax.set_xlim(-0.6, len(quarters) - 0.4)
        style.quarter_ticks(ax, quarters, limit=10 if columns < 3 else 6)
        ax.tick_params(labelbottom=place + columns >= len(states))
    _key(fig, variables, [kind for kind in MARKS if kind in shown])
    runs = int(table["runs"].max()) if len(table) else 0
    words = "Means over domains or channels."
    if runs > 1:
        words += f" Line: median of {runs} runs; band: 10 % to 90 % of the runs."
    return style.finish(fig, f"{words} {caption}".strip(), stamp, title)


def _shade(ax: Axes, quarters: list[str], highlight: Sequence[str]) -> None:
    for quarter in highlight:
        if quarter in quarters:
            place = quarters.index(quarter)
            ax.axvspan(place - 0.5, place + 0.5, color=style.EVENT_BAND, linewidth=0, zorder=0)


def _lines(ax: Axes, table: pd.DataFrame, variables: list[str]) -> None:
    for place, variable in enumerate(variables):
        rows = table[table["variable"] == variable]
        at = rows["step"] - rows["step"].min()
        colour = style.SERIES[place % len(style.SERIES)]
        if (rows["high"] > rows["low"]).any():
            ax.fill_between(at, rows["low"], rows["high"], color=colour, alpha=0.16, linewidth=0)
        ax.plot(
            at,
            rows["middle"],
            color=colour,
            linestyle=style.DASHES[place % len(style.DASHES)],
            linewidth=2.0 if place == 0 else 1.4,
            marker="o" if len(rows) <= _FEW else "",
            markersize=2.6,
            label=variable,
        )


def _marks(ax: Axes, marks: pd.DataFrame) -> set[str]:
    """Draw the marks above the lines, one row of height a kind that crowds a quarter."""
    for _, rows in marks.groupby("step"):
        kinds = [kind for kind in MARKS if kind in set(rows["kind"])]
        for level, kind in enumerate(kinds[:2]):
            mark = MARKS[kind]
            ax.plot(
                [float(rows["step"].iloc[0])],
                [_MARK_BASE + level * _MARK_STEP],
                marker=mark.marker,
                color=mark.colour,
                markeredgecolor=style.INK,
                markeredgewidth=0.5,
                markersize=5,
                linestyle="none",
            )
    return set(marks["kind"])


def _key(fig: Figure, variables: list[str], kinds: list[str]) -> None:
    handles = [
        Line2D(
            [],
            [],
            color=style.SERIES[place % len(style.SERIES)],
            linestyle=style.DASHES[place % len(style.DASHES)],
            linewidth=2.0 if place == 0 else 1.4,
            label=readable(variable),
        )
        for place, variable in enumerate(variables)
    ]
    handles += [
        Line2D(
            [],
            [],
            linestyle="none",
            marker=MARKS[kind].marker,
            color=MARKS[kind].colour,
            markeredgecolor=style.INK,
            markeredgewidth=0.5,
            markersize=5,
            label=MARKS[kind].label,
        )
        for kind in kinds
    ]
    fig.legend(
        handles=handles,
        loc="outside upper left",
        ncols=4 if len(handles) > 4 else len(handles),
        frameon=False,
        fontsize=style.SMALL,
        handlelength=2.6,
        columnspacing=1.4,
    )
