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
        claims=("jcep-ref-eu-enlargement", "jcep-role-eu", "jcep-role-nato"),
    ),
    Variable(
        "resolve",
        "How firmly the power answers force.",
        axes=(Power,),
        per="system",
        start=0.4,
        claims=("overview-sanctioners-us-eu",),
    ),
    Variable(
        "power_cohesion",
        "How well the power's members hold together.",
        axes=(Power,),
        per="system",
        start=0.6,
        claims=("overview-split-west", "overview-war-aim-weaken-west"),
    ),
    Variable(
        "conditionality",
        "What the power demands of a partner in governance.",
        axes=(Power,),
        per="system",
        start=0.3,
        claims=("hadano-eu-normative-hegemon", "hadano-normative-power-europe"),
    ),
    Variable(
        "supply",
        "What the power can supply in place of the hegemon, by channel.",
        axes=(Power, Channel),
        per="system",
        start=0.2,
        claims=("hadano-matrioshka-hegemony",),
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
        claims=("hadano-csto-2002-organisation", "jcep-cis-created-after-dissolution"),
    ),
    Variable(
        "cohesion",
        "How well its members hold together.",
        axes=(Institution,),
        per="system",
        start=0.5,
        claims=("hadano-unhappy-club", "hadano-intervention-revitalised-csto"),
    ),
    Variable(
        "credibility",
        "Trust that it acts when called.",
        axes=(Institution,),
        per="system",
        start=0.5,
        claims=("hadano-2020-karabakh-missed", "hadano-dependable-sheriff-doubt"),
    ),
    Variable(
        "leader_weight",
        "Weight of the leading state in its decisions, from an equal share to 1.",
        axes=(Institution,),
        per="system",
        kind="static",
        start=0.3,
        claims=("hadano-csto-multilateral-or-unilateral", "hadano-kazakhstan-russia-led"),
    ),
    Variable(
        "institution_readiness",
        "Readiness of its forces.",
        axes=(Institution,),
        per="system",
        start=0.2,
        claims=("hadano-cpf-exists", "hadano-cpf-exercise-annual"),
    ),
    Variable(
        "mandate_peacekeeping",
        "How far its right to keep peace is laid down and accepted.",
        axes=(Institution,),
        per="system",
        start=0.2,
        claims=(
            "hadano-csto-pk-agreement",
            "hadano-institutionalisation-effort",
            "hadano-un-legal-regulation",
        ),
    ),
    Variable(
        "legitimacy",
        "How far each audience accepts it.",
        axes=(Institution, Audience),
        per="system",
        start=0.4,
        claims=("hadano-collective-legitimization", "hadano-2016-unsc-debate"),
    ),
    Variable(
        "un_text",
        "A UN text about it this quarter.",
        axes=(Institution,),
        per="system",
        kind="flow",
        claims=("hadano-un-text-sequence",),
    ),
    Variable(
        "un_dissent",
        "Statements against it at the UN this quarter.",
        axes=(Institution,),
        per="system",
        kind="flow",
        claims=("hadano-2016-unsc-debate", "hadano-2019-unga-meeting"),
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
        claims=("hadano-cpf-2012-exercise", "hadano-kyrgyzstan-cancels-exercise"),
    ),
    Variable(
        "summit",
        "A display of unity this quarter.",
        axes=(Institution,),
        per="system",
        kind="flow",
        claims=("hadano-csto-leaders-meeting-2022", "hadano-just-world-order-declaration"),
    ),
)

NORMS = (
    Variable(
        "norm_strength",
        "How strong a primary institution is at each level.",
        axes=(Norm, Level),
        per="system",
        start=0.5,
        claims=("hadano-primary-institutions", "jcep-noninterference-norm"),
    ),
    Variable(
        "norm_words",
        "Declarations for (+) or against (-) a norm this quarter, from outside the region's rules.",
        axes=(Norm, Level),
        per="system",
        kind="flow",
        low=-1.0,
        unit="-1 to 1",
        claims=("hadano-dissent-in-words", "overview-space-weapons-proposal"),
    ),
    Variable(
        "others_force",
        "Force used by others than the hegemon outside the region this quarter.",
        per="system",
        kind="flow",
        claims=("overview-iraq-2003-opposition",),
    ),
    Variable(
        "secession_precedent",
        "Weight of a precedent for one-sided secession.",
        per="system",
        claims=("jcep-ref-kosovo-unilateral-secession",),
    ),
    Variable(
        "globalisation",
        "How far the whole world is tied together; a slow trend for all states.",
        per="system",
        start=0.3,
        claims=("jcep-rq-globalization", "jcep-power-interdependence"),
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
