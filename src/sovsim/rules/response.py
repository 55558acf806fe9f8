"""Stage 10: the world answers: condemnation, sanctions both ways, aid, nuclear signals, friends.

A UN text against the hegemon is drawn by open force; groups of voters weigh differently, and a
circle of friends softens isolation in the world, though not from the West (RH-13).
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import Level, Norm
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules.contract import Occurrence, Outcome, Transition, rule
from sovsim.rules.forms import mean, over_states, positive, western_resolve
from sovsim.rules.presence import seized_by_force
from sovsim.shocks import Shocks
from sovsim.world import World

OPEN_FORCE = 0.5
"""Violation from which force is open: annexation, invasion, a war that goes on (ours)."""


def worst_violation(world: World) -> FloatArray:
    """Return the gravest open force in the region this quarter, shape ``(run, 1)``."""
    worst = world.violation.max(axis=-1, keepdims=True)
    return np.where(worst > OPEN_FORCE, worst, 0.0)


_READS = ("violation", "rung", "norm_strength", "resolve", "power_cohesion", "ties_with_west")


def _standing(
    world: World, parameters: Parameters, noise: Noise, friends: FloatArray | float
) -> Outcome:
    p = parameters.response
    worst = worst_violation(world)
    fresh = seized_by_force(world).any(axis=-1, keepdims=True)
    resolve = western_resolve(world)
    norm = world.norm_strength[Norm.NON_INTERVENTION, Level.GLOBAL]
    votes = (
        p.west_voters * (0.8 + 0.2 * resolve)
        + p.friend_voters * (1.0 - friends) * norm
        + (1.0 - p.west_voters - p.friend_voters) * (0.4 + 0.6 * norm)
    )
    share = votes + p.vote_noise * noise.normal(Purpose.CONDEMNATION, 1)
    share = np.minimum(np.maximum(share, 0.0), 1.0) * fresh
    cold = 1.0 - world.ties_with_west
    return Outcome(
        terms={
            "isolation_west": {
                "force": p.isolation_rate * worst * (1.0 - world.isolation_west),
                "coldness": p.thaw * 0.4 * cold,
                "thaw": -p.thaw * world.isolation_west,
            },
            "isolation_world": {
                "condemnation": p.isolation_rate
                * share
                * (1.0 - friends)
                * (1.0 - world.isolation_world),
                "thaw": -p.thaw * world.isolation_world,
            },
        },
        transitions=(Transition("condemnation", share, "un_vote"),),
        occurrences=(
            Occurrence(
                "un_condemns", share > 0, actor="UN", target="hegemon", size=share, unit="system"
            ),
        ),
    )


@rule(
    reads=(*_READS, "isolation_west", "isolation_world"),
    terms={
        "isolation_west": {
            "force": ("overview-2022-isolation",),
            "coldness": ("overview-recent-tension-trend",),
            "thaw": ("overview-efforts-to-improve",),
        },
        "isolation_world": {
            "condemnation": ("overview-un-demands-withdrawal", "overview-un-demand-support"),
            "thaw": (),
        },
    },
    transitions={"condemnation": ("overview-un-demands-withdrawal", "overview-un-demand-support")},
    occurrences={"un_condemns": ("overview-un-demands-withdrawal",)},
    parameters=("response",),
    claims=(
        "overview-2022-isolation",
        "overview-friends-gulf-mideast",
        "overview-friends-others",
        "overview-balancing-partners",
        "overview-ukraine-isolate-russia",
    ),
)
def standing(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Draw a UN vote on open force, and move isolation; friends soften it (RH-13 B in part)."""
    return _standing(world, parameters, noise, parameters.response.friends)


@standing.variant("everywhere", claims=("overview-2022-isolation", "hadano-russia-against-rest"))
def standing_everywhere(
    world: World, parameters: Parameters, noise: Noise, shocks: Shocks
) -> Outcome:
    """RH-13 A: open force isolates everywhere; there is no circle of friends."""
    return _standing(world, parameters, noise, 0.0)


@standing.variant("friends_stay", claims=("overview-friends-gulf-mideast",))
def standing_friends_stay(
    world: World, parameters: Parameters, noise: Noise, shocks: Shocks
) -> Outcome:
    """RH-13 B: isolation is the West's alone; friends neither condemn nor keep away."""
    return _standing(world, parameters, noise, 0.95)


@rule(
    reads=(
        *_READS,
        "sanction_burden",
        "counter_sanctions",
        "support",
        "alignment_west",
        "nuclear_signal",
        "nuclear_credibility",
        "action_respect",
        "talks",
    ),
    terms={
        "sanction_burden": {
            "imposed": ("overview-sanctions-after-crimea", "overview-sanctioners-us-eu"),
            "eroded": (),
        },
        "counter_sanctions": {
            "answer": ("overview-russian-economic-sanctions",),
            "eroded": (),
        },
        "support": {
            "given": ("overview-us-aid-ukraine", "overview-us-intelligence-ukraine"),
            "deterred": ("overview-nuclear-threats", "overview-war-aim-halt-support"),
            "fade": (),
        },
        "nuclear_signal": {"sent": ("overview-nuclear-threats",), "fade": ()},
        "nuclear_credibility": {"worn": ("overview-nuclear-threats",), "regained": ()},
        "power_cohesion": {
            "rally": ("overview-tension-nato",),
            "wedge": ("overview-split-west", "overview-war-aim-weaken-west"),
        },
        "ties_with_west": {
            "force": ("overview-tension-nato", "overview-sanctioners-us-eu"),
            "conduct": ("jcep-tension-with-west",),
            "talks": ("overview-mediation-as-engagement", "overview-efforts-to-improve"),
            "settling": ("overview-cooperation-conflict-phases",),
        },
    },
    occurrences={
        "nuclear_signal": ("overview-nuclear-threats",),
        "sanctions_imposed": ("overview-sanctions-after-crimea",),
    },
    parameters=("response",),
    claims=(
        "overview-sanctions-after-crimea",
        "overview-us-aid-ukraine",
        "overview-cooperation-conflict-phases",
    ),
)
def answers(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move sanctions in both directions, support for the attacked, signals that deter and wear."""
    p = parameters.response
    worst = worst_violation(world)
    fresh = seized_by_force(world).any(axis=-1, keepdims=True)
    resolve = western_resolve(world)
    practice = 0.5 + 0.5 * world.norm_strength[Norm.SANCTIONS, Level.GLOBAL]
    burden, counter, support = world.sanction_burden, world.counter_sanctions, world.support
    signal, weight = world.nuclear_signal, world.nuclear_credibility
    under_force = (world.violation > OPEN_FORCE) * 1.0
    helped = resolve * under_force * (0.3 + 0.7 * mean(world.alignment_west))
    most_helped = support.max(axis=-1, keepdims=True)
    draw = noise.uniform(Purpose.NUCLEAR_SIGNAL, 1)
    sent = draw < p.signals * worst * (0.3 + most_helped)
    deterred = np.minimum(signal * weight, 1.0)
    west = np.array([1.0, 1.0, 0.0, 0.0])[:, None, None]
    talking = over_states((world.talks > 0).astype(np.float64))
    return Outcome(
        terms={
            "sanction_burden": {
                "imposed": p.sanctions * resolve * practice * worst * (1.0 - burden),
                "eroded": -p.sanctions_eroded * burden,
            },
            "counter_sanctions": {
                "answer": p.counter * burden * (1.0 - counter),
                "eroded": -p.sanctions_eroded * counter,
            },
            "support": {
                "given": p.support * helped * (1.0 - support),
                "deterred": -p.deterrence * deterred * p.support * helped * (1.0 - support),
                "fade": -p.support_fade * (1.0 - under_force) * support,
            },
            "nuclear_signal": {
                "sent": 0.5 * sent * (1.0 - signal),
                "fade": -p.signal_fade * signal,
            },
            "nuclear_credibility": {
                "worn": -p.wear * sent * weight,
                "regained": p.regain * (1.0 - weight),
            },
            "power_cohesion": {
                "rally": p.rally * worst * (1.0 - world.power_cohesion) * west,
                "wedge": -p.wedge * (1.0 - worst) * (world.power_cohesion - 0.6) * west,
            },
            "ties_with_west": {
                "force": -p.ties_force * worst * world.ties_with_west,
                "conduct": -p.ties_conduct
                * positive(0.9 - world.action_respect)
                * world.ties_with_west,
                "talks": p.ties_talks * talking * (1.0 - world.ties_with_west),
                "settling": p.ties_settling * (0.5 - world.ties_with_west),
            },
        },
        occurrences=(
            Occurrence("nuclear_signal", sent, actor="hegemon", target="West", unit="system"),
            Occurrence(
                "sanctions_imposed",
                fresh & (resolve > 0),
                actor="West",
                target="hegemon",
                unit="system",
            ),
        ),
    )
