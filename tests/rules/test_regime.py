"""What opens and closes a regime."""

from __future__ import annotations

import numpy as np

from sovsim.axes import ConflictStatus, Rung
from sovsim.rules import upheaval
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.rules.signs import DOWN, UP, Sign, contradicted
from tests.worlds import change, outcome, with_columns

SIGNS = (
    Sign("regime.course", "bid_stage_eu", "regime_type", UP, values=(0, 3)),
    Sign("regime.course", "public_west", "regime_type", UP),
    Sign("regime.course", "upheaval", "regime_type", UP, values=(0, 1)),
    Sign("regime.course", "energy_exporter", "regime_type", DOWN, values=(0, 1)),
    Sign("regime.course", "capacity", "regime_type", DOWN),
)


def test_a_cause_moves_its_effect_in_the_stated_direction(start: Simulation, later: World) -> None:
    assert contradicted(SIGNS, start, later) == []


def test_a_patron_damps_what_opens_and_moves_nothing_of_its_own(
    start: Simulation, later: World
) -> None:
    alone = with_columns(later, {"bid_stage_eu": 0.0, "rung": 0.0, "upheaval": 0.0})
    backed = with_columns(alone, {"rung": float(Rung.REWARD)})
    before, after = (outcome("regime.course", start, world) for world in (alone, backed))
    moved = change(after, "regime_type") - change(before, "regime_type")
    assert (moved <= 0).all()
    assert np.abs(4.0 * moved).max() < 0.03
    mission = with_columns(alone, {"rung": float(Rung.PEACEKEEPERS), "presence": 0.2})
    moved = change(outcome("regime.course", start, mission), "regime_type") - change(
        before, "regime_type"
    )
    assert np.abs(4.0 * moved).max() < 0.005


def test_a_state_without_means_stays_closed_where_nobody_else_is_left(
    start: Simulation, later: World
) -> None:
    closed, open_ = (
        outcome(
            "regime.course", start, with_columns(later, {"capacity": 0.2, "regime_type": kind})
        ).terms["regime_type"]["weakness"]
        / (1.0 - kind)
        for kind in (0.1, 0.5)
    )
    assert (closed < 0.5 * open_).all()


def test_a_war_over_who_rules_binds_its_victors_but_not_one_over_land(
    start: Simulation, later: World
) -> None:
    war = {"hegemon_war": 0.0, "dyad_war": 0.0, "victors": 0.0}
    fought, frozen = (
        change(
            outcome(
                "regime.course",
                start,
                with_columns(later, {**war, "conflict_status": float(status)}),
            ),
            "victors",
        )
        for status in (ConflictStatus.FIGHTING, ConflictStatus.FROZEN)
    )
    in_contest = start.world.topology.state_contested_mask.any(axis=0)
    assert (fought[:, ~in_contest] > 0.5).all()
    assert not fought[:, in_contest].any()
    assert not frozen.any()


def test_victors_close_the_regime_and_do_not_split(start: Simulation, later: World) -> None:
    without, with_ = (with_columns(later, {"victors": value}) for value in (0.0, 1.0))
    moved = [change(outcome("regime.course", start, w), "regime_type") for w in (without, with_)]
    assert (moved[1] < moved[0]).all()
    chances = [upheaval.hazard(world, start.parameters) for world in (without, with_)]
    assert (chances[1] < chances[0]).all()


def test_a_ceasefire_changes_next_to_nothing_in_a_year_of_what_a_war_at_home_has_closed(
    start: Simulation, later: World
) -> None:
    war = {"victors": 0.8, "regime_type": 0.35, "dyad_war": 0.0, "hegemon_war": 0.0}
    closed = []
    for status in (ConflictStatus.FIGHTING, ConflictStatus.FROZEN):
        world = with_columns(later, {**war, "conflict_status": float(status)})
        for _ in range(4):
            result = outcome("regime.course", start, world)
            moved = {v: world[v] + change(result, v) for v in ("regime_type", "victors")}
            world = with_columns(world, moved)
        closed.append(world.regime_type)
    assert np.abs(closed[1] - closed[0]).max() < 0.005


def test_conditions_ask_for_a_standard_and_no_more(start: Simulation, later: World) -> None:
    met = with_columns(later, {"regime_type": 0.95, "bid_stage_eu": 3.0})
    terms = outcome("regime.course", start, met).terms["regime_type"]
    assert (terms["conditionality"] == 0).all()
    assert (terms["linkage"] == 0).all()


def test_who_would_close_is_checked_where_much_is_open(start: Simulation, later: World) -> None:
    share = {
        kind: -outcome(
            "regime.course", start, with_columns(later, {"regime_type": kind, "bid_stage_eu": 0.0})
        ).terms["regime_type"]["consolidation"]
        / kind
        for kind in (0.2, 0.4, 0.85)
    }
    np.testing.assert_allclose(share[0.2], share[0.4])
    assert (share[0.85] < 0.5 * share[0.4] + 1e-15).all()
