"""Constants of a module that differ by unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sovsim.compiled.llvm.code import double


@dataclass
class Tables:
    """Tables of constants; equal ones stand once.

    Attributes:
        lines: their definitions.
    """

    lines: list[str] = field(default_factory=list)
    _names: dict[str, str] = field(default_factory=dict)

    def numbers(self, values: Sequence[float]) -> str:
        """Return the name of a table of numbers."""
        return self._table("double", [double(float(one)) for one in values])

    def wholes(self, values: Sequence[int]) -> str:
        """Return the name of a table of whole numbers."""
        return self._table("i64", [str(one) for one in values])

    def _table(self, type_: str, values: list[str]) -> str:
        body = ", ".join(f"{type_} {one}" for one in values)
        if body not in self._names:
            name = self._names[body] = f"@table{len(self._names)}"
            self.lines.append(f"{name} = private constant [{len(values)} x {type_}] [{body}]")
        return self._names[body]
