"""Variables of force: conflict on a state's territory, rivalries, contested units, missions."""

from __future__ import annotations

from sovsim.axes import (
    ConflictStatus,
    Consent,
    Holder,
    Mandate,
    Mission,
    Trigger,
    Vote,
    WarEnd,
)
from sovsim.variables.variable import Variable

STATES = (
    Variable(
        "conflict_status",
        "The conflict on the state's territory.",
        kind="code",
        high=4,
        unit="code",
        codes=ConflictStatus,
        claims=(
            "jcep-sphere-causes-frozen-conflict:states",
            "hadano-paradox-regional-peacekeepers:topic",
        ),
    ),
    Variable(
        "conflict_intensity",
        "How fierce the fighting is.",
        claims=("overview-periodic-conflict:topic",),
    ),
    Variable(
        "war_quarters",
        "Quarters for which the state has been at war, on its own soil or with a rival.",
        high=1000.0,
        unit="quarters",
        claims=("overview-periodic-conflict:topic",),
    ),
    Variable(
        "presence",
        "The hegemon's troops that stand in the state with its consent: keepers, bases, a mission.",
        claims=("hadano-cases-moldova-georgia-tajikistan:topic",),
    ),
    Variable(
        "territory_held",
        "Territory that the government holds in fact; the title to all of it stays its own.",
        start=1.0,
        claims=("overview-ukraine-keeps-claim:states",),
    ),
    Variable(
        "violation",
        "Force used against the state by the hegemon this quarter.",
        kind="flow",
        claims=("overview-crimea-sovereignty-violation:sign",),
    ),
)

WAR = (
    Variable(
        "hegemon_war",
        "1 while the hegemon is openly at war with the state; proxies alone make none.",
        kind="code",
        unit="0 or 1",
        claims=("overview-2022-invasion:topic",),
    ),
    Variable(
        "war_end",
        "What the hegemon does about its own war on the state this quarter.",
        kind="flow",
        high=2,
        unit="code",
        codes=WarEnd,
        claims=("overview-talks-during-war:topic", "overview-goal-stop-fighting:topic"),
    ),
    Variable(
        "occupation",
        "Reach of the hegemon's occupation of the state's land and affairs.",
        claims=("overview-ukraine-survival:topic",),
    ),
    Variable(
        "presence_unasked",
        "The hegemon's troops that stand in the state without its consent.",
        claims=("hadano-peacekeepers-support-wars:topic",),
    ),
    Variable(
        "armistice",
        "1 while a ceasefire with both sides' consent waits for the hegemon's keepers.",
        kind="flow",
        unit="0 or 1",
        claims=("overview-goal-stop-fighting:topic", "overview-role-broker:topic"),
    ),
    Variable(
        "presence_consent",
        "Who agreed to the foreign troops in the state.",
        kind="code",
        high=2,
        unit="code",
        codes=Consent,
        claims=("hadano-peacekeeping-definition:topic",),
    ),
    Variable(
        "presence_mandate",
        "Whose mandate the foreign troops in the state hold.",
        kind="code",
        high=2,
        unit="code",
        codes=Mandate,
        claims=("hadano-csto-alternative-peacekeeper:topic",),
    ),
    Variable(
        "opening_disorder",
        "Opening for force that fresh disorder leaves; closes by itself.",
    ),
    Variable(
        "opening_bid",
        "Opening for force that a fresh step towards an alliance leaves; closes by itself.",
    ),
    Variable(
        "spent",
        "Part of an opening for force that was used up by force.",
    ),
    Variable(
        "citizenship",
        "Holders of the hegemon's papers of citizenship on contested ground.",
    ),
)

COLLECTIVE_SECURITY = (
    Variable(
        "trigger",
        "What put the state before collective security this quarter.",
        kind="flow",
        high=2,
        unit="code",
        codes=Trigger,
        claims=("hadano-regime-security-motive:topic", "hadano-karabakh-2020-who-kept-peace:topic"),
    ),
    Variable(
        "vote_regime",
        "The member's vote on shielding another member's government.",
        kind="flow",
        unit="code",
        codes=Vote,
        claims=("hadano-csto-multilateral-or-unilateral:topic",),
    ),
    Variable(
        "vote_war",
        "The member's vote on standing by another member in a war.",
        kind="flow",
        unit="code",
        codes=Vote,
        claims=("hadano-csto-multilateral-or-unilateral:topic",),
    ),
    Variable(
        "leader_mission",
        "What the leader of the alliance wants done about the state.",
        kind="flow",
        high=2,
        unit="code",
        codes=Mission,
        claims=("hadano-kazakhstan-russia-led:topic",),
    ),
    Variable(
        "mission",
        "What the alliance did about the state this quarter; not acting is an event.",
        kind="flow",
        high=2,
        unit="code",
        codes=Mission,
        claims=("hadano-2020-karabakh-missed:topic", "hadano-kazakhstan-fast-dispatch:topic"),
    ),
    Variable(
        "deployment_days",
        "Days that the alliance's troops have still to stay.",
        high=3650.0,
        unit="days",
        claims=("hadano-kazakhstan-withdrawal:topic",),
    ),
)

ABANDONMENT = (
    Variable(
        "abandoned",
        "1 in the quarter in which the state's guarantor leaves it alone in need.",
        kind="flow",
        claims=("hadano-2020-karabakh-missed:topic",),
    ),
)

DYADS = (
    Variable(
        "rivalry",
        "Tension between two small states that stand against each other.",
        per="dyad",
        start=0.3,
        claims=("hadano-2020-karabakh-missed:topic",),
    ),
    Variable(
        "dyad_war",
        "1 while two small states fight each other.",
        per="dyad",
        kind="code",
        unit="0 or 1",
        claims=("hadano-2020-karabakh-missed:topic",),
    ),
)

CONTESTED_UNITS = (
    Variable(
        "holder",
        "Who holds the contested unit in fact.",
        per="contested",
        kind="code",
        high=3,
        unit="code",
        codes=Holder,
        claims=("jcep-ref-contested-entities:topic", "overview-ukraine-keeps-claim:states"),
    ),
    Variable(
        "recognition",
        "Share of the world's states that recognise the unit, by weight.",
        per="contested",
        claims=("jcep-ref-great-powers-decide-recognition:topic",),
    ),
    Variable(
        "hegemon_recognition",
        "1 when the hegemon recognises the unit as a state or as its own.",
        per="contested",
        kind="code",
        unit="0 or 1",
        claims=("jcep-ref-great-powers-decide-recognition:topic",),
    ),
)

VARIABLES = (*STATES, *WAR, *COLLECTIVE_SECURITY, *ABANDONMENT, *DYADS, *CONTESTED_UNITS)
