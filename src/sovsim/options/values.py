"""Outcomes as policies by points: means over the runs of a point, turned so that more is better.

Runs of one point share their sampled parameters; run *k* of every policy draws the same noise. A
point at which an outcome is undefined for some policy is left out for that outcome.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sovsim.arrays import FloatArray
from sovsim.options.model import Measure

WORST = 1 / 3
"""Share of worlds, the worst ones, over which a search takes its mean."""


@dataclass(frozen=True)
class Grid:
    """One outcome over policies, points and the runs of a point.

    Attributes:
        measure: what is measured.
        policies: names, in the order of the file.
        points: numbers of the points that are kept.
        runs: values in the measure's unit, ``[policy, point, replicate]``.
        left_out: points at which it is undefined somewhere.
    """

    measure: Measure
    policies: tuple[str, ...]
    points: np.ndarray
    runs: FloatArray
    left_out: int

    @property
    def worth(self) -> FloatArray:
        """Mean over the runs of a point, more is better, ``[policy, point]``."""
        found: FloatArray = self.measure.sign * self.runs.mean(axis=2)
        return found

    @property
    def worth_of_runs(self) -> FloatArray:
        """The same of every run, ``[policy, point, replicate]``."""
        found: FloatArray = self.measure.sign * self.runs
        return found


def grid(table: pd.DataFrame, measure: Measure, policies: Sequence[str]) -> Grid:
    """Return an outcome as a grid.

    Args:
        table: ``arm, run, point`` and measures; every point with the same number of runs.
        policies: arms, in the order wanted.
    """
    order = table.sort_values(["point", "run"], kind="stable")
    layers = []
    points = np.unique(order["point"].to_numpy())
    for policy in policies:
        values = order.loc[order["arm"] == policy, measure.name].to_numpy(np.float64)
        layers.append(values.reshape(len(points), -1))
    cube = np.stack(layers)
    whole = np.isfinite(cube).all(axis=(0, 2))
    return Grid(measure, tuple(policies), points[whole], cube[:, whole, :], int((~whole).sum()))


def weighed(
    table: pd.DataFrame, measures: Sequence[Measure], weights: Mapping[str, float]
) -> pd.Series[float]:
    """Return what all metrics come to by the weights of the file, a value per row of the table.

    Each is counted in its smallest differences that matter, less is better turned round; 1 is one
    smallest difference on every metric at once.
    """
    total = pd.Series(0.0, index=table.index)
    for measure in measures:
        worth = measure.sign * table[measure.name] / measure.smallest
        total = total + weights[measure.name] * worth
    return total


def goals_met(
    table: pd.DataFrame, measures: Sequence[Measure], policies: Sequence[str]
) -> FloatArray | None:
    """Return where a run meets every goal of the file, ``[policy, point, replicate]`` as 0 or 1.

    A goal on an outcome that is undefined in a run is not met. None where there is no goal.
    """
    wanted = [measure for measure in measures if measure.has_goal]
    if not wanted:
        return None
    met = np.ones(len(table), dtype=bool)
    for measure in wanted:
        value = table[measure.name].to_numpy(np.float64)
        if measure.at_least is not None:
            met &= value >= measure.at_least
        if measure.at_most is not None:
            met &= value <= measure.at_most
    told = table.assign(met=met.astype(np.float64))
    plain = Measure("met", "goal met", "share", 1, 1.0, "Whether a run meets the goals.")
    return grid(told, plain, policies).runs


def worst_third(worth: FloatArray) -> FloatArray:
    """Return the mean over the worst third of the points, for each policy.

    Args:
        worth: more is better, ``[policy, point]``.
    """
    count = max(1, round(WORST * worth.shape[1]))
    found: FloatArray = np.sort(worth, axis=1)[:, :count].mean(axis=1)
    return found
