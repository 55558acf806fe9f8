"""Rows in groups: what one loop over units can work out together, and in which order.

A row of many units is worked out unit by unit, so rows of the same number of units stand in one
loop as long as none needs another unit's value. `take` does, and what is worked out across units is
known only after the loop. Each of these therefore begins a new *level*. Within a level, rows of one
value come first. Rows on which only outputs rest that the last quarters alone give stand in groups
of their own, behind the others of their level.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from sovsim.compiled.llvm.plain import LEAVES, REDUCTIONS, used
from sovsim.compiled.program import Key, Program, Row

Place = tuple[int, int, bool]
"""Level and units of a group, and whether it is for the last quarters alone."""


@dataclass
class Group:
    """Rows that are worked out in one loop.

    Attributes:
        units: how often the loop runs.
        late: whether only the last quarters need it.
        rows: numbers of the rows, each after those that it needs.
    """

    units: int
    late: bool = False
    rows: list[int] = field(default_factory=list)


def groups(program: Program, late: Container[Key] = ()) -> list[Group]:
    """Return the groups of a plain program, in their order.

    Args:
        late: outputs that only the last quarters give.
    """
    rows = program.rows
    places = _earliest(rows, used(program, [key for key in program.outputs if key not in late]))
    _sink(rows, places)
    found: dict[Place, Group] = {}
    for number, place in enumerate(places):
        if place is not None:
            found.setdefault(place, Group(*place[1:])).rows.append(number)
    return [found[place] for place in sorted(found)]


def keepers(program: Program, groups: Sequence[Group]) -> set[int]:
    """Return the rows that another group reads."""
    when = {number: place for place, group in enumerate(groups) for number in group.rows}
    return {
        one
        for number, place in when.items()
        for one in program.rows[number].of
        if when.get(one, place) != place
    }


def loop_units(rows: Sequence[Row], row: Row) -> int:
    """Return how often the loop runs in which a row is worked out."""
    return rows[row.of[0]].units if row.operation in REDUCTIONS else row.units


def least_level(rows: Sequence[Row], row: Row, of: int, level: int) -> int:
    """Return the first level on which a row can stand that needs a row of some level."""
    needed = rows[of]
    later = needed.operation in REDUCTIONS and loop_units(rows, needed) > 1
    across = row.operation == "take" and needed.units > 1
    return level + 1 if later or across else level


def _earliest(rows: Sequence[Row], always: Sequence[bool]) -> list[Place | None]:
    places: list[Place | None] = []
    for number, row in enumerate(rows):
        if row.operation in LEAVES:
            places.append(None)
            continue
        level = 0
        for one in row.of:
            place = places[one]
            if place is not None:
                level = max(level, least_level(rows, row, one, place[0]))
        places.append((level, loop_units(rows, row), not always[number]))
    return places


def _sink(rows: Sequence[Row], places: list[Place | None]) -> None:
    """Move rows to the level of what needs them, where fewer values then outlive their group."""
    users: list[list[int]] = [[] for _ in rows]
    for number, row in enumerate(rows):
        for one in set(row.of):
            users[one].append(number)
    for number in range(len(rows) - 1, -1, -1):
        place = places[number]
        if place is None or not users[number]:
            continue
        latest = min(
            _latest(rows, user, number, other[0])
            for user in users[number]
            if (other := places[user]) is not None
        )
        new = (latest, *place[1:])
        if latest > place[0] and _gain(rows, users, places, number, new) >= 0:
            places[number] = new


def _latest(rows: Sequence[Row], user: int, number: int, level: int) -> int:
    return level - (least_level(rows, rows[user], number, level) - level)


def _gain(
    rows: Sequence[Row],
    users: Sequence[Sequence[int]],
    places: Sequence[Place | None],
    number: int,
    new: Place,
) -> int:
    """Return how many values fewer have to be kept where a row moves."""
    gain = 0
    if all(places[user] == new for user in users[number]):
        gain += 1
    for one in set(rows[number].of):
        if places[one] is None:
            continue
        others = [user for user in users[one] if user != number]
        if others and all(places[user] == places[one] for user in others):
            gain -= 1
    return gain
