"""Rows that stand twice in a file: the same again is dropped, a contradiction loses both."""

from __future__ import annotations

import pandas as pd

from sovsim.documents.text import clipped
from sovsim.observed.catalogue import Series
from sovsim.observed.columns import LINE
from sovsim.observed.damage import Damages


def once(table: pd.DataFrame, series: Series, damages: Damages) -> pd.DataFrame:
    """Return a table in which no two rows have one key.

    Of rows that say the same, the first stays. Where two say different things nobody knows which is
    right, so that neither is used.

    Args:
        table: typed rows, with their lines.
        series: what they should be.
        damages: takes what is wrong.
    """
    key = list(series.key)
    doubled = table.duplicated(key, keep=False)
    if not doubled.any():
        return table
    left: list[object] = []
    for names, rows in table[doubled].groupby(key, sort=False, dropna=False):
        who = clipped(", ".join(_shown(name) for name in names))
        first = int(rows[LINE].iloc[0])
        alike = len(rows.drop(columns=LINE).drop_duplicates()) == 1
        for place, line in enumerate(int(each) for each in rows[LINE]):
            if alike and place == 0:
                continue
            other = first if place else int(rows[LINE].iloc[1])
            verb = "repeats" if alike else "contradicts"
            damages.of_file(f"{verb} line {other} on {who}", "row", line)
        left += list(rows.index[1:] if alike else rows.index)
    return table.drop(index=left).reset_index(drop=True)


def _shown(name: object) -> str:
    return f"{name:g}" if isinstance(name, float) else str(name)
