"""Stage 11: what institutions are worth, to whom.

Legitimacy has audiences (TR-08): a UN text adds for most states and for the members, dissenting
statements take away, most of all in the West; a mission adds for members and host and not for all
others. Cohesion and credibility can rise and fall within a year (RH-05).
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import Action, BodyMove, Institution, Mission
from sovsim.noise import Noise
from sovsim.parameters import Parameters
from sovsim.rules.contract import Outcome, rule
from sovsim.rules.forms import over_states, positive
from sovsim.rules.response import worst_violation
from sovsim.shocks import Shocks
from sovsim.world import World

_TEXT = np.array([1.0, 0.2, 0.6, 0.4])[:, None, None]
_DISSENT = np.array([0.5, 1.0, 0.1, 0.2])[:, None, None]
_MISSION = np.array([0.2, -0.4, 1.0, 1.0])[:, None, None]
_INACTION = np.array([-0.1, 0.0, -1.0, -0.8])[:, None, None]
_BELIEF = np.array([0.5, 0.05, 0.6, 1.0])
"""How far each audience (UN majority, West, members, host) is moved; the sizes are ours."""


def only(institution: Institution) -> FloatArray:
    """Return 1 for one institution and 0 for the others; broadcasts over ``(run, 1)``."""
    picked = np.zeros((len(Institution), 1, 1))
    picked[institution] = 1.0
    return picked


def _share(world: World, mask: FloatArray) -> FloatArray:
    """Return the mean over the members of the CSTO, shape ``(run, 1)``."""
    return over_states(mask, world.membership[Institution.CSTO])


_LEGITIMACY_TERMS = {
    "un_text": (
        "hadano-collective-legitimization",
        "hadano-unsc-symbolic-legitimacy",
        "hadano-nested-regional-orgs",
    ),
    "dissent": ("hadano-2016-unsc-debate", "hadano-dissent-in-words"),
    "mission": ("hadano-kazakhstan-mission-complete", "hadano-peacekeeping-contested-term"),
    "inaction": ("hadano-2020-karabakh-missed",),
    "leader_at_war": ("hadano-ukraine-war-effect-csto", "hadano-peacekeepers-support-wars"),
    "leader_words": (
        "overview-peacemaker-image",
        "overview-law-commitment",
        "overview-autocracy-label",
    ),
    "forgetting": (),
}


def _legitimacy(world: World, parameters: Parameters, *, single: bool) -> Outcome:
    p = parameters.legitimacy
    held = world.legitimacy
    csto = only(Institution.CSTO)[:, None]
    acted = ((world.mission == Mission.ACT) * 1.0).max(axis=-1, keepdims=True)
    failed = ((world.mission == Mission.ABSTAIN) * 1.0).max(axis=-1, keepdims=True)
    worst = worst_violation(world)
    weights = [_TEXT, _DISSENT, _MISSION, _INACTION]
    if single:
        weights = [np.full_like(weight, weight.mean()) for weight in weights]
    text, dissent, mission, inaction = weights
    gain = p.mission * acted * mission * csto
    return Outcome(
        terms={
            "legitimacy": {
                "un_text": p.un_text * world.un_text[:, None] * text * (1.0 - held),
                "dissent": -p.dissent * world.un_dissent[:, None] * dissent * held,
                "mission": gain * np.where(mission > 0, 1.0 - held, held),
                "inaction": p.inaction * failed * inaction * csto * held,
                "leader_at_war": -p.leader_at_war * worst * csto * held,
                "leader_words": p.belief
                * (world.rhetoric_respect - 0.5)
                * _BELIEF[:, None, None]
                * (csto + only(Institution.CIS)[:, None])
                * held
                * (1.0 - held),
                "forgetting": p.forgetting * (p.resting - held),
            }
        }
    )


@rule(
    reads=(
        "legitimacy",
        "rhetoric_respect",
        "un_text",
        "un_dissent",
        "mission",
        "violation",
    ),
    terms={"legitimacy": _LEGITIMACY_TERMS},
    parameters=("legitimacy",),
    claims=(
        "hadano-collective-legitimization",
        "hadano-un-text-sequence",
        "hadano-institutionalisation-effort",
    ),
)
def audiences(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move legitimacy for each audience by itself (RH-06 B)."""
    return _legitimacy(world, parameters, single=False)


@audiences.variant("single_stock", claims=("hadano-collective-legitimization",))
def audiences_single(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """RH-06 A: one legitimacy for all; every text adds to the same stock."""
    return _legitimacy(world, parameters, single=True)


_ALLIANCE_TERMS = {
    "cohesion": {
        "success": ("hadano-intervention-revitalised-csto",),
        "inaction": ("hadano-2020-karabakh-missed",),
        "leader_at_war": ("hadano-ukraine-war-effect-csto",),
        "exercise": ("hadano-cpf-2012-exercise", "hadano-kyrgyzstan-cancels-exercise"),
        "summit": ("hadano-csto-leaders-meeting-2022", "hadano-just-world-order-declaration"),
        "dissent_in_words": ("hadano-dissent-in-words",),
        "dissent_in_deeds": ("hadano-dissent-in-actions",),
        "members_at_war": (),
        "settling": (),
    },
    "credibility": {
        "success": ("hadano-intervention-revitalised-csto", "hadano-kazakhstan-fast-dispatch"),
        "inaction": ("hadano-2020-karabakh-missed",),
        "leader_at_war": ("hadano-dependable-sheriff-doubt", "hadano-ukraine-war-effect-csto"),
        "settling": (),
    },
    "institution_readiness": {
        "exercise": (
            "hadano-cpf-2012-exercise",
            "hadano-cpf-exercise-annual",
            "hadano-war-games-sco-csto",
        ),
        "mission": ("hadano-new-peacekeeping-model",),
        "fade": (),
    },
    "mandate_peacekeeping": {
        "text": ("hadano-csto-pk-agreement", "hadano-institutionalisation-effort"),
        "mission": ("hadano-new-peacekeeping-model",),
    },
}


def _alliance(
    world: World, parameters: Parameters, fade: FloatArray | float, wear: FloatArray | float
) -> Outcome:
    p = parameters.legitimacy
    csto = only(Institution.CSTO)
    cohesion, credibility = world.cohesion, world.credibility
    ready, mandate = world.institution_readiness, world.mandate_peacekeeping
    acted = ((world.mission == Mission.ACT) * 1.0).max(axis=-1, keepdims=True)
    failed = ((world.mission == Mission.ABSTAIN) * 1.0).max(axis=-1, keepdims=True)
    war = worst_violation(world)
    words = _share(world, (world.action == Action.CONTEST_WORDS) * 1.0)
    left = (world.body_move == BodyMove.LEAVE).any(axis=0)
    deeds = _share(world, left * 1.0)
    first, second = world.topology.dyad_members
    member = world.membership[Institution.CSTO]
    fighting = member[:, first] * member[:, second] * world.dyad_war
    inside = (
        fighting.max(axis=-1, keepdims=True) if fighting.shape[-1] else np.zeros((world.runs, 1))
    )
    drill = world.exercise
    return Outcome(
        terms={
            "cohesion": {
                "success": p.success * acted * csto * (1.0 - cohesion),
                "inaction": -p.failure * failed * csto * cohesion,
                "leader_at_war": -wear * war * csto * cohesion,
                "exercise": p.drill
                * np.where(drill > 0, drill * (1.0 - cohesion), 2.0 * drill * cohesion),
                "summit": p.drill * world.summit * (1.0 - cohesion),
                "dissent_in_words": -p.words * words * csto * cohesion,
                "dissent_in_deeds": -p.deeds * deeds * csto * cohesion,
                "members_at_war": -p.failure * inside * csto * cohesion,
                "settling": fade * (p.resting - cohesion),
            },
            "credibility": {
                "success": p.success * acted * csto * (1.0 - credibility),
                "inaction": -p.failure * failed * csto * credibility,
                "leader_at_war": -wear * war * csto * credibility,
                "settling": fade * (p.resting - credibility),
            },
            "institution_readiness": {
                "exercise": p.drill * positive(drill) * (1.0 - ready),
                "mission": p.success * acted * csto * (1.0 - ready),
                "fade": -p.readiness_fade * ready,
            },
            "mandate_peacekeeping": {
                "text": p.mandate * world.un_text * (1.0 - mandate),
                "mission": p.mandate * acted * csto * (1.0 - mandate),
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
        "dyad_war",
        "membership",
        "exercise",
        "summit",
        "un_text",
    ),
    terms=_ALLIANCE_TERMS,
    parameters=("legitimacy",),
    claims=(
        "hadano-intervention-revitalised-csto",
        "hadano-unhappy-club",
        "hadano-dissent-dynamics",
    ),
)
def alliance(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move cohesion, credibility, readiness and mandate: jumps up and down, slow settling."""
    p = parameters.legitimacy
    return _alliance(world, parameters, p.settling, p.leader_war_wear)


@alliance.variant("lasting_success", claims=("hadano-intervention-revitalised-csto",))
def alliance_lasting(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """RH-05 A: success gives lasting cohesion; a war elsewhere does not wear it out."""
    return _alliance(world, parameters, 0.1 * parameters.legitimacy.settling, 0.0)


@alliance.variant(
    "wears_out", claims=("hadano-ukraine-war-effect-csto", "hadano-dependable-sheriff-doubt")
)
def alliance_wears_out(
    world: World, parameters: Parameters, noise: Noise, shocks: Shocks
) -> Outcome:
    """RH-05 B: war elsewhere and poor reliability wear success out within months."""
    p = parameters.legitimacy
    return _alliance(world, parameters, 2.0 * p.settling, 2.0 * p.leader_war_wear)


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
            "disappointment": ("hadano-osce-hopes-to-denial",),
            "texts": ("hadano-un-regional-partnership",),
            "condemned": ("overview-un-demands-withdrawal",),
            "bypassed": ("overview-unsc-authorisation-norm",),
            "settling": (),
        }
    },
    parameters=("legitimacy",),
    claims=("hadano-osce-hopes-to-denial",),
)
def forums(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move the hegemon's trust in the UN and the OSCE: hopes, disappointment, denial."""
    p = parameters.legitimacy
    held = world.trust
    osce = np.array([0.0, 1.0])[:, None, None]
    un = np.array([1.0, 0.0])[:, None, None]
    text = world.un_text.max(axis=0)
    return Outcome(
        terms={
            "trust": {
                "disappointment": -p.disappointment * (1.0 - world.ties_with_west) * held * osce,
                "texts": p.trust_of_texts * text * (1.0 - held) * un,
                "condemned": -p.condemned * world.condemnation * held,
                "bypassed": -p.condemned * world.others_force * held * un,
                "settling": p.forgetting * (0.4 - held),
            }
        }
    )
