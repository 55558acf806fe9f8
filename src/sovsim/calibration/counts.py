"""Counts of events, of runs and of the record in the same way.

What is counted of a run is what a keeper of the record would have counted: state-years of which
the record is not certain are left out, and where its table is not complete, events are thinned by
a share that is drawn for each run, since nobody knows it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from sovsim.arrays import FloatArray
from sovsim.calibration.event_declared import Count, Listed

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Tally:
    """An event up to a cut, as the record has it.

    Attributes:
        count: what is counted.
        years: of the rows.
        happened: 0 or 1, ``(year, state)``; 0 where it is not known.
        known: whether it is known, ``(year, state)``.
    """

    count: Count
    years: tuple[int, ...]
    happened: FloatArray
    known: Mask

    @classmethod
    def of(cls, count: Count, seen: pd.DataFrame, years: Sequence[int]) -> Tally:
        """Return the tally of a panel, years by states."""
        value = seen.reindex(list(years)).to_numpy(np.float64)
        known = np.isfinite(value)
        return cls(count, tuple(years), np.where(known, value, 0.0), known)

    @property
    def names(self) -> tuple[str, ...]:
        """What the numbers of `counted` are."""
        cut, half = len(self.years), len(self.years) // 2
        if not self.count.halves:
            found = [_span(self.years, 0, cut)]
        else:
            found = [_span(self.years, 0, half), _span(self.years, half, cut), "states"]
        return (*found, *(["begun"] if self.count.spells else []))

    @property
    def observed(self) -> FloatArray:
        """What was observed, ``(number,)``."""
        return self.counted(self.happened[None])[0]

    def counted(self, happened: FloatArray) -> FloatArray:
        """Return the counts of runs.

        Args:
            happened: 0 or 1, ``(run, year, state)``, years as the tally's.

        Returns:
            ``(run, number)``, numbers as of `names`.
        """
        held = happened * self.known
        half = len(self.years) // 2
        if self.count.halves:
            first, second = (part.sum(axis=(1, 2)) for part in np.split(held, [half], axis=1))
            found = [first, second, held.any(axis=1).sum(axis=1)]
        else:
            found = [held.sum(axis=(1, 2))]
        if self.count.spells:
            found.append(((held[:, 1:] > 0) & (held[:, :-1] == 0)).sum(axis=(1, 2)))
        return np.stack(found, axis=1).astype(np.float64)

    def thinned(self, happened: FloatArray, generator: np.random.Generator) -> FloatArray:
        """Return runs' events without those that no list would hold, ``(run, year, state)``."""
        if not self.count.listed:
            return happened
        share = np.empty(happened.shape[:2])
        left = np.array(self.years)
        start = 0
        for listed in self.count.listed:
            stop, (low, high) = _stop(left, listed), listed.share
            share[:, start:stop] = generator.uniform(low, high, size=(len(happened), 1))
            start = max(start, stop)
        return happened * (generator.random(happened.shape) < share[:, :, None])


def _stop(years: npt.NDArray[np.int64], listed: Listed) -> int:
    return len(years) if listed.until is None else int((years <= listed.until).sum())


def _span(years: Sequence[int], start: int, stop: int) -> str:
    return f"{years[start]}-{years[stop - 1]}"


def counted(
    tallies: Sequence[Tally], read: Mapping[str, FloatArray], generator: np.random.Generator
) -> FloatArray:
    """Return all counts of runs, ``(run, number)``, thinned as the record is.

    Args:
        read: indicator -> ``(run, year, state)``; years may go on after the tallies'.
    """
    found = []
    for one in tallies:
        happened = read[one.count.indicator][:, : len(one.years)]
        found.append(one.counted(one.thinned(happened, generator)))
    return np.concatenate(found, axis=1)


def observed(tallies: Sequence[Tally]) -> FloatArray:
    """Return all counts of the record, ``(number,)``."""
    return np.concatenate([one.observed for one in tallies])
