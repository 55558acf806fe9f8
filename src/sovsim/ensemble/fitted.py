"""A posterior sample laid over a scenario: which of its values a run takes, and which it does not.

A posterior was fitted to the course that one scenario takes from its first quarter. Another
scenario takes its parameters, and its start values where it begins in the same quarter of the same
region. What a scenario sets otherwise than the one that was fitted is what it asks about, and stays
as it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from sovsim import given
from sovsim.arrays import FloatArray
from sovsim.brief import brief, count
from sovsim.documents.text import clipped
from sovsim.ensemble.design import POSTERIOR, Sample
from sovsim.parameters import registry
from sovsim.points import check_name, is_start, name_of, place
from sovsim.scenario import Scenario, ScenarioError, load_scenario
from sovsim.scenario.checks import HEGEMON_COLUMNS
from sovsim.scenario.settings import names_set
from sovsim.variables import COMPONENTS, VARIABLES

if TYPE_CHECKING:
    import pandas as pd

MEAN = "mean"
"""What stands in the place of a member's number where the mean of all is taken."""

_SHOWN = 4
_ROUNDING = 1e-6
"""Share of a range by which a value beyond its end is taken for rounded; files hold few digits."""


class FittedError(ValueError):
    """A posterior that cannot be laid over a scenario; the message is a line or two."""


class Posterior(Protocol):
    """What is read of a posterior as calibration leaves it.

    Attributes:
        points: a row per member, a column per parameter or start value.
        until: last year whose data it has seen.
        settings: how it was made; ``scenario`` names what was fitted.
    """

    @property
    def points(self) -> pd.DataFrame:
        """The members."""

    @property
    def until(self) -> int:
        """The last year."""

    @property
    def settings(self) -> Mapping[str, Any]:
        """How it was made."""


@dataclass(frozen=True, eq=False)
class Fitted:
    """A sample of what was fitted to data, as ensembles take it.

    Attributes:
        name: name or folder of the posterior.
        points: a row per member, a column per parameter or start value (`sovsim.points`).
        until: last year whose data it has seen.
        scenario: name of the scenario that was fitted.
        start: its first quarter.
        region: name of its region.
    """

    name: str
    points: pd.DataFrame
    until: int
    scenario: str
    start: str
    region: str

    def __repr__(self) -> str:
        size = count(len(self.points), "member"), count(self.points.shape[1], "value")
        return brief(self, self.name, *size, f"fitted to {self.until}")

    def __post_init__(self) -> None:
        import pandas as pd

        if not len(self.points):
            raise FittedError(f"posterior {self.name}: it has no member")
        if not np.isfinite(self.points.to_numpy(np.float64)).all():
            raise FittedError(f"posterior {self.name}: a value is no finite number")
        kept = {}
        for column in self.points:
            name = str(column)
            low, high = _bounds(self.name, name)
            values, slack = self.points[column], _ROUNDING * (high - low)
            kept[name] = values.clip(low, high)
            if not values.between(low - slack, high + slack).all():
                raise FittedError(
                    f"posterior {self.name}: {clipped(name)} is out of range in a member\n"
                    f"  allowed: {low:g} to {high:g}"
                )
        object.__setattr__(self, "points", pd.DataFrame(kept))

    @classmethod
    def of(cls, posterior: Posterior, name: str) -> Fitted:
        """Return a posterior as ensembles take it.

        Args:
            name: name or folder under which it was read.
        """
        scenario = str(posterior.settings["scenario"])
        start, region = (posterior.settings.get(key) for key in ("start", "region"))
        if start is None or region is None:
            fitted = load_scenario(scenario)
            start, region = fitted.start, fitted.region.name
        return cls(name, posterior.points, int(posterior.until), scenario, str(start), str(region))

    @property
    def fingerprint(self) -> str:
        """SHA-256 over names and values."""
        digest = hashlib.sha256("\n".join(map(str, self.points.columns)).encode())
        digest.update(np.ascontiguousarray(self.points.to_numpy(np.float64), "<f8").tobytes())
        return digest.hexdigest()

    def record(self) -> dict[str, Any]:
        """Return what a manifest keeps of it."""
        return {
            "name": self.name,
            "fingerprint": self.fingerprint,
            "members": len(self.points),
            "until": self.until,
            "scenario": self.scenario,
            "start": self.start,
            "region": self.region,
        }

    def first(self, members: int | None) -> Fitted:
        """Return the posterior with its first members only; with all of them for None.

        Raises:
            FittedError: it has not so many.
        """
        if members is None:
            return self
        members = given.whole("members", members, 1, error=FittedError)
        if members > len(self.points):
            most = len(self.points)
            raise FittedError(f"posterior {self.name}: has {most} members, not {members}")
        kept = self.points.iloc[:members].reset_index(drop=True)
        return Fitted(self.name, kept, self.until, self.scenario, self.start, self.region)

    def over(
        self, scenario: Scenario, settings: Iterable[str] = (), own: Iterable[str] = ()
    ) -> Laid:
        """Return what of it a scenario takes.

        Args:
            settings: changes ``KEY=VALUE`` that the scenario holds already; what they set stays.
            own: names that the scenario took from a posterior before and that may be taken anew.
        """
        asked = (_asked(scenario, self.scenario) | names_set(settings, scenario)) - set(own)
        why = ""
        if scenario.region.name != self.region:
            why = f"they are of the region {self.region}, this is {scenario.region.name}"
        elif scenario.start != self.start:
            why = f"they are of {self.start}, the run begins in {scenario.start}"
        names = [str(name) for name in self.points]
        taken = [name for name in names if name not in asked and not (why and is_start(name))]
        for name in taken:
            check_name(name, scenario.region)
        kept = tuple(name for name in names if name in asked and not (why and is_start(name)))
        return Laid(self, self.points[taken], kept, why if any(map(is_start, names)) else "")


def taken(posterior: Fitted | Posterior) -> Fitted:
    """Return a posterior as ensembles take it, whether it is one already or was just read.

    Raises:
        ArgumentError: it is no posterior.
    """
    if isinstance(posterior, Fitted):
        return posterior
    if not all(hasattr(posterior, name) for name in ("points", "until", "settings")):
        hint = "sovsim.calibration.read_posterior gives one"
        raise given.ArgumentError(f"posterior = {given.shown(posterior)} is no posterior; {hint}")
    return Fitted.of(posterior, str(getattr(posterior, "name", "")) or "of the program")


@dataclass(frozen=True, eq=False)
class Laid:
    """A posterior as one scenario takes it.

    Attributes:
        fitted: the posterior.
        points: a row per member, a column per value that is taken.
        asked: what the scenario sets itself, and so is not taken.
        without: why no start values are taken; empty where they are.
    """

    fitted: Fitted
    points: pd.DataFrame
    asked: tuple[str, ...]
    without: str

    @property
    def sample(self) -> Sample:
        """The members as points: run *k* takes member ``k % members``."""
        return Sample(self.points, POSTERIOR)

    def values(self, runs: int) -> dict[str, FloatArray]:
        """Return the values of every run."""
        return self.sample.values(runs)

    def of(self, member: int | None) -> dict[str, float]:
        """Return the values of a member, counted from 0; the mean of all for None.

        Raises:
            FittedError: there is no such member.
        """
        if member is None:
            return {str(name): float(value) for name, value in self.points.mean().items()}
        member = given.whole("member", member, error=FittedError)
        if member >= len(self.points):
            last = len(self.points) - 1
            raise FittedError(
                f"posterior {self.fitted.name}: has members 0 to {last}, not {member}"
            )
        return {str(name): float(value) for name, value in self.points.iloc[member].items()}

    @property
    def words(self) -> str:
        """What is taken and what is not, in a sentence or three."""
        starts = sum(is_start(str(name)) for name in self.points)
        rates = self.points.shape[1] - starts
        fitted = self.fitted
        whose = f"Posterior {fitted.name}: {count(len(fitted.points), 'member')}"
        taken = [count(rates, "parameter")] + ([] if self.without else [_start_values(starts)])
        told = f"{whose}, fitted to data up to {fitted.until}; {' and '.join(taken)} taken."
        if self.without:
            told += f" No start values are taken: {self.without}."
        if self.asked:
            more = len(self.asked) - _SHOWN
            names = ", ".join(self.asked[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
            told += f" As the scenario sets them: {names}."
        return told


def _start_values(number: int) -> str:
    return count(number, "start value")


def _asked(scenario: Scenario, fitted: str) -> set[str]:
    """Return what a scenario sets otherwise than the one that was fitted.

    Where that one is no longer to be had, a scenario's own settings are all its questions.
    """
    try:
        before = _set_by(load_scenario(fitted))
    except ScenarioError:
        before = _of_region(scenario)
    return {name for name, value in _set_by(scenario).items() if before.get(name) != value}


def _of_region(scenario: Scenario) -> dict[str, Any]:
    """Return the start values that a scenario's region gives, by name."""
    return {
        name_of("hegemon" if column in HEGEMON_COLUMNS else unit, column): float(value)
        for column, start in scenario.region.initial.items()
        for unit, value in zip(start.units, start.values, strict=True)
    }


def _set_by(scenario: Scenario) -> dict[str, Any]:
    """Return the parameters and start values that a scenario or its region gives, by name."""
    own = {
        name_of(unit, column): value
        for unit, columns in scenario.initial.items()
        for column, value in columns.items()
    }
    return {**scenario.parameters, **_of_region(scenario), **own}


def _bounds(posterior: str, name: str) -> tuple[float, float]:
    """Return between what a value has to lie."""
    if is_start(name):
        _, column = place(name)
        if column in COMPONENTS:
            variable = VARIABLES[COMPONENTS[column][0]]
            return variable.low, variable.high
    elif name in registry():
        return registry()[name].low, registry()[name].high
    what = f"posterior {posterior}: names {clipped(name)}, which this version does not have"
    raise FittedError(f"{what}\n  it was made by another one; calibrate anew")
