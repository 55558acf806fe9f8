"""Which parameters split a direction: where in the sampled space it holds, and where not.

For every sampled parameter the points are cut into thirds by its value. The direction in the lower
and in the upper third is tested as everywhere (`sovsim.analysis.direction`), corrected for the
number of thirds that are looked at (Bonferroni). A parameter **splits** the direction where both
thirds are decided and differ. The cuts are fixed beforehand, so nothing is chosen by the data. The
rank correlation (Spearman) says how closely the difference follows the parameter.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sovsim.analysis.direction import Direction, claim
from sovsim.analysis.interval import Method, mean_estimate
from sovsim.arrays import FloatArray

FEWEST_POINTS = 12
"""Points below which a third holds too few of them."""


@dataclass(frozen=True)
class Split:
    """A parameter that splits a direction: what is shown below one value and above another."""

    parameter: str
    cut_low: float
    below: Direction
    cut_high: float
    above: Direction

    def __str__(self) -> str:
        return (
            f"{self.parameter}: {self.below} below {self.cut_low:.3g}, "
            f"{self.above} above {self.cut_high:.3g}"
        )


COLUMNS = (
    "parameter",
    "rank_correlation",
    "cut_low",
    "cut_high",
    "mean_below",
    "direction_below",
    "mean_above",
    "direction_above",
    "splits",
)


def splits(
    points: pd.DataFrame,
    differences: FloatArray,
    smallest: float,
    confidence: float = 0.95,
    method: Method = "t",
    outcome: float | None = None,
) -> pd.DataFrame:
    """Return one row per sampled parameter, the closest followed first.

    Args:
        points: values of the parameters, a row per point, in the order of `differences`.
        differences: mean difference at each point.
        smallest: smallest effect that matters.
        confidence: level of the whole family of thirds.
        method: of the tests.
        outcome: as for `sovsim.analysis.interval.mean_estimate`.
    """
    if len(points) < FEWEST_POINTS or points.shape[1] == 0:
        return pd.DataFrame(columns=list(COLUMNS))
    level = (1.0 - confidence) / (2 * points.shape[1])
    rows = [
        _row(
            str(name),
            points[name].to_numpy(np.float64),
            differences,
            lambda part: _third(part, smallest, level, method, outcome),
        )
        for name in points.columns
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    closeness = table["rank_correlation"].abs().fillna(0.0)
    order = closeness.sort_values(ascending=False, kind="stable").index
    return table.loc[order].reset_index(drop=True)


def found(table: pd.DataFrame) -> tuple[Split, ...]:
    """Return the parameters of a table of `splits` that split the direction."""
    return tuple(
        Split(
            str(row["parameter"]),
            float(row["cut_low"]),
            row["direction_below"],
            float(row["cut_high"]),
            row["direction_above"],
        )
        for _, row in table.iterrows()
        if row["splits"]
    )


def _row(
    name: str,
    values: FloatArray,
    differences: FloatArray,
    judged: Callable[[FloatArray], tuple[float, Direction]],
) -> dict[str, object]:
    cut_low, cut_high = (float(np.quantile(values, share)) for share in (1 / 3, 2 / 3))
    below, above = differences[values <= cut_low], differences[values >= cut_high]
    mean_below, direction_below = judged(below)
    mean_above, direction_above = judged(above)
    return {
        "parameter": name,
        "rank_correlation": rank_correlation(values, differences),
        "cut_low": cut_low,
        "cut_high": cut_high,
        "mean_below": mean_below,
        "direction_below": direction_below,
        "mean_above": mean_above,
        "direction_above": direction_above,
        "splits": "open" not in (direction_below, direction_above)
        and direction_below != direction_above,
    }


def _third(
    differences: FloatArray,
    smallest: float,
    level: float,
    method: Method,
    outcome: float | None,
) -> tuple[float, Direction]:
    estimate = mean_estimate(differences, 1.0 - level, method, outcome=outcome)
    return estimate.mean, claim(estimate, smallest).at(level)


def rank_correlation(values: FloatArray, differences: FloatArray) -> float:
    """Return Spearman's rank correlation; nan where one of the two does not vary."""
    if np.ptp(values) == 0.0 or np.ptp(differences) == 0.0:
        return math.nan
    from scipy.stats import spearmanr

    return float(spearmanr(values, differences).statistic)
