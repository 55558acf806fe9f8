"""What to watch: quantities that can be seen early and tell in which world one is.

In every run of a policy a quantity of the watched state is read in an early quarter. What one sees
is one history and no mean over many, so runs are taken singly: a set of runs, one at each point, at
a time. The rank correlation (Spearman) with what that policy loses at the point is averaged over
the sets; its interval takes the points as units (Fisher's z), and the chances are corrected for the
number of quantities (Holm). A quantity that every run has alike tells nothing and is left out.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sovsim.analysis.depends import rank_correlation
from sovsim.analysis.multiple import holm
from sovsim.arrays import FloatArray


@dataclass(frozen=True)
class Sign:
    """An early sign.

    Attributes:
        column: what is looked at.
        correlation, low, high: rank correlation with what the policy loses, and its interval.
        chance: corrected p-value against none.
        middle: its median over the runs.
        best_below, best_above: share of runs in whose world the policy is best, among those with
            less than the median and among the others.
    """

    column: str
    correlation: float
    low: float
    high: float
    chance: float
    middle: float
    best_below: float
    best_above: float

    def tells(self, level: float) -> bool:
        """Return whether it is shown to tell anything."""
        return self.chance <= level


def signs(
    seen: Mapping[str, FloatArray], lost: FloatArray, best: FloatArray, confidence: float = 0.95
) -> list[Sign]:
    """Return the early signs, the closest first.

    Args:
        seen: column -> its value early in the run, ``[point, replicate]``.
        lost: what the policy loses at each point.
        best: whether it is best there (1 or 0, ties shared).
        confidence: of the intervals.
    """
    from scipy.special import ndtri
    from scipy.stats import norm

    points = len(lost)
    if points < 12 or not np.ptp(lost):
        return []
    found = []
    width = float(ndtri(0.5 + confidence / 2.0)) / math.sqrt(points - 3)
    for column, values in seen.items():
        kept = [rank_correlation(row, lost) for row in values.T if np.ptp(row)]
        if not kept or np.isnan(kept).any():
            continue
        mean = float(np.tanh(np.mean(np.arctanh(np.clip(kept, -0.9999, 0.9999)))))
        z = math.atanh(mean)
        chance = float(2.0 * norm.sf(abs(z) * math.sqrt(points - 3)))
        middle = float(np.median(values))
        below = values < middle
        held = np.broadcast_to(best[:, None], values.shape)
        found.append(
            Sign(
                column=column,
                correlation=mean,
                low=math.tanh(z - width),
                high=math.tanh(z + width),
                chance=chance,
                middle=middle,
                best_below=float(held[below].mean()) if below.any() else math.nan,
                best_above=float(held[~below].mean()) if (~below).any() else math.nan,
            )
        )
    adjusted = holm([sign.chance for sign in found])
    told = [
        Sign(**{**vars(sign), "chance": float(chance)})
        for sign, chance in zip(found, adjusted, strict=True)
    ]
    return sorted(told, key=lambda sign: -abs(sign.correlation))


def early(
    panel: pd.DataFrame,
    columns: Sequence[str],
    state: str,
    step: int,
    point_of: np.ndarray,
) -> dict[str, FloatArray]:
    """Return what is seen early, ``[point, replicate]`` by column.

    Args:
        panel: trajectories of one policy: ``run, step, state`` and columns.
        columns: what is looked at.
        state: code; the mean over all states where it is empty.
        step: quarter, counted from 0.
        point_of: number of the point of each run.
    """
    rows = panel[panel["step"] == step]
    if state:
        rows = rows[rows["state"] == state]
    means = rows.groupby("run")[list(columns)].mean().sort_index()
    order = np.argsort(point_of[means.index.to_numpy()], kind="stable")
    count = len(np.unique(point_of))
    return {
        str(column): means[column].to_numpy(np.float64)[order].reshape(count, -1)
        for column in columns
    }
