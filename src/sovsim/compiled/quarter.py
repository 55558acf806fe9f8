"""The programs of a scenario's quarter, and where everything stands that they work on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sovsim import schedule
from sovsim.compiled.layout import Layout, layout
from sovsim.compiled.program import Key, Program
from sovsim.compiled.trace import quarter
from sovsim.region.topology import Topology
from sovsim.scenario import Scenario
from sovsim.variables import VARIABLES
from sovsim.world import unit_lengths


@dataclass(frozen=True)
class Programs:
    """What a kernel is made from.

    Attributes:
        early: a quarter, with what comes together of metrics over the whole run.
        late: one of the last quarters, which alone decide some metrics.
        layout: where everything stands; the whole world comes first.
    """

    early: Program
    late: Program
    layout: Layout


def programs(scenario: Scenario) -> Programs:
    """Trace the rules of a scenario.

    Raises:
        NotTraceable: a rule or a metric does what no program can say.
    """
    topology = Topology.from_region(scenario.region)
    stages = schedule.compile_stages(scenario.mechanisms)
    traced = quarter(stages, topology, frozenset(scenario.off))
    both = (traced.early, traced.late)
    return Programs(*both, layout(both, world_keys(topology)))


def world_keys(topology: Topology) -> list[tuple[Key, int]]:
    """Return the key of each row of a world, with its units."""
    lengths = unit_lengths(topology)
    return [
        (("world", name, index), lengths[variable.per])
        for name, variable in VARIABLES.items()
        for index in np.ndindex(variable.leading)
    ]
