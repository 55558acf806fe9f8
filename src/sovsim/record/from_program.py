"""A history put together from the numbers of a compiled run.

Nothing is made before somebody asks: a table reads whole columns of numbers, and only who goes
through single quarters has arrays made of each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, overload

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.compiled.layout import Layout
from sovsim.compiled.pack import spots
from sovsim.compiled.recorder import Progress, record
from sovsim.compiled.told import imposed
from sovsim.record.history import (
    BOUNDS,
    Decided,
    Happened,
    History,
    TermKey,
    Wanted,
    claims_of,
)
from sovsim.rules.contract import Along, Occurrence, Rule, whole
from sovsim.rules.quantal_response import Settled
from sovsim.simulation import Simulation
from sovsim.world import World


def from_program(simulation: Simulation, progress: Progress | None = None) -> History:
    """Return the history of a run by compiled rules.

    Raises:
        NotCompiled: the rules cannot be compiled here.
    """
    history, happening = History.of(simulation), History.of(simulation)
    recorder, states, told = record(simulation, happening, progress)
    batch = _Batch(len(told))
    recorder.script.tell(told, batch)
    history.worlds = Worlds(simulation.world, recorder.layout, states)  # type: ignore[assignment]
    history.terms = _together(happening.terms, batch.terms)  # type: ignore[assignment]
    history.claims = {**happening.claims, **batch.claims}
    history.decided = Decisions(batch.choices, simulation)  # type: ignore[assignment]
    occurred = [*happening.happened, *batch.happened()]
    history.happened = sorted(occurred, key=lambda one: one.step)
    return history


def _together(
    events: Mapping[TermKey, Mapping[int, FloatArray]], rules: Mapping[TermKey, Stretch]
) -> dict[TermKey, Mapping[int, FloatArray]]:
    """Return the terms of events and of rules, in the order in which a quarter first tells them."""
    terms: dict[TermKey, Mapping[int, FloatArray]] = {
        key: kept for key, kept in events.items() if 0 in kept
    }
    for key, stretch in rules.items():
        terms[key] = stretch.beside(events[key]) if key in events else stretch
    for key, kept in events.items():
        terms.setdefault(key, kept)
    return terms


class Worlds(Sequence[World]):
    """The worlds of a run, each made when it is asked for."""

    def __init__(self, start: World, layout: Layout, states: FloatArray) -> None:
        self._start = start
        self._states = states
        self._made: dict[int, World] = {0: start}
        self._courses: dict[str, FloatArray] = {}
        self._spots = spots(layout)

    def __len__(self) -> int:
        return len(self._states)

    @overload
    def __getitem__(self, place: int) -> World: ...
    @overload
    def __getitem__(self, place: slice) -> list[World]: ...
    def __getitem__(self, place: int | slice) -> World | list[World]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        step = range(len(self))[place]
        if step not in self._made:
            arrays = {name: self.course(name)[step] for name in self._spots}
            self._made[step] = self._start.replace(arrays, step=step)
        return self._made[step]

    def course(self, variable: str) -> FloatArray:
        """Return a variable over time, start included: ``[step + 1, *axes, run, unit]``."""
        if variable not in self._courses:
            first, last = self._spots[variable]
            shape = self._start[variable].shape
            self._courses[variable] = self._states[:, first:last].reshape(len(self), *shape)
        return self._courses[variable]


class Stretch(Mapping[int, FloatArray]):
    """A term in each quarter of a run.

    Args:
        values: arrays in which quarters stand for runs; several under one name add up.
        more: what events told under the same name, by quarter.
    """

    def __init__(
        self, values: list[Any], steps: int, more: Mapping[int, FloatArray] | None = None
    ) -> None:
        self._values = values
        self._steps = steps
        self._more = more or {}

    def beside(self, more: Mapping[int, FloatArray]) -> Stretch:
        """Return the term with what events told under its name."""
        return Stretch(self._values, self._steps, more)

    def __len__(self) -> int:
        return self._steps

    def __iter__(self) -> Iterator[int]:
        return iter(range(self._steps))

    def __contains__(self, step: object) -> bool:
        return isinstance(step, int) and 0 <= step < self._steps

    def __getitem__(self, step: int) -> FloatArray:
        if step not in self:
            raise KeyError(step)
        total: FloatArray = _quarter(self._values[0], step)
        for value in self._values[1:]:
            total = total + _quarter(value, step)
        return total if step not in self._more else self._more[step] + total

    def stacked(self) -> FloatArray:
        """Return it over time, ``[step, *axes, run, unit]``."""
        total = whole(self._values[0])
        for value in self._values[1:]:
            total = total + whole(value)
        stacked: FloatArray = np.moveaxis(total, -2, 0)[..., None, :]
        if self._more:
            stacked = stacked.copy()
            for step, value in self._more.items():
                stacked[step] += value
        return stacked


class _Batch:
    """Told of all quarters at once."""

    def __init__(self, steps: int) -> None:
        self._steps = steps
        self._values: dict[TermKey, list[Any]] = {}
        self.claims: dict[TermKey, tuple[str, ...]] = {}
        self.choices: list[tuple[Rule, Settled]] = []
        self._occurred: list[tuple[Rule, Occurrence]] = []

    @property
    def terms(self) -> dict[TermKey, Stretch]:
        """Every term over all quarters."""
        return {key: Stretch(values, self._steps) for key, values in self._values.items()}

    def term(self, rule: Rule, variable: str, name: str, value: Any) -> None:
        key = (variable, name, rule.name)
        if key not in self._values:
            self.claims[key] = claims_of(rule, variable, name)
        self._values.setdefault(key, []).append(value)

    def bounds(self, variable: str, value: FloatArray) -> None:
        key = (variable, BOUNDS, "")
        self.claims.setdefault(key, ())
        self._values.setdefault(key, []).append(value)

    def choice(self, rule: Rule, settled: Settled) -> None:
        self.choices.append((rule, settled))

    def occurrence(self, rule: Rule, occurrence: Occurrence) -> None:
        self._occurred.append((rule, occurrence))

    def happened(self) -> Iterator[Happened]:
        """Yield what happened, quarter after quarter, and nothing of quarters without it."""
        steps = [np.flatnonzero(one.where.any(axis=-1)) for _, one in self._occurred]
        found = [(int(step), number) for number, some in enumerate(steps) for step in some.tolist()]
        for step, number in sorted(found):
            rule, occurrence = self._occurred[number]
            yield Happened(
                step,
                rule,
                replace(
                    occurrence,
                    where=_quarter(occurrence.where, step),
                    size=None if occurrence.size is None else _quarter(occurrence.size, step),
                ),
            )


class Decisions(Sequence[Decided]):
    """The decisions of a run, each made when it is asked for."""

    def __init__(self, choices: list[tuple[Rule, Settled]], simulation: Simulation) -> None:
        self._choices = choices
        self._shocks = simulation.shocks
        self._off = simulation.off

    def __len__(self) -> int:
        return len(self._choices) * self._steps

    @property
    def _steps(self) -> int:
        return len(self._choices[0][1].chosen) if self._choices else 0

    @overload
    def __getitem__(self, place: int) -> Decided: ...
    @overload
    def __getitem__(self, place: slice) -> list[Decided]: ...
    def __getitem__(self, place: int | slice) -> Decided | list[Decided]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        step, number = divmod(range(len(self))[place], len(self._choices))
        rule, settled = self._choices[number]
        return Decided(step, rule, self._of(settled, step), self._off)

    def those(self, wanted: Wanted) -> Iterator[Decided]:
        """Yield those that are wanted, in their order."""
        for step in range(self._steps):
            for rule, settled in self._choices:
                if wanted(settled.choice, imposed(self._shocks, settled.choice, step)):
                    yield Decided(step, rule, self._of(settled, step), self._off)

    def kinds(self) -> Iterator[tuple[Settled, list[tuple[tuple[int, str], ...]]]]:
        """Yield each kind of decision: all quarters of it, and who imposed each."""
        for _, settled in self._choices:
            yield (
                settled,
                [imposed(self._shocks, settled.choice, one) for one in range(self._steps)],
            )

    def _of(self, settled: Settled, step: int) -> Settled:
        choice = settled.choice
        tables: dict[int, FloatArray] = {}
        terms: dict[str, Any] = {}
        for name, utility in choice.terms.items():
            if isinstance(utility, Along):
                table = tables.setdefault(id(utility.table), _quarter(utility.table, step))
                terms[name] = Along(table, _quarter(utility.strength, step))
            else:
                terms[name] = _quarter(utility, step)
        one = replace(
            choice,
            terms=terms,
            eligible=_quarter(choice.eligible, step),
            draw=_quarter(choice.draw, step),
            scale=_quarter(choice.scale, step),
            active=None if choice.active is None else _quarter(choice.active, step),
        )
        return Settled(
            one,
            _quarter(settled.chosen, step),
            one.eligible,
            _quarter(settled.active, step),
            overridden=imposed(self._shocks, choice, step),
            off=self._off,
        )


def _quarter(value: Any, step: int) -> Any:
    """Return a quarter of an array in which quarters stand for runs."""
    array = whole(value)
    if np.ndim(array) < 2 or array.shape[-2] == 1:
        return array
    return array[..., step : step + 1, :]
