"""Stage 5: what each state does, beside its bids (`bids`) and its bodies (`bodies`).

Quantal response. The utility terms are kept apart by motive (`sovsim.rules.motives`), so that each
reason for aligning can be switched off. The same strengths and weights stand in the decisions on
bids and bodies, each with answers of its own; the two sides of RH-15 stand beside them with equal
means (`sovsim.rules.leanings`).
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray, along
from sovsim.axes import Action, Bid, BidStage, Domain, Institution
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules.contract import Along, Choice, Mask, Outcome, Term, Transition, rule
from sovsim.rules.leanings import LEANING_READS, PULLS, leaning_along, leaning_terms, leanings
from sovsim.rules.motives import MOTIVES, STRENGTH_READS, motive_terms, shared_terms
from sovsim.rules.quantal_response import open_to
from sovsim.rules.rescued import rescued_along, rescued_terms
from sovsim.rules.society import called_in
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
_TOWARD = along(Action, {Action.ACCOMMODATE: 1.0, Action.RESIST: -1.0})
"""The act that goes toward the hegemon, and the one against it."""


@rule(
    reads=(
        *STRENGTH_READS,
        *LEANING_READS,
        "debt",
        "deployment_days",
        "bid_stage",
        "membership",
        "credibility",
        "war_quarters",
        "neutral",
        "legitimacy",
        "let_down",
    ),
    transitions=dict.fromkeys(PULLS, ("jcep-ref-balancing-bandwagoning:topic",)),
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
            **leaning_terms("accommodate"),
            **rescued_terms("accommodate"),
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
    parameters=("foreign_policy", "dependence", "society", "collective_security"),
    claims=("jcep-ref-balancing-bandwagoning:topic", "hadano-regime-security-motive:topic"),
)
def choose(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Let every state choose its action of the quarter."""
    p = parameters.foreign_policy
    terms = {
        "base_rate": _base_rates(world, parameters),
        **shared_terms("foreign_policy", MOTIVES, Action, world, parameters),
        **leaning_along(_TOWARD, world, parameters),
        **rescued_along(_TOWARD, world, parameters),
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
        ),
        transitions=tuple(
            Transition(name, pull, "reasons") for name, pull in leanings(world, parameters).items()
        ),
    )


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
