"""What the hegemon can draw on, and whether it learns."""

from __future__ import annotations

from sovsim.schedule import RULES
from sovsim.simulation import Simulation
from sovsim.variables import VARIABLES
from sovsim.world import World
from tests.rules.signs import DOWN, UP, Sign, contradicted
from tests.worlds import change, outcome, with_columns, with_parameters

RULE = "hegemon_means.means_and_identity"

SIGNS = (
    Sign(RULE, "sanction_burden", "resources", DOWN),
    Sign(RULE, "isolation_world", "resources", DOWN),
    Sign(RULE, "energy_price", "resources", UP),
    Sign(RULE, "resources", "readiness", UP),
)


def test_its_own_war_costs_means_and_wears_the_army_out(start: Simulation, later: World) -> None:
    peace = with_columns(later, {"hegemon_war": 0.0, "conflict_intensity": 0.5})
    war = with_columns(peace, {"hegemon_war": 1.0}, unit=0)
    for stock in ("resources", "readiness"):
        quiet, fought = (change(outcome(RULE, start, world), stock) for world in (peace, war))
        assert (fought < quiet).all()


def test_riches_change_no_self_image_by_default(start: Simulation, later: World) -> None:
    rich = with_columns(later, {"energy_price": 0.9})
    assert (outcome(RULE, start, rich).terms["self_image"]["rents"] == 0).all()
    proud = with_parameters(start, {"hegemon_means.ambition": 0.01})
    assert (outcome(RULE, proud, rich).terms["self_image"]["rents"] > 0).all()


def test_a_cause_moves_its_effect_in_the_stated_direction(start: Simulation, later: World) -> None:
    assert contradicted(SIGNS, start, later) == []


def test_the_hegemon_may_learn_from_its_wars_and_does_not_by_default(
    start: Simulation, later: World
) -> None:
    war = with_columns(later, {"violation": 0.8})
    assert "doctrine" not in outcome("hegemon_means.means_and_identity", start, war).terms
    learned = outcome("hegemon_means.means_and_identity", start, war, "learning")
    assert (learned.terms["doctrine"]["learning"] != 0).all()


def test_the_hegemon_is_one_actor_unless_learning_is_switched_on() -> None:
    assert set(RULES["hegemon_means.means_and_identity"].variants) == {"learning"}
    for name in ("self_image", "doctrine", "status"):
        assert VARIABLES[name].per == "system"
