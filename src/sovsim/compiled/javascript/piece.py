"""One piece of a quarter: the body of a function of JavaScript."""

from __future__ import annotations

import itertools
import string
from collections import Counter
from collections.abc import Iterator

from sovsim.compiled.javascript.expressions import CALLS, Text, expression
from sovsim.compiled.javascript.places import Places
from sovsim.compiled.pieces.plan import SOURCES, SUMS, Piece, read_by
from sovsim.compiled.program import Row

_TAKEN = {*"sfutwboCKi", *CALLS.values(), "do", "if", "in", "of", "as", "is"}

_BEGINS = {"sum": "-0", "highest": "-Infinity", "lowest": "Infinity", "any": "0", "all": "1"}
"""What nothing comes to; a sum begins with -0, which leaves whatever is added as it is."""

_GATHERS = {
    "sum": "{0}+={1};",
    "highest": "{0}=mx({0},{1});",
    "lowest": "{0}=mn({0},{1});",
    "any": "{0}|={1};",
    "all": "{0}&={1};",
}


def body(places: Places, piece: Piece) -> str:
    """Return the statements that work out the rows of a piece."""
    return _Writer(places, piece).text()


def sources_out(places: Places) -> str:
    """Return the statements for outputs that nobody works out, such as an input under a new key."""
    rows = places.program.rows
    by_units: dict[int, list[str]] = {}
    for one in places.ends:
        if rows[one].operation in SOURCES:
            found = by_units.setdefault(rows[one].units, [])
            found += places.writes(one, places.read(one).text)
    return "".join(_loop(units, "".join(found)) for units, found in sorted(by_units.items()))


def _loop(units: int, inside: str) -> str:
    if units == 1 or not inside:
        return inside
    return f"for(let i=0;i<{units};i++){{{inside}}}" if units else ""


def _names() -> Iterator[str]:
    for length in itertools.count(1):
        for letters in itertools.product(string.ascii_letters, repeat=length):
            name = "".join(letters)
            if name not in _TAKEN:
                yield name


class _Writer:
    """Writes a piece; constants before the loop, the loop, and what has come together after it."""

    def __init__(self, places: Places, piece: Piece) -> None:
        self._places, self._piece = places, piece
        self._rows = places.program.rows
        self._names = _names()
        self._local: dict[int, Text] = {}
        self._before: list[str] = []
        self._inside: list[str] = []
        self._after: list[str] = []
        self._uses = Counter(
            one
            for number in piece.rows
            for one in read_by(places.program, number, places.plan.inside)
        )

    def text(self) -> str:
        for number in self._piece.rows:
            row = self._rows[number]
            if row.operation in SUMS and self._piece.units != 1:
                self._gather(number, row)
            else:
                self._name(number, self._worked_out(row))
        loop = _loop(self._piece.units, "".join(self._inside))
        return "".join([*self._before, loop, *self._after])

    def _gather(self, number: int, row: Row) -> None:
        name = next(self._names)
        units = self._piece.units
        begin = "0" if row.operation == "sum" and not units else _BEGINS[row.operation]
        self._before.append(f"let {name}={begin};")
        value = self._value(row.of[0])
        self._inside.append(_GATHERS[row.operation].format(name, value.text))
        self._after += self._places.writes(number, name)

    def _name(self, number: int, value: Text) -> None:
        writes = self._places.writes(number, value.text)
        if self._uses[number] or len(writes) > 1:
            name = next(self._names)
            self._inside.append(f"const {name}={value.text};")
            self._local[number] = Text(name)
            writes = self._places.writes(number, name)
        self._inside += writes

    def _worked_out(self, row: Row) -> Text:
        if row.operation == "take":
            return self._places.taken(row)
        given = [self._value(one) for one in row.of]
        return given[0] if row.operation in SUMS else expression(row.operation, given)

    def _value(self, one: int) -> Text:
        if one in self._local:
            return self._local[one]
        row = self._rows[one]
        if one in self._places.plan.inside:
            return self._worked_out(row)
        value = self._places.read(one)
        if row.operation == "constant":
            return value
        alike = row.units == 1 and self._piece.units != 1
        if alike or self._uses[one] > 1:
            name = next(self._names)
            where = self._before if alike else self._inside
            where.append(f"const {name}={value.text};")
            value = self._local[one] = Text(name)
        return value
