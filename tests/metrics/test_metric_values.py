"""Metrics on worlds made by hand, where the answer can be worked out on paper."""

from __future__ import annotations

import numpy as np
import pytest

from sovsim import claims
from sovsim.axes import (
    Action,
    Audience,
    BidStage,
    ConflictStatus,
    Domain,
    Engagement,
    Institution,
    Mission,
    NormRoute,
    Route,
    Rung,
    Talks,
)
from sovsim.metrics import METRICS, MetricTally, Window
from sovsim.region import Topology, load_region
from sovsim.rules.contract import Occurrence
from sovsim.rules.ladder import COERCIVE, FORCEFUL
from sovsim.schedule import RULES
from sovsim.variables import VARIABLES
from sovsim.world import World, shape_of

FIRST, SECOND = 0, 1
ANY_RULE = next(iter(RULES.values()))


def world(**values: object) -> World:
    """One run of two states, every variable at its start, some replaced."""
    topology = Topology.from_region(load_region("toy-two-states"))
    arrays = {
        name: np.full(shape_of(name, topology, 1), variable.start)
        for name, variable in VARIABLES.items()
    }
    for name, value in values.items():
        shape = arrays[name].shape
        arrays[name] = np.broadcast_to(np.asarray(value, dtype=float), shape).copy()
    return World(arrays, topology)


def taken(start: World, *quarters: World) -> MetricTally:
    tally = MetricTally(start)
    for quarter in quarters:
        tally.quarter(quarter)
    return tally


def of(name: str, start: World, *quarters: World) -> float:
    return float(taken(start, *quarters).result()[name][0])


def test_gap_is_formal_sovereignty_minus_mean_autonomy() -> None:
    autonomy = np.array([[0.2, 0.8], [0.3, 0.8], [0.4, 0.8]])[:, None, :]
    here = world(autonomy=autonomy)
    tally = taken(here, here)
    assert tally.result()["sovereignty_gap"][0] == pytest.approx(((1 - 0.3) + (1 - 0.8)) / 2)
    assert tally.by_state()["sovereignty_gap"][0] == pytest.approx([0.7, 0.2])


def test_gap_change_counts_from_the_start() -> None:
    assert of("sovereignty_gap_change", world(autonomy=0.5), world(autonomy=0.3)) == (
        pytest.approx(0.2)
    )


def test_an_obedient_state_is_dominated_without_interference() -> None:
    here = world(exposure=0.6, sovereignty_conception=0.25, expected_compliance=0.8, pressure=0.0)
    assert of("domination", here, here) == pytest.approx(0.6 * 0.75 * 0.8)
    assert of("interference", here, here) == 0.0
    assert of("domination_share", here, here) == 1.0


def test_pressure_adds_interference_and_leaves_domination_alone() -> None:
    here = world(exposure=0.6, sovereignty_conception=0.25, expected_compliance=0.8, pressure=0.5)
    assert of("domination", here, here) == pytest.approx(0.6 * 0.6)
    assert of("interference", here, here) == pytest.approx(0.6 * 0.5)
    assert of("domination_share", here, here) == pytest.approx(0.36 / (0.36 + 0.3))


def test_interference_does_not_fall_when_less_is_demanded() -> None:
    same = {"exposure": 0.6, "expected_compliance": 0.8, "pressure": 0.5}
    restricted = world(sovereignty_conception=0.1, **same)
    classical = world(sovereignty_conception=0.9, **same)
    assert of("interference", restricted, restricted) == of("interference", classical, classical)


def test_interference_counts_war_or_occupation_whichever_is_larger() -> None:
    war = {"hegemon_war": 1.0, "conflict_intensity": 0.7}
    assert of("interference", world(), world(**war)) == pytest.approx(0.7)
    assert of("interference", world(), world(occupation=0.4)) == pytest.approx(0.4)
    assert of("interference", world(), world(occupation=0.4, **war)) == pytest.approx(0.7)


def test_hegemonic_control_needs_alignment() -> None:
    same = {"dependence": 0.6, "sovereignty_conception": 0.5, "expected_compliance": 0.8}
    defiant, obedient = world(alignment_russia=0.0, **same), world(alignment_russia=0.9, **same)
    assert of("hegemonic_control", defiant, defiant) == 0.0
    assert of("hegemonic_control", obedient, obedient) == pytest.approx(0.6 * 0.4 * 0.9)


def test_internal_and_external_autonomy_read_different_domains() -> None:
    autonomy = np.zeros((3, 1, 2))
    autonomy[Domain.SECURITY] = 0.9
    autonomy[Domain.POLITICAL], autonomy[Domain.ECONOMIC] = 0.2, 0.4
    here = world(autonomy=autonomy)
    assert of("autonomy_internal", here, here) == pytest.approx(0.3)
    assert of("autonomy_external", here, here) == pytest.approx(0.9)


def test_only_alignment_beyond_preference_is_constrained() -> None:
    willing = world(alignment_russia=0.8, preference_russia=0.9)
    forced = world(alignment_russia=0.8, preference_russia=0.3)
    assert of("constrained_alignment", willing, willing) == 0.0
    assert of("constrained_alignment", forced, forced) == pytest.approx(0.5)


def test_what_was_lost_in_one_channel_is_not_taken_off_what_is_new_in_another() -> None:
    then = np.full((5, 1, 2), 0.5)
    now = then.copy()
    now[0] += 0.2
    now[1] -= 0.4
    start, later = world(dependence=then), world(dependence=now)
    assert of("new_dependence_russia", start, later) == pytest.approx(0.04)
    assert of("lost_dependence", start, later) == pytest.approx(0.08)


def test_new_dependence_shares_add_up_and_the_inherited_tie_is_not_new() -> None:
    start = world(
        dependence=0.5, dependence_west=0.1, dependence_china=0.05, dependence_turkey=0.05
    )
    later = world(
        dependence=0.6,
        dependence_west=0.4,
        dependence_china=0.25,
        dependence_turkey=0.05,
    )
    result = taken(start, later).result()
    assert result["new_dependence"][0] == pytest.approx(0.1 + 0.3 + 0.2)
    shares = {
        pole: result[f"new_dependence_share_{pole}"][0]
        for pole in ("russia", "west", "china", "turkey")
    }
    assert shares == pytest.approx({"russia": 1 / 6, "west": 1 / 2, "china": 1 / 3, "turkey": 0})
    assert np.isnan(taken(start, start).result()["new_dependence_share_west"][0])


def test_acts_are_counted_by_rung_and_by_route() -> None:
    quarters = [
        world(rung=[[Rung.RESPECT, Rung.REWARD]]),
        world(
            rung=[[Rung.OPEN_THREAT, Rung.PEACEKEEPERS]],
            route=[[Route.EXISTING_INSTITUTION, Route.NEW_INSTITUTION]],
        ),
        world(rung=[[Rung.INVASION, Rung.TACIT_PRESSURE]]),
    ]
    tally = taken(world(), *quarters)
    result = {name: values[0] for name, values in tally.result().items()}
    assert (result["coercion"], result["interventions"]) == (4, 2)
    assert [result[f"rung_{rung.name.lower()}"] for rung in Rung] == [1, 1, 1, 1, 0, 0, 1, 0, 1]
    assert result["coercion_direct"] == 2
    assert result["coercion_existing_institution"] == 1
    assert result["interventions_new_institution"] == result["interventions_direct"] == 1
    assert tally.by_state()["coercion"][0] == pytest.approx([2, 2])


def test_every_act_has_one_rung_and_one_route() -> None:
    generator = np.random.default_rng(1)
    quarters = [
        world(rung=generator.integers(0, 9, (1, 2)), route=generator.integers(0, 4, (1, 2)))
        for _ in range(30)
    ]
    result = {name: values[0] for name, values in taken(world(), *quarters).result().items()}
    assert sum(result[f"rung_{rung.name.lower()}"] for rung in Rung) == 60
    for name, rungs in (("coercion", COERCIVE), ("interventions", FORCEFUL)):
        by_route = sum(result[f"{name}_{route.name.lower()}"] for route in Route)
        by_rung = sum(result[f"rung_{rung.name.lower()}"] for rung in rungs)
        assert by_route == by_rung == result[name]


def test_indirect_share_counts_ways_to_work_on_norms_and_no_channel_of_an_act() -> None:
    ways = (
        (NormRoute.DEEDS, NormRoute.EXISTING_BODY),
        (NormRoute.WORDS, NormRoute.NEW_BODY),
        (NormRoute.NEW_BODY, NormRoute.FORUM_SHIFT),
        (NormRoute.DEEDS, NormRoute.DEEDS),
    )
    quarters = [world(norm_route=[[[there]], [[here]]], route=1) for there, here in ways]
    result = {name: values[0] for name, values in taken(world(), *quarters).result().items()}
    assert result["indirect_share_regional"] == pytest.approx(3 / 4)
    assert result["indirect_share_global"] == pytest.approx(1 / 4)
    assert result["indirect_surplus_regional"] == pytest.approx(1 / 2)
    assert result["norm_route_regional_new_body"] == pytest.approx(1 / 4)


def test_frozen_and_peacekept_are_counted_apart_and_settlement_once() -> None:
    course = (
        ConflictStatus.FIGHTING,
        ConflictStatus.FROZEN,
        ConflictStatus.FIGHTING,
        ConflictStatus.PEACEKEPT,
        ConflictStatus.SETTLED,
        ConflictStatus.SETTLED,
    )
    quarters = [world(conflict_status=[[status, 0]]) for status in course]
    result = {name: values[0] for name, values in taken(world(), *quarters).result().items()}
    assert result["conflict_quarters"] == 2
    assert result["conflict_onsets"] == 2
    assert result["frozen_conflict_quarters"] == 1
    assert result["peacekept_conflict_quarters"] == 1
    assert result["settlements"] == 1


def test_a_conflict_that_was_there_at_the_start_is_no_onset() -> None:
    here = world(conflict_status=ConflictStatus.FIGHTING)
    assert of("conflict_onsets", here, here, here) == 0


def test_bids_advance_are_reversed_and_end_in_membership() -> None:
    def stages(eu: int, nato: int) -> np.ndarray:
        return np.array([[[eu, 0]], [[nato, 0]]])

    quarters = [
        world(bid_stage=stages(1, 0)),
        world(bid_stage=stages(2, 3)),
        world(bid_stage=stages(1, 4), bid_reversed=[[[1, 0]], [[0, 0]]]),
        world(bid_stage=stages(1, 4)),
    ]
    result = {name: values[0] for name, values in taken(world(), *quarters).result().items()}
    assert result["bids_advanced"] == 3
    assert result["bids_reversed"] == 1
    assert result["bids_completed"] == 1
    assert BidStage.MEMBER == 4


def test_memberships_are_those_of_the_last_quarter() -> None:
    inside = np.zeros((len(Institution), 1, 2))
    inside[Institution.CSTO] = 1.0
    assert of("members_csto", world(), world(), world(membership=inside)) == 2
    assert of("members_csto", world(), world(membership=inside), world()) == 0


def test_the_alliance_may_rise_and_fall_within_a_run() -> None:
    quarters = [world(cohesion=value) for value in (0.5, 0.8, 0.3, 0.4)]
    result = {name: values[0] for name, values in taken(world(), *quarters).result().items()}
    assert result["csto_cohesion"] == pytest.approx(0.5)
    assert result["csto_cohesion_lowest"] == pytest.approx(0.3)
    assert result["csto_cohesion_highest"] == pytest.approx(0.8)


def test_an_alliance_is_read_only_since_its_founding() -> None:
    before = world(founded=0.0, cohesion=0.1)
    result = taken(before, before, world(cohesion=0.6)).result()
    assert result["csto_cohesion_lowest"][0] == pytest.approx(0.6)
    assert np.isnan(taken(before, before).result()["csto_cohesion"][0])


def test_legitimacy_is_kept_apart_by_audience() -> None:
    legitimacy = np.full((len(Institution), len(Audience), 1, 1), 0.9)
    legitimacy[Institution.CSTO, :, 0, 0] = (0.4, 0.1, 0.7, 0.6)
    here = world(legitimacy=legitimacy)
    result = {name: values[0] for name, values in taken(here, here).result().items()}
    assert result["csto_legitimacy_un_majority"] == pytest.approx(0.4)
    assert result["csto_legitimacy_west"] == pytest.approx(0.1)
    assert result["csto_legitimacy_split"] == pytest.approx(0.6)


def test_norms_that_move_in_opposite_directions_do_not_cancel_out() -> None:
    strength = np.full((5, 2, 1, 1), 0.5)
    strength[0, 1], strength[1, 1] = 0.3, 0.7
    start, later = world(norm_strength=0.5), world(norm_strength=strength)
    result = {name: values[0] for name, values in taken(start, later).result().items()}
    assert result["norm_shift_regional"] == pytest.approx(0.4 / 5)
    assert result["norm_shift_global"] == 0.0
    assert result["norm_change_non_intervention_regional"] == pytest.approx(-0.2)


def test_words_that_promise_more_than_deeds_open_a_gap() -> None:
    here = world(rhetoric_respect=0.8, action_respect=0.5)
    assert of("rhetoric_action_gap", here, here) == pytest.approx(0.3)


def test_vote_share_is_the_mean_over_condemnations() -> None:
    quarters = [world(condemnation=share) for share in (0.0, 0.6, 0.0, 0.8)]
    assert of("un_vote_share", world(), *quarters) == pytest.approx(0.7)
    assert of("condemnations", world(), *quarters) == 2
    assert np.isnan(of("un_vote_share", world(), world()))


def test_influence_gained_and_ties_lost_move_apart() -> None:
    start = world(status=0.4, ties_with_west=0.6)
    both = world(status=0.7, ties_with_west=0.3)
    assert of("influence_gained", start, both) == pytest.approx(0.1)
    assert of("ties_lost", start, both) == pytest.approx(0.1)
    assert of("influence_gained", start, world(status=0.4, ties_with_west=0.0)) == 0.0
    assert of("ties_lost", start, world(status=0.0, ties_with_west=0.6)) == 0.0


def test_no_metric_puts_influence_and_ties_into_one_number() -> None:
    assert {"influence_gained", "ties_lost"} <= set(METRICS)
    forbidden = ("success", "effectiveness", "net_")
    names = [name for name in METRICS if any(word in name for word in forbidden)]
    assert names == ["mediation_success"]
    for metric in METRICS.values():
        assert not {"influence_gained", "ties_lost"} & set(metric.difference or ())


def test_a_state_lost_does_not_hide_a_state_won() -> None:
    start = world(dependence=0.5, alignment_russia=0.5)
    moved = world(dependence=0.5, alignment_russia=[[[0.9, 0.1]]] * 3)
    assert of("influence_gained", start, moved) > 0.0


def test_engagements_at_the_same_time() -> None:
    busy = world(
        rung=[[Rung.PEACEKEEPERS, Rung.OPEN_THREAT]],
        talks=[[Talks.NONE, Talks.MEDIATE]],
        mission=[[Mission.ACT, Mission.NOT_ASKED]],
        engagement=Engagement.INTERVENE,
    )
    assert of("engagements_at_once", world(), busy, world()) == pytest.approx(1.5)
    assert of("engagements_at_once_highest", world(), busy, world()) == 3


def test_not_acting_is_an_event_of_its_own() -> None:
    quarters = [world(mission=[[Mission.ACT, Mission.ABSTAIN]]), world(mission=0)]
    result = {name: values[0] for name, values in taken(world(), *quarters).result().items()}
    assert (result["missions_acted"], result["missions_abstained"]) == (1, 1)
    assert result["mission_rate"] == pytest.approx(0.5)


def test_mediation_success_is_read_from_what_occurred() -> None:
    tally, mediating = MetricTally(world()), world(engagement=Engagement.MEDIATE)
    for success in (True, False, False, False):
        where = np.array([[success]])
        tally.occurrence(mediating, ANY_RULE, Occurrence("mediation_succeeded", where))
        tally.quarter(mediating)
    assert tally.result()["mediation_success"][0] == pytest.approx(0.25)


def test_upheavals_violations_and_stability() -> None:
    quarters = [
        world(upheaval=[[1, 0]], violation=[[0, 0.4]], unrest=0.3, conflict_intensity=0.1),
        world(unrest=0.1, conflict_intensity=[[0.0, 0.5]]),
    ]
    result = {name: values[0] for name, values in taken(world(), *quarters).result().items()}
    assert (result["upheavals"], result["violations"]) == (1, 1)
    assert result["stability"] == pytest.approx(1 - (0.3 + (0.1 + 0.5) / 2) / 2)


def test_every_metric_is_described_and_its_claims_exist() -> None:
    known = {claim.id for claim in claims.all_claims()}
    assert len(METRICS) > 100
    for name, metric in METRICS.items():
        assert name == metric.name
        assert metric.meaning.endswith(".")
        assert metric.formula
        assert metric.unit
        assert set(metric.claims) <= known, name
        assert metric.claims, name
        assert isinstance(metric.window, Window)


def test_a_code_is_never_averaged_as_if_it_were_a_share() -> None:
    """What counts codes compares them: the code of an action must not leak into a value."""
    quarters = [world(action=Action.CONTEST_WORDS, talks=Talks.MEDIATE, route=Route.FORUM_SHIFT)]
    result = taken(world(), *quarters).result()
    for name, metric in METRICS.items():
        if metric.unit == "share" and not name.startswith("new_dependence"):
            value = result[name][0]
            assert np.isnan(value) or -1.0 <= value <= 1.0, name


@pytest.mark.parametrize(
    ("in_world", "in_region", "distance"), [(0.4, 0.2, 0.2), (-0.3, -0.1, 0.2), (0.3, -0.2, 0.5)]
)
def test_stances_stand_apart_by_their_distance(
    in_world: float, in_region: float, distance: float
) -> None:
    held = world(stance=np.array([in_world, in_region])[:, None, None])
    assert of("stance_distance", held, held) == pytest.approx(distance)
