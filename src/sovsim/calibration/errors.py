"""How far figures may stand off a right link: what a link cannot say of a state.

Two parts beside the measurement error that the data give. One stays with a state for good:
remittances come from elsewhere too, experts rate one state as they rate it. One passes: it fades by
a declared memory and moves as much in a year as figures do. So twenty figures of one state are no
twenty independent ones, and how a state changes is known better than where it stands.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sovsim.arrays import FloatArray
from sovsim.calibration.declared import Settings

Rows = npt.NDArray[np.int64]
Weighed = tuple[Rows, FloatArray, FloatArray]
"""Of a state: years that have figures; means over spells of them, ``(spell, year)``; and the lower
root of the means' covariance."""

_TINY = 1e-6


@dataclass(frozen=True)
class Errors:
    """Errors of an indicator's figures around a right link.

    Attributes:
        lasting: sd of what stays with a state.
        passing: sd of what passes.
        memory: correlation of what passes from one year to the next.
        measured: sd of measurement, ``(year, state)``; 0 where the data give none.
    """

    lasting: float
    passing: float
    memory: float
    measured: FloatArray

    @property
    def size(self) -> float:
        """Standard deviation of both parts together."""
        return math.hypot(self.lasting, self.passing)

    def larger(self, factor: float) -> Errors:
        """Return the same errors, all of them larger by a factor."""
        parts = self.lasting * factor, self.passing * factor
        return Errors(*parts, self.memory, self.measured * factor)

    def covariance(self, rows: Rows, state: int) -> FloatArray:
        """Return the covariance of a state's figures in some years."""
        apart = np.abs(rows[:, None] - rows[None, :])
        passing = self.passing**2 * self.memory**apart
        found: FloatArray = self.lasting**2 + passing + np.diag(self.measured[rows, state] ** 2)
        return found

    def weighed(self, seen: FloatArray, state: int, spell: int) -> Weighed:
        """Return the years of a state that have figures, the means of them, and their root.

        Args:
            seen: figures, ``(year, state)``.
            spell: years that a mean is taken of, from the first on.
        """
        rows = np.flatnonzero(np.isfinite(seen[:, state]))
        of = rows // spell
        weights = (of[None, :] == np.unique(of)[:, None]).astype(np.float64)
        weights /= np.maximum(weights.sum(axis=1, keepdims=True), 1.0)
        return rows, weights, np.linalg.cholesky(weights @ self.covariance(rows, state) @ weights.T)

    def drawn(self, seen: FloatArray, generator: np.random.Generator) -> FloatArray:
        """Return errors drawn as they are assumed to be, ``(year, state)``; 0 without a figure."""
        found = np.zeros_like(seen)
        for state in range(seen.shape[1]):
            rows = np.flatnonzero(np.isfinite(seen[:, state]))
            if len(rows):
                root = np.linalg.cholesky(self.covariance(rows, state))
                found[rows, state] = root @ generator.normal(size=len(rows))
        return found


def errors(
    seen: FloatArray, measured: FloatArray, left: float, year_effects: bool, settings: Settings
) -> Errors:
    """Return the errors of an indicator.

    What passes is as large as lets it move in a year as much as figures do, less their measurement
    error; it is no smaller than a declared share of what figures differ by. What lasts is the rest
    of what the link leaves of the prior.

    Args:
        seen, measured: figures and their measurement errors, ``(year, state)``.
        left: sd of what the link leaves of the prior, measurement error taken out.
        year_effects: whether what moves a whole year is taken out first.
    """
    there = np.isfinite(seen)
    count = np.maximum(there.sum(axis=1, keepdims=True), 1)
    mean = np.where(there, seen, 0.0).sum(axis=1, keepdims=True) / count
    moves = np.diff(seen - mean if year_effects else seen, axis=0)
    moves = moves[np.isfinite(moves)]
    least = max(settings.floor * float(seen[there].std()), _TINY)
    own = 0.0
    if len(moves):
        own = float((moves**2).mean()) - 2.0 * float((measured[there] ** 2).mean())
    passing = math.sqrt(max(own, 0.0) / (2.0 * (1.0 - settings.memory)))
    passing = max(min(passing, left), least)
    lasting = math.sqrt(max(left**2 - passing**2, 0.0))
    return Errors(lasting, passing, settings.memory, measured)
