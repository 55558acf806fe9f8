"""What a program is: rows of numbers, each worked out from earlier ones.

A *row* holds, for one run, a value for each unit of an axis (a state, a dyad, a contested unit), or
a single value that is alike for all of them. A program is a list of rows, without branch or loop:
each is an operation on rows that stand before it. What a program reads are rows ``input``, known by
their key; what it gives are rows with a key of their own.

========================  ====================================================================
operation                 meaning; all are of IEEE arithmetic in 64 bits, in this order, unfused
========================  ====================================================================
``constant``              a number (or truth value), `Row.data`; one value
``vector``                a number (or truth value) for each unit, `Row.data` is the tuple
``input``                 what the key `Row.data` stands for
``add``, ``subtract``, ``multiply``, ``divide``      of two rows
``minimum``, ``maximum``  ``a < b ? a : b`` and ``a > b ? a : b``: nan in the second comes through
``fmin``, ``fmax``        the same, where nan counts as absent
``negative``, ``absolute``, ``floor``, ``truncate``, ``root``   of one row
``exponential``, ``logarithm``, ``logistic``, ``quantile``      ``quantile`` is that of the normal
                          distribution, ``logistic`` is ``1 / (1 + exp(-x))``
``less``, ``less_equal``, ``greater``, ``greater_equal``, ``equal``, ``not_equal``   truth values
``and``, ``or``, ``not``, ``xor``                    of truth values
``where``                 the second row where the first, a truth value, holds; else the third
``number``                1 where a truth value holds, else 0
``sum``                   over units, one after the other from the first; one value
``highest``, ``lowest``   over units; one value
``any``, ``all``          over units, of truth values; one value
``take``                  unit *k* is unit ``Row.data[k]`` of the row
========================  ====================================================================

A row of one value beside one of many counts for each of them; as an output it fills all the places
of its key.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["number", "truth"]

Key = tuple[Any, ...]
"""What an input or output stands for; the first entry says of what sort it is:

* ``("world", variable, index)``: a row of the world, index the tuple of leading indices; as an
  output: at the end of the quarter;
* ``("before", variable, index)``: the same at the end of the quarter before, which events have not
  touched; as an output: what the next quarter is to find there;
* ``("start", variable, index)``: the same at the start of the run;
* ``("parameter", name)``: one value;
* ``("uniform", purpose)``: a draw in (0, 1) for each unit of the purpose's axis; number of purpose;
* ``("forced", decision, index)``: the option imposed on each unit, -1 where none is;
* ``("step",)``: quarters since the start of the run;
* ``("given", variable, index)``: at the start: 1 for each unit whose value is given, else 0;
* ``("total", metric, part)``: what has come together of a metric; also an output;
* ``("told", first, slots)``: an output for the ledger: so many slots from the first on, of a row of
  numbers for each quarter; see `sovsim.compiled.told`.
"""

ELEMENTWISE_ONE = frozenset(
    [
        "negative",
        "absolute",
        "floor",
        "truncate",
        "root",
        "exponential",
        "logarithm",
        "logistic",
        "quantile",
        "not",
        "number",
    ]
)
COMPARISONS = frozenset(["less", "less_equal", "greater", "greater_equal", "equal", "not_equal"])
JOINING = frozenset(["and", "or", "xor"])
ELEMENTWISE_TWO = (
    frozenset(["add", "subtract", "multiply", "divide", "minimum", "maximum", "fmin", "fmax"])
    | COMPARISONS
    | JOINING
)
ACROSS_UNITS = frozenset(["sum", "highest", "lowest", "any", "all", "take"])
TRUTHS = COMPARISONS | JOINING | {"not", "any", "all"}


@dataclass(frozen=True)
class Row:
    """One operation.

    Attributes:
        operation: see the module.
        of: numbers of the rows that it is worked out from.
        units: how many values it has for a run; 1 where all units have the same.
        kind: number or truth value.
        data: what the operation needs besides; see the module.
        origin: rule, or part of the engine, that asked for it first.
    """

    operation: str
    of: tuple[int, ...] = ()
    units: int = 1
    kind: Kind = "number"
    data: Any = None
    origin: str = field(default="", compare=False)


@dataclass(frozen=True)
class Program:
    """A list of rows, and which of them are its outputs.

    Attributes:
        rows: each works on earlier ones alone.
        outputs: key -> number of the row.
    """

    rows: tuple[Row, ...]
    outputs: Mapping[Key, int]

    def inputs(self) -> dict[Key, int]:
        """Return the key of each input with its number of units, in the order of the rows."""
        return {row.data: row.units for row in self.rows if row.operation == "input"}

    def needed(self, outputs: Iterable[Key] | None = None) -> Program:
        """Return the program without the rows on which no output rests.

        Args:
            outputs: those that are kept; all by default.
        """
        kept = dict(self.outputs) if outputs is None else {k: self.outputs[k] for k in outputs}
        used = [False] * len(self.rows)
        for number in kept.values():
            used[number] = True
        for number in range(len(self.rows) - 1, -1, -1):
            if used[number]:
                for one in self.rows[number].of:
                    used[one] = True
        new: dict[int, int] = {}
        rows: list[Row] = []
        for number, row in enumerate(self.rows):
            if used[number]:
                new[number] = len(rows)
                of = tuple(new[one] for one in row.of)
                rows.append(Row(row.operation, of, row.units, row.kind, row.data, row.origin))
        return Program(tuple(rows), {key: new[number] for key, number in kept.items()})

    def digest(self) -> str:
        """Return a hash of all that the program says; rules' names are not among it."""
        told = hashlib.sha256()
        for row in self.rows:
            told.update(repr((row.operation, row.of, row.units, row.kind, row.data)).encode())
        told.update(repr(sorted(self.outputs.items(), key=repr)).encode())
        return told.hexdigest()

    def counts(self) -> Counter[str]:
        """Return how often each operation stands in the program."""
        return Counter(row.operation for row in self.rows)

    def text(self, origin: str | None = None) -> Iterator[str]:
        """Yield the program in words, a line for each row.

        Args:
            origin: the rule whose rows are wanted; all by default.
        """
        names = {number: key for key, number in self.outputs.items()}
        for number, row in enumerate(self.rows):
            if origin is None or row.origin == origin:
                given = ", ".join(f"r{one}" for one in row.of)
                data = "" if row.data is None else f" {_told(row.data)}"
                ends = f"  -> {_told(names[number])}" if number in names else ""
                yield f"r{number} [{row.units}] = {row.operation}{data} {given}".rstrip() + ends


def _told(data: Any) -> str:
    if isinstance(data, tuple) and data and isinstance(data[0], str):
        *names, last = data
        index = "".join(f"[{one}]" for one in last) if isinstance(last, tuple) else f" {last}"
        return " ".join(map(str, names)) + index if names else str(last)
    if isinstance(data, float):
        return repr(data)
    return str(data)
