"""The hegemon's ladder: what each rung is like. Orders are inferred, sizes are ours."""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import Route, Rung


def by_rung(values: dict[Rung, float]) -> FloatArray:
    """Return an array over rungs that broadcasts over ``(run, state)``; 0 where none is given."""
    return np.array([values.get(rung, 0.0) for rung in Rung])[:, None, None]


INTRUSION = by_rung(
    {
        Rung.REWARD: 0.05,
        Rung.TACIT_PRESSURE: 0.15,
        Rung.OPEN_THREAT: 0.3,
        Rung.ECONOMIC_COERCION: 0.45,
        Rung.SUBVERSION: 0.6,
        Rung.PEACEKEEPERS: 0.5,
        Rung.ANNEXATION: 0.95,
        Rung.INVASION: 1.0,
    }
)
"""How far a rung intrudes on the state's own authority."""

FORCE = by_rung(
    {
        Rung.OPEN_THREAT: 0.1,
        Rung.SUBVERSION: 0.15,
        Rung.PEACEKEEPERS: 0.35,
        Rung.ANNEXATION: 0.85,
        Rung.INVASION: 1.0,
    }
)
"""Share of armed force in a rung."""

ANSWERS_BREACH = by_rung(
    {
        Rung.REWARD: 0.2,
        Rung.TACIT_PRESSURE: 0.3,
        Rung.OPEN_THREAT: 0.45,
        Rung.ECONOMIC_COERCION: 0.65,
        Rung.SUBVERSION: 0.6,
        Rung.PEACEKEEPERS: 0.3,
        Rung.ANNEXATION: 0.6,
        Rung.INVASION: 0.85,
    }
)
"""How far a rung promises to mend a breach of the silent expectation."""

USES_DISORDER = by_rung(
    {
        Rung.TACIT_PRESSURE: 0.1,
        Rung.OPEN_THREAT: 0.2,
        Rung.ECONOMIC_COERCION: 0.2,
        Rung.SUBVERSION: 0.5,
        Rung.PEACEKEEPERS: 0.4,
        Rung.ANNEXATION: 1.0,
        Rung.INVASION: 0.8,
    }
)
"""How far a rung can use disorder in the state (overview-instability-opportunism)."""

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
