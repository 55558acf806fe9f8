"""The catalogue of event types: closed, so that a scenario can only name what the model knows."""

from __future__ import annotations

from sovsim.scenario.catalogue import conflicts, decisions, hegemon, order, states
from sovsim.scenario.event_type import SELECTORS, Effect, EventType, Who, options

__all__ = ["EVENT_TYPES", "SELECTORS", "Effect", "EventType", "Who", "options"]

EVENT_TYPES: dict[str, EventType] = {
    kind.name: kind
    for kind in (
        *states.TYPES,
        *conflicts.TYPES,
        *hegemon.TYPES,
        *order.TYPES,
        *decisions.TYPES,
    )
}
"""All event types by name, in the order in which they are listed."""
