"""Several programs as one that gives what each of them gives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sovsim.compiled.program import Key, Program, Row


def union(programs: Iterable[Program]) -> Program:
    """Return a program with the outputs of all; rows that are equal stand once."""
    rows: list[Row] = []
    places: dict[tuple[object, ...], int] = {}
    outputs: dict[Key, int] = {}
    for program in programs:
        new: list[int] = []
        for row in program.rows:
            moved = replace(row, of=tuple(new[one] for one in row.of))
            # 0 and -0, and 1 and True, are equal to Python.
            key = (moved.operation, moved.of, moved.units, moved.kind, repr(moved.data))
            if key not in places:
                places[key] = len(rows)
                rows.append(moved)
            new.append(places[key])
        outputs.update({key: new[number] for key, number in program.outputs.items()})
    return Program(tuple(rows), outputs)
