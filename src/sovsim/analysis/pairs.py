"""Pairs of runs: the same run of two arms, on the same noise.

Runs that share a sampled point of the parameter space are no independent units: their differences
are averaged over the point first, and the points are the units.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from sovsim.analysis.unseen import reach
from sovsim.arrays import FloatArray

KEYS = ("arm", "run", "point")
"""Columns of a table of metrics that are no metrics; ``point`` may be absent."""


class PairingError(ValueError):
    """Two arms that cannot be paired."""


@dataclass(frozen=True)
class Pairs:
    """The values of one metric in two arms, run by run.

    Attributes:
        x, y: values of the two arms in the same order of runs.
        point: number of the sampled point of each run.
        undefined: pairs left out because the metric is undefined in one of the arms.
    """

    x: FloatArray
    y: FloatArray
    point: npt.NDArray[np.int64]
    undefined: int

    @property
    def difference(self) -> FloatArray:
        """Difference ``x - y`` of every pair."""
        return self.x - self.y

    def over_points(self, values: FloatArray) -> FloatArray:
        """Return the mean of some values of the pairs over each point, in order of points."""
        _, place = np.unique(self.point, return_inverse=True)
        count = np.bincount(place) if len(place) else np.empty(0)
        total = np.bincount(place, weights=values) if len(place) else np.empty(0)
        mean: FloatArray = total / count
        return mean

    @property
    def reach(self) -> float:
        """How far runs of the outcome that differ lie apart; 1 without runs."""
        return reach(np.concatenate([self.x, self.y])) if len(self.x) else 1.0

    @property
    def span(self) -> float:
        """From the least to the most of the outcome in either arm; at least its reach."""
        both = np.concatenate([self.x, self.y])
        return max(self.reach, float(np.ptp(both)) if len(both) else 0.0)

    @property
    def points(self) -> npt.NDArray[np.int64]:
        """Numbers of the points that have a pair, in order."""
        return np.unique(self.point)


def pairs(table: pd.DataFrame, x: str, y: str, metric: str) -> Pairs:
    """Return the pairs of two arms.

    Args:
        table: one row per arm and run, with columns ``arm``, ``run``, metrics, and ``point``
            where parameters were sampled; without it every run is a point of its own.
        x, y: names of the arms.
        metric: column.

    Raises:
        PairingError: an arm or a column is missing, or the arms hold other runs.
    """
    for name in (x, y):
        if not (table["arm"] == name).any():
            raise PairingError(f"the table has no arm '{name}'")
    if metric not in table.columns:
        raise PairingError(f"the table has no metric '{metric}'")
    first, second = (_of_arm(table, name, metric) for name in (x, y))
    if not first.index.equals(second.index):
        raise PairingError(f"arms '{x}' and '{y}' do not hold the same runs")
    values_x = first[metric].to_numpy(dtype=np.float64)
    values_y = second[metric].to_numpy(dtype=np.float64)
    point = first["point"].to_numpy(dtype=np.int64)
    defined = ~(np.isnan(values_x) | np.isnan(values_y))
    return Pairs(values_x[defined], values_y[defined], point[defined], int((~defined).sum()))


def _of_arm(table: pd.DataFrame, name: str, metric: str) -> pd.DataFrame:
    rows = table[table["arm"] == name].set_index("run").sort_index()
    if rows.index.has_duplicates:
        raise PairingError(f"arm '{name}' holds a run twice")
    chosen = rows[[metric]].copy()
    chosen["point"] = rows["point"] if "point" in rows.columns else rows.index
    return chosen


def metric_columns(table: pd.DataFrame) -> Sequence[str]:
    """Return the columns of a table that are metrics."""
    return [str(column) for column in table.columns if column not in KEYS]
