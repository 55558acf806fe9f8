"""Stage 4: what outer powers offer.

EU, NATO, China and Turkey each withhold, offer, advance or slow. The West weighs interest (how
open and of one mind it is, how near the state stands by conduct, place and regime), fitness
(governance against what it demands, unsettled land) and risk (the hegemon's sphere and nuclear
signals); China and Turkey weigh reach and supply. A body that the region lacks offers nothing.
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray, along
from sovsim.axes import Bid, BidStage, ConflictStatus, Institution, Offer, Power
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules.contract import Along, Choice, Outcome, Term, rule
from sovsim.rules.forms import mean, near_pole
from sovsim.rules.quantal_response import open_to
from sovsim.shocks import Shocks
from sovsim.world import World

_DRAWS = {
    Power.EU: Purpose.OFFER_EU,
    Power.NATO: Purpose.OFFER_NATO,
    Power.CHINA: Purpose.OFFER_CHINA,
    Power.TURKEY: Purpose.OFFER_TURKEY,
}
_DRIVERS = {
    "base_rate": Term("", "-", of="offer", why="ours: a power withholds as a rule"),
    "interest": Term(
        ("openness", "power_cohesion", "near_pole"),
        "+",
        ("jcep-role-eu:topic", "jcep-role-nato:topic"),
        of="offer",
    ),
    "fitness": Term("conditionality", "-", ("hadano-eu-normative-hegemon:topic",), of="advance"),
    "risk": Term("nuclear_signal", "-", ("overview-nuclear-threats:topic",), of="advance"),
}


@rule(
    reads=(
        "openness",
        "near_pole",
        "membership",
        "founded",
        "power_reach",
        "conditionality",
        "regime_type",
        "conflict_status",
        "territory_held",
        "bid_stage",
        "alignment_west",
        "sphere",
        "nuclear_signal",
        "supply",
        "power_cohesion",
    ),
    choices={"offer": _DRIVERS},
    parameters=("offers",),
    claims=("jcep-role-eu:topic", "jcep-role-nato:topic"),
)
def outer_powers(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Let each outer power decide what it puts to each state."""
    return Outcome(
        choices=(
            _western(world, parameters, noise, Power.EU, Bid.EU),
            _western(world, parameters, noise, Power.NATO, Bid.NATO),
            _supplier(world, parameters, noise, Power.CHINA),
            _supplier(world, parameters, noise, Power.TURKEY),
        )
    )


def approach(world: World, parameters: Parameters, bid: Bid) -> FloatArray:
    """Return how fit a state looks to one of the two bodies, 0 to 1, shape ``(run, state)``.

    By its conduct, its nearness to a member, and how it is governed; by no label.
    """
    p = parameters.offers
    return (
        p.alignment * mean(world.alignment_west)
        + p.nearness * near_pole(world)[bid]
        + p.regime * world.regime_type
    )


def unsettled(world: World) -> FloatArray:
    """Return how much of a state's land is in dispute, 0 to 1: fought over, frozen, or lost."""
    status = world.conflict_status
    disorder = (
        (status == ConflictStatus.FIGHTING)
        | (status == ConflictStatus.FROZEN)
        | (status == ConflictStatus.PEACEKEPT)
        | (world.territory_held < 1.0)
    )
    return disorder * 1.0


def _base_rates(parameters: Parameters) -> FloatArray:
    p = parameters.offers
    return along(Offer, {Offer.OFFER: p.offer, Offer.ADVANCE: p.advance, Offer.SLOW: p.slow})


def _western(world: World, parameters: Parameters, noise: Noise, power: Power, bid: Bid) -> Choice:
    p = parameters.offers
    fit = approach(world, parameters, bid)
    interest = world.openness[power] * world.power_cohesion[power] * fit
    land = getattr(p, f"unsettled_{bid.name.lower()}") * unsettled(world)
    unfit = np.maximum(world.conditionality[power] - world.regime_type, 0.0) + land
    risk = world.sphere * (p.sphere_risk + world.nuclear_signal)
    stage = world.bid_stage[bid]
    candidate = (stage >= BidStage.ASPIRANT) & (stage < BidStage.MEMBER)
    there = (world.founded[Institution[bid.name]] > 0) & (fit > p.least_fit)
    eligible = open_to(
        Offer,
        fit.shape,
        {
            Offer.OFFER: (stage < BidStage.MEMBER) & there,
            Offer.ADVANCE: candidate & there,
            Offer.SLOW: candidate,
        },
    )
    forthcoming = parameters.table("offers.forthcoming", Offer)
    demanding = parameters.table("offers.demanding", Offer)
    return Choice(
        decision="offer",
        options=Offer,
        terms={
            "base_rate": _base_rates(parameters),
            "interest": Along(forthcoming, p.interest * interest),
            "fitness": Along(demanding, p.fitness * unfit),
            "risk": Along(demanding, getattr(p, f"risk_{bid.name.lower()}") * risk),
        },
        eligible=eligible,
        draw=noise.uniform(_DRAWS[power], fit.shape[-1]),
        scale=p.scale,
        index=(int(power),),
        actor=power.name,
    )


def _supplier(world: World, parameters: Parameters, noise: Noise, power: Power) -> Choice:
    p = parameters.offers
    reach = world.power_reach[power]
    interest: FloatArray = (
        world.openness[power] * reach * (p.unsupplied + mean(world.supply[power]))
    )
    eligible = open_to(
        Offer,
        reach.shape,
        {Offer.OFFER: reach > p.least_reach, Offer.ADVANCE: False, Offer.SLOW: False},
    )
    return Choice(
        decision="offer",
        options=Offer,
        terms={
            "base_rate": _base_rates(parameters),
            "interest": Along(parameters.table("offers.forthcoming", Offer), p.interest * interest),
        },
        eligible=eligible,
        draw=noise.uniform(_DRAWS[power], reach.shape[-1]),
        scale=p.scale,
        index=(int(power),),
        actor=power.name,
    )
