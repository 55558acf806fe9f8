"""What an explanation says that a rule saw is what the rule was handed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from sovsim import engine
from sovsim.record.history import History
from sovsim.record.reads import reads, shown
from sovsim.record.run import Run
from sovsim.rules.contract import Rule
from sovsim.schedule import RULES
from sovsim.simulation import Simulation
from sovsim.single_run import run
from sovsim.variables import COMPONENTS, VARIABLES
from sovsim.world import World
from tests.shared import rest_slow

SPIED = ("foreign_policy.choose", "hegemon_policy.rung", "upheaval.falls", "conflict.course")
QUARTERS = 6


@pytest.fixture(scope="module")
def done() -> Run:
    return run("csto-kazakhstan-2022", settings=["scenario.end=2020Q4"], plots=False)


@pytest.fixture(scope="module")
def handed(done: Run) -> dict[tuple[str, int], World]:
    """Rule and step -> the world that the rule was handed."""
    found: dict[tuple[str, int], World] = {}

    def spied(rule: Rule) -> Rule:
        def function(world: World, *rest: Any) -> Any:
            found[rule.name, world.step] = world
            return rule.function(world, *rest)

        return replace(rule, function=function) if rule.name in SPIED else rule

    simulation = Simulation.prepare(done.scenario)
    stages = [
        replace(stage, rules=tuple(spied(rule) for rule in stage.rules))
        for stage in simulation.stages
    ]
    engine.run(
        simulation.world,
        stages,
        simulation.parameters,
        simulation.noise,
        simulation.shocks,
        QUARTERS,
        History.of(simulation),
        simulation.off,
    )
    return found


def _told(done: Run, state: str, column: str, step: int) -> float | str | None:
    """What the table of states says, where it says it in one column."""
    states = done.states
    if column not in states:
        return None
    value = states[(states["state"] == state) & (states["step"] == step)][column].item()
    return value if isinstance(value, str) else float(value)


@pytest.mark.parametrize("name", rest_slow(SPIED))
def test_every_value_is_the_one_that_the_rule_was_handed(
    done: Run, handed: dict[tuple[str, int], World], name: str
) -> None:
    region, compared = done.scenario.region, 0
    for step in range(QUARTERS):
        world = handed[name, step]
        for state in ("KAZ", "GEO", "UKR"):
            for read in reads(RULES[name], state, done, done.scenario, step):
                owner, index = COMPONENTS.get(read.column, (read.column, None))
                values = world[owner]
                place = region.codes.index(state) if VARIABLES[owner].per == "state" else 0
                column = values[..., 0, place] if index is None else values[(*index, 0, place)]
                if isinstance(read.seen, str):
                    codes = VARIABLES[owner].codes
                    assert codes is not None
                    assert read.seen == codes(int(column)).name.lower(), (step, state, read)
                else:
                    assert read.seen == pytest.approx(float(np.mean(column)), abs=1e-6), read
                compared += 1
                if step:
                    told = _told(done, state, read.column, step - 1)
                    assert told is None or read.before == pytest.approx(told, abs=1e-6), read
    assert compared > 100


def test_what_is_cut_is_counted(done: Run) -> None:
    found = reads(RULES["foreign_policy.choose"], "KAZ", done, done.scenario, 3, ["dependence"])
    told, others = shown(found, 5)
    assert len(told) == 5
    assert len(told) + others == len(found)
    assert {"unrest", "regime_security", "dependence"} <= {read.column for read in told}
