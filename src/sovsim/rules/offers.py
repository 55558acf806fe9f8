"""Stage 4: what outer powers offer.

EU, NATO, China and Turkey each withhold, offer, advance or slow. The West weighs interest (how
open it is, how near the state), fitness (governance against what it demands, open conflict) and
risk (the hegemon's stake and nuclear signals); China and Turkey weigh reach and supply.
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import Bid, BidStage, ConflictStatus, Offer, Power
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules.contract import Choice, Outcome, rule
from sovsim.rules.forms import mean
from sovsim.rules.quantal_response import per_option
from sovsim.shocks import Shocks
from sovsim.world import World

_DRAWS = {
    Power.EU: Purpose.OFFER_EU,
    Power.NATO: Purpose.OFFER_NATO,
    Power.CHINA: Purpose.OFFER_CHINA,
    Power.TURKEY: Purpose.OFFER_TURKEY,
}
_FORTHCOMING = np.array([0.0, 0.6, 1.0, -0.4])[:, None, None]
_DEMANDING = np.array([0.0, -0.3, -1.0, 0.6])[:, None, None]
"""How far withhold, offer, advance and slow answer interest, and unfitness (signs ours)."""

_MOTIVES = {
    "base_rate": (),
    "interest": ("jcep-role-eu", "jcep-role-nato", "hadano-enp-instrument"),
    "fitness": ("hadano-eu-normative-hegemon",),
    "risk": ("overview-nuclear-threats", "overview-war-aim-halt-support"),
}


@rule(
    reads=(
        "openness",
        "western_reach",
        "power_reach",
        "conditionality",
        "regime_type",
        "conflict_status",
        "bid_stage",
        "alignment_west",
        "sphere",
        "nuclear_signal",
        "supply",
        "power_cohesion",
    ),
    choices={"offer": _MOTIVES},
    parameters=("offers",),
    claims=("jcep-role-eu", "jcep-role-nato", "hadano-enp-instrument"),
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


def _western(world: World, parameters: Parameters, noise: Noise, power: Power, bid: Bid) -> Choice:
    p = parameters.offers
    reach = world.western_reach[bid]
    interest = (
        world.openness[power]
        * world.power_cohesion[power]
        * (0.6 * reach + 0.4 * mean(world.alignment_west))
    )
    status = world.conflict_status
    disorder = (status == ConflictStatus.FIGHTING) | (status == ConflictStatus.FROZEN)
    unfit = np.maximum(world.conditionality[power] - world.regime_type, 0.0) + 0.3 * disorder
    risk = world.sphere * (p.sphere_risk + world.nuclear_signal)
    stage = world.bid_stage[bid]
    eligible = np.stack(
        [
            np.ones_like(reach, dtype=np.bool_),
            (stage < BidStage.MEMBER) & (reach > p.least_reach),
            (stage >= BidStage.ASPIRANT) & (stage < BidStage.MEMBER) & (reach > p.least_reach),
            (stage >= BidStage.ASPIRANT) & (stage < BidStage.MEMBER),
        ]
    )
    return Choice(
        decision="offer",
        options=Offer,
        terms={
            "base_rate": per_option(0.0, p.offer, p.advance, p.slow),
            "interest": p.interest * interest * _FORTHCOMING,
            "fitness": p.fitness * unfit * _DEMANDING,
            "risk": p.risk * risk * _DEMANDING,
        },
        eligible=eligible,
        draw=noise.uniform(_DRAWS[power], reach.shape[-1]),
        scale=p.scale,
        index=(int(power),),
        actor=power.name,
    )


def _supplier(world: World, parameters: Parameters, noise: Noise, power: Power) -> Choice:
    p = parameters.offers
    reach = world.power_reach[power]
    interest: FloatArray = world.openness[power] * reach * (0.5 + mean(world.supply[power]))
    eligible = np.stack(
        [
            np.ones_like(reach, dtype=np.bool_),
            reach > p.least_reach,
            np.zeros_like(reach, dtype=np.bool_),
            np.zeros_like(reach, dtype=np.bool_),
        ]
    )
    return Choice(
        decision="offer",
        options=Offer,
        terms={
            "base_rate": per_option(0.0, p.offer, 0.0, 0.0),
            "interest": p.interest * interest * _FORTHCOMING,
        },
        eligible=eligible,
        draw=noise.uniform(_DRAWS[power], reach.shape[-1]),
        scale=p.scale,
        index=(int(power),),
        actor=power.name,
    )
