"""Events between small states, and around contested units."""

from __future__ import annotations

from sovsim.scenario.event_type import Effect, EventType

TYPES = (
    EventType(
        "regional_war",
        "Two small states go to war with each other.",
        "dyad",
        (Effect("dyad_war", "set", value=1.0),),
        claims=("hadano-2020-karabakh-missed:topic", "hadano-karabakh-2020-who-kept-peace:topic"),
    ),
    EventType(
        "regional_war_ends",
        "Two small states stop fighting each other.",
        "dyad",
        (Effect("dyad_war", "set", value=0.0),),
        claims=("overview-goal-stop-fighting:topic",),
    ),
    EventType(
        "rivalry",
        "Tension between two small states rises (or falls).",
        "dyad",
        (Effect("rivalry"),),
        size=0.1,
        low=-0.9,
        high=0.9,
        claims=("hadano-2020-karabakh-missed:topic",),
    ),
    EventType(
        "control_changed",
        "A contested unit comes into other hands; the legal title stays with the parent.",
        "contested",
        (Effect("holder", "set"),),
        needs=("holder",),
        claims=("jcep-ref-contested-entities:topic", "overview-ukraine-keeps-claim:states"),
    ),
    EventType(
        "recognition",
        "More (or fewer) states recognise a contested unit.",
        "contested",
        (Effect("recognition"),),
        size=0.05,
        low=-0.9,
        high=0.9,
        claims=("jcep-ref-great-powers-decide-recognition:topic",),
    ),
    EventType(
        "hegemon_recognises",
        "The hegemon recognises a contested unit.",
        "contested",
        (Effect("hegemon_recognition", "set", value=1.0),),
        claims=(
            "jcep-ref-great-powers-decide-recognition:topic",
            "jcep-ref-contested-entities:topic",
        ),
    ),
)
