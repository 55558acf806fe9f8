"""Stage 9: conflict on a state's territory, rivalries, and what force leaves behind.

Invasion, seizure and subversion start fighting; so may deep cleavages by themselves. Fighting
ends by freezing, by keepers who stand between, or by settlement, and a frozen conflict can flare
up again. A ceasefire changes the fighting and nothing else (TR-16): regime and dependence have no
term here. Frozen and peacekept are different ends (TN-20).
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import ConflictStatus, Institution, Rung, Talks
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules.coercion import of_rung
from sovsim.rules.contract import Mask, Occurrence, Outcome, Transition, rule
from sovsim.rules.forms import contested_to_states, dyads_to_states
from sovsim.rules.ladder import FORCE
from sovsim.shocks import Shocks
from sovsim.world import World

_FROZEN_CLAIMS = ("jcep-sphere-causes-frozen-conflict", "jcep-west-aspiration-conflict")


def seized_by_force(world: World) -> Mask:
    """Return where the hegemon annexes or invades this quarter, shape ``(run, state)``."""
    return (world.rung == Rung.ANNEXATION) | (world.rung == Rung.INVASION)


@rule(
    reads=("rung", "request", "violation", "conflict_status"),
    transitions={"violation": ("overview-crimea-sovereignty-violation",)},
    occurrences={
        "annexation": ("overview-2014-crimea-annexation",),
        "invasion": ("overview-2022-invasion",),
    },
    parameters=("conflict",),
    claims=("overview-crimea-sovereignty-violation", "overview-2014-crimea-annexation"),
)
def force(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """State what force the hegemon uses this quarter; asked-for keepers are no violation.

    An occupier who goes on fighting goes on violating.
    """
    p = parameters.conflict
    invited = (world.rung == Rung.PEACEKEEPERS) & (world.request > 0)
    used = np.where(invited, 0.0, of_rung(world, FORCE))
    fighting = world.conflict_status == ConflictStatus.FIGHTING
    goes_on = p.war_goes_on * fighting * (world.violation > 0.5)
    return Outcome(
        transitions=(Transition("violation", np.maximum(used, goes_on), "deeds"),),
        occurrences=(
            Occurrence("annexation", world.rung == Rung.ANNEXATION, actor="hegemon"),
            Occurrence("invasion", world.rung == Rung.INVASION, actor="hegemon"),
        ),
    )


def onset_chance(world: World, parameters: Parameters) -> FloatArray:
    """Return the chance that fighting begins where there is none, shape ``(run, state)``."""
    p = parameters.conflict
    subverted = p.subversion_onset * (world.rung == Rung.SUBVERSION) * world.cleavage
    disorder = p.civil_onset * world.cleavage * world.unrest * world.unrest
    started = seized_by_force(world) * np.where(world.rung == Rung.INVASION, 1.0, p.resisted)
    at_war = dyads_to_states(world, world.dyad_war, on_own_soil=True)
    return np.maximum(np.minimum(subverted + disorder, 1.0), np.maximum(started, at_war))


@rule(
    reads=(
        "conflict_status",
        "rung",
        "talks",
        "cleavage",
        "unrest",
        "presence",
        "dyad_war",
        "violation",
        "holder",
    ),
    transitions={"conflict_status": _FROZEN_CLAIMS},
    occurrences={
        "fighting_begins": ("jcep-west-aspiration-conflict", "overview-donbas-proxy-support"),
        "conflict_frozen": ("jcep-sphere-causes-frozen-conflict",),
        "conflict_peacekept": ("hadano-cases-moldova-georgia-tajikistan",),
        "conflict_settled": ("overview-goal-stop-fighting",),
    },
    parameters=("conflict",),
    claims=(
        *_FROZEN_CLAIMS,
        "overview-goal-stop-fighting",
        "overview-minimum-order",
        "overview-differs-from-liberal",
    ),
)
def course(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Let conflicts begin, freeze, be kept or settled; keepers leave room to settle."""
    return _course(world, parameters, noise, parameters.conflict.keepers_delay)


@course.variant("order", claims=("overview-goal-stop-fighting",))
def course_order(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """RH-11 A: keepers stop the fighting and a settlement comes no later for it."""
    return _course(world, parameters, noise, 0.0)


@course.variant(
    "freeze", claims=("hadano-paradox-regional-peacekeepers", "jcep-sphere-causes-frozen-conflict")
)
def course_freeze(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """RH-11 B: keepers stop the fighting by freezing the dispute; while they stay none settles."""
    return _course(world, parameters, noise, 1.0)


def _course(
    world: World, parameters: Parameters, noise: Noise, delay: FloatArray | float
) -> Outcome:
    p = parameters.conflict
    states = world.unrest.shape[-1]
    status = world.conflict_status
    draw = noise.uniform(Purpose.CONFLICT_TRANSITION, states)
    begins = noise.uniform(Purpose.CONFLICT_ONSET, states) < onset_chance(world, parameters)
    fighting, frozen = status == ConflictStatus.FIGHTING, status == ConflictStatus.FROZEN
    kept = status == ConflictStatus.PEACEKEPT
    at_war = dyads_to_states(world, world.dyad_war, on_own_soil=True) > 0
    pressed = (begins & seized_by_force(world)) | at_war
    lost = contested_to_states(world, (world.holder > 0).astype(np.float64)) > 0
    keepers = ((world.rung == Rung.PEACEKEEPERS) | (world.presence > p.keepers_needed)) & ~pressed
    talking = world.talks > Talks.NONE
    open_war = world.violation > 0.5
    settle = p.settle * (1.0 - delay * keepers) * np.where(lost, p.settle_when_lost, 1.0)
    settle = settle * np.where(open_war, 0.3, 1.0)
    helped = (1.0 + p.talks_help * talking) * (1.0 + p.keepers_help * keepers)
    calm = p.calm * helped * np.where(open_war, p.calm_in_war, 1.0)
    quiet = fighting & ~pressed & ~begins
    to_settled = (quiet | frozen | kept) & ~begins & (draw < settle)
    ends = quiet & (draw >= settle) & (draw < settle + calm)
    to_kept = (ends & keepers & ~open_war) | (frozen & (world.rung == Rung.PEACEKEEPERS) & ~begins)
    to_frozen = (ends & ~to_kept) | (kept & ~keepers & ~to_settled & ~begins)
    flares = frozen & (draw > 1.0 - p.flare * (1.0 + world.unrest))
    to_fighting = ((begins & ~fighting) | flares) & ~to_settled
    to_kept = to_kept & ~to_settled & ~to_fighting
    to_frozen = to_frozen & ~to_settled & ~to_fighting
    changes = (
        (to_settled, ConflictStatus.SETTLED, "conflict_settled"),
        (to_kept, ConflictStatus.PEACEKEPT, "conflict_peacekept"),
        (to_frozen, ConflictStatus.FROZEN, "conflict_frozen"),
        (to_fighting, ConflictStatus.FIGHTING, "fighting_begins"),
    )
    return Outcome(
        transitions=tuple(
            Transition("conflict_status", float(code), cause, where=where)
            for where, code, cause in changes
        ),
        occurrences=tuple(
            Occurrence(cause, where, cause="force" if cause == "fighting_begins" else "")
            for where, _, cause in changes
        ),
    )


@rule(
    reads=(
        "conflict_status",
        "conflict_intensity",
        "war_quarters",
        "dyad_war",
        "presence",
        "territory_held",
        "violation",
        "rung",
        "capacity",
        "support",
        "readiness",
        "deployment_days",
    ),
    terms={
        "conflict_intensity": {"fighting": ("overview-periodic-conflict",), "calm": ()},
        "war_quarters": {"passed": (), "peace": ()},
        "presence": {
            "keepers": ("hadano-cases-moldova-georgia-tajikistan",),
            "occupation": ("overview-2014-crimea-annexation",),
            "withdrawal": (),
        },
        "territory_held": {
            "annexed": ("overview-2014-crimea-annexation",),
            "front": ("overview-2022-invasion", "overview-us-aid-ukraine"),
            "restored": (),
        },
    },
    parameters=("conflict",),
    claims=("overview-ukraine-keeps-claim",),
)
def effects(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move intensity, foreign presence and territory held in fact; the title stays."""
    p = parameters.conflict
    fighting = world.conflict_status == ConflictStatus.FIGHTING
    over = (world.conflict_status == ConflictStatus.NONE) | (
        world.conflict_status == ConflictStatus.SETTLED
    )
    held_in_place = world.conflict_status == ConflictStatus.PEACEKEPT
    invaded = fighting & (world.violation > 0.5)
    target = np.where(invaded, 0.9, np.where(fighting, 0.45, 0.03))
    keepers = (world.rung == Rung.PEACEKEEPERS) * 1.0
    at_war = fighting | (dyads_to_states(world, world.dyad_war) > 0)
    strength = world.readiness - 0.6 * world.capacity - 0.6 * world.support
    return Outcome(
        terms={
            "conflict_intensity": {
                "fighting": p.intensity_rate * target * fighting,
                "calm": p.intensity_rate * (target * ~fighting - world.conflict_intensity),
            },
            "war_quarters": {
                "passed": at_war.astype(np.float64),
                "peace": -world.war_quarters * ~at_war,
            },
            "presence": {
                "keepers": p.keepers_size * keepers * (1.0 - world.presence),
                "occupation": 0.6 * seized_by_force(world) * (1.0 - world.presence),
                "withdrawal": -p.leaving
                * (over | (fighting & ~invaded))
                * (world.deployment_days <= 0)
                * world.presence
                - p.keepers_leaving * held_in_place * world.presence,
            },
            "territory_held": {
                "annexed": -p.annexed * (world.rung == Rung.ANNEXATION) * world.territory_held,
                "front": -p.front * invaded * strength * world.territory_held,
                "restored": p.restored
                * (world.conflict_status == ConflictStatus.SETTLED)
                * (1.0 - world.territory_held),
            },
        }
    )


@rule(
    reads=("rivalry", "dyad_war", "membership", "cohesion"),
    terms={"rivalry": {"standing": (), "war": (), "fade": ()}},
    transitions={"dyad_war": ("hadano-2020-karabakh-missed",)},
    occurrences={
        "regional_war": ("hadano-2020-karabakh-missed",),
        "regional_war_ends": ("hadano-2020-karabakh-missed",),
    },
    parameters=("conflict",),
    claims=("hadano-karabakh-2020-who-kept-peace",),
)
def rivalries(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Let rivals go to war and stop; members of one alliance do so less the more it holds."""
    p = parameters.conflict
    first, second = world.topology.dyad_members
    dyads = world.rivalry.shape[-1]
    draw = noise.uniform(Purpose.DYAD_WAR, dyads)
    member = world.membership[Institution.CSTO]
    bound = member[:, first] * member[:, second] * world.cohesion[Institution.CSTO]
    onset = p.rivals_onset * world.rivalry * world.rivalry * (1.0 - bound)
    starts = (world.dyad_war == 0) & (draw < onset)
    ends = (world.dyad_war > 0) & (draw > 1.0 - p.rivals_end)
    return Outcome(
        terms={
            "rivalry": {
                "standing": p.rivalry_rate * (p.standing_rivalry - world.rivalry),
                "war": 0.1 * world.dyad_war * (1.0 - world.rivalry),
                "fade": -0.05 * ends * world.rivalry,
            }
        },
        transitions=(
            Transition("dyad_war", 1.0, "regional_war", where=starts),
            Transition("dyad_war", 0.0, "regional_war_ends", where=ends),
        ),
        occurrences=(
            Occurrence("regional_war", starts, unit="dyad"),
            Occurrence("regional_war_ends", ends, unit="dyad"),
        ),
    )
