"""Events that befall a state and its society."""

from __future__ import annotations

from sovsim.axes import ConflictStatus
from sovsim.scenario.event_type import Effect, EventType

TYPES = (
    EventType(
        "unrest",
        "Disorder breaks out in the streets.",
        "state",
        (Effect("unrest"), Effect("grievance", factor=0.5)),
        size=0.35,
        claims=("hadano-kazakhstan-riots", "overview-reversal-triggers-unrest"),
    ),
    EventType(
        "welfare_shock",
        "An economic crisis lowers welfare.",
        "state",
        (Effect("welfare", factor=-1.0),),
        size=0.15,
    ),
    EventType(
        "economic_boom",
        "An upswing raises welfare.",
        "state",
        (Effect("welfare"),),
        size=0.1,
    ),
    EventType(
        "leadership_change",
        "A new leadership leans more to the West (size above 0) or to the hegemon (below 0).",
        "state",
        (
            Effect("preference_west"),
            Effect("core_preference_west"),
            Effect("preference_russia", factor=-1.0),
            Effect("core_preference_russia", factor=-1.0),
        ),
        size=0.15,
        low=-0.5,
        high=0.5,
        takes=("domain",),
    ),
    EventType(
        "public_turn",
        "The public turns to the West (size above 0) or to the hegemon (below 0).",
        "state",
        (Effect("public_west"), Effect("public_russia", factor=-1.0)),
        size=0.15,
        low=-0.5,
        high=0.5,
    ),
    EventType(
        "regime_shaken",
        "The government's hold on power weakens.",
        "state",
        (Effect("regime_security", factor=-1.0),),
        size=0.2,
        claims=("hadano-regime-security-motive",),
    ),
    EventType(
        "capacity_built",
        "Administration, economy or army gain means to act on their own.",
        "state",
        (Effect("capacity"),),
        size=0.05,
        low=-0.5,
        high=0.5,
        claims=("jcep-full-state-authority",),
    ),
    EventType(
        "dependence_changed",
        "A state leans more (size above 0) or less on the hegemon, for reasons outside the model.",
        "state",
        (Effect("dependence"),),
        size=0.1,
        low=-1.0,
        high=1.0,
        needs=("channel",),
    ),
    EventType(
        "civil_war",
        "Fighting breaks out inside a state; size is its intensity.",
        "state",
        (
            Effect("conflict_status", "set", value=float(ConflictStatus.FIGHTING)),
            Effect("conflict_intensity", "set"),
        ),
        size=0.6,
        claims=("hadano-cases-moldova-georgia-tajikistan", "jcep-sphere-causes-frozen-conflict"),
    ),
    EventType(
        "ceasefire",
        "The fighting on a state's territory stops without a settlement.",
        "state",
        (
            Effect("conflict_status", "set", value=float(ConflictStatus.FROZEN)),
            Effect("conflict_intensity", "set", value=0.0),
        ),
        claims=("overview-goal-stop-fighting", "overview-minimum-order"),
    ),
    EventType(
        "settlement",
        "The conflict on a state's territory is settled.",
        "state",
        (
            Effect("conflict_status", "set", value=float(ConflictStatus.SETTLED)),
            Effect("conflict_intensity", "set", value=0.0),
        ),
        claims=("overview-goal-stop-fighting",),
    ),
    EventType(
        "membership_joined",
        "A state enters an institution.",
        "state",
        (Effect("membership", "set", value=1.0),),
        needs=("institution",),
        claims=("hadano-secondary-institutions",),
    ),
    EventType(
        "membership_left",
        "A state leaves an institution.",
        "state",
        (Effect("membership", "set", value=0.0),),
        needs=("institution",),
        claims=("hadano-secondary-institutions",),
    ),
    EventType(
        "shift",
        "Any continuous column moves by the size; for experiments.",
        "any",
        size=0.1,
        low=-1.0,
        high=1.0,
        needs=("column",),
    ),
)
