"""Standing with each audience, the alliance's cohesion and credibility, trust in forums."""

from __future__ import annotations

from sovsim.axes import Action, Audience, BodyMove, Institution, Mission, Rung
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.casebook import Case, cases_of, judge
from tests.rules.signs import DOWN, UP, Sign, contradicted, not_fading
from tests.worlds import change, outcome, place, with_columns, with_parameters

CSTO = Institution.CSTO
KAZ, KGZ, TJK = (place(code) for code in ("KAZ", "KGZ", "TJK"))

SIGNS = (
    Sign("legitimacy.audiences", "un_text", "legitimacy", UP, values=(0, 1)),
    Sign("legitimacy.audiences", "un_dissent", "legitimacy", DOWN, values=(0, 1)),
    Sign("legitimacy.alliance", "mission", "cohesion", UP, values=(0, Mission.ACT)),
    Sign("legitimacy.alliance", "mission", "credibility", DOWN, values=(0, Mission.ABSTAIN)),
    Sign("legitimacy.alliance", "violation", "cohesion", DOWN, values=(0.0, 0.9)),
    Sign("legitimacy.alliance", "exercise", "cohesion", UP, values=(-1, 1)),
    Sign("legitimacy.forums", "ties_with_west", "trust", UP),
    Sign("legitimacy.forums", "condemnation", "trust", DOWN),
)

FADING = (
    ("legitimacy.audiences", "legitimacy"),
    ("legitimacy.alliance", "cohesion"),
    ("legitimacy.alliance", "credibility"),
    ("legitimacy.forums", "trust"),
)


def test_a_cause_moves_its_effect_in_the_stated_direction(start: Simulation, later: World) -> None:
    assert contradicted(SIGNS, start, later) == []


def test_what_nothing_keeps_up_falls_back_and_what_is_low_comes_up(
    start: Simulation, later: World
) -> None:
    assert not_fading(FADING, start, later) == []


def test_legitimacy_differs_from_audience_to_audience(start: Simulation, later: World) -> None:
    acting = with_columns(later, {"mission": 0.0})
    acting = with_columns(acting, {"mission": float(Mission.ACT)}, KAZ)
    terms = outcome("legitimacy.audiences", start, acting).terms["legitimacy"]
    gain = (terms["mission"] + terms["mission_disputed"])[CSTO]
    assert (gain[Audience.MEMBERS] > 0).all()
    assert (gain[Audience.WEST] < 0).all()
    assert (gain[Audience.MEMBERS] > gain[Audience.UN_MAJORITY]).all()


def test_members_dissent_in_words_and_in_deeds_and_deeds_weigh_more(
    start: Simulation, later: World
) -> None:
    calm = with_columns(later, {"action": float(Action.CONTINUE), "membership_csto": 1.0})
    words = with_columns(calm, {"action": float(Action.CONTEST_WORDS)}, KGZ)
    deeds = with_columns(calm, {"body_move_csto": float(BodyMove.LEAVE)}, KGZ)
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


def test_keepers_whom_nobody_asked_for_cost_the_less_the_more_their_meaning_holds(
    start: Simulation, later: World
) -> None:
    sent = with_columns(later, {"rung": float(Rung.PEACEKEEPERS), "request": 0.0, "armistice": 0.0})
    asked = with_columns(sent, {"request": 1.0})
    column = "norm_strength_peacekeeping_russian"
    cost = [
        outcome("legitimacy.audiences", start, world).terms["legitimacy"]["unasked_keepers"][CSTO]
        for world in (
            with_columns(sent, {f"{column}_global": 0.1, f"{column}_regional": 0.1}),
            with_columns(sent, {f"{column}_global": 0.9, f"{column}_regional": 0.9}),
            asked,
        )
    ]
    assert (cost[0][Audience.UN_MAJORITY] < cost[1][Audience.UN_MAJORITY]).all()
    assert (cost[1][Audience.MEMBERS] < 0).all()
    assert (cost[2] == 0).all()


def test_words_that_depart_from_deeds_cost_legitimacy(start: Simulation, later: World) -> None:
    empty, kept = (
        outcome(
            "legitimacy.audiences",
            start,
            with_columns(later, {"rhetoric_respect": 0.9, "action_respect": deeds}),
        ).terms["legitimacy"]["words_not_kept"][CSTO]
        for deeds in (0.2, 0.9)
    )
    assert (empty[Audience.MEMBERS] < 0).all()
    assert (kept == 0).all()


def test_a_debate_without_a_text_is_heard_by_some_and_disputed_by_others(
    start: Simulation, later: World
) -> None:
    quiet, debated = (
        change(
            outcome("legitimacy.audiences", start, with_columns(later, {"un_debate_csto": value})),
            "legitimacy",
        )[CSTO]
        for value in (0.0, 1.0)
    )
    assert (debated[Audience.MEMBERS] > quiet[Audience.MEMBERS]).all()
    assert (debated[Audience.WEST] < quiet[Audience.WEST]).all()


@cases_of("legitimacy")
def test_the_world_is_as_the_case_says(case: Case) -> None:
    judge(case)


def test_a_mission_may_cost_and_a_war_may_rally_within_bounds(
    start: Simulation, later: World
) -> None:
    other = with_parameters(start, {"legitimacy.success": -0.4, "legitimacy.leader_war_wear": -0.3})
    for held in (0.05, 0.95):
        there = with_columns(later, {"cohesion": held, "mission": 0.0, "violation": 0.0})
        for happens, sign in (({"mission": float(Mission.ACT)}, -1), ({"violation": 0.9}, 1)):
            moved = [
                change(outcome("legitimacy.alliance", other, world), "cohesion")[CSTO]
                for world in (there, with_columns(there, happens))
            ]
            assert (sign * (moved[1] - moved[0]) > 0).all()
            assert ((held + moved[1] > 0) & (held + moved[1] < 1)).all()
