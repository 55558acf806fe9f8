"""Which rungs of the ladder are open towards a state; no rule by itself.

Force against a state needs an opening that is fresh, or a war that is under way; the window
closes again by itself and is used up by use (`sovsim.rules.openings`).
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import Channel, ConflictStatus, Holder, Level, Norm, Rung
from sovsim.parameters import Parameters
from sovsim.rules.contract import Mask
from sovsim.rules.exposure import near
from sovsim.rules.forms import contested_to_states, energy_leverage
from sovsim.rules.presence import asked, un_mandated
from sovsim.rules.reading import reading
from sovsim.world import World

GATE_READS = (
    "dependence",
    "energy_exporter",
    "arrears",
    "conflict_status",
    "cleavage",
    "sphere",
    "hegemon_war",
    "request",
    "armistice",
    "mandate_peacekeeping",
    "norm_strength",
    "territory_held",
    "occupation",
    "opening_disorder",
    "opening_bid",
    "spent",
    "holder",
    "hegemon_recognition",
    "compatriots",
    "citizenship",
    "proximity",
    "presence",
    "presence_unasked",
)
"""What the gates and the prize read of the world."""


def cut_off(world: World) -> FloatArray:
    """Return what cutting off energy or closing the market would take, ``(run, state)``."""
    return np.maximum(energy_leverage(world), world.dependence[Channel.TRADE])


def window(world: World, parameters: Parameters, *, disorder: bool, bids: bool) -> Mask:
    """Return where force has an opening that is not used up, shape ``(run, state)``.

    What has no weight opens nothing: without a weight of opportunity, or one of its own, disorder
    does not count, and without one of bids, or one of its own, a bid does not (RH-10).
    """
    p = parameters.hegemon_policy
    weighed = (p.opportunity > 0.0) | (p.disorder_itself > 0.0)
    bidding = (p.stake_bids > 0.0) | (p.bid_itself > 0.0)
    by_disorder = (world.opening_disorder > p.window) & weighed & disorder
    by_bid = (world.opening_bid > p.window) & bidding & bids
    opened: Mask = (by_disorder | by_bid) & (world.spent < p.used_up) & (world.sphere > 0)
    return opened


def _own_units(world: World, which: Mask) -> FloatArray:
    """Return where a state has a contested unit of some kind that no other small state claims."""
    unclaimed = world.topology.contested_rival < 0
    return contested_to_states(world, (which & unclaimed).astype(np.float64))


@reading("holder")
def _land(world: World) -> FloatArray:
    """Return 1 where a state has contested units of its own, held by whomever."""
    return _own_units(world, world.holder >= Holder.PARENT)


@reading("holder")
def _held_land(world: World) -> FloatArray:
    """Return 1 where a state holds a contested unit of its own."""
    return _own_units(world, world.holder == Holder.PARENT)


def kin(world: World, parameters: Parameters) -> FloatArray:
    """Return those whom the hegemon claims as its own: compatriots and holders of its papers."""
    claimed: FloatArray = world.compatriots + parameters.hegemon_policy.papers * world.citizenship
    return claimed


@reading("holder", "hegemon_recognition", "compatriots", "citizenship")
def prize(world: World, parameters: Parameters) -> FloatArray:
    """Return what a seizure would still bring, 0 to 1, shape ``(run, state)``.

    1 while a contested unit is held by the parent or not recognised by the hegemon, little where
    all has been taken and recognised. Where there is no such unit, or another small state claims
    it, kin are what may be fought over: the fewer there are, the less there is to win.
    """
    p = parameters.hegemon_policy
    some = _land(world)
    left = _own_units(world, (world.holder == Holder.PARENT) | (world.hegemon_recognition == 0))
    among_kin = np.minimum(kin(world, parameters) / p.full_kin, 1.0)
    beyond = np.where(some > 0, left, among_kin)
    worth: FloatArray = p.little_prize + (1.0 - p.little_prize) * beyond
    return worth


def seizable(world: World, parameters: Parameters) -> Mask:
    """Return where there is land to annex: a contested unit in the parent's hands.

    Without contested units of its own, a state has such land only where it is divided deeply
    enough, the hegemon claims kin there, and its forces stand on the border or in the state.
    """
    p = parameters.hegemon_policy
    some, held = _land(world), _held_land(world)
    claimed = kin(world, parameters) > p.least_kin
    divided = (world.cleavage > p.least_cleavage) & claimed & (near(world) > p.least_near)
    there: Mask = np.where(some > 0, held > 0, divided)
    return there


def eligible_rungs(
    world: World, parameters: Parameters, *, disorder: bool = True, bids: bool = True
) -> Mask:
    """Return which rungs are open, shape ``(rung, run, state)``.

    Economic coercion needs energy or trade that can be cut, subversion a cleavage. Keepers come on
    a request, an armistice between others or a mandate of the UN, or, against norms, where the
    hegemon's own meaning of peacekeeping holds in the region. While it is at war with a state it
    neither rewards it nor invades anew; land that it occupies in the war may be annexed.
    """
    p = parameters.hegemon_policy
    status = world.conflict_status
    in_conflict = (status == ConflictStatus.FIGHTING) | (status == ConflictStatus.FROZEN)
    in_sphere, at_peace = world.sphere > 0, world.hegemon_war == 0
    own_meaning = world.norm_strength[Norm.PEACEKEEPING_RUSSIAN, Level.REGIONAL] > p.own_meaning
    uncalled = in_conflict & (un_mandated(world, parameters) | own_meaning)
    opened = window(world, parameters, disorder=disorder, bids=bids)
    occupied = ~at_peace & (world.occupation > p.held_land)
    whole = world.territory_held > p.least_territory
    eligible = np.ones((len(Rung), *world.unrest.shape), dtype=np.bool_, like=world.unrest)
    eligible[Rung.REWARD] = at_peace
    eligible[Rung.ECONOMIC_COERCION] = cut_off(world) > p.least_leverage
    eligible[Rung.SUBVERSION] = (world.cleavage > p.least_cleavage) & in_sphere
    eligible[Rung.PEACEKEEPERS] = (asked(world) | uncalled) & in_sphere & at_peace
    eligible[Rung.ANNEXATION] = (
        ((opened & at_peace & seizable(world, parameters)) | occupied) & whole & in_sphere
    )
    eligible[Rung.INVASION] = opened & at_peace
    return eligible
