"""Stage 6: the hegemon's policy towards each state: the rung of its ladder.

The hegemon weighs, for every state, its **stake** (sphere, compatriots, transit, basing, bids
actual and expected), the **breach** of its silent expectation, and the **openings** that fresh
disorder or a fresh bid leave, against respect for the state's sovereignty and against costs:
norms, sanctions, cover, reach, readiness, resistance, alliance. Hidden expectation comes first,
open pressure after a breach (TN-15). Motives stand in `sovsim.rules.rung_motives`, gates in
`sovsim.rules.rung_gates`; how well an act can be carried out (the routes) feeds the choice of it.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sovsim.axes import Domain, Rung
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules import ladder
from sovsim.rules.contract import Choice, Outcome, Term, Utility, rule
from sovsim.rules.forms import mean
from sovsim.rules.rung_gates import GATE_READS, eligible_rungs
from sovsim.rules.rung_motives import MOTIVE_READS, RUNG_MOTIVES, rung_terms
from sovsim.rules.society import ORDER_READS
from sovsim.rules.stakes import expected_bids, stake, worth_mending
from sovsim.shocks import Shocks
from sovsim.world import World

_OF_INTEREST = (
    "opportunity",
    "sanctions",
    "means",
    "resistance",
    "reach",
    "purse",
    "leverage",
    "bound",
)
"""Motives of structure, opportunity and interest, without weight where identity drives (RH-18)."""


def _choice(
    world: World, parameters: Parameters, noise: Noise, terms: Mapping[str, Utility]
) -> Outcome:
    return Outcome(
        choices=(
            Choice(
                decision="rung",
                options=Rung,
                terms=terms,
                eligible=eligible_rungs(
                    world,
                    parameters,
                    disorder="opportunity" in terms,
                    bids="bid_opening" in terms,
                ),
                draw=noise.uniform(Purpose.HEGEMON_RUNG, world.unrest.shape[-1]),
                scale=parameters.hegemon_policy.scale,
                actor="hegemon",
            ),
        )
    )


@rule(
    reads=tuple(dict.fromkeys((*GATE_READS, *MOTIVE_READS, *ORDER_READS))),
    choices={"rung": RUNG_MOTIVES},
    parameters=(
        "bargaining",
        "exposure",
        "hegemon_policy",
        "ladder",
        "presence",
        "routes",
        "society",
    ),
    claims=(
        "overview-coercive-diplomacy:sign",
        "jcep-ties-as-leverage:sign",
        "overview-mixed-drivers:topic",
        "overview-context-specific:topic",
        "overview-goal-dominate-neighbours:sign",
    ),
)
def rung(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Let the hegemon choose a rung towards every state; see the head of the file."""
    return _choice(world, parameters, noise, rung_terms(world, parameters))


@rung.variant(
    "respects",
    claims=("jcep-respect-vs-sphere:topic", "jcep-delicate-balance:sign"),
    choices={
        "rung": {
            "independence_valued": Term(
                "autonomy", "-", ("jcep-respect-vs-sphere:topic",), of="invasion"
            )
        }
    },
)
def rung_respects(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """RH-01 A: others' independence is a value of its own; what would be lost of it counts.

    To the terms of the default comes ``-value * autonomy * intrusion``, and nothing is gained by
    mending a breach in the political domain, which is the state's own affair.
    """
    terms = dict(rung_terms(world, parameters))
    terms["control"] = terms["control"] * (1.0 - 1.0 / len(Domain))
    value = parameters.hegemon_policy.independence_value
    lost = mean(world.autonomy) * ladder.intrusion(parameters)
    terms["independence_valued"] = -value * lost
    return _choice(world, parameters, noise, terms)


@rung.variant("sphere", claims=("jcep-respect-vs-sphere:topic", "overview-goal-cis-sphere:states"))
def rung_sphere(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """RH-01 B: the hegemon keeps a sphere; respect for independence has no weight of its own."""
    return _choice(world, parameters, noise, _without(world, parameters, "respect"))


@rung.variant(
    "bid_triggered", claims=("overview-eu-bid-tension:sign", "overview-nato-bid-tension:sign")
)
def rung_bid_triggered(
    world: World, parameters: Parameters, noise: Noise, shocks: Shocks
) -> Outcome:
    """RH-10 A: a bid is a breach by itself, however compliant the state; disorder opens no window.

    The control term takes the greater of what is worth mending and of the expected bids.
    """
    terms = _without(world, parameters, "opportunity")
    p = parameters.hegemon_policy
    terms["control"] = (
        p.control
        * stake(world, parameters)
        * (1.0 - world.sovereignty_conception)
        * np.maximum(worth_mending(world, parameters), expected_bids(world, parameters))
        * ladder.answers_breach(parameters)
    )
    return _choice(world, parameters, noise, terms)


@rung.variant("weakness_triggered", claims=("overview-instability-opportunism:states",))
def rung_weakness_triggered(
    world: World, parameters: Parameters, noise: Noise, shocks: Shocks
) -> Outcome:
    """RH-10 B: disorder is used where it appears; neither bid nor breach sets coercion off."""
    terms = _without(world, parameters, "control", "bid_opening")
    p = parameters.hegemon_policy
    terms["opportunity"] = (
        p.opportunity
        * stake(world, parameters, bids=False)
        * (1.0 - world.sovereignty_conception)
        * world.opening_disorder
        * ladder.uses_disorder(parameters)
    )
    return _choice(world, parameters, noise, terms)


@rung.variant(
    "identity",
    reads=("eurasianism", "cultural_affinity"),
    claims=(
        "jcep-hegemon-self-image:states",
        "overview-eurasianism-influence:states",
        "overview-driver-ideology:states",
    ),
    choices={
        "rung": {
            "identity": Term(
                ("self_image", "eurasianism"),
                "+",
                ("jcep-hegemon-self-image:sign", "overview-eurasianism-influence:sign"),
                of="economic_coercion",
            )
        }
    },
)
def rung_identity(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """RH-18 A: perception of sovereignty, self-image and Eurasianism drive the hegemon.

    Opportunity, sanctions, means (reach, purse, leverage, a war elsewhere) and resistance have no
    weight; breach counts in the measure of the self-image, and kinship makes a state's own course
    harder to bear.
    """
    terms = _without(world, parameters, "control", *_OF_INTEREST)
    kinship = parameters.hegemon_policy.kinless + world.eurasianism * world.cultural_affinity
    terms["identity"] = (
        parameters.hegemon_policy.control
        * world.sphere
        * world.self_image
        * kinship
        * (1.0 - world.sovereignty_conception)
        * worth_mending(world, parameters)
        * ladder.answers_breach(parameters)
    )
    return _choice(world, parameters, noise, terms)


@rung.variant(
    "interest", claims=("overview-realist-worldview:states", "jcep-ref-structural-theory:topic")
)
def rung_interest(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """RH-18 B: structure, opportunity and interest drive the hegemon.

    How much sovereignty it grants plays no part: stake alone scales what it gains, and respect,
    self-image and doctrine have no weight.
    """
    p = parameters.hegemon_policy
    terms = _without(world, parameters, "respect", "duty", "prerogative", "doctrine")
    gain = p.gain * stake(world, parameters)
    terms["control"] = (
        p.control * gain * worth_mending(world, parameters) * ladder.answers_breach(parameters)
    )
    opening = world.opening_disorder * ladder.uses_disorder(parameters)
    terms["opportunity"] = p.opportunity * gain * opening
    return _choice(world, parameters, noise, terms)


def _without(world: World, parameters: Parameters, *motives: str) -> dict[str, Utility]:
    terms = rung_terms(world, parameters)
    return {name: term for name, term in terms.items() if name not in motives}
