"""Stage 2: what states lean on beside the hegemon: the West, China, Turkey.

Per quarter::

    D_west[d]  += integration * (stage + alignment) * (1 - D) + support * aid * (1 - D) - fade * D
    D_china    += growth * reach * supply * (1 - D) + diversification * reach * (1 - D) - fade * D

and Turkey as China. What a power supplies in trade grows as its economy does beside the world's,
as it did before the start, and less and less::

    supply[trade] += rising * x * (1 - x)

The West binds through the stage of a bid and through conduct, in security by
the bid for NATO, else by the bid for the EU.
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray, along
from sovsim.axes import Action, Bid, Channel, Domain, Power
from sovsim.noise import Noise
from sovsim.parameters import Parameters
from sovsim.rules.contract import Outcome, Term, rule
from sovsim.rules.forms import mean, stage_share
from sovsim.shocks import Shocks
from sovsim.world import World


def _of_supplier(power: str) -> dict[str, Term]:
    """Return what moves ties to a power that binds through what it supplies."""
    return {
        "supply": Term(
            by=(f"supply_{power}_trade", f"openness_{power}"),
            sign="+",
            claims=("hadano-matrioshka-hegemony:topic",),
        ),
        "diversification": Term(
            by="action=diversify", sign="+", why="ours: who turns away turns to somebody"
        ),
        "fade": Term(by=f"dependence_{power}", sign="-", why="ours: ties that nobody tends loosen"),
    }


def _rising(parameters: Parameters) -> FloatArray:
    """Return how fast each power's supply in trade rises, ``(power, channel, run or 1, 1)``."""
    rising = parameters.table("outer_ties.rising", Power)
    pace: FloatArray = rising[:, None] * along(Channel, {Channel.TRADE: 1.0})
    return pace


@rule(
    reads=(
        "dependence_west",
        "dependence_china",
        "dependence_turkey",
        "bid_stage",
        "alignment_west",
        "action",
        "openness",
        "power_reach",
        "supply",
        "support",
    ),
    terms={
        "dependence_west": {
            "integration": Term(
                by=("bid_stage", "alignment_west"),
                sign="+",
                claims=("hadano-eu-normative-hegemon:topic",),
            ),
            "support": Term(by="support", sign="+", claims=("overview-us-aid-ukraine:topic",)),
            "fade": Term(by="dependence_west", sign="-", why="ours: ties that nobody tends loosen"),
        },
        "supply": {
            "rise": Term(
                by="",
                sign="+",
                why="ours: who grew faster than the world before the start goes on doing so",
            )
        },
        "dependence_china": _of_supplier("china"),
        "dependence_turkey": _of_supplier("turkey"),
    },
    parameters=("outer_ties",),
    claims=("hadano-eu-normative-hegemon:topic", "hadano-matrioshka-hegemony:topic"),
)
def drift(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move dependence on the West, China and Turkey.

    The West binds through integration (the stage of a bid, alignment) and through support;
    China and Turkey through what they supply. All fade without it. A power whose economy grows
    faster than the world's comes to supply more.
    """
    p = parameters.outer_ties
    diversified = (world.action == Action.DIVERSIFY) * 1.0
    union, alliance = stage_share(world, Bid.EU), stage_share(world, Bid.NATO)
    staged = np.stack([union, alliance, union])
    held = world.dependence_west
    room = 1.0 - held
    drawn = p.by_stage * staged + p.by_alignment * world.alignment_west
    aided = parameters.table("outer_ties.aided", Domain)
    terms: dict[str, dict[str, FloatArray]] = {
        "dependence_west": {
            "integration": p.integration * drawn * room,
            "support": p.support * world.support * aided * room,
            "fade": -p.fade * held,
        },
        "supply": {"rise": _rising(parameters) * world.supply * (1.0 - world.supply)},
    }
    for power, name in ((Power.CHINA, "dependence_china"), (Power.TURKEY, "dependence_turkey")):
        held = world[name]
        reach = world.openness[power] * world.power_reach[power] * mean(world.supply[power])
        terms[name] = {
            "supply": p.growth * reach * (1.0 - held),
            "diversification": p.diversification * diversified * reach * (1.0 - held),
            "fade": -p.fade * held,
        }
    return Outcome(terms=terms)
