"""What of the model's sizes may have been chosen with data in view that are later than a cut.

A backtest is honest about fits only where there are none. Links and spreads are fitted before a
cut; parameters are the shipped ones. None may be a fit (status ``calibrated``); of those that were
sized with observed figures in view, the backtest says how many and which.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sovsim import quarters
from sovsim.parameters import registry
from sovsim.region.start_values import InitialValue
from sovsim.scenario import Scenario

_IN_VIEW = ("observed", "World Bank", "public record", "militarised")
"""Words by which the reason of a parameter tells that data were looked at."""


@dataclass(frozen=True)
class Sight:
    """What is known of where sizes come from.

    Attributes:
        fitted: parameters and columns of start values that were fitted to data, are not set by
            the scenario itself, and do not say what they were before.
        assumed: value before any fit, of parameters that were fitted and say it: used here.
        observed: parameters that were taken from data, which may be later than a cut.
        in_view: parameters whose declared reason or source speaks of observed figures.
        count: parameters in all.
        starts: columns of start values that rest on observed figures.
        later: columns of start values whose source speaks of figures after the scenario's start,
            with the last year that it names.
        until: columns of start values that were fitted to figures (status ``calibrated``), with
            the last year of these, as their source ends with it.
    """

    fitted: tuple[str, ...]
    assumed: Mapping[str, float]
    observed: tuple[str, ...]
    in_view: tuple[str, ...]
    count: int
    starts: tuple[str, ...]
    later: Mapping[str, int]
    until: Mapping[str, int]

    @property
    def words(self) -> str:
        """The same in some sentences."""
        told = (
            "Parameters that no fit at a cut gives are the shipped ones: assumed, none fitted to "
            f"data. {len(self.in_view)} of {self.count} were sized with observed figures in view, "
            "some of them later than a cut, and whoever wrote the rules knew how history went on: "
            "no score here is that of a forecast made at the time."
        )
        if self.observed:
            told += (
                f" Taken from records to the end: {', '.join(self.observed)}. How often the model "
                "coerces and threatens is no test, but for what was fitted at a cut; 'scaled' "
                "chances have the rate before the cut for their mean."
            )
        return told


def sight(scenario: Scenario) -> Sight:
    """Return where the sizes of a scenario come from."""
    declared = registry()
    own = set(scenario.parameters)
    fits = {name: one for name, one in declared.items() if one.status == "calibrated"}
    assumed = {
        name: float(prior)
        for name, one in fits.items()
        if name not in own and (prior := getattr(one, "prior", None)) is not None
    }
    initial = scenario.region.initial
    fitted = [name for name in fits if name not in own and name not in assumed]
    ends = {column: _ends(one) for column, one in initial.items() if _calibrated(one)}
    fitted += [f"initial.{column}" for column, year in ends.items() if year is None]
    return Sight(
        fitted=tuple(fitted),
        assumed=assumed,
        observed=tuple(name for name, one in declared.items() if one.status == "observed"),
        in_view=tuple(
            name
            for name, one in declared.items()
            if one.status == "observed"
            or any(word in f"{one.why} {one.source}" for word in _IN_VIEW)
        ),
        count=len(declared),
        starts=tuple(column for column, one in initial.items() if one.status == "observed"),
        later=_later(initial, quarters.parse(scenario.start) // 4),
        until={column: year for column, year in ends.items() if year is not None},
    )


def _calibrated(start: InitialValue) -> bool:
    """Return whether any unit's start value is a fit."""
    told = (start.provenance, *start.exceptions.values())
    return any(str(one.status) == "calibrated" for one in told)


_YEARS = re.compile(r"\b(?:(?:19|20)\d\d-)?((?:19|20)\d\d)$")
"""The years of the figures, with which the source of a fitted start value ends."""


def _ends(start: InitialValue) -> int | None:
    """Return the last year of the figures that a fit rests on; None where one does not say."""
    fits = [one for one in (start.provenance, *start.exceptions.values())
            if str(one.status) == "calibrated"]  # fmt: skip
    found = [_YEARS.search(one.source.strip()) for one in fits]
    years = [int(each.group(1)) for each in found if each is not None]
    return max(years) if len(years) == len(fits) else None


_RELEASE = re.compile(r"\([^)]*\)|release of \d{4}|\w+ \d{4} release")
"""What of a source tells of its publication and not of the years that were looked at."""


def _later(initial: Mapping[str, InitialValue], first: int) -> dict[str, int]:
    """Return the columns whose source names a year after the first, and the last such year."""
    found = {}
    for column, one in initial.items():
        told = " ".join(each.source for each in (one.provenance, *one.exceptions.values()))
        years = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", _RELEASE.sub("", told))]
        late = [year for year in years if year > first]
        if late and one.status in ("observed", "assumed", "calibrated"):
            found[column] = max(late)
    return found
