"""Variables of the small states: what they want, do, lean on and are free to do."""

from __future__ import annotations

from sovsim.axes import (
    Action,
    Bid,
    BidStage,
    Channel,
    Domain,
    Institution,
    Offer,
    Power,
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
        claims=("jcep-formal-equality", "jcep-legal-vs-political-independence"),
    ),
    Variable(
        "autonomy",
        "How freely the state could do what it wants at a bearable cost, by domain.",
        axes=(Domain,),
        start=0.4,
        claims=(
            "jcep-legal-vs-political-independence",
            "jcep-internal-external-control",
            "jcep-denied-political-trajectory",
            "jcep-denied-strategic-trajectory",
        ),
    ),
    Variable(
        "capacity",
        "Administrative, economic and military means to act on its own choices.",
        start=0.4,
        claims=("jcep-full-state-authority",),
    ),
    Variable(
        "debt",
        "What a rescued government owes its rescuer after the troops have left.",
        claims=("jcep-tacit-commitment",),
    ),
)

PREFERENCES = (
    Variable(
        "preference_russia",
        "The government's own wish to stand with the hegemon, by domain.",
        axes=(Domain,),
        start=0.45,
        claims=("jcep-priority-to-russian-interests",),
    ),
    Variable(
        "preference_west",
        "The government's own wish to stand with the West, by domain.",
        axes=(Domain,),
        start=0.35,
        claims=("jcep-west-aspiration-conflict",),
    ),
    Variable(
        "core_preference_russia",
        "Where the government's wish to stand with the hegemon settles when nothing pushes it.",
        axes=(Domain,),
        start=0.45,
        claims=("jcep-history-path-dependence",),
    ),
    Variable(
        "core_preference_west",
        "Where the government's wish to stand with the West settles when nothing pushes it.",
        axes=(Domain,),
        start=0.35,
        claims=("jcep-history-path-dependence",),
    ),
    Variable(
        "public_russia",
        "The public's wish to stand with the hegemon.",
        start=0.45,
        claims=("overview-reversal-triggers-unrest", "overview-compatriot-ties"),
    ),
    Variable(
        "public_west",
        "The public's wish to stand with the West.",
        start=0.35,
        claims=("overview-reversal-triggers-unrest",),
    ),
    Variable(
        "core_public_russia",
        "Where the public's wish to stand with the hegemon settles when nothing pushes it.",
        kind="static",
        start=0.45,
        claims=("jcep-history-path-dependence",),
    ),
    Variable(
        "core_public_west",
        "Where the public's wish to stand with the West settles when nothing pushes it.",
        kind="static",
        start=0.35,
        claims=("jcep-history-path-dependence",),
    ),
    Variable(
        "core_preference_autonomy",
        "Where the wish to decide for oneself settles when nothing pushes it.",
        kind="static",
        start=0.5,
        claims=("jcep-autonomy-west-coupled",),
    ),
    Variable(
        "preference_autonomy",
        "The wish to decide for oneself, whoever the partner would be.",
        start=0.5,
        claims=("jcep-autonomy-west-coupled",),
    ),
)

ALIGNMENT = (
    Variable(
        "alignment_russia",
        "How far the state's conduct follows the hegemon's line, by domain.",
        axes=(Domain,),
        start=0.5,
        claims=(
            "jcep-alignment-area-governance",
            "jcep-alignment-area-security",
            "jcep-alignment-area-economy",
        ),
    ),
    Variable(
        "alignment_west",
        "How far the state's conduct follows the West's line; free of alignment_russia.",
        axes=(Domain,),
        start=0.3,
        claims=("overview-friends-western-aligned",),
    ),
    Variable(
        "relation",
        "Warmth of relations with the hegemon and with the West; moves both ways.",
        axes=(Relation,),
        start=0.5,
        claims=("overview-relations-cycle", "jcep-enduring-tensions", "jcep-tension-with-cis"),
    ),
    Variable(
        "diplomatic_relations",
        "Diplomatic relations with the hegemon, and who broke them off.",
        kind="code",
        high=3,
        unit="code",
        codes=Relations,
        claims=(
            "overview-absence-not-severance",
            "overview-no-relations-ukraine",
            "overview-no-relations-georgia",
            "jcep-mutual-recognition",
        ),
    ),
    Variable(
        "severance_cause",
        "Why relations were broken off.",
        kind="code",
        high=3,
        unit="code",
        codes=SeveranceCause,
        claims=("overview-absence-not-severance",),
    ),
)

DEPENDENCE = (
    Variable(
        "dependence",
        "How much the state leans on the hegemon, by channel.",
        axes=(Channel,),
        start=0.5,
        claims=(
            "jcep-inherited-ties-political",
            "jcep-inherited-ties-economic",
            "jcep-inherited-ties-security",
        ),
    ),
    Variable(
        "legacy_tie",
        "What the Soviet Union left in each channel: dependence as it stood at the start.",
        axes=(Channel,),
        kind="static",
        start=0.5,
        claims=("jcep-soviet-legacy", "jcep-heterogeneity-many-not-all"),
    ),
    Variable(
        "dependence_west",
        "How much the state leans on the West, by domain.",
        axes=(Domain,),
        start=0.1,
        claims=("hadano-eu-normative-hegemon",),
    ),
    Variable(
        "dependence_china",
        "How much the state leans on China.",
        start=0.05,
        claims=("hadano-matrioshka-hegemony",),
    ),
    Variable(
        "dependence_turkey",
        "How much the state leans on Turkey.",
        start=0.05,
        claims=("hadano-matrioshka-hegemony",),
    ),
)

COERCION = (
    Variable(
        "pressure",
        "Pressure that the hegemon exercises, as it is felt; fades when it stops.",
        claims=("jcep-implicit-expectation", "jcep-cumulative-over-years"),
    ),
    Variable(
        "agitation",
        "The part of disorder that the hegemon's own subversion keeps up.",
        claims=("overview-fomenting-unrest",),
    ),
    Variable(
        "perceived_expectation",
        "The state's noisy view of the alignment that the hegemon silently expects.",
        axes=(Domain,),
        start=0.55,
        claims=("jcep-tacit-commitment",),
    ),
    Variable(
        "threat_perception",
        "How threatened by the hegemon the state feels.",
        start=0.2,
        claims=("hadano-people-states-fear",),
    ),
)

SOCIETY = (
    Variable(
        "welfare",
        "Economic welfare against the state's own norm of 0.6.",
        start=0.5,
        claims=("overview-russian-economic-sanctions",),
    ),
    Variable(
        "grievance",
        "Discontent of the public with its government.",
        start=0.2,
        claims=("overview-reversal-triggers-unrest",),
    ),
    Variable(
        "unrest",
        "Disorder in the streets.",
        start=0.15,
        claims=("overview-reversal-triggers-unrest", "jcep-domestic-dynamics"),
    ),
    Variable(
        "regime_security",
        "How firmly the government sits; not the state's security, nor the public's wish.",
        start=0.55,
        claims=("hadano-regime-security-motive", "jcep-domestic-dynamics"),
    ),
    Variable(
        "regime_type",
        "From closed autocracy (0) to liberal democracy (1).",
        start=0.4,
        claims=("overview-order-not-democracy", "jcep-ref-resist-democratization"),
    ),
    Variable(
        "soft_power",
        "Reach of the hegemon's language, media and culture in society.",
        kind="static",
        start=0.4,
        claims=(
            "hadano-soft-power-kazakhstan",
            "overview-cultural-identity",
            "overview-three-interlocutors",
        ),
    ),
    Variable(
        "compatriots",
        "Share of compatriots (citizens, speakers) in the population.",
        kind="static",
        start=0.1,
        claims=("overview-protect-russians", "overview-compatriot-ties"),
    ),
    Variable(
        "cultural_affinity",
        "Kinship with the strands that Eurasianism counts as the hegemon's own.",
        kind="static",
        start=0.4,
        claims=("overview-eurasianism",),
    ),
    Variable(
        "cleavage",
        "Depth of a division that subversion can work on.",
        kind="static",
        start=0.2,
        claims=("overview-fomenting-unrest", "overview-donbas-proxy-support"),
    ),
)

POSITION = (
    Variable(
        "sphere",
        "1 where the hegemon counts the state to its sphere, else 0.",
        kind="static",
        start=1.0,
        claims=(
            "overview-goal-cis-sphere",
            "overview-goal-neighbour-influence",
            "overview-rights-in-sphere",
            "hadano-near-abroad",
        ),
    ),
    Variable(
        "transit",
        "Weight of the state as a transit land for the hegemon's exports.",
        kind="static",
        start=0.2,
    ),
    Variable(
        "basing",
        "Weight of the hegemon's bases and assets in the state.",
        kind="static",
        start=0.2,
        claims=("overview-rights-of-citizens-entities",),
    ),
    Variable(
        "energy_exporter",
        "1 for an exporter of oil or gas in its own right, else 0.",
        kind="static",
    ),
    Variable(
        "western_reach",
        "How far the EU and NATO see the state as a possible member.",
        axes=(Bid,),
        kind="static",
        start=0.3,
        claims=("jcep-role-eu", "jcep-role-nato"),
    ),
    Variable(
        "power_reach",
        "How far each outer power can reach the state with goods, arms and money.",
        axes=(Power,),
        kind="static",
        start=0.3,
        claims=("hadano-matrioshka-hegemony",),
    ),
)

INTEGRATION = (
    Variable(
        "bid_stage",
        "How far the state's bid for EU and NATO membership has come.",
        axes=(Bid,),
        kind="code",
        high=4,
        unit="code",
        codes=BidStage,
        claims=("overview-eu-bid-tension", "overview-nato-bid-tension"),
    ),
    Variable(
        "bid_progress",
        "Work done towards the next stage of a bid.",
        axes=(Bid,),
        claims=("hadano-enp-instrument",),
    ),
    Variable(
        "expected_bid",
        "Bid that the hegemon expects, withdrawn or not.",
        axes=(Bid,),
        claims=("overview-2013-yanukovych-reversal", "overview-maintain-influence"),
    ),
    Variable(
        "bid_reversed",
        "1 in the quarter in which the government takes a bid back.",
        axes=(Bid,),
        kind="flow",
        claims=("overview-2013-yanukovych-reversal",),
    ),
    Variable(
        "membership",
        "1 for a member of the institution.",
        axes=(Institution,),
        kind="code",
        unit="0 or 1",
        claims=("hadano-secondary-institutions",),
    ),
    Variable(
        "offer",
        "What each outer power puts to the state this quarter.",
        axes=(Power,),
        kind="flow",
        high=3,
        unit="code",
        codes=Offer,
        claims=("hadano-enp-instrument", "jcep-role-eu", "jcep-role-nato"),
    ),
    Variable(
        "support",
        "Aid, arms and intelligence from the West.",
        claims=("overview-us-aid-ukraine", "overview-us-intelligence-ukraine"),
    ),
)

DECISIONS = (
    Variable(
        "action",
        "The option of foreign policy that the state chose this quarter.",
        kind="flow",
        high=10,
        unit="code",
        codes=Action,
        claims=("jcep-ref-balancing-bandwagoning",),
    ),
    Variable(
        "request",
        "1 in the quarter in which the government asks for assistance.",
        kind="flow",
        claims=("hadano-kazakhstan-request",),
    ),
    Variable(
        "upheaval",
        "1 in the quarter in which a government falls.",
        kind="flow",
        claims=("overview-revolution-of-dignity",),
    ),
)

VARIABLES = (
    *SOVEREIGNTY,
    *PREFERENCES,
    *ALIGNMENT,
    *DEPENDENCE,
    *COERCION,
    *SOCIETY,
    *POSITION,
    *INTEGRATION,
    *DECISIONS,
)
