"""How many points and replicates an experiment needs, from a pilot.

What a prediction's paired difference varies by has two parts: **between points**, what the sampled
ranges make of it, and **within a point**, chance. With *P* points of *R* runs the variance of the
average is ``(between + within / R) / P``. Two things are asked of a design:

* the average: an effect of nothing is shown to be the same, and one of twice the smallest effect
  that matters to be higher or lower, each with the power wanted; both lie one smallest effect from
  the nearest bound. The level is that of the first step of Holm over all predictions;
* the share: the half-width of its interval is at most so much. Chance blurs the points, which
  costs as many more as their variance is more than what the ranges make of it;
* of a contest whose sides have a weight each: a lead where both mechanisms work
  (`sovsim.experiment.corners.points_for_lead`).

Where a share asks for more than `MOST` points it is out of reach, mostly since nearly all is chance
and the average lies near a bound.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import pandas as pd

from sovsim.experiment import corners
from sovsim.experiment.deciding import Deciding
from sovsim.experiment.finished import Finished
from sovsim.experiment.model import ExperimentData
from sovsim.experiment.need import HALF_WIDTH, POWER, Need, below, normal
from sovsim.experiment.shares import Points, point_means

MOST = 4096
REPLICATES = (2, 3, 4, 6, 8)
"""Runs at a point that are tried; one run would not tell chance from ranges."""

STEPS = (64, 128, 256, 512, 1024, 2048)
"""Points of smaller designs that are told beside the recommended one."""

PILOT_POINTS, PILOT_REPLICATES = 32, 2


@dataclass(frozen=True)
class Design:
    """A design: points, runs at each, and what it costs.

    Attributes:
        points, replicates: see above.
        runs: over all arms.
        seconds: on one process; nan where nothing was timed.
        missing: predictions whose share or average it does not settle, in words.
    """

    points: int
    replicates: int
    runs: int
    seconds: float
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Power:
    """What each prediction asks for, and the cheapest design that gives it.

    Attributes:
        name: of the experiment.
        needs: in the order of its predictions.
        design: recommended; `now` is the experiment's own.
        level: of a single test; `confidence` that of the shares.
        pilot: runs of each arm and points from which it was worked out.
        lead: points at which a lead where both mechanisms work is told; 0 where there is none.
    """

    name: str
    needs: tuple[Need, ...]
    design: Design
    now: Design
    level: float
    confidence: float
    pilot: tuple[int, int]
    lead: int = 0

    def rows(self) -> list[dict[str, object]]:
        """Return a row per prediction, for the screen."""
        chosen = self.design.replicates
        return [
            {
                "side": f"{need.side} (check)" if need.check else need.side,
                "prediction": f"{need.metric}, {need.arms}",
                "matters": need.smallest,
                "sd points": need.between,
                "sd runs": need.within,
                "power": f"{need.power_now:.0%}",
                "average": _points(need.for_average(chosen, self.level)),
                "share": _points(need.for_share(chosen, self.confidence)),
            }
            for need in self.needs
        ]

    def words(self) -> list[str]:
        """Return the recommendation in sentences."""
        found, time = self.design, ""
        if not math.isnan(found.seconds):
            time = f", about {_duration(found.seconds)} on one process"
        told = [
            "Matters: the smallest effect that does. sd: of the difference, between points of the "
            "ranges and of single runs at one. Power: of the average with the design as it is. "
            "Average, share: points that each asks for.",
            f"Recommended: {found.points} points of {found.replicates} replicates, {found.runs} "
            f"runs over all arms{time}; the design has {self.now.points} of "
            f"{self.now.replicates}, {self.now.runs} runs.",
            f"It tells every average with power {POWER:.0%} (a level of {self.level:.2g} each) and "
            f"every share within {HALF_WIDTH:.0%}, from a pilot of {self.pilot[0]} runs of each "
            f"arm at {self.pilot[1]} points.",
        ]
        if self.lead:
            told.append(
                f"Where both mechanisms work, a lead of {corners.LEAD:.0%} of the ranges is told "
                f"with that power at {self.lead} points."
            )
        told.append(f"Less would do less: {'; '.join(self._steps())}.")
        if found.missing:
            told.append(f"Out of reach with {MOST} points: {'; '.join(found.missing)}.")
        return told

    def _steps(self) -> Iterator[str]:
        """Yield what smaller designs settle of the predictions that count."""
        counted, count = [need for need in self.needs if not need.check], self.design.replicates
        per_run = self.design.seconds / self.design.runs
        per_point = self.design.runs / self.design.points
        for points in STEPS:
            if points >= self.design.points:
                return
            averages = sum(need.for_average(count, self.level) <= points for need in counted)
            shares = sum(need.for_share(count, self.confidence) <= points for need in counted)
            time = points * per_point * per_run
            cost = "" if math.isnan(time) else f" in {_duration(time)}"
            yield (
                f"{points} points of {count}{cost}: {averages} averages and {shares} shares of "
                f"{len(counted)}"
            )


def pilot_of(experiment: ExperimentData) -> ExperimentData:
    """Return the experiment with the small design of a pilot."""
    design = experiment.design
    few = {
        "points": min(design.points, PILOT_POINTS),
        "replicates": PILOT_REPLICATES,
        "precision": None,
    }
    return replace(experiment, design=design.model_copy(update=few))


def power(experiment: ExperimentData, pilot: Finished, seconds: float = math.nan) -> Power:
    """Return what the predictions of an experiment ask for.

    Args:
        experiment: with its own design.
        pilot: its runs, or some of them; two at a point at least.
        seconds: for one run of one arm.

    Raises:
        ValueError: nothing was sampled, or no point has two runs.
    """
    if not pilot.verdict.points:
        raise ValueError(f"{experiment.name} samples nothing: there are no points to count")
    points = point_means(pilot.table, experiment.predictions)
    per_point = pilot.verdict.runs / pilot.verdict.points
    if math.isnan(float(points.chance.mean())):
        raise ValueError("the pilot has one run at each point; two tell chance from ranges")
    confidence = experiment.design.confidence
    level = (1.0 - confidence) / len(experiment.predictions)
    shares = pilot.verdict.predictions
    needs = tuple(
        _need(experiment, number, points, per_point, shares, level)
        for number in range(len(experiment.predictions))
    )
    arms, design = len(experiment.arms), experiment.design
    now = Design(
        design.points,
        design.replicates,
        design.points * design.replicates * arms,
        design.points * design.replicates * arms * seconds,
        (),
    )
    sized = (pilot.verdict.runs, pilot.verdict.points)
    mirrored = Deciding.of(experiment.document.uncertainty).mirrored
    lead = corners.points_for_lead(confidence, POWER) if mirrored else 0
    best = _cheapest(needs, arms, seconds, level, confidence, max(2, lead))
    return Power(experiment.name, needs, best, now, level, confidence, sized, lead)


def _need(
    experiment: ExperimentData,
    number: int,
    points: Points,
    per_point: float,
    shares: pd.DataFrame,
    level: float,
) -> Need:
    entry, row = experiment.predictions[number], shares.iloc[number]
    chance = float(points.chance[number].mean())
    between = max(0.0, float(points.means[number].var(ddof=1)) - chance)
    need = Need(
        side=entry.side,
        metric=entry.metric,
        arms=" / ".join(entry.arms),
        smallest=entry.smallest,
        check=entry.check,
        between=math.sqrt(between),
        within=math.sqrt(chance * per_point),
        share=min(max(0.5, float(row["held_low"])), float(row["held_high"])),
        power_now=0.0,
    )
    design = experiment.design
    error = math.sqrt(need.variance(design.replicates) / design.points)
    far = math.inf if error == 0.0 else entry.smallest / error
    told = 2.0 * below(far - normal(1.0 - level / 2.0)) - 1.0
    return replace(need, power_now=max(0.0, told))


def _cheapest(
    needs: Iterable[Need],
    arms: int,
    seconds: float,
    level: float,
    confidence: float,
    fewest: int,
) -> Design:
    """Return the design of fewest runs; what would need too many points is named and left out."""
    found: list[Design] = []
    counted = [need for need in needs if not need.check]
    for replicates in REPLICATES:
        points, missing = fewest, []
        for need in counted:
            for what, wanted in (
                ("average", need.for_average(replicates, level)),
                ("share", need.for_share(replicates, confidence)),
            ):
                if wanted > MOST:
                    missing.append(f"the {what} of side {need.side}, {need.metric}, {need.arms}")
                else:
                    points = max(points, wanted)
        whole = 2 ** math.ceil(math.log2(points))
        runs = whole * replicates * arms
        found.append(Design(whole, replicates, runs, runs * seconds, tuple(missing)))
    return min(found, key=lambda design: (len(design.missing), design.runs))


def _points(number: int) -> str:
    return f"over {MOST}" if number > MOST else str(number)


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} seconds"
    return f"{seconds / 60:.0f} minutes" if seconds < 5400 else f"{seconds / 3600:.1f} hours"
