"""What indicators are pooled into, and every method's ratio to persistence in each pool."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from sovsim.backtest.design import HORIZONS
from sovsim.backtest.methods import METHODS, PERSISTENCE
from sovsim.backtest.scores import END, Errors, errors, pooled
from sovsim.observed.indicator import Indicator

AHEAD = ", ".join(map(str, HORIZONS))
"""The two horizons pooled."""
HEAD = "alignment, dependence"
"""The pool by which the model is judged first."""

COLUMNS = (
    "kind", "pool", "horizon", "method", "ratio", "low", "high", "crps_ratio", "crps_low",
    "crps_high", "rows",
)  # fmt: skip
"""Columns of the table of pools."""

_POOLS: Mapping[str, tuple[str, ...]] = {
    HEAD: ("alignment", "dependence"),
    "alignment": ("alignment",),
    "dependence": ("dependence",),
    "autonomy": ("autonomy",),
    "regime": ("regime",),
}


def pooled_indicators(indicators: Sequence[Indicator]) -> list[str]:
    """Return the names of what is pooled: what is scored, and the two checks on autonomy.

    Other checks say again what a scored one says, or what the model does not follow.
    """
    return [
        one.name
        for one in indicators
        if one.group == "autonomy"
        or (one.role == "scored" and one.group in ("alignment", "dependence", "regime"))
    ]


def pools(rows: pd.DataFrame, indicators: Sequence[Indicator], seed: int) -> pd.DataFrame:
    """Return every method's pooled ratio of errors and of CRPS to persistence.

    Columns ``kind`` (pool or indicator), ``pool, horizon, method, ratio, low, high, crps_ratio,
    crps_low, crps_high, rows``. ``5, 8`` pools these horizons, ``end`` has all years.
    """
    if rows.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    absolute, ranked = errors(rows), errors(rows, "crps")
    main = pooled_indicators(indicators)
    found: list[dict[str, object]] = []
    wanted = [(name, "pool", groups) for name, groups in _POOLS.items()]
    wanted += [(one.name, "indicator", ()) for one in indicators]
    for name, kind, groups in wanted:
        for horizon in (AHEAD, END):
            at_end = absolute.rows["horizon"] == END
            keep = at_end if horizon == END else ~at_end
            keep &= _within(absolute.rows, name, kind, groups, main)
            if keep.any():
                mask = keep.to_numpy(bool)
                part = absolute.chosen(mask), ranked.chosen(mask)
                found += _methods(name, kind, horizon, part, seed)
    return pd.DataFrame(found, columns=list(COLUMNS))


def without(
    lacking: pd.DataFrame, rows: pd.DataFrame, indicators: Sequence[Indicator], seed: int
) -> pd.DataFrame:
    """Return the pooled ratios of states that were left out of what was fitted.

    Columns ``pool, method, ratio, low, high, fitted, rows``: ``fitted`` is the ratio with the
    state among what was fitted, on the same figures.
    """
    columns = ["pool", "method", "ratio", "low", "high", "fitted", "rows"]
    if lacking.empty:
        return pd.DataFrame(columns=columns)
    ahead = lacking.assign(horizon=(lacking["year"] - lacking["cut"]).astype(str))
    still = ahead[ahead["method"] == ahead["method"].iloc[0]]
    still = still.assign(predicted=still["last"], method=PERSISTENCE)
    keys = ["indicator", "cut", "state", "year"]
    there = pd.MultiIndex.from_frame(still[keys])
    same = rows[(rows["horizon"] != END) & pd.MultiIndex.from_frame(rows[keys]).isin(there)]
    anew, before = errors(pd.concat([ahead, still], ignore_index=True)), errors(same)
    main = pooled_indicators(indicators)
    found = []
    for name, groups in _POOLS.items():
        parts = [
            each.chosen(_within(each.rows, name, "pool", groups, main).to_numpy(bool))
            for each in (anew, before)
        ]
        if len(parts[0].rows):
            for method in dict.fromkeys(lacking["method"]):
                one, other = (pooled(part, str(method), seed) for part in parts)
                found.append((name, method, one.value, one.low, one.high, other.value, one.rows))
    return pd.DataFrame(found, columns=columns)


def _within(
    rows: pd.DataFrame, name: str, kind: str, groups: Sequence[str], main: Sequence[str]
) -> pd.Series[bool]:
    """Return which rows belong to a pool, or to an indicator."""
    if kind == "indicator":
        return rows["indicator"] == name
    return rows["group"].isin(list(groups)) & rows["indicator"].isin(list(main))


def _methods(
    name: str, kind: str, horizon: str, part: tuple[Errors, Errors], seed: int
) -> list[dict[str, object]]:
    rows = []
    for method in METHODS:
        if method != PERSISTENCE:
            mae, crps = (pooled(each, method, seed) for each in part)
            rows.append(
                {
                    "kind": kind,
                    "pool": name,
                    "horizon": horizon,
                    "method": method,
                    "ratio": mae.value,
                    "low": mae.low,
                    "high": mae.high,
                    "crps_ratio": crps.value,
                    "crps_low": crps.low,
                    "crps_high": crps.high,
                    "rows": mae.rows,
                }
            )
    return rows
