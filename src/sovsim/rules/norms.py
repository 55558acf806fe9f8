"""Stage 12: primary institutions change slowly, by what is done and by what is said.

Deeds against a norm weaken it unless they are answered, practice that follows it strengthens it,
words work for or against. Beside that the hegemon works on the norms of each level on purpose, in
the way that it chose (`sovsim.rules.norm_routes`): for its prerogative and its own meaning of
peacekeeping, and for or against non-intervention by its stance there. All changes are small at
the bounds: each term carries ``4 s (1 - s) / slowness``.
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray, along
from sovsim.axes import Domain, Institution, Level, Mission, Norm, NormRoute, Rung
from sovsim.noise import Noise
from sovsim.parameters import Parameters
from sovsim.rules import ladder
from sovsim.rules.contract import Outcome, Term, rule
from sovsim.rules.forms import BY_A_BODY, by_code, over_states, positive
from sovsim.rules.norm_routes import BODIES, standing
from sovsim.shocks import Shocks
from sovsim.world import World


def _norm(*norms: Norm) -> FloatArray:
    return along(Norm, dict.fromkeys(norms, 1.0))[:, None]


_NON_INTERVENTION = _norm(Norm.NON_INTERVENTION)
_MANAGEMENT = _norm(Norm.GREAT_POWER_MANAGEMENT)
_RUSSIAN, _UNITED = _norm(Norm.PEACEKEEPING_RUSSIAN), _norm(Norm.PEACEKEEPING_UN)
_SANCTIONS = _norm(Norm.SANCTIONS)
_GLOBAL = along(Level, {Level.GLOBAL: 1.0})
_REGIONAL = along(Level, {Level.REGIONAL: 1.0})

_TERMS = {
    "norm_strength": {
        "intrusion": Term(
            "rung=invasion",
            "-",
            ("jcep-deviation-from-nonintervention:topic", "hadano-dissent-in-actions:topic"),
        ),
        "violation": Term(
            "violation",
            "-",
            ("jcep-deviation-from-nonintervention:topic", "hadano-dissent-in-actions:topic"),
        ),
        "prerogative": Term("rung=invasion", "+", ("hadano-droit-de-regard:topic",)),
        "answered": Term(
            ("condemnation", "sanction_burden"),
            "+",
            ("hadano-continuity-and-change:topic", "overview-un-demands-withdrawal:topic"),
        ),
        "practice": Term("rung=respect", "+", ("hadano-practice-as-unit:topic",)),
        "keeping": Term("rung=peacekeepers", "+", ("hadano-practice-as-unit:topic",)),
        "missions": Term(
            "mission=act",
            "+",
            ("hadano-new-peacekeeping-model:topic", "hadano-secondary-reshape-primary:sign"),
        ),
        "worked_alone": Term(
            "norm_route=words", "+", ("hadano-direct-route:topic", "hadano-state-agency:sign")
        ),
        "worked_through_bodies": Term(
            "norm_route=new_body",
            "+",
            ("hadano-secondary-reshape-primary:sign", "hadano-indirect-route-common:topic"),
        ),
        "rival_meaning": Term(
            "norm_route=new_body", "-", ("hadano-peacekeeping-contested-term:topic",)
        ),
        "stance": Term(
            ("stance_global", "stance_regional"),
            "+",
            (
                "hadano-regional-revisionism-global-participation:topic",
                "overview-law-strengthening-wish:topic",
            ),
        ),
        "sanctioning": Term(
            "sanction_burden", "+", ("hadano-sanctions-primary-institution:topic",)
        ),
        "words": Term("rhetoric_respect", "+", ("hadano-dissent-in-words:topic",)),
        "votes": Term("global_vote=against", "+", ("overview-unsc-authorisation-norm:topic",)),
        "declared": Term("norm_words", "+", ("hadano-contestation-theory:topic",)),
        "others_force": Term("others_force", "-", ("overview-unsc-authorisation-norm:topic",)),
        "new_dependence": Term(
            "autonomy", "+", ("jcep-new-dependence-challenges-sovereignty:sign",)
        ),
    }
}
_READS = (
    "norm_strength",
    "norm_words",
    "norm_route",
    "rung",
    "sphere",
    "violation",
    "condemnation",
    "sanction_burden",
    "rhetoric_respect",
    "others_force",
    "global_vote",
    "mission",
    "mandate_peacekeeping",
    "legitimacy",
    "stance",
    "autonomy",
)


def _worked(world: World, parameters: Parameters) -> tuple[FloatArray, FloatArray]:
    """Return the work done on the norms of each level alone and through bodies.

    Both ``(level, run, 1)``. A body lends its standing and, in the region, its mandate.
    """
    push = parameters.table("norms.push", NormRoute)
    ways = world.norm_route
    zeros = np.zeros(ways.shape, like=world.norm_strength)
    pushed, through = zeros, zeros.copy()
    for way in NormRoute:
        pushed += push[way] * (ways == float(way))
    for level in Level:
        existing, own, _ = BODIES[level]
        new = 0.5 * (standing(world, own) + world.mandate_peacekeeping[own])
        old = ways[level] == float(NormRoute.EXISTING_BODY)
        for way in BY_A_BODY:
            through[level] += ways[level] == float(way)
        lent = np.where(old, standing(world, existing), new)
        pushed[level] *= np.where(through[level] > 0, lent, 1.0)
    return pushed * (1.0 - through), pushed * through


def _change(
    world: World,
    parameters: Parameters,
    deeds: FloatArray | float,
    words: FloatArray | float,
) -> Outcome:
    """Return the change of norms by the weights of conduct and of speech."""
    p = parameters.norms
    alone, together = p.alone, p.together
    held = world.norm_strength
    room = 4.0 * held * (1.0 - held) / p.slowness
    rung = world.rung.astype(np.int64)
    intrusion = p.direct * over_states(
        by_code(ladder.intrusion(parameters), world.rung), world.sphere
    )
    worst = world.violation.max(axis=-1, keepdims=True)
    respected = over_states((rung == Rung.RESPECT) * 1.0, world.sphere)
    keepers = over_states((rung == Rung.PEACEKEEPERS) * 1.0, world.sphere)
    missions = ((world.mission == Mission.ACT) * 1.0).max(axis=-1, keepdims=True)
    by_itself, by_bodies = _worked(world, parameters)
    by_itself = alone * p.direct * words * room * by_itself[None]
    by_bodies = together * p.indirect * deeds * room * by_bodies[None]
    aimed = parameters.table("norms.aim", Norm)[:, None]
    spoken = 2.0 * world.rhetoric_respect - 1.0
    opposed = (1.0 - world.global_vote) * (world.others_force > 0)
    answered = p.answered * (
        0.5 * world.condemnation + 0.5 * world.sanction_burden * (worst > p.open_force)
    )
    depressed = positive(
        p.depressed_below - over_states(world.autonomy[Domain.POLITICAL], world.sphere)
    )
    own = world.mandate_peacekeeping[Institution.CSTO]
    done = deeds * room
    return Outcome(
        terms={
            "norm_strength": {
                "intrusion": -alone * done * intrusion * _NON_INTERVENTION,
                "violation": -alone * p.violation * done * worst * _NON_INTERVENTION,
                "prerogative": alone
                * p.for_prerogative
                * done
                * (intrusion + p.violation * worst)
                * _MANAGEMENT,
                "answered": done * answered * _NON_INTERVENTION,
                "practice": alone * p.practice * done * respected * _NON_INTERVENTION,
                "keeping": alone * p.keeping * done * keepers * _RUSSIAN,
                "missions": together
                * done
                * missions
                * (p.keeping + p.indirect * own * _REGIONAL)
                * _RUSSIAN,
                "worked_alone": by_itself * aimed,
                "worked_through_bodies": by_bodies * aimed,
                "rival_meaning": -p.rival * (by_bodies + by_itself) * _UNITED,
                "stance": p.stance * (by_itself + by_bodies) * world.stance * _NON_INTERVENTION,
                "sanctioning": done * world.sanction_burden * _SANCTIONS,
                "words": p.spoken * words * room * spoken * _NON_INTERVENTION,
                "votes": p.voted * words * room * opposed * _GLOBAL * _NON_INTERVENTION,
                "declared": words * p.declared * room * world.norm_words,
                "others_force": -done * world.others_force * _GLOBAL * _NON_INTERVENTION,
                "new_dependence": -p.new_dependence
                * room
                * depressed
                * _REGIONAL
                * _NON_INTERVENTION,
            }
        }
    )


def aims(world: World, parameters: Parameters) -> FloatArray:
    """Return what the hegemon wants of each norm, shape ``(norm, level, run, 1)``.

    Above 0 where it wants the norm stronger, below 0 where weaker: its prerogative and its own
    meaning of peacekeeping stronger, the UN's meaning weaker, and non-intervention as its stance at
    the level has it; by the weights with which it works on them.
    """
    p = parameters.norms
    wanted = parameters.table("norms.aim", Norm)[:, None] - p.rival * _UNITED
    return wanted + p.stance * world.stance * _NON_INTERVENTION


@rule(
    reads=_READS,
    terms=_TERMS,
    parameters=("ladder", "norms"),
    claims=(
        "hadano-state-agency:states",
        "hadano-primary-evolve:topic",
        "hadano-change-in-both:topic",
        "hadano-co-constitution:topic",
    ),
)
def evolve(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move norms at both levels by deeds and by words, by the declared weights."""
    p = parameters.norms
    return _change(world, parameters, p.deeds, p.words)


@evolve.variant("words_only", claims=("hadano-dissent-in-words:topic",))
def evolve_words(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """RH-08 A: speech acts move norms, conduct does not."""
    return _change(world, parameters, 0.0, parameters.norms.words)


@evolve.variant(
    "deeds_only", claims=("hadano-actions-louder:topic", "hadano-practice-as-unit:topic")
)
def evolve_deeds(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """RH-08 B: conduct moves norms, words only signal."""
    return _change(world, parameters, parameters.norms.deeds, 0.0)
