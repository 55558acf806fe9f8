"""Tables that several figures share: selecting and arranging what a run has recorded.

Everything here takes the tables of a run folder and returns a small table; nothing draws.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any, cast

import pandas as pd

from sovsim.axes import member_name
from sovsim.telling.names import text
from sovsim.variables import VARIABLES

QUANTILES = (0.1, 0.5, 0.9)
"""Lower edge, middle and upper edge of the bands that are drawn over several runs."""

_TERM = ["state", "variable", "term"]
"""What a term of a ledger is told by."""


def components(variable: str) -> list[str]:
    """Return the columns of a variable: ``autonomy_political`` and its sisters."""
    return [column for column, _ in VARIABLES[variable].components()]


def with_means(states: pd.DataFrame, variables: Sequence[str]) -> pd.DataFrame:
    """Return run, step, quarter and state with each variable averaged over its components."""
    table = states[["run", "step", "quarter", "state"]].copy()
    for variable in variables:
        given = [column for column in components(variable) if column in states]
        table[variable] = states[given].mean(axis=1) if given else float("nan")
    return table


def spread(states: pd.DataFrame, variables: Sequence[str]) -> pd.DataFrame:
    """Return quantiles over runs per state and quarter, one row a variable.

    Columns: ``state, step, quarter, variable, low, middle, high, runs``; with one run the three
    values are the same.
    """
    long = with_means(states, variables).melt(
        id_vars=["run", "step", "quarter", "state"], var_name="variable", value_name="value"
    )
    grouped = long.groupby(["state", "step", "quarter", "variable"], sort=True)["value"]
    low, middle, high = QUANTILES
    table = pd.DataFrame(
        {
            "low": grouped.quantile(low),
            "middle": grouped.quantile(middle),
            "high": grouped.quantile(high),
            "runs": grouped.count(),
        }
    )
    return table.reset_index()


def quarters_of(table: pd.DataFrame) -> list[str]:
    """Return the quarters of a table in their order."""
    return [str(quarter) for quarter in table.sort_values("step")["quarter"].unique()]


def names_of(values: pd.Series[Any], codes: type[IntEnum]) -> pd.Series[Any]:
    """Return codes as lower-case names; names stay as they are and gaps become empty."""

    def name(value: object) -> str:
        if isinstance(value, str):
            return value.lower()
        return "" if pd.isna(value) else member_name(codes(int(value)))  # type: ignore[call-overload]

    return values.map(name)


def numbers_of(values: pd.Series[Any], codes: type[IntEnum]) -> pd.Series[Any]:
    """Return codes as numbers, whether they stand as numbers or as names; gaps become -1."""
    numbers = {member_name(member): int(member) for member in codes}
    return names_of(values, codes).map(lambda name: numbers.get(name, -1)).astype(int)


def largest_terms(
    ledger: pd.DataFrame, states: Sequence[str], variables: Sequence[str], most: int | None
) -> pd.DataFrame:
    """Return the largest terms of the first run: ``state, variable, term, value, claims``.

    Args:
        ledger: the ledger.
        states: codes, in the order wanted.
        variables: variables; terms are averaged over their components, then added up over time.
        most: so many terms a state and variable, from the largest move on; None for all.
    """
    of = {column: variable for variable in variables for column in components(variable)}
    rows = first_run(ledger)
    rows = rows[rows["state"].isin(states) & rows["variable"].isin(list(of))]
    rows = rows.assign(variable=rows["variable"].map(of))
    sums = rows.groupby(_TERM, sort=True)["value"].sum()
    claims = rows.drop_duplicates(_TERM, keep="last").set_index(_TERM)["claims"].to_dict()
    moves: dict[tuple[str, str], list[tuple[str, float, str]]] = {}
    for place, total in sums.items():
        state, variable, term = cast("tuple[str, str, str]", place)
        value = float(total) / len(components(variable))
        moves.setdefault((state, variable), []).append((term, value, text(claims[place])))
    found = [
        (state, variable, *move)
        for state in states
        for variable in variables
        for move in sorted(moves.get((state, variable), ()), key=lambda move: -abs(move[1]))
    ]
    table = pd.DataFrame(found, columns=["state", "variable", "term", "value", "claims"])
    if most is not None:
        table = table.groupby(["state", "variable"], sort=False).head(most)
    return table.reset_index(drop=True)


def first_run(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the first run, for pictures of a single history; not to be changed."""
    if not len(table):
        return table
    first = table["run"] == table["run"].min()
    return table if first.all() else table[first]


def size_of(states: pd.DataFrame) -> str:
    """Return the n of a caption: ``n = 1 run, 140 quarters, 14 states``."""
    counted = [
        (int(states[column].nunique()), noun)
        for column, noun in (("run", "run"), ("step", "quarter"), ("state", "state"))
    ]
    words = [f"{n}\u00a0{noun}{'' if n == 1 else 's'}" for n, noun in counted]
    return "n\u00a0=\u00a0" + ", ".join(words)


def stamp(manifest: Mapping[str, Any]) -> str:
    """Return what stands in the corner of a figure: seed and the scenario's short hash."""
    seed = manifest.get("seed", "?")
    full = str(manifest.get("spec_hash", ""))
    return f"seed {seed} · scenario {full[:8]}" if full else f"seed {seed}"
