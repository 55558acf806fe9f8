"""A rule that nobody has seen yet: put into a copy of the quarter, it is traced as it stands."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sovsim.arrays import over_units
from sovsim.axes import Action, Channel, Domain, Rung
from sovsim.compiled.alone import alone
from sovsim.compiled.rule_text import rule_text
from sovsim.compiled.trace import quarter
from sovsim.engine import Stage
from sovsim.noise import Purpose
from sovsim.rules.contract import (
    Along,
    Choice,
    Occurrence,
    Outcome,
    Slice,
    Term,
    Transition,
)
from sovsim.rules.contract import rule as declare
from sovsim.rules.forms import by_code, neighbours_mean, over_states, sigmoid
from sovsim.rules.quantal_response import open_to
from sovsim.schedule import compile_stages
from tests.compiled.beside import assert_alike
from tests.strategies import MODES, made_world_on, situation_of, topology

OURS = Term(by="", sign="+", why="ours: it is made up")
TOPOLOGY = topology("toy-four-states")


@declare(
    reads=("unrest", "autonomy", "rung", "dependence", "action"),
    terms={"unrest": {"fear": OURS, "talk": OURS}, "dependence": {"one": OURS}},
    choices={"action": {"calm": OURS, "lean": OURS}},
    transitions={"request": (), "action": ()},
    occurrences={"panic": ()},
    parameters=("unrest", "ladder"),
)
def fear(world: Any, parameters: Any, noise: Any, shocks: Any) -> Outcome:
    """Spread fear, by most of what a rule may do."""
    p = parameters.unrest
    weighed = by_code(parameters.table("ladder.intrusion", Rung), world.rung)
    near = neighbours_mean(world, world.unrest)
    shaken = world.unrest > near
    draw = noise.normal(Purpose.UNREST, world.unrest.shape[-1], where=shaken)
    spread = np.sqrt(world.unrest) * sigmoid(np.log(1.0 + weighed) - over_states(world.unrest))
    shape = world.unrest.shape
    eligible = open_to(Action, shape, {Action.RESIST: shaken})
    table = np.zeros((len(Action), 1, 1))
    table[Action.RESIST] = 1.0
    held = np.zeros((len(Domain), *shape), like=world.unrest)
    for domain in Domain:
        np.copyto(held[domain], world.autonomy[domain], where=~shaken)
    return Outcome(
        terms={
            "unrest": {"fear": p.response * spread * (1.0 - world.unrest), "talk": -0.01 * draw},
            "dependence": {
                "one": Slice(
                    int(Channel.TRADE), 0.01 * held[Domain.SECURITY], world.dependence.shape
                )
            },
        },
        choices=(
            Choice(
                decision="action",
                options=Action,
                terms={"calm": Along(table, near), "lean": Along(table, -weighed)},
                eligible=eligible,
                draw=noise.uniform(Purpose.FOREIGN_POLICY),
                active=world.unrest > 0.2,
            ),
        ),
        transitions=(Transition("request", 1.0, "fear", where=shaken & (world.rung > 0)),),
        occurrences=(
            Occurrence("panic", shaken, size=over_units(world.unrest) * world.unrest, cause="fear"),
        ),
    )


@fear.variant("late", terms={"unrest": {"late": OURS}})
def late_fear(world: Any, parameters: Any, noise: Any, shocks: Any) -> Outcome:
    """The same, and more of it the longer a run lasts."""
    return Outcome(terms={"unrest": {"late": world.unrest * np.minimum(world.step / 40.0, 1.0)}})


def alike(stages: list[Stage], metrics: Any = None) -> None:
    for seed, rest in enumerate(MODES):
        world = made_world_on(TOPOLOGY, 5, seed + 7, {}, rest)
        here = situation_of(world, seed, varied=True)
        assert_alike(quarter(stages, TOPOLOGY), stages, here)


def test_a_new_rule_and_its_variant_are_traced_by_themselves() -> None:
    for rule in (fear, fear.variants["late"]):
        stages = [Stage("made up", (rule,))]
        world = made_world_on(TOPOLOGY, 5, 7, {}, "anywhere")
        assert_alike(quarter(stages, TOPOLOGY), stages, situation_of(world, 3, varied=True))


@pytest.mark.slow
def test_a_new_rule_is_traced_among_all_others() -> None:
    for rule in (fear, fear.variants["late"]):
        alike([*compile_stages(), Stage("made up", (rule,))])


def test_a_new_rule_can_be_read() -> None:
    told = "\n".join(rule_text(alone(fear, TOPOLOGY), TOPOLOGY))
    assert "fear = unrest.response * spread * (1 - unrest)" in told
    assert "log(1 + ladder.intrusion[rung])" in told, "a table by a code is one"
    assert "near = sum over neighbours of" in told, "names are those of the source"
    assert "decides action, option by option, with" in told
    assert "calm (resist) = near" in told
