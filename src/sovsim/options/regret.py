"""Robust choice: what each policy loses against the best one, point by point of the ranges.

The **regret** of a policy at a point is how much better the best policy there does, by the mean of
the runs at that point (Savage 1951; Lempert and others 2006). It is 0 for the best one and never
negative. Few runs at a point make the best look better than it is; ``mean_checked`` has the best
chosen by one half of the runs and counted by the other half, so that chance does not pay.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
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

MOST_RUNS = 0.5
"""Share of a point's runs that have to meet the goals for the point to count."""

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


def table(grid: Grid, confidence: float = 0.95) -> list[Regret]:
    """Return the regret of every policy, in their order.

    Args:
        grid: values of the measure.
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


Over = Callable[..., FloatArray]
"""Puts values over points together along an axis."""


def _low_quantile(values: FloatArray, axis: int) -> FloatArray:
    found: FloatArray = np.quantile(values, 1.0 - HIGH, axis=axis)
    return found


@dataclass(frozen=True)
class Choice:
    """What a way of choosing picks.

    Attributes:
        criterion: one of `CRITERIA`.
        best: its pick; the first in the file where several tie.
        close: policies that do as well for all that matters, `best` included, in the file's order.
        kept: policy -> share of resamples of the points in which it does so again.
    """

    criterion: str
    best: str
    close: tuple[str, ...]
    kept: Mapping[str, float]


def choices(grid: Grid) -> tuple[Choice, ...]:
    """Return what each way of choosing picks, and how often it would with the points redrawn."""
    worth = grid.worth
    lost = regrets(worth)
    scores: dict[str, tuple[FloatArray, Over]] = {
        "mean": (worth, np.mean),
        "minimax regret": (-lost, np.min),
        "high regret": (-lost, _low_quantile),
        "maximin": (worth, np.min),
    }
    return tuple(
        _choice(criterion, values, over, grid.policies, grid.measure.smallest)
        for criterion, (values, over) in scores.items()
    )


def goals(policies: Sequence[str], met: FloatArray, confidence: float = 0.95) -> Goals:
    """Return how often each policy meets the goals.

    Args:
        met: where runs meet them all, ``[policy, point, replicate]`` as 0 or 1.
    """
    shares = met.mean(axis=2)
    return Goals(
        runs={name: wilson(row, confidence) for name, row in zip(policies, shares, strict=True)},
        worlds={
            name: clopper_pearson(int((row >= MOST_RUNS).sum()), len(row), confidence)
            for name, row in zip(policies, shares, strict=True)
        },
        choice=_choice("goal", shares, np.mean, policies, 0.0),
    )


@dataclass(frozen=True)
class Goals:
    """How often policies meet all goals of the file at once.

    Attributes:
        runs: policy -> share of runs, with the points as units.
        worlds: policy -> share of points at which at least half of the runs do.
        choice: the policy that does so in most runs.
    """

    runs: Mapping[str, Share]
    worlds: Mapping[str, Share]
    choice: Choice


def _choice(
    criterion: str, values: FloatArray, over: Over, policies: Sequence[str], smallest: float
) -> Choice:
    rng = np.random.default_rng(1)
    drawn = rng.integers(values.shape[1], size=(RESAMPLES, values.shape[1]))
    score = over(values, axis=1)
    close = np.flatnonzero(score >= score.max() - smallest)
    again = np.stack([over(row[drawn], axis=1) for row in values])
    kept = (again >= again.max(axis=0) - smallest).mean(axis=1)
    return Choice(
        criterion,
        policies[int(score.argmax())],
        tuple(policies[int(place)] for place in close),
        {name: float(share) for name, share in zip(policies, kept, strict=True)},
    )
