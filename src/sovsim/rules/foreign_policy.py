"""Stage 5: what each state does, beside its bids (`bids`) and its bodies (`bodies`).

Quantal response. The utility terms are kept apart by motive, so that each reason for aligning
(RH-15) can be switched off. A motive's term is ``weight * answer * strength``: the *answers*
(tables of parameters) say how far an option serves a motive (-1 to 1), the *strength* is how much
of the motive there is in this state now (0 to 1, signed where a wish can point both ways). The
same strengths and weights stand in the decisions on bids and bodies, each with answers of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum

import numpy as np

from sovsim.arrays import FloatArray, along
from sovsim.axes import Action, Bid, BidStage, Domain, Institution
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules.contract import Along, Choice, Mask, Outcome, Sign, Term, Utility, rule
from sovsim.rules.forms import mean, outside_options, overall_dependence, positive
from sovsim.rules.quantal_response import open_to
from sovsim.rules.reading import reading
from sovsim.rules.society import called_in, hearing, held_back
from sovsim.shocks import Shocks
from sovsim.world import World

REGIONAL_BODIES = (Institution.CIS, Institution.CSTO, Institution.EAEU)
"""Bodies that a state may join or leave by its own choice, in the order of joining."""

BODY_DOMAIN = {
    Institution.CIS: Domain.POLITICAL,
    Institution.CSTO: Domain.SECURITY,
    Institution.EAEU: Domain.ECONOMIC,
}
"""What each of them is about."""

_REQUEST = along(Action, {Action.REQUEST_ASSISTANCE: 1.0})
_NEUTRAL = along(Action, {Action.DECLARE_NEUTRAL: 1.0})
_WORDS = along(Action, {Action.CONTEST_WORDS: 1.0})

MOTIVES = (
    "dependence",
    "regime_security",
    "public_demand",
    "soft_power",
    "balancing",
    "bandwagoning",
    "hedging",
    "preference",
    "own_way",
    "survival",
)
"""Motives that foreign policy, bids and bodies share."""

STRENGTH_READS = (
    "capacity",
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
    "status",
    "leverage_turkey",
)
"""Variables behind `motive_strengths`."""


def motive_terms(options: Mapping[str, str], sign: Sign = "+") -> dict[str, Term]:
    """Declare shared motives of a decision: motive -> option that it speaks for (or against).

    What drives a motive, and the claims behind it, stand here alone.
    """
    drivers = {
        "dependence": ("pressure", ("jcep-ties-as-leverage:sign", "jcep-tacit-commitment:topic")),
        "regime_security": ("unrest", ("hadano-regime-security-motive:topic",)),
        "public_demand": ("public_west", ("overview-reversal-triggers-unrest:topic",)),
        "soft_power": ("soft_power", ("hadano-soft-power-kazakhstan:topic",)),
        "balancing": ("threat_perception", ("jcep-ref-balancing-bandwagoning:topic",)),
        "bandwagoning": ("threat_perception", ("jcep-ref-balancing-bandwagoning:topic",)),
        "hedging": ("relation_west", ("overview-zelensky-balancing:topic",)),
        "preference": ("preference_west", ("jcep-west-aspiration-conflict:topic",)),
        "own_way": ("preference_autonomy", ("jcep-autonomy-west-coupled:topic",)),
        "survival": ("violation", ("overview-ukraine-survival:sign",)),
    }
    return {
        motive: Term(by, sign, claims, of=options[motive])
        for motive, (by, claims) in drivers.items()
        if motive in options
    }


@rule(
    reads=(
        *STRENGTH_READS,
        "bid_stage",
        "membership",
        "credibility",
        "deployment_days",
        "war_quarters",
        "neutral",
        "legitimacy",
        "let_down",
    ),
    choices={
        "action": {
            "base_rate": Term(
                "credibility_csto",
                "+",
                ("hadano-dependable-sheriff-doubt:topic",),
                of="request_assistance",
            ),
            "called_in": Term(
                "legitimacy_csto_host",
                "+",
                ("hadano-kazakhstan-request:topic",),
                "request_assistance",
            ),
            "refused": Term(
                "let_down",
                "-",
                of="request_assistance",
                why="ours: who was refused does not soon ask again",
            ),
            **motive_terms(
                {
                    "dependence": "accommodate",
                    "regime_security": "request_assistance",
                    "public_demand": "resist",
                    "soft_power": "accommodate",
                    "balancing": "diversify",
                    "bandwagoning": "accommodate",
                    "hedging": "hedge",
                    "preference": "resist",
                    "own_way": "diversify",
                    "survival": "resist",
                }
            ),
            "discontent": Term(
                "preference_russia", "-", ("hadano-dissent-in-words:topic",), of="contest_words"
            ),
            "neutrality": Term(
                "preference_russia_security",
                "-",
                of="declare_neutral",
                why="ours: neutral is who wants neither side's security and a way of its own",
            ),
        }
    },
    parameters=("foreign_policy", "dependence", "society"),
    claims=("jcep-ref-balancing-bandwagoning:topic", "hadano-regime-security-motive:topic"),
)
def choose(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Let every state choose its action of the quarter."""
    p = parameters.foreign_policy
    terms = {
        "base_rate": _base_rates(world, parameters),
        **shared_terms("foreign_policy", MOTIVES, Action, world, parameters),
        "called_in": Along(_REQUEST, called_in(world, parameters)),
        "refused": Along(_REQUEST, -p.refused * world.let_down),
        "discontent": Along(_WORDS, p.discontent * discontent(world)),
        "neutrality": Along(_NEUTRAL, p.neutrality * _wants_neither(world)),
    }
    return Outcome(
        choices=(
            Choice(
                decision="action",
                options=Action,
                terms=terms,
                eligible=eligible_actions(world, parameters),
                draw=noise.uniform(Purpose.FOREIGN_POLICY, world.capacity.shape[-1]),
                scale=p.scale,
            ),
        )
    )


def shared_terms(
    group: str,
    motives: tuple[str, ...],
    options: type[IntEnum],
    world: World,
    parameters: Parameters,
) -> dict[str, Utility]:
    """Return the terms of shared motives, with the answers that a group of parameters gives."""
    p = parameters.foreign_policy
    strengths = motive_strengths(world, parameters)
    return {
        motive: Along(
            parameters.table(f"{group}.answer_{motive}", options),
            getattr(p, f"weight_{motive}") * strengths[motive],
        )
        for motive in motives
    }


@reading(*STRENGTH_READS)
def motive_strengths(world: World, parameters: Parameters) -> dict[str, FloatArray]:
    """Return how strong each motive is, shape ``(run, state)``; see the head of the file.

    ``dependence`` counts the perceived shortfall against the silent expectation and the pressure
    exercised, both in the measure of dependence. ``balancing`` needs a threat and somewhere to
    go, ``bandwagoning`` a threat and nowhere to go; ``hedging`` needs warm ties on both sides and
    somewhere to turn to. That there is somewhere to go counts for more than how much is there:
    ``outside / (outside + somewhere_to_go)``.
    """
    p = parameters.foreign_policy
    shortfall = mean(positive(world.perceived_expectation - world.alignment_russia))
    leaning = overall_dependence(world, parameters)
    outside = outside_options(world, held=held_back(world, parameters))
    somewhere = outside / (outside + p.somewhere_to_go)
    threat = world.threat_perception
    wish_public = world.public_west - world.public_russia
    wish_government = mean(world.preference_west) - mean(world.preference_russia)
    heard = p.public_unheard + (1.0 - p.public_unheard) * world.regime_type
    with_hegemon, with_west = world.relation
    return {
        "dependence": leaning * np.minimum(p.shortfall * shortfall + world.pressure, 1.0),
        "regime_security": world.unrest * (1.0 - world.regime_security),
        "public_demand": heard * wish_public,
        "soft_power": world.soft_power * world.cultural_affinity * hearing(world, parameters),
        "balancing": threat * somewhere,
        "bandwagoning": threat * (1.0 - outside) * leaning,
        "hedging": 4.0 * with_hegemon * (1.0 - with_hegemon) * with_west * somewhere,
        "preference": wish_government,
        "own_way": world.preference_autonomy - p.usual_own_way,
        "survival": np.minimum(world.violation + world.conflict_intensity * threat, 1.0),
    }


def discontent(world: World) -> FloatArray:
    """Return how unhappy a state is in the body of the hegemon that it likes least, 0 to 1."""
    unhappy = np.zeros_like(world.capacity)
    for body, domain in BODY_DOMAIN.items():
        member = world.membership[body]
        unhappy = np.maximum(unhappy, member * (1.0 - world.preference_russia[domain]))
    return unhappy


def _wants_neither(world: World) -> FloatArray:
    """Return how far a state wants its own way and neither side's protection, 0 to 1."""
    hegemon = world.preference_russia[Domain.SECURITY]
    west = world.preference_west[Domain.SECURITY]
    return world.preference_autonomy * (1.0 - hegemon) * (1.0 - west)


def eligible_actions(world: World, parameters: Parameters) -> Mask:
    """Return which actions are open, shape ``(action, run, state)``.

    Help is asked for by a member of the alliance in trouble; neutral may declare itself who is in
    no alliance, asks for none and is not neutral yet.
    """
    ally = world.membership[Institution.CSTO] > 0
    western_ally = (world.membership[Institution.NATO] > 0) | (
        world.bid_stage[Bid.NATO] > BidStage.NONE
    )
    p = parameters.foreign_policy
    new_war = (world.conflict_intensity > p.war_pitch) & (world.war_quarters < p.new_war)
    in_trouble = (world.unrest > p.unrest_for_request) | new_war
    return open_to(
        Action,
        world.capacity.shape,
        {
            Action.REQUEST_ASSISTANCE: ally & in_trouble & (world.deployment_days <= 0),
            Action.DECLARE_NEUTRAL: ~ally & ~western_ally & (world.neutral <= 0),
        },
    )


def _base_rates(world: World, parameters: Parameters) -> FloatArray:
    p = parameters.foreign_policy
    trusted = p.trust_in_alliance * (world.credibility[Institution.CSTO] - 0.5)
    rates = parameters.table("foreign_policy.base", Action)
    return rates + _REQUEST * trusted
