"""Stage 10: the world answers: condemnation, sanctions both ways, aid, nuclear signals, friends.

A UN text against the hegemon is drawn by open force, and comes again while a war goes on or troops
that nobody asked for stand on the land, the less often the longer ago the act is; groups of voters
weigh differently, and a circle of friends softens isolation in the world, though not from the West
(RH-13). What those who condemn do beyond that, what those who do not, and how far isolation sways
later votes has weights that are neutral by default. The breadth of condemnation answers to how much
force there is, to the norms of the world, to the legitimacy of the body in whose name the hegemon
acts, and to its record of words and deeds.
A nuclear threat answers help that comes from outside, or that the West's resolve promises, and not
the war by itself.
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray, along
from sovsim.axes import Audience, Engagement, Institution, Level, Norm, Power
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules.contract import Occurrence, Outcome, Term, Transition, rule
from sovsim.rules.forms import mean, over_states, positive, western_resolve
from sovsim.rules.presence import seized_by_force
from sovsim.shocks import Shocks
from sovsim.world import World


def worst_violation(world: World, parameters: Parameters) -> FloatArray:
    """Return the gravest open force in the region this quarter, shape ``(run, 1)``."""
    worst = world.violation.max(axis=-1, keepdims=True)
    return np.where(worst > parameters.response.open_force, worst, 0.0)


def standing_wrong(world: World, parameters: Parameters) -> FloatArray:
    """Return what a UN text can be about, 0 to 1, shape ``(run, state)``.

    An act of open force or a war that goes on; else, and much less, troops that came unasked and
    still stand there.
    """
    p = parameters.response
    acts = seized_by_force(world) | (world.hegemon_war > 0)
    wrong: FloatArray = np.where(acts, world.violation, p.aftermath * world.presence_unasked)
    return wrong


_WEST = along(Power, {Power.EU: 1.0, Power.NATO: 1.0})

_READS = ("violation", "rung", "norm_strength", "resolve", "power_cohesion", "ties_with_west")


def votes_against(world: World, parameters: Parameters, friends: FloatArray | float) -> FloatArray:
    """Return the share of votes that a text against open force would draw, shape ``(run, 1)``.

    The West votes by its resolve, friends and all others by what the norm against intervention
    is worth in the world. Great powers' prerogative, where it is a norm of the world, and the
    legitimacy of the body in whose name the hegemon acts keep votes away; so do standing and a
    record in the world that is like its words. Who has turned away may vote so again.
    """
    p = parameters.response
    norm = world.norm_strength[Norm.NON_INTERVENTION, Level.GLOBAL]
    managed = world.norm_strength[Norm.GREAT_POWER_MANAGEMENT, Level.GLOBAL]
    accepted = world.legitimacy[Institution.CSTO, Audience.UN_MAJORITY]
    others = 1.0 - p.west_voters - p.friend_voters
    west = p.west_voters * (p.west_firm + (1.0 - p.west_firm) * western_resolve(world))
    share: FloatArray = (
        west
        + p.friend_voters * (1.0 - friends) * norm
        + others * (p.others_firm + (1.0 - p.others_firm) * norm)
        - p.prerogative * (managed - p.middle_norm)
        - p.legitimate * (accepted - p.middle_legitimacy)
        + p.not_kept * positive(world.rhetoric_respect - world.action_respect)
        + p.swayed * world.isolation_world
    )
    return share


def _standing(
    world: World, parameters: Parameters, noise: Noise, friends: FloatArray | float
) -> Outcome:
    p = parameters.response
    worst = worst_violation(world, parameters)
    wrong = standing_wrong(world, parameters)
    again = wrong * (p.texts_later + (1.0 - p.texts_later) * world.spent)
    chance = p.texts * again.max(axis=-1, keepdims=True)
    fresh = seized_by_force(world).any(axis=-1, keepdims=True)
    text = fresh | (noise.uniform(Purpose.UN_TEXT, 1) < chance)
    gravest = wrong.max(axis=-1, keepdims=True)
    share = votes_against(world, parameters, friends) * (p.narrow + (1.0 - p.narrow) * gravest)
    share = share + p.vote_noise * noise.normal(Purpose.CONDEMNATION, 1)
    share = np.minimum(np.maximum(share, 0.0), 1.0) * text
    cold = 1.0 - world.ties_with_west
    world_moves = p.isolation_rate * gravest * text
    away = p.turned_away * share * world_moves
    nearer = p.drawn_nearer * (1.0 - share) * world_moves
    held = world.isolation_world
    # Either way it spreads from those who have gone to those who have not.
    moved = 4.0 * held * (1.0 - held)
    return Outcome(
        terms={
            "isolation_west": {
                "force": p.isolation_rate * worst * (1.0 - world.isolation_west),
                "coldness": p.thaw * p.cold_isolates * cold,
                "thaw": -p.thaw * world.isolation_west,
            },
            "isolation_world": {
                "condemnation": p.isolation_rate
                * share
                * gravest
                * (1.0 - friends)
                * (1.0 - world.isolation_world),
                "turned_away": away * moved,
                "drawn_nearer": -nearer * moved,
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
    reads=(
        *_READS,
        "legitimacy",
        "rhetoric_respect",
        "action_respect",
        "isolation_west",
        "isolation_world",
        "hegemon_war",
        "presence_unasked",
        "spent",
    ),
    terms={
        "isolation_west": {
            "force": Term("violation", "+", ("overview-2022-isolation:states",)),
            "coldness": Term("ties_with_west", "-", ("overview-recent-tension-trend:topic",)),
            "thaw": Term("isolation_west", "-", ("overview-efforts-to-improve:topic",)),
        },
        "isolation_world": {
            "condemnation": Term(
                "rung=invasion",
                "+",
                ("overview-un-demands-withdrawal:sign", "overview-un-demand-support:sign"),
            ),
            "turned_away": Term(
                "rung=invasion",
                "free",
                ("overview-un-demand-support:topic",),
                why="RH-13 asks whether those who condemn turn away or make up for it",
            ),
            "drawn_nearer": Term(
                "rung=invasion",
                "free",
                ("overview-balancing-partners:topic", "overview-friends-others:topic"),
                why="RH-13 asks whether those who do not condemn draw nearer or leave too",
            ),
            "thaw": Term("isolation_world", "-", why="ours: condemnation is forgotten"),
        },
    },
    transitions={
        "condemnation": (
            "overview-un-demands-withdrawal:states",
            "overview-un-demand-support:topic",
        )
    },
    occurrences={"un_condemns": ("overview-un-demands-withdrawal:states",)},
    parameters=("response",),
    claims=(
        "overview-2022-isolation:states",
        "overview-friends-gulf-mideast:topic",
        "overview-friends-others:topic",
        "overview-ukraine-isolate-russia:topic",
    ),
)
def standing(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Draw a UN vote on open force, and move isolation; friends soften it (RH-13 B in part).

    Per quarter, a text is certain about a new act, and else comes with the chance
    ``texts * wrong * (texts_later + (1 - texts_later) * spent)``.
    """
    return _standing(world, parameters, noise, parameters.response.friends)


@standing.variant(
    "everywhere", claims=("overview-2022-isolation:sign", "hadano-russia-against-rest:topic")
)
def standing_everywhere(
    world: World, parameters: Parameters, noise: Noise, shocks: Shocks
) -> Outcome:
    """RH-13 A: open force isolates everywhere; there is no circle of friends."""
    return _standing(world, parameters, noise, 0.0)


@standing.variant("friends_stay", claims=("overview-friends-gulf-mideast:sign",))
def standing_friends_stay(
    world: World, parameters: Parameters, noise: Noise, shocks: Shocks
) -> Outcome:
    """RH-13 B: isolation is the West's alone; friends neither condemn nor keep away."""
    return _standing(world, parameters, noise, parameters.response.loyal)


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
        "engagement",
    ),
    terms={
        "sanction_burden": {
            "imposed": Term("violation", "+", ("overview-sanctions-after-crimea:states",)),
            "eroded": Term("sanction_burden", "-", why="ours: sanctions are evaded and lifted"),
        },
        "counter_sanctions": {
            "answer": Term("sanction_burden", "+", ("overview-russian-economic-sanctions:topic",)),
            "eroded": Term("counter_sanctions", "-", why="ours: sanctions are evaded and lifted"),
        },
        "support": {
            "given": Term(
                "alignment_west",
                "+",
                ("overview-us-aid-ukraine:sign", "overview-us-intelligence-ukraine:sign"),
            ),
            "deterred": Term(
                "nuclear_signal",
                "-",
                ("overview-nuclear-threats:sign", "overview-war-aim-halt-support:sign"),
            ),
            "fade": Term("support", "-", why="ours: help ends when force has ended"),
        },
        "nuclear_signal": {
            "sent": Term(
                ("support", "resolve"),
                "+",
                ("overview-nuclear-threats:sign", "overview-war-aim-halt-support:topic"),
            ),
            "fade": Term("nuclear_signal", "-", why="ours: a threat is forgotten"),
        },
        "nuclear_credibility": {
            "worn": Term("support", "-", ("overview-nuclear-threats:topic",)),
            "regained": Term("nuclear_credibility", "-", why="ours: silence restores weight"),
        },
        "power_cohesion": {
            "rally": Term("violation", "+", ("overview-tension-nato:topic",)),
            "wedge": Term("power_cohesion", "-", ("overview-split-west:sign",)),
        },
        "ties_with_west": {
            "force": Term(
                "violation",
                "-",
                ("overview-tension-nato:states", "overview-sanctioners-us-eu:states"),
            ),
            "conduct": Term("action_respect", "+", ("jcep-tension-with-west:states",)),
            "talks": Term("talks", "+", ("overview-mediation-as-engagement:sign",)),
            "brokering": Term(
                ("engagement=mediate", "engagement=propose"),
                "free",
                ("overview-mediation-yet-strain:topic", "overview-mediation-as-engagement:topic"),
                why="RH-12 asks whether diplomacy in others' conflicts warms ties or strains them",
            ),
            "settling": Term(
                "ties_with_west", "-", ("overview-cooperation-conflict-phases:topic",)
            ),
        },
    },
    occurrences={
        "nuclear_signal": ("overview-nuclear-threats:states",),
        "sanctions_imposed": ("overview-sanctions-after-crimea:states",),
    },
    parameters=("response",),
    claims=(
        "overview-sanctions-after-crimea:states",
        "overview-us-aid-ukraine:states",
        "overview-cooperation-conflict-phases:topic",
    ),
)
def answers(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move sanctions in both directions, support for the attacked, signals that deter and wear."""
    p = parameters.response
    worst = worst_violation(world, parameters)
    fresh = seized_by_force(world).any(axis=-1, keepdims=True)
    resolve = western_resolve(world)
    practice = p.practice + (1.0 - p.practice) * world.norm_strength[Norm.SANCTIONS, Level.GLOBAL]
    burden, counter, support = world.sanction_burden, world.counter_sanctions, world.support
    signal, weight = world.nuclear_signal, world.nuclear_credibility
    under_force = (world.violation > p.open_force) * 1.0
    close = p.help_any + (1.0 - p.help_any) * mean(world.alignment_west)
    helped = resolve * under_force * close
    coming = helped * (1.0 - support)
    given = p.support * coming
    most_helped = (under_force * support + coming).max(axis=-1, keepdims=True)
    provoked = positive(most_helped - p.tolerated) / (1.0 - p.tolerated)
    sent = noise.uniform(Purpose.NUCLEAR_SIGNAL, 1) < p.signals * worst * provoked
    deterred = np.minimum(signal * weight, 1.0)
    talking = over_states((world.talks > 0).astype(np.float64))
    brokering = (world.engagement == Engagement.MEDIATE) | (world.engagement == Engagement.PROPOSE)
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
                "given": given,
                "deterred": -p.deterrence * deterred * given,
                "fade": -p.support_fade * (1.0 - under_force) * support,
            },
            "nuclear_signal": {
                "sent": p.signal_size * sent * (1.0 - signal),
                "fade": -p.signal_fade * signal,
            },
            "nuclear_credibility": {
                "worn": -p.wear * sent * weight,
                "regained": p.regain * (1.0 - weight),
            },
            "power_cohesion": {
                "rally": p.rally * worst * (1.0 - world.power_cohesion) * _WEST,
                "wedge": -p.wedge * (1.0 - worst) * (world.power_cohesion - p.loose_west) * _WEST,
            },
            "ties_with_west": {
                "force": -p.ties_force * worst * world.ties_with_west,
                "conduct": -p.ties_conduct
                * positive(p.good_conduct - world.action_respect)
                * world.ties_with_west,
                "talks": p.ties_talks * talking * (1.0 - world.ties_with_west),
                "brokering": -p.strain
                * brokering
                * np.where(p.strain < 0, 1.0 - world.ties_with_west, world.ties_with_west),
                "settling": p.ties_settling * (p.ties_middle - world.ties_with_west),
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
