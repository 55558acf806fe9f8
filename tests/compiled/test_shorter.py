"""What need not be worked out gives the same as if it were, on every kind of number."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from sovsim.compiled import graph as graphs
from sovsim.compiled.evaluate import evaluate
from sovsim.compiled.graph import Graph
from sovsim.compiled.program import ELEMENTWISE_ONE, ELEMENTWISE_TWO
from tests.together import each

NUMBERS = np.array([[0.0], [-0.0], [1.0], [-1.0], [0.5], [-2.5], [3.0], [np.inf], [np.nan]])
FINITE = NUMBERS[:-2]
TRUTHS = ("and", "or", "xor", "not", "number")

Row = Callable[[Graph], int]


def number(name: str) -> Row:
    return lambda graph: graph.input((name,), 1)


def truth(name: str) -> Row:
    return lambda graph: graph.operation("less", graph.input((name,), 1), graph.constant(0.7))


def constant(value: float | bool) -> Row:
    return lambda graph: graph.constant(value)


def made(name: str, *of: Row) -> Row:
    return lambda graph: graph.operation(name, *(one(graph) for one in of))


X, Y, T = number("x"), number("y"), truth("x")
OF_NUMBERS: dict[str, Row] = {
    "x": X,
    "y": Y,
    "0": constant(0.0),
    "1": constant(1.0),
    "-1": constant(-1.0),
    "[t]": made("number", T),
    "-x": made("negative", X),
    "-y": made("negative", Y),
    "max(0, x)": made("maximum", constant(0.0), X),
    "min(1, y)": made("minimum", constant(1.0), Y),
    "floor(x)": made("floor", X),
    "1 or 0": made("where", T, constant(1.0), constant(0.0)),
    "3 or -1": made("where", T, constant(3.0), constant(-1.0)),
    "exp(y)": made("exponential", Y),
}
OF_TRUTHS: dict[str, Row] = {
    "t": T,
    "u": truth("y"),
    "true": constant(True),
    "false": constant(False),
    "not t": made("not", T),
}


def expressions() -> Iterator[tuple[str, Row]]:
    for name in sorted(ELEMENTWISE_ONE - {"quantile"}):
        for word, one in (OF_TRUTHS if name in TRUTHS else OF_NUMBERS).items():
            yield f"{name} {word}", made(name, one)
    for name in sorted(ELEMENTWISE_TWO):
        pool = OF_TRUTHS if name in TRUTHS else OF_NUMBERS
        for (word, one), (other, last) in itertools.product(pool.items(), pool.items()):
            yield f"{name} {word}, {other}", made(name, one, last)
    for pool in (OF_TRUTHS, OF_NUMBERS):
        for truths, one, other in itertools.product(OF_TRUTHS, pool, pool):
            yield (
                f"{one} if {truths} else {other}",
                made("where", OF_TRUTHS[truths], pool[one], pool[other]),
            )


def value(row: Row, numbers: np.ndarray) -> np.ndarray:
    """Return an expression's values on all pairs of some numbers."""
    graph = Graph()
    program = graph.program({("out",): row(graph)})
    xs, ys = np.repeat(numbers, len(numbers), 0), np.tile(numbers, (len(numbers), 1))
    given = {("x",): xs, ("y",): ys}
    found = evaluate(program, {key: given[key] for key in program.inputs()})
    return np.broadcast_to(found["out",], xs.shape)


@pytest.fixture(scope="module")
def in_full() -> dict[str, np.ndarray]:
    """Return every expression's values with all of it worked out."""
    kept, graphs.shorter = graphs.shorter, lambda *_: None
    try:
        return {word: value(row, NUMBERS) for word, row in expressions()}
    finally:
        graphs.shorter = kept


@pytest.mark.slow
@each("case", dict(expressions()).items(), lambda pair: pair[0])
def test_what_is_left_out_makes_no_difference(
    case: tuple[str, Row], in_full: dict[str, np.ndarray]
) -> None:
    word, row = case
    finite = np.isfinite(np.repeat(NUMBERS, len(NUMBERS), 0) + np.tile(NUMBERS, (len(NUMBERS), 1)))
    mine, theirs = value(row, NUMBERS), in_full[word]
    # What is multiplied by 0 is taken to be finite, and of a bound nothing is said of no number.
    where = finite if word.startswith(("multiply", "minimum", "maximum")) else np.ones_like(finite)
    assert np.array_equal(mine[where], theirs[where], equal_nan=mine.dtype != bool)


def test_something_is_left_out() -> None:
    graph = Graph()
    x, zero = graph.input(("x",), 1), graph.constant(0.0)
    truth = graph.operation("less", x, zero)
    assert graph.operation("add", x, zero) == x
    assert graph.operation("greater", graph.operation("number", truth), zero) == truth
    bounded = graph.operation("maximum", zero, x)
    assert graph.operation("maximum", zero, bounded) == bounded
    above = graph.operation("exponential", x)
    assert graph.operation("maximum", zero, above) == above
