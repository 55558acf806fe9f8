"""What a backtest asks: where the model is cut, how far data reach, and with how many runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sovsim import given, quarters
from sovsim.backtest.sight import Sight, sight
from sovsim.observed.folder import Observed
from sovsim.observed.indicator import Indicator
from sovsim.observed.indicators import INDICATORS
from sovsim.observed.record_indicators import RECORD_INDICATORS
from sovsim.scenario import Scenario

FIRST_CUT = 1998
"""First of the rolling cuts: six years of data are known by then."""

HORIZONS = (5, 8)
"""Years ahead that are scored by themselves, beside all years up to the end of the data."""

SCENARIO = "baseline-1992-2026"


class BacktestError(ValueError):
    """A backtest that cannot be made of what was given."""


@dataclass(frozen=True)
class Design:
    """A backtest to be made.

    Attributes:
        scenario: from whose start the model runs freely, up to `last`.
        cuts: years; the end of each is known, nothing later.
        first, last: years that are looked at.
        runs, seed: of the ensemble; every cut has the same noise.
        indicators: what is predicted.
        events: what happens or not in a state and year, and is given a chance.
        sight: what of the parameters may have been chosen with later data in view.
    """

    scenario: Scenario
    cuts: tuple[int, ...]
    first: int
    last: int
    runs: int
    seed: int
    indicators: tuple[Indicator, ...]
    events: tuple[Indicator, ...]
    sight: Sight

    def at(self, cuts: Sequence[int]) -> Design:
        """Return the same with other cuts among the years that it looks at."""
        return replace(self, cuts=tuple(cuts))

    @property
    def assumed(self) -> Mapping[str, float]:
        """Parameters that ship as fits, at their value before any fit: what every run takes."""
        return self.sight.assumed

    @property
    def everything(self) -> tuple[Indicator, ...]:
        """What is predicted and what is given a chance."""
        return (*self.indicators, *self.events)


def design(
    scenario: Scenario,
    observed: Observed,
    cuts: Sequence[int] = (),
    until: int | None = None,
    runs: int = 200,
    seed: int = 0,
) -> Design:
    """Return the backtest that was asked for, checked.

    Args:
        scenario: from whose start the model runs.
        observed: the data.
        cuts: years; by default `until`, or every year from `FIRST_CUT` to five before the last.
        until: last year that may be known; no cut is later.
        runs, seed: of the ensemble.

    Raises:
        BacktestError: a cut lies where nothing can be known before or scored after it, or a
            parameter was fitted to data.
    """
    runs, seed = given.whole("runs", runs, 2), given.seed(seed)
    seen = sight(scenario)
    if seen.fitted:
        names = ", ".join(seen.fitted[:3])
        more = f" and {len(seen.fitted) - 3} more" if len(seen.fitted) > 3 else ""
        raise BacktestError(
            f"{names}{more}: fitted to data (status 'calibrated') that may be later than a cut\n"
            "  a backtest takes no shipped fit; set them by a scenario of your own"
        )
    measured = INDICATORS if observed.record is None else RECORD_INDICATORS
    indicators = tuple(one for one in measured if one.group != "events")
    events = tuple(one for one in measured if one.group == "events")
    first = quarters.parse(scenario.start) // 4
    last = min(_last(observed, indicators, events), quarters.parse(scenario.end) // 4)
    asked = tuple(sorted({given.whole("cut", each, error=BacktestError) for each in cuts}))
    if until is not None:
        until = given.whole("until", until, error=BacktestError)
        late = [each for each in asked if each > until]
        if late:
            raise BacktestError(f"cut {late[0]} lies after {until}, the last year to be known")
        asked = asked or (until,)
    asked = asked or tuple(range(max(FIRST_CUT, first + 2), last - min(HORIZONS) + 1))
    for each in asked:
        if not first <= each < last:
            raise BacktestError(
                f"cut {each}: nothing to know before it or to score after it\n"
                f"  allowed: a year from {first} to {last - 1} ({scenario.name} begins in "
                f"{first}, what can be scored ends in {last})"
            )
    if not asked:
        raise BacktestError(f"the years from {first} to {last} leave no cut; name one with --cut")
    fits = {column: year for column, year in seen.until.items() if year > asked[0]}
    if fits:
        column, year = max(fits.items(), key=lambda pair: pair[1])
        raise BacktestError(
            f"initial.{column}: fitted to figures to {year}, later than the cut {asked[0]}\n"
            f"  allowed: cuts from {year} on"
        )
    ended = scenario.with_settings([f"scenario.end={last}Q4"])
    return Design(ended, asked, first, last, runs, seed, indicators, events, seen)


def _last(observed: Observed, indicators: Sequence[Indicator], events: Sequence[Indicator]) -> int:
    """Return the last year for which any indicator has a figure; of events, where none has."""
    years = _years(observed, indicators) or _years(observed, events)
    if not years:
        raise BacktestError(
            f"{observed.folder}: no series in it that an indicator of the model measures\n"
            "  `sovsim observed DIR` says what each series is held against"
        )
    return max(years)


def _years(observed: Observed, indicators: Sequence[Indicator]) -> list[int]:
    """Return the last year of each indicator of which there is anything."""
    return [
        int(panel.value.dropna(how="all").index.max())
        for one in indicators
        if (panel := one.seen(observed)) is not None and panel.value.notna().to_numpy().any()
    ]
