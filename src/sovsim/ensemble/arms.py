"""An arm of an ensemble: a scenario, and the values that may differ from run to run."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.brief import brief, count
from sovsim.given import shown
from sovsim.points import PointError, check_name
from sovsim.scenario import Scenario

Value = float | FloatArray | Sequence[float]

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")


class ArmError(ValueError):
    """An arm that cannot be run."""


@dataclass(frozen=True, eq=False)
class Arm:
    """A scenario with settings applied, plus sampled values of parameters and start values.

    Attributes:
        scenario: what is run.
        parameters: parameter (``group.key``) or start value (``initial.UNIT.COLUMN``) -> a number,
            or one number per cell; the value at place *k* is that of cell *k*, which in an
            ensemble is run *k*. They go before what the scenario says.
    """

    scenario: Scenario
    parameters: Mapping[str, Value] = field(default_factory=dict)

    def __repr__(self) -> str:
        return brief(self, self.scenario.name, count(len(self.parameters), "parameter"))

    @cached_property
    def spec_hash(self) -> str:
        """Hash of the scenario."""
        return self.scenario.spec_hash

    @cached_property
    def values(self) -> dict[str, float | FloatArray]:
        """The sampled values as numbers, or as arrays of one number per cell."""
        return {name: _value(name, value) for name, value in sorted(self.parameters.items())}

    def of_cells(self, cells: range) -> dict[str, FloatArray]:
        """Return the sampled values of some cells, shape ``(cell,)``."""
        return {
            name: value[cells.start : cells.stop]
            if isinstance(value, np.ndarray)
            else np.full(len(cells), value)
            for name, value in self.values.items()
        }

    def reaches(self, cells: range) -> bool:
        """Return whether there are values for all of some cells."""
        values = (value for value in self.values.values() if isinstance(value, np.ndarray))
        return all(len(value) >= cells.stop for value in values)


def _value(name: str, value: Value) -> float | FloatArray:
    try:
        array: FloatArray = np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError):
        words = "is neither a number nor a list of numbers, one per run"
        raise ArmError(f"parameter {name} = {shown(value)} {words}") from None
    return float(array) if array.ndim == 0 else array.reshape(-1)


def checked(arms: Mapping[str, Arm], cells: int) -> dict[str, Arm]:
    """Return the arms, checked.

    Raises:
        ArmError: naming the arm and what is wrong with it.
        UnknownParameter: a parameter does not exist.
    """
    if not isinstance(arms, Mapping):
        raise ArmError(f"arms = {shown(arms)} is no mapping of names to arms")
    if not arms:
        raise ArmError("there is no arm to run")
    for key, arm in arms.items():
        if not isinstance(arm, Arm) or not isinstance(arm.scenario, Scenario):
            words = "a name with an Arm(scenario, parameters), its scenario loaded"
            raise ArmError(f"{shown(key)}: {shown(arm)} is no arm; give {words}")
        if not isinstance(key, str) or not _KEY.fullmatch(key):
            wanted = "letters, digits, dots, hyphens and underscores, at most 80"
            raise ArmError(f"arm {shown(key)}: a name is made of {wanted}")
        for name, value in arm.values.items():
            try:
                check_name(name, arm.scenario.region)
            except PointError as error:
                raise ArmError(f"arm '{key}': {error}") from None
            _check(f"arm '{key}': parameter {name}", value, cells)
    if len({key.lower() for key in arms}) < len(arms):
        raise ArmError("two arms have names that differ by capital letters alone")
    return dict(arms)


def _check(what: str, value: float | FloatArray, cells: int) -> None:
    if isinstance(value, np.ndarray) and len(value) < cells:
        raise ArmError(f"{what} has values for {len(value)} runs, not for {cells}")
    if not np.all(np.isfinite(value)):
        raise ArmError(f"{what} has a value that is no finite number")
