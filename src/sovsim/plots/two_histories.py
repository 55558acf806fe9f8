"""Two histories of one run on the same noise: as it was, and with something changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.figure import Figure

from sovsim.plots import style
from sovsim.plots.settings import drawn
from sovsim.plots.style import NO_NOTES, Notes
from sovsim.plots.tables import quarters_of, with_means
from sovsim.region.poles import USUAL, Poles
from sovsim.telling.names import readable

VARIABLES = ("autonomy", "dependence", "alignment_russia", "unrest")
"""Drawn by default, averaged over their components."""
MOST_STATES = 4


def both_table(
    original: pd.DataFrame, branched: pd.DataFrame, variables: Sequence[str] = VARIABLES
) -> pd.DataFrame:
    """Return ``state, step, quarter, variable, run, branch``: every state, averaged variables.

    Args:
        original, branched: the states tables of the two.
        variables: averaged over their components.
    """
    parts = []
    for name, table in (("run", original), ("branch", branched)):
        means = with_means(table, variables)[["state", "step", "quarter", *variables]]
        long = means.melt(["state", "step", "quarter"], var_name="variable", value_name=name)
        parts.append(long.set_index(["state", "step", "quarter", "variable"])[name])
    return pd.concat(parts, axis=1).reset_index()


def most_apart(table: pd.DataFrame, most: int = MOST_STATES) -> list[str]:
    """Return the states whose two histories differ most, the furthest first; never none."""
    apart = (table["run"] - table["branch"]).abs().groupby(table["state"]).max()
    ordered = apart.sort_values(ascending=False, kind="stable")
    found = [str(state) for state, value in ordered.items() if value > 0.0][:most]
    return found or [str(ordered.index[0])]


@drawn
def draw_two_histories(
    table: pd.DataFrame,
    *,
    at: str,
    states: Sequence[str],
    names: Mapping[str, str] | None = None,
    poles: Poles = USUAL,
    notes: Notes = NO_NOTES,
) -> Figure:
    """Return small pictures, a row a state and a column a variable, with both histories.

    Args:
        table: as from `both_table`.
        at: quarter of the change.
        states: codes, from top to bottom.
        names: code -> name.
        poles: what the region calls its outer powers.
        notes: title, caption and stamp.
    """
    variables = list(dict.fromkeys(table["variable"]))
    quarters = quarters_of(table)
    fig = style.new_figure(height=0.9 + 1.35 * len(states))
    grid = fig.subplots(len(states), len(variables), squeeze=False, sharex=True, sharey="col")
    for row, state in enumerate(states):
        for column, variable in enumerate(variables):
            ax = style.dress(grid[row][column])
            mine = table[(table["state"] == state) & (table["variable"] == variable)]
            mine = mine.sort_values("step")
            places = range(len(mine))
            ax.axvline(quarters.index(at), color=style.MUTED, linewidth=0.8, linestyle=":")
            ax.plot(places, mine["run"], color=style.SERIES[0], linewidth=1.2)
            ax.plot(
                places, mine["branch"], color=style.SERIES[2], linewidth=1.4,
                linestyle=style.DASHES[1],
            )  # fmt: skip
            style.quarter_ticks(ax, quarters, limit=5)
            if row == 0:
                ax.set_title(
                    readable(variable, poles), loc="left", fontsize=style.SMALL, color=style.INK,
                    family=style.FONT, wrap=True,
                )  # fmt: skip
            if column == 0:
                ax.set_ylabel(
                    (names or {}).get(state, state), fontsize=style.TEXT, color=style.INK,
                    family=style.FONT,
                )  # fmt: skip
    words = (
        "Solid, dark: the run as it was. Dashed, coloured: the same noise with the change. Dotted: "
        f"{at}, from which they may differ. States that part most; shares from 0 to 1."
    )
    return style.finish(fig, words, notes)
