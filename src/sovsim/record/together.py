"""Decisions of one kind in many quarters taken as one, the quarters side by side like runs.

A run is the same whatever stands beside it, so that probabilities worked out for all quarters at
once are those of each quarter alone, to the last bit, and cost a fraction.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from sovsim.arrays import FloatArray
from sovsim.record.from_program import Decisions
from sovsim.record.history import Decided, History
from sovsim.rules.contract import Along, Choice, Mask, Utility
from sovsim.rules.quantal_response import Settled


@dataclass(frozen=True)
class Together:
    """Decisions of one kind; ``at`` counts them.

    Attributes:
        eligible, probability: shape ``(option, at, run, unit)``.
        chosen, active, draw: shape ``(at, run, unit)``.
        terms: motive -> utility, shape ``(option, at, run, unit)``.
    """

    eligible: Mask
    probability: FloatArray
    chosen: npt.NDArray[np.int64]
    active: Mask
    draw: FloatArray
    terms: dict[str, FloatArray]

    @classmethod
    def of(cls, group: Sequence[Decided]) -> Together:
        """Return decisions by the same rule, about the same, of the same motives."""
        if len({_likeness(one.choice) for one in group}) == 1:
            return _side_by_side(group)
        parts = [_side_by_side([one]) for one in group]
        return cls(
            eligible=np.concatenate([part.eligible for part in parts], axis=1),
            probability=np.concatenate([part.probability for part in parts], axis=1),
            chosen=np.concatenate([part.chosen for part in parts]),
            active=np.concatenate([part.active for part in parts]),
            draw=np.concatenate([part.draw for part in parts]),
            terms={
                name: np.concatenate([part.terms[name] for part in parts], axis=1)
                for name in group[0].motives
            },
        )


@dataclass(frozen=True)
class Kind:
    """A kind of decision: by the same rule, about the same, of the same motives.

    Attributes:
        choice: one of them, for what they have in common.
        steps: the quarter of each.
        together: all of them.
        imposed: of each: (unit, who settled it), where that was not the rule; a unit of -1 stands
            for all.
    """

    choice: Choice
    steps: npt.NDArray[np.int64]
    together: Together
    imposed: Sequence[tuple[tuple[int, str], ...]]


def kinds(history: History) -> list[Kind]:
    """Return the decisions of a history by kind, in the order in which kinds first come."""
    if isinstance(history.decided, Decisions):
        return [_of_program(*kind) for kind in history.decided.kinds()]
    groups: dict[tuple[object, ...], list[Decided]] = {}
    for decided in history.decided:
        choice = decided.choice
        key = (choice.decision, choice.index, choice.actor, decided.rule.name, *decided.motives)
        groups.setdefault(key, []).append(decided)
    return [
        Kind(
            choice=group[0].choice,
            steps=np.array([one.step for one in group]),
            together=Together.of(group),
            imposed=[one.settled.overridden for one in group],
        )
        for group in groups.values()
    ]


def _of_program(settled: Settled, imposed: Sequence[tuple[tuple[int, str], ...]]) -> Kind:
    """Return a kind of decision whose quarters stand side by side already."""
    choice, shape = settled.choice, settled.chosen.shape
    options = len(choice.options)

    def beside(value: Any, *leading: int) -> Any:
        return np.broadcast_to(np.asarray(value), (*leading, *shape))[..., None, :]

    prefix = f"{choice.decision}."
    return Kind(
        choice=choice,
        steps=np.arange(shape[0]),
        together=Together(
            eligible=beside(settled.eligible, options),
            probability=beside(settled.probability, options),
            chosen=beside(settled.chosen),
            active=beside(settled.active),
            draw=beside(choice.draw),
            terms={
                name: beside(utility, options)
                for name, utility in choice.terms.items()
                if prefix + name not in settled.off
            },
        ),
        imposed=imposed,
    )


def _likeness(choice: Choice) -> tuple[int, ...]:
    """Return which motives share a table: it says in which order utilities are added up."""
    tables = [id(term.table) if isinstance(term, Along) else -1 for term in choice.terms.values()]
    return tuple(tables.index(table) if table >= 0 else -1 for table in tables)


def _side_by_side(group: Sequence[Decided]) -> Together:
    first = group[0].settled
    options, runs, units = first.eligible.shape
    every = [one.settled.choice for one in group]

    def beside(values: Sequence[Any], leading: tuple[int, ...] = ()) -> npt.NDArray[Any]:
        return _joined([np.asarray(value) for value in values], (*leading, runs, units))

    chosen = beside([one.settled.chosen for one in group])
    eligible = beside([one.settled.eligible for one in group], (options,))
    active = beside([one.settled.active for one in group])
    draw = beside([choice.draw for choice in every])
    choice = replace(
        first.choice,
        terms=_terms(every, beside, (options,)),
        eligible=eligible,
        draw=draw,
        scale=beside([choice.scale for choice in every]),
        active=active,
    )
    probability = Settled(choice, chosen, eligible, active, off=first.off).probability
    shape = len(group), runs, units
    return Together(
        eligible=eligible.reshape(options, *shape),
        probability=probability.reshape(options, *shape),
        chosen=chosen.reshape(shape),
        active=active.reshape(shape),
        draw=draw.reshape(shape),
        terms={
            name: np.asarray(choice.terms[name]).reshape(options, *shape)
            for name in group[0].motives
        },
    )


def _terms(
    every: Sequence[Choice],
    beside: Callable[..., npt.NDArray[Any]],
    options: tuple[int],
) -> dict[str, Utility]:
    """Return utilities for all quarters; those along one table stay along one."""
    tables: dict[int, FloatArray] = {}
    terms: dict[str, Utility] = {}
    for name in every[0].terms:
        entries = [choice.terms[name] for choice in every]
        along = [entry for entry in entries if isinstance(entry, Along)]
        if not along:
            terms[name] = beside(entries, options)
            continue
        key = id(along[0].table)
        if key not in tables:
            tables[key] = _table([one.table for one in along], beside, options)
        terms[name] = Along(tables[key], beside([one.strength for one in along]))
    return terms


def _table(
    tables: Sequence[FloatArray], beside: Callable[..., npt.NDArray[Any]], options: tuple[int]
) -> FloatArray:
    """Return the table of all quarters: the one, where it is alike in all of them."""
    first = tables[0]
    if first.shape[1] == 1 and all(one is first or np.array_equal(one, first) for one in tables):
        return first
    return beside(tables, options)


def _joined(values: Sequence[npt.NDArray[Any]], shape: tuple[int, ...]) -> npt.NDArray[Any]:
    """Return arrays of a shape, or that broadcast to it, side by side along their runs."""
    if all(value.shape == shape for value in values):
        return np.concatenate(values, axis=-2)
    *leading, runs, units = shape
    whole = np.empty((*leading, len(values), runs, units), dtype=np.result_type(*values))
    for place, value in enumerate(values):
        whole[..., place, :, :] = value
    return whole.reshape(*leading, len(values) * runs, units)
