"""The start at rest as a program: where stocks that nobody gives begin.

The values before the rest and which of them are given are inputs; see `sovsim.start_at_rest`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sovsim.compiled.graph import Graph
from sovsim.compiled.program import Program
from sovsim.compiled.symbolic import Symbolic
from sovsim.compiled.trace import changes, symbolic, traced_parameters, traced_world
from sovsim.engine import Stage
from sovsim.region.topology import Topology
from sovsim.rules.contract import Mask
from sovsim.start_at_rest import at_rest
from sovsim.variables import VARIABLES
from sovsim.world import unit_lengths


class _Given(Symbolic):
    """A mask of what is given, whose only known property is whether all of it is."""

    whole = False

    def all(self, axis: int | None = None, keepdims: bool = False, **_: Any) -> Any:
        """Return whether every value is given."""
        return self.whole


def start(
    stages: Sequence[Stage],
    topology: Topology,
    given: Mapping[str, Mask],
    off: frozenset[str] = frozenset(),
) -> Program:
    """Trace the start at rest.

    Args:
        stages: as from `sovsim.schedule.compile_stages`.
        given: as from `sovsim.start_at_rest.given_at_start`; of a variable it decides here only
            whether all of it is given, the masks themselves are inputs ``("given", variable,
            index)``, 1 or 0 for each unit.
        off: terms that are switched off.

    Returns:
        A program from the world before the rest to the world at step 0.
    """
    graph = Graph()
    world = traced_world(graph, topology, "world")
    masks = {name: _mask(graph, name, topology, bool(mask.all())) for name, mask in given.items()}
    after = at_rest(world, masks, stages, traced_parameters(graph), off)
    return graph.program(changes(graph, world, after))


def _mask(graph: Graph, name: str, topology: Topology, whole: bool) -> Any:
    variable = VARIABLES[name]
    keys = [("given", name, index) for index in np.ndindex(variable.leading)]
    rows = symbolic(graph, keys, unit_lengths(topology)[variable.per], variable.leading)
    mask = _Given(graph, (rows != 0.0).cells, rows.units, np.bool_)
    mask.whole = whole
    return mask
