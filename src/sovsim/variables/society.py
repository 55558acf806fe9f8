"""What a small state goes through: coercion, society and government."""

from __future__ import annotations

from sovsim.axes import (
    Domain,
)
from sovsim.variables.variable import Variable

COERCION = (
    Variable(
        "pressure",
        "Pressure that the hegemon exercises, as it is felt; fades when it stops.",
        claims=("jcep-implicit-expectation:topic", "jcep-cumulative-over-years:sign"),
    ),
    Variable(
        "agitation",
        "The part of disorder that the hegemon's own subversion keeps up.",
        claims=("overview-fomenting-unrest:states",),
    ),
    Variable(
        "perceived_expectation",
        "The state's noisy view of the alignment that the hegemon silently expects.",
        axes=(Domain,),
        start=0.55,
        claims=("jcep-tacit-commitment:sign",),
        rests=True,
    ),
    Variable(
        "threat_perception",
        "How threatened by the hegemon the state feels.",
        start=0.2,
        claims=("hadano-people-states-fear:topic",),
        rests=True,
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
        rests=True,
    ),
    Variable(
        "unrest",
        "Disorder in the streets.",
        start=0.15,
        claims=("overview-reversal-triggers-unrest", "jcep-domestic-dynamics"),
        rests=True,
    ),
    Variable(
        "regime_security",
        "How firmly the government sits; not the state's security, nor the public's wish.",
        start=0.55,
        claims=("hadano-regime-security-motive", "jcep-domestic-dynamics"),
        rests=True,
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

GOVERNMENT = (
    Variable(
        "usual_unrest",
        "Unrest that the state has grown used to.",
        start=0.15,
        rests=True,
    ),
    Variable(
        "election_clock",
        "Quarters until the next regular election.",
        high=40.0,
        unit="quarters",
    ),
    Variable(
        "contested_election",
        "1 in the quarter of an election whose result is disputed.",
        kind="flow",
    ),
    Variable(
        "new_government",
        "1 in the quarter in which another government takes office, by whatever road.",
        kind="flow",
    ),
)

VARIABLES = (
    *COERCION,
    *SOCIETY,
    *GOVERNMENT,
)
