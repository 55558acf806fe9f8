"""Trajectories: one small picture a state, with bands over runs and marks for events."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sovsim.plots import style
from sovsim.plots.happenings import GIVEN, MARKS
from sovsim.plots.settings import drawn
from sovsim.plots.style import NO_NOTES, Notes
from sovsim.plots.tables import quarters_of, spread
from sovsim.region.poles import USUAL, Poles
from sovsim.telling.names import readable

VARIABLES = ("autonomy", "alignment_west", "alignment_russia", "dependence")
"""What is drawn by default; each is averaged over its domains or channels."""

_MARK_BASE, _MARK_STEP = 1.07, 0.085
_MOST_MARKS = 3
"""Heights at which marks may stand; what the scenario sets comes first."""
_KEY_SPACING, _KEY_MARGIN = 0.6, 0.16
"""Room between the rows of the key, in letters, and around it, in inches."""
_NEAR = 0.035
"""Marks nearer than this share of the width would hide each other and stand at other heights."""


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
    heights = {
        state: mark_heights(marks[marks["state"] == state], len(quarters))
        for state in states
        if marks is not None
    }
    shown = {str(kind) for rows in heights.values() for kind in rows["kind"]}
    top = _top(heights)
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
        if state in heights:
            _marks(ax, heights[state], int(table["step"].min()))
        ax.set_ylim(0, top)
        ax.set_yticks([0, 0.25, 0.5, 0.75, 1.0])
        ax.grid(axis="y", color=style.FAINT, linewidth=0.4)
        ax.set_xlim(-0.6, len(quarters) - 0.4)
        style.quarter_ticks(ax, quarters, limit=10 if columns < 3 else 6)
        ax.tick_params(labelbottom=place + columns >= len(states))
    words_of = {name: readable(name, poles) for name in variables}
    key = _key(fig, words_of, [kind for kind in MARKS if kind in shown], notes.title)
    runs = int(table["runs"].max()) if len(table) else 0
    words = "Means over domains or channels."
    words += "" if marks is None else _hidden(marks, heights)
    if runs > 1:
        words += f" Line: median of {runs} runs; band: 10 % to 90 % of the runs."
    return style.finish(fig, words, notes, key)


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
            label=variable,
        )


def mark_heights(marks: pd.DataFrame, quarters: int) -> pd.DataFrame:
    """Return the marks of a state that find room: ``step, kind, height`` (0 is the lowest).

    Marks that would hide each other stand at other heights; where none is left, the mark is left
    out. What the scenario sets and imposes is placed before the model's own.

    Args:
        marks: of one state, as from `sovsim.plots.happenings.mark_table`.
        quarters: how many quarters the picture is wide.
    """
    near = max(_NEAR * quarters, 0.5)
    order = {kind: place for place, kind in enumerate(MARKS)}
    given = {kind: kind not in GIVEN for kind in MARKS}
    taken: list[list[float]] = [[] for _ in range(_MOST_MARKS)]
    rows = []
    for row in sorted(
        marks[["step", "kind"]].drop_duplicates().to_dict("records"),
        key=lambda row: (given[row["kind"]], row["step"], order[row["kind"]]),
    ):
        for height, steps in enumerate(taken):
            if all(abs(row["step"] - step) >= near for step in steps):
                steps.append(row["step"])
                rows.append({**row, "height": height})
                break
    return pd.DataFrame(rows, columns=["step", "kind", "height"])


def _top(heights: dict[str, pd.DataFrame]) -> float:
    """Return the upper end of the axis: above the marks, where there are any."""
    most = max((int(rows["height"].max()) for rows in heights.values() if len(rows)), default=-1)
    return 1.02 if most < 0 else _MARK_BASE + _MARK_STEP * (most + 0.8)


def _hidden(marks: pd.DataFrame, heights: dict[str, pd.DataFrame]) -> str:
    """Return how many marks found no room, in a sentence."""
    every = marks[marks["state"].isin(heights)][["state", "step", "kind"]].drop_duplicates()
    hidden = len(every) - sum(len(rows) for rows in heights.values())
    noun = "mark" if hidden == 1 else "marks"
    return f" Crowded quarters hide {hidden} more {noun}." if hidden else ""


def _marks(ax: Axes, rows: pd.DataFrame, first: int) -> None:
    """Draw the marks above the lines."""
    for kind, places in rows.groupby("kind", sort=False):
        mark = MARKS[str(kind)]
        ax.plot(
            (places["step"] - first).tolist(),
            (_MARK_BASE + places["height"] * _MARK_STEP).tolist(),
            marker=mark.marker,
            color=mark.colour,
            markeredgecolor=style.INK,
            markeredgewidth=0.5,
            markersize=5,
            linestyle="none",
            clip_on=False,
        )


def _key(fig: Figure, variables: dict[str, str], kinds: list[str], title: str) -> float:
    """Write the key below the title, a row of lines, then rows of marks; return its height."""
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
        loc="upper left",
        bbox_to_anchor=(0.0, 0.0, 1.0, 1.0 - style.title_height(title) / fig.get_figheight()),
        borderaxespad=0.1,
        ncols=columns,
        frameon=False,
        fontsize=style.SMALL,
        handlelength=2.4,
        columnspacing=1.0,
        labelspacing=_KEY_SPACING,
    )
    return len(rows) * style.SMALL * (1.0 + _KEY_SPACING) / 72.0 + _KEY_MARGIN


def _blank() -> Line2D:
    return Line2D([], [], linestyle="none", label=" ")
