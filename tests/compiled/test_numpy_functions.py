"""NumPy's functions mean on symbolic arrays what they mean on numbers, nan included."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sovsim.compiled.evaluate import evaluate
from sovsim.compiled.graph import Graph
from sovsim.compiled.symbolic import Symbolic
from sovsim.compiled.trace import symbolic
from tests.compiled.beside import close
from tests.together import each

RUNS, UNITS, MEMBERS = 2, 40, 3
RANDOM = np.random.default_rng(4)
SPECIAL = [0.0, -0.0, 1.0, -1.0, np.inf, -np.inf, np.nan, 2.5, -2.5]


def drawn(*lead: int) -> np.ndarray:
    """Numbers of all kinds, shape ``(*lead, run, unit)``."""
    numbers = RANDOM.normal(size=(*lead, RUNS, UNITS)) * 3.0
    some = RANDOM.random(numbers.shape) < 0.3
    return np.where(some, RANDOM.choice(SPECIAL, numbers.shape), numbers)


X, Y, TABLE = drawn(), drawn(), drawn(MEMBERS)
CODE = RANDOM.integers(0, MEMBERS, (RUNS, UNITS)).astype(float)
PLACES = RANDOM.permutation(UNITS)
FIXED = np.linspace(-1.0, 1.0, UNITS)

Work = Callable[[Any, Any, Any, Any], Any]

ELEMENTWISE: dict[str, Work] = {
    **{
        name: lambda x, y, table, code, work=work: work(x, y)
        for name, work in {
            "+": operator.add,
            "-": operator.sub,
            "*": operator.mul,
            "/": operator.truediv,
            "<": operator.lt,
            "<=": operator.le,
            ">": operator.gt,
            ">=": operator.ge,
            "==": operator.eq,
            "!=": operator.ne,
            "fmin": np.fmin,
            "fmax": np.fmax,
        }.items()
    },
    **{
        name: lambda x, y, table, code, work=work: work(x)
        for name, work in {
            "negative": operator.neg,
            "absolute": np.abs,
            "floor": np.floor,
            "trunc": np.trunc,
            "sqrt": np.sqrt,
            "exp": np.exp,
            "log": np.log,
        }.items()
    },
    "a lower bound": lambda x, y, table, code: np.maximum(x, 0.5),
    "an upper bound": lambda x, y, table, code: np.minimum(0.5, x),
    "both bounds": lambda x, y, table, code: np.clip(x, -1.0, 1.0),
    "next below": lambda x, y, table, code: np.where(
        np.nextafter(code + 1.0, 0.0) < code + 1.0, x, y
    ),
    "square": lambda x, y, table, code: x**2 + y**0.5,
    "from the left": lambda x, y, table, code: (1.0 - x) / (2.0 + y) * FIXED,
    "masks": lambda x, y, table, code: (x < y) & ~(y > 0.0) | (x == 1.0) ^ (y != x),
    "where": lambda x, y, table, code: np.where(x < y, x, 0.0),
    "mask as number": lambda x, y, table, code: (x < y) * x + (x > 0.0).astype(np.float64),
    "whole part": lambda x, y, table, code: np.where(np.abs(x) < 9.0, x, 0.0).astype(np.int64) * y,
}

ACROSS: dict[str, Work] = {
    "sum": lambda x, y, table, code: code.sum(axis=-1, keepdims=True) - y,
    "max": lambda x, y, table, code: code.max(axis=-1, keepdims=True) - y,
    "min": lambda x, y, table, code: (code + FIXED).min(axis=-1, keepdims=True),
    "any": lambda x, y, table, code: (x > 5.0).any(axis=-1, keepdims=True),
    "all": lambda x, y, table, code: (x < 50.0).all(axis=-1, keepdims=True),
    "sum of what is alike": lambda x, y, table, code: np.full_like(x, 0.1).sum(-1, keepdims=True),
    "members together": lambda x, y, table, code: np.stack([code, 1.0 - code]).max(axis=0),
    "other units": lambda x, y, table, code: x[:, PLACES] * y,
    "some units": lambda x, y, table, code: x[:, PLACES[:7]],
    "one unit": lambda x, y, table, code: x[:, 3:4] + y,
    "members": lambda x, y, table, code: table[1:] - table[0],
    "members by list": lambda x, y, table, code: table[[2, 0]] * x,
    "members moved": lambda x, y, table, code: np.stack([x, y])[::-1],
    "joined": lambda x, y, table, code: np.concatenate([table, table[:1]]),
    "codes": lambda x, y, table, code: np.choose(code.astype(np.int64), [1.0, 2.5, -1.0]) * x,
}


def filled(x: Any, y: Any, table: Any, code: Any) -> Any:
    made = np.zeros((MEMBERS, RUNS, UNITS), like=x)
    made[1] = x
    made[2] += y
    np.copyto(made[0], y, where=code > 0.0)
    np.multiply(made[1], 2.0, out=made[1])
    made[:, :, 5] = 7.0
    made[2, :, 3:9] = x[:, 10:16]
    return made


def counted(x: Any, y: Any, table: Any, code: Any) -> Any:
    made = np.zeros_like(x, dtype=np.int8)
    for row in table:
        made += row < y
    return made


WORK = {**ELEMENTWISE, **ACROSS, "an array that is filled": filled, "a count": counted}


@pytest.fixture(scope="module")
def arrays() -> list[Symbolic]:
    graph = Graph()
    return [
        symbolic(graph, [("x",)], UNITS),
        symbolic(graph, [("y",)], UNITS),
        symbolic(graph, [("table", member) for member in range(MEMBERS)], UNITS, (MEMBERS,)),
        symbolic(graph, [("code",)], UNITS),
    ]


GIVEN = {("x",): X, ("y",): Y, ("code",): CODE}
GIVEN |= {("table", member): TABLE[member] for member in range(MEMBERS)}


def plain(array: np.ndarray) -> np.ndarray:
    """An array as axes of one length, for what gives several rows."""
    return np.asarray(array, dtype=float)


@each("work", WORK)
def test_it_gives_what_numpy_gives(work: Work, arrays: list[Symbolic]) -> None:
    # One row may have another kind of array at a time: a symbolic array of RUNS runs like these.
    found = work(*arrays)
    graph = found.graph
    numbers = [graph.number(int(row)) for row in found.cells.reshape(-1)]
    program = graph.program({("out", place): row for place, row in enumerate(numbers)})
    outputs = evaluate(program, {key: GIVEN[key] for key in program.inputs()})
    with np.errstate(all="ignore"):
        wanted = plain(work(X, Y, TABLE, CODE))
    assert found.shape == wanted.shape
    rows = wanted.reshape(-1, *wanted.shape[-2:])
    for place, row in enumerate(rows):
        close(outputs["out", place], row, f"row {place}")


def test_nothing_added_up_is_what_numpy_has() -> None:
    nothing = symbolic(Graph(), [("x",)], 0)
    numbers = np.zeros((RUNS, 0))
    for name, array in (("sum", nothing), ("any", nothing > 0.0), ("all", nothing > 0.0)):
        found = getattr(array, name)(axis=-1, keepdims=True)
        wanted = getattr(numbers > 0.0 if name != "sum" else numbers, name)(axis=-1)[0]
        assert found.shape == (RUNS, 1)
        assert found.graph.value(int(found.cells)) == wanted
