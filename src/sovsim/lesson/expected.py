"""What the model gives for a lesson's predictions, computed anew by the ordinary ensembles."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.lesson.load import Lesson
from sovsim.lesson.outcome import SEED, shares, values


@dataclass(frozen=True)
class Expected:
    """What came out for one prediction.

    Attributes:
        step: place of the step among all of the lesson, from 1.
        title, question: of the step.
        options: its answers, from the lowest value to the highest.
        shares: share of the runs that belongs to each option.
        written: the shares that the file has; empty where it has none.
        values: the value of every run, shape ``(run,)``.
        seed: of the noise.
    """

    step: int
    title: str
    question: str
    options: tuple[str, ...]
    shares: tuple[float, ...]
    written: tuple[float, ...]
    values: FloatArray
    seed: int

    @property
    def off(self) -> float:
        """By how much a share differs most from the one that the file has; 0 where it has none."""
        pairs = zip(self.shares, self.written, strict=False)
        return max((abs(one - other) for one, other in pairs), default=0.0)

    @property
    def median(self) -> float:
        """The value in the middle of the runs."""
        return float(np.nanmedian(self.values))

    @property
    def band(self) -> tuple[float, float]:
        """Bounds of the middle eight tenths of the runs."""
        low, high = np.nanquantile(self.values, (0.1, 0.9))
        return float(low), float(high)


def expected(lesson: Lesson, runs: int | None = None, seed: int = SEED) -> tuple[Expected, ...]:
    """Return what the model gives for every prediction of a lesson.

    Args:
        runs: of each scenario, where it is not to be each outcome's own number.
        seed: of the noise; the files hold what seed 0 gave.

    Raises:
        EngineMissing, RunsMissing, WorkersLost: as for `sovsim.ensemble.run.run_arms`.
    """
    found = []
    for number, step in lesson.predictions:
        outcome = step.outcome
        assert outcome is not None
        assert step.question is not None
        taken = values(outcome, lesson.scenarios, runs, seed)
        found.append(
            Expected(
                number + 1,
                step.title,
                step.question,
                tuple(step.options),
                shares(taken, outcome.cuts),
                tuple(outcome.expected),
                taken,
                seed,
            )
        )
    return tuple(found)
