"""Trajectories: one small picture a state, with bands over runs and marks for events."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sovsim.plots import style
from sovsim.plots.happenings import MARKS
from sovsim.plots.settings import drawn
from sovsim.plots.style import NO_NOTES, Notes
from sovsim.plots.tables import quarters_of, spread
from sovsim.region.poles import USUAL, Poles
from sovsim.telling.names import readable

VARIABLES = ("autonomy", "alignment_west", "alignment_russia", "dependence")
"""What is drawn by default; each is averaged over its domains or channels."""

_MARK_BASE, _MARK_STEP = 1.07, 0.085
_MOST_MARKS = 2
"""Marks above one another in a quarter; what the scenario sets comes first."""
_FEW = 40
"""Up to this many quarters every quarter is drawn as a dot."""


def trajectory_table(
    states: pd.DataFrame,
    chosen: Sequence[str] | None = None,
    variables: Sequence[str] = VARIABLES,
) -> pd.DataFrame:
    """Return the lines: ``state, step, quarter, variable, low, middle, high, runs``.

    Args:
        states: the states table.
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


@drawn
def draw_trajectories(
    table: pd.DataFrame,
    marks: pd.DataFrame | None = None,
    *,
    names: dict[str, str] | None = None,
    highlight: Sequence[str] = (),
    unit: str = "share, 0 to 1",
    notes: Notes = NO_NOTES,
    poles: Poles = USUAL,
) -> Figure:
    """Return the small pictures, three in a row at most.

    Args:
        table: as from `trajectory_table`.
        marks: events, as from `sovsim.plots.happenings.mark_table`.
        names: code -> name for the headings.
        highlight: quarters with a shaded band.
        unit: unit of the values.
        notes: title, caption and stamp.
        poles: what the region calls its outer powers.
    """
    states = list(dict.fromkeys(table["state"]))
    variables = list(dict.fromkeys(table["variable"]))
    quarters = quarters_of(table)
    columns = min(len(states), 3 if len(states) > 2 else 2)
    rows = -(-len(states) // columns)
    fig = style.new_figure(height=1.3 + rows * (3.0 if rows == 1 else 2.1))
    axes = fig.subplots(rows, columns, sharex=True, sharey=True, squeeze=False)
    shown: set[str] = set()
    top = _top(marks, states)
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
            shown |= _marks(ax, marks[marks["state"] == state], int(table["step"].min()))
        ax.set_ylim(0, top)
        ax.set_yticks([0, 0.25, 0.5, 0.75, 1.0])
        ax.grid(axis="y", color=style.FAINT, linewidth=0.4)
        ax.set_xlim(-0.6, len(quarters) - 0.4)
        style.quarter_ticks(ax, quarters, limit=10 if columns < 3 else 6)
        ax.tick_params(labelbottom=place + columns >= len(states))
    words_of = {name: readable(name, poles) for name in variables}
    _key(fig, words_of, [kind for kind in MARKS if kind in shown])
    runs = int(table["runs"].max()) if len(table) else 0
    words = "Means over domains or channels." + _hidden(marks, states)
    if runs > 1:
        words += f" Line: median of {runs} runs; band: 10 % to 90 % of the runs."
    return style.finish(fig, words, notes)


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


def _top(marks: pd.DataFrame | None, states: list[str]) -> float:
    """Return the upper end of the axis: above the marks, where there are any."""
    if marks is None or not marks["state"].isin(states).any():
        return 1.02
    crowd = marks[marks["state"].isin(states)].groupby(["state", "step"])["kind"].nunique().max()
    return _MARK_BASE + _MARK_STEP * (min(int(crowd), _MOST_MARKS) - 0.2)


def _hidden(marks: pd.DataFrame | None, states: list[str]) -> str:
    """Return how many marks found no room, in a sentence; those of the scenario always do."""
    if marks is None:
        return ""
    crowds = marks[marks["state"].isin(states)].groupby(["state", "step"])["kind"].nunique()
    hidden = int((crowds - _MOST_MARKS).clip(lower=0).sum())
    noun = "mark" if hidden == 1 else "marks"
    return f" Crowded quarters hide {hidden} more {noun}." if hidden else ""


def _marks(ax: Axes, marks: pd.DataFrame, first: int) -> set[str]:
    """Draw the marks above the lines, one row of height a kind that crowds a quarter."""
    for _, rows in marks.groupby("step"):
        kinds = [kind for kind in MARKS if kind in set(rows["kind"])]
        for level, kind in enumerate(kinds[:_MOST_MARKS]):
            mark = MARKS[kind]
            ax.plot(
                [float(rows["step"].iloc[0]) - first],
                [_MARK_BASE + level * _MARK_STEP],
                marker=mark.marker,
                color=mark.colour,
                markeredgecolor=style.INK,
                markeredgewidth=0.5,
                markersize=5,
                linestyle="none",
            )
    return set(marks["kind"])


def _key(fig: Figure, variables: dict[str, str], kinds: list[str]) -> None:
    """Write the key: a row of lines, then rows of marks."""
    lines = [
        Line2D(
            [],
            [],
            color=style.SERIES[place % len(style.SERIES)],
            linestyle=style.DASHES[place % len(style.DASHES)],
            linewidth=2.0 if place == 0 else 1.4,
            label=words,
        )
        for place, words in enumerate(variables.values())
    ]
    marks = [
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
    columns = max(len(lines), 3)
    rows = [lines, *(marks[at : at + columns] for at in range(0, len(marks), columns))]
    padded = [row + [_blank() for _ in range(columns - len(row))] for row in rows]
    fig.legend(
        handles=[handle for column in zip(*padded, strict=True) for handle in column],
        loc="outside upper left",
        ncols=columns,
        frameon=False,
        fontsize=style.SMALL,
        handlelength=2.4,
        columnspacing=1.0,
    )


def _blank() -> Line2D:
    return Line2D([], [], linestyle="none", label=" ")
