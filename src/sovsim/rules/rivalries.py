"""Stage 9: rivals: how strong each is, when they go to war, and when they stop.

Strength is the state's own capacity, rents that buy arms, arms and backing from outer powers (a
second guarantor), and an alliance that is trusted to act. Where one side's land is held by the
other, rivalry stays high, and war comes nearer as the side that lost becomes the stronger.
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import Channel, Holder, Institution, Power
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules.contract import Occurrence, Outcome, Term, Transition, rule
from sovsim.rules.forms import positive
from sovsim.rules.society import held_back
from sovsim.shocks import Shocks
from sovsim.world import World

STRENGTH_READS = (
    "capacity",
    "energy_exporter",
    "welfare",
    "openness",
    "power_reach",
    "supply",
    "membership",
    "credibility",
    "leverage_turkey",
)
"""What `strength` reads."""


def strength(world: World, parameters: Parameters) -> FloatArray:
    """Return each state's strength against a rival, shape ``(run, state)``."""
    p = parameters.rivalries
    unarmed = np.ones_like(world.capacity)
    held = held_back(world, parameters)
    for power in Power:
        supplied = world.supply[power, Channel.SECURITY] * (1.0 - held[power])
        unarmed = unarmed * (1.0 - world.openness[power] * world.power_reach[power] * supplied)
    pact = world.membership[Institution.CSTO] * world.credibility[Institution.CSTO]
    total: FloatArray = (
        world.capacity
        + p.rents * world.energy_exporter * world.welfare
        + p.outer_arms * (1.0 - unarmed)
        + p.guarantor * pact
    )
    return total


def _claims_on_land(
    world: World, parameters: Parameters, dyads: int
) -> tuple[FloatArray, FloatArray]:
    """Return for each rivalry whether one side's land is lost, and how much stronger it is."""
    lost = np.zeros((world.runs, dyads), like=world.capacity)
    over = np.zeros_like(lost)
    topology = world.topology
    strong = strength(world, parameters)
    for unit, dyad in enumerate(topology.contested_dyad.tolist()):
        if dyad < 0:
            continue
        gone = (world.holder[:, unit] != Holder.PARENT) * 1.0
        parent, rival = topology.contested_parent[unit], topology.contested_rival[unit]
        better = positive(strong[:, parent] - strong[:, rival])
        lost[:, dyad] = np.maximum(lost[:, dyad], gone)
        over[:, dyad] = np.maximum(over[:, dyad], gone * better)
    return lost, over


@rule(
    reads=(
        "rivalry",
        "dyad_war",
        "war_quarters",
        "cohesion",
        "holder",
        "presence",
        *STRENGTH_READS,
    ),
    terms={
        "rivalry": {
            "standing": Term("", "+", why="ours: borders and water are there to stay"),
            "land": Term("holder", "+", ("hadano-2020-karabakh-missed:topic",)),
            "war": Term("dyad_war", "+", why="ours: war breeds hatred"),
            "fade": Term("rivalry", "-", why="ours: it settles where it stood"),
            "relief": Term("dyad_war", "-", why="ours: an end to a war takes some of it away"),
        }
    },
    transitions={"dyad_war": ("hadano-2020-karabakh-missed:topic",)},
    occurrences={
        "regional_war": ("hadano-2020-karabakh-missed:topic",),
        "regional_war_ends": ("hadano-2020-karabakh-missed:topic",),
    },
    parameters=("rivalries", "society"),
    claims=("hadano-karabakh-2020-who-kept-peace:topic",),
)
def rivalries(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Let rivals go to war and stop.

    Members of one alliance do so less the more it holds, and troops that stand between hold them
    back; lost land that could be taken back draws them on. A long war is likelier to stop.
    """
    p = parameters.rivalries
    first, second = world.topology.dyad_members
    dyads = world.rivalry.shape[-1]
    draw = noise.uniform(Purpose.DYAD_WAR, dyads)
    member = world.membership[Institution.CSTO]
    bound = member[:, first] * member[:, second] * world.cohesion[Institution.CSTO]
    between = np.maximum(world.presence[:, first], world.presence[:, second])
    lost, over = _claims_on_land(world, parameters, dyads)
    held, war = world.rivalry, world.dyad_war
    onset = p.onset * held * held * (1.0 - bound) * (1.0 - p.deterred * between)
    starts = (war == 0) & (draw < onset * (1.0 + p.revision * over))
    lasted = np.maximum(world.war_quarters[:, first], world.war_quarters[:, second])
    ripe = 1.0 + p.ripeness * lasted / (lasted + p.ripe_after)
    ends = (war > 0) & (draw > 1.0 - np.minimum(p.ends * ripe, 1.0))
    return Outcome(
        terms={
            "rivalry": {
                "standing": p.rate * p.standing * np.ones_like(held),
                "land": p.rate * p.grudge * lost,
                "war": p.war_heat * war * (1.0 - held),
                "fade": -p.rate * held,
                "relief": -p.relief * ends * held,
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
