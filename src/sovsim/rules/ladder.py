"""The hegemon's ladder: what each rung is like.

Orders are inferred, sizes are ours and stand with the parameters.
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray, along
from sovsim.axes import Route, Rung
from sovsim.parameters import Parameters


def _share(parameters: Parameters, table: str) -> FloatArray:
    """Return a table of the ladder, which no sampled factor takes above the whole."""
    held: FloatArray = np.minimum(parameters.table(f"ladder.{table}", Rung), 1.0)
    return held


def intrusion(parameters: Parameters) -> FloatArray:
    """Return how far each rung intrudes on a state's own authority, ``(rung, run or 1, 1)``."""
    return _share(parameters, "intrusion")


def force(parameters: Parameters) -> FloatArray:
    """Return the share of armed force in each rung, ``(rung, run or 1, 1)``."""
    return _share(parameters, "force")


def answers_breach(parameters: Parameters) -> FloatArray:
    """Return how far each rung promises to mend a breach, ``(rung, run or 1, 1)``."""
    return _share(parameters, "answers_breach")


def uses_disorder(parameters: Parameters) -> FloatArray:
    """Return how far each rung can use disorder in the state, ``(rung, run or 1, 1)``."""
    return _share(parameters, "uses_disorder")


SEIZURES = (Rung.ANNEXATION, Rung.INVASION)
SEIZES = along(Rung, dict.fromkeys(SEIZURES, 1.0))
"""The rungs that take land, shape ``(rung, 1, 1)``."""

COERCIVE = (
    Rung.TACIT_PRESSURE,
    Rung.OPEN_THREAT,
    Rung.ECONOMIC_COERCION,
    Rung.SUBVERSION,
    Rung.PEACEKEEPERS,
    Rung.ANNEXATION,
    Rung.INVASION,
)
FORCEFUL = (Rung.PEACEKEEPERS, Rung.ANNEXATION, Rung.INVASION)

ADMISSIBLE: dict[Rung, tuple[Route, ...]] = {
    Rung.RESPECT: (Route.DIRECT,),
    Rung.REWARD: (Route.DIRECT, Route.EXISTING_INSTITUTION, Route.NEW_INSTITUTION),
    Rung.TACIT_PRESSURE: (Route.DIRECT, Route.EXISTING_INSTITUTION),
    Rung.OPEN_THREAT: tuple(Route),
    Rung.ECONOMIC_COERCION: (Route.DIRECT, Route.EXISTING_INSTITUTION, Route.NEW_INSTITUTION),
    Rung.SUBVERSION: (Route.DIRECT,),
    Rung.PEACEKEEPERS: tuple(Route),
    Rung.ANNEXATION: (Route.DIRECT,),
    Rung.INVASION: (Route.DIRECT, Route.EXISTING_INSTITUTION),
}
"""Routes that go with a rung; secrecy and seizure know no organisation (ours)."""

ADMISSIBLE_MASK = np.array([[route in ADMISSIBLE[rung] for route in Route] for rung in Rung])
"""Shape ``(rung, route)``."""
