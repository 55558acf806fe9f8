"""Stage 6: how the hegemon works on the norms of each level: five ways, by their pay-off.

Deeds alone, words, a body that exists, a new body of its own, another forum
(hadano-strategies-matter). The choice is made once a quarter for the world and once for the
region; pay-offs are written once. That bodies have a surplus in the region is *put in*: document
002 says it in so many words (hadano-regional-level-stronger), the size is ours. At a surplus of 0
and with the same bodies the two levels choose alike.
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray, along
from sovsim.axes import Audience, Forum, Institution, Level, NormRoute
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules.contract import Choice, Outcome, Term, rule
from sovsim.rules.forms import BY_A_BODY
from sovsim.shocks import Shocks
from sovsim.world import World

BODIES = {
    Level.GLOBAL: (Institution.UN, Institution.SCO, Forum.UN),
    Level.REGIONAL: (Institution.CIS, Institution.CSTO, Forum.OSCE),
}
"""Level -> (body that exists, body of its own making, forum whose trust counts); ours."""

_DRAWS = {
    Level.GLOBAL: Purpose.NORM_ROUTE_GLOBAL,
    Level.REGIONAL: Purpose.NORM_ROUTE_REGIONAL,
}
_DEEDS = along(NormRoute, {NormRoute.DEEDS: 1.0})
_WORDS = along(NormRoute, {NormRoute.WORDS: 1.0})
_EXISTING = along(NormRoute, {NormRoute.EXISTING_BODY: 1.0})
_NEW = along(NormRoute, {NormRoute.NEW_BODY: 1.0})
_SHIFT = along(NormRoute, {NormRoute.FORUM_SHIFT: 1.0})
_BODY = along(NormRoute, dict.fromkeys(BY_A_BODY, 1.0))
_ELSEWHERE = _NEW + _SHIFT

PUT_IN = "put in: the sign is document 002's, the size ours; 0 leaves both levels alike"


def standing(world: World, body: Institution) -> FloatArray:
    """Return a body's legitimacy over the UN's majority and its members, shape ``(run, 1)``."""
    held = world.legitimacy[body]
    return 0.5 * (held[Audience.UN_MAJORITY] + held[Audience.MEMBERS])


def pay_offs(world: World, parameters: Parameters, level: Level) -> dict[str, FloatArray]:
    """Return the utility terms of the ways at a level, shape ``(way, run, 1)``."""
    p = parameters.norm_routes
    existing, own, forum = BODIES[level]
    ones = np.ones_like(world.status)
    trusted = world.trust[forum] - p.middle
    surplus = p.regional_surplus if level == Level.REGIONAL else p.global_surplus
    accepted = standing(world, existing), standing(world, own) * world.founded[own]
    return {
        "base_rate": parameters.table("norm_routes.base", NormRoute) * ones,
        "acceptance": p.acceptance
        * (
            accepted[0] * _EXISTING
            + accepted[1] * _NEW
            + 0.5 * (accepted[0] + accepted[1]) * _SHIFT
        ),
        "delay": -p.delay * ones * _BODY,
        "trust": p.trust * trusted * _EXISTING,
        "distrust": -p.distrust * trusted * _ELSEWHERE,
        "own_body": p.own_body * world.founded[own] * (world.cohesion[own] - p.middle) * _NEW,
        "strength": p.strength * (world.readiness - p.middle) * _DEEDS,
        "voice": p.voice * (world.status - p.middle) * _WORDS,
        "surplus": surplus * ones * _BODY,
    }


_MOTIVES = {
    "base_rate": Term("", "-", of="forum_shift", why="ours: another forum is the last resort"),
    "acceptance": Term(
        ("legitimacy_cis_members", "legitimacy_un_un_majority"),
        "+",
        ("hadano-why-formal-ios:topic", "hadano-collective-legitimization:topic"),
        "existing_body",
    ),
    "delay": Term("", "-", of="existing_body", why="ours: bodies take their time"),
    "trust": Term(
        ("trust_un", "trust_osce"),
        "free",
        ("hadano-osce-hopes-to-denial:topic",),
        "existing_body",
        why="RH-23 asks whether the bodies that exist gain or lose with trust in the forum",
    ),
    "distrust": Term(
        ("trust_un", "trust_osce"),
        "free",
        ("hadano-contested-multilateralism:topic",),
        "forum_shift",
        why="RH-23 asks whether disappointment with the forum leads elsewhere",
    ),
    "own_body": Term(
        ("cohesion_csto", "cohesion_sco"), "+", ("hadano-new-institution:topic",), "new_body"
    ),
    "strength": Term("readiness", "-", ("hadano-direct-route:topic",), "words"),
    "voice": Term("status", "+", ("overview-law-commitment:topic",), "words"),
    "surplus": Term(
        "",
        "free",
        ("hadano-regional-level-stronger:states", "hadano-indirect-route-common:topic"),
        "existing_body",
        why=PUT_IN,
    ),
}


def _choose(world: World, parameters: Parameters, noise: Noise, *without: str) -> Outcome:
    shape = (len(NormRoute), world.runs, 1)
    return Outcome(
        choices=tuple(
            Choice(
                decision="norm_route",
                options=NormRoute,
                terms={
                    name: np.broadcast_to(term, shape)
                    for name, term in pay_offs(world, parameters, level).items()
                    if name not in without
                },
                eligible=np.ones(shape, dtype=np.bool_),
                draw=noise.uniform(_DRAWS[level], 1),
                scale=parameters.norm_routes.scale,
                index=(int(level),),
                actor="hegemon",
            )
            for level in Level
        )
    )


@rule(
    reads=("legitimacy", "trust", "founded", "cohesion", "readiness", "status"),
    choices={"norm_route": _MOTIVES},
    parameters=("norm_routes",),
    claims=(
        "hadano-strategies-matter:states",
        "hadano-secondary-reshape-primary:states",
        "hadano-indirect-route-common:states",
        "hadano-strategy-menu:topic",
    ),
)
def choose(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Let the hegemon choose how it works on the norms of the world and of the region."""
    return _choose(world, parameters, noise)


@choose.variant("partners", claims=("hadano-un-regional-partnership:topic",))
def choose_partners(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """RH-23 A: organisations complement each other; distrust of one leads to no other."""
    return _choose(world, parameters, noise, "distrust")


@choose.variant("rivals", claims=("hadano-contested-multilateralism:topic",))
def choose_rivals(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """RH-23 B: organisations compete; acceptance by the existing ones earns nothing."""
    return _choose(world, parameters, noise, "acceptance", "trust")
