"""Stage 5: what each state does.

Quantal response over eleven options. The utility terms are kept apart by motive, so that each
reason for aligning (RH-15) can be switched off. A motive's term is ``weight * answer * strength``:
the *answers* below say how far an option serves a motive (-1 to 1), the *strength* is how much of
the motive there is in this state now (0 to 1, signed where a wish can point both ways).
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import Action, Bid, BidStage, Institution, Offer
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules.contract import Choice, Mask, Outcome, rule
from sovsim.rules.forms import (
    mean,
    outside_options,
    overall_dependence,
    positive,
)
from sovsim.rules.quantal_response import per_option
from sovsim.shocks import Shocks
from sovsim.world import World

REGIONAL_BODIES = (Institution.CIS, Institution.CSTO, Institution.EAEU)
"""Bodies that a state may join or leave by its own choice, in the order of joining."""

_A = Action
ANSWERS: dict[str, dict[Action, float]] = {
    "dependence": {
        _A.ACCOMMODATE: 1.0,
        _A.DEEPEN_REGIONAL: 0.6,
        _A.REVERSE_BID: 0.9,
        _A.ADVANCE_BID: -0.8,
        _A.DIVERSIFY: 0.2,
        _A.LEAVE_REGIONAL: -0.7,
        _A.RESIST: -1.0,
        _A.CONTEST_WORDS: -0.4,
        _A.REQUEST_ASSISTANCE: 0.2,
    },
    "regime_security": {
        _A.REQUEST_ASSISTANCE: 1.0,
        _A.DEEPEN_REGIONAL: 0.4,
        _A.ACCOMMODATE: 0.3,
        _A.ADVANCE_BID: -0.3,
        _A.LEAVE_REGIONAL: -0.4,
        _A.RESIST: -0.3,
    },
    "public_demand": {
        _A.ADVANCE_BID: 0.8,
        _A.REVERSE_BID: -1.0,
        _A.LEAVE_REGIONAL: 0.5,
        _A.RESIST: 0.4,
        _A.CONTEST_WORDS: 0.4,
        _A.DIVERSIFY: 0.2,
        _A.DEEPEN_REGIONAL: -0.6,
        _A.ACCOMMODATE: -0.5,
        _A.REQUEST_ASSISTANCE: -0.3,
    },
    "soft_power": {
        _A.ACCOMMODATE: 0.5,
        _A.DEEPEN_REGIONAL: 0.6,
        _A.REQUEST_ASSISTANCE: 0.5,
        _A.ADVANCE_BID: -0.3,
        _A.LEAVE_REGIONAL: -0.5,
        _A.RESIST: -0.6,
    },
    "balancing": {
        _A.ADVANCE_BID: 0.8,
        _A.RESIST: 0.5,
        _A.DIVERSIFY: 0.6,
        _A.CONTEST_WORDS: 0.5,
        _A.LEAVE_REGIONAL: 0.5,
        _A.ACCOMMODATE: -0.6,
        _A.DEEPEN_REGIONAL: -0.6,
        _A.REVERSE_BID: -0.6,
    },
    "bandwagoning": {
        _A.ACCOMMODATE: 0.8,
        _A.DEEPEN_REGIONAL: 0.6,
        _A.REVERSE_BID: 0.6,
        _A.ADVANCE_BID: -0.6,
        _A.LEAVE_REGIONAL: -0.6,
        _A.RESIST: -1.0,
    },
    "hedging": {
        _A.HEDGE: 1.0,
        _A.DIVERSIFY: 0.7,
        _A.CONTINUE: 0.2,
        _A.ADVANCE_BID: -0.2,
        _A.DEEPEN_REGIONAL: -0.2,
        _A.RESIST: -0.3,
    },
    "preference": {
        _A.ADVANCE_BID: 0.9,
        _A.LEAVE_REGIONAL: 0.6,
        _A.RESIST: 0.3,
        _A.CONTEST_WORDS: 0.3,
        _A.REVERSE_BID: -0.9,
        _A.DEEPEN_REGIONAL: -0.7,
        _A.ACCOMMODATE: -0.6,
        _A.REQUEST_ASSISTANCE: -0.4,
    },
    "own_way": {
        _A.HEDGE: 0.4,
        _A.DIVERSIFY: 0.5,
        _A.LEAVE_REGIONAL: 0.5,
        _A.CONTEST_WORDS: 0.3,
        _A.ACCOMMODATE: -0.5,
        _A.DEEPEN_REGIONAL: -1.0,
        _A.REQUEST_ASSISTANCE: -0.3,
    },
    "survival": {
        _A.RESIST: 1.0,
        _A.CONTEST_WORDS: 0.3,
        _A.ADVANCE_BID: 0.4,
        _A.LEAVE_REGIONAL: 0.3,
        _A.ACCOMMODATE: -0.8,
        _A.DEEPEN_REGIONAL: -0.8,
        _A.REVERSE_BID: -0.6,
    },
}
"""Motive -> option -> how far the option serves it; the signs are inferred, the sizes ours."""

_BASE_RATES = tuple(f"base_{action.name.lower()}" for action in Action if action)
_REQUEST = np.array([float(action is Action.REQUEST_ASSISTANCE) for action in Action])[
    :, None, None
]
_ANSWER_ARRAYS = {
    motive: np.array([answers.get(action, 0.0) for action in Action])[:, None, None]
    for motive, answers in ANSWERS.items()
}

MOTIVE_CLAIMS: dict[str, tuple[str, ...]] = {
    "base_rate": (),
    "dependence": ("jcep-ties-as-leverage", "jcep-implicit-expectation", "jcep-tacit-commitment"),
    "regime_security": ("hadano-regime-security-motive", "hadano-protective-integration"),
    "public_demand": ("overview-reversal-triggers-unrest",),
    "soft_power": ("hadano-soft-power-kazakhstan", "overview-cultural-identity"),
    "balancing": ("jcep-ref-balancing-bandwagoning",),
    "bandwagoning": ("jcep-ref-balancing-bandwagoning",),
    "hedging": ("overview-zelensky-balancing", "overview-friends-western-aligned"),
    "preference": ("jcep-west-aspiration-conflict", "jcep-priority-to-russian-interests"),
    "own_way": ("jcep-autonomy-west-coupled",),
    "survival": ("overview-ukraine-survival",),
}


@rule(
    reads=(
        "dependence",
        "perceived_expectation",
        "alignment_russia",
        "pressure",
        "regime_security",
        "unrest",
        "regime_type",
        "public_west",
        "public_russia",
        "soft_power",
        "cultural_affinity",
        "threat_perception",
        "openness",
        "power_reach",
        "supply",
        "relation",
        "preference_russia",
        "preference_west",
        "preference_autonomy",
        "violation",
        "conflict_intensity",
        "bid_stage",
        "offer",
        "membership",
        "founded",
        "capacity",
        "credibility",
        "sphere",
        "deployment_days",
        "war_quarters",
    ),
    choices={"action": MOTIVE_CLAIMS},
    parameters=("foreign_policy",),
    claims=("jcep-ref-balancing-bandwagoning", "hadano-regime-security-motive"),
)
def choose(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Let every state choose its action of the quarter."""
    p = parameters.foreign_policy
    strengths = motive_strengths(world, parameters)
    terms: dict[str, FloatArray] = {"base_rate": _base_rates(world, parameters)}
    for motive, strength in strengths.items():
        weight = getattr(p, f"weight_{motive}")
        terms[motive] = _ANSWER_ARRAYS[motive] * (weight * strength)
    return Outcome(
        choices=(
            Choice(
                decision="action",
                options=Action,
                terms=terms,
                eligible=eligible_actions(world, p.unrest_for_request),
                draw=noise.uniform(Purpose.FOREIGN_POLICY, world.capacity.shape[-1]),
                scale=p.scale,
            ),
        )
    )


def motive_strengths(world: World, parameters: Parameters) -> dict[str, FloatArray]:
    """Return how strong each motive is, shape ``(run, state)``; see the head of the file.

    ``dependence`` counts the perceived shortfall against the silent expectation and the pressure
    exercised, both in the measure of dependence. ``balancing`` needs a threat and somewhere to
    go, ``bandwagoning`` a threat and nowhere to go; ``hedging`` needs warm ties on both sides and
    somewhere to turn to. That there is somewhere to go counts for more than how much is there:
    ``outside / (outside + somewhere_to_go)``.
    """
    shortfall = mean(positive(world.perceived_expectation - world.alignment_russia))
    leaning = overall_dependence(world)
    outside = outside_options(world)
    somewhere = outside / (outside + parameters.foreign_policy.somewhere_to_go)
    threat = world.threat_perception
    wish_public = world.public_west - world.public_russia
    wish_government = mean(world.preference_west) - mean(world.preference_russia)
    with_hegemon, with_west = world.relation
    return {
        "dependence": leaning * np.minimum(2.0 * shortfall + world.pressure, 1.0),
        "regime_security": world.unrest * (1.0 - world.regime_security),
        "public_demand": (0.3 + 0.7 * world.regime_type) * wish_public,
        "soft_power": world.soft_power * world.cultural_affinity,
        "balancing": threat * somewhere,
        "bandwagoning": threat * (1.0 - outside) * leaning,
        "hedging": 4.0 * with_hegemon * (1.0 - with_hegemon) * with_west * somewhere,
        "preference": wish_government,
        "own_way": world.preference_autonomy - 0.3,
        "survival": np.minimum(world.violation + world.conflict_intensity * threat, 1.0),
    }


def eligible_actions(world: World, unrest_for_request: float | FloatArray) -> Mask:
    """Return which actions are open, shape ``(action, run, state)``.

    A bid can be advanced where the EU or NATO offers, or be declared where a power has reach at
    all; reversed where one is under way; a regional body joined or left where there is one; help
    asked for by a member of the alliance in trouble.
    """
    everyone = np.ones_like(world.capacity, dtype=np.bool_)
    may_advance, under_way = np.zeros_like(everyone), np.zeros_like(everyone)
    for bid in Bid:
        stage, offered = world.bid_stage[bid], world.offer[int(bid)]
        invited = (offered == Offer.OFFER) | (offered == Offer.ADVANCE)
        may_advance |= (stage < BidStage.MEMBER) & invited
        under_way |= (stage > BidStage.NONE) & (stage < BidStage.MEMBER)
    western = (world.membership[Institution.EU] + world.membership[Institution.NATO]) > 0
    can_join, can_leave = np.zeros_like(everyone), np.zeros_like(everyone)
    for body in REGIONAL_BODIES:
        member = world.membership[body] > 0
        can_join |= ~member & (world.founded[body] > 0)
        can_leave |= member
    ally = world.membership[Institution.CSTO] > 0
    new_war = (world.conflict_intensity > 0.2) & (world.war_quarters < 4)
    in_trouble = (world.unrest > unrest_for_request) | new_war
    eligible = np.broadcast_to(everyone, (len(Action), *everyone.shape)).copy()
    eligible[Action.ADVANCE_BID] = may_advance
    eligible[Action.REVERSE_BID] = under_way
    eligible[Action.DEEPEN_REGIONAL] = can_join & ~western & (world.sphere > 0)
    eligible[Action.LEAVE_REGIONAL] = can_leave
    eligible[Action.REQUEST_ASSISTANCE] = ally & in_trouble & (world.deployment_days <= 0)
    return eligible


def _base_rates(world: World, parameters: Parameters) -> FloatArray:
    p = parameters.foreign_policy
    trusted = p.trust_in_alliance * (world.credibility[Institution.CSTO] - 0.5)
    rates = per_option(0.0, *(getattr(p, name) for name in _BASE_RATES))
    return rates + _REQUEST * trusted


assert set(ANSWERS) | {"base_rate"} == set(MOTIVE_CLAIMS)
