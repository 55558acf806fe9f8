"""What is wrong with a folder of observed data: where it stands, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sovsim.documents.errors import Fault
from sovsim.documents.nearest import nearest
from sovsim.documents.text import listed, one_line, printable, shown

Loss = Literal["file", "row", "cell", "nothing"]

LOSSES: dict[Loss, str] = {
    "file": "the file is left out",
    "row": "the row is left out",
    "cell": "the cell is taken as empty",
    "nothing": "nothing is left out",
}
"""What a fault costs, in words."""

_LONGEST_LABEL = 200


@dataclass(frozen=True)
class Damage:
    """One fault of a folder.

    Attributes:
        series: name of the series.
        fault: file, line and column, and the fault in one to three lines.
        loss: what is left out for it; the rest is used.
    """

    series: str
    fault: Fault
    loss: Loss

    def __str__(self) -> str:
        return str(self.fault)


class Damages:
    """Gathers the faults of one file.

    Args:
        series: name of the series.
        label: path of the file as it is shown.
    """

    def __init__(self, series: str, label: str) -> None:
        self.found: list[Damage] = []
        self._series = series
        self._label = label

    def of_file(self, wrong: str, loss: Loss = "file", line: int = 0) -> None:
        """Note what is wrong with a file, or with a line as a whole."""
        self._add(wrong, loss, line, "", ())

    def of_cell(
        self,
        line: int,
        column: str,
        found: str,
        wrong: str,
        loss: Loss,
        *,
        allowed: str = "",
        known: Iterable[str] = (),
    ) -> None:
        """Note what is wrong with a cell.

        Args:
            line: of the file, from 1.
            column: its name.
            found: what stands in the cell.
            wrong: the end of the sentence "column 'x' = value ...".
            loss: what is left out.
            allowed: what would be right.
            known: names among which the one that was meant is looked for.
        """
        names = list(known)
        meant = nearest(found, names) if names and found else ""
        right = allowed or listed(names)
        more = [f"allowed: {right}"] if right else []
        more += [f"did you mean '{meant}'?"] if meant else []
        value = "" if not found else f" = {shown(found)}"
        self._add(f"column '{column}'{value} {wrong}", loss, line, column, more)

    def _add(self, wrong: str, loss: Loss, line: int, key: str, more: Iterable[str]) -> None:
        place = one_line(printable(self._label), _LONGEST_LABEL) + (f":{line}" if line else "")
        text = "\n  ".join([f"{place}: {one_line(wrong, 400)}; {LOSSES[loss]}", *more])
        self.found.append(Damage(self._series, Fault(text, self._label, line, key), loss))
