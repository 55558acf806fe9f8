"""Rows put in the form in which a reader meets them: what is alike for all members, said once.

A *form* is an expression in which a place on a leading axis may be left open. ``autonomy`` of the
political domain, in an expression for that domain, is ``autonomy[domain]``; so the expressions of
all domains are one form where the rule treats them alike. A sum of a form over all members of an
axis, or over all neighbours, is a form as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from sovsim.axes import member_name
from sovsim.compiled.graph import Graph
from sovsim.compiled.program import Row
from sovsim.compiled.ties import Open, Ties, number_text
from sovsim.noise import Purpose
from sovsim.parameters import registry
from sovsim.region.topology import Topology
from sovsim.variables import VARIABLES

CHAINS = {"add": "sum", "maximum": "highest", "minimum": "lowest", "or": "any", "and": "all"}
PLURALS = {"state": "states", "dyad": "rivalries", "contested": "contested units"}
_COMPARES = frozenset(["equal", "not_equal", "less", "less_equal", "greater", "greater_equal"])


@dataclass(frozen=True)
class Form:
    """An expression; equal ones are one.

    Attributes:
        operation: as in a program; ``name`` for a word that stands for itself, ``over`` for what
            is put together over members or ties, ``of`` for a value of another unit, ``at`` for a
            table looked up by a code.
        of: numbers of the forms that it is made of.
        word: name, number, or what it goes over.
        open: places that are left open in it.
    """

    operation: str
    of: tuple[int, ...] = ()
    word: str = ""
    open: frozenset[str] = frozenset()


class Forms:
    """The forms of a graph's rows.

    Attributes:
        found: the forms so far.
        names: number of a form -> what the source calls it.
    """

    def __init__(self, graph: Graph, topology: Topology, names: Mapping[int, str]) -> None:
        self.graph = graph
        self.found: list[Form] = []
        self.names: dict[int, str] = {}
        self._called = names
        self._ties = Ties(topology)
        self._numbers: dict[Form, int] = {}
        self._known: dict[tuple[int, frozenset[Any]], int] = {}
        self._touched: dict[Any, list[bool]] = {}

    def of(self, row: int, left_open: Open | None = None) -> int:
        """Return the number of a row's form, with some places left open."""
        left = {
            over: place for over, place in (left_open or {}).items() if self._touches(row, over)
        }
        key = (row, frozenset(left.items()))
        if key not in self._known:
            number = self._known[key] = self._formed(row, left)
            if row in self._called:
                self.names.setdefault(number, self._called[row])
        return self._known[key]

    def is_zero(self, number: int) -> bool:
        """Return whether a form is nothing but 0."""
        return self.found[number].operation == "name" and self.found[number].word in ("0", "-0")

    def _touches(self, number: int, over: Any) -> bool:
        """Return whether an open place on an axis, or among ties, makes a difference to a row."""
        known = self._touched.setdefault(over, [])
        count = self._ties.count(over)
        for row in self.graph.rows[len(known) : number + 1]:
            if row.operation in ("input", "constant", "vector"):
                found = any(self._word(row, {over: place})[1] for place in range(count))
            else:
                tie = self._ties.of_take(row.data) if row.operation == "take" else None
                found = tie is not None and tie[0] == over
                found = found or any(known[one] for one in row.of)
            known.append(found)
        return known[number]

    def _formed(self, number: int, left: dict[Any, int]) -> int:
        row = self.graph.rows[number]
        name = row.operation
        if name in ("input", "constant", "vector"):
            return self._put("name", (), *self._word(row, left))
        if name in CHAINS:
            chain = self._chain(number, left)
            if chain is not None:
                return chain
        if name == "truncate" and self._codes(row.of[0]) is not None:
            return self.of(row.of[0], left)
        if name == "take":
            return self._taken(row, left)
        if name in ("sum", "highest", "lowest", "any", "all"):
            units = self.graph.rows[row.of[0]].units
            word = PLURALS.get(self._ties.axis(units), "units")
            return self._put("over", (self.of(row.of[0], left),), f"{name} over {word}")
        looked_up = self._looked_up(row, left) if name == "where" else None
        return self._put(name, self._operands(row, left)) if looked_up is None else looked_up

    def _operands(self, row: Row, left: dict[Any, int]) -> tuple[int, ...]:
        of = [self.of(one, left) for one in row.of]
        if row.operation in _COMPARES:
            for one, other in ((0, 1), (1, 0)):
                member = self._code(row.of[one], row.of[other])
                if member:
                    of[other] = self._put("name", (), member)
        return tuple(of)

    def _code(self, coded: int, constant: int) -> str:
        """Return the member that a constant stands for beside a code of the world."""
        codes, held = self._codes(coded), self.graph.rows[constant]
        if codes is None or held.operation != "constant":
            return ""
        values = {float(member) for member in codes}
        return member_name(codes(int(held.data))) if held.data in values else ""

    def _codes(self, number: int) -> type[IntEnum] | None:
        """Return the enumeration behind a row that is a code of the world."""
        row = self.graph.rows[number]
        if row.operation in ("truncate", "floor", "take"):
            return self._codes(row.of[0])
        coded = row.operation == "input" and row.data[0] == "world"
        return VARIABLES[row.data[1]].codes if coded else None

    def _looked_up(self, row: Row, left: dict[Any, int]) -> int | None:
        """Return a table looked up by a code as one form, where all its members are alike."""
        code, members, rest = -1, dict[float, int](), row
        while rest.operation == "where" and self.graph.rows[rest.of[0]].operation == "equal":
            of, member = self.graph.rows[rest.of[0]].of
            held = self.graph.rows[member]
            if held.operation != "constant" or code not in (-1, of) or held.data in members:
                break
            code, members[held.data] = of, rest.of[1]
            last, rest = rest.of[2], self.graph.rows[rest.of[2]]
        codes = self._codes(code) if members else None
        if codes is None or len(members) < 2 or codes in left:
            return None
        rows = {int(member): members.get(float(member), last) for member in codes}
        forms = {self.of(row, {**left, codes: member}) for member, row in rows.items()}
        # A parameter that is not declared for a member counts as 0, see `Parameters.table`.
        forms = {one for one in forms if not self.is_zero(one)}
        one = next(iter(forms), 0)
        if len(forms) != 1 or placeholder(codes) not in self.found[one].open:
            return None
        return self._put("at", (one, self.of(code, left)), placeholder(codes), over=codes)

    def _taken(self, row: Row, left: dict[Any, int]) -> int:
        of = self.of(row.of[0], left)
        tie = self._ties.of_take(row.data)
        if tie is None:
            few = ", ".join(map(str, row.data[:4])) + (", ..." if len(row.data) > 4 else "")
            return self._put("of", (of,), f"unit {few}")
        word, place = tie
        if left.get(word) == place:
            return self._put("of", (of,), f"the {word}", frozenset([word]))
        return self._put("of", (of,), f"{word} {place + 1}" if place >= 0 else f"the {word}")

    def _chain(self, number: int, left: dict[Any, int]) -> int | None:
        """Return a chain of additions (or the like) as one over members or ties, if it is one."""
        operation = self.graph.rows[number].operation
        parts = self._parts(number, operation)
        for start in (0, 1):
            window = parts[start:]
            for over, count in self._ties.families():
                if over in left or count != len(window) or count < 2:
                    continue
                if not self._touches(number, over):
                    continue
                for order in _orders(window):
                    forms = {
                        self.of(part, {**left, over: place}) for place, part in enumerate(order)
                    }
                    one = next(iter(forms))
                    if len(forms) == 1 and placeholder(over) in self.found[one].open:
                        word = _plural(over)
                        whole = self._put(
                            "over", (one,), f"{CHAINS[operation]} over {word}", over=over
                        )
                        if not start:
                            return whole
                        return self._put(operation, (self.of(parts[0], left), whole))
        return None

    def _parts(self, number: int, operation: str) -> list[int]:
        row = self.graph.rows[number]
        first, last = row.of
        if self.graph.rows[first].operation != operation == self.graph.rows[last].operation:
            first, last = last, first
        if self.graph.rows[first].operation == operation:
            return [*self._parts(first, operation), last]
        return [first, last]

    def _word(self, row: Row, left: dict[Any, int]) -> tuple[str, frozenset[str]]:
        if row.operation == "constant":
            return number_text(row.data), frozenset()
        if row.operation == "vector":
            return self._ties.of_vector(row.data, left)
        if row.data == ("step",):
            return "quarters since the start", frozenset()
        sort, name, *index = row.data
        if sort == "parameter":
            return _with_member(name, left, registry())
        if sort == "uniform":
            word, free = _with_member(Purpose(name).name, left, Purpose.__members__)
            return f"draw {word}", free
        if sort == "forced":
            return f"option imposed on {name}", frozenset()
        return column(name, index[0], left)

    def _put(
        self,
        operation: str,
        of: tuple[int, ...] = (),
        word: str = "",
        free: frozenset[str] = frozenset(),
        over: Any = None,
    ) -> int:
        below = frozenset().union(free, *(self.found[one].open for one in of))
        if over is not None:
            below -= {placeholder(over)}
        form = Form(operation, of, word, below)
        if form not in self._numbers:
            self._numbers[form] = len(self.found)
            self.found.append(form)
        return self._numbers[form]


def column(name: str, index: Sequence[int], left: Open) -> tuple[str, frozenset[str]]:
    """Return a column of the world as files name it, or with open places in brackets."""
    variable = VARIABLES[name]
    members = [axis(place) for axis, place in zip(variable.axes, index, strict=False)]
    free = [left.get(type(member)) == int(member) for member in members]
    words = [
        placeholder(type(member)) if open_ else member_name(member)
        for member, open_ in zip(members, free, strict=True)
    ]
    if not any(free):
        return "_".join([name, *words]), frozenset()
    return f"{name}[{', '.join(words)}]", frozenset(
        word for word, open_ in zip(words, free, strict=True) if open_
    )


def _with_member(name: str, left: Open, known: Iterable[str]) -> tuple[str, frozenset[str]]:
    """Return a name that ends with the member whose place is open with the place in brackets."""
    for axis, place in left.items():
        if isinstance(axis, str):
            continue
        ending = f"_{axis(place).name}"
        if name.lower().endswith(ending.lower()):
            word = placeholder(axis)
            return f"{name[: -len(ending)]}[{word}]", frozenset([word])
    return name, frozenset()


def placeholder(over: Any) -> str:
    """Return the word for an open place."""
    return (
        over
        if isinstance(over, str)
        else re.sub(r"(?<=[a-z])(?=[A-Z])", " ", over.__name__).lower()
    )


def _plural(over: Any) -> str:
    word = placeholder(over)
    return "rivalries" if word == "rivalry" else f"{word}s"


def _orders(parts: Sequence[int]) -> Iterable[Sequence[int]]:
    yield parts
    if len(parts) >= 2:
        yield [parts[1], parts[0], *parts[2:]]
