"""Stage 6, fourth part: what coercion does at once: pressure, agitation, fear, clearer signals.

Per quarter::

    p += build * bite * (0.3 + 0.7 * D) * (1 - p) - fade * p    bite of the rung, D dependence
    E += adapt * (attained - E) + raise * self-image            attained: alignment
    Ehat += notice * (E - Ehat) + noise                         what the state makes of it
    T += rate * (0.15 + 0.8 * max(p, 0.4 * neighbours' p) - T)
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import Channel, Rung
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules.contract import Occurrence, Outcome, rule
from sovsim.rules.forms import (
    energy_leverage,
    neighbours_mean,
    overall_dependence,
    positive,
)
from sovsim.rules.ladder import BITE, INTRUSION
from sovsim.shocks import Shocks
from sovsim.world import World

_PERCEPTION = (
    Purpose.PERCEPTION_POLITICAL,
    Purpose.PERCEPTION_SECURITY,
    Purpose.PERCEPTION_ECONOMIC,
)


def of_rung(world: World, values: FloatArray) -> FloatArray:
    """Return the value of the rung chosen this quarter, shape ``(run, state)``."""
    chosen: FloatArray = values[:, 0, 0][world.rung.astype(np.int64)]
    return chosen


@rule(
    reads=(
        "rung",
        "dependence",
        "energy_exporter",
        "arrears",
        "pressure",
        "agitation",
        "cleavage",
        "threat_perception",
    ),
    terms={
        "pressure": {
            "exercised": ("jcep-ties-as-leverage", "jcep-cumulative-over-years"),
            "fade": (),
        },
        "agitation": {
            "subversion": ("overview-fomenting-unrest", "overview-donbas-proxy-support"),
            "fade": (),
        },
        "threat_perception": {
            "ordinary": (),
            "pressure": ("hadano-people-states-fear",),
            "neighbours": ("hadano-people-states-fear",),
            "fade": (),
        },
    },
    occurrences={
        "energy_cut_off": ("overview-ukraine-gas-disputes",),
        "trade_embargo": ("overview-russian-economic-sanctions",),
    },
    parameters=("coercion",),
    claims=("jcep-ties-as-leverage", "overview-military-display"),
)
def felt(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Turn the rung into pressure, agitation and fear; dependence makes the same rung bite more.

    Economic coercion cuts off what the state needs more, energy or trade.
    """
    p = parameters.coercion
    bite = of_rung(world, BITE) * (0.3 + 0.7 * overall_dependence(world))
    around = p.neighbours * neighbours_mean(world, world.pressure)
    more = positive(around - world.pressure)
    coerced = world.rung == Rung.ECONOMIC_COERCION
    by_energy = energy_leverage(world) > world.dependence[Channel.TRADE]
    subverted = (world.rung == Rung.SUBVERSION) * world.cleavage
    return Outcome(
        terms={
            "pressure": {
                "exercised": p.pressure_build * bite * (1.0 - world.pressure),
                "fade": -p.pressure_fade * world.pressure,
            },
            "agitation": {
                "subversion": p.agitation * subverted * (1.0 - world.agitation),
                "fade": -p.agitation_fade * world.agitation,
            },
            "threat_perception": {
                "ordinary": p.threat_rate * 0.15 + 0.0 * more,
                "pressure": p.threat_rate * 0.8 * world.pressure,
                "neighbours": p.threat_rate * 0.8 * more,
                "fade": -p.threat_rate * world.threat_perception,
            },
        },
        occurrences=(
            Occurrence("energy_cut_off", coerced & by_energy, actor="hegemon"),
            Occurrence("trade_embargo", coerced & ~by_energy, actor="hegemon"),
        ),
    )


@rule(
    reads=(
        "expected_compliance",
        "alignment_russia",
        "self_image",
        "sphere",
        "perceived_expectation",
        "rung",
        "sovereignty_conception",
    ),
    terms={
        "expected_compliance": {
            "attainable": ("jcep-implicit-expectation",),
            "self_image": ("jcep-hegemon-self-image",),
        },
        "perceived_expectation": {
            "noticed": ("jcep-tacit-commitment",),
            "misread": ("jcep-implicit-expectation",),
        },
    },
    parameters=("coercion",),
    claims=("jcep-implicit-expectation", "jcep-tacit-commitment"),
)
def expectation(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move the hidden expectation, slowly, and what the states make of it.

    The expectation is never announced: a state sees it through noise, and more clearly in a
    quarter in which the hegemon acts on it.
    """
    p = parameters.coercion
    expected, seen = world.expected_compliance, world.perceived_expectation
    shown = of_rung(world, INTRUSION)
    states = shown.shape[-1]
    noticed = p.notice + p.notice_when_pressed * shown
    misread = np.stack([noise.normal(purpose, states) for purpose in _PERCEPTION])
    return Outcome(
        terms={
            "expected_compliance": {
                "attainable": p.adaptation * (world.alignment_russia - expected),
                "self_image": p.ambition
                * world.self_image
                * world.sphere
                * (1.0 - world.sovereignty_conception)
                * (1.0 - expected),
            },
            "perceived_expectation": {
                "noticed": noticed * (expected - seen),
                "misread": p.perception_noise * misread * 4.0 * seen * (1.0 - seen),
            },
        }
    )
