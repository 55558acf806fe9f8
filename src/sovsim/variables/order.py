"""Variables of order: outer powers, secondary institutions, primary institutions (norms)."""

from __future__ import annotations

from sovsim.axes import Audience, Channel, Domain, Institution, Level, Norm, NormRoute, Power
from sovsim.variables.variable import Variable

POWERS = (
    Variable(
        "openness",
        "How open the power is to taking states in or trading with them.",
        axes=(Power,),
        per="system",
        start=0.4,
        claims=("jcep-ref-eu-enlargement:topic", "jcep-role-eu:topic", "jcep-role-nato:topic"),
    ),
    Variable(
        "resolve",
        "How firmly the power answers force.",
        axes=(Power,),
        per="system",
        start=0.4,
        claims=("overview-sanctioners-us-eu:topic",),
    ),
    Variable(
        "power_cohesion",
        "How well the power's members hold together.",
        axes=(Power,),
        per="system",
        start=0.6,
        claims=("overview-split-west:topic", "overview-war-aim-weaken-west:topic"),
    ),
    Variable(
        "conditionality",
        "What the power demands of a partner in governance.",
        axes=(Power,),
        per="system",
        start=0.3,
        claims=("hadano-eu-normative-hegemon:topic", "hadano-normative-power-europe:topic"),
    ),
    Variable(
        "supply",
        "What the power can supply in place of the hegemon, by channel.",
        axes=(Power, Channel),
        per="system",
        start=0.2,
        claims=("hadano-matrioshka-hegemony:topic",),
    ),
)

INSTITUTIONS = (
    Variable(
        "founded",
        "1 from the institution's founding on.",
        axes=(Institution,),
        per="system",
        kind="code",
        unit="0 or 1",
        start=1.0,
        claims=("hadano-csto-2002-organisation:topic", "jcep-cis-created-after-dissolution:topic"),
    ),
    Variable(
        "cohesion",
        "How well its members hold together.",
        axes=(Institution,),
        per="system",
        start=0.5,
        claims=("hadano-unhappy-club:topic", "hadano-intervention-revitalised-csto:topic"),
    ),
    Variable(
        "credibility",
        "Trust that it acts when called.",
        axes=(Institution,),
        per="system",
        start=0.5,
        claims=("hadano-2020-karabakh-missed:topic", "hadano-dependable-sheriff-doubt:topic"),
    ),
    Variable(
        "leader_weight",
        "Weight of the leading state in its decisions, from an equal share to 1.",
        axes=(Institution,),
        per="system",
        kind="static",
        start=0.3,
        claims=(
            "hadano-csto-multilateral-or-unilateral:topic",
            "hadano-kazakhstan-russia-led:topic",
        ),
    ),
    Variable(
        "institution_readiness",
        "Readiness of its forces.",
        axes=(Institution,),
        per="system",
        start=0.2,
        claims=("hadano-cpf-exists:topic", "hadano-cpf-exercise-annual:topic"),
    ),
    Variable(
        "mandate_peacekeeping",
        "How far its right to keep peace is laid down and accepted.",
        axes=(Institution,),
        per="system",
        start=0.2,
        claims=(
            "hadano-csto-pk-agreement:topic",
            "hadano-institutionalisation-effort:topic",
            "hadano-un-legal-regulation:topic",
        ),
    ),
    Variable(
        "legitimacy",
        "How far each audience accepts it.",
        axes=(Institution, Audience),
        per="system",
        start=0.4,
        claims=("hadano-collective-legitimization:topic", "hadano-2016-unsc-debate:topic"),
    ),
    Variable(
        "un_text",
        "A UN text about it this quarter.",
        axes=(Institution,),
        per="system",
        kind="flow",
        claims=("hadano-un-text-sequence:topic",),
    ),
    Variable(
        "un_dissent",
        "Statements against it at the UN this quarter.",
        axes=(Institution,),
        per="system",
        kind="flow",
        claims=("hadano-2016-unsc-debate:topic", "hadano-2019-unga-meeting:topic"),
    ),
    Variable(
        "un_debate",
        "A debate about it at the United Nations this quarter, without a text.",
        axes=(Institution,),
        per="system",
        kind="flow",
        claims=("hadano-2016-unsc-debate:topic", "hadano-2022-unsc-debate:topic"),
    ),
    Variable(
        "exercise",
        "An exercise held (1) or called off (-1) this quarter.",
        axes=(Institution,),
        per="system",
        kind="flow",
        low=-1.0,
        unit="-1, 0 or 1",
        claims=("hadano-cpf-2012-exercise:topic", "hadano-kyrgyzstan-cancels-exercise:topic"),
    ),
    Variable(
        "summit",
        "A display of unity this quarter.",
        axes=(Institution,),
        per="system",
        kind="flow",
        claims=(
            "hadano-csto-leaders-meeting-2022:topic",
            "hadano-just-world-order-declaration:topic",
        ),
    ),
)

NORMS = (
    Variable(
        "norm_strength",
        "How strong a primary institution is at each level.",
        axes=(Norm, Level),
        per="system",
        start=0.5,
        claims=("hadano-primary-institutions:topic", "jcep-noninterference-norm:topic"),
    ),
    Variable(
        "norm_words",
        "Declarations for (+) or against (-) a norm this quarter, from outside the region's rules.",
        axes=(Norm, Level),
        per="system",
        kind="flow",
        low=-1.0,
        unit="-1 to 1",
        claims=("hadano-dissent-in-words:topic", "overview-space-weapons-proposal:topic"),
    ),
    Variable(
        "others_force",
        "Force used by others than the hegemon outside the region this quarter.",
        per="system",
        kind="flow",
        claims=("overview-iraq-2003-opposition:topic",),
    ),
    Variable(
        "secession_precedent",
        "Weight of a precedent for one-sided secession.",
        per="system",
        claims=("jcep-ref-kosovo-unilateral-secession:topic",),
    ),
    Variable(
        "globalisation",
        "How far the whole world is tied together; a slow trend for all states.",
        per="system",
        start=0.3,
        claims=("jcep-rq-globalization:topic", "jcep-power-interdependence:topic"),
    ),
)

TIDES = (
    Variable(
        "tide",
        "Slow movement that all states of the region share, by domain.",
        axes=(Domain,),
        per="system",
        low=-1.0,
        unit="-1 to 1",
    ),
    Variable(
        "norm_route",
        "The way in which the hegemon worked on the norms of a level this quarter.",
        axes=(Level,),
        per="system",
        kind="flow",
        high=4,
        unit="code",
        codes=NormRoute,
        claims=("hadano-strategies-matter:states", "hadano-indirect-route-common:topic"),
    ),
)

VARIABLES = (*TIDES, *POWERS, *INSTITUTIONS, *NORMS)
