"""Where in the sampled ranges something holds: parameters whose thirds differ."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from sovsim.analysis.depends import FEWEST_POINTS


@dataclass(frozen=True)
class Where:
    """A parameter on which it depends: shares in the lower and in the upper third of its range.

    Attributes:
        parameter: its name.
        cut_low, below: the value at which the lower third ends, and the share that holds there.
        cut_high, above: the same of the upper third.
    """

    parameter: str
    cut_low: float
    below: float
    cut_high: float
    above: float

    def __str__(self) -> str:
        low, high = f"below {self.cut_low:.3g}", f"above {self.cut_high:.3g}"
        parts = [(self.below, low), (self.above, high)]
        first, second = sorted(parts, key=lambda part: -part[0])
        return (
            f"{self.parameter}: it holds in {first[0]:.0%} of the ranges {first[1]}, "
            f"in {second[0]:.0%} {second[1]}"
        )


def where(
    held: npt.NDArray[np.bool_], points: pd.DataFrame, confidence: float
) -> tuple[Where, ...]:
    """Return the parameters whose lower and upper thirds differ in what holds, most first.

    Fisher's exact test on the two thirds, corrected for the number of parameters; the cuts are
    fixed beforehand.

    Args:
        held: whether it holds, at each point.
        points: values of the sampled parameters, a row per point.
        confidence: level of the whole family.
    """
    if len(points) < FEWEST_POINTS or points.shape[1] == 0 or held.all() or not held.any():
        return ()
    from scipy.stats import fisher_exact

    level = (1.0 - confidence) / points.shape[1]
    found = []
    for name in points.columns:
        values = points[name].to_numpy(np.float64)
        cut_low, cut_high = (float(np.quantile(values, share)) for share in (1 / 3, 2 / 3))
        if not cut_low < cut_high:
            continue
        below, above = held[values <= cut_low], held[values >= cut_high]
        counts = [[int(part.sum()), int((~part).sum())] for part in (below, above)]
        if fisher_exact(counts).pvalue <= level:
            found.append(
                Where(str(name), cut_low, float(below.mean()), cut_high, float(above.mean()))
            )
    return tuple(sorted(found, key=lambda one: -abs(one.above - one.below)))
