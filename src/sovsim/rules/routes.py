"""Stage 6, second part: by which route the hegemon acts, in the region and in the world.

Routes are direct, through an existing institution, through a new one, or by shifting the forum.
Their pay-offs are written once and used at both levels; a surplus of indirect routes at the
regional level (hadano-regional-level-stronger) is a parameter, neutral by default, so that the
share of indirect routes comes out as a result and is not built in (G-18).
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import Audience, Forum, Institution, Level, Norm, Route
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules.contract import Choice, Outcome, rule
from sovsim.rules.ladder import ADMISSIBLE_MASK, FORCE
from sovsim.rules.quantal_response import inclusive_value, per_option
from sovsim.shocks import Shocks
from sovsim.world import World

_PER_RUNG = 4
"""Axes of a term that differs by rung: route, rung, run, unit."""

_INDIRECT = np.array([0.0, 1.0, 1.0, 1.0])[:, None, None]
_EXISTING = np.array([0.0, 1.0, 0.0, 0.0])[:, None, None]
_NEW = np.array([0.0, 0.0, 1.0, 0.0])[:, None, None]
_SHIFT = np.array([0.0, 0.0, 0.4, 1.0])[:, None, None]

ROUTE_CLAIMS: dict[str, tuple[str, ...]] = {
    "base_rate": ("hadano-direct-route",),
    "acceptance": (
        "hadano-why-formal-ios",
        "hadano-collective-legitimization",
        "hadano-cis-as-pk-channel",
    ),
    "delay": ("hadano-why-formal-ios",),
    "trust": ("hadano-existing-institution", "hadano-osce-third-party-pk"),
    "distrust": ("hadano-osce-hopes-to-denial", "hadano-contested-multilateralism"),
    "own_body": (
        "hadano-new-institution",
        "hadano-csto-alternative-peacekeeper",
        "hadano-sco-csto-compare",
    ),
    "surplus": ("hadano-regional-level-stronger",),
}

_BODIES = {
    Level.GLOBAL: (Institution.UN, Institution.SCO, Forum.UN),
    Level.REGIONAL: (Institution.CIS, Institution.CSTO, Forum.OSCE),
}
"""Level -> (existing body, body of its own making, forum whose trust counts); the assignment of
bodies to routes is ours."""


def route_terms(
    world: World, parameters: Parameters, level: Level, force: FloatArray | float
) -> dict[str, FloatArray]:
    """Return the utility terms of the routes at a level, shape ``(route, run, unit)``.

    ``force`` is the share of force in the act: institutions slow down forceful acts, and give
    them more acceptance than others.
    """
    p = parameters.routes
    existing, own, forum = _BODIES[level]
    norm = world.norm_strength[Norm.NON_INTERVENTION, level]
    accepted = np.stack(
        [
            0.0 * norm,
            _standing(world, existing),
            _standing(world, own) * world.founded[own],
            0.5 * (_standing(world, existing) + _standing(world, own)),
        ]
    )
    surplus = p.regional_surplus if level == Level.REGIONAL else 0.0
    return {
        "base_rate": per_option(0.0, p.base_existing, p.base_new, p.base_forum_shift),
        "acceptance": p.acceptance * norm * _per_force(accepted, force) * (0.5 + force),
        "delay": -p.delay * _per_force(_INDIRECT, force) * (0.5 + force),
        "trust": p.trust * (world.trust[forum] - 0.5) * _EXISTING,
        "distrust": p.distrust * (0.5 - world.trust[forum]) * _SHIFT,
        "own_body": p.own_body * world.founded[own] * (world.cohesion[own] - 0.5) * _NEW,
        "surplus": surplus * np.ones_like(norm) * _INDIRECT,
    }


def _per_force(values: FloatArray, force: FloatArray | float) -> FloatArray:
    """Make room for an axis of rungs where force is given for each of them."""
    return values[:, None] if np.ndim(force) == _PER_RUNG else values


def _standing(world: World, institution: Institution) -> FloatArray:
    legitimacy = world.legitimacy[institution]
    return 0.5 * (legitimacy[Audience.UN_MAJORITY] + legitimacy[Audience.MEMBERS])


def inclusive_routes(world: World, parameters: Parameters) -> FloatArray:
    """Return how well each rung can be carried out, shape ``(rung, run, 1)``."""
    terms = route_terms(world, parameters, Level.REGIONAL, FORCE[None])
    utility: FloatArray = np.zeros(())
    for term in terms.values():
        utility = utility + (term if term.ndim == _PER_RUNG else term[:, None])
    eligible = ADMISSIBLE_MASK.T[:, :, None, None]
    return inclusive_value(
        utility, np.broadcast_to(eligible, utility.shape), parameters.routes.scale
    )


_READS = ("norm_strength", "legitimacy", "trust", "founded", "cohesion")


def _regional(world: World, parameters: Parameters, noise: Noise, *without: str) -> Outcome:
    rung = world.rung.astype(np.int64)
    force = FORCE[:, 0, 0][rung]
    terms = {
        name: np.broadcast_to(term, (len(Route), *rung.shape))
        for name, term in route_terms(world, parameters, Level.REGIONAL, force).items()
        if name not in without
    }
    return Outcome(
        choices=(
            Choice(
                decision="route",
                options=Route,
                terms=terms,
                eligible=np.moveaxis(ADMISSIBLE_MASK[rung], -1, 0),
                draw=noise.uniform(Purpose.HEGEMON_ROUTE, rung.shape[-1]),
                scale=parameters.routes.scale,
                actor="hegemon",
            ),
        )
    )


@rule(
    reads=("rung", *_READS),
    choices={"route": ROUTE_CLAIMS},
    parameters=("routes",),
    claims=("hadano-strategies-matter", "hadano-strategy-menu", "hadano-secondary-reshape-primary"),
)
def regional(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Let the hegemon choose how it carries out the rung towards each state."""
    return _regional(world, parameters, noise)


@regional.variant("partners", claims=("hadano-un-regional-partnership",))
def regional_partners(
    world: World, parameters: Parameters, noise: Noise, shocks: Shocks
) -> Outcome:
    """RH-23 A: organisations complement each other; distrust shifts no forum."""
    return _regional(world, parameters, noise, "distrust")


@regional.variant("rivals", claims=("hadano-contested-multilateralism",))
def regional_rivals(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """RH-23 B: organisations compete; acceptance by the existing ones earns nothing."""
    return _regional(world, parameters, noise, "acceptance", "trust")


@rule(
    reads=_READS,
    choices={"global_route": ROUTE_CLAIMS},
    parameters=("routes",),
    claims=("hadano-direct-route", "hadano-indirect-route-common", "overview-new-world-order"),
)
def worldwide(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Let the hegemon choose by which route it works on the norms of the world this quarter."""
    terms = route_terms(world, parameters, Level.GLOBAL, force=0.0)
    shape = (len(Route), world.runs, 1)
    return Outcome(
        choices=(
            Choice(
                decision="global_route",
                options=Route,
                terms={name: np.broadcast_to(term, shape) for name, term in terms.items()},
                eligible=np.ones(shape, dtype=np.bool_),
                draw=noise.uniform(Purpose.GLOBAL_ROUTE, 1),
                scale=parameters.routes.scale,
                actor="hegemon",
            ),
        )
    )
