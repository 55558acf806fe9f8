"""Whether it matters which state the model speaks of: labels shuffled, on level and on change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from sovsim.arrays import FloatArray
from sovsim.backtest.case import Case
from sovsim.backtest.design import HORIZONS
from sovsim.backtest.pools import HEAD

Orders = np.ndarray[tuple[int, ...], np.dtype[np.int64]]

SHUFFLES = 500


def placebo(cases: Sequence[Case], names: Sequence[str], seed: int) -> pd.DataFrame:
    """Return how often the true labels beat shuffled ones, pooled as errors are.

    On *level* each state is given the level of another (variant a); ``frozen level`` does the same
    with the model frozen at its start, and so tells what start values alone pass. On *change* each
    state keeps its own last value and is given the change of another since then (variant b). Link
    and slope stay as fitted. Columns ``on, group, wins, ratio``: the share of permutations in which
    the true labels have the smaller error, and the error with true labels over the median with
    shuffled ones.
    """
    chosen = [one for one in cases if one.indicator.name in names]
    if not chosen:
        return pd.DataFrame(columns=["on", "group", "wins", "ratio"])
    size = len(chosen[0].states)
    draw = np.random.default_rng([seed, size, SHUFFLES])
    orders = np.vstack([np.arange(size), draw.permuted(np.tile(np.arange(size), (SHUFFLES, 1)),
                                                       axis=1)])  # fmt: skip
    found: list[dict[str, object]] = []
    groups: Mapping[str, tuple[str, ...]] = {
        HEAD: ("alignment", "dependence"),
        **{one.indicator.group: (one.indicator.group,) for one in chosen},
    }
    for on in ("level", "frozen level", "change"):
        logs = [(one, _logs(one, on, orders)) for one in chosen]
        for group, within in groups.items():
            part = [(one.indicator.name, log) for one, log in logs if one.indicator.group in within]
            if part:
                mean = _mean(part)
                found.append(
                    {
                        "on": on,
                        "group": group,
                        "wins": float((mean[0] < mean[1:]).mean()),
                        "ratio": float(np.exp(mean[0] - np.median(mean[1:]))),
                    }
                )
    return pd.DataFrame(found)


def _mean(part: Sequence[tuple[str, list[FloatArray]]]) -> FloatArray:
    """Return the mean over rows within an indicator, then over indicators."""
    by_name: dict[str, list[FloatArray]] = {}
    for name, logs in part:
        by_name.setdefault(name, []).extend(logs)
    means = [np.mean(logs, axis=0) for logs in by_name.values() if logs]
    found: FloatArray = np.mean(means, axis=0) if means else np.zeros(SHUFFLES + 1)
    return found


def _logs(case: Case, on: str, orders: Orders) -> list[FloatArray]:
    """Return the log of the absolute error under each order of labels, a row for each horizon."""
    found = []
    last, own = case.last, np.maximum(case.origin, 0).astype(int)
    low, high = case.indicator.link.low, case.indicator.link.high
    for ahead in HORIZONS:
        year = len(case.known) - 1 + ahead
        if year >= len(case.years):
            continue
        actual = case.actual[year - len(case.known)]
        there = np.isfinite(actual) & np.isfinite(last)
        if not there.any():
            continue
        if on == "change":
            moved = case.path[year] - case.path[own]
            said = last + np.take_along_axis(moved[None], orders[:, :, None], axis=2)[:, :, 0]
        else:
            said = (case.frozen if on == "frozen level" else case.path)[year][orders]
        error = np.abs(np.clip(said, low, high) - actual)[:, there].sum(axis=1)
        found.append(np.log(np.maximum(error, 1e-12)))
    return found
