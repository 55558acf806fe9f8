"""A program as the generator wants it: the same values, with fewer cases to tell apart.

* No row is empty: what is worked out across an axis without units is known.
* Each output is a row of its own, a number, with as many units as its key has places.
* What stays the same over the quarters of a run, since it rests on parameters and start values
  alone, is a program of its own: the *prelude*, worked out once.
"""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace

from sovsim.compiled.program import ACROSS_UNITS, Key, Program, Row

LEAVES = frozenset({"constant", "vector", "input"})
"""Rows that are read, not worked out."""

REDUCTIONS = ACROSS_UNITS - {"take"}

FIXED = "fixed"
"""Sort of key: ``("fixed", number)`` is a row of the prelude that the quarter reads."""

_OF_NOTHING = {"sum": 0.0, "highest": -math.inf, "lowest": math.inf, "any": False, "all": True}
_LASTING = ("parameter", "start")


def plain(program: Program, units: Mapping[Key, int], late: Container[Key] = ()) -> Program:
    """Return the same program without empty rows, each output a row of its own.

    Args:
        units: output -> places of its key.
        late: outputs that only the last quarters give; no other output rests on their rows.
    """
    always = used(program, [key for key in program.outputs if key not in late])
    rows = [_filled(program.rows, row) for row in program.rows]
    outputs: dict[Key, int] = {}
    taken: set[int] = set()
    for key, given in program.outputs.items():
        if not units[key]:
            continue
        number = given
        if rows[number].kind == "truth":
            number = _added(rows, Row("number", (number,), rows[number].units))
        row = rows[number]
        shared = key in late and number < len(always) and always[number]
        if row.operation in LEAVES or number in taken or shared or row.units != units[key]:
            number = _added(rows, Row("copy", (number,), units[key]))
        taken.add(number)
        outputs[key] = number
    return Program(tuple(rows), outputs).needed()


def used(program: Program, outputs: Iterable[Key]) -> list[bool]:
    """Return of each row whether one of some outputs rests on it."""
    found = [False] * len(program.rows)
    for key in outputs:
        found[program.outputs[key]] = True
    for number in range(len(found) - 1, -1, -1):
        if found[number]:
            for one in program.rows[number].of:
                found[one] = True
    return found


def split(program: Program) -> tuple[Program, Program]:
    """Return the prelude and the quarter of a plain program.

    The prelude's outputs are what the quarter reads as inputs ``("fixed", number)``.
    """
    lasts: list[bool] = []
    for row in program.rows:
        leaf = row.operation in LEAVES
        lasts.append(
            row.operation != "input" or row.data[0] in _LASTING
            if leaf
            else all(lasts[one] for one in row.of)
        )
    given = set(program.outputs.values())
    fixed: dict[Key, int] = {}
    rows = list(program.rows)
    for number, row in enumerate(program.rows):
        if lasts[number] and number not in given:
            continue
        for one in row.of:
            if lasts[one] and rows[one].operation not in LEAVES:
                key = (FIXED, len(fixed))
                fixed[key] = one
                rows[one] = replace(rows[one], operation="input", of=(), data=key)
    prelude = Program(program.rows, fixed).needed()
    outputs = {
        key: _added(rows, Row("copy", (number,), rows[number].units))
        if rows[number].operation == "input"
        else number
        for key, number in program.outputs.items()
    }
    return prelude, Program(tuple(rows), outputs).needed()


def _added(rows: list[Row], row: Row) -> int:
    rows.append(row)
    return len(rows) - 1


def _filled(rows: tuple[Row, ...], row: Row) -> Row:
    if row.operation in _OF_NOTHING and not rows[row.of[0]].units:
        return Row("constant", (), 1, row.kind, _OF_NOTHING[row.operation], row.origin)
    return row
