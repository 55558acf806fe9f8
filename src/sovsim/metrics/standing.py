"""Outcomes for the hegemon: words and deeds, isolation, votes, influence gained, ties lost.

Influence gained and ties lost are two metrics and never one number of success (TN-02).
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import GlobalVote, Level, Relation, member_name
from sovsim.metrics.metric import Metric, Moment, Reading, Window
from sovsim.metrics.sovereignty import control
from sovsim.rules.forms import over_states, positive


def influence_gained(moment: Moment) -> FloatArray:
    """Return the rise since the start of control, status and leverage, shape ``(run, 1)``.

    Control is counted state by state, so that a state lost does not hide a state won.
    """
    now, start = moment.now, moment.start
    won = over_states(positive(moment.weighed(control) - moment.weighed(control, start)))
    status = positive(now.status - start.status)
    leverage = positive(now.leverage_turkey - start.leverage_turkey)
    return (won + status + leverage) / 3.0


def ties_lost(moment: Moment) -> FloatArray:
    """Return the fall since the start of ties with states, West and world, shape ``(run, 1)``."""
    now, start = moment.now, moment.start
    spoilt = positive(start.relation[Relation.HEGEMON] - now.relation[Relation.HEGEMON])
    west = positive(start.ties_with_west - now.ties_with_west)
    world = positive(now.isolation_world - start.isolation_world)
    return (over_states(spoilt) + west + world) / 3.0


def opposed(moment: Moment) -> FloatArray:
    """Return 1 where the hegemon votes against force used by others, shape ``(run, 1)``."""
    now = moment.now
    against: FloatArray = (now.others_force > 0.0) * (now.global_vote == GlobalVote.AGAINST) * 1.0
    return against


def recognised(moment: Moment) -> FloatArray:
    """Return the mean recognition of contested units, ``(run, 1)``; 0 where there is none."""
    recognition = moment.now.recognition
    if recognition.shape[-1] == 0:
        return np.zeros((moment.now.runs, 1))
    return over_states(recognition)


def _stance(level: Level) -> Reading:
    return lambda moment: moment.now.stance[level]


def _distance(moment: Moment) -> FloatArray:
    stance = moment.now.stance
    return np.abs(stance[Level.GLOBAL] - stance[Level.REGIONAL])


_STANCE_CLAIMS = {
    Level.GLOBAL: (
        "hadano-regional-revisionism-global-participation:topic",
        "hadano-uses-of-sovereignty:topic",
    ),
    Level.REGIONAL: (
        "hadano-neorevisionism:topic",
        "hadano-regional-revisionism-global-participation:topic",
    ),
}

METRICS = (
    *(
        Metric(
            f"stance_{member_name(level)}",
            f"Whether the hegemon upholds norms (above 0) or revises them, {member_name(level)}.",
            f"stance at the {member_name(level)} level",
            "-1 to 1",
            claims,
            _stance(level),
            per="system",
        )
        for level, claims in _STANCE_CLAIMS.items()
    ),
    Metric(
        "stance_distance",
        "How far apart the hegemon's stances in the world and in its region stand.",
        "distance between its stance in the world and its stance in the region",
        "0 to 2",
        (
            "overview-challenge-rules-based:topic",
            "hadano-regional-revisionism-global-participation:topic",
        ),
        _distance,
        per="system",
    ),
    Metric(
        "opposition_to_force",
        "How often the hegemon votes against force that others use outside the region.",
        "quarters with a vote against over quarters with others' force",
        "share",
        ("overview-iraq-2003-opposition:states", "overview-unsc-authorisation-norm:sign"),
        opposed,
        Window.TOTAL,
        against=lambda moment: moment.now.others_force > 0.0,
        per="system",
    ),
    Metric(
        "self_image",
        "How far the hegemon takes itself for a great power with rights in its region.",
        "self-image of the hegemon",
        "share",
        ("jcep-hegemon-self-image:topic", "jcep-ref-identity-change-continuity:topic"),
        lambda moment: moment.now.self_image,
        per="system",
    ),
    Metric(
        "doctrine",
        "How ready for force the hegemon's doctrine is.",
        "doctrine of the hegemon",
        "share",
        ("overview-chechen-war-learning:topic", "overview-refined-framework:topic"),
        lambda moment: moment.now.doctrine,
        per="system",
    ),
    Metric(
        "recognition_of_contested_units",
        "How far contested units are recognised as states.",
        "mean recognition over contested units",
        "share",
        ("jcep-ref-contested-entities:topic", "jcep-ref-recognition-law-realpolitik:topic"),
        recognised,
        per="system",
    ),
    Metric(
        "rhetoric_action_gap",
        "How much more the hegemon respects others' independence in words than in deeds.",
        "respect in rhetoric minus respect in action",
        "share",
        ("jcep-rhetoric-action-gap:topic", "overview-actions-contradict:topic"),
        lambda moment: moment.now.rhetoric_respect - moment.now.action_respect,
        per="system",
    ),
    Metric(
        "action_respect",
        "How much independence is respected in what the hegemon does.",
        "respect in action",
        "share",
        ("jcep-goal-evaluate-independence:topic",),
        lambda moment: moment.now.action_respect,
        per="system",
    ),
    Metric(
        "isolation_west",
        "How far the hegemon is cut off from the West.",
        "isolation from the West",
        "share",
        ("overview-2022-isolation:states",),
        lambda moment: moment.now.isolation_west,
        per="system",
    ),
    Metric(
        "isolation_world",
        "How far the hegemon is cut off from the rest of the world.",
        "isolation from the world",
        "share",
        ("overview-friends-gulf-mideast:sign", "overview-friends-others:sign"),
        lambda moment: moment.now.isolation_world,
        per="system",
    ),
    Metric(
        "tension_west",
        "How strained the hegemon's relations with the West are.",
        "1 minus its relations with the West",
        "share",
        (
            "jcep-tension-with-west:topic",
            "jcep-consequences-ir:topic",
            "overview-recent-tension-trend:topic",
        ),
        lambda moment: 1.0 - moment.now.ties_with_west,
        per="system",
    ),
    Metric(
        "sanction_burden",
        "The Western sanctions that the hegemon bears.",
        "burden of sanctions",
        "share",
        ("overview-sanctions-after-crimea:states",),
        lambda moment: moment.now.sanction_burden,
        per="system",
    ),
    Metric(
        "condemnations",
        "How often the UN voted on a text against the hegemon.",
        "quarters with a text that draws votes",
        "quarters",
        ("overview-un-demands-withdrawal:states",),
        lambda moment: moment.now.condemnation > 0.0,
        Window.TOTAL,
        per="system",
    ),
    Metric(
        "un_vote_share",
        "What share of votes UN texts against the hegemon draw.",
        "vote share added up over condemnations, over their number",
        "share",
        ("overview-un-demand-support:states",),
        lambda moment: moment.now.condemnation,
        Window.TOTAL,
        against=lambda moment: moment.now.condemnation > 0.0,
        per="system",
    ),
    Metric(
        "influence_gained",
        "What the hegemon has won: control over states, status, leverage over Turkey.",
        "mean of three rises since the start, each where positive: hegemonic control (mean over "
        "states of each state's rise), status, leverage over Turkey",
        "share",
        ("overview-effectiveness-influence:states", "overview-pivotal-mideast:states"),
        influence_gained,
        per="system",
    ),
    Metric(
        "ties_lost",
        "What the hegemon has spoilt: relations with states, with the West, with the world.",
        "mean of three losses since the start, each where positive: relations of the states with "
        "the hegemon (mean over states of each state's loss), its relations with the West, "
        "isolation from the world",
        "share",
        (
            "overview-mediation-yet-strain:topic",
            "jcep-tension-with-cis:sign",
            "overview-annexation-strains:topic",
        ),
        ties_lost,
        per="system",
    ),
)
