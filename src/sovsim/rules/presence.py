"""Stage 9: the hegemon's troops in a state, and the three marks that each deployment carries.

The *name* is the hegemon's (the rung says "keepers"), whoever agreed. *Consent* is none, the
host's, or that of both parties to a ceasefire; the *mandate* is none, that of a body of its own,
or the UN's. Troops with consent and troops without are two stocks: the first bind, the second are
force. An own body's mandate is no consent (TR-12). Where the host breaks with the hegemon or is at
war with it, consent lapses and the troops that stand there stand there unasked.
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import (
    Breach,
    ConflictStatus,
    Consent,
    Institution,
    Mandate,
    Mission,
    Route,
    Rung,
    WarEnd,
)
from sovsim.noise import Noise
from sovsim.parameters import Parameters
from sovsim.rules.contract import Mask, Outcome, Term, Transition, rule
from sovsim.rules.forms import positive
from sovsim.shocks import Shocks
from sovsim.world import World


def seized_by_force(world: World) -> Mask:
    """Return where the hegemon annexes or invades this quarter, shape ``(run, state)``."""
    return (world.rung == Rung.ANNEXATION) | (world.rung == Rung.INVASION)


def asked(world: World) -> Mask:
    """Return where keepers would come with consent: on a request or by an armistice.

    An armistice is one between others: a war of the hegemon's own gives no consent.
    """
    return ((world.request > 0) | (world.armistice > 0)) & (world.hegemon_war == 0)


def un_mandated(world: World, parameters: Parameters) -> Mask:
    """Return where a deployment would hold the UN's mandate, shape ``(run, 1)``."""
    held: Mask = world.mandate_peacekeeping[Institution.CSTO] > parameters.presence.un_mandate
    return held


@rule(
    reads=(
        "rung",
        "route",
        "request",
        "armistice",
        "hegemon_war",
        "mission",
        "mandate_peacekeeping",
        "presence",
        "presence_unasked",
    ),
    terms={
        "presence": {
            "keepers": Term(
                "rung=peacekeepers", "+", ("hadano-cases-moldova-georgia-tajikistan:topic",)
            ),
        },
        "presence_unasked": {
            "keepers": Term("rung=peacekeepers", "+", ("hadano-peacekeepers-support-wars:topic",)),
            "invasion": Term(
                ("rung=annexation", "rung=invasion"), "+", ("overview-un-demands-withdrawal:topic",)
            ),
            "reinforced": Term("hegemon_war", "+", why="ours: a war that goes on is manned"),
        },
    },
    transitions={
        "presence_consent": ("hadano-kazakhstan-request:topic",),
        "presence_mandate": ("hadano-csto-alternative-peacekeeper:topic",),
    },
    parameters=("presence",),
    claims=("hadano-peacekeeping-contested-term:topic", "hadano-peacekeeping-definition:topic"),
)
def deploy(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Let troops come in, as keepers or by force, and mark who agreed and whose mandate it is."""
    p = parameters.presence
    called_keepers = world.rung == Rung.PEACEKEEPERS
    consented = asked(world)
    room, room_unasked = 1.0 - world.presence, 1.0 - world.presence_unasked
    by_force = seized_by_force(world)
    with_consent = called_keepers & consented
    without = called_keepers & ~consented
    mission = world.mission == Mission.ACT
    both = with_consent & (world.armistice > 0)
    host = (with_consent & ~both) | mission
    own_body = (
        called_keepers
        & ((world.route == Route.EXISTING_INSTITUTION) | (world.route == Route.NEW_INSTITUTION))
    ) | mission
    by_un = own_body & un_mandated(world, parameters)
    alone = called_keepers & ~own_body
    return Outcome(
        terms={
            "presence": {"keepers": p.keepers_size * with_consent * room},
            "presence_unasked": {
                "keepers": p.keepers_size * without * room_unasked,
                "invasion": p.invasion_size * by_force * room_unasked,
                "reinforced": p.reinforced * world.hegemon_war * ~by_force * room_unasked,
            },
        },
        transitions=(
            _marked("presence_consent", Consent.HOST, host),
            _marked("presence_consent", Consent.BOTH_PARTIES, both),
            _marked("presence_mandate", Mandate.NONE, alone),
            _marked("presence_mandate", Mandate.OWN_BODY, own_body),
            _marked("presence_mandate", Mandate.UN, by_un),
        ),
    )


def _marked(variable: str, mark: Consent | Mandate, where: Mask) -> Transition:
    return Transition(variable, float(mark), "deployed", where=where)


@rule(
    reads=(
        "presence",
        "presence_unasked",
        "conflict_status",
        "hegemon_war",
        "war_end",
        "breach",
        "deployment_days",
        "basing",
    ),
    terms={
        "presence": {
            "lapsed": Term(
                "breach=sever", "-", why="ours: who breaks off relations consents no more"
            ),
            "leaving": Term("presence", "-", ("hadano-kazakhstan-withdrawal:topic",)),
        },
        "presence_unasked": {
            "lapsed": Term(
                "presence", "+", why="ours: troops whose consent lapses stand there unasked"
            ),
            "withdrawn": Term(
                "war_end=withdraw", "-", why="ours: who gives a war up takes troops away"
            ),
            "leaving": Term(
                "presence_unasked", "-", why="ours: garrisons leave hardly before a settlement"
            ),
        },
    },
    transitions={
        "presence_consent": ("hadano-peacekeeping-definition:topic",),
        "presence_mandate": ("hadano-peacekeeping-definition:topic",),
    },
    parameters=("presence", "war"),
    claims=("hadano-kazakhstan-withdrawal:topic",),
)
def stay(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Let troops stay or leave; consent lapses in a war with the host and with broken relations."""
    p = parameters.presence
    lapses = (world.hegemon_war > 0) | (world.breach == Breach.SEVER)
    given_up = (world.war_end == WarEnd.WITHDRAW) & (world.hegemon_war == 0)
    held, unasked = world.presence, world.presence_unasked
    moved = held * lapses
    return Outcome(
        terms={
            "presence": {"lapsed": -moved, "leaving": -_leaving(world, parameters) * ~lapses},
            "presence_unasked": {
                "lapsed": moved * (1.0 - unasked),
                "withdrawn": -parameters.war.evacuated * given_up * unasked,
                "leaving": -unasked
                * np.where(_over(world), p.leaving, p.leaving_garrison)
                * (world.hegemon_war == 0),
            },
        },
        transitions=(
            Transition("presence_consent", float(Consent.NONE), "lapsed", where=lapses),
            Transition("presence_mandate", float(Mandate.NONE), "lapsed", where=lapses),
        ),
    )


def _over(world: World) -> Mask:
    return (world.conflict_status == ConflictStatus.NONE) | (
        world.conflict_status == ConflictStatus.SETTLED
    )


def _leaving(world: World, parameters: Parameters) -> FloatArray:
    """Return the troops with consent that leave this quarter, shape ``(run, state)``.

    Those at agreed bases stay; a mission stays as long as its days last.
    """
    p = parameters.presence
    fighting = world.conflict_status == ConflictStatus.FIGHTING
    gone = (_over(world) | fighting) & (world.deployment_days <= 0)
    kept = world.conflict_status == ConflictStatus.PEACEKEPT
    rate = p.leaving * gone + p.leaving_kept * kept
    leaves: FloatArray = rate * positive(world.presence - p.bases * world.basing)
    return leaves
