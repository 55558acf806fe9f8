"""The ledger: every term that moved anything, with the claims behind it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np
import pyarrow as pa

from sovsim.arrays import FloatArray
from sovsim.record.arrow import IntArray, Words, numbers, whole
from sovsim.record.columns import Column, columns
from sovsim.record.history import History, TermKey, joined
from sovsim.record.panels import quarter_column
from sovsim.rules.events import EVENT_TERM
from sovsim.shocks import Shock
from sovsim.variables import VARIABLES


def ledger_table(history: History) -> pa.Table:
    """Return a row per run, quarter, actor, component and term that is not zero."""
    described = _Described(history)
    parts = [described.rows(number, key) for number, key in enumerate(history.terms)]
    rows = np.concatenate([part for part, _ in parts], axis=1) if parts else _no_rows()
    values = np.concatenate([part for _, part in parts]) if parts else np.empty(0)
    order = _order(rows)
    run, step, actor, column, term, claims, _ = rows[:, order]
    return pa.table(
        {
            "run": whole(history.runs[run]),
            "step": whole(step),
            "quarter": quarter_column(history, step),
            "state": described.actors.column(actor),
            "variable": described.names.column(column),
            "term": described.terms.column(term),
            "value": numbers(values[order]),
            "claims": described.claims.column(claims),
        }
    )


def _no_rows() -> IntArray:
    return np.empty((7, 0), dtype=np.int64)


def _order(rows: IntArray) -> IntArray:
    """Return the order by run, step, actor, column, and the terms as the engine adds them."""
    key = np.zeros(rows.shape[1], dtype=np.int64)
    for place in (0, 1, 2, 3, 6):
        key = key * (rows[place].max(initial=0) + 1) + rows[place]
    return np.argsort(key, kind="stable")


class _Described:
    """Finds the rows of one term after the other and collects the words they use."""

    def __init__(self, history: History) -> None:
        self._history = history
        self.actors, self.names = Words(), Words()
        self.terms, self.claims = Words(), Words()
        self._columns: dict[str, list[Column]] = {}
        for column in columns(history.scenario.region):
            self._columns.setdefault(column.variable.name, []).append(column)
            self.actors.codes(column.actors)
            self.names.code(column.name)
        self._due = cache(self._due_at)

    def rows(self, number: int, key: TermKey) -> tuple[IntArray, FloatArray]:
        """Return the codes of a term's rows, and their values."""
        variable, term, _ = key
        whole_term = self._stacked(variable, self._history.terms[key])
        step, *index, run, unit = np.nonzero(whole_term)
        values = whole_term[(step, *index, run, unit)]
        leading = VARIABLES[variable].leading
        place = np.ravel_multi_index(index, leading) if leading else np.zeros_like(step)
        actor_of, name_of = self._lookup(variable)
        actor, name = actor_of[place, unit], name_of[place]
        kept = name >= 0
        if term.startswith(EVENT_TERM):
            claims = np.array(
                [
                    self._event_claims(term, variable, int(row[0]), tuple(row[1:-1]), int(row[-1]))
                    for row in np.stack([step, *index, unit], axis=1).tolist()
                ],
                dtype=np.int64,
            )
        else:
            claims = np.full(step.shape, self.claims.code(joined(self._history.claims[key])))
        terms = np.full(step.shape, self.terms.code(term))
        numbered = np.full(step.shape, number)
        rows = np.stack([run, step, actor, name, terms, claims, numbered])
        return rows[:, kept], values[kept]

    def _stacked(self, variable: str, values: Mapping[int, FloatArray]) -> FloatArray:
        shape = self._history.worlds[0][variable].shape
        stacked = np.zeros((self._history.steps, *shape))
        for step, value in values.items():
            stacked[step] = value
        return stacked

    def _lookup(self, variable: str) -> tuple[IntArray, IntArray]:
        """Return actor codes ``[component, unit]`` and name codes ``[component]``; -1 is absent."""
        components = VARIABLES[variable].components()
        units = self._history.worlds[0][variable].shape[-1]
        actors = np.full((len(components), units), -1, dtype=np.int64)
        names = np.full(len(components), -1, dtype=np.int64)
        known = {column.name: column for column in self._columns.get(variable, [])}
        for place, (name, _) in enumerate(components):
            if name in known:
                actors[place] = self.actors.codes(known[name].actors)
                names[place] = self.names.code(name)
        return actors, names

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
