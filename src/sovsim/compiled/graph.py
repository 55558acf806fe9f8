"""Rows as they come together: equal ones stand once, and what is known is worked out at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np

from sovsim.compiled.evaluate import ELEMENTWISE
from sovsim.compiled.program import TRUTHS, Key, Kind, Program, Row
from sovsim.compiled.shorter import shorter

_EITHER_WAY = frozenset(("add", "multiply", "and", "or", "equal", "not_equal", "xor"))


class Graph:
    """The rows of a program while it is traced.

    Attributes:
        rows: the rows so far.
        origin: rule whose rows come now.
    """

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.origin = ""
        self._places: dict[tuple[Any, ...], int] = {}

    @contextmanager
    def of(self, origin: str) -> Iterator[None]:
        """Have the rows that come now belong to a rule."""
        before, self.origin = self.origin, origin
        try:
            yield
        finally:
            self.origin = before

    def input(self, key: Key, units: int) -> int:
        """Return the row of an input."""
        return self._row("input", (), units, "number", key)

    def constant(self, value: Any) -> int:
        """Return the row of a number or truth value, or of one for each unit, ``(unit,)``."""
        values = np.asarray(value).reshape(-1)
        kind: Kind = "truth" if values.dtype == np.bool_ else "number"
        plain = tuple(bool(one) if kind == "truth" else float(one) for one in values)
        if plain and all(repr(one) == repr(plain[0]) for one in plain):
            return self._row("constant", (), 1, kind, plain[0])
        return self._row("vector", (), len(plain), kind, plain)

    def operation(self, name: str, *of: int, data: Any = None, units: int | None = None) -> int:
        """Return the row of an operation on rows."""
        if name in ("minimum", "maximum") and self._given(of[1]) and not self._given(of[0]):
            of = (of[1], of[0])  # nan in the second row stays nan
        short = shorter(self, name, of)
        if short is not None:
            return short
        if name in ELEMENTWISE and all(self._known(one) for one in of):
            with np.errstate(all="ignore"):
                return self.constant(
                    ELEMENTWISE[name](*(np.asarray(self.value(one)) for one in of))
                )
        if units is None:
            counts = [self.rows[one].units for one in of]
            units = 0 if 0 in counts else max(counts)
        kind: Kind = "truth" if name in TRUTHS else "number"
        if name in ("where", "take"):
            kind = self.rows[of[-1]].kind
        return self._row(name, of, units, kind, data)

    def value(self, number: int) -> Any:
        """Return a constant's value, or a vector's as an array."""
        row = self.rows[number]
        return row.data if row.operation == "constant" else np.array(row.data)

    def number(self, row: int) -> int:
        """Return a row as numbers: 1 where a truth value holds."""
        return self.operation("number", row) if self.rows[row].kind == "truth" else row

    def truth(self, row: int) -> int:
        """Return a row as truth values: false where a number is 0."""
        if self.rows[row].kind == "truth":
            return row
        return self.operation("not_equal", row, self.constant(0.0))

    def program(self, outputs: Mapping[Key, int]) -> Program:
        """Return the program that gives some rows, without what it does not need."""
        return Program(tuple(self.rows), dict(outputs)).needed()

    def _known(self, number: int) -> bool:
        return self.rows[number].operation in ("constant", "vector")

    def _given(self, number: int) -> bool:
        """Return whether a row holds a bound, which is a number whatever happens."""
        row = self.rows[number]
        return self._known(number) or (row.operation == "input" and row.data[0] == "parameter")

    def _row(self, name: str, of: tuple[int, ...], units: int, kind: Kind, data: Any) -> int:
        # 0.0 and -0.0 are equal, and not the same number.
        told = repr(data) if name in ("constant", "vector") else data
        # Which of two operands stands first is for readers; it is the same row.
        key = (name, tuple(sorted(of)) if name in _EITHER_WAY else of, units, kind, told)
        place = self._places.get(key)
        if place is None:
            place = self._places[key] = len(self.rows)
            self.rows.append(Row(name, of, units, kind, data, self.origin))
        return place
