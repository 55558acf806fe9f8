"""What of the model's sizes may have been chosen with data in view that are later than a cut.

A backtest is honest about fits only where there are none. Links and spreads are fitted before a
cut; parameters are the shipped ones. None may be a fit (status ``calibrated``); of those that were
sized with observed figures in view, the backtest says how many and which.
"""

from __future__ import annotations

from dataclasses import dataclass

from sovsim.parameters import registry
from sovsim.scenario import Scenario

_IN_VIEW = ("observed", "World Bank", "public record", "militarised")
"""Words by which the reason of a parameter tells that data were looked at."""


@dataclass(frozen=True)
class Sight:
    """What is known of where sizes come from.

    Attributes:
        fitted: parameters that were fitted to data and that the scenario does not set itself.
        observed: parameters that were taken from data, which may be later than a cut.
        in_view: parameters whose declared reason or source speaks of observed figures.
        count: parameters in all.
        starts: columns of start values that rest on observed figures.
    """

    fitted: tuple[str, ...]
    observed: tuple[str, ...]
    in_view: tuple[str, ...]
    count: int
    starts: tuple[str, ...]

    @property
    def words(self) -> str:
        """The same in some sentences."""
        told = (
            "Parameters are the shipped ones: assumed, none fitted to data. "
            f"{len(self.in_view)} of {self.count} were sized with observed figures in view, some "
            "of them later than a cut, and whoever wrote the rules knew how history went on: no "
            "score here is that of a forecast made at the time."
        )
        if self.observed:
            told += (
                f" Taken from records to the end: {', '.join(self.observed)}. How often the model "
                "coerces and threatens is thus no test; 'scaled' chances have the rate before the "
                "cut for their mean."
            )
        return told


def sight(scenario: Scenario) -> Sight:
    """Return where the sizes of a scenario come from."""
    declared = registry()
    own = set(scenario.parameters)
    return Sight(
        fitted=tuple(
            name for name, one in declared.items() if one.status == "calibrated" and name not in own
        ),
        observed=tuple(name for name, one in declared.items() if one.status == "observed"),
        in_view=tuple(
            name
            for name, one in declared.items()
            if one.status == "observed"
            or any(word in f"{one.why} {one.source}" for word in _IN_VIEW)
        ),
        count=len(declared),
        starts=tuple(
            column for column, one in scenario.region.initial.items() if one.status == "observed"
        ),
    )
