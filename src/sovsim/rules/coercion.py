"""Stage 6, fourth part: what coercion does at once: pressure, agitation, fear, clearer signals.

Per quarter::

    p += build * bite * (floor + (1 - floor) * D) * (1 - p) - fade * p      bite of the rung
    T += rate * (ordinary + weight * max(p, war or occupation, near * neighbours' p) - T)
    E += adapt * (attained - E) + (raise * self-image + more * moved away) * (1 - E)
    Ehat += (notice + shown * clarity) * (E - Ehat) + noise                 clarity of the rung

``D`` is dependence, ``E`` the hidden expectation, ``Ehat`` what the state makes of it; attained is
alignment.
"""

from __future__ import annotations

import numpy as np

from sovsim.axes import Channel, Rung
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules.contract import Occurrence, Outcome, Term, rule
from sovsim.rules.forms import (
    by_code,
    energy_leverage,
    neighbours_mean,
    overall_dependence,
    positive,
)
from sovsim.shocks import Shocks
from sovsim.world import World

_PERCEPTION = (
    Purpose.PERCEPTION_POLITICAL,
    Purpose.PERCEPTION_SECURITY,
    Purpose.PERCEPTION_ECONOMIC,
)

_FEAR = ("hadano-people-states-fear:topic",)


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
        "hegemon_war",
        "conflict_intensity",
        "occupation",
    ),
    terms={
        "pressure": {
            "exercised": Term(
                by="dependence",
                sign="+",
                claims=("jcep-ties-as-leverage:sign", "jcep-cumulative-over-years:sign"),
            ),
            "fade": Term(by="pressure", sign="-", why="ours: what stops is got over in time"),
        },
        "agitation": {
            "subversion": Term(
                by="rung=subversion",
                sign="+",
                claims=("overview-fomenting-unrest:states", "overview-donbas-proxy-support:sign"),
            ),
            "fade": Term(by="agitation", sign="-", why="ours: it has to be kept up"),
        },
        "threat_perception": {
            "ordinary": Term(by="", sign="+", why="ours: a small state is never quite at ease"),
            "pressure": Term(by="pressure", sign="+", claims=_FEAR),
            "force": Term(by=("hegemon_war", "occupation"), sign="+", claims=_FEAR),
            "neighbours": Term(
                by="pressure",
                sign="free",
                claims=_FEAR,
                why=("fear travels across borders, and counts where it goes beyond one's own"),
            ),
            "fade": Term(by="threat_perception", sign="-", why="ours: fear wears off"),
        },
    },
    occurrences={
        "energy_cut_off": ("overview-ukraine-gas-disputes:topic",),
        "trade_embargo": ("overview-russian-economic-sanctions:states",),
    },
    parameters=("coercion", "dependence"),
    claims=("jcep-ties-as-leverage:sign", "overview-military-display:topic"),
)
def felt(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Turn the rung into pressure, agitation and fear; dependence makes the same rung bite more.

    Economic coercion cuts off what the state needs more, energy or trade.
    """
    p = parameters.coercion
    bite = by_code(parameters.table("coercion.bite", Rung), world.rung)
    leaning = p.bite_floor + (1.0 - p.bite_floor) * overall_dependence(world, parameters)
    war = np.maximum(world.hegemon_war * world.conflict_intensity, world.occupation)
    own = np.maximum(world.pressure, war)
    around = p.neighbours * neighbours_mean(world, world.pressure)
    afraid = p.threat_rate * p.threat
    coerced = world.rung == Rung.ECONOMIC_COERCION
    by_energy = energy_leverage(world) > world.dependence[Channel.TRADE]
    subverted = (world.rung == Rung.SUBVERSION) * world.cleavage
    return Outcome(
        terms={
            "pressure": {
                "exercised": p.pressure_build * bite * leaning * (1.0 - world.pressure),
                "fade": -p.pressure_fade * world.pressure,
            },
            "agitation": {
                "subversion": p.agitation * subverted * (1.0 - world.agitation),
                "fade": -p.agitation_fade * world.agitation,
            },
            "threat_perception": {
                "ordinary": np.broadcast_to(p.threat_rate * p.unease, own.shape),
                "pressure": afraid * world.pressure,
                "force": afraid * (own - world.pressure),
                "neighbours": afraid * positive(around - own),
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
        "hegemon_distance",
        "accustomed_distance",
    ),
    terms={
        "expected_compliance": {
            "attainable": Term(
                by="alignment_russia", sign="+", claims=("jcep-implicit-expectation:topic",)
            ),
            "self_image": Term(
                by="self_image", sign="+", claims=("jcep-hegemon-self-image:topic",)
            ),
            "moved_away": Term(
                by="hegemon_distance",
                sign="+",
                claims=("overview-recent-tension-trend:topic",),
                why="ours: the further it stands from the West, the more it asks of its sphere",
            ),
        },
        "perceived_expectation": {
            "noticed": Term(
                by="expected_compliance", sign="+", claims=("jcep-tacit-commitment:topic",)
            ),
            "misread": Term(by="draw", sign="+", claims=("jcep-implicit-expectation:topic",)),
        },
    },
    parameters=("coercion",),
    claims=("jcep-implicit-expectation:states", "jcep-tacit-commitment:states"),
)
def expectation(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move the hidden expectation, slowly, and what the states make of it.

    The expectation is never announced: a state sees it through noise, and more clearly in a
    quarter in which the hegemon acts on it. A hegemon that has moved away from the West asks for
    more, until all are used to where it stands.
    """
    p = parameters.coercion
    expected, seen = world.expected_compliance, world.perceived_expectation
    shown = by_code(parameters.table("coercion.clarity", Rung), world.rung)
    noticed = p.notice + p.notice_when_pressed * shown
    misread = np.stack([noise.normal(purpose, shown.shape[-1]) for purpose in _PERCEPTION])
    sphere, missing = world.sphere, 1.0 - expected
    moved = positive(world.hegemon_distance - world.accustomed_distance)
    granted = 1.0 - world.sovereignty_conception
    return Outcome(
        terms={
            "expected_compliance": {
                "attainable": p.adaptation * (world.alignment_russia - expected),
                "self_image": p.ambition * world.self_image * sphere * granted * missing,
                "moved_away": p.distance * moved * sphere * missing,
            },
            "perceived_expectation": {
                "noticed": noticed * (expected - seen),
                "misread": p.perception_noise * misread * 4.0 * seen * (1.0 - seen),
            },
        }
    )
