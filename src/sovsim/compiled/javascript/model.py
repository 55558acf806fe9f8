"""The kernel of some mechanisms and a region, as an expression of JavaScript.

Scenarios of like mechanisms in like regions share one: what else differs between them is data.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from sovsim import schedule
from sovsim.axes import UNIT_AXES
from sovsim.compiled.javascript.literal import literal
from sovsim.compiled.javascript.model_data import model_data
from sovsim.compiled.javascript.quarter import quarter
from sovsim.compiled.javascript.telling_data import happenings, telling_data
from sovsim.compiled.layout import Layout, layout
from sovsim.compiled.program import Key
from sovsim.compiled.quarter import world_keys
from sovsim.compiled.start import start
from sovsim.compiled.trace import Quarter
from sovsim.compiled.trace import quarter as trace
from sovsim.compiled.union import union
from sovsim.compiled.wasm.kernel import Kernel, kernel
from sovsim.parameters import registry
from sovsim.points import Starts
from sovsim.region.topology import Topology
from sovsim.scenario import Scenario
from sovsim.start_at_rest import given_at_start


@dataclass(frozen=True)
class Model:
    """The kernel of some mechanisms and a region.

    Attributes:
        layout: where everything stands.
        source: an expression of JavaScript: the kernel, and what its slots mean.
    """

    layout: Layout
    source: str


def model(scenario: Scenario, ledger: bool = True, fast: bool = True) -> Model:
    """Return the kernel of a scenario.

    Args:
        ledger: whether it can tell the ledger.
        fast: whether it comes as WebAssembly besides.
    """
    traced = traced_quarter(scenario)
    topology = Topology.from_region(scenario.region)
    program = union([traced.late, traced.told]) if ledger else traced.late
    quick = union([traced.late, happenings(traced)]) if ledger else traced.late
    held = layout([program], [*world_keys(topology), *_marks(scenario), *_parameters()])
    data = {
        **model_data(scenario.region, held),
        "telling": telling_data(traced.script) if ledger else None,
        "wasm": _wasm(kernel(quick, held)) if fast else None,
        "fast": None,
    }
    untold = traced.script.slots if ledger else 0
    parts = [
        f"...unpacked({literal(data)})",
        f"untold:new Float64Array({untold})",
        f"quarter:{quarter(program, held)}",
    ]
    return Model(held, f"{{{','.join(parts)}}}")


def rest(scenario: Scenario, held: Layout) -> str:
    """Return the start at rest of a scenario as an expression of JavaScript.

    Args:
        held: of the scenario's kernel.
    """
    program = start(
        schedule.compile_stages(scenario.mechanisms),
        Topology.from_region(scenario.region),
        given_at_start(Starts(scenario)),
        frozenset(scenario.off),
    )
    return quarter(program, held)


def traced_quarter(scenario: Scenario) -> Quarter:
    """Return the programs of a scenario's quarter."""
    stages = schedule.compile_stages(scenario.mechanisms)
    return trace(stages, Topology.from_region(scenario.region), frozenset(scenario.off))


def likeness(scenario: Scenario) -> tuple[Any, ...]:
    """Return what two scenarios must have in common for one kernel to serve both."""
    region = scenario.region
    topology = Topology.from_region(region)
    ties = tuple(
        (field.name, getattr(topology, field.name).tobytes()) for field in fields(topology)
    )
    codes = tuple(region.units(axis) for axis in UNIT_AXES)
    variants = tuple(sorted(scenario.mechanisms.items()))
    off = tuple(sorted(scenario.off))
    return variants, off, codes, ties, region.hegemon.code, tuple(_marks(scenario))


def rest_likeness(scenario: Scenario) -> tuple[Any, ...]:
    """Return what two scenarios must have in common besides to come to rest alike."""
    given = given_at_start(Starts(scenario))
    return tuple((name, bool(mask.all())) for name, mask in given.items())


def _wasm(made: Kernel) -> dict[str, Any]:
    return {**vars(made), "code": base64.b64encode(made.code).decode()}


def _marks(scenario: Scenario) -> list[tuple[Key, int]]:
    """Return the keys of the marks of what is given at the start."""
    return [
        (("given", name, index), mask.shape[-1])
        for name, mask in given_at_start(Starts(scenario)).items()
        for index in np.ndindex(mask.shape[:-2])
    ]


def _parameters() -> list[tuple[Key, int]]:
    return [(("parameter", name), 1) for name in registry()]
