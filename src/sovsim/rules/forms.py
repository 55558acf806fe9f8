"""Readings of the world that several rules share, and the few mathematical forms they use.

All are ours. Sums over a leading axis are written as explicit additions: their result must not
depend on how many runs stand side by side.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from sovsim.arrays import FloatArray, at_codes, over_units
from sovsim.axes import Bid, BidStage, Channel, Domain, Institution, Level, Norm, NormRoute, Power
from sovsim.parameters import Parameters
from sovsim.rules.reading import reading
from sovsim.special import expit
from sovsim.world import World

Mask = npt.NDArray[np.bool_]

CHANNELS: dict[Domain, tuple[Channel, ...]] = {
    Domain.POLITICAL: (Channel.SOCIETY, Channel.SECURITY, Channel.ENERGY),
    Domain.SECURITY: (Channel.SECURITY, Channel.SOCIETY),
    Domain.ECONOMIC: (Channel.ENERGY, Channel.TRADE, Channel.LABOUR),
}
"""The channels through which a state leans on the hegemon in each domain; ours."""


BY_A_BODY = (NormRoute.EXISTING_BODY, NormRoute.NEW_BODY, NormRoute.FORUM_SHIFT)
"""Ways that go through an organisation: what document 002 calls indirect."""


def sigmoid(x: FloatArray) -> FloatArray:
    """Return the logistic function."""
    value: FloatArray = expit(x)
    return value


def positive(x: FloatArray) -> FloatArray:
    """Return the positive part."""
    return np.maximum(x, 0.0)


def room(push: FloatArray, held: FloatArray) -> FloatArray:
    """Return what is left of a share on the side to which it is pushed."""
    left: FloatArray = np.where(push > 0, 1.0 - held, held)
    return left


def damped(push: FloatArray, held: FloatArray) -> FloatArray:
    """Damp a push toward the bound that it points to: what is missing, or what is there."""
    return push * room(push, held)


def mean(array: FloatArray) -> FloatArray:
    """Return the mean over the leading axis."""
    total = array[0].copy()
    for part in array[1:]:
        total += part
    return total / len(array)


def by_code(table: FloatArray, codes: FloatArray) -> FloatArray:
    """Return a table's value for each code, shape ``(run, unit)``.

    Args:
        table: shape ``(member, run or 1, 1)``, as from `sovsim.parameters.Parameters.table`.
        codes: what was decided or holds, shape ``(run, unit)``.
    """
    members = codes.astype(np.int64)
    if table.shape[1] == 1:
        return at_codes(table[:, 0, 0], members)
    runs = np.arange(table.shape[1])[:, None]
    chosen: FloatArray = table[members, runs, 0]
    return chosen


def channel_shares(parameters: Parameters, domain: Domain) -> dict[Channel, FloatArray]:
    """Return what share of dependence in a domain is each channel's, each ``(run or 1, 1)``.

    Whatever weights are set, they are taken against their sum, so that dependence stays a share.
    """
    weights = parameters.table(f"dependence.loading_{domain.name.lower()}", Channel)
    whole: FloatArray | float = 0.0
    for channel in CHANNELS[domain]:
        whole = whole + weights[channel]
    return {channel: weights[channel] / whole for channel in CHANNELS[domain]}


@reading("dependence")
def dependence_by_domain(world: World, parameters: Parameters) -> FloatArray:
    """Return dependence on the hegemon by domain, shape ``(domain, run, state)``, 0 to 1.

    A rule that calls it declares the parameters of ``dependence``.
    """
    held = world.dependence
    result = np.empty((len(CHANNELS), *held.shape[1:]), like=held)
    for domain in CHANNELS:
        (first, share), *others = channel_shares(parameters, domain).items()
        np.multiply(share, held[first], out=result[domain])
        for channel, weight in others:
            result[domain] += weight * held[channel]
    return result


@reading("dependence")
def overall_dependence(world: World, parameters: Parameters) -> FloatArray:
    """Return dependence on the hegemon over all domains, shape ``(run, state)``."""
    return mean(dependence_by_domain(world, parameters))


def energy_leverage(world: World) -> FloatArray:
    """Return what cutting off energy would take, 0 to 1, shape ``(run, state)``.

    An exporter of oil or gas in its own right cannot be cut off; that its way out runs through the
    hegemon counts as dependence, but to close it is no move of the model. Who owes for what it
    bought can be cut off with a reason.
    """
    leaning = world.dependence[Channel.ENERGY] * (1.0 - world.energy_exporter)
    return leaning * 0.5 * (1.0 + world.arrears)


def latent_demand(world: World) -> FloatArray:
    """Return what the hegemon silently asks, by domain: ``(1 - conception) * expectation``.

    A state of which full sovereignty is granted, or of which nothing is expected, is under no
    latent demand (jcep-implicit-expectation, jcep-not-fully-autonomous).
    """
    return (1.0 - world.sovereignty_conception) * world.expected_compliance


def domination(world: World) -> FloatArray:
    """Return latent demand and exercised pressure together, ``L + (1 - L) * p``, by domain."""
    latent = latent_demand(world)
    return latent + (1.0 - latent) * world.pressure


def compulsion(
    world: World, parameters: Parameters, capacity_shield: float | FloatArray
) -> FloatArray:
    """Return how far conduct follows what is expected and not what is wanted, by domain.

    ``K = D * (L + (1 - L) * p) * (1 - shield * capacity)``, all 0 to 1.
    """
    return (
        dependence_by_domain(world, parameters)
        * domination(world)
        * (1.0 - capacity_shield * world.capacity)
    )


def neighbours_mean(world: World, array: FloatArray) -> FloatArray:
    """Return the weighted mean over a state's neighbours, shape ``(run, state)``."""
    weights = world.topology.neighbour_weight
    indices = world.topology.neighbours
    total = np.zeros_like(array)
    for index, weight in zip(indices, weights, strict=True):
        total += weight * array[:, index]
    return total


def dyads_to_states(world: World, array: FloatArray, *, on_own_soil: bool = False) -> FloatArray:
    """Return the largest value among a state's rivalries, shape ``(run, state)``; 0 without.

    Args:
        on_own_soil: count only rivalries that are fought out on the state's own soil.
    """
    result = np.zeros((array.shape[0], world.topology.state_dyads.shape[-1]), like=array)
    if array.shape[-1] == 0:
        return result
    topology = world.topology
    masks = topology.state_dyads_ground if on_own_soil else topology.state_dyads_mask
    for index, mask in zip(topology.state_dyads, masks, strict=True):
        result = np.maximum(result, mask * array[:, index])
    return result


def contested_to_states(world: World, array: FloatArray) -> FloatArray:
    """Return the largest value among the units contested in a state, shape ``(run, state)``."""
    result = np.zeros((array.shape[0], world.topology.state_contested.shape[-1]), like=array)
    if array.shape[-1] == 0:
        return result
    for index, mask in zip(
        world.topology.state_contested, world.topology.state_contested_mask, strict=True
    ):
        result = np.maximum(result, mask * array[:, index])
    return result


def over_states(array: FloatArray, weight: FloatArray | None = None) -> FloatArray:
    """Return the weighted mean over states, shape ``(..., run, 1)``; 0 where no weight is."""
    if weight is None:
        return over_units(array) / array.shape[-1]
    weighted = over_units(array * weight)
    whole = over_units(np.broadcast_to(weight, array.shape))
    return weighted / np.maximum(whole, 1e-12)


def stage_share(world: World, bid: Bid) -> FloatArray:
    """Return how far a bid has come, 0 (none) to 1 (member), shape ``(run, state)``."""
    return world.bid_stage[bid] / float(BidStage.MEMBER)


def western_resolve(world: World) -> FloatArray:
    """Return the resolve of the EU and NATO, weighed by their cohesion, shape ``(run, 1)``."""
    return 0.5 * (
        world.resolve[Power.EU] * world.power_cohesion[Power.EU]
        + world.resolve[Power.NATO] * world.power_cohesion[Power.NATO]
    )


@reading("openness", "near_pole", "membership")
def western_pull(world: World) -> FloatArray:
    """Return how strongly the EU and NATO draw a state, 0 to 1, shape ``(run, state)``."""
    near = near_pole(world)
    return 0.5 * (
        world.openness[Power.EU] * near[Bid.EU] + world.openness[Power.NATO] * near[Bid.NATO]
    )


@reading("near_pole", "membership")
def near_pole(world: World) -> FloatArray:
    """Return how near a member of EU and NATO stands now, shape ``(bid, run, state)``, 0 to 1.

    A member outside the region as its data say, or a neighbour inside it that has joined.
    """
    near = world.near_pole.copy()
    topology = world.topology
    borders = [weight > 0 for weight in topology.neighbour_weight]
    for bid, body in ((Bid.EU, Institution.EU), (Bid.NATO, Institution.NATO)):
        member = world.membership[body]
        for index, border in zip(topology.neighbours, borders, strict=True):
            np.maximum(near[bid], member[:, index] * border, out=near[bid])
    return near


@reading("openness", "power_reach", "supply")
def outside_options(
    world: World, powers: Iterable[Power] = Power, held: FloatArray | None = None
) -> FloatArray:
    """Return how much outer powers can offer in place of the hegemon, shape ``(run, state)``.

    Per power: openness times reach times mean supply; together ``1 - prod(1 - each)``, so one
    more power adds room, but less than the one before.

    Args:
        held: share of each power's supply that the hegemon holds back, shape ``(power, run, 1)``.
    """
    closed = np.ones_like(world.power_reach[Power.EU])
    for power in powers:
        supply = mean(world.supply[power])
        if held is not None:
            supply = supply * (1.0 - held[power])
        closed = closed * (1.0 - world.openness[power] * world.power_reach[power] * supply)
    return 1.0 - closed


def regional_membership(world: World) -> FloatArray:
    """Return the share of CIS, CSTO and EAEU that a state belongs to, shape ``(run, state)``."""
    return (
        world.membership[Institution.CIS]
        + world.membership[Institution.CSTO]
        + world.membership[Institution.EAEU]
    ) / 3.0


def recognised_norms(world: World) -> FloatArray:
    """Return the protection that non-intervention gives at both levels, shape ``(run, 1)``."""
    return mean(world.norm_strength[Norm.NON_INTERVENTION])


def through_a_body(world: World, level: Level) -> FloatArray:
    """Return 1 where the hegemon works on a level's norms through a body, shape ``(run, 1)``."""
    chosen = world.norm_route[level]
    used: Mask = np.zeros_like(chosen, dtype=np.bool_)
    for way in BY_A_BODY:
        used |= chosen == float(way)
    return used.astype(np.float64)
