"""Outcomes of the hegemon's ladder: acts by rung and by route, missions, engagements."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from sovsim.arrays import FloatArray, over_units
from sovsim.axes import Engagement, Level, Mission, NormRoute, Route, Rung, Talks, member_name
from sovsim.metrics.metric import Metric, Moment, Reading, Window
from sovsim.rules.contract import Mask
from sovsim.rules.forms import through_a_body
from sovsim.rules.ladder import COERCIVE, FORCEFUL
from sovsim.world import World

_COUNT = "state-quarters"

_RUNG_CLAIMS: dict[Rung, tuple[str, ...]] = {
    Rung.RESPECT: ("jcep-respect-vs-sphere:topic", "jcep-goal-evaluate-independence:topic"),
    Rung.REWARD: ("jcep-ref-patronage:topic",),
    Rung.TACIT_PRESSURE: ("jcep-implicit-expectation:topic",),
    Rung.OPEN_THREAT: ("overview-military-display:topic",),
    Rung.ECONOMIC_COERCION: (
        "overview-russian-economic-sanctions:states",
        "jcep-ties-as-leverage:topic",
    ),
    Rung.SUBVERSION: ("overview-fomenting-unrest:states", "overview-donbas-proxy-support:states"),
    Rung.PEACEKEEPERS: (
        "hadano-cases-moldova-georgia-tajikistan:topic",
        "hadano-soviet-successor-states-pk:topic",
    ),
    Rung.ANNEXATION: ("overview-2014-crimea-annexation:states",),
    Rung.INVASION: ("overview-2022-invasion:states",),
}

_ROUTE_CLAIMS: dict[Route, tuple[str, ...]] = {
    Route.DIRECT: ("hadano-direct-route:topic",),
    Route.EXISTING_INSTITUTION: ("hadano-existing-institution:topic",),
    Route.NEW_INSTITUTION: ("hadano-new-institution:topic",),
    Route.FORUM_SHIFT: ("hadano-contested-multilateralism:topic",),
}

_NORM_ROUTE_CLAIMS: dict[NormRoute, tuple[str, ...]] = {
    NormRoute.DEEDS: ("hadano-direct-route:topic",),
    NormRoute.WORDS: ("hadano-dissent-in-words:topic",),
    NormRoute.EXISTING_BODY: ("hadano-existing-institution:topic",),
    NormRoute.NEW_BODY: ("hadano-new-institution:topic",),
    NormRoute.FORUM_SHIFT: ("hadano-contested-multilateralism:topic",),
}


def one_of(codes: FloatArray, members: Iterable[Rung]) -> Mask:
    """Return where a rung is one of some; shape as given."""
    found = np.zeros_like(codes, dtype=np.bool_)
    for member in members:
        found |= codes == float(member)
    return found


def _coerced(world: World) -> Mask:
    """Return where the hegemon coerces, by whatever means; shape ``(run, state)``."""
    return one_of(world.rung, COERCIVE)


def _forced(world: World) -> Mask:
    """Return where the hegemon sends troops, shape ``(run, state)``."""
    return one_of(world.rung, FORCEFUL)


def _rung(rung: Rung) -> Reading:
    return lambda moment: one_of(moment.now.rung, (rung,))


def _by_route(acts: Callable[[World], Mask], route: Route) -> Reading:
    return lambda moment: moment.of(acts) & (moment.now.route == float(route))


def _mission(mission: Mission) -> Reading:
    return lambda moment: moment.now.mission == mission


def engagements(moment: Moment) -> FloatArray:
    """Return in how many places the hegemon is engaged at once, shape ``(run, 1)``."""
    world = moment.now
    here = moment.of(_forced) | (world.talks == Talks.MEDIATE) | (world.mission == Mission.ACT)
    states = over_units(here * 1.0)
    abroad: FloatArray = (world.engagement != Engagement.NONE) * 1.0
    both: FloatArray = states + abroad
    return both


def _mediating(moment: Moment) -> Mask:
    mediating: Mask = moment.now.engagement == Engagement.MEDIATE
    return mediating


_RUNGS = (
    Metric(
        "coercion",
        "How often the hegemon coerced a state, by whatever means.",
        "quarters in which the rung is tacit pressure or higher, added up over states",
        _COUNT,
        ("overview-coercive-diplomacy:topic", "jcep-leverage-reduces-sovereignty:sign"),
        lambda moment: moment.of(_coerced),
        Window.TOTAL,
        across="sum",
        headline=True,
    ),
    Metric(
        "interventions",
        "How often the hegemon sent troops into a state.",
        "quarters in which the rung is peacekeepers, annexation or invasion, added up over states",
        _COUNT,
        ("jcep-lens-permits-intervention:sign", "overview-active-in-conflicts:topic"),
        lambda moment: moment.of(_forced),
        Window.TOTAL,
        across="sum",
        headline=True,
    ),
    Metric(
        "violations",
        "How often the hegemon used force against a state.",
        "quarters with a violation, added up over states",
        _COUNT,
        ("overview-crimea-sovereignty-violation:states",),
        lambda moment: moment.now.violation > 0.0,
        Window.TOTAL,
        across="sum",
    ),
    *(
        Metric(
            f"rung_{member_name(rung)}",
            f"How often the hegemon chose {member_name(rung).replace('_', ' ')}.",
            "quarters with this rung, added up over states",
            _COUNT,
            _RUNG_CLAIMS[rung],
            _rung(rung),
            Window.TOTAL,
            across="sum",
        )
        for rung in Rung
    ),
)

_ROUTES = tuple(
    Metric(
        f"{name}_{member_name(route)}",
        f"How often the hegemon {verb} by the route '{member_name(route).replace('_', ' ')}'.",
        f"quarters counted in {name} with this route, added up over states",
        _COUNT,
        _ROUTE_CLAIMS[route],
        _by_route(acts, route),
        Window.TOTAL,
        across="sum",
    )
    for name, verb, acts in (
        ("coercion", "coerced a state", _coerced),
        ("interventions", "sent troops into a state", _forced),
    )
    for route in Route
)

PUT_IN = (
    "the surplus of bodies in the region (norm_routes.regional_surplus) is put in: its sign is "
    "document 002's, its size ours"
)


def _norm_route(level: Level, way: NormRoute) -> Reading:
    return lambda moment: moment.now.norm_route[level] == float(way)


def _indirect(level: Level) -> Reading:
    return lambda moment: through_a_body(moment.now, level)


_NORM_ROUTES = tuple(
    Metric(
        f"norm_route_{member_name(level)}_{member_name(way)}",
        f"How often the hegemon worked on the norms of the {where} by {member_name(way)}.".replace(
            "_", " "
        ),
        "share of quarters in which this is its way" + put_in,
        "share",
        _NORM_ROUTE_CLAIMS[way],
        _norm_route(level, way),
        Window.MEAN,
        per="system",
    )
    for level, where, put_in in (
        (Level.GLOBAL, "world", ""),
        (Level.REGIONAL, "region", f"; {PUT_IN}"),
    )
    for way in NormRoute
)

_INDIRECT = (
    Metric(
        "indirect_share_regional",
        "How much of the hegemon's work on the norms of the region goes through organisations.",
        f"quarters in which it works through a body over all quarters; {PUT_IN}",
        "share",
        ("hadano-indirect-route-common:topic", "hadano-regional-level-stronger:topic"),
        _indirect(Level.REGIONAL),
        Window.MEAN,
        per="system",
    ),
    Metric(
        "indirect_share_global",
        "How much of the hegemon's work on the norms of the world goes through organisations.",
        "quarters in which it works through a body over all quarters",
        "share",
        ("hadano-indirect-route-common:topic", "hadano-secondary-reshape-primary:topic"),
        _indirect(Level.GLOBAL),
        Window.MEAN,
        per="system",
    ),
    Metric(
        "indirect_surplus_regional",
        "How much more the hegemon goes through organisations in the region than in the world.",
        f"regional minus global indirect share; {PUT_IN}",
        "share",
        ("hadano-regional-level-stronger:states",),
        _indirect(Level.GLOBAL),
        per="system",
        difference=("indirect_share_regional", "indirect_share_global"),
    ),
)

_ENGAGEMENTS = (
    Metric(
        "missions_acted",
        "How often the alliance acted on behalf of a member.",
        "quarters in which it sends a mission, added up over states",
        _COUNT,
        ("hadano-kazakhstan-fast-dispatch:topic",),
        _mission(Mission.ACT),
        Window.TOTAL,
        across="sum",
        headline=True,
    ),
    Metric(
        "missions_abstained",
        "How often the alliance was called and did not act.",
        "quarters in which it abstains, added up over states",
        _COUNT,
        ("hadano-2020-karabakh-missed:topic", "hadano-karabakh-2020-who-kept-peace:topic"),
        _mission(Mission.ABSTAIN),
        Window.TOTAL,
        across="sum",
        headline=True,
    ),
    Metric(
        "mission_rate",
        "How often the alliance acts when it is called.",
        "missions acted over missions acted and abstained",
        "share",
        ("hadano-csto-effectiveness-question:topic",),
        _mission(Mission.ACT),
        Window.TOTAL,
        against=lambda moment: moment.now.mission != Mission.NOT_ASKED,
        across="sum",
    ),
    Metric(
        "engagements_at_once",
        "In how many conflicts the hegemon is engaged at the same time.",
        "states with peacekeepers, annexation, invasion, mediation or a mission of the alliance, "
        "and 1 for an engagement outside the region",
        "engagements",
        ("overview-active-in-conflicts:topic", "overview-three-regions:topic"),
        engagements,
        Window.MEAN,
        per="system",
    ),
    Metric(
        "engagements_at_once_highest",
        "In how many conflicts the hegemon was engaged at the same time at most.",
        "as engagements_at_once",
        "engagements",
        ("overview-active-in-conflicts:topic",),
        engagements,
        Window.HIGHEST,
        per="system",
    ),
    Metric(
        "mediation_success",
        "How often mediation outside the region succeeds.",
        "mediations that succeed over all mediations outside the region",
        "share",
        ("overview-initiatives-little-result:topic",),
        lambda moment: moment.happened("mediation_succeeded"),
        Window.TOTAL,
        against=_mediating,
        per="system",
    ),
)

METRICS = (*_RUNGS, *_ROUTES, *_NORM_ROUTES, *_INDIRECT, *_ENGAGEMENTS)
