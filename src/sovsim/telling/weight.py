"""How much an event counts where not all can be told; one order for the screen and the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sovsim.region import Region
from sovsim.telling.about import states_in
from sovsim.telling.imposed import by
from sovsim.telling.names import text

KEEPERS = "peacekeepers"
"""Type under which troops that are sent as peacekeepers are counted."""

WEIGHTS: dict[str, int] = {
    "invasion": 9,
    "annexation": 9,
    "upheaval": 8,
    "relations_severed": 8,
    "unit_seized": 7,
    "war_frozen": 7,
    "war_given_up": 8,
    "armistice": 4,
    "regional_war": 7,
    "bid_completed": 6,
    "bid_reversed": 5,
    "mission_deployed": 6,
    "mission_not_sent": 5,
    "peacekeepers": 5,
    "assistance_requested": 5,
    "membership_left": 5,
    "unit_changes_hands": 5,
    "fighting_begins": 5,
    "unit_recognised": 4,
    "sanctions_imposed": 4,
    "un_condemns": 4,
    "nuclear_signal": 4,
    "conflict_settled": 3,
    "body_founded": 5,
    "neutrality_declared": 2,
    "bid_declared": 2,
    "membership_joined": 1,
}
"""What makes a turning point, and how much it counts; ours, for the order of telling only."""

NOISE = ("reward", "coercion", "contested_in_words")
"""Kinds that happen in most quarters; the pictures show them better than a list. Troops that are
sent as peacekeepers are told, once for as long as they go on."""

MAIN = 10
"""What an event gains where it is about a state that the scenario is about."""

_IMPOSED = 20


def kind_of(event: Mapping[Any, Any]) -> str:
    """Return the type of an event; troops sent as peacekeepers are a kind of their own."""
    keepers = text(event["type"]) == "coercion" and text(event.get("rung")) == KEEPERS
    return KEEPERS if keepers else text(event["type"])


def weight(event: Mapping[Any, Any], main: Sequence[str], region: Region) -> int:
    """Return how much an event counts as a turning point; 0 where it is none.

    Args:
        event: type, actor, target, cause and rung, as the table of events holds them.
        main: codes of the states that the scenario is about.
        region: where the names are found.
    """
    own = WEIGHTS.get(kind_of(event), 0)
    if not own:
        return 0
    about = any(code in main for code in states_in(event, region))
    return own + MAIN * about + _IMPOSED * bool(by(text(event.get("cause"))))
