"""What indicators read of a run, year by year: quarters put together as each indicator says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from sovsim.arrays import FloatArray
from sovsim.observed.indicator import Indicator
from sovsim.world import World


class Course:
    """Readings of a simulation as it goes on; only years are kept.

    Args:
        indicators: what is read.
        states: codes, in the order in which the world holds them.
    """

    def __init__(self, indicators: Iterable[Indicator], states: Sequence[str]) -> None:
        self._indicators = tuple(indicators)
        self._states = list(states)
        self._years: dict[str, dict[int, FloatArray]] = {one.name: {} for one in self._indicators}
        self._before: dict[str, FloatArray] = {}

    def take(self, world: World, quarter: int) -> None:
        """Read the world at the end of a quarter, a running number as of `sovsim.quarters`."""
        year = quarter // 4
        shared: dict[object, FloatArray] = {}
        for one in self._indicators:
            if one.reading not in shared:
                shared[one.reading] = np.array(one.reading(world), dtype=np.float64)
            now, kept = shared[one.reading], self._years[one.name]
            if one.over == "onset":
                before = self._before.get(one.name, now)
                self._before[one.name] = now
                now = ((now > 0) & (before == 0)).astype(np.float64)
            kept[year] = (
                now if one.over == "end" or year not in kept else np.maximum(kept[year], now)
            )

    def parted(self) -> Course:
        """Return a course that has read the same and goes on by itself."""
        other = Course(self._indicators, self._states)
        other._years = {name: dict(kept) for name, kept in self._years.items()}
        other._before = dict(self._before)
        return other

    def years(self, name: str) -> list[int]:
        """Return the years read so far."""
        return list(self._years[name])

    def runs(self, name: str) -> FloatArray:
        """Return the reading of an indicator, shape ``(year, run, state)``."""
        return np.stack(list(self._years[name].values()))

    def mean(self, name: str) -> pd.DataFrame:
        """Return the mean over runs, years by states."""
        means = {year: values.mean(axis=0) for year, values in self._years[name].items()}
        return pd.DataFrame.from_dict(means, orient="index", columns=self._states)
