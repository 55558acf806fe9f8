"""What a quarter tells, as plain data: terms that are not 0, decisions, what happened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import member_name
from sovsim.record.history import BOUNDS
from sovsim.region import Region
from sovsim.rules.contract import Choice, Occurrence, Rule
from sovsim.rules.events import EVENT_TERM
from sovsim.rules.quantal_response import Settled
from sovsim.variables import VARIABLES
from sovsim.world import World

Data = dict[str, Any]

_NUMBERED = re.compile(rf"({EVENT_TERM}.*)_\d+")
"""Name of the term of a second event of a type that moves the same variable."""


@dataclass
class Told:
    """A listener of one quarter, of all runs that stand side by side.

    Attributes:
        ledger: whether it is told of terms and bounds.
        terms: rule, variable, term and what it moved.
        choices, occurrences: each with its rule.
    """

    ledger: bool = True
    terms: list[tuple[str, str, str, FloatArray]] = field(default_factory=list)
    choices: list[tuple[Rule, Settled]] = field(default_factory=list)
    occurrences: list[tuple[Rule, Occurrence]] = field(default_factory=list)

    def term(self, step: int, rule: Rule, variable: str, name: str, value: FloatArray) -> None:
        """Take a named contribution to a variable."""
        if not self.ledger:
            return
        numbered = _NUMBERED.fullmatch(name)
        self.terms.append((rule.name, variable, numbered[1] if numbered else name, value))

    def bounds(self, step: int, variable: str, value: FloatArray) -> None:
        """Take what the bounds of a variable cut off."""
        if not self.ledger:
            return
        self.terms.append(("", variable, BOUNDS, value))

    def choice(self, step: int, rule: Rule, choice: Choice, settled: Settled) -> None:
        """Take a decision."""
        self.choices.append((rule, settled))

    def occurrence(self, world: World, rule: Rule, occurrence: Occurrence) -> None:
        """Take something that happened."""
        self.occurrences.append((rule, occurrence))

    def quarter(self, world: World) -> None:
        """Leave the world to whoever stepped it."""


def ledger_of(told: Told, region: Region, place: int) -> Data:
    """Return what a quarter tells of one run.

    Args:
        place: of the run among those that stand side by side.
    """
    return {
        "terms": list(_terms(told, region, place)),
        "choices": choices_of(told, region, place),
        "occurrences": occurrences_of(told, region, place),
    }


def _row(array: Any, place: int, units: int) -> FloatArray:
    """Return an array ``(..., run or 1, unit or 1)`` of one run, ``(..., unit)``."""
    values = np.asarray(array)
    if values.ndim < 2:
        return np.broadcast_to(values, (units,))
    row = values[..., place if values.shape[-2] > 1 else 0, :]
    return np.broadcast_to(row, (*row.shape[:-1], units))


def _terms(told: Told, region: Region, place: int) -> Iterator[Data]:
    for rule, name, term, value in told.terms:
        variable = VARIABLES[name]
        units = region.units(variable.per)
        part = _row(value, place, len(units))
        moved = np.broadcast_to(part, (*variable.leading, len(units)))
        if not moved.any():
            continue
        for column, index in variable.components():
            for at in np.flatnonzero(moved[index]).tolist():
                yield {
                    "column": column,
                    "unit": units[at],
                    "term": term,
                    "rule": rule,
                    "value": float(moved[index][at]),
                }


def choices_of(told: Told, region: Region, place: int) -> list[Data]:
    """Return the decisions that are due, each option with its utility and its probability."""
    found = []
    for rule, settled in told.choices:
        choice = settled.choice
        units = region.units(VARIABLES[choice.decision].per)
        active = _row(settled.active, place, len(units))
        if not active.any():
            continue
        table = _Options(settled, place, len(units))
        draw = _row(choice.draw, place, len(units))
        for at in np.flatnonzero(active).tolist():
            found.append(
                {
                    "rule": rule.name,
                    "decision": choice.decision,
                    "index": [int(one) for one in choice.index],
                    "actor": choice.actor,
                    "unit": units[at],
                    "chosen": member_name(choice.options(int(settled.chosen[place, at]))),
                    "draw": float(draw[at]),
                    "options": table.of(at),
                }
            )
    return found


class _Options:
    """The options of a decision in one run, for every unit."""

    def __init__(self, settled: Settled, place: int, units: int) -> None:
        choice = settled.choice
        self._names = [member_name(option) for option in choice.options]
        shape = (len(self._names), units)
        self._open = np.broadcast_to(_row(settled.eligible, place, units), shape)
        self._motives = {
            name: np.broadcast_to(_row(np.asarray(utility), place, units), shape)
            for name, utility in choice.terms.items()
            if f"{choice.decision}.{name}" not in settled.off
        }
        self._probability = settled.probability[:, place]

    def of(self, unit: int) -> list[Data]:
        """Return the options of one unit."""
        found = []
        for number, option in enumerate(self._names):
            motives = {name: float(one[number, unit]) for name, one in self._motives.items()}
            found.append(
                {
                    "option": option,
                    "open": bool(self._open[number, unit]),
                    "utility": sum(motives.values()),
                    "motives": motives,
                    "probability": float(self._probability[number, unit]),
                }
            )
        return found


def occurrences_of(told: Told, region: Region, place: int) -> list[Data]:
    """Return what happened, dated events first."""
    found = []
    for rule, occurrence in told.occurrences:
        units = region.units(occurrence.unit)
        where = _row(occurrence.where, place, len(units))
        for at in np.flatnonzero(where).tolist():
            size = None
            if occurrence.size is not None:
                size = float(_row(occurrence.size, place, len(units))[at])
            found.append(
                {
                    "rule": rule.name,
                    "type": occurrence.type,
                    "actor": occurrence.actor,
                    "target": occurrence.target,
                    "unit": units[at],
                    "size": size,
                }
            )
    return found
