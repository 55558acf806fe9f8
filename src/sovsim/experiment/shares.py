"""In what share of the sampled ranges something holds, with chance within points taken off.

At every sampled point the mean difference over its runs says whether a prediction holds there. A
mean of few runs is blurred by chance, and blurred points move every share toward one half: an
effect that is nowhere would seem to be there in many ranges. The points are therefore drawn in
around their mean until they spread as much as the ranges alone make them (constrained empirical
Bayes: Louis 1984, Ghosh 1992): by the root of the part of their variance that replicates do not
explain. Where chance explains all of it, every point says what the mean says.

The interval of a share is the wider of Clopper and Pearson's and a bootstrap over points, which
also carries the doubt about the mean and about the part that is chance. With one run at a point
nothing tells how much is chance; the interval then reaches from the share as counted to what it
would be if all were.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from sovsim.analysis.pairs import pairs
from sovsim.analysis.space import FEWEST, clopper_pearson
from sovsim.analysis.superiority import Share
from sovsim.arrays import FloatArray
from sovsim.experiment.outcomes import questions
from sovsim.experiment.schema import PredictionTable

BoolArray = npt.NDArray[np.bool_]
_DRAWS = 400
"""Draws of the bootstrap; it serves an interval that is told in whole percent."""


@dataclass(frozen=True)
class Points:
    """What the runs at each sampled point say on each prediction.

    Attributes:
        numbers: of the points at which every outcome is defined, shape ``(point,)``.
        means: mean difference over the runs, shape ``(prediction, point)``.
        chance: variance of such a mean by chance, pooled over the points, of each prediction at
            each point; nan where no point has two runs. Shape ``(prediction, point)``.
        predictions: in the order of the rows.
    """

    numbers: npt.NDArray[np.int64]
    means: FloatArray
    chance: FloatArray
    predictions: tuple[PredictionTable, ...]

    @property
    def count(self) -> int:
        """Points at which every outcome is defined."""
        return len(self.numbers)

    def held(self) -> BoolArray:
        """Return where each prediction holds, chance taken off: shape ``(prediction, point)``."""
        rows = [
            _within(steadied(means, chance), entry)
            for means, chance, entry in zip(self.means, self.chance, self.predictions, strict=True)
        ]
        return np.array(rows, dtype=bool).reshape(len(rows), self.count)

    def means_hold(self, rows: Sequence[int], rule: str) -> BoolArray:
        """Return at which points some predictions hold at once by the means as they are."""
        held = [_within(self.means[row], self.predictions[row]) for row in rows]
        return _together(np.array(held), rule)

    def together(self, rows: Sequence[int], rule: str) -> BoolArray:
        """Return at which points some predictions hold at once: shape ``(point,)``.

        Args:
            rows: numbers of the predictions.
            rule: ``all`` of them, or ``any``.
        """
        return _together(self.held()[list(rows)], rule)

    def share(self, rows: Sequence[int], rule: str, confidence: float) -> Share:
        """Return at what share of the points some predictions hold at once.

        Args:
            rows: numbers of the predictions.
            rule: ``all`` of them, or ``any``.
            confidence: level of the interval.
        """
        together = self.together(rows, rule)
        counted = clopper_pearson(int(together.sum()), self.count, confidence)
        if self.count < FEWEST:
            return counted
        drawn = self._drawn(rows, rule)
        tail = (1.0 - confidence) / 2.0
        low, high = np.quantile(drawn, [tail, 1.0 - tail])
        return Share(counted.share, min(counted.low, float(low)), max(counted.high, float(high)))

    def _drawn(self, rows: Sequence[int], rule: str) -> FloatArray:
        """Return the share in each draw of as many points; seeded, so that it repeats."""
        noise = np.random.default_rng(0)
        places = noise.integers(self.count, size=(_DRAWS, self.count))
        held = []
        for row in rows:
            means = self.means[row][places]
            chance = self.chance[row][places]
            unknown = np.isnan(chance)
            chance = np.where(unknown, np.inf, chance)
            held.append(_within(steadied(means, chance), self.predictions[row]))
        found: FloatArray = _together(np.array(held), rule).mean(axis=-1)
        return found


def point_means(table: pd.DataFrame, predictions: Sequence[PredictionTable]) -> Points:
    """Return what the runs at each sampled point say; points with undefined outcomes are left out.

    Args:
        table: of `sovsim.experiment.outcomes.outcomes`.
    """
    completed, asked = questions(table, predictions)
    means, chances = {}, {}
    for number, question in enumerate(asked):
        both = pairs(completed, question.x, question.y, question.metric)
        grouped = pd.Series(both.difference).groupby(both.point)
        runs = grouped.count()
        several = grouped.var()[runs > 1]
        degrees = (runs - 1)[runs > 1]
        pooled = float((several * degrees).sum() / degrees.sum()) if len(several) else np.nan
        means[number] = grouped.mean()
        chances[number] = pooled / runs
    whole = pd.DataFrame(means).dropna()
    chance = pd.DataFrame(chances).reindex(whole.index)
    return Points(
        whole.index.to_numpy(np.int64),
        whole.to_numpy(np.float64).T,
        chance.to_numpy(np.float64).T,
        tuple(predictions),
    )


def steadied(means: FloatArray, chance: FloatArray) -> FloatArray:
    """Return means of points drawn in until they spread as the ranges alone make them.

    Args:
        means: along the last axis.
        chance: variance of each mean by chance; nan leaves them as they are.
    """
    if means.shape[-1] < FEWEST:
        return means
    centre = means.mean(axis=-1, keepdims=True)
    spread = means.var(axis=-1, ddof=1, keepdims=True)
    by_chance = chance.mean(axis=-1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        part = np.where(spread > 0.0, np.maximum(0.0, 1.0 - by_chance / spread), 0.0)
    part = np.where(np.isnan(by_chance), 1.0, part)
    drawn_in: FloatArray = centre + np.sqrt(part) * (means - centre)
    return drawn_in


def _within(differences: FloatArray, entry: PredictionTable) -> BoolArray:
    """Return where differences lie as predicted; see `sovsim.analysis.direction.holds`."""
    least = entry.smallest
    regions = {
        "higher": lambda: differences > least,
        "lower": lambda: differences < -least,
        "same": lambda: np.abs(differences) <= least,
        "not_lower": lambda: differences >= -least,
        "not_higher": lambda: differences <= least,
    }
    return np.asarray(regions[entry.direction](), dtype=bool)


def _together(held: BoolArray, rule: str) -> BoolArray:
    return np.asarray(held.any(axis=0) if rule == "any" else held.all(axis=0), dtype=bool)
