"""Lines of memory that a loop comes to some units later, asked for before it needs them.

A loop walks through a hundred rows and more side by side, which is more than a processor foresees
by itself. In a large region they lie beyond its near caches, so that each line would be waited for.
What is asked for changes no value.
"""

from __future__ import annotations

from sovsim.compiled.llvm.code import BYTES, Code
from sovsim.compiled.llvm.memory import Spot

UNITS = 8
"""How many units before it is needed a line is asked for; 4 to 16 do as well."""

LARGE = 100
"""Units of a loop from which on it pays; below, all of a run lies near enough."""

_READ, _SECOND, _DATA = 0, 2, 1
"""To be read, into the second cache (the first holds a unit's lines, not eight units'), no code."""


class Prefetch:
    """What a loop asks for.

    Args:
        code: of the loop's body.
        units: how often it runs.
    """

    def __init__(self, code: Code, units: int) -> None:
        self._code = code
        self._last = units - 1
        self._pays = units >= LARGE
        self._asked: set[Spot] = set()

    def head(self) -> list[str]:
        """Return what the body begins with: the unit to ask for, none beyond the last one."""
        if not self._pays:
            return []
        return [
            f"  %ahead = add i64 %unit, {UNITS}",
            f"  %then = call i64 @llvm.umin.i64(i64 %ahead, i64 {self._last})",
            f"  %then_far = mul i64 %then, {BYTES}",
            "  %then_near = mul i64 %then, 8",
        ]

    def row(self, spot: Spot, base: str) -> None:
        """Ask for a row's value of that unit.

        Args:
            spot: where the row stands.
            base: address of its first value.
        """
        if self._wants(spot):
            self._ask(self._code.address(base, "%then_far"))

    def taken(self, spot: Spot, base: str, table: str) -> None:
        """Ask for the value that that unit takes from another.

        Args:
            spot, base: as for `row`, of the row that is taken from.
            table: how far from the base each unit's value is.
        """
        if self._pays and spot.stride == BYTES:
            far = self._code.load(self._code.address(table, "%then_near"), "i64")
            self._ask(self._code.address(base, far))

    def _wants(self, spot: Spot) -> bool:
        """Return whether a row has lines of its own for each unit, and is not asked for yet."""
        wanted = self._pays and spot.stride == BYTES and spot not in self._asked
        self._asked.add(spot)
        return wanted

    def _ask(self, address: str) -> None:
        how = f"i32 {_READ}, i32 {_SECOND}, i32 {_DATA}"
        self._code.put(f"  call void @llvm.prefetch.p0(ptr {address}, {how})")


def declared() -> str:
    """Return the declaration of what asks."""
    return "declare void @llvm.prefetch.p0(ptr, i32, i32, i32)"
