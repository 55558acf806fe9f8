"""What a careless reading of the documents would drop or bend, checked in the model."""

from __future__ import annotations

import numpy as np
import pytest

from sovsim.axes import (
    Action,
    Audience,
    Channel,
    ConflictStatus,
    Domain,
    Engagement,
    Forum,
    GlobalVote,
    Institution,
    Level,
    Mission,
    Norm,
    Power,
    Relations,
    Route,
    Rung,
    SeveranceCause,
    Talks,
    Trigger,
)
from sovsim.rules.ladder import ADMISSIBLE
from sovsim.rules.quantal_response import settle
from sovsim.schedule import RULES
from sovsim.shocks import Override
from sovsim.simulation import Simulation
from sovsim.variables import COMPONENTS, VARIABLES
from sovsim.world import World
from tests.worlds import (
    change,
    history,
    onward,
    outcome,
    place,
    quiet,
    simulation,
    with_columns,
    with_parameters,
)

RUNS = 8
UKR, KAZ, KGZ, TJK = (place(code) for code in ("UKR", "KAZ", "KGZ", "TJK"))
CSTO = Institution.CSTO


@pytest.fixture
def start() -> Simulation:
    return simulation(runs=RUNS)


@pytest.fixture
def later() -> World:
    return history(runs=RUNS, steps=24)[-1]


def chance(start: Simulation, world: World, rule: str, index: int = 0) -> np.ndarray:
    return settle(outcome(rule, start, world).choices[index]).probability


def test_what_the_hegemon_says_and_what_it_does_are_two_variables(
    start: Simulation, later: World
) -> None:
    assert {"rhetoric_respect", "action_respect"} <= set(VARIABLES)
    harsh = with_columns(later, {"rung": float(Rung.INVASION)})
    mild = with_columns(later, {"rung": float(Rung.RESPECT)})
    words, deeds = (
        [
            change(outcome("hegemon_abroad.words_and_deeds", start, world), name)
            for world in (mild, harsh)
        ]
        for name in ("rhetoric_respect", "action_respect")
    )
    assert np.array_equal(*words)
    assert (deeds[1] < deeds[0]).all()


def test_sovereignty_is_granted_by_degree_and_to_each_partner_in_its_own_measure(
    start: Simulation,
) -> None:
    declared = VARIABLES["sovereignty_conception"]
    assert declared.low > 0.0
    assert declared.high < 1.0
    granted = start.world.sovereignty_conception
    assert len(np.unique(granted[0].round(6))) > 5


def test_the_expectation_is_hidden_and_seen_through_noise(start: Simulation) -> None:
    passed = onward(start, 12)[-1]
    error = passed.perceived_expectation - passed.expected_compliance
    assert np.abs(error).mean() > 0.01
    assert error.std(axis=1).min() > 0.0


@pytest.mark.parametrize("name", ["alignment_russia", "expected_compliance", "autonomy"])
def test_politics_security_and_economy_are_kept_apart(name: str, later: World) -> None:
    assert VARIABLES[name].axes == (Domain,)
    values = later[name]
    for one, other in ((0, 1), (0, 2), (1, 2)):
        assert not np.allclose(values[one], values[other])


def test_a_state_can_be_close_to_both_sides_at_once(start: Simulation) -> None:
    both = with_columns(
        start.world,
        {
            "preference_russia": 0.8,
            "preference_west": 0.8,
            "dependence": 0.1,
            "core_preference_russia": 0.8,
            "core_preference_west": 0.8,
        },
    )
    last = onward(quiet(start), 24, both)[-1]
    close = (last.alignment_russia > 0.55) & (last.alignment_west > 0.55)
    assert close.mean() > 0.6


def test_legitimacy_differs_from_audience_to_audience(start: Simulation, later: World) -> None:
    acting = with_columns(later, {"mission": 0.0})
    acting = with_columns(acting, {"mission": float(Mission.ACT)}, KAZ)
    gain = outcome("legitimacy.audiences", start, acting).terms["legitimacy"]["mission"][CSTO]
    assert (gain[Audience.MEMBERS] > 0).all()
    assert (gain[Audience.WEST] < 0).all()
    assert (gain[Audience.MEMBERS] > gain[Audience.UN_MAJORITY]).all()


def test_members_dissent_in_words_and_in_deeds_and_deeds_weigh_more(
    start: Simulation, later: World
) -> None:
    calm = with_columns(later, {"action": float(Action.CONTINUE), "membership_csto": 1.0})
    words = with_columns(calm, {"action": float(Action.CONTEST_WORDS)}, KGZ)
    deeds = with_columns(calm, {"action": float(Action.LEAVE_REGIONAL)}, KGZ)
    cohesion = [
        change(outcome("legitimacy.alliance", start, world), "cohesion")[CSTO]
        for world in (calm, words, deeds)
    ]
    assert (cohesion[1] < cohesion[0]).all()
    assert (cohesion[2] < cohesion[1]).all()


def test_a_war_between_members_costs_the_alliance_cohesion_without_anybody_opposing_moscow(
    start: Simulation, later: World
) -> None:
    pairs = [set(pair) for pair in later.topology.dyad_members.T.tolist()]
    dyad = pairs.index({KGZ, TJK})
    members = with_columns(later, {"membership_csto": 1.0, "dyad_war": 0.0})
    at_war = with_columns(members, {"dyad_war": 1.0}, dyad)
    before, after = (
        outcome("legitimacy.alliance", start, world).terms["cohesion"]["members_at_war"][CSTO]
        for world in (members, at_war)
    )
    assert (before == 0).all()
    assert (after < 0).all()


def test_the_hegemon_has_four_routes_and_uses_them_all() -> None:
    assert {route.name for route in Route} == {
        "DIRECT",
        "EXISTING_INSTITUTION",
        "NEW_INSTITUTION",
        "FORUM_SHIFT",
    }
    used = np.unique(np.stack([world.route for world in history(runs=32, steps=40)]))
    assert set(used.astype(int)) == {int(route) for route in Route}
    assert set(ADMISSIBLE[Rung.PEACEKEEPERS]) == set(Route)


def test_peacekeeping_has_two_meanings_that_move_apart(start: Simulation, later: World) -> None:
    keeping = with_columns(later, {"rung": float(Rung.PEACEKEEPERS)})
    calm = with_columns(later, {"rung": float(Rung.RESPECT)})
    moved = [
        change(outcome("norms.evolve", start, world), "norm_strength")[:, Level.REGIONAL]
        for world in (calm, keeping)
    ]
    russian = moved[1] - moved[0]
    assert (russian[Norm.PEACEKEEPING_RUSSIAN] > 0).all()
    assert (russian[Norm.PEACEKEEPING_UN] <= 0).all()


def test_a_mediator_needs_no_troops_and_gains_standing_though_it_fails(
    start: Simulation, later: World
) -> None:
    unarmed = with_columns(later, {"readiness": 0.0, "out_of_area_scope": 0.0})
    assert (chance(start, unarmed, "hegemon_abroad.engage")[Engagement.MEDIATE] > 0.05).all()
    never = with_parameters(start, {"hegemon_abroad.success_rate": 0.0})
    trying = with_columns(unarmed, {"engagement": float(Engagement.MEDIATE)})
    terms = outcome("hegemon_abroad.engagement_effects", never, trying).terms["status"]
    assert (terms["success"] == 0).all()
    assert (terms["attempt"] > 0).all()


def test_engagement_elsewhere_gives_leverage_over_turkey(start: Simulation, later: World) -> None:
    busy = with_columns(later, {"engagement": float(Engagement.INTERVENE), "leverage_turkey": 0.1})
    idle = with_columns(busy, {"engagement": 0.0})
    more, less = (
        change(outcome("hegemon_abroad.engagement_effects", start, world), "leverage_turkey")
        for world in (busy, idle)
    )
    assert (more > less).all()


def test_talks_go_with_any_rung_and_with_none_less_than_with_another(
    start: Simulation, later: World
) -> None:
    for rung in Rung:
        acting = with_columns(later, {"rung": float(rung)})
        assert (chance(start, acting, "hegemon_policy.talks")[Talks.NEGOTIATE] > 0.02).all()
    passed = history(runs=32, steps=40)
    both = [(world.rung > Rung.OPEN_THREAT) & (world.talks > Talks.NONE) for world in passed]
    assert np.stack(both).any()


def test_frozen_and_kept_are_two_ends_of_fighting() -> None:
    passed = np.stack([world.conflict_status for world in history(runs=32, steps=40)])
    for status in (ConflictStatus.FROZEN, ConflictStatus.PEACEKEPT):
        assert (passed == status).any()


def test_compatriots_are_a_reason_and_a_pretext_of_their_own(
    start: Simulation, later: World
) -> None:
    terms = outcome("hegemon_policy.rung", start, later).choices[0].terms
    assert "justification" in terms
    assert {"compatriots", "soft_power", "basing", "cultural_affinity"} <= set(VARIABLES)
    many, few = (
        outcome("hegemon_policy.rung", start, with_columns(later, {"compatriots": share}))
        .choices[0]
        .terms
        for share in (0.4, 0.0)
    )
    assert (many["justification"][Rung.INVASION] > few["justification"][Rung.INVASION]).all()
    shielded = with_columns(later, {"alignment_russia": 0.1, "sphere": 1.0})
    goal = [
        outcome("hegemon_policy.rung", start, with_columns(shielded, {"compatriots": share}))
        .choices[0]
        .terms["control"][Rung.INVASION]
        for share in (0.0, 0.4)
    ]
    assert (goal[1] >= goal[0]).all()
    assert (goal[1] > goal[0]).any()


def test_eurasianism_is_kinship_with_neighbours_and_no_hostility_to_the_west(
    start: Simulation, later: World
) -> None:
    official = with_columns(later, {"eurasianism": 0.6})
    before, after = (outcome("opinion.governments", start, world) for world in (later, official))
    assert np.array_equal(change(before, "preference_west"), change(after, "preference_west"))
    more = change(after, "preference_russia") - change(before, "preference_russia")
    kin, others = later.cultural_affinity > 0.6, later.cultural_affinity < 0.3
    assert (more >= 0).all()
    assert more[:, kin].mean() > more[:, others].mean()


def test_friends_soften_isolation_in_the_world_and_not_from_the_west(
    start: Simulation, later: World
) -> None:
    war = with_columns(later, {"violation": 0.9, "rung": float(Rung.INVASION)})
    none, loyal = (
        outcome("response.standing", start, war, variant)
        for variant in ("everywhere", "friends_stay")
    )
    world = [change(each, "isolation_world") for each in (none, loyal)]
    west = [change(each, "isolation_west") for each in (none, loyal)]
    assert (world[1] < world[0]).all()
    assert np.array_equal(*west)


def test_who_broke_off_relations_and_why_is_kept(start: Simulation) -> None:
    assert Relations.NEVER_ESTABLISHED not in (
        Relations.SEVERED_BY_STATE,
        Relations.SEVERED_BY_HEGEMON,
    )
    attacked = quiet(
        start,
        Override("rung", Rung.INVASION, start=0, duration=4, unit=UKR),
        Override("action", Action.RESIST, start=0, duration=4, unit=UKR),
    )
    last = onward(attacked, 4)[-1]
    assert (last.diplomatic_relations[:, UKR] == Relations.SEVERED_BY_STATE).all()
    assert (last.severance_cause[:, UKR] == SeveranceCause.FORCE).all()
    others = [unit for unit in range(14) if unit != UKR]
    assert (last.diplomatic_relations[:, others] == Relations.OPEN).all()


def test_the_hegemon_may_learn_from_its_wars_and_does_not_by_default(
    start: Simulation, later: World
) -> None:
    war = with_columns(later, {"violation": 0.8})
    assert "doctrine" not in outcome("hegemon_abroad.means_and_identity", start, war).terms
    learned = outcome("hegemon_abroad.means_and_identity", start, war, "learning")
    assert (learned.terms["doctrine"]["learning"] != 0).all()


def test_the_hegemon_upholds_the_uns_authority_when_others_use_force(
    start: Simulation, later: World
) -> None:
    war = with_columns(later, {"others_force": 1.0, "stance_global": 0.4, "ties_with_west": 0.4})
    votes = chance(start, war, "hegemon_abroad.global_vote")
    assert (votes[GlobalVote.AGAINST] > votes[GlobalVote.FOR]).all()
    upheld = with_columns(war, {"global_vote": float(GlobalVote.AGAINST)})
    stance = outcome("hegemon_abroad.words_and_deeds", start, upheld).terms["stance"]["votes"]
    assert (stance[Level.GLOBAL] > 0).all()
    assert (stance[Level.REGIONAL] == 0).all()


def test_a_proposed_order_seldom_succeeds_and_brings_standing(
    start: Simulation, later: World
) -> None:
    proposing = with_columns(later, {"engagement": float(Engagement.PROPOSE)})
    terms = outcome("hegemon_abroad.engagement_effects", start, proposing).terms["status"]
    assert (terms["attempt"] > 0).all()
    assert (terms["success"] == 0).all()


def test_sanctions_run_both_ways_and_are_a_norm(start: Simulation, later: World) -> None:
    burdened = with_columns(later, {"sanction_burden": 0.6, "counter_sanctions": 0.0})
    answer = outcome("response.answers", start, burdened).terms["counter_sanctions"]["answer"]
    assert (answer > 0).all()
    practised = outcome("norms.evolve", start, burdened).terms["norm_strength"]["sanctioning"]
    assert (practised[Norm.SANCTIONS] > 0).all()
    hit = with_columns(later, {"counter_sanctions": 0.8, "alignment_west": 0.8})
    loss = [
        outcome("unrest.welfare", start, with_columns(hit, {"dependence": value})).terms["welfare"][
            "counter_sanctions"
        ]
        for value in (0.1, 0.8)
    ]
    assert (loss[1] < loss[0]).all()


def test_government_public_and_regime_are_three_things(later: World) -> None:
    assert {"preference_west", "public_west", "regime_security"} <= set(VARIABLES)
    apart = np.abs(later.public_west - later.preference_west.mean(axis=0))
    assert apart.mean() > 0.02


def test_a_mission_comes_within_days_and_leaves_within_the_year(start: Simulation) -> None:
    calm = simulation("csto-kazakhstan-2022", runs=RUNS)
    called = quiet(
        calm,
        Override("action", Action.REQUEST_ASSISTANCE, start=1, unit=KAZ),
        Override("mission", Mission.ACT, start=1, unit=KAZ),
    )
    passed = onward(called, 6)
    assert (passed[1].trigger[:, KAZ] == Trigger.REGIME).all()
    assert (passed[1].mission[:, KAZ] == Mission.ACT).all()
    assert start.parameters["collective_security.lag_days"] < 30
    assert (passed[4].deployment_days[:, KAZ] == 0).all()
    assert (passed[5].presence[:, KAZ] < 0.1).all()


def test_nobody_is_rescued_who_did_not_ask(start: Simulation, later: World) -> None:
    unasked = with_columns(
        later,
        {"request": 0.0, "dyad_war": 0.0, "conflict_status": 0.0, "conflict_intensity": 0.0},
    )
    (trigger,) = outcome("collective_security.council", start, unasked).transitions
    assert (np.asarray(trigger.value) == Trigger.NONE).all()


def test_an_alliance_that_is_asked_may_act_or_stay_away(start: Simulation, later: World) -> None:
    asked = with_columns(
        later,
        {"membership_csto": 1.0, "request": 1.0, "dyad_war": 0.0, "conflict_status": 0.0},
    )
    leader = outcome("collective_security.council", start, asked).choices[2]
    chances = settle(leader).probability
    assert leader.decision == "leader_mission"
    for option in (Mission.ACT, Mission.ABSTAIN):
        assert (chances[option] > 0.01).all()
        assert (chances[option] < 0.99).all()


def test_threats_to_a_regime_and_wars_are_different_triggers(
    start: Simulation, later: World
) -> None:
    peace = with_columns(
        later,
        {"membership_csto": 1.0, "request": 1.0, "dyad_war": 0.0, "conflict_status": 0.0},
    )
    (asked,) = outcome("collective_security.council", start, peace).transitions
    assert (np.asarray(asked.value) == Trigger.REGIME).all()
    war = with_columns(peace, {"dyad_war": 1.0})
    (fought,) = outcome("collective_security.council", start, war).transitions
    assert (np.asarray(fought.value)[:, [KGZ, TJK]] == Trigger.WAR).all()


def test_ties_with_the_west_begin_well_and_can_turn_both_ways(start: Simulation) -> None:
    assert (start.world.ties_with_west > 0.5).all()
    ties = np.stack([world.ties_with_west for world in history(runs=16, steps=60)])
    moves = np.diff(ties, axis=0)
    assert (moves > 0.001).any(axis=0).mean() > 0.5
    assert (moves < -0.001).any(axis=0).mean() > 0.5


def test_a_small_state_has_aims_and_means_of_its_own(start: Simulation, later: World) -> None:
    attacked = with_columns(
        later, {"violation": 0.9, "conflict_intensity": 0.8, "threat_perception": 0.8}
    )
    own = chance(start, attacked, "foreign_policy.choose")
    at_peace = chance(start, with_columns(later, {"violation": 0.0}), "foreign_policy.choose")
    resisting = own[Action.RESIST] - at_peace[Action.RESIST]
    assert (resisting > 0).all()
    assert "survival" in RULES["foreign_policy.choose"].choices["action"]


def test_disappointment_with_the_osce_shifts_the_forum(start: Simulation, later: World) -> None:
    cold = with_columns(later, {"ties_with_west": 0.1})
    warm = with_columns(later, {"ties_with_west": 0.9})
    trust = [
        change(outcome("legitimacy.forums", start, world), "trust")[Forum.OSCE]
        for world in (cold, warm)
    ]
    assert (trust[0] < trust[1]).all()
    threat = with_columns(later, {"rung": float(Rung.OPEN_THREAT)})
    shift = [
        chance(start, with_columns(threat, {"trust_osce": value}), "routes.regional")[
            Route.FORUM_SHIFT
        ]
        for value in (0.1, 0.9)
    ]
    assert (shift[0] > shift[1]).all()


def test_there_are_more_poles_than_two_and_the_sco_is_not_russias_alone(
    start: Simulation, later: World
) -> None:
    assert {Power.CHINA, Power.TURKEY} < set(Power)
    supplied = with_columns(later, {"supply": 0.9, "openness": 0.9})
    for name in ("dependence_china", "dependence_turkey"):
        more, less = (
            change(outcome("dependence.outer_ties", start, world), name)
            for world in (supplied, with_columns(supplied, {"supply": 0.0}))
        )
        assert (more > less).any()
    bodies = outcome("dependence.drift", start, with_columns(later, {"membership_sco": 1.0}))
    without = outcome("dependence.drift", start, with_columns(later, {"membership_sco": 0.0}))
    assert np.array_equal(change(bodies, "dependence"), change(without, "dependence"))


def test_norms_are_held_at_two_levels(later: World) -> None:
    assert VARIABLES["norm_strength"].axes == (Norm, Level)
    assert not np.allclose(later.norm_strength[:, 0], later.norm_strength[:, 1])
    assert "norm_strength_non_intervention_regional" in COMPONENTS


def test_the_hegemon_is_one_actor_unless_learning_is_switched_on() -> None:
    assert set(RULES["hegemon_abroad.means_and_identity"].variants) == {"learning"}
    for name in ("self_image", "doctrine", "status"):
        assert VARIABLES[name].per == "system"


def test_channels_of_dependence_are_kept_apart(later: World) -> None:
    assert VARIABLES["dependence"].axes == (Channel,)
    assert later.dependence.std(axis=0).mean() > 0.05
