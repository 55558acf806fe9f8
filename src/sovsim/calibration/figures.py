"""What was observed up to a cut, as numbers that members of an ensemble are held against.

Means are taken over spells of years (`sovsim.calibration.errors` has their errors). Figures and
predictions are divided by the root of that covariance, so that all are of one kind.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.linalg import solve_triangular

from sovsim.arrays import FloatArray
from sovsim.calibration.declared import Settings
from sovsim.calibration.errors import Errors, Weighed, errors
from sovsim.observed.fitting import NothingToFit, fit
from sovsim.observed.folder import Observed
from sovsim.observed.indicator import Indicator
from sovsim.observed.indicators import INDICATORS
from sovsim.observed.panel import Panel

GROUPS = ("alignment", "dependence", "regime")
"""Groups whose figures run along a scale; what happens or not is fitted by another method."""

LAST_VINTAGE = 2012
"""Up to this cut the ideal points as estimated in 2012 go before those of 2025, which carry a
trace of later votes (so do they, of votes up to 2012)."""
_VINTAGE = "ideal point, 2012 vintage"
_LATER = "ideal point"
_TWICE = "distance to Russia"
"""Worked out from the ideal points: to look at both would count the same estimates twice. Where
the hegemon stands is learnt from agreement with it."""


@dataclass(frozen=True)
class Figures:
    """An indicator before a cut, with a link that is not sure yet.

    Attributes:
        indicator: which.
        years: of the rows.
        seen: figures, ``(year, state)``; nan where there is none.
        errors: of the figures around a right link.
        middle, width: of the model's reading over all figures, by which it is centred and scaled.
        level, slope: prior of the link on its inner scale, of a centred and scaled reading.
        doubt, slope_doubt: prior sd of the level, and of the logarithm of the slope.
        roots: by state, years that have figures and the root of their covariance.
    """

    indicator: Indicator
    years: tuple[int, ...]
    seen: FloatArray
    errors: Errors
    middle: float
    width: float
    level: float
    slope: float
    doubt: float
    slope_doubt: float
    roots: tuple[Weighed, ...]

    @property
    def size(self) -> int:
        """How many numbers there are."""
        return sum(len(weights) for _, weights, _ in self.roots)

    @property
    def states(self) -> npt.NDArray[np.int64]:
        """Number of the state of each figure, in the order of `even`."""
        sizes = [len(weights) for _, weights, _ in self.roots]
        return np.repeat(np.arange(len(sizes)), sizes)

    def predicted(self, reading: FloatArray, links: FloatArray) -> FloatArray:
        """Return what should be observed, ``(member, year, state)``.

        Args:
            reading: of the model, ``(member, year, state)``.
            links: standard numbers of level and slope, ``(2, member)``.
        """
        level = self.level + self.doubt * links[0]
        slope = self.slope * np.exp(self.slope_doubt * links[1])
        inner = level[:, None, None] + slope[:, None, None] * (reading - self.middle) / self.width
        return self.indicator.link.value(inner)

    def even(self, values: FloatArray) -> FloatArray:
        """Return values of ``(..., year, state)`` with errors divided out, ``(figure, ...)``.

        Where a whole year moves together, what is left of each year's mean is looked at.
        """
        if self.indicator.year_effects:
            there = np.isfinite(self.seen)
            count = np.maximum(there.sum(axis=1), 1)
            mean = np.where(there, values, 0.0).sum(axis=-1) / count
            values = values - mean[..., None]
        parts = [
            solve_triangular(
                root,
                weights @ np.moveaxis(values[..., rows, state], -1, 0).reshape(len(rows), -1),
                lower=True,
            )
            for state, (rows, weights, root) in enumerate(self.roots)
            if len(rows)
        ]
        return np.concatenate(parts).reshape((-1, *values.shape[:-2]))

    def as_sure_as(self, reading: FloatArray, spell: int) -> Figures:
        """Return the same with errors enlarged where the prior is farther off than they allow.

        What start values and rates cannot mend is no reason to move them all the more (ours).
        """
        said = self.predicted(reading[None], np.zeros((2, 1)))
        off = float(np.sqrt(((self.even(said)[:, 0] - self.even(self.seen)) ** 2).mean()))
        larger = self.errors.larger(max(off, 1.0))
        states = range(self.seen.shape[1])
        roots = tuple(larger.weighed(self.seen, state, spell) for state in states)
        return replace(self, errors=larger, roots=roots)

    def with_values(self, values: FloatArray) -> Figures:
        """Return the same with other values where there are figures."""
        return replace(self, seen=np.where(np.isfinite(self.seen), values, np.nan))


def chosen(observed: Observed, cut: int, only_shipping: bool = False) -> list[Indicator]:
    """Return the indicators that a calibration looks at, given what the folder holds.

    Args:
        only_shipping: leave out series of which nothing derived may ship.
    """
    known = [one for one in INDICATORS if one.group in GROUPS and one.series in observed.series]
    if only_shipping:
        known = [one for one in known if one.declared.ships]
    by_name = {one.name: one for one in known}
    vintage = cut <= LAST_VINTAGE and _VINTAGE in by_name
    left_out = {_TWICE, _LATER} if vintage else {_TWICE}
    return [
        one
        for one in known
        if (one.role == "scored" and one.name not in left_out) or (vintage and one.name == _VINTAGE)
    ]


def figures(
    indicator: Indicator, panel: Panel, reading: pd.DataFrame, cut: int, settings: Settings
) -> Figures | None:
    """Return an indicator's figures up to a cut; None where there are too few to fit a link to.

    Args:
        panel: what was observed, up to the cut or not.
        reading: mean reading of the prior, years by states; its link gives prior and noise.
    """
    known = panel.until(cut)
    try:
        fitted = fit(indicator.link, reading, known, cut, year_effects=indicator.year_effects)
    except NothingToFit:
        return None
    years = [int(year) for year in reading.index if year <= cut]
    states = list(reading.columns)
    seen = known.firm().reindex(index=years, columns=states).to_numpy(np.float64)
    error = known.error.reindex(index=years, columns=states).to_numpy(np.float64)
    error = np.nan_to_num(error)
    there = np.isfinite(seen)
    x = reading.loc[years, states].to_numpy(np.float64)[there]
    inner = _inner(indicator, seen[there])
    width, spread = max(float(x.std()), 1e-3), float(inner.std())
    middle = float(x.mean())
    sign = 1.0 if indicator.link.rises else -1.0
    slope = sign * max(abs(fitted.scale) * width, settings.flattest * spread)
    level = fitted.offset + fitted.scale * middle
    found = errors(seen, error, fitted.noise, indicator.year_effects, settings)
    roots = tuple(found.weighed(seen, state, settings.spell) for state in range(len(states)))
    made = Figures(
        indicator,
        tuple(years),
        seen,
        found,
        middle,
        width,
        level,
        slope,
        settings.level * spread,
        settings.slope,
        roots,
    )
    return made.as_sure_as(reading.loc[years, states].to_numpy(np.float64), settings.spell)


def _inner(indicator: Indicator, values: FloatArray) -> FloatArray:
    """Return figures on the inner scale of the link."""
    link = indicator.link
    if link.form != "logistic":
        return values
    share = np.clip((values - link.low) / (link.high - link.low), 0.02, 0.98)
    return np.log(share / (1.0 - share))
