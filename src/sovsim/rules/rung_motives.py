"""What speaks for and against each rung of the hegemon's ladder; no rule by itself.

Every motive is ``weight * how much of it there is * how far the rung goes`` with tables along the
ladder (`sovsim.rules.ladder`)::

    V(rung) = stake * (1 - c) * (control * breach * answer + opportunity * opening * use)
              + bid opening + (bid + disorder by themselves) * intrusion
              - respect - norms - costs of force + nest * inclusive(routes)
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sovsim.arrays import FloatArray, along, over_units
from sovsim.axes import (
    ConflictStatus,
    Consent,
    Institution,
    Level,
    Mandate,
    Norm,
    Power,
    Relation,
    Rung,
)
from sovsim.parameters import Parameters
from sovsim.rules import bargaining, ladder
from sovsim.rules.contract import Along, Term, Utility
from sovsim.rules.exposure import reach
from sovsim.rules.forms import mean, over_states, positive
from sovsim.rules.presence import asked
from sovsim.rules.routes import inclusive_routes
from sovsim.rules.rung_gates import cut_off, prize
from sovsim.rules.society import ORDER_MOTIVES, duty, expected_sanctions, order_terms
from sovsim.rules.stakes import expected_bids, stake, worth_mending
from sovsim.world import World

_REWARD = along(Rung, {Rung.REWARD: 1.0})
_KEEPERS = along(Rung, {Rung.PEACEKEEPERS: 1.0})
_ECONOMIC = along(Rung, {Rung.ECONOMIC_COERCION: 1.0})

RUNG_MOTIVES: Mapping[str, Term] = {
    "base_rate": Term("", "-", of="invasion", why="ours: to leave a state alone is the rule"),
    "control": Term(
        "alignment_russia",
        "-",
        ("overview-maintain-influence:sign", "jcep-implicit-expectation:topic"),
        of="economic_coercion",
    ),
    "opportunity": Term(
        "opening_disorder",
        "+",
        ("overview-instability-opportunism:states", "overview-driver-opportunity:sign"),
        of="annexation",
    ),
    "bid_opening": Term(
        "opening_bid",
        "+",
        ("overview-nato-bid-tension:sign", "overview-maintain-influence:topic"),
        of="invasion",
    ),
    "bid_itself": Term(
        ("expected_bid_eu", "expected_bid_nato"),
        "free",
        ("overview-eu-bid-tension:sign", "overview-nato-bid-tension:sign"),
        of="economic_coercion",
        why="RH-10 asks whether a bid by itself draws coercion or holds it off",
    ),
    "disorder_itself": Term(
        "opening_disorder",
        "free",
        ("overview-instability-opportunism:states", "overview-driver-opportunity:sign"),
        of="economic_coercion",
        why="RH-10 asks whether disorder by itself draws coercion or holds it off",
    ),
    "respect": Term(
        "sovereignty_conception",
        "-",
        ("jcep-lens-permits-intervention:sign", "jcep-delicate-balance:sign"),
        of="invasion",
    ),
    "independence": Term(
        "autonomy",
        "free",
        ("jcep-respect-vs-sphere:topic", "jcep-delicate-balance:topic"),
        of="invasion",
        why="RH-01 asks whether others' independence holds the hegemon back, or draws it on",
    ),
    "own_course": Term(
        "alignment_russia",
        "free",
        ("jcep-respect-vs-sphere:topic", "overview-goal-cis-sphere:topic"),
        of="invasion",
        why="RH-01 asks whether a course of one's own in the sphere is pressed, or left",
    ),
    "reward": Term(
        "alignment_russia",
        "+",
        ("jcep-tacit-commitment:topic", "jcep-ref-patronage:topic"),
        of="reward",
    ),
    "purse": Term("resources", "+", of="economic_coercion", why="ours: both cost the giver"),
    "leverage": Term(
        ("dependence_energy", "dependence_trade"),
        "+",
        ("jcep-ties-as-leverage:sign", "overview-ukraine-gas-disputes:topic"),
        of="economic_coercion",
    ),
    "needed": Term(
        ("transit", "basing"),
        "free",
        of="economic_coercion",
        why="ours: who is needed may be spared or held the tighter; neutral by default",
    ),
    "warmth": Term(
        "relation_hegemon",
        "-",
        ("jcep-tension-with-cis:topic", "overview-relations-cycle:topic"),
        of="economic_coercion",
    ),
    "duty": Term(
        "armistice",
        "+",
        (
            "overview-great-power-responsibilities:sign",
            "overview-rights-in-sphere:sign",
            "hadano-russia-role-eurasia:topic",
        ),
        of="peacekeepers",
    ),
    "consent": Term("request", "+", ("hadano-peacekeeping-definition:topic",), of="peacekeepers"),
    **ORDER_MOTIVES,
    "justification": Term(
        ("compatriots", "citizenship"),
        "+",
        (
            "overview-compatriots-as-justification:sign",
            "overview-framed-as-defence:sign",
            "hadano-legal-discourse:topic",
        ),
        of="invasion",
    ),
    "alarm": Term(
        "alarm",
        "+",
        ("overview-order-not-democracy:topic", "jcep-ref-resist-democratization:topic"),
        of="subversion",
    ),
    "sanctions": Term("resolve", "-", ("overview-sanctions-after-crimea:topic",), of="invasion"),
    "cover": Term("membership_nato", "-", ("jcep-role-nato:topic",), of="invasion"),
    "means": Term(
        "readiness",
        "+",
        ("hadano-military-revival:topic", "overview-outside-region-since-2015:topic"),
        of="invasion",
    ),
    "resistance": Term(
        ("capacity", "support"),
        "-",
        ("overview-adapt-means:topic", "overview-local-power-dynamics:topic"),
        of="invasion",
    ),
    "reach": Term("proximity", "+", of="invasion", why="ours: force tires on its way"),
    "ally": Term("membership_csto", "-", ("overview-protect-allies:sign",), of="invasion"),
    "bound": Term("hegemon_war", "-", of="invasion", why="ours: who is at war has his hands full"),
    "dissent": Term(
        "alignment_russia", "+", of="invasion", why="ours: allies who follow hardly object to force"
    ),
    "hosted": Term(
        ("presence_consent", "presence_mandate"),
        "-",
        ("hadano-peacekeeping-definition:topic",),
        of="invasion",
    ),
    "doctrine": Term(
        "doctrine",
        "+",
        ("overview-chechen-war-learning:topic", "overview-refined-framework:topic"),
        of="invasion",
    ),
    "routes": Term(
        "legitimacy_cis_members", "+", ("hadano-why-formal-ios:topic",), of="peacekeepers"
    ),
}
"""Motives in their order; those of international society stand in `sovsim.rules.society`."""

MOTIVE_READS = (
    "compatriots",
    "citizenship",
    "expected_bid",
    "expected_compliance",
    "alignment_russia",
    "sovereignty_conception",
    "autonomy",
    "agitation",
    "alarm",
    "unrest",
    "resources",
    "readiness",
    "attention_out_of_area",
    "war_exhaustion",
    "proximity",
    "presence",
    "presence_unasked",
    "presence_consent",
    "presence_mandate",
    "violation",
    "capacity",
    "support",
    "doctrine",
    "status",
    "resolve",
    "power_cohesion",
    "membership",
    "founded",
    "cohesion",
    *bargaining.NEEDS,
)
"""What the motives read of the world beside the gates and the order of society."""


def rung_terms(world: World, parameters: Parameters) -> dict[str, Utility]:
    """Return every utility term of the rungs, shape ``(rung, run, state)``."""
    p = parameters.hegemon_policy
    intrusion, force = ladder.intrusion(parameters), ladder.force(parameters)
    at_stake = stake(world, parameters)
    wanted = at_stake * (1.0 - world.sovereignty_conception)
    left = prize(world, parameters)
    granted_less = world.sphere * (1.0 - world.sovereignty_conception)
    agreed = world.presence_consent / float(Consent.BOTH_PARTIES)
    mandated = world.presence_mandate / float(Mandate.UN)
    covered = world.membership[Institution.NATO] * world.resolve[Power.NATO]
    short_of_means = (1.0 - world.readiness) + world.attention_out_of_area + world.war_exhaustion
    wars = over_units(world.hegemon_war)
    elsewhere = np.minimum(wars - world.hegemon_war, 1.0)
    followed = mean(world.alignment_russia)
    dissenting = over_states(1.0 - followed, world.membership[Institution.CSTO])
    return {
        "base_rate": parameters.table("hegemon_policy.base", Rung),
        "control": _while_land_is_left(
            p.control
            * wanted
            * worth_mending(world, parameters)
            * ladder.answers_breach(parameters),
            left,
        ),
        "opportunity": _while_land_is_left(
            p.opportunity * wanted * world.opening_disorder * ladder.uses_disorder(parameters),
            left,
        ),
        "bid_opening": Along(
            ladder.SEIZES, p.bid_opening * p.stake_bids * wanted * world.opening_bid * left
        ),
        "bid_itself": Along(
            intrusion, p.bid_itself * granted_less * expected_bids(world, parameters)
        ),
        "disorder_itself": Along(
            intrusion, p.disorder_itself * granted_less * world.opening_disorder
        ),
        "respect": Along(intrusion, -p.respect * world.sovereignty_conception),
        "independence": Along(intrusion, -p.own_value * world.sphere * mean(world.autonomy)),
        "own_course": Along(intrusion, p.own_course * world.sphere * (1.0 - followed)),
        "reward": Along(_REWARD, p.reward * at_stake * positive(followed - p.kept_pledge)),
        "purse": Along(
            p.purse * _ECONOMIC + p.largesse * _REWARD, world.resources - p.middle_purse
        ),
        "leverage": Along(_ECONOMIC, p.leverage * (cut_off(world) - p.middle_leverage)),
        "needed": Along(intrusion, -p.needed * bargaining.bargaining(world, parameters)),
        "warmth": Along(
            intrusion, -p.warmth * (world.relation[Relation.HEGEMON] - p.middle_warmth)
        ),
        "duty": _duty(world, parameters, at_stake),
        "consent": _consent(world, parameters),
        **order_terms(world, parameters, intrusion, force),
        "justification": Along(
            intrusion, p.justification * (world.compatriots + p.papers * world.citizenship)
        ),
        "alarm": Along(intrusion * (1.0 - ladder.SEIZES), p.alarm * world.alarm * at_stake),
        "sanctions": Along(force, -p.sanctions * expected_sanctions(world, parameters)),
        "cover": Along(force, -p.cover * covered),
        "means": Along(force, -p.means * short_of_means),
        "resistance": Along(force, -p.resistance * (world.capacity + world.support)),
        "reach": Along(ladder.SEIZES, -p.reach * (1.0 - reach(world, parameters))),
        "ally": Along(ladder.SEIZES, -p.ally * world.membership[Institution.CSTO]),
        "bound": Along(ladder.SEIZES, -p.bound * elsewhere),
        "dissent": Along(force, -p.dissent * dissenting),
        "hosted": Along(force + _KEEPERS, -p.hosted * (agreed + mandated)),
        "doctrine": Along(force, p.doctrine * (world.doctrine - p.middle_doctrine)),
        "routes": p.nest * inclusive_routes(world, parameters),
    }


def _while_land_is_left(utility: FloatArray, left: FloatArray) -> FloatArray:
    """Return a utility of the rungs of which those that take land have what is left to take."""
    for seizure in ladder.SEIZURES:
        utility[seizure] *= 1.0 - (1.0 - left)
    return utility


def _duty(world: World, parameters: Parameters, at_stake: FloatArray) -> Along:
    """Return the pull of the duty to end others' fighting, for keepers."""
    fighting = (world.conflict_status == ConflictStatus.FIGHTING) * 1.0
    own_war = np.maximum(world.violation, fighting * world.agitation)
    call = np.maximum(fighting, world.armistice) - own_war
    carried = parameters.hegemon_policy.duty * duty(world, parameters) * world.self_image
    return Along(_KEEPERS, carried * at_stake * call)


def _consent(world: World, parameters: Parameters) -> Along:
    """Return what a call weighs for sending keepers, and the lack of one against it."""
    p = parameters.hegemon_policy
    called = asked(world)
    shared = world.norm_strength[Norm.PEACEKEEPING_RUSSIAN, Level.GLOBAL]
    return Along(_KEEPERS, p.consented * called - p.uncalled * ~called * (1.0 - shared))
