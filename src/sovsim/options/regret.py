"""Robust choice: what each policy loses against the best one, point by point of the ranges.

The **regret** of a policy at a point is how much better the best policy there does, by the mean of
the runs at that point (Savage 1951; Lempert and others 2006). It is 0 for the best one and never
negative. Few runs at a point make the best look better than it is; ``mean_checked`` has the best
chosen by one half of the runs and counted by the other half, so that chance does not pay.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sovsim.analysis.interval import mean_estimate
from sovsim.analysis.space import clopper_pearson
from sovsim.analysis.superiority import Share, wilson
from sovsim.arrays import FloatArray
from sovsim.options.values import Grid

HIGH = 0.9
"""The high quantile of regret that is told."""

RESAMPLES = 999
CRITERIA = ("mean", "minimax regret", "high regret", "maximin", "goal")


@dataclass(frozen=True)
class Regret:
    """What a policy loses and where, on one measure; all in its unit.

    Attributes:
        policy: its name.
        mean, mean_low, mean_high: of its regret over the points.
        mean_checked: the same with the best chosen by other runs than those that are counted.
        high, high_low, high_high: quantile `HIGH` of its regret over the points.
        worst, worst_low, worst_high: its largest regret, with the interval of that point's runs.
        worst_point: number of that point.
        best: share of the points at which it does best or ties, ties shared; with its interval.
        within: share of points at which it stays within the smallest difference of the best.
        lowest: its worth where it does worst (more is better), `lowest_point` where that is.
        goal: share of runs that meet the goals; nan where there are none.
        goal_points: share of points at which the mean of the runs does.
    """

    policy: str
    mean: float
    mean_low: float
    mean_high: float
    mean_checked: float
    high: float
    high_low: float
    high_high: float
    worst: float
    worst_low: float
    worst_high: float
    worst_point: int
    best: Share
    within: Share
    lowest: float
    lowest_point: int
    goal: Share
    goal_points: Share


def regrets(worth: FloatArray) -> FloatArray:
    """Return what each policy loses against the best at each point, ``[policy, point]``.

    Args:
        worth: more is better, ``[policy, point]``.
    """
    found: FloatArray = worth.max(axis=0) - worth
    return found


def shares_of_best(worth: FloatArray) -> FloatArray:
    """Return who is best at each point; policies that do equally well share it."""
    top = worth == worth.max(axis=0)
    found: FloatArray = top / top.sum(axis=0)
    return found


def table(grid: Grid, met: FloatArray | None, confidence: float = 0.95) -> list[Regret]:
    """Return the regret of every policy, in their order.

    Args:
        grid: values of the measure.
        met: where runs meet the goals, ``[policy, point, replicate]``; None without goals.
        confidence: of the intervals.
    """
    worth = grid.worth
    lost = regrets(worth)
    best = shares_of_best(worth)
    checked = _checked(grid.worth_of_runs)
    rng = np.random.default_rng(0)
    drawn = rng.integers(lost.shape[1], size=(RESAMPLES, lost.shape[1]))
    found = []
    for place, policy in enumerate(grid.policies):
        own = lost[place]
        mean = mean_estimate(own, confidence)
        worst = int(own.argmax())
        rival = int(worth[:, worst].argmax())
        paired = grid.worth_of_runs[rival, worst] - grid.worth_of_runs[place, worst]
        at_worst = mean_estimate(paired, confidence)
        tail = (1.0 - confidence) / 2.0
        high = np.quantile(own[drawn], HIGH, axis=1)
        close = int((own <= grid.measure.smallest).sum())
        found.append(
            Regret(
                policy=policy,
                mean=mean.mean,
                mean_low=max(0.0, mean.low),
                mean_high=mean.high,
                mean_checked=float(checked[place]),
                high=float(np.quantile(own, HIGH)),
                high_low=float(np.quantile(high, tail)),
                high_high=float(np.quantile(high, 1.0 - tail)),
                worst=float(own[worst]),
                worst_low=at_worst.low,
                worst_high=at_worst.high,
                worst_point=int(grid.points[worst]),
                best=wilson(best[place], confidence),
                within=clopper_pearson(close, len(own), confidence),
                lowest=float(worth[place].min()),
                lowest_point=int(grid.points[int(worth[place].argmin())]),
                goal=_none() if met is None else wilson(met[place].mean(axis=1), confidence),
                goal_points=_none()
                if met is None
                else clopper_pearson(
                    int((met[place].mean(axis=1) >= 0.5).sum()), met.shape[1], confidence
                ),
            )
        )
    return found


def _checked(runs: FloatArray) -> FloatArray:
    """Return mean regret with the best chosen by one half of the runs, counted by the other."""
    count = runs.shape[2]
    if count < 2:
        return np.full(len(runs), math.nan)
    halves = runs[:, :, : count // 2].mean(axis=2), runs[:, :, count // 2 :].mean(axis=2)
    total = np.zeros(len(runs))
    for chooses, counts in (halves, halves[::-1]):
        at = chooses.argmax(axis=0)
        best = np.take_along_axis(counts, at[None, :], axis=0)
        total += (best - counts).mean(axis=1) / 2.0
    return total


def _none() -> Share:
    return Share(math.nan, math.nan, math.nan)


Over = Callable[..., FloatArray]
"""Puts values over points together along an axis."""


def _low_quantile(values: FloatArray, axis: int) -> FloatArray:
    found: FloatArray = np.quantile(values, 1.0 - HIGH, axis=axis)
    return found


@dataclass(frozen=True)
class Choice:
    """What a criterion chooses.

    Attributes:
        criterion: one of `CRITERIA`.
        policies: the choice; several where they tie exactly.
        kept: share of resamples of the points in which the first of them is chosen again.
    """

    criterion: str
    policies: tuple[str, ...]
    kept: float


def choices(grid: Grid, met: FloatArray | None) -> list[Choice]:
    """Return what each criterion chooses, and how often it would with the points drawn again."""
    worth = grid.worth
    rng = np.random.default_rng(1)
    drawn = rng.integers(worth.shape[1], size=(RESAMPLES, worth.shape[1]))
    lost = regrets(worth)
    scores: dict[str, tuple[FloatArray, Over]] = {
        "mean": (worth, np.mean),
        "minimax regret": (-lost, np.min),
        "high regret": (-lost, _low_quantile),
        "maximin": (worth, np.min),
    }
    if met is not None:
        scores["goal"] = (met.mean(axis=2), np.mean)
    found = []
    for criterion, (values, over) in scores.items():
        score = over(values, axis=1)
        chosen = np.flatnonzero(score == score.max())
        again = np.stack([over(row[drawn], axis=1) for row in values])
        top = again == again.max(axis=0)
        kept = float((top / top.sum(axis=0))[chosen].sum(axis=0).mean())
        names = tuple(grid.policies[place] for place in chosen)
        found.append(Choice(criterion, names, kept))
    return found
