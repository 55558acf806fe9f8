"""What international society makes of the hegemon's choices; no rule by itself.

Norms, legitimacy, mandates, standing, isolation, trust in forums and precedent enter its choices
here, once, so that each reads the same everywhere. Primary institutions feed back on the conduct
that makes them, each at both levels (the debate is
hadano-co-constitution, the couplings are ours)::

    V(rung) -= intrusion * (restraint + stance + forum + isolation + ties) + force * supplies
    V(keepers) -= cost of sending;  V(seizure) += precedent * (1 - non-intervention in the world)
    cost of sending = (1 - asked) * (UN's meaning - own meaning) - mandate - legitimacy
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray, along
from sovsim.axes import Audience, Forum, Institution, Level, Norm, Power, Rung, Talks
from sovsim.parameters import Parameters
from sovsim.rules.contract import Along, Term, Utility
from sovsim.rules.forms import mean, western_resolve
from sovsim.rules.presence import asked
from sovsim.rules.reading import reading
from sovsim.world import World

_KEEPERS = along(Rung, {Rung.PEACEKEEPERS: 1.0})
_ECONOMIC = along(Rung, {Rung.ECONOMIC_COERCION: 1.0})
_MEDIATES = along(Talks, {Talks.MEDIATE: 1.0})
_TALKS = along(Talks, {Talks.NEGOTIATE: 1.0, Talks.MEDIATE: 1.0})
_TURKEY = along(Power, {Power.TURKEY: 1.0})

ORDER_READS = (
    "norm_strength",
    "stance",
    "trust",
    "self_image",
    "isolation_west",
    "isolation_world",
    "secession_precedent",
    "ties_with_west",
    "sanction_burden",
    "nuclear_signal",
    "nuclear_credibility",
    "mandate_peacekeeping",
    "legitimacy",
    "request",
    "armistice",
    "hegemon_war",
)
"""What `order_terms` reads of the world."""

ORDER_MOTIVES: dict[str, Term] = {
    "norms": Term(
        ("norm_strength_non_intervention_regional", "norm_strength_non_intervention_global"),
        "-",
        ("jcep-noninterference-norm:topic",),
        "invasion",
    ),
    "prerogative": Term(
        (
            "norm_strength_great_power_management_regional",
            "norm_strength_great_power_management_global",
        ),
        "+",
        ("overview-great-power-rights:sign",),
        "invasion",
    ),
    "stance": Term(
        "stance_regional",
        "-",
        ("hadano-regional-revisionism-global-participation:topic",),
        "invasion",
    ),
    "forum": Term(
        ("trust_osce", "trust_un"), "-", ("hadano-osce-hopes-to-denial:topic",), "open_threat"
    ),
    "isolation": Term(
        ("isolation_world", "isolation_west"),
        "-",
        ("overview-friends-others:topic",),
        "invasion",
    ),
    "ties": Term("ties_with_west", "-", ("overview-navigate-west:topic",), "invasion"),
    "supplies": Term("sanction_burden", "-", ("overview-balancing-partners:topic",), "invasion"),
    "threat": Term(
        ("nuclear_signal", "nuclear_credibility"),
        "+",
        ("overview-nuclear-threats:topic",),
        "invasion",
    ),
    "practice": Term(
        ("norm_strength_sanctions_regional",),
        "+",
        ("hadano-sanctions-primary-institution:topic",),
        "economic_coercion",
    ),
    "precedent": Term(
        "secession_precedent", "+", ("jcep-ref-kosovo-unilateral-secession:topic",), "annexation"
    ),
    "sending": Term(
        (
            "mandate_peacekeeping_csto",
            "legitimacy_csto_un_majority",
            "norm_strength_peacekeeping_russian_regional",
        ),
        "+",
        ("hadano-why-formal-ios:topic", "hadano-peacekeeping-contested-term:topic"),
        "peacekeepers",
    ),
}
"""Motives of the choice of a rung that international society adds."""


def norm(world: World, which: Norm) -> FloatArray:
    """Return the strength of a norm over both levels alike, shape ``(run, 1)``."""
    return mean(world.norm_strength[which])


def hearing(world: World, parameters: Parameters) -> FloatArray:
    """Return how far others listen to the hegemon, about 1, shape ``(run, 1)``."""
    heard: FloatArray = parameters.society.unheard + world.status
    return heard


def duty(world: World, parameters: Parameters) -> FloatArray:
    """Return how far the duty to keep order is its to carry, about 1, shape ``(run, 1)``.

    Standing and the norm of great-power management both carry it.
    """
    p = parameters.society
    managed = norm(world, Norm.GREAT_POWER_MANAGEMENT) - p.middle_norm
    carried: FloatArray = hearing(world, parameters) * (1.0 + p.duty_of_norm * managed)
    return carried


def expected_sanctions(world: World, parameters: Parameters) -> FloatArray:
    """Return the sanctions that open force would draw, as expected, shape ``(run, 1)``."""
    practice = world.norm_strength[Norm.SANCTIONS, Level.GLOBAL]
    expected: FloatArray = parameters.society.expected_sanctions * western_resolve(world) * practice
    return expected


def cost_of_sending(world: World, parameters: Parameters) -> FloatArray:
    """Return what it costs to send keepers into a state, above 0 or below, ``(run, state)``.

    Keepers who come on a request or by an armistice are less in dispute between the two meanings
    of peacekeeping.
    """
    p = parameters.society
    unasked = 1.0 - p.asked_counts * asked(world)
    disputed = p.meaning_un * (norm(world, Norm.PEACEKEEPING_UN) - p.middle_norm)
    accepted = p.meaning_russian * (norm(world, Norm.PEACEKEEPING_RUSSIAN) - p.middle_norm)
    held = world.legitimacy[Institution.CSTO]
    legitimate = 0.5 * (held[Audience.UN_MAJORITY] + held[Audience.HOST]) - p.middle_legitimacy
    mandate = world.mandate_peacekeeping[Institution.CSTO] - p.middle_mandate
    cost: FloatArray = (
        unasked * (disputed - accepted) - p.legitimacy * legitimate - p.mandate * mandate
    )
    return cost


def order_terms(
    world: World, parameters: Parameters, intrusion: FloatArray, force: FloatArray
) -> dict[str, Utility]:
    """Return what international society adds to the utility of the rungs, ``(rung, run, state)``.

    Args:
        intrusion, force: how far each rung intrudes, and the share of armed force in it, both
            of shape ``(rung, run or 1, 1)``.
    """
    p = parameters.society
    trusted = mean(world.trust) - p.middle_trust
    isolated = 0.5 * (world.isolation_west + world.isolation_world)
    practised = world.norm_strength[Norm.SANCTIONS, Level.REGIONAL] - p.middle_norm
    taken_for = parameters.table("society.precedent_in", Rung)
    lawless = 1.0 - world.norm_strength[Norm.NON_INTERVENTION, Level.GLOBAL]
    return {
        "norms": Along(intrusion, -p.restraint * norm(world, Norm.NON_INTERVENTION)),
        "prerogative": Along(
            intrusion,
            p.restraint
            * p.prerogative
            * world.self_image
            * norm(world, Norm.GREAT_POWER_MANAGEMENT),
        ),
        "stance": Along(intrusion, -p.stance * world.stance[Level.REGIONAL]),
        "forum": Along(intrusion, -p.forum * trusted),
        "isolation": Along(intrusion, -p.isolated * isolated),
        "ties": Along(intrusion, -p.ties * (world.ties_with_west - p.middle_ties)),
        "supplies": Along(force, -p.supplies * withheld(world, parameters)),
        "threat": Along(force, p.threat * world.nuclear_signal * world.nuclear_credibility),
        "practice": Along(_ECONOMIC, p.practised_sanctions * practised),
        "precedent": Along(taken_for, p.precedent * world.secession_precedent * lawless),
        "sending": Along(_KEEPERS, -cost_of_sending(world, parameters)),
    }


TALKS_MOTIVES: dict[str, Term] = {
    "heard": Term("status", "+", ("overview-seat-at-table:topic",), "mediate"),
    "forum": Term("trust_osce", "+", ("hadano-osce-third-party-pk:topic",), "negotiate"),
}
"""Motives of the choice of talks that international society adds; it reads status and trust."""


def talks_terms(world: World, parameters: Parameters) -> dict[str, FloatArray]:
    """Return what standing and a trusted forum add to the utility of talks, ``(talks, run, 1)``."""
    p = parameters.society
    trusted = world.trust[Forum.OSCE] - p.middle_trust
    return {
        "heard": p.heard * (hearing(world, parameters) - 1.0) * _MEDIATES,
        "forum": p.talks_forum * trusted * _TALKS,
    }


def called_in(world: World, parameters: Parameters) -> FloatArray:
    """Return what the alliance's legitimacy with the host adds to a request, shape ``(run, 1)``."""
    p = parameters.society
    held = world.legitimacy[Institution.CSTO, Audience.HOST] - p.middle_legitimacy
    added: FloatArray = p.called_in * held
    return added


@reading("leverage_turkey")
def held_back(world: World, parameters: Parameters) -> FloatArray:
    """Return the share of each power's supply that the hegemon's leverage holds back.

    Shape ``(power, run, 1)``. The documents name one power, Turkey.
    """
    held: FloatArray = _TURKEY * (parameters.society.leverage * world.leverage_turkey)
    return held


def withheld(world: World, parameters: Parameters) -> FloatArray:
    """Return the sanctions that partners do not make up for, shape ``(run, 1)`` (TR-20)."""
    made_up = parameters.society.partners * (1.0 - world.isolation_world)
    short: FloatArray = world.sanction_burden * (1.0 - made_up)
    return np.maximum(short, 0.0)
