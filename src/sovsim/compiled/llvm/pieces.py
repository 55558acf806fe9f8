"""Long groups in pieces: a loop whose code outgrows the nearest cache waits for it in every round.

Each piece is a loop of its own over the same units. A group is cut where few values cross, since
those are then kept in memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from sovsim.compiled.llvm.groups import Group, keepers
from sovsim.compiled.program import Program, Row

LONGEST = 1000
"""Instructions of a piece, about: some ten bytes each, for a cache of 32 KiB."""

_LENGTHS = {"exponential": 35, "logistic": 40, "logarithm": 40, "quantile": 110}
"""Instructions of the long operations; the others count as 1.5, with what they read."""
_USUAL = 1.5

_OF_A_PIECE = 4.0
"""What another loop costs, in values that are kept."""


def pieces(program: Program, groups: Sequence[Group], longest: float = LONGEST) -> list[Group]:
    """Return the groups with the long ones cut."""
    kept = keepers(program, groups)
    found: list[Group] = []
    for group in groups:
        ends = [len(group.rows)]
        if group.units > 1:
            ends = _ends(program.rows, group, kept, longest)
        for begin, end in pairwise([0, *ends]):
            found.append(Group(group.units, group.late, group.rows[begin:end]))
    return found


def _ends(rows: Sequence[Row], group: Group, kept: set[int], longest: float) -> list[int]:
    """Return where the pieces of a group end: by the cheapest way to cut it."""
    sums = [0.0]
    for number in group.rows:
        sums.append(sums[-1] + _LENGTHS.get(rows[number].operation, _USUAL))
    if sums[-1] <= longest:
        return [len(group.rows)]
    crossing = _crossing(rows, group, kept)
    lengths, best = np.array(sums), np.full(len(sums), np.inf)
    best[0] = 0.0
    before = [0] * len(sums)
    for end in range(1, len(sums)):
        first = min(int(np.searchsorted(lengths, sums[end] - longest)), end - 1)
        begin = first + int(np.argmin(best[first:end]))
        before[end] = begin
        best[end] = best[begin] + _OF_A_PIECE + crossing[end]
    ends = [len(group.rows)]
    while before[ends[-1]]:
        ends.append(before[ends[-1]])
    return ends[::-1]


def _crossing(rows: Sequence[Row], group: Group, kept: set[int]) -> list[int]:
    """Return how many values that are not kept anyway are needed on both sides of each place."""
    places = {number: place for place, number in enumerate(group.rows)}
    changes = [0] * (len(group.rows) + 2)
    last: dict[int, int] = {}
    for place, number in enumerate(group.rows):
        for one in rows[number].of:
            if one in places and one not in kept:
                last[one] = place
    for one, place in last.items():
        changes[places[one] + 1] += 1
        changes[place + 1] -= 1
    found, live = [0], 0
    for place in range(1, len(group.rows) + 1):
        live += changes[place]
        found.append(live)
    return found
