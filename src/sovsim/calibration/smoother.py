"""The smoother: an ensemble is moved toward what was observed, in several steps (ES-MDA).

In each step the same figures are taken in with their errors made larger, so that all steps
together count them once (Emerick and Reynolds 2013, Computers & Geosciences 55:3-15). Start values
and cores of a state learn from that state's figures alone; what all states share, rates and links,
learns from all, and only from those figures with which it goes together more than two hundred
members would by chance (Vossepoel, Evensen and van Leeuwen 2025, Monthly Weather Review).
"""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt

from sovsim.arrays import FloatArray
from sovsim.calibration.problem import CalibrationError, Problem

EXTRA = "calibrate"
_LEAST = 1e-6


@dataclass(frozen=True)
class Smoothed:
    """What the smoother made of an ensemble.

    Attributes:
        numbers: standard numbers after all steps, ``(unknown, member)``.
        said: what members said of the figures before each step and after the last,
            ``(figure, member)`` each.
    """

    numbers: FloatArray
    said: tuple[FloatArray, ...]


def library() -> ModuleType:
    """Return the library of the extra ``calibrate`` (GPL-3, optional, imported here only).

    Raises:
        CalibrationError: it is not installed.
    """
    try:
        import iterative_ensemble_smoother
    except ImportError:
        raise CalibrationError(
            "calibration needs iterative_ensemble_smoother: pip install 'sovsim[calibrate]'"
        ) from None
    found: ModuleType = iterative_ensemble_smoother
    return found


@dataclass(frozen=True)
class _Learner:
    """Numbers that learn from the same figures."""

    rows: npt.NDArray[np.int64]
    seen: npt.NDArray[np.bool_]
    smoother: Any
    adaptive: bool

    def learn(self, numbers: FloatArray, said: FloatArray) -> FloatArray:
        """Return the numbers after a step."""
        self.smoother.prepare_assimilation(Y=said[self.seen])
        more: dict[str, Any] = {"n_jobs": 1} if self.adaptive else {}
        with np.errstate(divide="ignore", invalid="ignore"):
            found: FloatArray = self.smoother.assimilate_batch(X=numbers[self.rows], **more)
        return found


def smoothed(problem: Problem, steps: int, progress: Any = None) -> Smoothed:
    """Return the ensemble after all steps; members of each step run on noise of their own.

    Args:
        progress: told after every step.
    """
    learners = _learners(problem, steps)
    numbers, said = problem.prior, []
    for step in range(steps):
        predicted = problem.said(numbers, step)
        said.append(predicted)
        numbers = numbers.copy()
        # What does not differ between members teaches nothing; it is kept from a division by 0.
        jitter = np.random.default_rng([problem.seed, step, 2]).normal(size=predicted.shape)
        predicted = predicted + _LEAST * jitter
        for one in learners:
            numbers[one.rows] = one.learn(numbers, predicted)
        if progress is not None:
            progress(step + 1, steps + 1)
    said.append(problem.said(numbers, steps))
    if progress is not None:
        progress(steps + 1, steps + 1)
    return Smoothed(numbers, tuple(said))


def _learners(problem: Problem, steps: int) -> list[_Learner]:
    ies, observed = library(), problem.observed
    owner, of_state = problem.owner, problem.of_state
    found = []
    for state in sorted(set(owner.tolist())):
        seen = np.ones(len(observed), dtype=np.bool_) if state < 0 else of_state == state
        if not seen.any():
            continue
        adaptive = state < 0
        kind = ies.AdaptiveESMDA if adaptive else ies.ESMDA
        smoother = kind(
            covariance=np.ones(int(seen.sum())),
            observations=observed[seen],
            alpha=steps,
            seed=np.random.default_rng([problem.seed, problem.until, state + 1]),
        )
        found.append(_Learner(np.flatnonzero(owner == state), seen, smoother, adaptive))
    return found
