"""The ledger: every term that moved anything, with the claims behind it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sovsim.arrays import FloatArray
from sovsim.record.arrow import IntArray, Words, numbers, whole
from sovsim.record.columns import Column, columns
from sovsim.record.from_program import Stretch
from sovsim.record.history import History, TermKey, joined
from sovsim.record.panels import quarter_column
from sovsim.rules.events import EVENT_TERM
from sovsim.shocks import Shock
from sovsim.variables import VARIABLES

Codes = npt.NDArray[np.int32]
"""Codes of words."""

_NOTHING: Codes = np.empty(0, np.int32)


def ledger_table(history: History) -> pa.Table:
    """Return a row per run, quarter, actor, component and term that is not zero."""
    described = _Described(history)
    parts = [described.cells(key) for key in history.terms]
    actor, name, term = (
        np.concatenate([_NOTHING, *(getattr(part, codes) for part in parts)])
        for codes in ("actor", "name", "term")
    )
    order = np.lexsort((name, actor))  # keeps the order in which the engine adds the terms
    values = described.values(np.argsort(order))
    moved = values != 0.0
    count = np.count_nonzero(moved, axis=-1)
    step = np.repeat(np.tile(np.arange(history.steps), len(count)), count.ravel())
    cell = np.broadcast_to(order, moved.shape)[moved]
    return pa.table(
        {
            "run": whole(np.repeat(history.runs, count.sum(axis=1))),
            "step": whole(step),
            "quarter": quarter_column(history, step),
            "state": described.actors.column(actor[cell]),
            "variable": described.names.column(name[cell]),
            "term": described.terms.column(term[cell]),
            "value": numbers(values[moved]),
            "claims": described.claims.column(_claims(history, parts)[step, cell]),
        }
    )


@dataclass(frozen=True)
class _Cells:
    """What a term may do: a cell for each component of its variable and each unit.

    Attributes:
        actor, name, term: codes of words, shape ``(cell,)``.
        claims: code of the claims, shape ``(step or 1, cell)``; those of the scenario's events may
            differ by quarter.
    """

    actor: Codes
    name: Codes
    term: Codes
    claims: Codes


def _claims(history: History, parts: Sequence[_Cells]) -> Codes:
    """Return the claims behind every cell in every quarter, shape ``(step, cell)``."""
    spread = [np.broadcast_to(part.claims, (history.steps, len(part.term))) for part in parts]
    return np.concatenate([np.empty((history.steps, 0), np.int32), *spread], axis=-1)


class _Described:
    """Finds the cells of one term after the other and collects the words they use."""

    def __init__(self, history: History) -> None:
        self._history = history
        self.actors, self.names = Words(), Words()
        self.terms, self.claims = Words(), Words()
        self._columns: dict[str, list[Column]] = {}
        for column in columns(history.scenario.region):
            self._columns.setdefault(column.variable.name, []).append(column)
            self.actors.codes(column.actors)
            self.names.code(column.name)
        self._lookup = cache(self._looked_up)
        self._due = cache(self._due_at)

    def cells(self, key: TermKey) -> _Cells:
        """Return the cells of a term."""
        variable, term, _ = key
        actor, name = self._lookup(variable)
        kept = name >= 0
        if term.startswith(EVENT_TERM):
            claims = self._claims_of_events(key)[:, kept]
        else:
            code = self.claims.code(joined(self._history.claims[key]))
            claims = np.full((1, kept.sum()), code, np.int32)
        return _Cells(
            actor=actor[kept],
            name=name[kept],
            term=np.full(kept.sum(), self.terms.code(term), np.int32),
            claims=claims,
        )

    def values(self, places: IntArray) -> FloatArray:
        """Return what every term did in every quarter, shape ``(run, step, place)``.

        Args:
            places: where the cells of all terms, one term after the other, are to stand.
        """
        history = self._history
        values = np.empty((len(history.runs), history.steps, len(places)))
        done = 0
        for key in history.terms:
            stacked = np.moveaxis(self._stacked(key), -2, 0)
            kept = self._lookup(key[0])[1] >= 0
            flat = stacked.reshape(*values.shape[:2], len(kept))
            here = places[done : done + np.count_nonzero(kept)]
            values[..., here] = flat if kept.all() else flat[..., kept]
            done += len(here)
        return values

    def _stacked(self, key: TermKey) -> FloatArray:
        """Return a term over time, shape ``(step, *axes, run, unit)``; 0 where it was not told."""
        values = self._history.terms[key]
        if isinstance(values, Stretch):
            return values.stacked()
        steps, shape = self._history.steps, self._history.worlds[0][key[0]].shape
        if len(values) == steps:
            with suppress(ValueError):  # not all of them in the shape of the variable
                joined_up = np.concatenate([values[step] for step in range(steps)])
                if joined_up.shape == (steps * shape[0], *shape[1:]):
                    return joined_up.reshape(steps, *shape)
        stacked = np.zeros((steps, *shape))
        for step, value in values.items():
            stacked[step] = value
        return stacked

    def _looked_up(self, variable: str) -> tuple[Codes, Codes]:
        """Return codes of actors and names of a variable's cells; a name of -1 is absent."""
        components = VARIABLES[variable].components()
        shape = len(components), self._history.worlds[0][variable].shape[-1]
        actors, names = np.full(shape, -1, np.int32), np.full(shape, -1, np.int32)
        known = {column.name: column for column in self._columns.get(variable, [])}
        for place, (name, _) in enumerate(components):
            if name in known:
                actors[place] = self.actors.codes(known[name].actors)
                names[place] = self.names.code(name)
        return actors.ravel(), names.ravel()

    def _claims_of_events(self, key: TermKey) -> Codes:
        """Return the codes of the claims of the scenario's events, shape ``(step, cell)``."""
        values = self._stacked(key)
        steps, *leading, _, units = values.shape
        claims = np.zeros((steps, *leading, units), np.int32)
        step, *index, _, unit = np.nonzero(values)
        for at, *place, where in np.stack([step, *index, unit], axis=1).tolist():
            code = self._event_claims(key[1], key[0], at, tuple(place), where)
            claims[(at, *place, where)] = code
        return claims.reshape(steps, -1)

    def _event_claims(
        self, term: str, variable: str, step: int, index: tuple[int, ...], unit: int
    ) -> int:
        """Return the code of the claims of the scenario's events behind a term."""
        found: dict[str, None] = {}
        for name, shock in self._due(step):
            touches = shock.unit in (None, unit) and index[: len(shock.index)] == shock.index
            if term in name and shock.variable == variable and touches:
                found.update(dict.fromkeys(shock.claims))
        return self.claims.code(joined(tuple(found)))

    def _due_at(self, step: int) -> list[tuple[tuple[str, str], Shock]]:
        """Return the shocks of a quarter, each with the two names that its term may have."""
        due = self._history.shocks.due(step, len(self._history.runs))
        return [
            ((f"{EVENT_TERM}{shock.cause}", f"{EVENT_TERM}{shock.cause}_{number}"), shock)
            for number, (shock, _) in enumerate(due)
        ]
