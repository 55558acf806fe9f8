"""Stage 3: where wishes settle. History moves it: slowly by itself, at once by what happens.

A core ``C`` drifts by a walk of its own in each state; force seen turns it from the hegemon and to
the West, accession settles a people in the West and away from the hegemon, a guarantor that fails
loses trust (sign open). Land that is lost takes its voters with it: what is left of the electorate
leans less to the hegemon, by composition and not by anger.

Per quarter::

    C_russia += walk * N * 4C(1 - C) - force * seen * C - accession * member * C
                - failed * abandoned * C
    C_west   += walk * N * 4C(1 - C) + force * seen * (1 - C) + accession * member * (1 - C)
    public_russia, its core -= voters * compatriots * newly lost land * x
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray, along
from sovsim.axes import Domain, Institution
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules.contract import Outcome, Term, rule
from sovsim.rules.opinion import force_seen
from sovsim.shocks import Shocks
from sovsim.world import World

_IN_SECURITY = along(Domain, {Domain.SECURITY: 1.0})

_WALK = Term(by="draw", sign="+", why="ours: generations, schools and parties change what settles")
_TURNED = Term(
    by="violation",
    sign="-",
    claims=("overview-annexation-strains:sign", "overview-crimea-sovereignty-violation:topic"),
)
_REFUGE = Term(by="violation", sign="+", claims=("overview-ukraine-survival:topic",))
_ACCESSION = Term(
    by=("membership_eu", "membership_nato"),
    sign="+",
    claims=("hadano-eu-normative-hegemon:topic", "jcep-ref-eu-enlargement:topic"),
)
_LEFT = Term(
    by=("membership_eu", "membership_nato"),
    sign="-",
    claims=("jcep-west-aspiration-conflict:topic", "hadano-eu-normative-hegemon:topic"),
)
_VOTERS_RUSSIA = Term(
    by="territory_held", sign="+", why="ours: land that is lost takes its voters with it"
)
_VOTERS_WEST = Term(
    by="territory_held", sign="-", why="ours: land that is lost takes its voters with it"
)


@rule(
    reads=(
        "core_preference_russia",
        "core_preference_west",
        "violation",
        "membership",
        "abandoned",
    ),
    terms={
        "core_preference_russia": {
            "walk": _WALK,
            "force_seen": _TURNED,
            "accession": _LEFT,
            "guarantor_failed": Term(
                by="abandoned",
                sign="free",
                claims=(
                    "hadano-2020-karabakh-missed:topic",
                    "hadano-dependable-sheriff-doubt:topic",
                ),
                why="titles only; who was left alone may turn away, or cling the more",
            ),
        },
        "core_preference_west": {
            "walk": _WALK,
            "force_seen": _REFUGE,
            "accession": _ACCESSION,
        },
    },
    parameters=("cores", "opinion"),
    claims=("jcep-history-path-dependence:topic",),
)
def governments(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move where governments' wishes settle; a change of government moves it too."""
    p = parameters.cores
    russia, west = world.core_preference_russia, world.core_preference_west
    force = p.force_seen * force_seen(world, parameters)
    settling = p.accession * _member(world)
    failed = p.guarantor_failed * world.abandoned
    return Outcome(
        terms={
            "core_preference_russia": {
                "walk": p.walk * _walk(noise, Purpose.CORE_RUSSIA, russia),
                "force_seen": -force * russia,
                "accession": -settling * russia,
                "guarantor_failed": -failed * russia * _IN_SECURITY,
            },
            "core_preference_west": {
                "walk": p.walk * _walk(noise, Purpose.CORE_WEST, west),
                "force_seen": force * (1.0 - west),
                "accession": settling * (1.0 - west),
            },
        }
    )


@rule(
    reads=(
        "public_russia",
        "public_west",
        "core_public_russia",
        "core_public_west",
        "violation",
        "membership",
        "compatriots",
        "territory_held",
        "voters_gone",
    ),
    terms={
        "core_public_russia": {
            "walk": _WALK,
            "force_seen": _TURNED,
            "accession": _LEFT,
            "voters": _VOTERS_RUSSIA,
        },
        "core_public_west": {
            "walk": _WALK,
            "force_seen": _REFUGE,
            "accession": _ACCESSION,
            "voters": _VOTERS_WEST,
        },
        "public_russia": {"voters": _VOTERS_RUSSIA},
        "public_west": {"voters": _VOTERS_WEST},
        "voters_gone": {
            "land": Term(
                by="territory_held", sign="-", why="ours: who lives where no vote is held is gone"
            )
        },
    },
    parameters=("cores", "opinion"),
    claims=("jcep-history-path-dependence:topic",),
)
def publics(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move where publics' wishes settle, and publics themselves where voters come or go."""
    p = parameters.cores
    core_russia, core_west = world.core_public_russia, world.core_public_west
    force = p.force_seen * force_seen(world, parameters)
    settling = p.accession * _member(world)
    newly = (1.0 - world.territory_held) - world.voters_gone
    shift = p.voters * world.compatriots * newly
    return Outcome(
        terms={
            "core_public_russia": {
                "walk": p.walk * _walk(noise, Purpose.CORE_RUSSIA, core_russia),
                "force_seen": -force * core_russia,
                "accession": -settling * core_russia,
                "voters": -shift * core_russia,
            },
            "core_public_west": {
                "walk": p.walk * _walk(noise, Purpose.CORE_WEST, core_west),
                "force_seen": force * (1.0 - core_west),
                "accession": settling * (1.0 - core_west),
                "voters": shift * (1.0 - core_west),
            },
            "public_russia": {"voters": -shift * world.public_russia},
            "public_west": {"voters": shift * (1.0 - world.public_west)},
            "voters_gone": {"land": newly},
        }
    )


def _walk(noise: Noise, purpose: Purpose, core: FloatArray) -> FloatArray:
    """Return a step of a state's walk, the same for public and government, damped at the bounds."""
    return noise.normal(purpose, core.shape[-1]) * 4.0 * core * (1.0 - core)


def _member(world: World) -> FloatArray:
    """Return 1 where a state belongs to the EU or to NATO."""
    return np.maximum(world.membership[Institution.EU], world.membership[Institution.NATO])
