"""Which parameters move what is observed: how the rates of a calibration were chosen.

Every parameter that can be moved is drawn over its range, all at once; many runs are made, each on
noise of its own. The share of the variance of a reading between runs that goes with a parameter is
its squared correlation, less what chance gives.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from sovsim import given
from sovsim.arrays import FloatArray
from sovsim.calibration.figures import GROUPS
from sovsim.calibration.forward import readings, years
from sovsim.calibration.problem import CalibrationError
from sovsim.calibration.unknowns import One, drawn, rate
from sovsim.ensemble.batch import Engine
from sovsim.ensemble.stepped import engine_for
from sovsim.observed.indicator import Indicator
from sovsim.observed.indicators import INDICATORS
from sovsim.parameters import registry
from sovsim.scenario import Scenario
from sovsim.scenario.cut import known_at

_FIRST_RUN = 2_000_000
_BLOCK = 200
_EVERY = 4
"""Years between those that are looked at."""
_SPREAD = 0.7
"""Of the draws, on the logistic scale of the range."""


def screen(
    scenario: Scenario,
    until: int,
    runs: int,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
    engine: Engine = "auto",
) -> pd.DataFrame:
    """Return a row per parameter and a column per indicator: shares of variance, largest first.

    Means over states and every fourth year. ``total`` is their sum; indicators that read the same
    of the model count once.

    Args:
        until: last year of the runs.
        runs: how many; a share below about 2 / runs is chance.
        engine: as for `sovsim.ensemble.run.run_ensemble`.
    """
    runs = given.whole("runs", runs, _BLOCK, error=CalibrationError)
    cut = known_at(scenario, f"{until}Q4")
    by = engine_for(cut, runs, engine)
    movable = [rate(name) for name in registry() if _movable(name, scenario)]
    numbers = _SPREAD * drawn(len(movable), runs, [seed, until, 5])
    read: dict[object, Indicator] = {}
    for one in INDICATORS:
        if one.group in GROUPS and one.role == "scored":
            read.setdefault(one.reading, one)
    indicators = list(read.values())
    looked = range(_EVERY, len(years(cut, until)), _EVERY)
    found: dict[str, list[FloatArray]] = {one.name: [] for one in indicators}
    for first in range(0, runs, _BLOCK):
        block = numbers[:, first : first + _BLOCK]
        points = pd.DataFrame(_values(movable, block))
        told = readings(cut, points, indicators, until, seed, _FIRST_RUN + first, by)
        for name, reading in told.items():
            found[name].append(reading[:, looked])
        if progress is not None:
            progress(first + block.shape[1], runs)
    shares = {name: _shares(numbers, np.concatenate(blocks)) for name, blocks in found.items()}
    table = pd.DataFrame({"parameter": [one.name for one in movable], **shares})
    table["total"] = table[list(shares)].sum(axis=1)
    return table.sort_values("total", ascending=False, kind="stable").reset_index(drop=True)


def _movable(name: str, scenario: Scenario) -> bool:
    declared = registry()[name]
    return name not in scenario.parameters and declared.low < declared.before_fit < declared.high


def _values(movable: list[One], numbers: FloatArray) -> dict[str, FloatArray]:
    return {one.name: one.value(row) for one, row in zip(movable, numbers, strict=True)}


def _shares(numbers: FloatArray, reading: FloatArray) -> FloatArray:
    """Return squared correlations of ``(parameter, run)`` with ``(run, year, state)``, in means."""
    x = (numbers - numbers.mean(axis=1, keepdims=True)) / numbers.std(axis=1, keepdims=True)
    y = reading.reshape(len(reading), -1)
    y = y - y.mean(axis=0)
    spread = y.std(axis=0)
    y = y[:, spread > 0] / spread[spread > 0]
    if not y.shape[1]:
        return np.zeros(len(x))
    correlation = x @ y / len(y)
    shares: FloatArray = (correlation**2).mean(axis=1) - 1.0 / len(y)
    return shares
