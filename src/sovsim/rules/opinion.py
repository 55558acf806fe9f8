"""Stage 3, first part: what governments and publics want.

Preferences hold on to a core that history left; soft power and Eurasianism draw toward the
hegemon, the sight of coercion repels, the pull of the EU and NATO and the sense of threat draw
toward the West, and a government listens to its public in the measure of its openness.

Per quarter, for a preference ``P`` for the hegemon and ``W`` for the West::

    P += anchor * (P0 - P) - repulsion * pressure * P + (soft power + Eurasianism) * (1 - P)
         + listening * openness * (public - P)
    W += anchor * (W0 - W) + (threat + pull) * (1 - W) + listening * openness * (public - W)
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import Bid
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules.contract import Outcome, rule
from sovsim.rules.forms import neighbours_mean, stage_share, western_pull
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


@rule(
    reads=(
        "preference_russia",
        "preference_west",
        "core_preference_russia",
        "core_preference_west",
        "public_russia",
        "public_west",
        "pressure",
        "soft_power",
        "cultural_affinity",
        "eurasianism",
        "threat_perception",
        "openness",
        "near_pole",
        "membership",
        "regime_type",
    ),
    terms={
        "preference_russia": {
            "core": ("jcep-history-path-dependence",),
            "coercion_seen": ("jcep-tension-with-cis", "overview-annexation-strains"),
            "soft_power": ("overview-cultural-identity", "hadano-soft-power-kazakhstan"),
            "eurasianism": ("overview-eurasianism",),
            "public": ("overview-reversal-triggers-unrest",),
            "noise": (),
        },
        "preference_west": {
            "core": ("jcep-history-path-dependence",),
            "threat": ("jcep-ref-balancing-bandwagoning",),
            "pull": ("hadano-enp-instrument", "jcep-ref-eu-enlargement"),
            "public": ("overview-reversal-triggers-unrest",),
            "noise": (),
        },
    },
    parameters=("opinion",),
    claims=("jcep-domestic-dynamics",),
)
def governments(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move the governments' preferences; see the head of the file for the equations."""
    p = parameters.opinion
    russia, west = world.preference_russia, world.preference_west
    states = west.shape[-1]
    listening = p.listening * world.regime_type
    return Outcome(
        terms={
            "preference_russia": {
                "core": p.anchor * (world.core_preference_russia - russia),
                "coercion_seen": -p.repulsion * world.pressure * russia,
                "soft_power": p.soft_power * world.soft_power * (1.0 - russia),
                "eurasianism": p.eurasianism
                * world.eurasianism
                * world.cultural_affinity
                * (1.0 - russia),
                "public": listening * (world.public_russia - russia),
                "noise": p.noise * _stack(noise, _RUSSIA_NOISE, states) * _room(russia),
            },
            "preference_west": {
                "core": p.anchor * (world.core_preference_west - west),
                "threat": p.threat * world.threat_perception * (1.0 - west),
                "pull": p.pull * western_pull(world) * (1.0 - west),
                "public": listening * (world.public_west - west),
                "noise": p.noise * _stack(noise, _WEST_NOISE, states) * _room(west),
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
        "compatriots",
        "cultural_affinity",
        "eurasianism",
        "openness",
        "near_pole",
        "membership",
        "bid_stage",
        "threat_perception",
    ),
    terms={
        "public_russia": {
            "core": ("jcep-history-path-dependence",),
            "coercion_seen": ("overview-annexation-strains",),
            "force_seen": ("overview-annexation-strains", "overview-crimea-sovereignty-violation"),
            "soft_power": ("overview-cultural-identity", "overview-compatriot-ties"),
            "eurasianism": ("overview-eurasianism",),
            "noise": (),
        },
        "public_west": {
            "core": ("jcep-history-path-dependence",),
            "threat": ("jcep-ref-balancing-bandwagoning",),
            "pull": ("hadano-enp-instrument", "hadano-normative-power-europe"),
            "noise": (),
        },
        "preference_autonomy": {
            "core": ("jcep-history-path-dependence",),
            "coercion_seen": ("jcep-tension-with-cis",),
            "rights": ("jcep-ref-rights-expansion",),
        },
    },
    parameters=("opinion",),
    claims=("overview-reversal-triggers-unrest", "jcep-autonomy-west-coupled"),
)
def publics(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move the publics' wishes, and the wish to decide for oneself.

    Force against a state, its own or in part a neighbour's, turns a public away from the hegemon.
    """
    p = parameters.opinion
    russia, west, own_way = world.public_russia, world.public_west, world.preference_autonomy
    states = west.shape[-1]
    force = world.violation + p.neighbour_force * neighbours_mean(world, world.violation)
    staged = 0.5 * (stage_share(world, Bid.EU) + stage_share(world, Bid.NATO))
    return Outcome(
        terms={
            "public_russia": {
                "core": p.anchor * (world.core_public_russia - russia),
                "coercion_seen": -p.repulsion * world.pressure * russia,
                "force_seen": -p.force_seen * np.minimum(force, 1.0) * russia,
                "soft_power": p.soft_power
                * (world.soft_power + world.compatriots)
                * (1.0 - russia),
                "eurasianism": p.eurasianism
                * world.eurasianism
                * world.cultural_affinity
                * (1.0 - russia),
                "noise": p.noise * noise.normal(Purpose.PUBLIC_RUSSIA, states) * _room(russia),
            },
            "public_west": {
                "core": p.anchor * (world.core_public_west - west),
                "threat": p.threat * world.threat_perception * (1.0 - west),
                "pull": p.pull * (western_pull(world) + p.stage_pull * staged) * (1.0 - west),
                "noise": p.noise * noise.normal(Purpose.PUBLIC_WEST, states) * _room(west),
            },
            "preference_autonomy": {
                "core": p.anchor * (world.core_preference_autonomy - own_way),
                "coercion_seen": p.repulsion * world.pressure * (1.0 - own_way),
                "rights": p.rights * (west - 0.5) * (1.0 - own_way),
            },
        }
    )


def _stack(noise: Noise, purposes: tuple[Purpose, ...], states: int) -> FloatArray:
    return np.stack([noise.normal(purpose, states) for purpose in purposes])


def _room(share: FloatArray) -> FloatArray:
    """Damp noise toward both bounds, so that no preference is carried to one by chance."""
    return 4.0 * share * (1.0 - share)
