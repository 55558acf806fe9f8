"""In which order the rows of a program are worked out, and which share a loop over units.

Rows are gathered in *groups*: rows of one number of units, none of which needs another one's values
for all units. A group is a loop over its units; a long one is cut into *pieces*, since engines do
not optimise very long functions. A row that is used once stands inside the row that uses it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from sovsim.compiled.program import Program, Row

SOURCES = frozenset({"constant", "vector", "input"})
"""Rows that are read where they stand, and never worked out."""

SUMS = frozenset({"sum", "highest", "lowest", "any", "all"})
"""Rows that a loop over the units of another one works out."""

LENGTH = 150
"""Operations in a piece."""

DEPTH = 40
"""Rows within rows, beyond which one gets a name: parsers do not nest without end."""

Group = tuple[int, int]
"""Level and units: a group needs values of earlier levels, or single values of its own."""


@dataclass(frozen=True)
class Piece:
    """Rows that one function works out, in a loop over their units.

    Attributes:
        units: how often the loop runs.
        rows: numbers of the rows that get a name, in order; others stand inside them.
    """

    units: int
    rows: tuple[int, ...]


@dataclass(frozen=True)
class Plan:
    """Where each row of a program is worked out.

    Attributes:
        pieces: in order.
        inside: numbers of the rows that stand inside the one that uses them.
        kept: rows that another piece reads, or that are taken from: number -> last piece that does.
    """

    pieces: tuple[Piece, ...]
    inside: frozenset[int]
    kept: dict[int, int]


def plan(program: Program, length: int = LENGTH) -> Plan:
    """Return the plan of a program.

    Args:
        length: operations in a piece.
    """
    users = _users(program)
    groups = _sunk(program, users, _groups(program))
    inside = _inside(program, users, groups)
    pieces = tuple(_pieces(program, groups, inside, length))
    return Plan(pieces, inside, _kept(program, pieces, inside))


def loop_units(program: Program, row: Row) -> int:
    """Return how many units the loop has that works out a row."""
    return program.rows[row.of[0]].units if row.operation in SUMS else row.units


def _users(program: Program) -> list[list[int]]:
    users: list[list[int]] = [[] for _ in program.rows]
    for number, row in enumerate(program.rows):
        for one in row.of:
            users[one].append(number)
    return users


def _groups(program: Program) -> list[Group]:
    """Return the first group in which each row can be worked out."""
    groups: list[Group] = []
    for row in program.rows:
        units = loop_units(program, row)
        levels = [_first_level(program, one, row, units, groups) for one in row.of]
        groups.append((max(levels, default=0), units))
    return groups


def _first_level(program: Program, one: int, row: Row, units: int, groups: list[Group]) -> int:
    operand, (level, loop) = program.rows[one], groups[one]
    if operand.operation in SOURCES:
        return 0
    if row.operation == "take" or operand.operation in SUMS:
        return level + 1
    if loop in (units, 1):
        return level
    raise ValueError(f"a row of {operand.units} units beside one of {units}")


def _sunk(program: Program, users: list[list[int]], groups: list[Group]) -> list[Group]:
    """Return the groups where rows that one group alone reads are worked out there."""
    ends = set(program.outputs.values())
    for number in range(len(program.rows) - 1, -1, -1):
        row = program.rows[number]
        found = {groups[user] for user in users[number]}
        if number in ends or row.operation in SUMS or len(found) != 1:
            continue
        (group,) = found
        taken = any(program.rows[user].operation == "take" for user in users[number])
        if not taken and group[1] == groups[number][1]:
            groups[number] = group
    return groups


def _inside(program: Program, users: list[list[int]], groups: list[Group]) -> frozenset[int]:
    """Return the rows that stand inside the only one that uses them."""
    ends = set(program.outputs.values())
    depth = [0] * len(program.rows)
    inside = set()
    for number, row in enumerate(program.rows):
        within = [depth[one] + 1 for one in row.of if one in inside]
        depth[number] = max(within, default=0)
        if row.operation in SOURCES or row.operation in SUMS or number in ends:
            continue
        if len(users[number]) != 1 or depth[number] >= DEPTH:
            continue
        (user,) = users[number]
        if program.rows[user].operation != "take" and groups[user] == groups[number]:
            inside.add(number)
    return frozenset(inside)


def _pieces(
    program: Program, groups: list[Group], inside: frozenset[int], length: int
) -> Iterator[Piece]:
    size = [1] * len(program.rows)
    gathered: dict[Group, list[int]] = defaultdict(list)
    for number, row in enumerate(program.rows):
        size[number] += sum(size[one] for one in row.of if one in inside)
        if row.operation not in SOURCES and number not in inside:
            gathered[groups[number]].append(number)
    for group in sorted(gathered, key=lambda one: (one[0], one[1] != 1, one[1])):
        part: list[int] = []
        together = 0
        for number in _near(program, gathered[group], inside):
            if part and together + size[number] > length:
                yield Piece(group[1], tuple(part))
                part, together = [], 0
            part.append(number)
            together += size[number]
        yield Piece(group[1], tuple(part))


def _near(program: Program, group: list[int], inside: frozenset[int]) -> list[int]:
    """Return a group's rows so that what others of it need stands shortly before them."""
    needs = {number: set(read_by(program, number, inside)) for number in group}
    needed = set().union(*needs.values())
    ordered: dict[int, None] = {}
    for number in [*(one for one in group if one not in needed), *group]:
        waiting = [number]
        while waiting:
            missing = [one for one in needs[waiting[-1]] if one in needs and one not in ordered]
            if missing:
                waiting.append(min(missing))
            else:
                ordered[waiting.pop()] = None
    return list(ordered)


def _kept(program: Program, pieces: tuple[Piece, ...], inside: frozenset[int]) -> dict[int, int]:
    home = {number: place for place, piece in enumerate(pieces) for number in piece.rows}
    kept: dict[int, int] = {}
    for place, piece in enumerate(pieces):
        for number in piece.rows:
            for one in read_by(program, number, inside):
                if one in home and home[one] != place:
                    kept[one] = place
    return kept


def read_by(program: Program, number: int, inside: frozenset[int]) -> Iterator[int]:
    """Yield the rows that a row reads, through rows that stand inside it."""
    for one in program.rows[number].of:
        if one in inside:
            yield from read_by(program, one, inside)
        else:
            yield one
