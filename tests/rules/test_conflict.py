"""Onset, freezing, keeping and settlement of conflicts on a state's territory."""

from __future__ import annotations

import numpy as np

from sovsim.axes import ConflictStatus, Consent, Holder, Rung
from sovsim.rules.conflict import agrees
from sovsim.rules.contract import Mask
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.casebook import Case, cases_of, judge
from tests.rules.signs import not_fading
from tests.worlds import history, outcome, with_columns, with_parameters

FADING = (("conflict.effects", "conflict_intensity"),)


def test_what_nothing_keeps_up_falls_back_and_what_is_low_comes_up(
    start: Simulation, later: World
) -> None:
    assert not_fading(FADING, start, later) == []


def test_frozen_and_kept_are_two_ends_of_fighting() -> None:
    passed = np.stack([world.conflict_status for world in history(runs=64, steps=40)])
    for status in (ConflictStatus.FROZEN, ConflictStatus.PEACEKEPT):
        assert (passed == status).any()


def changed(start: Simulation, world: World, cause: str, variant: str = "default") -> Mask:
    """Return where the status of a conflict changes by a cause."""
    changes = outcome("conflict.course", start, world, variant).transitions
    (where,) = [each.where for each in changes if each.cause == cause]
    assert where is not None
    return where


def settled(start: Simulation, world: World, variant: str = "default") -> Mask:
    return changed(start, world, "conflict_settled", variant)


def begun(start: Simulation, world: World) -> Mask:
    return changed(start, world, "fighting_begins")


def kept(start: Simulation, world: World) -> Mask:
    return changed(start, world, "conflict_peacekept")


CALM = {
    "unrest": 0.0,
    "dyad_war": 0.0,
    "presence": 0.0,
    "rung": 0.0,
    "hegemon_war": 0.0,
    "presence_unasked": 0.0,
    "occupation": 0.0,
    "diplomatic_relations": 0.0,
    "holder": 0.0,
}


def test_subversion_or_disorder_on_a_deep_cleavage_begins_fighting_and_neither_without_one(
    start: Simulation, later: World
) -> None:
    likely = with_parameters(start, {"conflict.subversion_onset": 1.0, "conflict.civil_onset": 1.0})
    peace = with_columns(later, {**CALM, "conflict_status": 0.0, "capacity": 0.0})
    for column, value in (("rung", float(Rung.SUBVERSION)), ("unrest", 1.0)):
        stirred = with_columns(peace, {column: value})
        assert begun(likely, with_columns(stirred, {"cleavage": 1.0})).all()
        assert not begun(likely, with_columns(stirred, {"cleavage": 0.0})).any()


def test_no_dispute_settles_while_keepers_freeze_it(start: Simulation, later: World) -> None:
    sure = with_parameters(start, {"conflict.settle": 1.0})
    frozen = with_columns(later, {**CALM, "conflict_status": float(ConflictStatus.FROZEN)})
    kept = with_columns(frozen, {"presence": 1.0})
    assert settled(sure, frozen, "freeze").all()
    assert not settled(sure, kept, "freeze").any()
    assert settled(sure, kept, "order").all()


def test_keepers_may_hasten_a_settlement_and_troops_without_consent_count_as_far_as_is_said(
    start: Simulation, later: World
) -> None:
    frozen = with_columns(later, {**CALM, "conflict_status": float(ConflictStatus.FROZEN)})
    kept = with_columns(frozen, {"presence": 1.0})
    unasked = with_columns(frozen, {"presence_unasked": 1.0})
    even = with_parameters(start, {"conflict.settle": 0.5, "conflict.keepers_delay": -1.0})
    assert settled(even, kept).all()
    assert not settled(even, frozen).all()
    assert np.array_equal(settled(even, unasked), settled(even, frozen))
    counted = with_parameters(even, {"conflict.unasked_keeps": 1.0})
    assert settled(counted, unasked).all()


def test_where_land_is_lost_a_settlement_is_further_off(start: Simulation, later: World) -> None:
    likely = with_parameters(start, {"conflict.settle": 0.5, "conflict.settle_when_lost": 0.0})
    frozen = with_columns(later, {**CALM, "conflict_status": float(ConflictStatus.FROZEN)})
    parents = np.unique(later.topology.contested_parent)
    assert settled(likely, frozen)[:, parents].any()
    lost = with_columns(frozen, {"holder": float(Holder.SECESSION)})
    assert not settled(likely, lost)[:, parents].any()


def test_only_keepers_to_whom_both_sides_agreed_keep_a_peace(
    start: Simulation, later: World
) -> None:
    sure = with_parameters(start, {"conflict.calm": 1.0, "conflict.settle": 0.0})
    fighting = with_columns(later, {**CALM, "conflict_status": float(ConflictStatus.FIGHTING)})
    agreed = {"presence": 0.3, "presence_consent": float(Consent.BOTH_PARTIES)}
    assert kept(sure, with_columns(fighting, agreed)).all()
    for consent in (Consent.NONE, Consent.HOST):
        here = with_columns(fighting, {"presence": 0.3, "presence_consent": float(consent)})
        assert not kept(sure, here).any()
    garrison = with_columns(fighting, {"presence_unasked": 0.9})
    assert not kept(sure, garrison).any()
    at_war = with_columns(fighting, {**agreed, "hegemon_war": 1.0})
    assert not kept(sure, at_war).any()


def test_an_armistice_with_keepers_needs_the_consent_of_a_rival_too(
    start: Simulation, later: World
) -> None:
    sure = with_parameters(start, {"conflict.calm": 1.0, "conflict.settle": 0.0})
    draws = range(20)
    fighting = with_columns(
        later,
        {**CALM, "conflict_status": float(ConflictStatus.FIGHTING), "preference_russia": 1.0},
    )
    willing = with_columns(fighting, {"capacity": 0.0, "presence_unasked": 1.0})
    rival = int(later.topology.contested_rival.max())
    parent = int(later.topology.contested_parent[later.topology.contested_rival.argmax()])
    unwilling = with_columns(
        with_columns(
            willing, {"preference_russia": 0.0, "capacity": 1.0, "presence_unasked": 0.0}, rival
        ),
        {"presence_consent": 0.0},
    )

    def agreed(world: World) -> np.ndarray:
        """Return what is agreed on many quarters' draws, one under the other."""
        found = [
            np.asarray(each.value)
            for step in draws
            for each in outcome("conflict.course", sure, world.replace({}, step)).transitions
            if each.variable == "armistice"
        ]
        assert len(found) == len(draws)
        return np.concatenate(found)

    assert agreed(willing)[:, parent].mean() > 0.8
    assert not agreed(with_columns(willing, {"diplomatic_relations": 1.0}))[:, parent].any()
    assert agreed(unwilling)[:, parent].mean() < 0.2


def test_an_armistice_stands_until_keepers_come_or_fighting_begins_anew(
    start: Simulation, later: World
) -> None:
    never = {"conflict.settle": 0.0, "conflict.flare": 0.0, "conflict.civil_onset": 0.0}
    sure = with_parameters(start, {**never, "conflict.consent_base": 50.0})
    waiting = with_columns(
        later, {**CALM, "armistice": 1.0, "conflict_status": float(ConflictStatus.FROZEN)}
    )

    def stands(world: World, simulation: Simulation = sure) -> np.ndarray:
        (found,) = [
            np.asarray(each.value)
            for each in outcome("conflict.course", simulation, world).transitions
            if each.variable == "armistice"
        ]
        return found

    assert (stands(waiting) == 1.0).all()
    assert not stands(with_columns(waiting, {"armistice": 0.0})).any()
    assert not stands(with_columns(waiting, {"rung": float(Rung.PEACEKEEPERS)})).any()
    assert not stands(with_columns(waiting, {"diplomatic_relations": 1.0})).any()
    flaring = with_parameters(sure, {"conflict.flare": 1.0, "conflict.mandate_holds": 0.0})
    assert not stands(waiting, flaring).any()


def test_who_has_lost_land_to_a_secession_lets_the_hegemon_keep_a_ceasefire_sooner(
    start: Simulation, later: World
) -> None:
    whole, apart = (
        with_columns(later, {**CALM, "holder": float(holder)})
        for holder in (Holder.PARENT, Holder.SECESSION)
    )
    topology = later.topology
    lost = np.zeros(later.unrest.shape[-1], dtype=bool)
    lost[topology.contested_parent[topology.contested_rival < 0]] = True
    gained = agrees(apart, start.parameters) > agrees(whole, start.parameters)
    assert np.array_equal(gained.all(axis=0), lost)
    assert np.array_equal(gained.any(axis=0), lost)


@cases_of("conflict")
def test_the_world_is_as_the_case_says(case: Case) -> None:
    judge(case)
