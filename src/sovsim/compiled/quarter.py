"""The programs of a scenario, and where everything stands that they work on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from sovsim import schedule
from sovsim.compiled.layout import Layout, layout
from sovsim.compiled.program import Key, Program
from sovsim.compiled.start import start
from sovsim.compiled.told import Script
from sovsim.compiled.trace import Quarter, quarter
from sovsim.engine import Stage
from sovsim.metrics.metric import Metric
from sovsim.region.topology import Topology
from sovsim.rules.contract import Mask
from sovsim.scenario import Scenario
from sovsim.variables import VARIABLES
from sovsim.world import unit_lengths


@dataclass(frozen=True)
class Programs:
    """What a kernel is made from.

    Attributes:
        early: a quarter, with what comes together of metrics over the whole run.
        late: one of the last quarters, which alone decide some metrics.
        layout: where everything stands; of a quarter, the whole world comes first.
        script: what is told of in a quarter, where it is.
    """

    early: Program
    late: Program
    layout: Layout
    script: Script | None = None


def measured(scenario: Scenario) -> Programs:
    """Trace the quarters of a scenario with all metrics and nothing told: what an ensemble runs.

    Raises:
        NotTraceable: a rule or a metric does what no program can say.
    """
    traced, topology = _traced(scenario)
    both = (traced.early, traced.late)
    return Programs(*both, layout(both, world_keys(topology)))


def recorded(scenario: Scenario) -> Programs:
    """Trace a quarter of a scenario with everything that a listener is told of, and no metrics.

    Raises:
        NotTraceable: a rule does what no program can say.
    """
    traced, topology = _traced(scenario, ())
    told = traced.told
    return Programs(told, told, layout((told,), world_keys(topology)), traced.script)


def rested(scenario: Scenario, given: Mapping[str, Mask]) -> Programs:
    """Trace the start at rest of a scenario.

    Args:
        given: as from `sovsim.start_at_rest.given_at_start`.

    Raises:
        NotTraceable: a rule does what no program can say.
    """
    program = start(*_rules(scenario), given, frozenset(scenario.off))
    return Programs(program, program, layout((program,)))


def _traced(
    scenario: Scenario, metrics: Iterable[Metric] | None = None
) -> tuple[Quarter, Topology]:
    stages, topology = _rules(scenario)
    return quarter(stages, topology, frozenset(scenario.off), metrics), topology


def _rules(scenario: Scenario) -> tuple[tuple[Stage, ...], Topology]:
    """Return the quarter of a scenario, and the topology of its region."""
    stages = schedule.compile_stages(scenario.mechanisms)
    return stages, Topology.from_region(scenario.region)


def world_keys(topology: Topology) -> list[tuple[Key, int]]:
    """Return the key of each row of a world, with its units."""
    lengths = unit_lengths(topology)
    return [
        (("world", name, index), lengths[variable.per])
        for name, variable in VARIABLES.items()
        for index in np.ndindex(variable.leading)
    ]
