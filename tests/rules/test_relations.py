"""A state that is invaded breaks with the invader at once; relations cool, and can be resumed."""

from __future__ import annotations

import numpy as np

from sovsim.axes import Breach, Relation, Relations, Rung, SeveranceCause
from sovsim.shocks import Override
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.rules.signs import DOWN, Sign, contradicted, not_fading
from tests.worlds import (
    chances,
    change,
    onward,
    outcome,
    place,
    quiet,
    simulation,
    with_columns,
    with_parameters,
)

UKR = place("UKR")

SIGNS = (
    Sign("relations.relations", "pressure", "relation", DOWN),
    Sign("relations.relations", "violation", "relation", DOWN),
)


def test_a_cause_moves_its_effect_in_the_stated_direction(start: Simulation, later: World) -> None:
    assert contradicted(SIGNS, start, later) == []


def test_what_nothing_keeps_up_falls_back_and_what_is_low_comes_up(
    start: Simulation, later: World
) -> None:
    assert not_fading((("relations.relations", "relation"),), start, later) == []


def severs(start: Simulation, world: World) -> np.ndarray:
    """Return the chance that each state breaks off relations."""
    return chances(start, world, "relations.breach")[Breach.SEVER]


def test_only_open_force_makes_a_state_break_and_more_of_it_the_sooner(
    start: Simulation, later: World
) -> None:
    open_relations = with_columns(later, {"diplomatic_relations": float(Relations.OPEN)})
    none, some, full = (
        severs(start, with_columns(open_relations, {"violation": size})) for size in (0.3, 0.6, 1.0)
    )
    assert (none == 0.0).all()
    assert (some < full).all()


def test_who_leans_on_the_invader_or_cannot_stand_alone_breaks_less(
    start: Simulation, later: World
) -> None:
    attacked = with_columns(later, {"violation": 1.0, "diplomatic_relations": 0.0, "capacity": 0.5})
    free = severs(start, with_columns(attacked, {"dependence": 0.1}))
    assert (free > severs(start, with_columns(attacked, {"dependence": 0.9}))).all()
    assert (
        free > severs(start, with_columns(attacked, {"capacity": 0.05, "dependence": 0.1}))
    ).all()


def test_land_that_is_seized_without_open_war_makes_a_state_break_less_often(
    start: Simulation, later: World
) -> None:
    attacked = {"violation": 0.85, "diplomatic_relations": 0.0, "hegemon_war": 0.0}
    covert = severs(start, with_columns(later, {**attacked, "rung": float(Rung.ANNEXATION)}))
    for open_war in ({"hegemon_war": 1.0, "rung": 0.0}, {"rung": float(Rung.INVASION)}):
        assert (severs(start, with_columns(later, {**attacked, **open_war})) > covert).all()
    tied = with_columns(later, {**attacked, "hegemon_war": 1.0, "dependence_society": 1.0})
    loose = with_columns(tied, {"dependence_society": 0.0})
    assert (severs(start, tied) < severs(start, loose)).all()


def test_an_invaded_state_has_broken_off_relations_within_two_quarters_as_a_rule() -> None:
    start = simulation("base-2012", runs=64)
    war = quiet(start, Override("rung", Rung.INVASION, start=0, duration=2, unit=UKR))
    last = onward(war, 2)[-1]
    broken = last.diplomatic_relations[:, UKR] == Relations.SEVERED_BY_STATE
    assert broken.mean() >= 0.75
    assert (last.severance_cause[:, UKR] == SeveranceCause.FORCE)[broken].all()
    others = [unit for unit in range(last.capacity.shape[-1]) if unit != UKR]
    assert (
        last.diplomatic_relations[:, others] == start.world.diplomatic_relations[:, others]
    ).all()


def test_relations_fall_at_once_where_force_is_used_and_where_an_ally_is_left_alone(
    start: Simulation, later: World
) -> None:
    calm = with_columns(later, {"violation": 0.0, "abandoned": 0.0, "relation": 0.6})
    unmoved = change(outcome("relations.relations", start, calm), "relation")
    for column in ("violation", "abandoned"):
        moved = change(
            outcome("relations.relations", start, with_columns(calm, {column: 1.0})), "relation"
        )
        assert (moved[Relation.HEGEMON] < unmoved[Relation.HEGEMON] - 0.05).all()
        assert np.array_equal(moved[Relation.WEST], unmoved[Relation.WEST])


def test_broken_relations_are_not_resumed_while_the_other_s_troops_stand_there_unasked(
    start: Simulation, later: World
) -> None:
    quiet_years = {
        "diplomatic_relations": float(Relations.SEVERED_BY_STATE),
        "conflict_intensity": 0.0,
        "violation": 0.0,
        "relation": 0.9,
    }
    always = with_parameters(start, {"relations.resumption": 1.0})
    for troops, resumed in ((0.0, True), (0.4, False)):
        world = with_columns(later, {**quiet_years, "presence_unasked": troops})
        moves = outcome("relations.relations", always, world).transitions
        (back,) = [each for each in moves if each.cause == "resumed"]
        assert (np.asarray(back.where) == resumed).all()
