"""Outcomes for the states: the sovereignty gap, what makes it, alignment, dependence."""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import Domain
from sovsim.metrics.metric import Metric, Moment, Window
from sovsim.parameters import Parameters
from sovsim.rules.forms import (
    dependence_by_domain,
    domination,
    latent_demand,
    mean,
    overall_dependence,
    positive,
)
from sovsim.world import World


def gap(world: World) -> FloatArray:
    """Return ``formal_sovereignty - mean autonomy over domains``, shape ``(run, state)``."""
    return world.formal_sovereignty - mean(world.autonomy)


def latent_part(world: World) -> FloatArray:
    """Return ``mean over domains of X * L``: demand that nobody has to voice."""
    return mean(world.exposure * latent_demand(world))


def exercised_part(world: World) -> FloatArray:
    """Return ``mean over domains of X * p + max(war, occupation)``: what is done to the state.

    Two indices added up: it may go beyond 1 where pressure, war and exposure are all high.
    """
    pressed = mean(world.exposure) * world.pressure
    return pressed + np.maximum(world.hegemon_war * world.conflict_intensity, world.occupation)


def control(world: World, parameters: Parameters) -> FloatArray:
    """Return ``mean over domains of D * (L + (1 - L) * p) * alignment``."""
    return mean(
        dependence_by_domain(world, parameters) * domination(world) * world.alignment_russia
    )


def constrained(world: World) -> FloatArray:
    """Return the mean over domains of alignment beyond the government's own preference."""
    return mean(positive(world.alignment_russia - world.preference_russia))


def _home(moment: Moment) -> FloatArray:
    autonomy = moment.now.autonomy
    home: FloatArray = 0.5 * (autonomy[Domain.POLITICAL] + autonomy[Domain.ECONOMIC])
    return home


def _new_russia(moment: Moment) -> FloatArray:
    return mean(positive(moment.now.dependence - moment.start.dependence))


def _lost_russia(moment: Moment) -> FloatArray:
    return mean(positive(moment.start.dependence - moment.now.dependence))


def _new_west(moment: Moment) -> FloatArray:
    return mean(positive(moment.now.dependence_west - moment.start.dependence_west))


def _new_china(moment: Moment) -> FloatArray:
    return positive(moment.now.dependence_china - moment.start.dependence_china)


def _new_turkey(moment: Moment) -> FloatArray:
    return positive(moment.now.dependence_turkey - moment.start.dependence_turkey)


def _new(moment: Moment) -> FloatArray:
    poles = _new_russia(moment) + _new_west(moment)
    return poles + _new_china(moment) + _new_turkey(moment)


_GAP = (
    Metric(
        "sovereignty_gap",
        "How far effective autonomy stays behind legal sovereignty.",
        "formal sovereignty minus the mean of autonomy over the three domains",
        "share",
        (
            "jcep-sovereignty-practice-gap:states",
            "jcep-legal-vs-political-independence:states",
            "jcep-benchmark-international-norms:states",
            "jcep-formally-independent-yet-tied:states",
        ),
        lambda moment: moment.of(gap),
        headline=True,
    ),
    Metric(
        "sovereignty_gap_change",
        "How much the sovereignty gap has widened since the start.",
        "sovereignty gap minus its value at the start",
        "share",
        ("jcep-post-cold-war-widening:sign",),
        lambda moment: moment.of(gap) - moment.of(gap, moment.start),
    ),
    Metric(
        "domination",
        "The latent part of what weighs on autonomy: silent demand on a state that is exposed.",
        "mean over domains of exposure times latent demand, which is "
        "(1 - sovereignty conception) times expected compliance",
        "index, 0 to 1",
        (
            "jcep-implicit-expectation:sign",
            "jcep-deviation-from-nonintervention:topic",
            "jcep-lens-permits-domination:sign",
        ),
        lambda moment: moment.of(latent_part),
        headline=True,
    ),
    Metric(
        "interference",
        "The exercised part of what weighs on autonomy: pressure, war, occupation.",
        "mean over domains of exposure times pressure, plus the larger of war (the hegemon's, "
        "times its intensity) and occupation",
        "index, 0 to 2",
        (
            "jcep-noninterference-norm:sign",
            "jcep-leverage-reduces-sovereignty:sign",
            "jcep-lens-permits-intervention:sign",
        ),
        lambda moment: moment.of(exercised_part),
        headline=True,
    ),
    Metric(
        "domination_share",
        "How much of what weighs on autonomy needs no pressure at all.",
        "domination over the sum of domination and interference",
        "share",
        ("jcep-tacit-commitment:topic", "jcep-implicit-expectation:topic"),
        lambda moment: moment.of(latent_part),
        against=lambda moment: moment.of(latent_part) + moment.of(exercised_part),
    ),
    Metric(
        "autonomy",
        "How freely the states could do what they want at a bearable cost.",
        "mean of autonomy over the three domains",
        "share",
        ("jcep-legal-vs-political-independence:states", "jcep-align-or-undermine:topic"),
        lambda moment: mean(moment.now.autonomy),
    ),
    Metric(
        "autonomy_internal",
        "Autonomy in home affairs.",
        "mean of autonomy in the political and the economic domain",
        "share",
        (
            "jcep-internal-external-control:states",
            "jcep-denied-political-trajectory:topic",
            "jcep-ref-self-determination-two-aspects:topic",
        ),
        _home,
    ),
    Metric(
        "autonomy_external",
        "Autonomy in foreign affairs.",
        "autonomy in the security domain",
        "share",
        ("jcep-internal-external-control:states", "jcep-denied-strategic-trajectory:topic"),
        lambda moment: moment.now.autonomy[Domain.SECURITY],
    ),
    Metric(
        "hegemonic_control",
        "How far the states follow the hegemon while they depend on it and are pressed.",
        "mean over domains of dependence times (latent demand + (1 - latent demand) times "
        "pressure) times alignment with the hegemon",
        "share",
        ("jcep-lens-permits-domination:sign", "overview-goal-dominate-neighbours:topic"),
        lambda moment: moment.weighed(control),
    ),
)

_CONDUCT = (
    Metric(
        "alignment_russia",
        "How far the states' conduct follows the hegemon's line.",
        "mean of alignment with the hegemon over the three domains",
        "share",
        ("jcep-priority-to-russian-interests:topic",),
        lambda moment: mean(moment.now.alignment_russia),
        headline=True,
    ),
    Metric(
        "alignment_west",
        "How far the states' conduct follows the line of the West.",
        "mean of alignment with the West over the three domains",
        "share",
        ("overview-friends-western-aligned:topic",),
        lambda moment: mean(moment.now.alignment_west),
    ),
    Metric(
        "constrained_alignment",
        "Alignment with the hegemon that goes beyond what the governments want.",
        "mean over domains of alignment minus preference, where positive",
        "share",
        ("jcep-tacit-commitment:topic", "jcep-priority-to-russian-interests:topic"),
        lambda moment: moment.of(constrained),
        headline=True,
    ),
    Metric(
        "stability",
        "How quiet the region is.",
        "1 minus the larger of unrest and intensity of fighting",
        "share",
        ("jcep-consequences-stability:topic",),
        lambda moment: 1.0 - _disorder(moment.now),
        window=Window.MEAN,
    ),
)


def _disorder(world: World) -> FloatArray:
    fiercer: FloatArray = positive(world.conflict_intensity - world.unrest)
    return world.unrest + fiercer


_DEPENDENCE = (
    Metric(
        "dependence_russia",
        "How much the states lean on the hegemon.",
        "mean of dependence over the three domains, channels weighed by their loadings",
        "share",
        ("jcep-formally-independent-yet-tied:sign", "jcep-ties-as-leverage:topic"),
        lambda moment: moment.weighed(overall_dependence),
        headline=True,
    ),
    Metric(
        "dependence_west",
        "How much the states lean on the West.",
        "mean of dependence on the West over the three domains",
        "share",
        ("hadano-eu-normative-hegemon:topic",),
        lambda moment: mean(moment.now.dependence_west),
    ),
    Metric(
        "dependence_china",
        "How much the states lean on China.",
        "dependence on China",
        "share",
        ("hadano-matrioshka-hegemony:topic",),
        lambda moment: moment.now.dependence_china,
    ),
    Metric(
        "new_dependence",
        "Dependence on any pole that the states did not start with.",
        "sum over the hegemon, the West, China and Turkey of the rise since the start, where "
        "positive; on the hegemon the mean over channels, on the West over domains, of each one's "
        "rise; what was lost elsewhere is not taken off (see lost_dependence)",
        "share of each pole, added up",
        (
            "jcep-true-independence-vs-new-dependence:topic",
            "jcep-new-dependence-challenges-sovereignty:topic",
        ),
        _new,
        headline=True,
    ),
    Metric(
        "new_dependence_russia",
        "How much more the states lean on the hegemon in any channel than at the start.",
        "mean over channels of the rise since the start, where there is one",
        "share",
        (
            "jcep-true-independence-vs-new-dependence:topic",
            "jcep-new-dependence-challenges-sovereignty:topic",
        ),
        _new_russia,
    ),
    Metric(
        "lost_dependence",
        "How much less the states lean on the hegemon in any channel than at the start.",
        "mean over channels of the fall since the start, where there is one",
        "share",
        ("jcep-cis-tie-retention-purpose:topic",),
        _lost_russia,
    ),
    *(
        Metric(
            f"new_dependence_share_{pole}",
            f"How much of all new dependence is on {name}.",
            f"new dependence on {name} over new dependence on all four poles",
            "share",
            claims,
            reading,
            against=_new,
        )
        for pole, name, claims, reading in (
            (
                "russia",
                "the hegemon",
                ("jcep-true-independence-vs-new-dependence:topic",),
                _new_russia,
            ),
            ("west", "the West", ("hadano-eu-normative-hegemon:topic",), _new_west),
            ("china", "China", ("hadano-matrioshka-hegemony:topic",), _new_china),
            ("turkey", "Turkey", ("hadano-matrioshka-hegemony:topic",), _new_turkey),
        )
    ),
)

METRICS = (*_GAP, *_CONDUCT, *_DEPENDENCE)
