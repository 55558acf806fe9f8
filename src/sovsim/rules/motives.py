"""Why states do what they do: the motives that foreign policy, bids and bodies share; no rule.

A motive's term is ``weight * answer * strength``: the *answers* (tables of parameters) say how far
an option serves a motive (-1 to 1), the *strength* is how much of the motive there is in this state
now (0 to 1, signed where a wish can point both ways).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.parameters import Parameters
from sovsim.rules.contract import Along, Sign, Term, Utility
from sovsim.rules.forms import mean, outside_options, overall_dependence, positive
from sovsim.rules.reading import reading
from sovsim.rules.society import hearing, held_back
from sovsim.world import World

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
    """Return how strong each motive is, shape ``(run, state)``.

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
