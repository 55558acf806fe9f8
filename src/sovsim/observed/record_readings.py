"""What of the model facts of public record are held against: 0 or 1, shape ``(run, state)``."""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import ConflictStatus, Rung
from sovsim.rules.forms import contested_to_states, dyads_to_states
from sovsim.world import World


def seizes(world: World) -> FloatArray:
    """Whether the hegemon invades, annexes or is openly at war with the state."""
    taken = (world.rung == Rung.ANNEXATION) | (world.rung == Rung.INVASION)
    return (taken | (world.hegemon_war > 0)).astype(np.float64)


def recognised(world: World) -> FloatArray:
    """Whether the hegemon recognises land of the state as a state, or as its own."""
    return (contested_to_states(world, world.hegemon_recognition) > 0).astype(np.float64)


def fights(world: World) -> FloatArray:
    """Whether there is fighting on the state's land, or a war with a rival."""
    rival = dyads_to_states(world, world.dyad_war) > 0
    return ((world.conflict_status == ConflictStatus.FIGHTING) | rival).astype(np.float64)


def another_government(world: World) -> FloatArray:
    """Whether another government takes office this quarter, by whatever road."""
    return world.new_government
