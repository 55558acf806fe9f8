"""Variables of force: conflict on a state's territory, rivalries, contested units, missions."""

from __future__ import annotations

from sovsim.axes import ConflictStatus, Consent, Holder, Mandate, Mission, Trigger, Vote
from sovsim.variables.variable import Variable

STATES = (
    Variable(
        "conflict_status",
        "The conflict on the state's territory.",
        kind="code",
        high=4,
        unit="code",
        codes=ConflictStatus,
        claims=("jcep-sphere-causes-frozen-conflict", "hadano-paradox-regional-peacekeepers"),
    ),
    Variable(
        "conflict_intensity",
        "How fierce the fighting is.",
        claims=("overview-periodic-conflict",),
    ),
    Variable(
        "war_quarters",
        "Quarters for which the state has been at war, on its own soil or with a rival.",
        high=1000.0,
        unit="quarters",
        claims=("overview-periodic-conflict",),
    ),
    Variable(
        "presence",
        "Foreign troops that stand in the state: keepers, occupiers or a mission.",
        claims=("hadano-cases-moldova-georgia-tajikistan",),
    ),
    Variable(
        "territory_held",
        "Territory that the government holds in fact; the title to all of it stays its own.",
        start=1.0,
        claims=("overview-ukraine-keeps-claim",),
    ),
    Variable(
        "violation",
        "Force used against the state by the hegemon this quarter.",
        kind="flow",
        claims=("overview-crimea-sovereignty-violation",),
    ),
)

WAR = (
    Variable(
        "hegemon_war",
        "1 while the hegemon is at war with the state.",
        kind="code",
        unit="0 or 1",
    ),
    Variable(
        "occupation",
        "Reach of the hegemon's occupation of the state's land and affairs.",
    ),
    Variable(
        "presence_unasked",
        "Foreign troops that stand in the state without its consent.",
    ),
    Variable(
        "presence_consent",
        "Who agreed to the foreign troops in the state.",
        kind="code",
        high=2,
        unit="code",
        codes=Consent,
    ),
    Variable(
        "presence_mandate",
        "Whose mandate the foreign troops in the state hold.",
        kind="code",
        high=2,
        unit="code",
        codes=Mandate,
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
        claims=("hadano-regime-security-motive", "hadano-karabakh-2020-who-kept-peace"),
    ),
    Variable(
        "vote_regime",
        "The member's vote on shielding another member's government.",
        kind="flow",
        unit="code",
        codes=Vote,
        claims=("hadano-csto-multilateral-or-unilateral",),
    ),
    Variable(
        "vote_war",
        "The member's vote on standing by another member in a war.",
        kind="flow",
        unit="code",
        codes=Vote,
        claims=("hadano-csto-multilateral-or-unilateral",),
    ),
    Variable(
        "leader_mission",
        "What the leader of the alliance wants done about the state.",
        kind="flow",
        high=2,
        unit="code",
        codes=Mission,
        claims=("hadano-kazakhstan-russia-led",),
    ),
    Variable(
        "mission",
        "What the alliance did about the state this quarter; not acting is an event.",
        kind="flow",
        high=2,
        unit="code",
        codes=Mission,
        claims=("hadano-2020-karabakh-missed", "hadano-kazakhstan-fast-dispatch"),
    ),
    Variable(
        "deployment_days",
        "Days that the alliance's troops have still to stay.",
        high=3650.0,
        unit="days",
        claims=("hadano-kazakhstan-withdrawal",),
    ),
)

ABANDONMENT = (
    Variable(
        "abandoned",
        "1 in the quarter in which the state's guarantor leaves it alone in need.",
        kind="flow",
    ),
)

DYADS = (
    Variable(
        "rivalry",
        "Tension between two small states that stand against each other.",
        per="dyad",
        start=0.3,
        claims=("hadano-2020-karabakh-missed",),
    ),
    Variable(
        "dyad_war",
        "1 while two small states fight each other.",
        per="dyad",
        kind="code",
        unit="0 or 1",
        claims=("hadano-2020-karabakh-missed",),
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
        claims=("jcep-ref-contested-entities", "overview-ukraine-keeps-claim"),
    ),
    Variable(
        "recognition",
        "Share of the world's states that recognise the unit, by weight.",
        per="contested",
        claims=("jcep-ref-great-powers-decide-recognition",),
    ),
    Variable(
        "hegemon_recognition",
        "1 when the hegemon recognises the unit as a state or as its own.",
        per="contested",
        kind="code",
        unit="0 or 1",
        claims=("jcep-ref-great-powers-decide-recognition",),
    ),
)

VARIABLES = (*STATES, *WAR, *COLLECTIVE_SECURITY, *ABANDONMENT, *DYADS, *CONTESTED_UNITS)
