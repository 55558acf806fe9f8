"""Ten checks that a right model passes and a lazy one fails, on common random numbers."""

from __future__ import annotations

import numpy as np
import pytest

from sovsim.arrays import FloatArray
from sovsim.axes import (
    Action,
    Bid,
    BidMove,
    BidStage,
    Channel,
    ConflictStatus,
    Domain,
    Institution,
    Level,
    Mission,
    Norm,
    NormRoute,
    Rung,
    WarEnd,
)
from sovsim.listener import Listener
from sovsim.parameters import registry
from sovsim.rules import ladder
from sovsim.rules.contract import Choice, Occurrence, Rule
from sovsim.rules.exposure import exposure
from sovsim.rules.ladder import COERCIVE, FORCEFUL
from sovsim.rules.quantal_response import Settled, settle
from sovsim.rules.stakes import breach
from sovsim.schedule import RULES
from sovsim.shocks import Override
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.worlds import (
    chances,
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

RUNS = 16
UKR, KAZ = place("UKR"), place("KAZ")
SPHERE = np.array([place(code) for code in ("BLR", "GEO", "KAZ", "MDA", "UKR")])


@pytest.fixture
def start() -> Simulation:
    return simulation(runs=RUNS)


@pytest.fixture
def later() -> World:
    """Return the region after six years, when no two states are alike any more."""
    return history(runs=RUNS, steps=24)[-1]


def expected(values: FloatArray, probability: FloatArray) -> FloatArray:
    return (values * probability).sum(axis=0)


def laid_open(start: Simulation, world: World) -> World:
    """Return the world with its exposure written down anew."""
    return world.replace({"exposure": exposure(world, start.parameters)})


# 1


def test_1_a_state_that_complies_loses_autonomy_when_it_leans_more_though_nobody_presses_it(
    start: Simulation,
) -> None:
    left_alone = quiet(start)
    asked = np.maximum(start.world.expected_compliance, 0.3)
    obedient = with_columns(
        start.world,
        {
            "expected_compliance": asked,
            "alignment_russia": asked,
            "preference_russia": asked,
            "pressure": 0.0,
            "dependence": 0.3,
        },
    )
    leaning = with_columns(obedient, {"dependence": 0.7})
    assert (breach(obedient, start.parameters) < 1e-12).all()
    few, more = (
        change(outcome("autonomy.relaxation", start, laid_open(start, world)), "autonomy")
        for world in (obedient, leaning)
    )
    assert (more < few).all()
    before, after = (onward(left_alone, 8, world)[-1] for world in (obedient, leaning))
    assert (after.pressure == 0.0).all()
    assert (before.pressure == 0.0).all()
    assert (after.autonomy < before.autonomy).all()


# 2


def test_2_a_state_that_wants_both_sides_more_follows_both_sides_more(
    start: Simulation, later: World
) -> None:
    wishes = ("preference_russia", "preference_west")
    keener = with_columns(later, {wish: np.minimum(later[wish] + 0.2, 1.0) for wish in wishes})
    for variable in ("alignment_russia", "alignment_west"):
        before = change(outcome("alignment.conduct", start, later), variable)
        after = change(outcome("alignment.conduct", start, keener), variable)
        assert (after > before).all(), variable
    calm = quiet(start)
    befores, afters = (onward(calm, 8, world) for world in (later, keener))
    # A new government brings wishes of its own.
    stays = sum(world.new_government for world in (*befores, *afters)) == 0
    assert stays.mean() > 0.5
    for variable in ("alignment_russia", "alignment_west"):
        risen = afters[-1][variable] > befores[-1][variable]
        assert risen[:, stays].mean() > 0.99, variable


# 3


def test_3_a_bid_taken_back_brings_more_unrest_than_a_bid_never_made_and_is_not_forgotten(
    start: Simulation,
) -> None:
    wanted = with_columns(start.world, {"public_west": 0.6, "expected_bid": 0.3}, UKR)
    made = with_columns(wanted, {"bid_stage_eu": BidStage.AGREEMENT}, UKR)
    takes_back = Override("bid_move", BidMove.REVERSE, start=0, unit=UKR, index=(int(Bid.EU),))
    reversing = quiet(start, takes_back)
    taken_back = onward(reversing, 12, made)
    never_made = onward(quiet(start), 12, wanted)
    assert (taken_back[0].bid_reversed[Bid.EU, :, UKR] == 1.0).all()
    for quarter in (1, 2):
        stands = sum(world.upheaval[:, UKR] for world in taken_back[: quarter + 1]) == 0
        gap = taken_back[quarter].unrest[:, UKR] - never_made[quarter].unrest[:, UKR]
        assert stands.mean() > 0.5
        assert (gap[stands] > 0).all()
    for world in taken_back:
        assert (world.expected_bid[Bid.EU, :, UKR] > 0.05).all()


# 4


def bid_and_unrest(start: Simulation, world: World) -> tuple[FloatArray, FloatArray]:
    """Return what a bid and what disorder add to the intrusion expected of the hegemon.

    A bid is what is expected of it and the opening that its latest step leaves; disorder is the
    opening that fresh unrest leaves.
    """
    cells = {
        (bid, unrest): expected(
            ladder.intrusion(start.parameters),
            chances(
                start,
                with_columns(
                    world,
                    {"expected_bid": bid, "opening_bid": bid, "opening_disorder": unrest},
                ),
            ),
        )[:, SPHERE]
        for bid in (0.0, 0.8)
        for unrest in (0.0, 0.8)
    }
    of_bid = cells[0.8, 0.0] - cells[0.0, 0.0]
    of_unrest = cells[0.0, 0.8] - cells[0.0, 0.0]
    return of_bid, of_unrest


def invites(added: FloatArray) -> bool:
    """Return whether something adds to the intrusion expected of the hegemon almost everywhere.

    Not everywhere: a stake can be full already.
    """
    return bool(added.mean() > 1e-3 and (added > 0).mean() > 0.9)


def test_4_bid_and_disorder_both_invite_the_hegemon_and_each_has_its_own_switch(
    start: Simulation, later: World
) -> None:
    of_bid, of_unrest = bid_and_unrest(start, later)
    assert invites(of_bid)
    assert invites(of_unrest)
    no_opportunity = with_parameters(start, {"hegemon_policy.opportunity": 0.0})
    of_bid, of_unrest = bid_and_unrest(no_opportunity, later)
    assert invites(of_bid)
    assert (of_unrest == 0).all()
    no_stake = with_parameters(start, {"hegemon_policy.stake_bids": 0.0})
    of_bid, of_unrest = bid_and_unrest(no_stake, later)
    assert (of_bid == 0).all()
    assert invites(of_unrest)


def test_4_a_hegemon_with_nothing_at_stake_is_moved_by_neither(
    start: Simulation, later: World
) -> None:
    nothing = {name: 0.0 for name in registry() if name.startswith("hegemon_policy.stake_")}
    of_bid, _ = bid_and_unrest(with_parameters(start, nothing), later)
    assert (of_bid == 0).all()


# 5


def test_5_a_state_under_nato_cover_sees_less_force_for_the_same_breach_and_is_as_sovereign(
    start: Simulation, later: World
) -> None:
    angry = {"alignment_russia": 0.1, "opening_disorder": 0.6, "spent": 0.0, "hegemon_war": 0.0}
    bare = with_columns(later, {**angry, "membership_nato": 0.0})
    covered = with_columns(later, {**angry, "membership_nato": 1.0})
    assert (breach(bare, start.parameters) == breach(covered, start.parameters)).all()
    forceful = list(FORCEFUL)
    less = chances(start, covered)[forceful].sum(axis=0)
    assert (less < chances(start, bare)[forceful].sum(axis=0))[:, SPHERE].all()
    force = ladder.force(start.parameters)
    assert (expected(force, chances(start, covered)) < expected(force, chances(start, bare))).all()
    many, world = simulation(runs=40), history(runs=40, steps=24)[-1]
    acts = []
    for member in (0.0, 1.0):
        passed = onward(many, 16, with_columns(world, {**angry, "membership_nato": member}))
        acts.append(sum(np.isin(each.rung, FORCEFUL).sum() for each in passed))
        assert all((each.formal_sovereignty == 1.0).all() for each in passed)
    assert acts[1] < 0.75 * acts[0]


# 6


class Draws:
    """Keeps the draw of every decision."""

    def __init__(self) -> None:
        self.held: dict[tuple[int, str, tuple[int, ...]], FloatArray] = {}

    def term(self, step: int, rule: Rule, variable: str, name: str, value: FloatArray) -> None:
        pass

    def bounds(self, step: int, variable: str, value: FloatArray) -> None:
        pass

    def choice(self, step: int, rule: Rule, choice: Choice, settled: Settled) -> None:
        self.held[step, choice.decision, choice.index] = choice.draw

    def occurrence(self, world: World, rule: Rule, occurrence: Occurrence) -> None:
        pass

    def quarter(self, world: World) -> None:
        pass


def recorded(start: Simulation, world: World, steps: int) -> tuple[list[World], Draws]:
    draws = Draws()
    tally: Listener = draws
    passed = []
    for _ in range(steps):
        world = start.step(world, listener=tally)
        passed.append(world)
    return passed, draws


def test_6_who_leans_on_the_hegemon_for_nothing_that_can_be_cut_is_not_squeezed_by_cutting_it(
    start: Simulation,
) -> None:
    nothing = {"dependence_energy": 0.0, "dependence_trade": 0.0}
    free = with_columns(start.world, nothing)
    assert (chances(start, free)[Rung.ECONOMIC_COERCION] == 0).all()
    with_energy, draws = recorded(start, start.world, 12)
    without, other_draws = recorded(start, free, 12)
    squeezed = [(world.rung == Rung.ECONOMIC_COERCION).sum() for world in with_energy]
    assert sum(squeezed) > 0
    assert sum((world.rung == Rung.ECONOMIC_COERCION).sum() for world in without) == 0
    assert draws.held.keys() == other_draws.held.keys()
    for key, draw in draws.held.items():
        assert np.array_equal(draw, other_draws.held[key]), key


def test_6_a_state_that_needs_no_energy_is_not_cut_off_from_energy(start: Simulation) -> None:
    coerced = {"rung": float(Rung.ECONOMIC_COERCION), "dependence_trade": 0.3}
    for energy, exporter, cut_off in ((0.0, 0.0, False), (0.9, 0.0, True), (0.9, 1.0, False)):
        world = with_columns(
            start.world, {**coerced, "dependence_energy": energy, "energy_exporter": exporter}
        )
        happened = {
            entry.type: entry.where for entry in outcome("coercion.felt", start, world).occurrences
        }
        assert (happened["energy_cut_off"] == cut_off).all()
        assert (happened["trade_embargo"] != cut_off).all()


def test_6_cutting_energy_costs_a_state_that_needs_none_less_than_one_that_does(
    start: Simulation,
) -> None:
    cut = with_columns(start.world, {"rung": float(Rung.ECONOMIC_COERCION)})
    none = with_columns(cut, {"dependence_energy": 0.0})
    loss = outcome("welfare.course", start, cut).terms["welfare"]["coercion"]
    less = outcome("welfare.course", start, none).terms["welfare"]["coercion"]
    leaning = cut.dependence[Channel.ENERGY] > 0.01
    assert (less[leaning] > loss[leaning]).all()


# 7


def ceased(start: Simulation, settings: dict[str, float]) -> tuple[list[World], list[World]]:
    """Return two years of war and two years after a ceasefire, with nothing else between them."""
    fighting = with_columns(
        start.world, {"conflict_status": float(ConflictStatus.FIGHTING), **settings}, UKR
    )
    stopped = {"conflict_status": float(ConflictStatus.FROZEN), "hegemon_war": 0.0}
    frozen = with_columns(fighting, stopped, UKR)
    calm = quiet(
        start,
        Override("leader_mission", Mission.ABSTAIN, start=0, duration=40),
        Override("mission", Mission.NOT_ASKED, start=0, duration=40),
        Override("war_end", WarEnd.GO_ON, start=0, duration=40),
    )
    return onward(calm, 5, fighting), onward(calm, 5, frozen)


def test_7_a_ceasefire_alone_changes_the_fighting_and_neither_regime_nor_dependence() -> None:
    war, frozen = ceased(simulation("base-2012"), {"conflict_intensity": 0.4})
    calmer = war[3].conflict_intensity[:, UKR] - frozen[3].conflict_intensity[:, UKR]
    assert calmer.mean() > 0.1
    for column in ("regime_type", "dependence", "preference_russia", "relation"):
        moved = np.abs(war[3][column] - frozen[3][column]).mean(axis=-2)[..., UKR]
        assert (moved < 0.005).all(), column


def test_7_a_ceasefire_that_leaves_the_troops_in_place_frees_nobody() -> None:
    occupied = {
        "hegemon_war": 1.0,
        "conflict_intensity": 0.9,
        "occupation": 0.88,
        "presence_unasked": 0.9,
    }
    war, frozen = ceased(simulation("base-2012"), occupied)
    freed = frozen[3].autonomy[..., UKR].mean() - war[3].autonomy[..., UKR].mean()
    assert abs(freed) < 0.01


def test_7_troops_with_consent_raise_dependence_for_security_and_change_no_regime(
    start: Simulation, later: World
) -> None:
    binding = with_parameters(start, {"dependence.presence": 0.01})
    alone = with_columns(later, {"presence": 0.0})
    occupied = with_columns(later, {"presence": 0.5})
    before = change(outcome("dependence.security", binding, alone), "dependence")
    after = change(outcome("dependence.security", binding, occupied), "dependence")
    assert (after[Channel.SECURITY] > before[Channel.SECURITY]).all()
    others = [channel for channel in Channel if channel is not Channel.SECURITY]
    assert np.array_equal(after[others], before[others])
    calm = quiet(binding)
    without, with_troops = (onward(calm, 6, world)[-1] for world in (alone, occupied))
    assert (np.abs(without.regime_type - with_troops.regime_type).mean(axis=0) < 0.005).all()
    neutral = change(outcome("dependence.security", start, occupied), "dependence")
    assert np.array_equal(
        neutral, change(outcome("dependence.security", start, alone), "dependence")
    )


# 8


def test_8_a_rescue_lifts_the_alliance_and_a_war_of_its_leader_pulls_it_down_within_a_year(
    start: Simulation,
) -> None:
    calm = simulation("csto-kazakhstan-2022", runs=RUNS)
    arm = quiet(
        calm,
        Override("action", Action.REQUEST_ASSISTANCE, start=0, unit=KAZ),
        Override("mission", Mission.ACT, start=0, unit=KAZ),
        Override("rung", Rung.INVASION, start=1, duration=4, unit=UKR),
    )
    passed = onward(arm, 5)
    cohesion = np.stack([w.cohesion[Institution.CSTO] for w in (calm.world, *passed)])
    assert (cohesion[1] > cohesion[0] + 0.02).all()
    assert (cohesion[5] < cohesion[1] - 0.02).all()


def test_8_an_alliance_that_is_asked_and_does_not_act_loses_credibility(
    start: Simulation, later: World
) -> None:
    csto = Institution.CSTO
    base = outcome("legitimacy.alliance", start, with_columns(later, {"mission": 0.0}))
    refused = with_columns(later, {"mission": 0.0})
    refused = with_columns(refused, {"mission": float(Mission.ABSTAIN)}, KAZ)
    after = outcome("legitimacy.alliance", start, refused)
    lost = change(after, "credibility")[csto] - change(base, "credibility")[csto]
    assert (lost < 0).all()


# 9


def same_bodies_everywhere(world: World) -> World:
    """Return the world with nothing to choose between its levels."""
    norms = world.norm_strength.copy()
    norms[:, Level.REGIONAL] = norms[:, Level.GLOBAL]
    return with_columns(
        world,
        {"norm_strength": norms, "legitimacy": 0.5, "trust": 0.5, "founded": 1.0, "cohesion": 0.6},
    )


def test_9_with_equal_pay_offs_the_region_has_no_surplus_of_indirect_routes(
    start: Simulation, later: World
) -> None:
    equal = same_bodies_everywhere(later)

    def through_bodies(surplus: float) -> list[FloatArray]:
        given = with_parameters(start, {"norm_routes.regional_surplus": surplus})
        found = []
        for choice in outcome("norm_routes.choose", given, equal).choices:
            probability = settle(choice).probability
            found.append(1.0 - probability[NormRoute.DEEDS] - probability[NormRoute.WORDS])
        return found

    worldwide, regional = through_bodies(0.0)
    assert np.abs(regional - worldwide).max() < 0.02
    assert (through_bodies(0.6)[Level.REGIONAL] > regional + 0.05).all()


# 10


MAY_MOVE_WITH_WORDS = {
    ("hegemon_abroad.words_and_deeds", "rhetoric_respect"),
    ("norms.evolve", "norm_strength"),
    ("legitimacy.audiences", "legitimacy"),
}


def test_10_words_without_deeds_move_only_legitimacy_the_rhetoric_gap_and_the_norms_word_term(
    start: Simulation, later: World
) -> None:
    # Words that depart from deeds cost votes on a text, so there must be no force to vote on.
    later = with_columns(later, {"hegemon_war": 0.0, "presence_unasked": 0.0})
    pious = with_columns(later, {"rhetoric_respect": np.minimum(later.rhetoric_respect + 0.2, 1.0)})
    moved = set()
    for name in RULES:
        before, after = (outcome(name, start, world) for world in (later, pious))
        for variable, terms in before.terms.items():
            for term, value in terms.items():
                if not np.array_equal(value, after.terms[variable][term]):
                    moved.add((name, variable))
                    assert name != "norms.evolve" or term == "words"
        for one, other in zip(before.choices, after.choices, strict=True):
            for motive, utility in one.terms.items():
                assert np.array_equal(utility, other.terms[motive]), motive
        for one, other in zip(before.transitions, after.transitions, strict=True):
            assert np.array_equal(one.value, other.value), one.cause
    assert moved <= MAY_MOVE_WITH_WORDS
    assert ("norms.evolve", "norm_strength") in moved
    word = [
        outcome("norms.evolve", start, world).terms["norm_strength"]["words"]
        for world in (later, pious)
    ]
    assert (word[1][Norm.NON_INTERVENTION] > word[0][Norm.NON_INTERVENTION]).all()


assert len(Domain) == 3
assert set(FORCEFUL) < set(COERCIVE)
