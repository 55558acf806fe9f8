"""Choices imposed on an actor: allowed only where a scenario asks about that very choice."""

from __future__ import annotations

from sovsim.axes import (
    Action,
    BidMove,
    BodyMove,
    Breach,
    Engagement,
    Founding,
    Mission,
    Rung,
    Talks,
    WarEnd,
)
from sovsim.scenario.event_type import EventType


def _rung(name: str, rung: Rung, meaning: str, *claims: str) -> EventType:
    return EventType(name, meaning, "state", decisions=(("rung", int(rung)),), claims=claims)


def _action(name: str, action: Action, meaning: str, *claims: str) -> EventType:
    return EventType(name, meaning, "state", decisions=(("action", int(action)),), claims=claims)


def _move(
    name: str, decision: str, move: BidMove | BodyMove, meaning: str, *claims: str
) -> EventType:
    return EventType(
        name,
        meaning,
        "state",
        decisions=((decision, int(move)),),
        needs=("institution",),
        claims=claims,
    )


def _mission(name: str, mission: Mission, meaning: str, *claims: str) -> EventType:
    decisions = (("leader_mission", int(mission)), ("mission", int(mission)))
    return EventType(name, meaning, "state", decisions=decisions, claims=claims)


def _engagement(name: str, engagement: Engagement, meaning: str, *claims: str) -> EventType:
    decisions = (("engagement", int(engagement)),)
    return EventType(name, meaning, "world", decisions=decisions, claims=claims)


HEGEMON = (
    _rung(
        "respect",
        Rung.RESPECT,
        "The hegemon leaves the state alone.",
        "jcep-noninterference-norm:topic",
        "jcep-respect-vs-sphere:topic",
    ),
    _rung(
        "reward",
        Rung.REWARD,
        "The hegemon rewards the state.",
        "jcep-ref-patronage:topic",
    ),
    _rung(
        "tacit_pressure",
        Rung.TACIT_PRESSURE,
        "The hegemon presses the state without saying so.",
        "jcep-implicit-expectation:topic",
    ),
    _rung(
        "open_threat",
        Rung.OPEN_THREAT,
        "The hegemon threatens the state openly or displays its arms.",
        "overview-military-display:states",
    ),
    _rung(
        "economic_coercion",
        Rung.ECONOMIC_COERCION,
        "The hegemon uses economic sanctions as pressure on the state.",
        "overview-russian-economic-sanctions:states",
        "jcep-ties-as-leverage:sign",
    ),
    _rung(
        "gas_dispute",
        Rung.ECONOMIC_COERCION,
        "The hegemon makes a dispute over energy deliveries of it.",
        "overview-ukraine-gas-disputes:states",
        "overview-ukraine-energy-dependence:topic",
    ),
    _rung(
        "subversion",
        Rung.SUBVERSION,
        "The hegemon stirs up disorder in the state.",
        "overview-fomenting-unrest:states",
        "overview-donbas-proxy-support:states",
    ),
    _rung(
        "peacekeepers",
        Rung.PEACEKEEPERS,
        "The hegemon sends what it calls peacekeepers.",
        "hadano-peacekeeping-contested-term:topic",
        "hadano-cases-moldova-georgia-tajikistan:topic",
        "hadano-soviet-successor-states-pk:topic",
    ),
    _rung(
        "annexation",
        Rung.ANNEXATION,
        "The hegemon annexes territory of the state.",
        "overview-2014-crimea-annexation:states",
    ),
    _rung(
        "invasion",
        Rung.INVASION,
        "The hegemon invades the state.",
        "overview-2022-invasion:states",
    ),
    EventType(
        "war_frozen",
        "The hegemon stops its own war on the state where it stands; its troops stay.",
        "state",
        decisions=(("war_end", int(WarEnd.FREEZE)),),
        claims=("overview-goal-stop-fighting:topic",),
    ),
    EventType(
        "war_given_up",
        "The hegemon gives its own war on the state up and takes its troops away.",
        "state",
        decisions=(("war_end", int(WarEnd.WITHDRAW)),),
        claims=("overview-un-demands-withdrawal:topic",),
    ),
    EventType(
        "mediation",
        "The hegemon mediates in the state's conflict, whatever else it does.",
        "state",
        decisions=(("talks", int(Talks.MEDIATE)),),
        claims=("overview-role-broker:states", "overview-peacemaker-image:sign"),
    ),
    EventType(
        "union_proposed",
        "The hegemon proposes to found a customs union; who wants it joins.",
        "world",
        decisions=(("founding", int(Founding.PROPOSE)),),
        claims=("hadano-new-institution:topic",),
    ),
    _engagement(
        "mediation_abroad",
        Engagement.MEDIATE,
        "The hegemon mediates outside the region, where it has no troops.",
        "overview-mediator-without-forces:states",
        "overview-yemen-mediation:states",
        "overview-israel-palestine-mediation:states",
        "overview-afghan-mediation:states",
        "overview-south-asia-mediation:states",
    ),
    _engagement(
        "security_proposal",
        Engagement.PROPOSE,
        "The hegemon proposes a security order for another region.",
        "overview-gulf-collective-security-2019:states",
        "overview-gulf-plan-complements-national:states",
    ),
    _engagement(
        "law_proposal",
        Engagement.PROPOSE,
        "The hegemon proposes a rule of law for the whole world.",
        "overview-space-weapons-proposal:states",
        "overview-uranium-proposal:states",
        "overview-law-strengthening-wish:sign",
    ),
    _engagement(
        "intervention_abroad",
        Engagement.INTERVENE,
        "The hegemon intervenes with arms outside the region.",
        "overview-syria-2015:states",
        "overview-conflicts-as-expansion:sign",
    ),
    _engagement(
        "abroad_left_alone",
        Engagement.NONE,
        "The hegemon neither mediates nor proposes nor intervenes outside the region.",
        "overview-outside-region-since-2015:topic",
    ),
)

STATES = (
    _move(
        "bid_advanced",
        "bid_move",
        BidMove.ADVANCE,
        "The government takes its bid for the EU or NATO a step further.",
        "overview-eu-bid-tension:topic",
        "overview-nato-bid-tension:topic",
    ),
    _move(
        "bid_reversed",
        "bid_move",
        BidMove.REVERSE,
        "The government takes its bid for the EU or NATO back.",
        "overview-2013-yanukovych-reversal:topic",
    ),
    _action(
        "request_assistance",
        Action.REQUEST_ASSISTANCE,
        "The government asks the alliance for help.",
        "hadano-kazakhstan-request:topic",
    ),
    _action(
        "resist",
        Action.RESIST,
        "The government resists openly.",
        "overview-2022-ukraine-cuts-ties:sign",
        "overview-ukraine-survival:sign",
    ),
    EventType(
        "relations_kept",
        "The government keeps up relations with the hegemon, whatever that does.",
        "state",
        decisions=(("breach", int(Breach.KEEP)),),
        claims=("overview-relations-cycle:topic",),
    ),
    EventType(
        "relations_severed",
        "The government breaks off relations with the hegemon.",
        "state",
        decisions=(("breach", int(Breach.SEVER)),),
        claims=("overview-2022-ukraine-cuts-ties:states",),
    ),
    _action(
        "accommodate",
        Action.ACCOMMODATE,
        "The government gives way to the hegemon.",
        "jcep-priority-to-russian-interests:topic",
    ),
    _action(
        "hedge",
        Action.HEDGE,
        "The government keeps in with both sides.",
        "overview-friends-western-aligned:sign",
    ),
    _move(
        "body_left",
        "body_move",
        BodyMove.LEAVE,
        "The government leaves a regional body.",
        "hadano-unhappy-club:topic",
    ),
    _move(
        "body_joined",
        "body_move",
        BodyMove.JOIN,
        "The government joins a regional body.",
        "hadano-protective-integration:topic",
    ),
    _action(
        "declare_neutral",
        Action.DECLARE_NEUTRAL,
        "The government declares itself neutral between alliances.",
    ),
)

ALLIANCE = (
    _mission(
        "alliance_acts",
        Mission.ACT,
        "The alliance sends a mission to the state.",
        "hadano-kazakhstan-fast-dispatch:topic",
        "hadano-kazakhstan-russia-led:topic",
    ),
    _mission(
        "alliance_abstains",
        Mission.ABSTAIN,
        "The alliance does not act on behalf of the state.",
        "hadano-2020-karabakh-missed:topic",
        "hadano-karabakh-2020-who-kept-peace:topic",
    ),
)

TYPES = (*HEGEMON, *STATES, *ALLIANCE)
