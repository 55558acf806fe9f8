"""The direction of every coupling that the model states, with everything else held equal."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from sovsim.arrays import FloatArray
from sovsim.axes import (
    Action,
    Bid,
    BidStage,
    Domain,
    Institution,
    Level,
    Mission,
    Norm,
    Offer,
    Rung,
)
from sovsim.rules.ladder import COERCIVE, FORCE, INTRUSION
from sovsim.rules.quantal_response import settle
from sovsim.rules.upheaval import hazard
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.worlds import change, history, outcome, simulation, with_columns

RUNS = 8
UP, DOWN = 1.0, -1.0


@dataclass(frozen=True)
class Sign:
    """``cause`` higher makes ``effect`` higher (or lower), wherever it makes a difference."""

    rule: str
    cause: str
    effect: str
    sign: float
    variant: str = "default"
    values: tuple[float, float] = (0.2, 0.7)

    def __str__(self) -> str:
        direction = "raises" if self.sign > 0 else "lowers"
        return f"{self.cause} {direction} {self.effect} ({self.rule})"


SIGNS = (
    Sign("dependence.drift", "membership_cis", "dependence", UP, values=(0, 1)),
    Sign("dependence.drift", "membership_eaeu", "dependence", UP, values=(0, 1)),
    Sign("dependence.drift", "membership_csto", "dependence", UP, values=(0, 1)),
    Sign("dependence.drift", "rung", "dependence", UP, values=(Rung.RESPECT, Rung.REWARD)),
    Sign("dependence.drift", "soft_power", "dependence", UP),
    Sign("dependence.drift", "legacy_tie", "dependence", UP),
    Sign(
        "dependence.drift", "action", "dependence", DOWN, values=(Action.CONTINUE, Action.DIVERSIFY)
    ),
    Sign("dependence.drift", "supply", "dependence", DOWN),
    Sign("dependence.drift", "pressure", "dependence", DOWN),
    Sign("dependence.outer_ties", "alignment_west", "dependence_west", UP),
    Sign("dependence.outer_ties", "bid_stage", "dependence_west", UP, values=(0, 3)),
    Sign("dependence.outer_ties", "supply", "dependence_china", UP),
    Sign("dependence.outer_ties", "supply", "dependence_turkey", UP),
    Sign("opinion.governments", "pressure", "preference_russia", DOWN),
    Sign("opinion.governments", "soft_power", "preference_russia", UP),
    Sign("opinion.governments", "eurasianism", "preference_russia", UP),
    Sign("opinion.governments", "public_russia", "preference_russia", UP),
    Sign("opinion.governments", "threat_perception", "preference_west", UP),
    Sign("opinion.governments", "openness", "preference_west", UP),
    Sign("opinion.governments", "public_west", "preference_west", UP),
    Sign("opinion.publics", "pressure", "public_russia", DOWN),
    Sign("opinion.publics", "violation", "public_russia", DOWN),
    Sign("opinion.publics", "compatriots", "public_russia", UP),
    Sign("opinion.publics", "pressure", "preference_autonomy", UP),
    Sign("opinion.publics", "bid_stage", "public_west", UP, values=(0, 3)),
    Sign("unrest.welfare", "rung", "welfare", DOWN, values=(0, Rung.ECONOMIC_COERCION)),
    Sign("unrest.welfare", "conflict_intensity", "welfare", DOWN),
    Sign("unrest.welfare", "support", "welfare", UP),
    Sign("unrest.grievance", "bid_reversed", "grievance", UP, values=(0, 1)),
    Sign("unrest.grievance", "welfare", "grievance", DOWN, values=(0.1, 0.6)),
    Sign("unrest.unrest", "grievance", "unrest", UP),
    Sign("unrest.unrest", "agitation", "unrest", UP),
    Sign("unrest.unrest", "bid_reversed", "unrest", UP, values=(0, 1)),
    Sign("unrest.unrest", "regime_security", "unrest", DOWN),
    Sign("unrest.regime_security", "unrest", "regime_security", DOWN),
    Sign("coercion.felt", "rung", "pressure", UP, values=(0, Rung.TACIT_PRESSURE)),
    Sign("coercion.felt", "pressure", "threat_perception", UP),
    Sign("coercion.felt", "rung", "agitation", UP, values=(0, Rung.SUBVERSION)),
    Sign("coercion.expectation", "alignment_russia", "expected_compliance", UP),
    Sign("coercion.expectation", "self_image", "expected_compliance", UP),
    Sign("coercion.expectation", "expected_compliance", "perceived_expectation", UP),
    Sign("alignment.conduct", "preference_russia", "alignment_russia", UP),
    Sign("alignment.conduct", "preference_west", "alignment_west", UP),
    Sign("alignment.conduct", "perceived_expectation", "alignment_russia", UP, values=(0.2, 0.95)),
    Sign("alignment.conduct", "dependence", "alignment_west", DOWN),
    Sign("alignment.conduct", "debt", "alignment_russia", UP),
    Sign("autonomy.relaxation", "capacity", "autonomy", UP),
    Sign("autonomy.relaxation", "dependence", "autonomy", DOWN),
    Sign("autonomy.relaxation", "expected_compliance", "autonomy", DOWN),
    Sign("autonomy.relaxation", "sovereignty_conception", "autonomy", UP),
    Sign("autonomy.relaxation", "pressure", "autonomy", DOWN),
    Sign("autonomy.relaxation", "territory_held", "autonomy", UP),
    Sign("autonomy.relaxation", "supply", "autonomy", UP),
    Sign("autonomy.relaxation", "norm_strength", "autonomy", UP),
    Sign("autonomy.relaxation", "dependence_west", "autonomy", DOWN),
    Sign("autonomy.relaxation", "dependence_west", "autonomy", UP, "west_frees"),
    Sign("autonomy.relaxation", "dependence_west", "autonomy", DOWN, "west_binds"),
    Sign("autonomy.relaxation", "dependence_china", "autonomy", DOWN),
    Sign("autonomy.relaxation", "debt", "autonomy", DOWN),
    Sign("autonomy.relaxation", "globalisation", "autonomy", DOWN, "global_forces"),
    Sign("autonomy.capacity", "welfare", "capacity", UP),
    Sign("autonomy.capacity", "conflict_intensity", "capacity", DOWN),
    Sign("autonomy.capacity", "membership_cis", "capacity", UP, "cooperation_builds", (0, 1)),
    Sign("response.standing", "violation", "isolation_west", UP, values=(0.0, 0.9)),
    Sign("response.answers", "violation", "sanction_burden", UP, values=(0.0, 0.9)),
    Sign("response.answers", "violation", "support", UP, values=(0.0, 0.9)),
    Sign("response.answers", "sanction_burden", "counter_sanctions", UP),
    Sign("response.answers", "action_respect", "ties_with_west", UP),
    Sign("response.relations", "pressure", "relation", DOWN),
    Sign("legitimacy.audiences", "un_text", "legitimacy", UP, values=(0, 1)),
    Sign("legitimacy.audiences", "un_dissent", "legitimacy", DOWN, values=(0, 1)),
    Sign("legitimacy.alliance", "mission", "cohesion", UP, values=(0, Mission.ACT)),
    Sign("legitimacy.alliance", "mission", "credibility", DOWN, values=(0, Mission.ABSTAIN)),
    Sign("legitimacy.alliance", "violation", "cohesion", DOWN, values=(0.0, 0.9)),
    Sign("legitimacy.alliance", "exercise", "cohesion", UP, values=(-1, 1)),
    Sign("legitimacy.forums", "ties_with_west", "trust", UP),
    Sign("legitimacy.forums", "condemnation", "trust", DOWN),
    Sign("hegemon_abroad.engagement_effects", "engagement", "status", UP, values=(0, 1)),
    Sign("hegemon_abroad.engagement_effects", "engagement", "leverage_turkey", UP, values=(0, 1)),
    Sign("hegemon_abroad.means_and_identity", "sanction_burden", "resources", DOWN),
    Sign("conflict.effects", "rung", "territory_held", DOWN, values=(0, Rung.ANNEXATION)),
    Sign("collective_security.deploy", "mission", "unrest", DOWN, values=(0, Mission.ACT)),
    Sign("collective_security.deploy", "mission", "regime_security", UP, values=(0, Mission.ACT)),
)


FADING = (
    ("coercion.felt", "pressure"),
    ("coercion.felt", "agitation"),
    ("coercion.felt", "threat_perception"),
    ("dependence.drift", "dependence"),
    ("dependence.outer_ties", "dependence_west"),
    ("dependence.outer_ties", "dependence_china"),
    ("opinion.governments", "preference_russia"),
    ("opinion.publics", "public_west"),
    ("unrest.welfare", "welfare"),
    ("unrest.grievance", "grievance"),
    ("unrest.regime_security", "regime_security"),
    ("alignment.conduct", "alignment_russia"),
    ("alignment.conduct", "alignment_west"),
    ("autonomy.relaxation", "autonomy"),
    ("autonomy.capacity", "capacity"),
    ("collective_security.withdrawal", "debt"),
    ("conflict.effects", "conflict_intensity"),
    ("conflict.rivalries", "rivalry"),
    ("recognition.spread", "recognition"),
    ("response.standing", "isolation_west"),
    ("response.standing", "isolation_world"),
    ("response.answers", "sanction_burden"),
    ("response.answers", "counter_sanctions"),
    ("response.answers", "support"),
    ("response.answers", "nuclear_signal"),
    ("response.answers", "ties_with_west"),
    ("response.relations", "relation"),
    ("legitimacy.audiences", "legitimacy"),
    ("legitimacy.alliance", "cohesion"),
    ("legitimacy.alliance", "credibility"),
    ("legitimacy.forums", "trust"),
    ("hegemon_abroad.engagement_effects", "status"),
    ("hegemon_abroad.engagement_effects", "leverage_turkey"),
    ("hegemon_abroad.engagement_effects", "attention_out_of_area"),
    ("hegemon_abroad.words_and_deeds", "rhetoric_respect"),
    ("hegemon_abroad.words_and_deeds", "action_respect"),
    ("foreign_policy_acts.enact", "expected_bid"),
)


@pytest.mark.parametrize(("rule", "stock"), FADING, ids=str)
def test_what_nothing_keeps_up_falls_back_and_what_is_low_comes_up(
    rule: str, stock: str, start: Simulation, later: World
) -> None:
    calm = {"rung": 0.0, "violation": 0.0, "action": 0.0, "mission": 0.0, "presence": 0.0}
    still = with_columns(later, {**calm, "conflict_status": 0.0, "engagement": 0.0})
    low, high = (
        change(outcome(rule, start, with_columns(still, {stock: value})), stock)
        for value in (0.05, 0.95)
    )
    assert (high < low).all()
    assert high.mean() < -1e-4


@pytest.fixture(scope="module")
def start() -> Simulation:
    return simulation(runs=RUNS)


@pytest.fixture(scope="module")
def later() -> World:
    return history(runs=RUNS, steps=24)[-1]


@pytest.mark.parametrize("sign", SIGNS, ids=str)
def test_a_cause_moves_its_effect_in_the_stated_direction(
    sign: Sign, start: Simulation, later: World
) -> None:
    low, high = (
        change(
            outcome(sign.rule, start, with_columns(later, {sign.cause: value}), sign.variant),
            sign.effect,
        )
        for value in sign.values
    )
    difference = sign.sign * (high - low)
    assert (difference >= -1e-15).all()
    assert (difference > 1e-9).any()


def intrusion(start: Simulation, world: World, values: FloatArray = INTRUSION) -> FloatArray:
    """Return the intrusion (or force) that the hegemon is expected to choose."""
    (choice,) = outcome("hegemon_policy.rung", start, world).choices
    return (settle(choice).probability * values).sum(axis=0)


@pytest.mark.parametrize(
    ("cause", "sign", "values"),
    [
        ("expected_compliance", UP, INTRUSION),
        ("alignment_russia", DOWN, INTRUSION),
        ("sovereignty_conception", DOWN, INTRUSION),
        ("expected_bid", UP, INTRUSION),
        ("compatriots", UP, INTRUSION),
        ("unrest", UP, INTRUSION),
        ("agitation", DOWN, INTRUSION),
        ("capacity", DOWN, FORCE),
        ("readiness", UP, FORCE),
        ("resolve", DOWN, FORCE),
        ("attention_out_of_area", DOWN, FORCE),
        ("doctrine", UP, FORCE),
        ("membership_nato", DOWN, FORCE),
    ],
)
def test_what_moves_the_hegemon_to_intrude_or_to_use_force(
    cause: str, sign: float, values: FloatArray, start: Simulation, later: World
) -> None:
    short = with_columns(later, {"expected_compliance": 0.8, "unrest": 0.5, "sphere": 1.0})
    low, high = (
        intrusion(start, with_columns(short, {cause: value}), values) for value in (0.0, 0.6)
    )
    difference = sign * (high - low)
    assert difference.mean() > 0
    assert (difference > -1e-3).mean() > 0.95


def chance_of(
    start: Simulation, world: World, rule: str, option: int, index: int = 0
) -> FloatArray:
    choice = outcome(rule, start, world).choices[index]
    return settle(choice).probability[option]


@pytest.mark.parametrize(
    ("cause", "option", "sign"),
    [
        ("public_west", Action.ADVANCE_BID, UP),
        ("public_west", Action.REVERSE_BID, DOWN),
        ("preference_west", Action.ADVANCE_BID, UP),
        ("pressure", Action.ACCOMMODATE, UP),
        ("unrest", Action.REQUEST_ASSISTANCE, UP),
        ("threat_perception", Action.RESIST, UP),
        ("violation", Action.RESIST, UP),
        ("preference_autonomy", Action.DEEPEN_REGIONAL, DOWN),
    ],
)
def test_what_moves_a_state_to_act(
    cause: str, option: Action, sign: float, start: Simulation, later: World
) -> None:
    open_to_all = with_columns(
        later,
        {
            "bid_stage": BidStage.AGREEMENT,
            "offer": Offer.OFFER,
            "supply": 0.8,
            "power_reach": 0.8,
            "openness": 0.8,
        },
    )
    low, high = (
        chance_of(start, with_columns(open_to_all, {cause: value}), "foreign_policy.choose", option)
        for value in (0.1, 0.7)
    )
    assert (sign * (high - low)).mean() > 0


@pytest.mark.parametrize(
    ("openness", "dependence", "option"),
    [(0.8, 0.1, Action.RESIST), (0.0, 0.8, Action.ACCOMMODATE)],
    ids=["with somewhere to go they balance", "with nowhere to go they bandwagon"],
)
def test_threatened_states_balance_where_they_can_and_join_the_stronger_where_not(
    openness: float, dependence: float, option: Action, start: Simulation, later: World
) -> None:
    """Walt's conditions: `jcep-ref-balancing-bandwagoning` names the question, the form is ours."""
    placed = with_columns(
        later,
        {"openness": openness, "supply": 0.3, "power_reach": 0.5, "dependence": dependence},
    )
    low, high = (
        chance_of(
            start,
            with_columns(placed, {"threat_perception": value}),
            "foreign_policy.choose",
            option,
        )
        for value in (0.1, 0.7)
    )
    assert (high > low).mean() > 0.9


@pytest.mark.parametrize("index", [0, 1], ids=["EU", "NATO"])
@pytest.mark.parametrize(
    ("cause", "sign"), [("openness", UP), ("regime_type", UP), ("nuclear_signal", DOWN)]
)
def test_what_moves_the_west_to_advance_a_bid(
    index: int, cause: str, sign: float, start: Simulation, later: World
) -> None:
    near = with_columns(
        later,
        {
            "western_reach": 0.6,
            "bid_stage": BidStage.ASPIRANT,
            "sphere": 1.0,
            "conditionality": 0.7,
        },
    )
    low, high = (
        chance_of(
            start,
            with_columns(near, {cause: value}),
            "offers.outer_powers",
            Offer.ADVANCE,
            index,
        )
        for value in (0.1, 0.7)
    )
    assert (sign * (high - low) > 0).all()


def test_a_government_falls_the_sooner_the_more_unrest_and_the_looser_it_sits(
    start: Simulation, later: World
) -> None:
    shaken = with_columns(later, {"unrest": 0.7})
    calm = with_columns(later, {"unrest": 0.5})
    assert (hazard(shaken, start.parameters) > hazard(calm, start.parameters)).all()
    firm = with_columns(shaken, {"regime_security": 0.9})
    loose = with_columns(shaken, {"regime_security": 0.1})
    assert (hazard(firm, start.parameters) < hazard(loose, start.parameters)).all()
    assert (hazard(with_columns(later, {"unrest": 0.2}), start.parameters) == 0).all()


def test_the_same_rung_bites_more_where_a_state_leans_more(start: Simulation, later: World) -> None:
    pressed = with_columns(later, {"rung": Rung.ECONOMIC_COERCION, "pressure": 0.1})
    low, high = (
        outcome("coercion.felt", start, with_columns(pressed, {"dependence": value})).terms[
            "pressure"
        ]["exercised"]
        for value in (0.2, 0.7)
    )
    assert (high > low).all()


def test_a_nuclear_signal_dampens_help_and_wears_out(start: Simulation, later: World) -> None:
    war = with_columns(later, {"violation": 0.9, "support": 0.3})
    silent = with_columns(war, {"nuclear_signal": 0.0, "nuclear_credibility": 1.0})
    loud = with_columns(war, {"nuclear_signal": 0.8, "nuclear_credibility": 1.0})
    worn = with_columns(loud, {"nuclear_credibility": 0.2})
    help_given = [
        change(outcome("response.answers", start, world), "support")
        for world in (silent, loud, worn)
    ]
    assert (help_given[1] < help_given[2]).all()
    assert (help_given[2] < help_given[0]).all()
    sent = outcome("response.answers", start, loud)
    signalled = sent.terms["nuclear_signal"]["sent"] > 0
    assert signalled.any()
    assert (sent.terms["nuclear_credibility"]["worn"][signalled] < 0).all()


def test_violations_erode_the_norm_and_an_answer_restores_it(
    start: Simulation, later: World
) -> None:
    key = (Norm.NON_INTERVENTION, Level.REGIONAL)
    peace = with_columns(later, {"violation": 0.0, "condemnation": 0.0, "sanction_burden": 0.0})
    force = with_columns(peace, {"violation": 0.9})
    answered = with_columns(force, {"condemnation": 0.7, "sanction_burden": 0.7})
    moved = [
        change(outcome("norms.evolve", start, world), "norm_strength")[key]
        for world in (peace, force, answered)
    ]
    assert (moved[1] < moved[0]).all()
    assert (moved[2] > moved[1]).all()


def test_norms_move_at_least_five_times_more_slowly_than_institutions(start: Simulation) -> None:
    passed = history(runs=RUNS, steps=24)
    norms = np.stack([world.norm_strength for world in passed])
    cohesion = np.stack([world.cohesion[Institution.CSTO] for world in passed])
    slow, fast = (np.abs(np.diff(series, axis=0)).mean() for series in (norms, cohesion))
    assert slow * 5 < fast


def test_the_two_alignments_are_not_tied(start: Simulation, later: World) -> None:
    both = with_columns(
        later,
        {"preference_russia": 0.8, "preference_west": 0.8, "dependence": 0.1, "pressure": 0.0},
    )
    moved = outcome("alignment.conduct", start, both)
    other = with_columns(both, {"alignment_west": 0.9})
    again = outcome("alignment.conduct", start, other)
    assert np.array_equal(change(moved, "alignment_russia"), change(again, "alignment_russia"))


assert len(Domain) == 3
assert set(COERCIVE)
assert len(Bid) == 2
