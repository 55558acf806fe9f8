"""Stage 11: what institutions are worth, to whom.

Legitimacy has audiences (TR-08): a UN text adds for most states and for the members, dissenting
statements take away, most of all in the West; a debate without a text is heard by some and
disputed by others. A mission adds for members and host and not for all others; keepers whom nobody
asked for cost, the more the less the hegemon's own meaning of peacekeeping holds. Words that
depart from deeds cost as well. Cohesion and credibility can rise and fall within a year (RH-05).
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray, along
from sovsim.axes import (
    Action,
    Audience,
    BodyMove,
    Forum,
    Institution,
    Level,
    Mission,
    Norm,
    NormRoute,
    Rung,
)
from sovsim.noise import Noise
from sovsim.parameters import Parameters
from sovsim.rules.contract import Outcome, Term, rule
from sovsim.rules.forms import damped, mean, over_states, positive
from sovsim.rules.response import worst_violation
from sovsim.shocks import Shocks
from sovsim.world import World

CSTO = along(Institution, {Institution.CSTO: 1.0})
"""1 for the alliance and 0 for the other institutions, shape ``(institution, 1, 1)``."""

CIS = along(Institution, {Institution.CIS: 1.0})
_ALLIANCE = CSTO[:, None]
_LED = along(Institution, {Institution.CSTO: 1.0, Institution.CIS: 1.0})[:, None]
_WORLD = along(Audience, {Audience.UN_MAJORITY: 1.0})
_MEMBERS = along(Audience, {Audience.MEMBERS: 1.0})
_UN, _OSCE = along(Forum, {Forum.UN: 1.0}), along(Forum, {Forum.OSCE: 1.0})


def _share(world: World, mask: FloatArray) -> FloatArray:
    """Return the mean over the members of the CSTO, shape ``(run, 1)``."""
    return over_states(mask, world.membership[Institution.CSTO])


def _somewhere(where: FloatArray) -> FloatArray:
    """Return 1 where it happened in any state, shape ``(run, 1)``."""
    return (where * 1.0).max(axis=-1, keepdims=True)


_LEGITIMACY_TERMS = {
    "un_text": Term(
        "un_text",
        "+",
        ("hadano-collective-legitimization:topic", "hadano-nested-regional-orgs:topic"),
    ),
    "dissent": Term("un_dissent", "-", ("hadano-dissent-in-words:topic",)),
    "debate_heard": Term("un_debate", "+", ("hadano-2016-unsc-debate:topic",)),
    "debate_disputed": Term("un_debate", "-", ("hadano-2016-unsc-debate:topic",)),
    "mission": Term("mission=act", "+", ("hadano-kazakhstan-mission-complete:topic",)),
    "mission_disputed": Term("mission=act", "-", ("hadano-peacekeeping-contested-term:topic",)),
    "inaction": Term("mission=abstain", "-", ("hadano-2020-karabakh-missed:topic",)),
    "unasked_keepers": Term("rung=peacekeepers", "-", ("hadano-peacekeeping-definition:topic",)),
    "leader_at_war": Term(
        "violation",
        "-",
        ("hadano-ukraine-war-effect-csto:topic", "hadano-peacekeepers-support-wars:topic"),
    ),
    "leader_words": Term(
        "rhetoric_respect",
        "+",
        ("overview-peacemaker-image:topic", "overview-law-commitment:topic"),
    ),
    "words_not_kept": Term("action_respect", "+", ("jcep-rhetoric-action-gap:topic",)),
    "forgetting": Term("legitimacy", "-", why="ours: what nothing keeps up is forgotten"),
}


def _legitimacy(world: World, parameters: Parameters, *, single: bool) -> Outcome:
    p = parameters.legitimacy
    held = world.legitimacy
    room = 1.0 - held

    def by_audience(name: str) -> FloatArray:
        table = parameters.table(f"legitimacy.{name}", Audience)
        return np.broadcast_to(mean(table), table.shape) if single else table

    acted, failed = (_somewhere(world.mission == what) for what in (Mission.ACT, Mission.ABSTAIN))
    unasked = (world.rung == Rung.PEACEKEEPERS) & (world.request <= 0) & (world.armistice <= 0)
    sent_unasked = _somewhere(unasked)
    own_meaning = world.norm_strength[Norm.PEACEKEEPING_RUSSIAN]
    judged = p.judged_by_world * _WORLD * (
        1.0 - own_meaning[Level.GLOBAL]
    ) + p.judged_by_members * _MEMBERS * (1.0 - own_meaning[Level.REGIONAL])
    not_kept = positive(world.rhetoric_respect - world.action_respect)
    debate = p.debate * world.un_debate[:, None]
    endorsed = p.texts * p.un_text * world.un_text[:, None]
    opposed = p.objections * p.dissent * world.un_dissent[:, None]
    return Outcome(
        terms={
            "legitimacy": {
                "un_text": damped(endorsed * by_audience("text"), held),
                "dissent": damped(-opposed * by_audience("dissenting"), held),
                "debate_heard": debate * by_audience("heard") * room,
                "debate_disputed": -debate * by_audience("disputed") * held,
                "mission": p.mission * acted * by_audience("rescue") * _ALLIANCE * room,
                "mission_disputed": -p.mission
                * acted
                * by_audience("intrusion")
                * _ALLIANCE
                * held,
                "inaction": -p.inaction * failed * by_audience("let_down") * _ALLIANCE * held,
                "unasked_keepers": -sent_unasked * judged * _LED * held,
                "leader_at_war": -p.leader_at_war
                * worst_violation(world, parameters)
                * _ALLIANCE
                * held,
                "leader_words": p.belief
                * (world.rhetoric_respect - p.plain_words)
                * by_audience("belief_of")
                * _LED
                * held
                * room,
                "words_not_kept": -p.not_kept * not_kept * by_audience("belief_of") * _LED * held,
                "forgetting": p.forgetting * (p.resting - held),
            }
        }
    )


@rule(
    reads=(
        "legitimacy",
        "rhetoric_respect",
        "action_respect",
        "un_text",
        "un_dissent",
        "un_debate",
        "mission",
        "violation",
        "rung",
        "request",
        "armistice",
        "norm_strength",
    ),
    terms={"legitimacy": _LEGITIMACY_TERMS},
    parameters=("legitimacy", "response"),
    claims=(
        "hadano-collective-legitimization:topic",
        "hadano-institutionalisation-effort:topic",
        "hadano-peacekeeping-contested-term:topic",
    ),
)
def audiences(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move legitimacy for each audience by itself (RH-06 B)."""
    return _legitimacy(world, parameters, single=False)


@audiences.variant("single_stock", claims=("hadano-collective-legitimization:topic",))
def audiences_single(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """RH-06 A: one legitimacy for all; every text adds to the same stock."""
    return _legitimacy(world, parameters, single=True)


_ALLIANCE_TERMS = {
    "cohesion": {
        "success": Term("mission=act", "+", ("hadano-intervention-revitalised-csto:topic",)),
        "inaction": Term("mission=abstain", "-", ("hadano-2020-karabakh-missed:topic",)),
        "leader_at_war": Term("violation", "-", ("hadano-ukraine-war-effect-csto:topic",)),
        "exercise": Term(
            "exercise",
            "+",
            ("hadano-cpf-2012-exercise:topic", "hadano-kyrgyzstan-cancels-exercise:topic"),
        ),
        "summit": Term("summit", "+", ("hadano-csto-leaders-meeting-2022:topic",)),
        "dissent_in_words": Term("action=contest_words", "-", ("hadano-unhappy-club:topic",)),
        "dissent_in_deeds": Term("body_move=leave", "-", ("hadano-unhappy-club:topic",)),
        "members_at_war": Term(
            "dyad_war", "-", why="ours: members who fight each other hold together badly"
        ),
        "settling": Term("cohesion", "-", why="ours: what nothing keeps up settles"),
    },
    "credibility": {
        "success": Term("mission=act", "+", ("hadano-intervention-revitalised-csto:topic",)),
        "inaction": Term("mission=abstain", "-", ("hadano-2020-karabakh-missed:topic",)),
        "leader_at_war": Term("violation", "-", ("hadano-dependable-sheriff-doubt:topic",)),
        "settling": Term("credibility", "-", why="ours: what nothing keeps up settles"),
    },
    "institution_readiness": {
        "exercise": Term("exercise", "+", ("hadano-cpf-2012-exercise:topic",)),
        "mission": Term("mission=act", "+", ("hadano-new-peacekeeping-model:topic",)),
        "fade": Term("institution_readiness", "-", why="ours: readiness fades without exercise"),
    },
    "mandate_peacekeeping": {
        "text": Term("un_text", "+", ("hadano-csto-pk-agreement:topic",)),
        "mission": Term("mission=act", "+", ("hadano-new-peacekeeping-model:topic",)),
        "built": Term(
            "norm_route_regional=new_body", "+", ("hadano-csto-alternative-peacekeeper:sign",)
        ),
        "lapse": Term("mandate_peacekeeping", "-", why="ours: a right that is not used lapses"),
    },
}


def _alliance(
    world: World, parameters: Parameters, fade: FloatArray | float, wear: FloatArray | float
) -> Outcome:
    p = parameters.legitimacy
    cohesion, credibility = world.cohesion, world.credibility
    ready, mandate = world.institution_readiness, world.mandate_peacekeeping
    acted, failed = (
        _somewhere(world.mission == what) * CSTO for what in (Mission.ACT, Mission.ABSTAIN)
    )
    war = wear * worst_violation(world, parameters) * CSTO
    words = _share(world, (world.action == Action.CONTEST_WORDS) * 1.0)
    left = (world.body_move == BodyMove.LEAVE).any(axis=0)
    deeds = _share(world, left * 1.0)
    first, second = world.topology.dyad_members
    member = world.membership[Institution.CSTO]
    fighting = member[:, first] * member[:, second] * world.dyad_war
    inside = _somewhere(fighting) if fighting.shape[-1] else np.zeros((world.runs, 1))
    held, called_off = positive(world.exercise), positive(-world.exercise)
    way = world.norm_route[Level.REGIONAL]
    built = (
        (way == NormRoute.NEW_BODY) * CSTO + (way == NormRoute.EXISTING_BODY) * CIS
    ) * world.founded
    return Outcome(
        terms={
            "cohesion": {
                "success": damped(p.success * acted, cohesion),
                "inaction": -p.failure * failed * cohesion,
                "leader_at_war": damped(-war, cohesion),
                "exercise": p.drill * held * (1.0 - cohesion)
                - p.called_off * called_off * cohesion,
                "summit": p.drill * world.summit * (1.0 - cohesion),
                "dissent_in_words": -p.words * words * CSTO * cohesion,
                "dissent_in_deeds": -p.deeds * deeds * CSTO * cohesion,
                "members_at_war": -p.failure * inside * CSTO * cohesion,
                "settling": fade * (p.resting - cohesion),
            },
            "credibility": {
                "success": damped(p.success * acted, credibility),
                "inaction": -p.failure * failed * credibility,
                "leader_at_war": damped(-war, credibility),
                "settling": fade * (p.resting - credibility),
            },
            "institution_readiness": {
                "exercise": p.drill * held * (1.0 - ready),
                "mission": damped(p.success * acted, ready),
                "fade": -p.readiness_fade * ready,
            },
            "mandate_peacekeeping": {
                "text": p.mandate * world.un_text * (1.0 - mandate),
                "mission": p.mandate * acted * (1.0 - mandate),
                "built": p.built * built * (1.0 - mandate),
                "lapse": -p.lapse * mandate,
            },
        }
    )


@rule(
    reads=(
        "cohesion",
        "credibility",
        "institution_readiness",
        "mandate_peacekeeping",
        "mission",
        "violation",
        "action",
        "body_move",
        "norm_route",
        "founded",
        "dyad_war",
        "membership",
        "exercise",
        "summit",
        "un_text",
    ),
    terms=_ALLIANCE_TERMS,
    parameters=("legitimacy", "response"),
    claims=(
        "hadano-intervention-revitalised-csto:topic",
        "hadano-unhappy-club:topic",
        "hadano-dissent-dynamics:topic",
    ),
)
def alliance(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move cohesion, credibility, readiness and mandate: jumps up and down, slow settling."""
    p = parameters.legitimacy
    return _alliance(world, parameters, p.settling, p.leader_war_wear)


@alliance.variant("lasting_success", claims=("hadano-intervention-revitalised-csto:topic",))
def alliance_lasting(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """RH-05 A: success gives lasting cohesion; a war elsewhere does not wear it out."""
    return _alliance(
        world, parameters, parameters.legitimacy.lasting * parameters.legitimacy.settling, 0.0
    )


@alliance.variant(
    "wears_out",
    claims=("hadano-ukraine-war-effect-csto:topic", "hadano-dependable-sheriff-doubt:topic"),
)
def alliance_wears_out(
    world: World, parameters: Parameters, noise: Noise, shocks: Shocks
) -> Outcome:
    """RH-05 B: war elsewhere and poor reliability wear success out within months."""
    p = parameters.legitimacy
    return _alliance(world, parameters, p.wearing * p.settling, p.wearing * p.leader_war_wear)


@rule(
    reads=(
        "trust",
        "ties_with_west",
        "others_force",
        "condemnation",
        "un_text",
    ),
    terms={
        "trust": {
            "disappointment": Term("ties_with_west", "+", ("hadano-osce-hopes-to-denial:topic",)),
            "texts": Term("un_text", "+", ("hadano-un-regional-partnership:topic",)),
            "condemned": Term("condemnation", "-", ("overview-un-demands-withdrawal:topic",)),
            "bypassed": Term("others_force", "-", ("overview-unsc-authorisation-norm:topic",)),
            "settling": Term("trust", "-", why="ours: hopes and grudges are forgotten"),
        }
    },
    parameters=("legitimacy",),
    claims=("hadano-osce-hopes-to-denial:topic",),
)
def forums(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move the hegemon's trust in the UN and the OSCE: hopes, disappointment, denial."""
    p = parameters.legitimacy
    held = world.trust
    text = world.un_text.max(axis=0)
    return Outcome(
        terms={
            "trust": {
                "disappointment": -p.disappointment * (1.0 - world.ties_with_west) * held * _OSCE,
                "texts": p.trust_of_texts * text * (1.0 - held) * _UN,
                "condemned": -p.condemned * world.condemnation * held,
                "bypassed": -p.condemned * world.others_force * held * _UN,
                "settling": p.forgetting * (p.resting_trust - held),
            }
        }
    )
