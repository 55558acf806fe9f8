"""Markets within reach: how much of a state's trade each draws, and who else sells or buys energy.

Gravity, ours (Tinbergen 1962; Head, Mayer and Ries 2010 on the trade of former empires)::

    the hegemon's = resources * nearness * fed * (1 - scar) * (1 + free_trade * CIS)
                    * (1 + kinship * D_society) * (1 + fuel * P * D_energy * (1 - exporter))
    all others'   = rest_of_world * (1 + others * supply within reach) * (1 + sales * P * exporter)

``P`` is the world's price of energy: dear energy swells the bill of those who buy it from the
hegemon, and what those who have it sell to everybody else. What ties of language and habit leave
of the old trade fades with them.
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import Channel, Institution, Power
from sovsim.parameters import Parameters
from sovsim.rules.dependence import supplied
from sovsim.rules.engagement import fed
from sovsim.rules.forms import dyads_to_states, neighbours_mean
from sovsim.world import World

WEIGHTS = (
    "dependence",
    "trade_scar",
    "resources",
    "proximity",
    "contact",
    "membership",
    "energy_price",
    "energy_exporter",
    "supply",
    "openness",
    "power_reach",
)
"""What a rule reads that weighs markets."""

WAYS = ("supply", "openness", "power_reach", "rivalry", "dyad_war")
"""What a rule reads, beside energy's own variables, that asks for other ways of energy."""


def hegemons_market(world: World, parameters: Parameters) -> FloatArray:
    """Return the weight of the hegemon's market for each state, shape ``(run, state)``."""
    p = parameters.economic_ties
    near = p.far + (1.0 - p.far) * world.proximity
    bought = world.dependence[Channel.ENERGY] * (1.0 - world.energy_exporter)
    weight: FloatArray = (
        world.resources
        * near
        * fed(world, parameters)
        * (1.0 - world.trade_scar)
        * (1.0 + p.free_trade * world.membership[Institution.CIS])
        * (1.0 + p.kinship * world.dependence[Channel.SOCIETY])
        * (1.0 + p.fuel * world.energy_price * bought)
    )
    return weight


def other_markets(world: World, parameters: Parameters) -> FloatArray:
    """Return the weight of all other markets for each state, shape ``(run, state)``."""
    p = parameters.economic_ties
    weight: FloatArray = (
        p.rest_of_world
        * (1.0 + p.others * supplied(world, Channel.TRADE))
        * (1.0 + p.sales * world.energy_price * world.energy_exporter)
    )
    return weight


def ways(world: World, parameters: Parameters) -> FloatArray:
    """Return how far energy has a way that is not the hegemon's, 0 to 1, shape ``(run, state)``.

    Who buys needs another seller: outer powers, or a neighbour with energy and a way of its own
    with whom there is no quarrel. Who sells needs another buyer within reach.
    """
    p = parameters.economic_ties
    free_seller = world.energy_exporter * (1.0 - world.dependence[Channel.ENERGY])
    quarrel = dyads_to_states(world, np.maximum(world.rivalry, world.dyad_war))
    next_door = neighbours_mean(world, free_seller) * (1.0 - quarrel)
    sellers = supplied(world, Channel.ENERGY) + p.next_door * next_door
    buyers = np.zeros_like(sellers)
    for power in Power:
        buyers += world.openness[power] * world.power_reach[power]
    way = sellers + (buyers - sellers) * world.energy_exporter
    return np.minimum(way / p.ample, 1.0)
