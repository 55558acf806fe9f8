"""Where rows stand in memory: inputs and outputs by their keys, the rest on a reused scratch.

Only what another group reads is kept at all; within a group values are registers. What is written
to the state goes there at once where nobody reads the old value any more, and else waits on the
scratch for the end of the quarter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sovsim.compiled.llvm.code import BYTES
from sovsim.compiled.llvm.groups import Group
from sovsim.compiled.llvm.plain import LEAVES
from sovsim.compiled.program import Key, Program

SCRATCH = "scratch"


@dataclass(frozen=True)
class Spot:
    """A place in memory.

    Attributes:
        space: which of the buffers; they are the arguments of every function.
        offset: bytes from its beginning to the first unit.
        stride: bytes from unit to unit.
    """

    space: str
    offset: int
    stride: int = BYTES


@dataclass
class Memory:
    """The places of a program's rows.

    Attributes:
        spots: row -> place, of every row that is kept.
        staged: outputs that are moved at the end: row -> place in the state.
        size: bytes of scratch.
    """

    spots: dict[int, Spot] = field(default_factory=dict)
    staged: dict[int, Spot] = field(default_factory=dict)
    size: int = 0


def memory(
    program: Program, groups: Sequence[Group], at: Callable[[Key], Spot], scratch: int = 0
) -> Memory:
    """Return the places of everything.

    Args:
        program: a plain one.
        at: the place of an input's or output's key.
        scratch: bytes at its beginning that are taken.
    """
    when = {number: place for place, group in enumerate(groups) for number in group.rows}
    readers = _readers(program)
    found = Memory(size=scratch)
    inputs = {row.data: n for n, row in enumerate(program.rows) if row.operation == "input"}
    for key, number in program.outputs.items():
        place = at(key)
        if _free_at(program, when, readers, inputs.get(key), when[number]):
            found.spots[number] = place
        else:
            found.staged[number] = place
    _reuse(program, groups, when, readers, found)
    return found


def _readers(program: Program) -> list[list[int]]:
    readers: list[list[int]] = [[] for _ in program.rows]
    for number, row in enumerate(program.rows):
        for one in set(row.of):
            readers[one].append(number)
    return readers


def _free_at(
    program: Program,
    when: Mapping[int, int],
    readers: Sequence[Sequence[int]],
    held: int | None,
    place: int,
) -> bool:
    """Return whether nobody reads an input's old value any more once a group writes the new."""
    for reader in readers[held] if held is not None else ():
        across = program.rows[reader].operation == "take"
        if when[reader] > place or (across and when[reader] == place):
            return False
    return True


def _reuse(
    program: Program,
    groups: Sequence[Group],
    when: Mapping[int, int],
    readers: Sequence[Sequence[int]],
    found: Memory,
) -> None:
    """Give a place on the scratch to what is kept and has none, until its last reader."""
    free: dict[tuple[int, int], list[int]] = {}
    ends: dict[int, list[tuple[tuple[int, int], int]]] = {}
    for place, group in enumerate(groups):
        for number in group.rows:
            row = program.rows[number]
            last = max((when[one] for one in readers[number]), default=place)
            if number in found.staged:
                last = len(groups)
            if number in found.spots or row.operation in LEAVES or last <= place:
                continue
            size = (row.units, 1 if row.kind == "truth" else BYTES)
            pool = free.setdefault(size, [])
            offset = pool.pop() if pool else found.size
            if offset == found.size:
                found.size += -(-size[0] * size[1] // BYTES) * BYTES
            found.spots[number] = Spot(SCRATCH, offset, size[1])
            ends.setdefault(last, []).append((size, offset))
        for size, offset in ends.pop(place, ()):
            free.setdefault(size, []).append(offset)
