"""Stage 9: conflict on a state's territory: how it begins, freezes, is kept and is settled.

Subversion starts fighting; so may deep cleavages by themselves, and wars of rivals. Fighting
ends by freezing, by keepers to whom both sides agreed, or by settlement, and a frozen conflict can
flare up again. A war of the hegemon's own has its course elsewhere (`sovsim.rules.war`), and a
garrison that nobody asked for keeps no peace. A ceasefire changes the fighting and nothing else
(TR-16): regime and dependence have no term here. Frozen and peacekept are different ends (TN-20).
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import (
    ConflictStatus,
    Consent,
    Domain,
    Holder,
    Mandate,
    Relation,
    Relations,
    Rung,
    Talks,
)
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules.contract import Mask, Occurrence, Outcome, Term, Transition, rule
from sovsim.rules.forms import contested_to_states, dyads_to_states, sigmoid
from sovsim.rules.reading import reading
from sovsim.shocks import Shocks
from sovsim.world import World

_FROZEN_CLAIMS = (
    "jcep-sphere-causes-frozen-conflict:sign",
    "jcep-west-aspiration-conflict:topic",
)


@reading("holder")
def land_is_lost(world: World) -> Mask:
    """Return where others than the parent hold a contested unit, shape ``(run, state)``."""
    return contested_to_states(world, (world.holder > 0).astype(np.float64)) > 0


@reading("holder")
def has_seceded(world: World) -> FloatArray:
    """Return 1 where a state has lost a contested unit to secession alone, to no small rival."""
    unclaimed = world.topology.contested_rival < 0
    lost = (world.holder == Holder.SECESSION) & unclaimed
    return contested_to_states(world, lost.astype(np.float64))


def onset_chance(world: World, parameters: Parameters) -> FloatArray:
    """Return the chance that fighting begins without the hegemon's own troops, ``(run, state)``."""
    p = parameters.conflict
    subverted = p.subversion_onset * (world.rung == Rung.SUBVERSION) * world.cleavage
    helpless = (1.0 - world.capacity) * (1.0 - world.capacity)
    disorder = p.civil_onset * world.cleavage * world.unrest * world.unrest * helpless
    at_war = dyads_to_states(world, world.dyad_war, on_own_soil=True)
    return np.maximum(np.minimum(subverted + disorder, 1.0), at_war)


def agrees(world: World, parameters: Parameters) -> FloatArray:
    """Return the chance that a government lets the hegemon keep a ceasefire, ``(run, state)``.

    Who wishes it for its security, lacks means or has its troops there already agrees sooner, and
    troops persuade in the measure of relations; an occupier's persuade nobody, and who has broken
    with the hegemon does not agree. Who has lost land to a secession is the losing side: it needs
    a guarantor sooner.
    """
    p = parameters.conflict
    there = np.maximum(world.presence, world.presence_unasked * (1.0 - world.occupation))
    chance = sigmoid(
        p.consent_base
        + p.consent_wish * world.preference_russia[Domain.SECURITY]
        - p.consent_means * world.capacity
        + p.consent_losing * has_seceded(world)
        + p.consent_troops * there * world.relation[Relation.HEGEMON]
    )
    return chance * (world.diplomatic_relations == Relations.OPEN)


def _rival_agrees(world: World, chance: FloatArray) -> FloatArray:
    """Return the chance that a rival with a claim agrees too; 1 where there is none."""
    result = np.ones_like(chance)
    topology = world.topology
    for parent, rival in zip(
        topology.contested_parent.tolist(), topology.contested_rival.tolist(), strict=True
    ):
        if rival >= 0:
            result[:, parent] = np.minimum(result[:, parent], chance[:, rival])
    return result


@rule(
    reads=(
        "conflict_status",
        "armistice",
        "hegemon_war",
        "rung",
        "talks",
        "cleavage",
        "unrest",
        "presence",
        "presence_unasked",
        "presence_consent",
        "presence_mandate",
        "occupation",
        "diplomatic_relations",
        "relation",
        "war_quarters",
        "dyad_war",
        "holder",
        "preference_russia",
        "capacity",
    ),
    transitions={"conflict_status": _FROZEN_CLAIMS, "armistice": ("overview-role-broker:topic",)},
    occurrences={
        "fighting_begins": (
            "jcep-west-aspiration-conflict:topic",
            "overview-donbas-proxy-support:sign",
        ),
        "conflict_frozen": ("jcep-sphere-causes-frozen-conflict:sign",),
        "conflict_peacekept": ("hadano-cases-moldova-georgia-tajikistan:topic",),
        "conflict_settled": ("jcep-sphere-causes-frozen-conflict:topic",),
        "armistice": ("overview-goal-stop-fighting:topic",),
    },
    parameters=("conflict",),
    claims=(
        *_FROZEN_CLAIMS,
        "overview-goal-stop-fighting:sign",
        "overview-minimum-order:topic",
        "overview-differs-from-liberal:topic",
    ),
)
def course(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Let conflicts begin, freeze, be kept or settled; keepers leave room to settle.

    An armistice that lets the hegemon keep it stands until keepers come, fighting begins anew or
    the government has changed its mind.
    """
    return _course(world, parameters, noise, parameters.conflict.keepers_delay)


@course.variant("order", claims=("overview-goal-stop-fighting:sign",))
def course_order(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """RH-11 A: keepers stop the fighting and a settlement comes no later for it."""
    return _course(world, parameters, noise, 0.0)


@course.variant(
    "freeze",
    claims=(
        "hadano-paradox-regional-peacekeepers:topic",
        "jcep-sphere-causes-frozen-conflict:topic",
    ),
)
def course_freeze(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """RH-11 B: keepers stop the fighting by freezing the dispute; while they stay none settles."""
    return _course(world, parameters, noise, 1.0)


def _course(
    world: World, parameters: Parameters, noise: Noise, delay: FloatArray | float
) -> Outcome:
    p = parameters.conflict
    states = world.unrest.shape[-1]
    status, own_war = world.conflict_status, world.hegemon_war > 0
    draw = noise.uniform(Purpose.CONFLICT_TRANSITION, states)
    onset = noise.uniform(Purpose.CONFLICT_ONSET, states) < onset_chance(world, parameters)
    begins = onset & ~own_war
    fighting = (status == ConflictStatus.FIGHTING) & ~own_war
    frozen, kept = status == ConflictStatus.FROZEN, status == ConflictStatus.PEACEKEPT
    rivals = dyads_to_states(world, world.dyad_war, on_own_soil=True) > 0
    arriving = world.rung == Rung.PEACEKEEPERS
    keepers = (arriving | (world.presence > p.keepers_needed)) & ~rivals
    by_consent = keepers & (world.presence_consent == Consent.BOTH_PARTIES)
    unasked = (world.presence_unasked > p.keepers_needed) & ~rivals
    standing = np.maximum(keepers, p.unasked_keeps * unasked)
    lost = np.where(land_is_lost(world), p.settle_when_lost, 1.0)
    settle = p.settle * (1.0 - delay * standing) * lost
    talking = world.talks > Talks.NONE
    ripe = 1.0 + p.ripeness * world.war_quarters / (world.war_quarters + p.ripe_after)
    calm = p.calm * ripe * (1.0 + p.talks_help * talking) * (1.0 + p.keepers_help * standing)
    quiet = fighting & ~rivals & ~begins
    to_settled = (quiet | frozen | kept) & ~begins & (draw < settle)
    ends = quiet & (draw >= settle) & (draw < settle + calm)
    mandated = p.mandate_holds * world.presence_mandate / float(Mandate.UN)
    flares = frozen & (draw > 1.0 - p.flare * (1.0 + world.unrest) * (1.0 - mandated))
    to_fighting = ((begins & ~fighting) | flares) & ~to_settled
    still = ~to_settled & ~to_fighting
    to_kept = ((ends & by_consent) | (frozen & arriving & by_consent & ~begins)) & still
    to_frozen = ((ends & ~by_consent) | (kept & ~by_consent & ~begins)) & still
    chance = agrees(world, parameters)
    lets = noise.uniform(Purpose.CONSENT, states) < chance * _rival_agrees(world, chance)
    agreed = ends & lets & ~to_kept
    unkept = (to_frozen | frozen) & still & ~to_kept & ~arriving & ~own_war
    stands = (world.armistice > 0) & lets & unkept
    changes = (
        (to_settled, ConflictStatus.SETTLED, "conflict_settled"),
        (to_kept, ConflictStatus.PEACEKEPT, "conflict_peacekept"),
        (to_frozen, ConflictStatus.FROZEN, "conflict_frozen"),
        (to_fighting, ConflictStatus.FIGHTING, "fighting_begins"),
    )
    return Outcome(
        transitions=(
            *(
                Transition("conflict_status", float(code), cause, where=where)
                for where, code, cause in changes
            ),
            Transition("armistice", (agreed | stands) * 1.0, "agreed"),
        ),
        occurrences=(
            *(
                Occurrence(cause, where, cause="force" if cause == "fighting_begins" else "")
                for where, _, cause in changes
            ),
            Occurrence("armistice", agreed, actor="hegemon"),
        ),
    )


@rule(
    reads=(
        "conflict_status",
        "conflict_intensity",
        "hegemon_war",
        "war_quarters",
        "dyad_war",
        "territory_held",
    ),
    terms={
        "conflict_intensity": {
            "war": Term("hegemon_war", "+", ("overview-2022-invasion:topic",)),
            "fighting": Term(
                "conflict_status=fighting", "+", ("overview-periodic-conflict:topic",)
            ),
            "ordinary": Term("", "+", why="ours: quiet is never quite quiet"),
            "calm": Term("conflict_intensity", "-", why="ours: fighting dies down"),
        },
        "war_quarters": {
            "passed": Term("conflict_status=fighting", "+", why="ours: it counts time"),
            "peace": Term("war_quarters", "-", why="ours: it counts time"),
        },
        "territory_held": {
            "restored": Term(
                "conflict_status=settled", "+", why="ours: a settlement gives land back"
            ),
        },
    },
    parameters=("conflict",),
    claims=("overview-periodic-conflict:topic",),
)
def effects(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move the pitch of the fighting, count its quarters, give land back after a settlement."""
    p = parameters.conflict
    war = world.hegemon_war > 0
    fighting = world.conflict_status == ConflictStatus.FIGHTING
    at_war = fighting | war | (dyads_to_states(world, world.dyad_war) > 0)
    rate = p.intensity_rate
    settled = world.conflict_status == ConflictStatus.SETTLED
    return Outcome(
        terms={
            "conflict_intensity": {
                "war": rate * p.pitch_war * war,
                "fighting": rate * p.pitch * (fighting & ~war),
                "ordinary": rate * p.simmer * ~(fighting | war),
                "calm": -rate * world.conflict_intensity,
            },
            "war_quarters": {
                "passed": at_war.astype(np.float64),
                "peace": -world.war_quarters * ~at_war,
            },
            "territory_held": {
                "restored": p.restored * settled * (1.0 - world.territory_held),
            },
        }
    )
