"""Outcomes of the hegemon's ladder: acts by rung and by route, missions, engagements."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import Engagement, Mission, Route, Rung, Talks, member_name
from sovsim.metrics.metric import Metric, Moment, Reading, Window
from sovsim.rules.contract import Mask
from sovsim.rules.ladder import ADMISSIBLE_MASK, COERCIVE, FORCEFUL
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


def one_of(codes: FloatArray, members: Iterable[Rung]) -> Mask:
    """Return where a rung is one of some; shape as given."""
    found = np.zeros(codes.shape, dtype=np.bool_)
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


_ALL_ROUTES: Mask = np.all(ADMISSIBLE_MASK, axis=1, keepdims=False)


def free_route(moment: Moment) -> Mask:
    """Return where the act can be carried out by all four routes, shape ``(run, state)``."""
    free: Mask = _ALL_ROUTES[moment.now.rung.astype(np.int64)]
    return free


def engagements(moment: Moment) -> FloatArray:
    """Return in how many places the hegemon is engaged at once, shape ``(run, 1)``."""
    world = moment.now
    here = moment.of(_forced) | (world.talks == Talks.MEDIATE) | (world.mission == Mission.ACT)
    states = np.ascontiguousarray(here * 1.0).sum(axis=-1, keepdims=True)
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

_INDIRECT = (
    Metric(
        "indirect_share_regional",
        "How much of what can be done by any route goes through organisations, in the region.",
        "acts towards states by another than the direct route over all acts, both among acts whose "
        "rung admits all four routes (open threat, peacekeepers)",
        "share",
        ("hadano-indirect-route-common:topic", "hadano-regional-level-stronger:topic"),
        lambda moment: free_route(moment) & (moment.now.route != Route.DIRECT),
        Window.TOTAL,
        against=free_route,
        across="sum",
    ),
    Metric(
        "indirect_share_global",
        "How much of the hegemon's work on the norms of the world goes through organisations.",
        "quarters in which the global route is not the direct one over all quarters",
        "share",
        ("hadano-indirect-route-common:topic", "hadano-secondary-reshape-primary:topic"),
        lambda moment: moment.now.global_route != Route.DIRECT,
        Window.MEAN,
        per="system",
    ),
    Metric(
        "indirect_surplus_regional",
        "How much more the hegemon goes through organisations in the region than in the world.",
        "regional minus global indirect share",
        "share",
        ("hadano-regional-level-stronger:topic",),
        lambda moment: moment.now.global_route,
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

METRICS = (*_RUNGS, *_ROUTES, *_INDIRECT, *_ENGAGEMENTS)
