"""Rows that need not be worked out: what an operation comes to, to the last bit.

Nothing here may change a result. What looks alike in algebra and is not in arithmetic stays: ``1 -
(1 - x)`` rounds, a division by a number is no multiplication. Three things are relied on, which
tests of the rules hold: no rule divides by what may be 0, so that the sign of 0 is of no account
(``x + 0.0``); what is multiplied by 0 is finite; and a code by which a table is looked up is one of
its members.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sovsim.compiled.graph import Graph

Of = Sequence[int]

_COMPARES: dict[str, Callable[[float, float], bool]] = {
    "less": np.less,
    "less_equal": np.less_equal,
    "greater": np.greater,
    "greater_equal": np.greater_equal,
    "equal": np.equal,
    "not_equal": np.not_equal,
}


def shorter(graph: Graph, name: str, of: Of) -> int | None:
    """Return the row that an operation comes to, or None where it has to be worked out."""
    rule = _RULES.get(name)
    return None if rule is None else rule(graph, name, of)


def _add(graph: Graph, name: str, of: Of) -> int | None:
    first, last = of
    for one, other in ((first, last), (last, first)):
        if _is(graph, one, 0.0):
            return other
    if _operation(graph, last) == "negative":
        return graph.operation("subtract", first, graph.rows[last].of[0])
    if _operation(graph, first) == "negative":
        return graph.operation("subtract", last, graph.rows[first].of[0])
    return None


def _subtract(graph: Graph, name: str, of: Of) -> int | None:
    first, last = of
    if _is(graph, last, 0.0):
        return first
    if _operation(graph, last) == "negative":
        return graph.operation("add", first, graph.rows[last].of[0])
    return None


def _multiply(graph: Graph, name: str, of: Of) -> int | None:
    for one, other in (of, of[::-1]):
        if _is(graph, one, 0.0):
            return graph.constant(0.0)
        if _is(graph, one, 1.0):
            return other
    return _minus_outside(graph, name, of)


def _divide(graph: Graph, name: str, of: Of) -> int | None:
    return of[0] if _is(graph, of[1], 1.0) else _minus_outside(graph, name, of)


def _minus_outside(graph: Graph, name: str, of: Of) -> int | None:
    """Return a product with its minus outside, where it can be taken away instead of added."""
    for place, one in enumerate(of):
        if _operation(graph, one) == "negative":
            inside = list(of)
            inside[place] = graph.rows[one].of[0]
            return graph.operation("negative", graph.operation(name, *inside))
    return None


def _negative(graph: Graph, name: str, of: Of) -> int | None:
    return graph.rows[of[0]].of[0] if _operation(graph, of[0]) == "negative" else None


def _extreme(graph: Graph, name: str, of: Of) -> int | None:
    """Of the smaller or larger: leave out what was done before, or cannot make a difference."""
    first, last = of
    if first == last:
        return first
    for one, other in ((first, last), (last, first)):
        if _operation(graph, one) == name and other in graph.rows[one].of:
            return one
        if graph.rows[other].operation == "constant":
            low, high = bounds(graph, one)
            bound = graph.rows[other].data
            if low >= bound if name == "maximum" else high <= bound:
                return one
    return None


def _both_or_either(graph: Graph, name: str, of: Of) -> int | None:
    first, last = of
    rules = name == "or"
    for one, other in ((first, last), (last, first)):
        if graph.rows[one].operation == "constant":
            return graph.constant(rules) if bool(graph.rows[one].data) is rules else other
    return first if first == last else None


def _not(graph: Graph, name: str, of: Of) -> int | None:
    return graph.rows[of[0]].of[0] if _operation(graph, of[0]) == "not" else None


def _where(graph: Graph, name: str, of: Of) -> int | None:
    truth, one, other = of
    if one == other:
        return one
    if graph.rows[truth].operation == "constant":
        return one if graph.rows[truth].data else other
    if _operation(graph, truth) == "not":
        return graph.operation("where", graph.rows[truth].of[0], other, one)
    if graph.rows[one].kind == "truth":
        return _where_truths(graph, truth, one, other)
    if _is(graph, one, 1.0) and _is(graph, other, 0.0):
        return graph.operation("number", truth)
    if _is(graph, one, 0.0) and _is(graph, other, 1.0):
        return graph.operation("number", graph.operation("not", truth))
    return None


def _where_truths(graph: Graph, truth: int, one: int, other: int) -> int | None:
    if graph.rows[one].operation == "constant" and graph.rows[one].data:
        return graph.operation("or", truth, other)
    if graph.rows[other].operation == "constant" and not graph.rows[other].data:
        return graph.operation("and", truth, one)
    return None


def _compared(graph: Graph, name: str, of: Of) -> int | None:
    """Compare a row that is one of two numbers with a third: it is one truth value or another."""
    for place, one in enumerate(of):
        two = _one_of_two(graph, one)
        fixed = graph.rows[of[1 - place]]
        if two is None or fixed.operation != "constant":
            continue
        truth, *numbers = two
        there, else_ = (
            bool(_COMPARES[name](*((number, fixed.data) if place == 0 else (fixed.data, number))))
            for number in numbers
        )
        if there == else_:
            return graph.constant(there)
        return truth if there else graph.operation("not", truth)
    return None


def _one_of_two(graph: Graph, number: int) -> tuple[int, float, float] | None:
    row = graph.rows[number]
    if row.operation == "number":
        return row.of[0], 1.0, 0.0
    if row.operation == "where":
        one, other = (graph.rows[each] for each in row.of[1:])
        if one.operation == other.operation == "constant" and row.kind == "number":
            return row.of[0], one.data, other.data
    return None


def _whole(graph: Graph, name: str, of: Of) -> int | None:
    whole = _operation(graph, of[0]) in ("truncate", "floor", "number")
    return of[0] if whole else None


def bounds(graph: Graph, number: int) -> tuple[float, float]:
    """Return what a row lies between (where it is a number), by its own operation alone."""
    row = graph.rows[number]
    if row.operation == "constant":
        return float(row.data), float(row.data)
    if row.operation in ("number", "logistic"):
        return 0.0, 1.0
    if row.operation in ("exponential", "absolute"):
        return 0.0, math.inf
    if row.operation == "input" and row.data[0] == "uniform":
        return 0.0, 1.0
    if row.operation == "where":
        (a, b), (c, d) = (bounds(graph, one) for one in row.of[1:])
        return min(a, c), max(b, d)
    if row.operation in ("minimum", "maximum"):
        (a, b), (c, d) = (bounds(graph, one) for one in row.of)
        return (min(a, c), min(b, d)) if row.operation == "minimum" else (max(a, c), max(b, d))
    return -math.inf, math.inf


def _operation(graph: Graph, number: int) -> str:
    return graph.rows[number].operation


def _is(graph: Graph, number: int, value: float) -> bool:
    row = graph.rows[number]
    return row.operation == "constant" and float(row.data) == value


_RULES: dict[str, Callable[[Graph, str, Of], int | None]] = {
    "add": _add,
    "subtract": _subtract,
    "multiply": _multiply,
    "divide": _divide,
    "negative": _negative,
    "minimum": _extreme,
    "maximum": _extreme,
    "and": _both_or_either,
    "or": _both_or_either,
    "not": _not,
    "where": _where,
    "truncate": _whole,
    "floor": _whole,
    **dict.fromkeys(_COMPARES, _compared),
}
