"""Where each value that a program reads or keeps stands in memory.

All of a run that a kernel works on lies in one array of slots: a row of as many units takes as many
slots in a row. Slots of several runs stand side by side, run by run: ``state[slot, run]``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sovsim.compiled.program import Key, Program

KEPT = ("world", "before", "start", "parameter", "total", "given")
"""Sorts of inputs that stand in the state; draws, what is forced and the step are given besides."""


@dataclass(frozen=True)
class Layout:
    """The slots of a state, of what is forced, and of the draws.

    Attributes:
        state: key -> (first slot, units), of every key of `KEPT` that a program reads or gives.
        forced: the same for the keys ``forced``.
        draws: the same for the keys ``uniform``.
    """

    state: Mapping[Key, tuple[int, int]]
    forced: Mapping[Key, tuple[int, int]]
    draws: Mapping[Key, tuple[int, int]]

    @property
    def slots(self) -> int:
        """How many slots a state has."""
        return _length(self.state)

    @property
    def forced_slots(self) -> int:
        """How many slots are forced, or are not."""
        return _length(self.forced)

    @property
    def draw_slots(self) -> int:
        """How many draws a quarter of a run takes."""
        return _length(self.draws)


def layout(programs: Iterable[Program], first: Iterable[tuple[Key, int]] = ()) -> Layout:
    """Return where everything stands that some programs read or keep.

    Args:
        first: keys with their units that get their slots first, whether a program reads them or
            not; the whole world, say.
    """
    state: dict[Key, int] = dict(first)
    forced: dict[Key, int] = {}
    draws: dict[Key, int] = {}
    for program in programs:
        for key, units in program.inputs().items():
            if key[0] in KEPT:
                state.setdefault(key, units)
            elif key[0] == "forced":
                forced.setdefault(key, units)
            elif key[0] == "uniform":
                draws.setdefault(key, units)
        for key, number in program.outputs.items():
            if key[0] in KEPT:
                state.setdefault(key, program.rows[number].units)
    return Layout(_placed(state), _placed(forced), _placed(draws))


def _placed(units: Mapping[Key, int]) -> dict[Key, tuple[int, int]]:
    placed, first = {}, 0
    for key, count in units.items():
        placed[key] = (first, count)
        first += count
    return placed


def _length(placed: Mapping[Key, tuple[int, int]]) -> int:
    return max((first + units for first, units in placed.values()), default=0)
