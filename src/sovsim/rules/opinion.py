"""Stage 3, first part: what governments and publics want.

Preferences hold on to a core (`sovsim.rules.cores`); soft power and Eurasianism draw toward the
hegemon, the sight of coercion repels, the pull of the EU and NATO, the sense of threat and force
suffered draw toward the West, a tide that the whole region shares lifts or lowers all, and a
government listens to its public in the measure of its openness.

Per quarter, for a preference ``P`` for the hegemon and ``W`` for the West::

    P += anchor * (P0 - P) - repulsion * pressure * P + (soft power + Eurasianism) * (1 - P)
         + listening * openness * (public - P) - tide * carried * 4P(1 - P) - failed * abandoned * P
    W += anchor * (W0 - W) + (threat + pull + refuge * force) * (1 - W) + tide * carried * 4W(1 - W)
         + listening * openness * (public - W)

What the EU and NATO offer has conditions. They cost the rulers of a closed regime their seat, so
that open doors draw a government in the measure of its openness; its public as far as it hears.
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray, along
from sovsim.axes import Bid, Domain
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules.contract import Outcome, Term, rule
from sovsim.rules.forms import mean, neighbours_mean, stage_share, western_pull
from sovsim.rules.reading import reading
from sovsim.rules.society import hearing
from sovsim.shocks import Shocks
from sovsim.world import World

_RUSSIA_NOISE = (
    Purpose.PREFERENCE_RUSSIA_POLITICAL,
    Purpose.PREFERENCE_RUSSIA_SECURITY,
    Purpose.PREFERENCE_RUSSIA_ECONOMIC,
)
_WEST_NOISE = (
    Purpose.PREFERENCE_WEST_POLITICAL,
    Purpose.PREFERENCE_WEST_SECURITY,
    Purpose.PREFERENCE_WEST_ECONOMIC,
)
_IN_SECURITY = along(Domain, {Domain.SECURITY: 1.0})

_HISTORY = ("jcep-history-path-dependence:topic",)
_REPELLED = ("jcep-tension-with-cis:sign", "overview-annexation-strains:topic")
_FORCE = ("overview-annexation-strains:sign", "overview-2022-ukraine-cuts-ties:topic")
_CULTURE = ("overview-cultural-identity:topic", "overview-compatriot-ties:topic")
_KINSHIP = ("overview-eurasianism:topic",)
_PULL = ("hadano-enp-instrument:topic", "jcep-ref-eu-enlargement:topic")
_BALANCE = ("jcep-ref-balancing-bandwagoning:topic",)
_REFUGE = ("jcep-ref-balancing-bandwagoning:topic", "overview-ukraine-survival:topic")
_TIDE = "ours: years in which the whole region turns"
_LUCK = "ours: what else sways opinion"


@rule(
    reads=(
        "preference_russia",
        "preference_west",
        "core_preference_russia",
        "core_preference_west",
        "public_russia",
        "public_west",
        "pressure",
        "violation",
        "abandoned",
        "soft_power",
        "status",
        "cultural_affinity",
        "eurasianism",
        "threat_perception",
        "openness",
        "near_pole",
        "membership",
        "regime_type",
        "compatriots",
        "tide",
    ),
    terms={
        "preference_russia": {
            "core": Term(by="core_preference_russia", sign="+", claims=_HISTORY),
            "coercion_seen": Term(by="pressure", sign="-", claims=_REPELLED),
            "soft_power": Term(
                by="soft_power", sign="+", claims=("hadano-soft-power-kazakhstan:topic",)
            ),
            "eurasianism": Term(by="eurasianism", sign="+", claims=_KINSHIP),
            "public": Term(
                by="public_russia", sign="+", why="ours: an open government hears its public"
            ),
            "guarantor_failed": Term(
                by="abandoned",
                sign="free",
                claims=(
                    "hadano-2020-karabakh-missed:topic",
                    "hadano-dependable-sheriff-doubt:topic",
                ),
                why="titles only; who was left alone may turn away, or cling the more",
            ),
            "tide": Term(by="tide", sign="-", why=_TIDE),
            "noise": Term(by="draw", sign="+", why=_LUCK),
        },
        "preference_west": {
            "core": Term(by="core_preference_west", sign="+", claims=_HISTORY),
            "threat": Term(by="threat_perception", sign="+", claims=_BALANCE),
            "pull": Term(by=("openness_eu", "openness_nato"), sign="+", claims=_PULL),
            "refuge": Term(by="violation", sign="+", claims=_REFUGE),
            "public": Term(
                by="public_west", sign="+", why="ours: an open government hears its public"
            ),
            "tide": Term(by="tide", sign="+", why=_TIDE),
            "noise": Term(by="draw", sign="+", why=_LUCK),
        },
    },
    parameters=("opinion", "society"),
    claims=("jcep-domestic-dynamics:topic",),
)
def governments(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move the governments' preferences; see the head of the file for the equations."""
    p = parameters.opinion
    russia, west = world.preference_russia, world.preference_west
    states = west.shape[-1]
    listening = p.listening * world.regime_type
    borne = p.tide * carried(world, parameters) * world.tide
    room_russia, room_west = _room(russia), _room(west)
    affordable = p.pull_closed + (1.0 - p.pull_closed) * world.regime_type
    return Outcome(
        terms={
            "preference_russia": {
                "core": p.anchor * (world.core_preference_russia - russia),
                "coercion_seen": -p.repulsion * world.pressure * russia,
                "soft_power": p.soft_power
                * hearing(world, parameters)
                * world.soft_power
                * (1.0 - russia),
                "eurasianism": p.eurasianism
                * world.eurasianism
                * world.cultural_affinity
                * (1.0 - russia),
                "public": listening * (world.public_russia - russia),
                "guarantor_failed": -p.guarantor_failed * world.abandoned * russia * _IN_SECURITY,
                "tide": -borne * room_russia,
                "noise": p.noise * _stack(noise, _RUSSIA_NOISE, states) * room_russia,
            },
            "preference_west": {
                "core": p.anchor * (world.core_preference_west - west),
                "threat": p.threat * world.threat_perception * (1.0 - west),
                "pull": p.pull * affordable * western_pull(world) * (1.0 - west),
                "refuge": p.refuge * world.violation * (1.0 - west),
                "public": listening * (world.public_west - west),
                "tide": borne * room_west,
                "noise": p.noise * _stack(noise, _WEST_NOISE, states) * room_west,
            },
        }
    )


@rule(
    reads=(
        "public_russia",
        "public_west",
        "core_public_russia",
        "core_public_west",
        "preference_autonomy",
        "core_preference_autonomy",
        "pressure",
        "violation",
        "soft_power",
        "status",
        "compatriots",
        "cultural_affinity",
        "eurasianism",
        "openness",
        "near_pole",
        "membership",
        "bid_stage",
        "threat_perception",
        "regime_type",
        "tide",
    ),
    terms={
        "public_russia": {
            "core": Term(by="core_public_russia", sign="+", claims=_HISTORY),
            "coercion_seen": Term(by="pressure", sign="-", claims=_REPELLED),
            "force_seen": Term(by="violation", sign="-", claims=_FORCE),
            "soft_power": Term(by=("soft_power", "compatriots"), sign="+", claims=_CULTURE),
            "eurasianism": Term(by="eurasianism", sign="+", claims=_KINSHIP),
            "tide": Term(by="tide", sign="-", why=_TIDE),
            "noise": Term(by="draw", sign="+", why=_LUCK),
        },
        "public_west": {
            "core": Term(by="core_public_west", sign="+", claims=_HISTORY),
            "threat": Term(by="threat_perception", sign="+", claims=_BALANCE),
            "pull": Term(by=("openness_eu", "openness_nato", "bid_stage"), sign="+", claims=_PULL),
            "refuge": Term(by="violation", sign="+", claims=_REFUGE),
            "tide": Term(by="tide", sign="+", why=_TIDE),
            "noise": Term(by="draw", sign="+", why=_LUCK),
        },
        "preference_autonomy": {
            "core": Term(by="core_preference_autonomy", sign="+", claims=_HISTORY),
            "coercion_seen": Term(by="pressure", sign="+", claims=("jcep-tension-with-cis:topic",)),
            "rights": Term(
                by="public_west",
                sign="+",
                claims=("jcep-autonomy-west-coupled:sign", "jcep-ref-rights-expansion:topic"),
            ),
        },
    },
    parameters=("opinion", "society"),
    claims=("overview-reversal-triggers-unrest:topic", "jcep-autonomy-west-coupled:topic"),
)
def publics(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move the publics' wishes, and the wish to decide for oneself.

    Force against a state, its own or in part a neighbour's, turns a public away from the hegemon
    and towards the West.
    """
    p = parameters.opinion
    russia, west, own_way = world.public_russia, world.public_west, world.preference_autonomy
    states = west.shape[-1]
    force = force_seen(world, parameters)
    staged = mean(np.stack([stage_share(world, bid) for bid in Bid]))
    borne = p.tide * carried(world, parameters) * world.tide[Domain.POLITICAL]
    room_russia, room_west = _room(russia), _room(west)
    return Outcome(
        terms={
            "public_russia": {
                "core": p.anchor * (world.core_public_russia - russia),
                "coercion_seen": -p.repulsion * world.pressure * russia,
                "force_seen": -p.force_seen * force * russia,
                "soft_power": p.soft_power
                * hearing(world, parameters)
                * (world.soft_power + world.compatriots)
                * (1.0 - russia),
                "eurasianism": p.eurasianism
                * world.eurasianism
                * world.cultural_affinity
                * (1.0 - russia),
                "tide": -borne * room_russia,
                "noise": p.noise * noise.normal(Purpose.PUBLIC_RUSSIA, states) * room_russia,
            },
            "public_west": {
                "core": p.anchor * (world.core_public_west - west),
                "threat": p.threat * world.threat_perception * (1.0 - west),
                "pull": p.pull
                * reached(world, parameters)
                * (western_pull(world) + p.stage_pull * staged)
                * (1.0 - west),
                "refuge": p.refuge * force * (1.0 - west),
                "tide": borne * room_west,
                "noise": p.noise * noise.normal(Purpose.PUBLIC_WEST, states) * room_west,
            },
            "preference_autonomy": {
                "core": p.anchor * (world.core_preference_autonomy - own_way),
                "coercion_seen": p.repulsion * world.pressure * (1.0 - own_way),
                "rights": p.rights * (west - 0.5) * (1.0 - own_way),
            },
        }
    )


@reading("violation")
def force_seen(world: World, parameters: Parameters) -> FloatArray:
    """Return the force that a people sees: its own and in part its neighbours', 0 to 1.

    A rule that calls it reads ``violation``.
    """
    p = parameters.opinion
    own = world.violation
    return np.minimum(own + p.neighbour_force * neighbours_mean(world, own), 1.0)


def carried(world: World, parameters: Parameters) -> FloatArray:
    """Return how far a tide carries a state, shape ``(run, state)``; attributes, not names, say it.

    An open society feels it more, one with many compatriots of the hegemon less. A rule that calls
    it reads ``regime_type`` and ``compatriots``.
    """
    return reached(world, parameters) * (1.0 - world.compatriots)


def reached(world: World, parameters: Parameters) -> FloatArray:
    """Return how far what goes round outside reaches a society: controlled media dull it.

    A rule that calls it reads ``regime_type``.
    """
    p = parameters.opinion
    return p.tide_closed + (1.0 - p.tide_closed) * world.regime_type


def _stack(noise: Noise, purposes: tuple[Purpose, ...], states: int) -> FloatArray:
    return np.stack([noise.normal(purpose, states) for purpose in purposes])


def _room(share: FloatArray) -> FloatArray:
    """Damp noise toward both bounds, so that no preference is carried to one by chance."""
    return 4.0 * share * (1.0 - share)
