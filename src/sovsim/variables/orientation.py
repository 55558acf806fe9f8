"""Where a small state stands and leans: sovereignty, wishes, alignment, dependence."""

from __future__ import annotations

from sovsim.axes import (
    Channel,
    Domain,
    Relation,
    Relations,
    SeveranceCause,
)
from sovsim.variables.variable import Variable

SOVEREIGNTY = (
    Variable(
        "formal_sovereignty",
        "Legal sovereignty; equal for all, and nothing in the model can change it.",
        kind="static",
        start=1.0,
        claims=("jcep-formal-equality:states", "jcep-legal-vs-political-independence:states"),
    ),
    Variable(
        "autonomy",
        "How freely the state could do what it wants at a bearable cost, by domain.",
        axes=(Domain,),
        start=0.4,
        claims=(
            "jcep-legal-vs-political-independence:states",
            "jcep-internal-external-control:states",
            "jcep-denied-political-trajectory:topic",
            "jcep-denied-strategic-trajectory:topic",
        ),
        rests=True,
    ),
    Variable(
        "capacity",
        "Administrative, economic and military means to act on its own choices.",
        start=0.4,
        claims=("jcep-full-state-authority:sign",),
        rests=True,
    ),
    Variable(
        "debt",
        "What a rescued government owes its rescuer after the troops have left.",
        claims=("jcep-tacit-commitment:topic",),
    ),
)

PREFERENCES = (
    Variable(
        "preference_russia",
        "The government's own wish to stand with the hegemon, by domain.",
        axes=(Domain,),
        start=0.45,
        claims=("jcep-priority-to-russian-interests:topic",),
    ),
    Variable(
        "preference_west",
        "The government's own wish to stand with the West, by domain.",
        axes=(Domain,),
        start=0.35,
        claims=("jcep-west-aspiration-conflict:topic",),
    ),
    Variable(
        "core_preference_russia",
        "Where the government's wish to stand with the hegemon settles when nothing pushes it.",
        axes=(Domain,),
        start=0.45,
        claims=("jcep-history-path-dependence:topic",),
    ),
    Variable(
        "core_preference_west",
        "Where the government's wish to stand with the West settles when nothing pushes it.",
        axes=(Domain,),
        start=0.35,
        claims=("jcep-history-path-dependence:topic",),
    ),
    Variable(
        "public_russia",
        "The public's wish to stand with the hegemon.",
        start=0.45,
        claims=("overview-reversal-triggers-unrest:topic", "overview-compatriot-ties:topic"),
    ),
    Variable(
        "public_west",
        "The public's wish to stand with the West.",
        start=0.35,
        claims=("overview-reversal-triggers-unrest:topic",),
    ),
    Variable(
        "core_public_russia",
        "Where the public's wish to stand with the hegemon settles when nothing pushes it.",
        start=0.45,
        claims=("jcep-history-path-dependence:topic",),
    ),
    Variable(
        "core_public_west",
        "Where the public's wish to stand with the West settles when nothing pushes it.",
        start=0.35,
        claims=("jcep-history-path-dependence:topic",),
    ),
    Variable(
        "core_preference_autonomy",
        "Where the wish to decide for oneself settles when nothing pushes it.",
        kind="static",
        start=0.5,
        claims=("jcep-autonomy-west-coupled:topic",),
    ),
    Variable(
        "preference_autonomy",
        "The wish to decide for oneself, whoever the partner would be.",
        start=0.5,
        claims=("jcep-autonomy-west-coupled:topic",),
    ),
)

ALIGNMENT = (
    Variable(
        "alignment_russia",
        "How far the state's conduct follows the hegemon's line, by domain.",
        axes=(Domain,),
        start=0.5,
        claims=(
            "jcep-alignment-area-governance:states",
            "jcep-alignment-area-security:states",
            "jcep-alignment-area-economy:states",
        ),
        rests=True,
    ),
    Variable(
        "alignment_west",
        "How far the state's conduct follows the West's line; free of alignment_russia.",
        axes=(Domain,),
        start=0.3,
        claims=("overview-friends-western-aligned:topic",),
        rests=True,
    ),
    Variable(
        "relation",
        "Warmth of relations with the hegemon and with the West; moves both ways.",
        axes=(Relation,),
        start=0.5,
        claims=(
            "overview-relations-cycle:states",
            "jcep-enduring-tensions:topic",
            "jcep-tension-with-cis:sign",
        ),
    ),
    Variable(
        "diplomatic_relations",
        "Diplomatic relations with the hegemon, and who broke them off.",
        kind="code",
        high=3,
        unit="code",
        codes=Relations,
        claims=(
            "overview-absence-not-severance:topic",
            "overview-no-relations-ukraine:states",
            "overview-no-relations-georgia:states",
            "jcep-mutual-recognition:topic",
        ),
    ),
    Variable(
        "severance_cause",
        "Why relations were broken off.",
        kind="code",
        high=3,
        unit="code",
        codes=SeveranceCause,
        claims=("overview-absence-not-severance:topic",),
    ),
)

DEPENDENCE = (
    Variable(
        "dependence",
        "How much the state leans on the hegemon, by channel; who sells energy, on its way out.",
        axes=(Channel,),
        start=0.5,
        claims=(
            "jcep-inherited-ties-political:states",
            "jcep-inherited-ties-economic:states",
            "jcep-inherited-ties-security:states",
            "jcep-heterogeneity-many-not-all:sign",
        ),
    ),
    Variable(
        "dependence_west",
        "How much the state leans on the West, by domain.",
        axes=(Domain,),
        start=0.1,
        claims=("hadano-eu-normative-hegemon:topic",),
    ),
    Variable(
        "dependence_china",
        "How much the state leans on China.",
        start=0.05,
        claims=("hadano-matrioshka-hegemony:topic",),
    ),
    Variable(
        "dependence_turkey",
        "How much the state leans on Turkey.",
        start=0.05,
    ),
)

VARIABLES = (
    *SOVEREIGNTY,
    *PREFERENCES,
    *ALIGNMENT,
    *DEPENDENCE,
)
