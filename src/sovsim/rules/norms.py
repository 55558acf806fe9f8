"""Stage 12: primary institutions change slowly, by what is done and by what is said.

Deeds against a norm weaken it unless they are answered, practice that follows it strengthens it,
words work for or against; acting through an organisation and acting directly have weights of
their own. Weights are the same at both levels unless a scenario says otherwise (RH-07 is not
built in). All changes are small at the bounds: each term carries ``4 s (1 - s)``.
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import Institution, Mission, Norm, Route, Rung
from sovsim.noise import Noise
from sovsim.parameters import Parameters
from sovsim.rules.contract import Outcome, rule
from sovsim.rules.forms import over_states
from sovsim.rules.ladder import INTRUSION
from sovsim.shocks import Shocks
from sovsim.world import World


def _norm(norm: Norm) -> FloatArray:
    picked = np.zeros((len(Norm), 1, 1, 1))
    picked[norm] = 1.0
    return picked


_REGIONAL = np.array([0.0, 1.0])[:, None, None]
_GLOBAL = np.array([1.0, 0.0])[:, None, None]

_TERMS = {
    "norm_strength": {
        "violation": (
            "hadano-dissent-in-actions",
            "jcep-deviation-from-nonintervention",
            "jcep-ref-simulated-sovereignty",
        ),
        "answered": ("hadano-continuity-and-change", "overview-un-demands-withdrawal"),
        "practice": ("hadano-practice-as-unit", "hadano-secondary-reshape-primary"),
        "organisations": ("hadano-secondary-reshape-primary", "hadano-indirect-route-common"),
        "sanctioning": ("hadano-sanctions-primary-institution",),
        "words": ("hadano-dissent-in-words", "overview-law-strengthening-wish"),
        "declared": ("hadano-contestation-theory", "overview-space-weapons-proposal"),
        "others_force": ("hadano-crisis-of-order", "overview-unsc-authorisation-norm"),
        "new_dependence": ("jcep-new-dependence-challenges-sovereignty",),
    }
}
_READS = (
    "norm_strength",
    "norm_words",
    "rung",
    "route",
    "global_route",
    "sphere",
    "violation",
    "condemnation",
    "sanction_burden",
    "rhetoric_respect",
    "others_force",
    "global_vote",
    "mission",
    "mandate_peacekeeping",
    "autonomy",
)


def _change(
    world: World,
    parameters: Parameters,
    deeds: FloatArray | float,
    words: FloatArray | float,
    *,
    alone: float = 1.0,
    together: float = 1.0,
) -> Outcome:
    """Return the change of norms.

    Args:
        deeds, words: weights of conduct and of speech.
        alone, together: weights of the hegemon's deeds of its own and of those through an
            organisation; both count by default (RH-07).
    """
    p = parameters.norms
    held = world.norm_strength
    room = 4.0 * held * (1.0 - held) / p.slowness
    rung, route = world.rung.astype(np.int64), world.route.astype(np.int64)
    intrusion = INTRUSION[:, 0, 0][rung]
    directly = over_states(intrusion * (route == Route.DIRECT), world.sphere)
    indirectly = over_states(intrusion * (route != Route.DIRECT), world.sphere)
    done = alone * p.direct * directly + together * p.indirect * indirectly
    worst = world.violation.max(axis=-1, keepdims=True)
    respected = over_states((rung == Rung.RESPECT) * 1.0, world.sphere)
    carried = np.where(route == Route.DIRECT, alone, together)
    keepers = over_states((rung == Rung.PEACEKEEPERS) * carried, world.sphere)
    missions = ((world.mission == Mission.ACT) * 1.0).max(axis=-1, keepdims=True)
    spoken = 2.0 * world.rhetoric_respect - 1.0
    opposed = (1.0 - world.global_vote) * (world.others_force > 0)
    non_intervention = _norm(Norm.NON_INTERVENTION)
    management = _norm(Norm.GREAT_POWER_MANAGEMENT)
    russian, united = _norm(Norm.PEACEKEEPING_RUSSIAN), _norm(Norm.PEACEKEEPING_UN)
    against = -1.0 * non_intervention + p.for_prerogative * management
    answered = world.condemnation * 0.5 + 0.5 * world.sanction_burden * (worst > 0.5)
    through = (world.global_route != Route.DIRECT) * 1.0
    un_voice = world.mandate_peacekeeping[Institution.CSTO]
    depressed = np.maximum(0.5 - over_states(world.autonomy[0], world.sphere), 0.0)
    return Outcome(
        terms={
            "norm_strength": {
                "violation": deeds * room * (done + alone * p.violation * worst) * against,
                "answered": deeds * p.answered * room * answered * non_intervention,
                "practice": deeds
                * room
                * (
                    alone * p.practice * respected * non_intervention
                    + p.keeping * (keepers + together * missions) * russian
                ),
                "organisations": deeds
                * together
                * p.indirect
                * room
                * (0.03 * through * _GLOBAL + missions * un_voice * _REGIONAL)
                * (russian - 0.3 * united),
                "sanctioning": deeds * room * world.sanction_burden * _norm(Norm.SANCTIONS),
                "words": words * room * (0.1 * spoken + 0.5 * opposed * _GLOBAL) * non_intervention,
                "declared": words * p.declared * room * world.norm_words,
                "others_force": -deeds * room * world.others_force * _GLOBAL * non_intervention,
                "new_dependence": -p.new_dependence
                * room
                * depressed
                * _REGIONAL
                * non_intervention,
            }
        }
    )


@rule(
    reads=_READS,
    terms=_TERMS,
    parameters=("norms",),
    claims=(
        "hadano-state-agency",
        "hadano-primary-evolve",
        "hadano-change-in-both",
        "hadano-co-constitution",
        "hadano-actions-louder",
    ),
)
def evolve(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move norms at both levels by deeds and by words, by the declared weights."""
    p = parameters.norms
    return _change(world, parameters, p.deeds, p.words)


@evolve.variant("words_only", claims=("hadano-dissent-in-words",))
def evolve_words(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """RH-08 A: speech acts move norms, conduct does not."""
    return _change(world, parameters, 0.0, parameters.norms.words)


@evolve.variant("deeds_only", claims=("hadano-dissent-in-actions", "hadano-practice-as-unit"))
def evolve_deeds(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """RH-08 B: conduct moves norms, words only signal."""
    return _change(world, parameters, parameters.norms.deeds, 0.0)


@evolve.variant("powerful_alone", claims=("hadano-direct-route",))
def evolve_powerful(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """RH-07 A: what the powerful do by themselves moves norms; what organisations do moves none."""
    p = parameters.norms
    return _change(world, parameters, p.deeds, p.words, together=0.0)


@evolve.variant("through_organisations", claims=("hadano-secondary-reshape-primary",))
def evolve_organisations(
    world: World, parameters: Parameters, noise: Noise, shocks: Shocks
) -> Outcome:
    """RH-07 B: what goes through organisations moves norms; a deed without one moves none."""
    p = parameters.norms
    return _change(world, parameters, p.deeds, p.words, alone=0.0)
