"""Stage 6, second part: the channel by which an act towards a state is carried out.

An act goes direct, through an existing institution, through one of the hegemon's own, or to
another forum. That is how it *acts*; how it works on *norms* is another decision
(`sovsim.rules.norm_routes`), and document 002's direct and indirect ways are those.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sovsim.arrays import FloatArray, along, at_codes
from sovsim.axes import Level, Norm, Route
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules import ladder
from sovsim.rules.contract import Choice, Outcome, Term, rule
from sovsim.rules.forms import by_code
from sovsim.rules.ladder import ADMISSIBLE_MASK
from sovsim.rules.norm_routes import BODIES, standing
from sovsim.rules.quantal_response import inclusive_value
from sovsim.shocks import Shocks
from sovsim.world import World

_PER_RUNG = 4
"""Axes of a term that differs by rung: route, rung, run, unit."""

_EXISTING = along(Route, {Route.EXISTING_INSTITUTION: 1.0})
_NEW = along(Route, {Route.NEW_INSTITUTION: 1.0})
_SHIFT = along(Route, {Route.FORUM_SHIFT: 1.0})
_INDIRECT = _EXISTING + _NEW + _SHIFT

ROUTE_MOTIVES: dict[str, Term] = {
    "base_rate": Term("", "-", of="forum_shift", why="ours: to act oneself is the usual way"),
    "acceptance": Term(
        ("legitimacy_cis_members", "legitimacy_cis_un_majority"),
        "+",
        ("hadano-why-formal-ios:topic", "hadano-cis-as-pk-channel:topic"),
        "existing_institution",
    ),
    "delay": Term("", "-", of="existing_institution", why="ours: bodies take their time"),
    "trust": Term("trust_osce", "+", ("hadano-osce-third-party-pk:topic",), "existing_institution"),
    "distrust": Term("trust_osce", "-", ("hadano-osce-hopes-to-denial:topic",), "forum_shift"),
    "own_body": Term(
        "cohesion_csto",
        "+",
        ("hadano-csto-alternative-peacekeeper:topic", "hadano-sco-csto-compare:topic"),
        "new_institution",
    ),
}

_EXISTING_BODY, _OWN_BODY, _FORUM = BODIES[Level.REGIONAL]


def route_terms(
    world: World, parameters: Parameters, force: FloatArray | float
) -> dict[str, FloatArray]:
    """Return the utility terms of the routes, shape ``(route, run, unit)``.

    ``force`` is the share of force in the act: institutions slow down forceful acts, and give
    them more acceptance than others.
    """
    p = parameters.routes
    norm = world.norm_strength[Norm.NON_INTERVENTION, Level.REGIONAL]
    existing, own = standing(world, _EXISTING_BODY), standing(world, _OWN_BODY)
    founded = world.founded[_OWN_BODY]
    accepted = existing * _EXISTING + own * founded * _NEW + 0.5 * (existing + own) * _SHIFT
    trusted = world.trust[_FORUM] - p.middle
    weighty = p.unforced + force
    return {
        "base_rate": along(
            Route,
            {
                Route.EXISTING_INSTITUTION: p.base_existing,
                Route.NEW_INSTITUTION: p.base_new,
                Route.FORUM_SHIFT: p.base_forum_shift,
            },
        ),
        "acceptance": p.acceptance * norm * _per_force(accepted, force) * weighty,
        "delay": -p.delay * _per_force(_INDIRECT, force) * weighty,
        "trust": p.trust * trusted * _EXISTING,
        "distrust": -p.distrust * trusted * (_SHIFT + p.shifted_to_new * _NEW),
        "own_body": p.own_body * founded * (world.cohesion[_OWN_BODY] - p.middle) * _NEW,
    }


def _per_force(values: FloatArray, force: FloatArray | float) -> FloatArray:
    """Make room for an axis of rungs where force is given for each of them."""
    return values[:, None] if np.ndim(force) == _PER_RUNG else values


def inclusive_routes(world: World, parameters: Parameters) -> FloatArray:
    """Return how well each rung can be carried out, shape ``(rung, run, 1)``.

    Trust in a forum says where a matter is taken and not whether it is worth taking up, so it is
    left out here; that a trusted forum stands in place of intrusion is a motive of its own.
    """
    terms = route_terms(world, parameters, ladder.force(parameters)[None])
    utility: Any = 0.0
    for name, term in terms.items():
        if name in ("trust", "distrust"):
            continue
        utility = utility + (term if term.ndim == _PER_RUNG else term[:, None])
    eligible = ADMISSIBLE_MASK.T[:, :, None, None]
    return inclusive_value(
        utility, np.broadcast_to(eligible, utility.shape), parameters.routes.scale
    )


_READS = ("norm_strength", "legitimacy", "trust", "founded", "cohesion")


def _regional(world: World, parameters: Parameters, noise: Noise, *without: str) -> Outcome:
    rung = world.rung.astype(np.int64)
    force = by_code(ladder.force(parameters), world.rung)
    terms = {
        name: np.broadcast_to(term, (len(Route), *rung.shape))
        for name, term in route_terms(world, parameters, force).items()
        if name not in without
    }
    return Outcome(
        choices=(
            Choice(
                decision="route",
                options=Route,
                terms=terms,
                eligible=np.stack([at_codes(column, rung) for column in ADMISSIBLE_MASK.T]),
                draw=noise.uniform(Purpose.HEGEMON_ROUTE, rung.shape[-1]),
                scale=parameters.routes.scale,
                actor="hegemon",
            ),
        )
    )


@rule(
    reads=("rung", *_READS),
    choices={"route": ROUTE_MOTIVES},
    parameters=("ladder", "routes"),
    claims=("hadano-strategy-menu:topic", "hadano-russian-multilateralism-features:topic"),
)
def regional(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Let the hegemon choose how it carries out the rung towards each state."""
    return _regional(world, parameters, noise)


@regional.variant("partners", claims=("hadano-un-regional-partnership:topic",))
def regional_partners(
    world: World, parameters: Parameters, noise: Noise, shocks: Shocks
) -> Outcome:
    """RH-23 A: organisations complement each other; distrust shifts no forum."""
    return _regional(world, parameters, noise, "distrust")


@regional.variant("rivals", claims=("hadano-contested-multilateralism:topic",))
def regional_rivals(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """RH-23 B: organisations compete; acceptance by the existing ones earns nothing."""
    return _regional(world, parameters, noise, "acceptance", "trust")
