"""Draws of the rates of events, run once, and what happened under them up to any cut."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from sovsim.arrays import FloatArray
from sovsim.calibration.counts import Tally, counted, observed
from sovsim.calibration.event_declared import EventRate, declared_events
from sovsim.calibration.forward import readings, years
from sovsim.calibration.nearest import Nearest, nearest
from sovsim.calibration.unknowns import One, drawn
from sovsim.disk.fingerprint import NUMPY
from sovsim.ensemble.batch import Engine
from sovsim.ensemble.stepped import engine_for
from sovsim.observed.catalogue import common
from sovsim.observed.indicator import Indicator
from sovsim.observed.public_record import PublicRecord
from sovsim.observed.record_indicators import RECORD_INDICATORS, shipped_facts
from sovsim.parameters import find
from sovsim.scenario import Scenario
from sovsim.scenario.cut import known_at

FIRST_RUN = 2_000_000
"""Number of the first run: no run that anybody else asks for has the same noise."""

_LEAST_DRAWS = 200
"""However few members there are; as many runs go side by side at least."""


@dataclass(frozen=True)
class Draws:
    """Draws that have run.

    Attributes:
        scenario: as it stood at the last cut.
        seed: of draws and noise.
        points: a row per member, with all that members differ in but rates of events.
        rates: the unknown rates.
        numbers: standard numbers of the draws, ``(draw, rate)``.
        members: number of the member whose point each draw took.
        years: that ran.
        read: indicator -> what happened, ``(draw, year, state)``.
        engine: by which they run.
    """

    scenario: Scenario
    seed: int
    points: pd.DataFrame
    rates: tuple[One, ...]
    numbers: FloatArray
    members: npt.NDArray[np.int64]
    years: tuple[int, ...]
    read: Mapping[str, FloatArray]
    engine: str = NUMPY

    def values(self, numbers: FloatArray) -> pd.DataFrame:
        """Return what standard numbers stand for, ``(draw, rate)``: a column per rate."""
        pairs = zip(self.rates, numbers.T, strict=True)
        return pd.DataFrame({one.name: one.value(column) for one, column in pairs})

    def run(
        self, numbers: FloatArray, members: npt.NDArray[np.int64], first: int
    ) -> Mapping[str, FloatArray]:
        """Return what happens under rates, ``(draw, year, state)`` by indicator.

        Runs go side by side in lots, since memory is short.

        Args:
            numbers: ``(draw, rate)``.
            members: whose points the draws take.
            first: number of the first run.
        """
        indicators = [indicator(one.indicator) for one in declared_events().count]
        own = self.points.iloc[members].reset_index(drop=True)
        whole = pd.concat([own, self.values(numbers)], axis=1)
        lot = max(len(self.points), _LEAST_DRAWS)
        parts = [
            readings(
                self.scenario,
                whole.iloc[at : at + lot],
                indicators,
                self.years[-1],
                self.seed,
                first + at,
                self.engine,
            )
            for at in range(0, len(whole), lot)
        ]
        return {one.name: np.concatenate([part[one.name] for part in parts]) for one in indicators}

    def up_to(self, cut: int, record: PublicRecord | None = None) -> Counted:
        """Return what is counted up to a cut, nothing later looked at."""
        covered = [year for year in self.years if year <= cut]
        known, tallies = shipped_facts(record).until(cut), []
        for count in declared_events().count:
            panel = indicator(count.indicator).seen(known, self.scenario.region.codes)
            if panel is not None:
                tallies.append(Tally.of(count, panel.value, covered))
        generator = np.random.default_rng([self.seed, cut, 6])
        counts = counted(tallies, self.read, generator)
        return Counted(self, cut, tuple(tallies), counts)


@dataclass(frozen=True)
class Counted:
    """What draws and the record count up to a cut.

    Attributes:
        draws: that were counted.
        cut: last year.
        tallies: what the record holds.
        counts: of the draws, ``(draw, number)``.
    """

    draws: Draws
    cut: int
    tallies: tuple[Tally, ...]
    counts: FloatArray

    @property
    def observed(self) -> FloatArray:
        """What the record counts, ``(number,)``."""
        return observed(self.tallies)

    @property
    def names(self) -> list[tuple[str, str]]:
        """Indicator and what is counted of it, of each number."""
        return [(one.count.indicator, name) for one in self.tallies for name in one.names]

    def sought(self, goal: FloatArray) -> Nearest:
        """Return the draws nearest to some counts."""
        settings = declared_events().settings
        numbers = self.draws.numbers
        return nearest(numbers, self.counts, goal, settings.nearest, settings.least)


def draws(
    scenario: Scenario, last: int, points: pd.DataFrame, seed: int, engine: Engine = "auto"
) -> Draws | None:
    """Return draws of rates, run up to a cut.

    None where the scenario begins later, or has a state of which there is no record.

    Args:
        scenario: from whose start they run; events after the year are dropped.
        last: the last year; earlier cuts can be looked at, too (`Draws.up_to`).
        points: a row per member.
        seed: of draws and noise.
        engine: as for `sovsim.ensemble.run.run_ensemble`.
    """
    cut = known_at(scenario, f"{last}Q4")
    covered = tuple(years(cut, last))
    rates = unknown_rates(scenario, points.columns)
    recorded = set(cut.region.codes) <= set(common().folder.states)
    if not (covered and rates and recorded):
        return None
    repeats = max(declared_events().settings.draws, math.ceil(_LEAST_DRAWS / len(points)))
    members = np.tile(np.arange(len(points)), repeats)
    numbers = drawn(len(rates), len(members), [seed, 5]).T
    by = engine_for(cut, len(members), engine)
    made = Draws(cut, seed, points, rates, numbers, members, covered, {}, by)
    return replace(made, read=made.run(numbers, members, FIRST_RUN))


def unknown_rates(scenario: Scenario, taken: Iterable[object] = ()) -> tuple[One, ...]:
    """Return the rates that neither a scenario nor a posterior sets."""
    own = {*scenario.parameters, *taken}
    return tuple(rate(declared) for declared in declared_events().rate if declared.name not in own)


def rate(declared: EventRate) -> One:
    """Return a rate as it is before any fit, and before anybody looked at counts."""
    found = find(declared.name)
    share = (found.before_fit - found.low) / (found.high - found.low)
    if declared.counts_in_view:
        share = 0.5
    middle = math.log(share / (1.0 - share))
    return One(declared.name, "rate", -1, middle, 1.0, found.low, found.high)


def indicator(name: str) -> Indicator:
    """Return a measurement model of the record by name."""
    return next(one for one in RECORD_INDICATORS if one.name == name)
