"""What was wanted of events and memberships before they were scored, held against shipped facts.

The bars are those that the project set for chances of events and for memberships; force and broken
relations, with one or two cases, have none.
"""

from __future__ import annotations

import math

import pandas as pd

from sovsim.backtest.stocks import LAST

_EVENTS = ("pressure begins", "falls of governments")
_MARKS = (("brier", "Brier"), ("log_loss", "log loss"))


def record_bars(standing: pd.DataFrame, events: pd.DataFrame, base: str) -> pd.DataFrame:
    """Return a row for each bar: ``bar, value, wanted, reached``; nan where nothing is measured.

    Args:
        standing: chances of what lasts in every state and year, by each method, and what was.
        events: marks of what happens.
        base: name of the rates that events must beat.
    """
    found = [("memberships in the last year: Brier / last value", _members(standing))]
    marks = events.set_index(["indicator", "method"])
    for name in _EVENTS:
        for mark, words in _MARKS:
            for method, told in (("model", ""), ("model, scaled", ", scaled")):
                value = math.nan
                if (name, method) in marks.index and marks["cases"][name, method] > 0:
                    value = float(marks[mark][name, method] / marks[mark][name, base])
                found.append((f"{name}{told}: {words} / base rate", value))
    return pd.DataFrame(
        [(bar, value, "<= 1.00", _reached(value)) for bar, value in found],
        columns=["bar", "value", "wanted", "reached"],
    )


def _members(standing: pd.DataFrame) -> float:
    """Return the Brier score of memberships in the last year over that of the last value."""
    rows = standing[standing["indicator"].str.startswith("member of")]
    rows = rows[rows["year"] == rows["year"].max()]
    squares = (rows["chance"] - rows["happened"]) ** 2
    total = squares.groupby(rows["method"]).sum()
    if LAST not in total.index or total[LAST] == 0:
        return math.nan
    return float(total["model"] / total[LAST])


def _reached(value: float) -> str:
    return "-" if math.isnan(value) else "yes" if value <= 1.0 else "no"
