"""Wars between small states: who is strong, who attacks whom, who takes land."""

from __future__ import annotations

import numpy as np

from sovsim.axes import Holder
from sovsim.rules.contract import Mask
from sovsim.rules.rivalries import strength
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.rules.signs import not_fading
from tests.worlds import outcome, place, simulation, with_columns, with_parameters

AZE, ARM = place("AZE"), place("ARM")


def test_what_nothing_keeps_up_falls_back_and_what_is_low_comes_up(
    start: Simulation, later: World
) -> None:
    assert not_fading((("rivalries.rivalries", "rivalry"),), start, later) == []


def breaks_out(start: Simulation, world: World) -> Mask:
    begins = outcome("rivalries.rivalries", start, world).transitions[0].where
    assert begins is not None
    return begins


def test_members_of_one_alliance_that_holds_go_to_war_less(start: Simulation, later: World) -> None:
    eager = with_parameters(start, {"rivalries.onset": 1.0})
    rivals = with_columns(
        later, {"dyad_war": 0.0, "rivalry": 1.0, "cohesion": 1.0, "presence": 0.0}
    )
    assert breaks_out(eager, with_columns(rivals, {"membership_csto": 0.0})).all()
    assert not breaks_out(eager, with_columns(rivals, {"membership_csto": 1.0})).any()


def test_arms_from_abroad_rents_and_a_trusted_guarantor_make_a_state_stronger(
    start: Simulation, later: World
) -> None:
    bare = with_columns(
        later,
        {"power_reach": 0.0, "energy_exporter": 0.0, "membership_csto": 0.0, "credibility": 0.6},
    )
    alone = strength(bare, start.parameters)
    for columns in (
        {"power_reach": 0.8},
        {"energy_exporter": 1.0},
        {"membership_csto": 1.0},
    ):
        assert (strength(with_columns(bare, columns), start.parameters) > alone).all()


def test_lost_land_draws_a_side_on_that_has_become_the_stronger() -> None:
    start = with_parameters(simulation(runs=256), {"rivalries.onset": 0.2})
    lost = with_columns(
        start.world, {"dyad_war": 0.0, "rivalry": 1.0, "holder": float(Holder.RIVAL)}
    )
    strong = with_columns(with_columns(lost, {"capacity": 0.9}, AZE), {"capacity": 0.2}, ARM)
    weak = with_columns(with_columns(lost, {"capacity": 0.2}, AZE), {"capacity": 0.9}, ARM)
    assert breaks_out(start, strong).mean() > breaks_out(start, weak).mean()


def test_the_stronger_side_takes_the_land(start: Simulation, later: World) -> None:
    sure = with_parameters(start, {"recognition.decided": 1.0})
    war = with_columns(later, {"dyad_war": 1.0, "holder": float(Holder.SECESSION), "rung": 0.0})
    taken = []
    for parent, rival in ((0.95, 0.05), (0.05, 0.95)):
        world = with_columns(with_columns(war, {"capacity": parent}, AZE), {"capacity": rival}, ARM)
        changes = outcome("recognition.control", sure, world).transitions
        (regained,) = [each.where for each in changes if each.cause == "regained"]
        taken.append(np.asarray(regained).sum())
    assert taken[0] > taken[1]
