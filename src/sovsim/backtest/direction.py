"""Whether a method sees which way a state moves in five years."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from sovsim.backtest.case import Case
from sovsim.backtest.design import HORIZONS

AHEAD = HORIZONS[0]

LEAST = 0.25
"""Smallest move that counts, in standard deviations of all values up to the cut."""


def directions(forecasts: pd.DataFrame, cases: Sequence[Case]) -> pd.DataFrame:
    """Return the share of five-year moves whose direction a method has.

    A method that says nothing (no change) is right by half. Columns ``indicator, group, method, n,
    right, up``: ``up`` is the share of moves that go up.
    """
    scale = pd.DataFrame(
        [(one.indicator.name, one.cut, float(np.nanstd(one.known))) for one in cases],
        columns=["indicator", "cut", "scale"],
    )
    rows = forecasts[forecasts["year"] - forecasts["cut"] == AHEAD].merge(scale)
    moved = rows["observed"] - rows["last"]
    rows = rows[moved.abs() > LEAST * rows["scale"]]
    up = np.sign(rows["observed"] - rows["last"])
    said = np.sign((rows["predicted"] - rows["last"]).round(12))
    marked = rows.assign(
        right=np.where(said == 0, 0.5, (said == up).astype(float)), up=(up > 0).astype(float)
    )
    grouped = marked.groupby(["indicator", "group", "method"], sort=False)
    found = grouped[["right", "up"]].mean()
    found.insert(0, "n", grouped.size())
    return found.reset_index()


def pooled_direction(table: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Return the shares by group over some indicators, each move weighing the same."""
    part = table[table["indicator"].isin(list(names))]
    weighed = part.assign(right=part["right"] * part["n"], up=part["up"] * part["n"])
    found = weighed.groupby(["group", "method"], sort=False)[["n", "right", "up"]].sum()
    for name in ("right", "up"):
        found[name] = found[name] / found["n"]
    return found.reset_index()
