"""Force, onset, freezing and settlement, presence and territory, wars of rivals."""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import ConflictStatus, Holder, Rung
from sovsim.rules.contract import Mask
from sovsim.rules.ladder import FORCE
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.casebook import Case, cases_of, judge
from tests.rules.signs import DOWN, Sign, contradicted, not_fading
from tests.worlds import history, outcome, with_columns, with_parameters

SIGNS = (Sign("conflict.effects", "rung", "territory_held", DOWN, values=(0, Rung.ANNEXATION)),)

FADING = (("conflict.effects", "conflict_intensity"), ("conflict.rivalries", "rivalry"))


def test_a_cause_moves_its_effect_in_the_stated_direction(start: Simulation, later: World) -> None:
    assert contradicted(SIGNS, start, later) == []


def test_what_nothing_keeps_up_falls_back_and_what_is_low_comes_up(
    start: Simulation, later: World
) -> None:
    assert not_fading(FADING, start, later) == []


def test_frozen_and_kept_are_two_ends_of_fighting() -> None:
    passed = np.stack([world.conflict_status for world in history(runs=32, steps=40)])
    for status in (ConflictStatus.FROZEN, ConflictStatus.PEACEKEPT):
        assert (passed == status).any()


def violation(start: Simulation, world: World) -> FloatArray:
    """Return what force the hegemon is said to use this quarter."""
    (said,) = outcome("conflict.force", start, world).transitions
    assert said.variable == "violation"
    return np.broadcast_to(np.asarray(said.value), world.rung.shape)


def test_force_is_as_great_as_the_rung_and_keepers_who_were_asked_for_violate_nothing(
    start: Simulation, later: World
) -> None:
    calm = with_columns(later, {"request": 0.0, "violation": 0.0, "conflict_status": 0.0})
    for rung in Rung:
        acting = with_columns(calm, {"rung": float(rung)})
        assert (violation(start, acting) == FORCE[rung, 0, 0]).all(), rung
        asked = violation(start, with_columns(acting, {"request": 1.0}))
        expected = 0.0 if rung is Rung.PEACEKEEPERS else FORCE[rung, 0, 0]
        assert (asked == expected).all(), rung


def test_an_occupier_who_goes_on_fighting_goes_on_violating(
    start: Simulation, later: World
) -> None:
    pause = with_columns(later, {"rung": float(Rung.RESPECT), "violation": 0.9})
    fighting = with_columns(pause, {"conflict_status": float(ConflictStatus.FIGHTING)})
    frozen = with_columns(pause, {"conflict_status": float(ConflictStatus.FROZEN)})
    assert (violation(start, fighting) > 0.5).all()
    assert (violation(start, frozen) == 0.0).all()


def settled(start: Simulation, world: World, variant: str = "default") -> Mask:
    changes = outcome("conflict.course", start, world, variant).transitions
    (where,) = [each.where for each in changes if each.value == ConflictStatus.SETTLED]
    assert where is not None
    return where


def begun(start: Simulation, world: World) -> Mask:
    changes = outcome("conflict.course", start, world).transitions
    (where,) = [each.where for each in changes if each.value == ConflictStatus.FIGHTING]
    assert where is not None
    return where


CALM = {
    "unrest": 0.0,
    "dyad_war": 0.0,
    "presence": 0.0,
    "rung": 0.0,
    "violation": 0.0,
    "holder": 0.0,
}


def test_an_invasion_begins_fighting_wherever_there_was_none(
    start: Simulation, later: World
) -> None:
    quiet = with_columns(later, {**CALM, "conflict_status": 0.0})
    assert not begun(start, quiet).any()
    assert begun(start, with_columns(quiet, {"rung": float(Rung.INVASION)})).all()


def test_no_dispute_settles_while_keepers_freeze_it(start: Simulation, later: World) -> None:
    sure = with_parameters(start, {"conflict.settle": 1.0})
    frozen = with_columns(later, {**CALM, "conflict_status": float(ConflictStatus.FROZEN)})
    kept = with_columns(frozen, {"presence": 1.0})
    assert settled(sure, frozen, "freeze").all()
    assert not settled(sure, kept, "freeze").any()
    assert settled(sure, kept, "order").all()


def test_where_land_is_lost_a_settlement_is_further_off(start: Simulation, later: World) -> None:
    likely = with_parameters(start, {"conflict.settle": 0.5, "conflict.settle_when_lost": 0.0})
    frozen = with_columns(later, {**CALM, "conflict_status": float(ConflictStatus.FROZEN)})
    parents = np.unique(later.topology.contested_parent)
    assert settled(likely, frozen)[:, parents].any()
    lost = with_columns(frozen, {"holder": float(Holder.SECESSION)})
    assert not settled(likely, lost)[:, parents].any()


def test_members_of_one_alliance_that_holds_go_to_war_less(start: Simulation, later: World) -> None:
    eager = with_parameters(start, {"conflict.rivals_onset": 1.0})
    rivals = with_columns(later, {"dyad_war": 0.0, "rivalry": 1.0, "cohesion": 1.0})
    apart, bound = (
        outcome("conflict.rivalries", eager, with_columns(rivals, {"membership_csto": member}))
        for member in (0.0, 1.0)
    )
    assert np.asarray(apart.transitions[0].where).all()
    assert not np.asarray(bound.transitions[0].where).any()


@cases_of("conflict")
def test_the_world_is_as_the_case_says(case: Case) -> None:
    judge(case)
