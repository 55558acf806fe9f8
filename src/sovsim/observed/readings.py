"""What of the model an indicator measures, read from a world: shape ``(run, state)``."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import Channel, Domain, Institution, Relations, Rung
from sovsim.rules.forms import mean
from sovsim.world import World

Reading = Callable[[World], FloatArray]


def hegemons_place(world: World) -> FloatArray:
    """Where the hegemon stands on a line from the West's opposite, -1, to the West, 1."""
    return 1.0 - 2.0 * world.hegemon_distance


def place(world: World) -> FloatArray:
    """Where a state stands on that line: with each pole in the measure of its alignment with it.

    A mean of the West's place and of the hegemon's own in this quarter, weighed by the two
    alignments (means over domains): to be aligned is to weigh another's position in one's own
    choices (`jcep-priority-to-russian-interests`). Who follows neither stands at 0, with the
    world's mean; who follows both, between them. So a follower moves when the hegemon moves, and
    one who stays behind does not.
    """
    return between(mean(world.alignment_west), mean(world.alignment_russia), hegemons_place(world))


def between(west: FloatArray, hegemon: FloatArray, its_place: FloatArray) -> FloatArray:
    """Return the place of who is that far aligned with the West and with a hegemon at a place."""
    found: FloatArray = (west + hegemon * its_place) / np.maximum(west + hegemon, 1.0)
    return found


def distance(world: World) -> FloatArray:
    """How far the state's place lies from the hegemon's own."""
    return np.abs(place(world) - hegemons_place(world))


def follows_in_security(world: World) -> FloatArray:
    """Alignment with the hegemon in security."""
    return world.alignment_russia[Domain.SECURITY]


def capacity_to_influence(world: World) -> FloatArray:
    """Dependence on the hegemon, mean of trade and security, times what it can exchange.

    The volume of exchange goes with the size of its economy, not with its treasury alone: half of
    the usual size is there without means, as with living in its land (`hegemon_means.living`).
    """
    tied = 0.5 * (world.dependence[Channel.TRADE] + world.dependence[Channel.SECURITY])
    return tied * (0.5 + world.resources)


def weight_of_trade(world: World) -> FloatArray:
    """Trade with the hegemon against what the state makes: its share in trade times openness."""
    return world.dependence[Channel.TRADE] * world.trade_openness


def channel(member: Channel) -> Reading:
    """Return the reading of dependence on the hegemon in a channel."""
    return lambda world: world.dependence[member]


def dependence_west(world: World) -> FloatArray:
    """Dependence on the West in the economic domain."""
    return world.dependence_west[Domain.ECONOMIC]


def dependence_china(world: World) -> FloatArray:
    """Dependence on China."""
    return world.dependence_china


def autonomy_abroad(world: World) -> FloatArray:
    """Autonomy in security: foreign affairs."""
    return world.autonomy[Domain.SECURITY]


def autonomy_at_home(world: World) -> FloatArray:
    """Autonomy in politics and the economy: home affairs."""
    return 0.5 * (world.autonomy[Domain.POLITICAL] + world.autonomy[Domain.ECONOMIC])


def regime(world: World) -> FloatArray:
    """Kind of government, from closed autocracy to liberal democracy."""
    return world.regime_type


def territory(world: World) -> FloatArray:
    """Territory that the government holds, in per cent."""
    return 100.0 * world.territory_held


def fighting(world: World) -> FloatArray:
    """How fierce the fighting on the state's territory is."""
    return world.conflict_intensity


def opposed(world: World) -> FloatArray:
    """Whether the hegemon is openly at war with the state."""
    return world.hegemon_war


def member(institution: Institution) -> Reading:
    """Return the reading of membership of an institution."""
    return lambda world: world.membership[institution]


def coerced(world: World) -> FloatArray:
    """Whether the hegemon coerces the state economically this quarter."""
    return (world.rung == Rung.ECONOMIC_COERCION).astype(np.float64)


def severed(world: World) -> FloatArray:
    """Whether diplomatic relations are broken off, by either side."""
    broken = (world.diplomatic_relations == Relations.SEVERED_BY_STATE) | (
        world.diplomatic_relations == Relations.SEVERED_BY_HEGEMON
    )
    return broken.astype(np.float64)


def fallen(world: World) -> FloatArray:
    """Whether the government falls this quarter."""
    return world.upheaval
