"""Outcomes of force and of domestic turmoil: conflicts, settlements, upheavals, territory."""

from __future__ import annotations

from sovsim.axes import ConflictStatus
from sovsim.metrics.metric import Metric, Reading, Window

_COUNT = "state-quarters"


def _status(status: ConflictStatus) -> Reading:
    return lambda moment: moment.now.conflict_status == status


def _entered(status: ConflictStatus) -> Reading:
    return lambda moment: (
        (moment.now.conflict_status == status) & (moment.before.conflict_status != status)
    )


METRICS = (
    Metric(
        "conflict_quarters",
        "How long there was fighting.",
        "quarters with the status fighting, added up over states",
        _COUNT,
        ("overview-neighbour-conflict", "overview-goal-stop-fighting"),
        _status(ConflictStatus.FIGHTING),
        Window.TOTAL,
        across="sum",
    ),
    Metric(
        "conflict_onsets",
        "How often fighting broke out, anew or again.",
        "changes of the status to fighting, added up over states",
        "changes",
        ("overview-periodic-conflict",),
        _entered(ConflictStatus.FIGHTING),
        Window.TOTAL,
        across="sum",
    ),
    Metric(
        "frozen_conflict_quarters",
        "How long conflicts stayed frozen; those under peacekeepers are counted apart.",
        "quarters with the status frozen, added up over states",
        _COUNT,
        (
            "jcep-sphere-causes-frozen-conflict",
            "jcep-frozen-georgia",
            "jcep-frozen-moldova",
            "jcep-frozen-ukraine",
        ),
        _status(ConflictStatus.FROZEN),
        Window.TOTAL,
        across="sum",
        headline=True,
    ),
    Metric(
        "peacekept_conflict_quarters",
        "How long conflicts stayed under peacekeepers.",
        "quarters with the status peacekept, added up over states",
        _COUNT,
        ("hadano-cases-moldova-georgia-tajikistan", "hadano-paradox-regional-peacekeepers"),
        _status(ConflictStatus.PEACEKEPT),
        Window.TOTAL,
        across="sum",
    ),
    Metric(
        "settlements",
        "How often a conflict was settled.",
        "changes of the status to settled, added up over states",
        "changes",
        ("overview-goal-stop-fighting", "overview-initiatives-little-result"),
        _entered(ConflictStatus.SETTLED),
        Window.TOTAL,
        across="sum",
    ),
    Metric(
        "dyad_war_quarters",
        "How long small states fought each other.",
        "quarters at war, added up over rivalries",
        "dyad-quarters",
        ("hadano-karabakh-2020-who-kept-peace",),
        lambda moment: moment.now.dyad_war,
        Window.TOTAL,
        across="sum",
        per="system",
    ),
    Metric(
        "territory_lost",
        "How much territory the governments do not hold; the title stays theirs.",
        "1 minus the territory that the government holds",
        "share",
        ("overview-ukraine-keeps-claim", "overview-crimea-sovereignty-violation"),
        lambda moment: 1.0 - moment.now.territory_held,
    ),
    Metric(
        "presence",
        "How strongly foreign troops stand in the states.",
        "presence of foreign troops",
        "share",
        ("hadano-post-imperial-peacekeeping",),
        lambda moment: moment.now.presence,
    ),
    Metric(
        "unrest",
        "Disorder in the streets.",
        "unrest",
        "share",
        ("jcep-domestic-dynamics",),
        lambda moment: moment.now.unrest,
        Window.MEAN,
    ),
    Metric(
        "upheavals",
        "How often a government fell.",
        "upheavals, added up over states",
        "upheavals",
        ("overview-revolution-of-dignity",),
        lambda moment: moment.now.upheaval,
        Window.TOTAL,
        across="sum",
        headline=True,
    ),
)
