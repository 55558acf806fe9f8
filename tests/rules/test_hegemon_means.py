"""What the hegemon can draw on, and whether it learns."""

from __future__ import annotations

from sovsim.schedule import RULES
from sovsim.simulation import Simulation
from sovsim.variables import VARIABLES
from sovsim.world import World
from tests.rules.signs import DOWN, Sign, contradicted
from tests.worlds import outcome, with_columns

SIGNS = (Sign("hegemon_means.means_and_identity", "sanction_burden", "resources", DOWN),)


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
