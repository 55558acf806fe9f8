"""What a calibration is about: unknowns, figures, and what members say of the figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from sovsim import quarters
from sovsim.arrays import FloatArray
from sovsim.calibration.declared import unknown
from sovsim.calibration.figures import Figures, chosen, figures
from sovsim.calibration.forward import readings, years
from sovsim.calibration.unknowns import Unknowns, drawn, unknowns
from sovsim.disk.fingerprint import NUMPY
from sovsim.ensemble.batch import Engine
from sovsim.ensemble.stepped import engine_for
from sovsim.observed.folder import Observed
from sovsim.observed.indicator import Indicator
from sovsim.observed.panel import Panel
from sovsim.scenario import Scenario
from sovsim.scenario.cut import known_at

FIRST_RUN = 1_000_000
"""Number of the first member's run: no run that anybody else asks for has the same noise."""


class CalibrationError(ValueError):
    """A calibration that cannot be made of what was given; the message is a line or two."""


_OFTEN = 5
"""How often members run, by the steps of a smoother; the engine is chosen by it."""


@dataclass(frozen=True)
class Problem:
    """A calibration, set up.

    Attributes:
        scenario: as it stood at the cut.
        until: the cut, a year.
        unknowns: of the scenario; links come after them among the numbers, two an indicator.
        figures: by indicator.
        prior: standard numbers before any data, ``(unknown, member)``.
        before: what indicators read of the prior, ``(member, year, state)``.
        seed: of noise and draws.
        left_out: indicators of which there is too little before the cut.
        engine: by which members run.
    """

    scenario: Scenario
    until: int
    unknowns: Unknowns
    figures: tuple[Figures, ...]
    prior: FloatArray
    before: Mapping[str, FloatArray]
    seed: int
    left_out: tuple[str, ...]
    engine: str = NUMPY

    @property
    def members(self) -> int:
        """How many members there are."""
        return int(self.prior.shape[1])

    @property
    def owner(self) -> npt.NDArray[np.int64]:
        """State whose figures a number learns from; -1 for all."""
        return np.append(self.unknowns.states, np.full(2 * len(self.figures), -1)).astype(np.int64)

    @property
    def of_state(self) -> npt.NDArray[np.int64]:
        """State of each figure."""
        return np.concatenate([one.states for one in self.figures])

    @property
    def of_indicator(self) -> npt.NDArray[np.int64]:
        """Number of the indicator of each figure."""
        return np.repeat(np.arange(len(self.figures)), [one.size for one in self.figures])

    @property
    def observed(self) -> FloatArray:
        """What was observed, divided by the root of its errors."""
        return np.concatenate([one.even(one.seen) for one in self.figures])

    def points(self, numbers: FloatArray, step: int) -> pd.DataFrame:
        """Return what the numbers stand for, links left out: a row per member."""
        rows = numbers[: len(self.unknowns)]
        return self.unknowns.points(rows, self.scenario, self.seed, self._first(step))

    def said(self, numbers: FloatArray, step: int) -> FloatArray:
        """Return what members say of the figures, ``(figure, member)``, errors divided out.

        Args:
            step: number of the step; each has noise of its own.
        """
        return self.through(numbers, self.read(numbers, step))

    def read(self, numbers: FloatArray, step: int) -> Mapping[str, FloatArray]:
        """Return what indicators read of the members of a step, ``(member, year, state)``."""
        if step == 0 and numbers is self.prior:
            return self.before
        indicators = [one.indicator for one in self.figures]
        points = self.points(numbers, step)
        how = self.until, self.seed, self._first(step), self.engine
        return readings(self.scenario, points, indicators, *how)

    def through(self, numbers: FloatArray, read: Mapping[str, FloatArray]) -> FloatArray:
        """Return readings taken through each member's links, errors divided out."""
        links = numbers[len(self.unknowns) :].reshape(len(self.figures), 2, -1)
        return np.concatenate(
            [
                one.even(one.predicted(read[one.indicator.name], link))
                for one, link in zip(self.figures, links, strict=True)
            ]
        )

    def _first(self, step: int) -> int:
        return FIRST_RUN + step * self.members


def problem(
    scenario: Scenario,
    observed: Observed,
    until: int,
    members: int,
    seed: int,
    only_shipping: bool = False,
    engine: Engine = "auto",
) -> Problem:
    """Return a calibration, set up: the prior is drawn and run once.

    Args:
        observed: whatever it holds, nothing later than `until` is looked at.
        only_shipping: leave out series of which nothing derived may ship.
        engine: as for `sovsim.ensemble.run.run_ensemble`.

    Raises:
        CalibrationError: the year is not after the start, or the data up to it fit no link.
    """
    declared = unknown()
    known = observed.until(until)
    cut = known_at(scenario, f"{until}Q4")
    covered = years(cut, until)
    if not covered:
        raise CalibrationError(
            f"until {until}: {scenario.name} begins in {scenario.start}, later than that"
        )
    last = quarters.parse(scenario.end) // 4
    if until > last:
        raise CalibrationError(f"until {until}: {scenario.name} ends in {scenario.end}")
    indicators = chosen(known, until, only_shipping)
    found = unknowns(cut, declared)
    prior = drawn(len(found), members, [seed, until])
    points = found.points(prior, cut, seed, FIRST_RUN)
    by = engine_for(cut, _OFTEN * members, engine)
    before = readings(cut, points, indicators, until, seed, FIRST_RUN, by)
    kept = _figures(indicators, known, before, cut, until)
    if not kept:
        raise CalibrationError(
            f"{observed.folder}: nothing to fit to: no indicator has enough figures of this region"
            f"\n  between {covered[0]} and {until}; `sovsim observed DIR` says what is there"
        )
    links = drawn(2 * len(kept), members, [seed, until, 1])
    names = {one.indicator.name for one in kept}
    left_out = tuple(one.name for one in indicators if one.name not in names)
    whole = np.concatenate([prior, links])
    return Problem(cut, until, found, tuple(kept), whole, before, seed, left_out, by)


def relabelled(asked: Problem, observed: Observed, order: Sequence[str]) -> Problem:
    """Return the same calibration with the labels of states changed in the data.

    Args:
        order: codes; the figures of the first are taken for those of the region's first, and so on.
    """
    known = observed.until(asked.until)
    indicators = [one.indicator for one in asked.figures]
    made = _figures(indicators, known, asked.before, asked.scenario, asked.until, order)
    return replace(asked, figures=tuple(made))


def _figures(
    indicators: Sequence[Indicator],
    known: Observed,
    before: Mapping[str, FloatArray],
    cut: Scenario,
    until: int,
    order: Sequence[str] = (),
) -> list[Figures]:
    """Return the figures of every indicator that has enough of them."""
    states, covered = list(cut.region.codes), years(cut, until)
    kept = []
    for one in indicators:
        panel = one.seen(known, list(order) or states)
        if panel is None:
            continue
        if order:
            panel = Panel(
                *(each.set_axis(states, axis=1) for each in (panel.value, panel.error, panel.weak))
            )
        mean = pd.DataFrame(before[one.name].mean(axis=0), covered, states)
        made = figures(one, panel, mean, until, unknown().settings)
        if made is not None:
            kept.append(made)
    return kept
