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
        claims=("overview-russian-economic-sanctions:topic",),
    ),
    Variable(
        "usual_welfare",
        "Welfare that the people have grown used to; what they lose against it they resent.",
        start=0.5,
        rests=True,
    ),
    Variable(
        "grievance",
        "Discontent of the public with its government.",
        start=0.2,
        claims=("overview-reversal-triggers-unrest:topic",),
        rests=True,
    ),
    Variable(
        "unrest",
        "Disorder in the streets.",
        start=0.15,
        claims=("overview-reversal-triggers-unrest:topic", "jcep-domestic-dynamics:topic"),
        rests=True,
    ),
    Variable(
        "regime_security",
        "How firmly the government sits; not the state's security, nor the public's wish.",
        start=0.55,
        claims=("hadano-regime-security-motive:topic", "jcep-domestic-dynamics:topic"),
        rests=True,
    ),
    Variable(
        "regime_type",
        "From closed autocracy (0) to liberal democracy (1).",
        start=0.4,
        claims=("overview-order-not-democracy:topic", "jcep-ref-resist-democratization:topic"),
    ),
    Variable(
        "soft_power",
        "Reach of the hegemon's language, media and culture in society.",
        kind="static",
        start=0.4,
        claims=(
            "hadano-soft-power-kazakhstan:topic",
            "overview-cultural-identity:topic",
            "overview-three-interlocutors:topic",
        ),
    ),
    Variable(
        "compatriots",
        "Share of compatriots (citizens, speakers) in the population.",
        kind="static",
        start=0.1,
        claims=("overview-protect-russians:topic", "overview-compatriot-ties:topic"),
    ),
    Variable(
        "cultural_affinity",
        "Kinship with the strands that Eurasianism counts as the hegemon's own.",
        kind="static",
        start=0.4,
        claims=("overview-eurasianism:topic",),
    ),
    Variable(
        "cleavage",
        "Depth of a division that subversion can work on.",
        kind="static",
        start=0.2,
        claims=("overview-fomenting-unrest:topic", "overview-donbas-proxy-support:topic"),
    ),
)

GOVERNMENT = (
    Variable(
        "usual_unrest",
        "Unrest that the people have grown used to; what exceeds it shakes a government.",
        start=0.15,
        claims=("overview-reversal-triggers-unrest:topic",),
        rests=True,
    ),
    Variable(
        "usual_regime",
        "The kind of regime that has become usual in the state; what departs from it is news.",
        start=0.4,
        claims=("jcep-alignment-area-governance:topic",),
        rests=True,
    ),
    Variable(
        "victors",
        "How far those who rule hold together since they won a war at home over who rules.",
    ),
    Variable(
        "tenure",
        "Quarters since the government took office; it is worn out by governing.",
        high=200.0,
        unit="quarters",
    ),
    Variable(
        "election_clock",
        "Quarters until the next regular election.",
        start=8.0,
        high=40.0,
        unit="quarters",
    ),
    Variable(
        "contested_election",
        "1 in the quarter of an election whose result is disputed.",
        kind="flow",
    ),
    Variable(
        "disputed",
        "How far the result of the last vote is still disputed, at home and abroad.",
    ),
    Variable(
        "voters_gone",
        "Share of the land whose people no longer count in the electorate.",
        rests=True,
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
