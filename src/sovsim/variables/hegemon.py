"""Variables of the hegemon: its view of others' independence, its means, words and deeds."""

from __future__ import annotations

from sovsim.axes import (
    Domain,
    Engagement,
    Forum,
    Founding,
    GlobalVote,
    Institution,
    Level,
    Route,
    Rung,
    Talks,
)
from sovsim.variables.variable import Variable

TOWARDS_STATES = (
    Variable(
        "sovereignty_conception",
        "How much sovereignty the hegemon grants the state: 1 is the classical view.",
        low=0.02,
        high=0.98,
        start=0.5,
        claims=(
            "jcep-finding-incompatible-perception:states",
            "jcep-not-fully-autonomous:states",
            "jcep-restrictive-interpretation:states",
            "jcep-partial-not-total:states",
        ),
    ),
    Variable(
        "expected_compliance",
        "The alignment that the hegemon silently expects of the state, by domain.",
        axes=(Domain,),
        start=0.6,
        claims=(
            "jcep-implicit-expectation:states",
            "jcep-expectation-political:states",
            "jcep-expectation-economic:states",
            "jcep-expectation-security:states",
        ),
    ),
    Variable(
        "rung",
        "The rung of the ladder that the hegemon chose towards the state this quarter.",
        kind="flow",
        high=8,
        unit="code",
        codes=Rung,
        claims=("overview-coercive-diplomacy:topic",),
    ),
    Variable(
        "route",
        "The channel by which the hegemon carried it out.",
        kind="flow",
        high=3,
        unit="code",
        codes=Route,
        claims=("hadano-strategy-menu:topic",),
    ),
    Variable(
        "talks",
        "The talks that went with it.",
        kind="flow",
        high=2,
        unit="code",
        codes=Talks,
        claims=("overview-coercive-diplomacy:topic", "overview-talks-during-war:topic"),
    ),
)

IDENTITY = (
    Variable(
        "self_image",
        "How much of a regional hegemon and great power it takes itself to be.",
        per="system",
        start=0.6,
        claims=("jcep-hegemon-self-image:topic", "overview-great-power-self-concept:topic"),
    ),
    Variable(
        "eurasianism",
        "Weight of Eurasianism in official policy.",
        per="system",
        start=0.1,
        claims=(
            "overview-eurasianism-influence:topic",
            "overview-eurasianism-official:topic",
            "overview-driver-ideology:topic",
        ),
    ),
    Variable(
        "doctrine",
        "What it has learned from its own conflicts: from order by talks to order by force.",
        per="system",
        start=0.5,
        claims=("overview-chechen-war-learning:topic", "overview-refined-framework:topic"),
    ),
    Variable(
        "stance",
        "Its stance towards the norms of each level: upholds (1) or revises (-1).",
        axes=(Level,),
        per="system",
        low=-1.0,
        unit="-1 to 1",
        claims=(
            "hadano-regional-revisionism-global-participation:topic",
            "hadano-pluralist-norms-and-sphere:topic",
            "overview-challenge-rules-based:topic",
        ),
    ),
    Variable(
        "rhetoric_respect",
        "Respect for others' independence in what it says.",
        per="system",
        start=0.7,
        claims=(
            "jcep-rhetoric-action-gap:topic",
            "overview-law-commitment:topic",
            "overview-democratic-multipolar-rhetoric:topic",
        ),
    ),
    Variable(
        "action_respect",
        "Respect for others' independence in what it does.",
        per="system",
        start=0.6,
        claims=("jcep-rhetoric-action-gap:topic", "overview-actions-contradict:topic"),
    ),
    Variable(
        "trust",
        "Its trust in the UN and in the OSCE.",
        axes=(Forum,),
        per="system",
        start=0.5,
        claims=("hadano-osce-hopes-to-denial:topic",),
    ),
)

MEANS = (
    Variable(
        "resources",
        "Economic and military resources.",
        per="system",
        start=0.4,
        claims=("hadano-military-revival:topic", "jcep-ref-great-power-return:topic"),
    ),
    Variable(
        "readiness",
        "Readiness to use force.",
        per="system",
        start=0.4,
        claims=("hadano-military-revival:topic", "hadano-military-great-power:topic"),
    ),
    Variable(
        "attention_out_of_area",
        "Attention bound by conflicts outside the region.",
        per="system",
        claims=("overview-outside-region-since-2015:topic",),
    ),
    Variable(
        "out_of_area_scope",
        "How far armed engagement outside the region is part of policy.",
        per="system",
        kind="code",
        unit="share",
        claims=("overview-outside-region-since-2015:topic",),
    ),
    Variable(
        "engagement",
        "What it did outside the region this quarter.",
        per="system",
        kind="flow",
        high=3,
        unit="code",
        codes=Engagement,
        claims=(
            "overview-mediator-without-forces:topic",
            "overview-gulf-collective-security-2019:topic",
            "overview-three-regions:topic",
        ),
    ),
)

STANDING = (
    Variable(
        "sanction_burden",
        "Western sanctions that it bears.",
        per="system",
        claims=("overview-sanctions-after-crimea:topic",),
    ),
    Variable(
        "counter_sanctions",
        "Sanctions that it puts on the West and on states that side with it.",
        per="system",
        claims=("overview-russian-economic-sanctions:topic",),
    ),
    Variable(
        "ties_with_west",
        "Its relations with the West; early in the 1990s the West offered integration.",
        per="system",
        start=0.6,
        claims=(
            "overview-us-integration-offer:topic",
            "overview-cooperation-conflict-phases:topic",
        ),
    ),
    Variable(
        "isolation_west",
        "How far it is cut off from the West.",
        per="system",
        start=0.1,
        claims=("overview-2022-isolation:topic",),
    ),
    Variable(
        "isolation_world",
        "How far it is cut off from the rest of the world.",
        per="system",
        start=0.05,
        claims=("overview-friends-gulf-mideast:topic", "overview-friends-others:topic"),
    ),
    Variable(
        "condemnation",
        "Share of votes that a UN text against it drew this quarter; 0 without a text.",
        per="system",
        kind="flow",
        claims=("overview-un-demand-support:topic", "overview-un-demands-withdrawal:topic"),
    ),
    Variable(
        "nuclear_signal",
        "Nuclear threats in force.",
        per="system",
        claims=("overview-nuclear-threats:topic",),
    ),
    Variable(
        "nuclear_credibility",
        "What a nuclear threat still weighs; wears out with repetition.",
        per="system",
        start=1.0,
        claims=("overview-nuclear-threats:topic",),
    ),
    Variable(
        "status",
        "Its standing as a great power and broker.",
        per="system",
        start=0.5,
        claims=("overview-seat-at-table:topic", "overview-pivotal-mideast:topic"),
    ),
    Variable(
        "leverage_turkey",
        "What engagement in conflicts gives it over Turkey.",
        per="system",
        claims=("overview-broker-leverage-turkey:topic",),
    ),
    Variable(
        "global_vote",
        "Its vote on force used by others: against (0), abstain (1), for (2).",
        per="system",
        kind="flow",
        high=2,
        unit="code",
        codes=GlobalVote,
        claims=("overview-iraq-2003-opposition:topic",),
    ),
)

COURSE = (
    Variable(
        "hegemon_distance",
        "How far the hegemon's own position stands from the West's.",
        per="system",
        start=0.4,
        claims=("jcep-tension-with-west:topic", "overview-cooperation-conflict-phases:topic"),
    ),
    Variable(
        "accustomed_distance",
        "The distance between hegemon and West that the region has grown used to.",
        per="system",
        start=0.4,
        claims=("overview-recent-tension-trend:topic",),
        rests=True,
    ),
    Variable(
        "expected_openness",
        "How open NATO is taken to be; a promise is news until it is expected.",
        per="system",
        start=0.4,
        rests=True,
    ),
    Variable(
        "war_exhaustion",
        "How far its own wars have worn the hegemon out.",
        per="system",
    ),
    Variable(
        "alarm",
        "Its alarm at governments that fall nearby.",
        per="system",
        claims=("jcep-ref-resist-democratization:topic",),
    ),
    Variable(
        "founding",
        "What it proposes about bodies that are not yet founded.",
        axes=(Institution,),
        per="system",
        kind="flow",
        unit="code",
        codes=Founding,
    ),
)

VARIABLES = (*TOWARDS_STATES, *IDENTITY, *MEANS, *STANDING, *COURSE)
