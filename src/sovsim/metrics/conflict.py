"""Outcomes of force and of domestic turmoil: conflicts, settlements, upheavals, territory."""

from __future__ import annotations

from sovsim.axes import ConflictStatus, Consent, Rung
from sovsim.metrics.metric import Metric, Moment, Reading, Window
from sovsim.rules.contract import Mask

_COUNT = "state-quarters"

TROOPS = 0.05
"""Troops from which a state counts as one in which they stand (ours)."""


def _status(status: ConflictStatus) -> Reading:
    return lambda moment: moment.now.conflict_status == status


def _entered(status: ConflictStatus) -> Reading:
    return lambda moment: (
        (moment.now.conflict_status == status) & (moment.before.conflict_status != status)
    )


def _war_begins(moment: Moment) -> Mask:
    begins: Mask = (moment.now.hegemon_war > 0) & (moment.before.hegemon_war == 0)
    return begins


def _unasked(moment: Moment) -> Mask:
    stands: Mask = moment.now.presence_unasked > TROOPS
    return stands


def _keepers(moment: Moment) -> Mask:
    come: Mask = moment.now.rung == Rung.PEACEKEEPERS
    return come


METRICS = (
    Metric(
        "conflict_quarters",
        "How long there was fighting.",
        "quarters with the status fighting, added up over states",
        _COUNT,
        ("overview-neighbour-conflict:topic", "overview-goal-stop-fighting:topic"),
        _status(ConflictStatus.FIGHTING),
        Window.TOTAL,
        across="sum",
    ),
    Metric(
        "conflict_onsets",
        "How often fighting broke out, anew or again.",
        "changes of the status to fighting, added up over states",
        "changes",
        ("overview-periodic-conflict:topic",),
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
            "jcep-sphere-causes-frozen-conflict:states",
            "jcep-frozen-georgia:states",
            "jcep-frozen-moldova:states",
            "jcep-frozen-ukraine:states",
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
        (
            "hadano-cases-moldova-georgia-tajikistan:topic",
            "hadano-paradox-regional-peacekeepers:topic",
        ),
        _status(ConflictStatus.PEACEKEPT),
        Window.TOTAL,
        across="sum",
    ),
    Metric(
        "settlements",
        "How often a conflict was settled.",
        "changes of the status to settled, added up over states",
        "changes",
        ("jcep-sphere-causes-frozen-conflict:topic",),
        _entered(ConflictStatus.SETTLED),
        Window.TOTAL,
        across="sum",
    ),
    Metric(
        "dyad_war_quarters",
        "How long small states fought each other.",
        "quarters at war, added up over rivalries",
        "dyad-quarters",
        ("hadano-karabakh-2020-who-kept-peace:topic",),
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
        ("overview-ukraine-keeps-claim:states", "overview-crimea-sovereignty-violation:states"),
        lambda moment: 1.0 - moment.now.territory_held,
    ),
    Metric(
        "hegemon_war_quarters",
        "How long the hegemon was at war with a state.",
        "quarters in which the hegemon is at war with the state, added up over states",
        _COUNT,
        ("overview-2022-invasion:states", "overview-neighbour-conflict:topic"),
        lambda moment: moment.now.hegemon_war,
        Window.TOTAL,
        across="sum",
    ),
    Metric(
        "hegemon_wars",
        "How often the hegemon began a war on a state.",
        "beginnings of a war of the hegemon on a state, added up over states",
        "wars",
        ("overview-2022-invasion:states",),
        _war_begins,
        Window.TOTAL,
        across="sum",
    ),
    Metric(
        "wars_and_seizures",
        "How often the hegemon went to war with a state or took land of one.",
        "beginnings of a war of the hegemon and annexations outside a war, added up over states",
        "acts",
        ("overview-2014-crimea-annexation:states", "overview-2022-invasion:states"),
        lambda moment: (
            _war_begins(moment)
            | ((moment.now.rung == Rung.ANNEXATION) & (moment.before.hegemon_war == 0))
        ),
        Window.TOTAL,
        across="sum",
        headline=True,
    ),
    Metric(
        "occupation",
        "How far the states' land and affairs are in an occupier's reach.",
        "occupation",
        "share",
        ("overview-ukraine-survival:topic",),
        lambda moment: moment.now.occupation,
    ),
    Metric(
        "presence",
        "How strongly the hegemon's troops stand in the states with consent.",
        "troops that stand there with consent",
        "share",
        ("hadano-post-imperial-peacekeeping:topic",),
        lambda moment: moment.now.presence,
    ),
    Metric(
        "presence_unasked",
        "How strongly the hegemon's troops stand in the states without consent.",
        "troops that stand there without consent",
        "share",
        ("hadano-peacekeepers-support-wars:topic",),
        lambda moment: moment.now.presence_unasked,
    ),
    Metric(
        "unasked_quarters",
        "How long troops stood in states that had not consented.",
        f"quarters with troops without consent above {TROOPS:g}, added up over states",
        _COUNT,
        ("hadano-peacekeeping-contested-term:topic",),
        _unasked,
        Window.TOTAL,
        across="sum",
        headline=True,
    ),
    Metric(
        "unasked_share",
        "How often troops of the hegemon stood there without consent.",
        "unasked_quarters over quarters with any troops of the hegemon, added up over states",
        "share",
        ("hadano-peacekeeping-contested-term:topic",),
        _unasked,
        Window.TOTAL,
        against=lambda moment: _unasked(moment) | (moment.now.presence > TROOPS),
        across="sum",
    ),
    Metric(
        "keepers_with_consent",
        "How often what the hegemon calls keepers came with consent; the name is its own.",
        "quarters in which keepers come on a request or by an armistice, over all in which they do",
        "share",
        ("hadano-peacekeeping-contested-term:topic", "hadano-peacekeeping-definition:topic"),
        lambda moment: (
            _keepers(moment)
            & (moment.now.violation <= 0.0)
            & (moment.now.presence_consent != Consent.NONE)
        ),
        Window.TOTAL,
        against=_keepers,
        across="sum",
    ),
    Metric(
        "unrest",
        "Disorder in the streets.",
        "unrest",
        "share",
        ("jcep-domestic-dynamics:topic",),
        lambda moment: moment.now.unrest,
        Window.MEAN,
    ),
    Metric(
        "upheavals",
        "How often a government fell.",
        "upheavals, added up over states",
        "upheavals",
        ("overview-revolution-of-dignity:topic",),
        lambda moment: moment.now.upheaval,
        Window.TOTAL,
        across="sum",
        headline=True,
    ),
)
