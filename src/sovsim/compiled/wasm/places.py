"""Where each row of a program is read and written in WebAssembly.

Values of two runs stand side by side, so that a slot takes 16 bytes. Where the unit at work stands
in the state, in what is forced and in the draws are parameters of a piece, which move on with its
loop; in memory of the kernel's own it is 16 times the unit's number, and a place that is known.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sovsim.compiled.layout import KEPT, Layout
from sovsim.compiled.pieces.memory import End, Scratch, ends, told_slots
from sovsim.compiled.pieces.plan import Plan
from sovsim.compiled.program import Program, Row
from sovsim.compiled.wasm.vectors import LOAD, LOAD_ALIKE

STRIDE = 16
"""Bytes of a slot."""

STATE, FORCED, DRAWS, OWN = 0, 1, 2, 3
"""Parameters of a piece, and its first local, 16 times the number of the unit at work."""

_PARAMETERS = {"forced": FORCED, "uniform": DRAWS}
_HALF, _QUARTER = 1, 2


@dataclass(frozen=True)
class At:
    """A place in memory.

    Attributes:
        base: parameter or local whose value is added.
        offset: of the first unit, in bytes.
        shift: by how many bits that value is shifted to the right before.
        load: how it is read.
    """

    base: int
    offset: int
    shift: int = 0
    load: int = LOAD


class Places:
    """Where rows stand.

    In the kernel's own memory what is handed on comes first, then what becomes of the state, what
    is told, and constants.

    Attributes:
        program, plan: what is written.
        ends: number of the row -> places to which it goes as an output.
        constants: what stands from the address `known` on.
        out, told, known: addresses.
    """

    def __init__(self, program: Program, plan: Plan, layout: Layout) -> None:
        self.program, self.plan, self.layout = program, plan, layout
        self.ends = ends(program, layout)
        self._scratch = Scratch(
            program, plan, {one for one, found in self.ends.items() if found[0].array == "o"}
        )
        self.out = STRIDE * (self._scratch.numbers + self._scratch.truths)
        self.told = self.out + STRIDE * layout.slots
        self.known = self.told + STRIDE * told_slots(program)
        self.constants = bytearray()
        self._placed: dict[bytes, int] = {}

    def at(self, one: int) -> At:
        """Return where the first unit of a row stands."""
        row = self.program.rows[one]
        if row.operation == "vector":
            values = np.array(row.data, dtype="<f8").tobytes()
            return At(OWN, self._constant(values), _HALF, LOAD_ALIKE)
        if row.operation == "input":
            return self._of_input(row)
        held = self.held(one)
        return At(OWN, self.out + STRIDE * self.ends[one][0].first if held is None else held)

    def end(self, end: End) -> int:
        """Return the address of a place to which an output goes."""
        return (self.out if end.array == "o" else self.told) + STRIDE * end.first

    def held(self, one: int) -> int | None:
        """Return the address of what a row hands on, if it stands nowhere else."""
        if one not in self._scratch.first:
            return None
        apart = self._scratch.numbers if self.program.rows[one].kind == "truth" else 0
        return STRIDE * (apart + self._scratch.first[one])

    def is_mask(self, one: int) -> bool:
        """Return whether a truth value stands as one, not as a number."""
        return one in self._scratch.first

    def indices(self, row: Row) -> At:
        """Return where the places stand that a row takes its units from, in bytes."""
        places = (np.array(row.data, dtype="<i4") * STRIDE).astype("<i4").tobytes()
        return At(OWN, self._constant(places), _QUARTER)

    def _of_input(self, row: Row) -> At:
        sort = row.data[0]
        if sort in KEPT:
            return At(STATE, STRIDE * self.layout.state[row.data][0])
        table = self.layout.forced if sort == "forced" else self.layout.draws
        return At(_PARAMETERS[sort], STRIDE * table[row.data][0])

    def _constant(self, held: bytes) -> int:
        if held not in self._placed:
            self._placed[held] = len(self.constants)
            self.constants += held
        return self.known + self._placed[held]
