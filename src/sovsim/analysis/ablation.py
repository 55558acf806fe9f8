"""What rests on what: each mechanism off in turn, on the same noise as the whole model.

The difference is "without it" minus "with everything", run by run. To be comparable across
outcomes it is also given as an **effect**: in standard deviations of the outcome over the runs of
the whole model. A mechanism whose absence changes no run by a single bit is **idle**: nothing in
this scenario rests on it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from sovsim.analysis.interval import mean_estimate
from sovsim.analysis.multiple import holm
from sovsim.analysis.pairs import KEYS, PairingError, metric_columns, pairs

LARGEST = 3.0
"""Size beyond which an effect weighs no more: the outcome is another one altogether."""

FULL = "full"
"""Name of the arm in which nothing is switched off."""


def ablation(
    table: pd.DataFrame,
    metrics: Sequence[str] | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Return a row per mechanism and metric, in the order of the table's arms.

    Columns: ``unit`` (the arm), ``metric, runs, undefined, full, difference, low, high, effect,
    idle, chance, chance_holm, moved``. P-values of the call are corrected together (Holm);
    ``moved`` says whether the difference is shown at the level.

    Args:
        table: one row per arm and run; one arm is called ``full``.
        metrics: columns; all by default.
        confidence: level of the paired t intervals, and of the family of tests.

    Raises:
        PairingError: there is no whole model to compare with, or the arms hold other runs.
    """
    names = list(dict.fromkeys(table["arm"]))
    if FULL not in names:
        raise PairingError(f"the table has no arm '{FULL}'")
    chosen = list(metrics) if metrics is not None else list(metric_columns(table))
    by_arm = {
        str(arm): rows[[*(k for k in KEYS if k in rows), *chosen]]
        for arm, rows in table.groupby("arm", sort=False, observed=True)
    }
    rows = []
    for unit in names:
        if unit == FULL:
            continue
        both = pd.concat([by_arm[unit], by_arm[FULL]])
        rows += [_row(both, unit, metric, confidence) for metric in chosen]
    found = pd.DataFrame(rows)
    if len(found):
        found["chance_holm"] = holm(found["chance"].to_numpy(np.float64))
        found["moved"] = found["chance_holm"] <= 1.0 - confidence
    return found


def _row(table: pd.DataFrame, unit: str, metric: str, confidence: float) -> dict[str, object]:
    both = pairs(table, unit, FULL, metric)
    estimate = mean_estimate(both.over_points(both.difference), confidence, outcome=both.reach)
    spread = float(both.y.std(ddof=1)) if len(both.y) > 1 else math.nan
    tails = (estimate.chance_not_above(0.0), estimate.chance_not_below(0.0))
    idle = bool(len(both.x)) and bool((both.difference == 0.0).all())
    return {
        "unit": unit,
        "metric": metric,
        "runs": len(both.x),
        "undefined": both.undefined,
        "full": float(both.y.mean()) if len(both.y) else math.nan,
        "difference": estimate.mean,
        "low": estimate.low,
        "high": estimate.high,
        "effect": 0.0 if idle else _over(estimate.mean, spread),
        "idle": idle,
        "chance": min(1.0, 2.0 * min(tails)),
    }


def _over(difference: float, spread: float) -> float:
    return difference / spread if spread > 0.0 else math.nan


def ranking(table: pd.DataFrame, claims: Mapping[str, Sequence[str]] | None = None) -> pd.DataFrame:
    """Return a row per mechanism, the one on which most rests first.

    Columns: ``unit, weight`` (mean size of its effects over the metrics,
    each up to `LARGEST`), ``moved`` (number of
    metrics that are shown to move), ``strongest`` (metric with the largest effect), ``effect``
    (there), ``difference, low, high`` (there), ``idle`` (it changes nothing at all), ``claims``.

    Args:
        table: from `ablation`.
        claims: unit -> ids of the claims behind it.
    """
    rows = []
    for unit, part in table.groupby("unit", sort=False):
        sizes = part["effect"].abs()
        best = part.iloc[int(sizes.fillna(-1.0).to_numpy().argmax())]
        rows.append(
            {
                "unit": str(unit),
                "weight": float(sizes.clip(upper=LARGEST).mean()) if sizes.notna().any() else 0.0,
                "moved": int(part["moved"].sum()),
                "strongest": str(best["metric"]),
                **{key: float(best[key]) for key in ("effect", "difference", "low", "high")},
                "idle": bool(part["idle"].all()),
                "claims": tuple((claims or {}).get(str(unit), ())),
            }
        )
    found = pd.DataFrame(rows)
    return found.sort_values("weight", ascending=False, kind="stable", ignore_index=True)
