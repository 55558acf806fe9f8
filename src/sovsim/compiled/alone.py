"""A rule by itself on symbolic arrays: what it hands back, and what its source calls the rows."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any

from sovsim.compiled.graph import Graph
from sovsim.compiled.symbolic import Symbolic
from sovsim.compiled.trace import (
    TracedNoise,
    TracedShocks,
    handed_back,
    traced_parameters,
    traced_world,
)
from sovsim.region.topology import Topology
from sovsim.rules.contract import Outcome, Rule
from sovsim.variables import COMPONENTS, VARIABLES

_RULES = "sovsim.rules."
_SHORTEST = 3
"""Letters from which on a local name says something to a reader."""
_SAY_NOTHING = frozenset(
    [
        *("array", "found", "over_states", "over_units", "result", "strength", "total", "value"),
        *("at_codes", "chosen", "mask", "members"),
        *("by_code", "mean", "positive", "running_sums", "sigmoid", "weighted"),
    ]
)


@dataclass(frozen=True)
class Alone:
    """A rule that has been traced by itself, on a world that it finds.

    Attributes:
        rule: the rule, or its variant.
        graph: its rows; inputs are the world as the rule finds it, parameters and draws.
        outcome: what it hands back, in symbolic arrays.
        names: row -> what the source of the rule calls it.
    """

    rule: Rule
    graph: Graph
    outcome: Outcome
    names: dict[int, str]


def alone(rule: Rule, topology: Topology) -> Alone:
    """Trace a rule by itself.

    Raises:
        NotTraceable: it does what no program can say.
    """
    graph = Graph()
    world = traced_world(graph, topology, "world")
    parameters = traced_parameters(graph)
    noise = TracedNoise(graph, topology)
    found: dict[int, tuple[int, str]] = {}
    with _noting(rule.function.__module__, found):
        outcome = handed_back(graph, rule, world, parameters, noise, TracedShocks(graph, topology))
    plain = ("input", "constant", "vector")
    names = {row: name for row, (_, name) in found.items() if _named(graph, row, plain)}
    return Alone(rule, graph, outcome, names)


def _named(graph: Graph, row: int, plain: tuple[str, ...]) -> bool:
    return graph.rows[row].operation not in plain


@contextmanager
def _noting(module: str, found: dict[int, tuple[int, str]]) -> Iterator[None]:
    """Note names of rows when functions of rules return: the rule's own names go first."""

    def note(frame: FrameType, event: str, value: Any) -> None:
        source = str(frame.f_globals.get("__name__", ""))
        own = source == module
        if event != "return" or not (own or source.startswith(_RULES)):
            return
        for name, local in frame.f_locals.items():
            if isinstance(local, Symbolic) and len(name) >= _SHORTEST:
                _keep(found, local, 0 if own else 2, name)
        if isinstance(value, Symbolic):
            _keep(found, value, 1 if value.cells.ndim == 0 else 3, frame.f_code.co_name.lstrip("_"))

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield
    finally:
        sys.setprofile(before)


def _keep(found: dict[int, tuple[int, str]], array: Symbolic, rank: int, name: str) -> None:
    if name in _SAY_NOTHING or name in VARIABLES or name in COMPONENTS:
        return
    for row in array.cells.reshape(-1):
        if int(row) not in found or found[int(row)][0] > rank:
            found[int(row)] = (rank, name)
