"""A war of the hegemon is a state: it begins, goes on, and ends by a choice of its own."""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import ConflictStatus, Institution, Rung, WarEnd
from sovsim.rules import ladder
from sovsim.rules.contract import Mask
from sovsim.shocks import Override
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.rules.signs import DOWN, UP, Sign, contradicted
from tests.worlds import (
    chances,
    change,
    onward,
    outcome,
    place,
    quiet,
    simulation,
    with_columns,
)

UKR = place("UKR")

SIGNS = (
    Sign("war.effects", "rung", "territory_held", DOWN, values=(0, Rung.ANNEXATION)),
    Sign("war.effects", "hegemon_war", "occupation", UP, values=(0.0, 1.0)),
    Sign("war.effects", "hegemon_war", "war_exhaustion", UP, values=(0.0, 1.0)),
)


def test_a_cause_moves_its_effect_in_the_stated_direction(start: Simulation, later: World) -> None:
    fought = with_columns(later, {"conflict_intensity": 0.5, "hegemon_war": 0.0})
    assert contradicted(SIGNS, start, fought) == []


def violation(start: Simulation, world: World) -> FloatArray:
    """Return what force the hegemon is said to use this quarter."""
    (said,) = outcome("war.force", start, world).transitions
    assert said.variable == "violation"
    return np.broadcast_to(np.asarray(said.value), world.rung.shape)


PEACE = {"request": 0.0, "armistice": 0.0, "hegemon_war": 0.0, "mandate_peacekeeping": 0.0}


def test_force_is_as_great_as_the_rung_and_keepers_violate_unless_they_are_asked_for(
    start: Simulation, later: World
) -> None:
    calm = with_columns(later, PEACE)
    force = ladder.force(start.parameters)[:, 0, 0]
    for rung in Rung:
        acting = with_columns(calm, {"rung": float(rung)})
        if rung is not Rung.PEACEKEEPERS:
            assert (violation(start, acting) == force[rung]).all(), rung
            continue
        assert (violation(start, acting) > force[rung]).all()
        for door in ("request", "armistice", "mandate_peacekeeping"):
            assert (violation(start, with_columns(acting, {door: 1.0})) == 0.0).all(), door


def test_a_war_that_goes_on_goes_on_violating_and_a_frozen_one_does_not(
    start: Simulation, later: World
) -> None:
    pause = with_columns(later, {**PEACE, "rung": float(Rung.RESPECT)})
    assert (violation(start, with_columns(pause, {"hegemon_war": 1.0})) > 0.5).all()
    assert (violation(start, pause) == 0.0).all()


def test_an_invasion_begins_a_war_wherever_there_was_none(start: Simulation, later: World) -> None:
    peace = with_columns(later, {"hegemon_war": 0.0, "war_end": 0.0, "rung": 0.0})

    def begun(world: World) -> Mask:
        return np.asarray(outcome("war.course", start, world).transitions[0].where)

    assert not begun(peace).any()
    assert begun(with_columns(peace, {"rung": float(Rung.INVASION)})).all()
    seized = begun(with_columns(peace, {"rung": float(Rung.ANNEXATION)}))
    assert 0.0 < seized.mean() < 1.0


def ends(start: Simulation, world: World) -> FloatArray:
    """Return the chance of each end of a war, shape ``(end, run, state)``."""
    return chances(start, with_columns(world, {"hegemon_war": 1.0, "rung": 0.0}), "war.end")


def test_exhaustion_and_talks_end_a_war_and_a_strong_defender_has_it_given_up(
    start: Simulation, later: World
) -> None:
    fresh = with_columns(later, {"war_exhaustion": 0.0, "talks": 0.0, "support": 0.0})
    tired = ends(start, with_columns(fresh, {"war_exhaustion": 0.8}))
    assert (tired[1:] > ends(start, fresh)[1:]).all()
    talking = ends(start, with_columns(fresh, {"talks": 1.0}))
    assert (talking[WarEnd.FREEZE] > ends(start, fresh)[WarEnd.FREEZE]).all()
    helped = ends(start, with_columns(fresh, {"support": 0.9}))
    assert (helped[WarEnd.WITHDRAW] > ends(start, fresh)[WarEnd.WITHDRAW]).all()


def invaded(*overrides: Override, quarters: int = 8) -> list[World]:
    """Return the quarters after an invasion of Ukraine that nobody else interferes with."""
    start = simulation("base-2012", runs=32)
    first = Override("rung", Rung.INVASION, start=0, duration=1, unit=UKR)
    return onward(quiet(start, first, *overrides), quarters)


def test_a_war_lasts_until_the_hegemon_ends_it() -> None:
    going_on = Override("war_end", WarEnd.GO_ON, start=0, duration=40)
    for world in invaded(going_on):
        assert (world.hegemon_war[:, UKR] == 1.0).all()
        assert (world.conflict_status[:, UKR] == ConflictStatus.FIGHTING).all()


def test_a_frozen_war_leaves_the_troops_and_one_given_up_takes_them_away() -> None:
    frozen, given_up = (
        invaded(
            Override("war_end", WarEnd.GO_ON, start=0, duration=40),
            Override("war_end", end, start=5, duration=1, unit=UKR),
        )
        for end in (WarEnd.FREEZE, WarEnd.WITHDRAW)
    )
    before = frozen[4]
    for world in (frozen[5], given_up[5]):
        assert (world.hegemon_war[:, UKR] == 0.0).all()
        assert (world.conflict_status[:, UKR] != ConflictStatus.PEACEKEPT).all()
    assert np.allclose(frozen[5].occupation[:, UKR], before.occupation[:, UKR], atol=0.02)
    assert (given_up[5].presence_unasked[:, UKR] < 0.5 * before.presence_unasked[:, UKR]).all()
    assert (given_up[5].occupation[:, UKR] < 0.5 * before.occupation[:, UKR]).all()
    assert (given_up[5].territory_held[:, UKR] >= frozen[5].territory_held[:, UKR]).all()


def test_the_occupier_comes_to_his_reach_before_a_ceasefire_could_free_anyone() -> None:
    world = invaded(Override("war_end", WarEnd.GO_ON, start=0, duration=40))[3]
    excess = world.hegemon_war * world.conflict_intensity - world.occupation
    assert (excess[:, UKR] < 0.05).all()


def left(start: Simulation, world: World) -> Mask:
    (change_of_members,) = outcome("war.broken_pact", start, world).transitions
    assert change_of_members.index == (Institution.CSTO,)
    assert change_of_members.where is not None
    return change_of_members.where


def test_who_attacks_an_ally_breaks_the_alliance(start: Simulation, later: World) -> None:
    attacked = with_columns(with_columns(later, {"rung": 0.0}), {"rung": float(Rung.INVASION)}, UKR)
    member = with_columns(attacked, {"membership_csto": 1.0})
    assert left(start, member)[:, UKR].all()
    assert left(start, member).sum() == later.runs
    stranger = with_columns(attacked, {"membership_csto": 0.0})
    assert not left(start, stranger).any()
    for variable in ("cohesion", "credibility"):
        moved = change(outcome("war.broken_pact", start, member), variable)
        assert (moved[Institution.CSTO] < 0).all()
        assert (moved[Institution.CIS] == 0).all()
