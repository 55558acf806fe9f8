"""Programs made up at random, with every operation, and worlds to run them on."""

from __future__ import annotations

import numpy as np

from sovsim.compiled.layout import Layout, layout
from sovsim.compiled.program import COMPARISONS, JOINING, TRUTHS, Key, Program, Row

UNITS = {"state": 5, "dyad": 3, "none": 0, "system": 1}

ONE = [
    "negative",
    "absolute",
    "floor",
    "truncate",
    "root",
    "exponential",
    "logarithm",
    "logistic",
    "quantile",
]
TWO = ["add", "subtract", "multiply", "divide", "minimum", "maximum", "fmin", "fmax"]
COMPARED = sorted(COMPARISONS)
JOINED = sorted(JOINING)
GATHERED = ["sum", "highest", "lowest"]


class Maker:
    """Adds rows that keep numbers between about -5 and 5, so that no chaos hides an error."""

    def __init__(self, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        self.rows: list[Row] = []
        self.constants: dict[float, int] = {}

    def add(self, operation: str, *of: int, units: int | None = None, data: object = None) -> int:
        if units is None:
            units = max(
                (self.rows[one].units for one in of), key=lambda one: (one != 1, one), default=1
            )
        truth = operation in TRUTHS or (operation == "where" and self.rows[of[1]].kind == "truth")
        if operation in ("constant", "vector"):
            truth = isinstance(data if operation == "constant" else (*data, 0.0)[0], bool)
        kind = "truth" if truth else "number"
        self.rows.append(Row(operation, of, units, kind, data))
        return len(self.rows) - 1

    def pick(self, kind: str, units: int) -> int:
        """Return a recent row of a kind, of that many units or of one."""
        wanted = (units,) if self.random.random() < 0.8 else (units, 1)
        fitting = [
            number
            for number, row in enumerate(self.rows)
            if row.kind == kind and row.units in wanted and row.operation != "constant"
        ]
        return int(self.random.choice(fitting[-12:]))

    def bounded(self, number: int) -> int:
        above = self.add("maximum", number, self.constant(-5.0))
        return self.add("minimum", above, self.constant(5.0))

    def grow(self) -> None:
        units = int(self.random.choice(list(UNITS.values())))
        sort = self.random.integers(7)
        if sort == 0:
            operation = str(self.random.choice(ONE))
            self.bounded(self.add(operation, self.domain(operation, self.pick("number", units))))
        elif sort in (1, 2):
            operation = str(self.random.choice(TWO))
            first, second = self.pick("number", units), self.pick("number", units)
            if operation == "divide":
                second = self.domain("root", second)
            self.bounded(self.add(operation, first, second))
        elif sort == 3:
            operation = str(self.random.choice(COMPARED))
            self.add(operation, self.pick("number", units), self.pick("number", units))
        elif sort == 4:
            operation = str(self.random.choice([*JOINED, "not", "number", "any", "all"]))
            of = [self.pick("truth", units) for _ in range(1 + (operation in JOINED))]
            self.add(operation, *of, units=1 if operation in ("any", "all") else None)
        elif sort == 5:
            kind = str(self.random.choice(["number", "truth"]))
            of = [self.pick("truth", units), self.pick(kind, units), self.pick(kind, units)]
            self.add("where", *of)
        else:
            self.across(units)

    def across(self, units: int) -> None:
        one = self.pick("number", units)
        held = self.rows[one].units
        if held and self.random.random() < 0.5:
            self.bounded(self.add(str(self.random.choice(GATHERED)), one, units=1))
        elif held:
            wanted = int(self.random.choice(list(UNITS.values())))
            places = tuple(int(place) for place in self.random.integers(held, size=wanted))
            self.add("take", one, units=wanted, data=places)

    def domain(self, operation: str, number: int) -> int:
        """Return a number in the domain of an operation: above 0, or between 0 and 1."""
        if operation in ("root", "logarithm", "quantile"):
            number = self.add("add", self.add("absolute", number), self.constant(0.01))
        if operation == "quantile":
            number = self.add("minimum", number, self.constant(0.99))
        return number

    def constant(self, value: float) -> int:
        """Return the row of a number; each stands once."""
        if value not in self.constants:
            self.constants[value] = self.add("constant", units=1, data=value)
        return self.constants[value]


def program(seed: int, length: int = 300) -> Program:
    """Return a program of about so many rows whose outputs are a world, totals and a ledger."""
    maker = Maker(seed)
    keys: list[Key] = []
    for axis, units in UNITS.items():
        for sort in ("world", "start"):
            keys += [(sort, f"{axis}_{number}", ()) for number in range(2)]
            for key in keys[-2:]:
                maker.add("input", units=units, data=key)
        maker.add("input", units=units, data=("uniform", len(maker.rows)))
        maker.add("input", units=units, data=("forced", axis, ()))
        maker.add("vector", units=units, data=tuple(map(float, maker.random.normal(size=units))))
        maker.add("less", len(maker.rows) - 1, len(maker.rows) - 2)
        flags = tuple(bool(one) for one in maker.random.integers(2, size=units))
        maker.add("vector", units=units, data=flags or (0.0,)[:units])
    maker.add("input", data=("parameter", "group.key"))
    maker.add("less", maker.pick("number", 1), maker.pick("number", 1))
    while len(maker.rows) < length:
        maker.grow()
    outputs: dict[Key, int] = {}
    for axis, units in UNITS.items():
        for number in range(2):
            outputs["world", f"{axis}_{number}", ()] = maker.pick("number", units)
        outputs["total", axis, 0] = maker.bounded(maker.pick("number", units))
    slots = 0
    for number in range(len(maker.rows) - 20, len(maker.rows)):
        units = maker.rows[number].units
        if units:
            outputs["told", slots, units] = number
        slots += units
    return Program(tuple(maker.rows), outputs)


def placed(made: Program) -> Layout:
    """Return a layout with the whole world first."""
    first = [
        (("world", f"{axis}_{one}", ()), units) for axis, units in UNITS.items() for one in (0, 1)
    ]
    return layout([made], first)
