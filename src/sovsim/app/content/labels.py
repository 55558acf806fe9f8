"""Short names that a student reads, where a variable's own name would not do."""

from __future__ import annotations

from sovsim.telling.names import Names, capital

VARIABLES: dict[str, str] = {
    "action": "foreign policy",
    "action_respect": "respect for others' independence in deeds",
    "bid_move": "move on a bid",
    "body_move": "move on membership of a body",
    "breach": "breaking off relations with the hegemon",
    "disputed": "dispute over the last vote",
    "engagement": "engagement outside the region",
    "exposure": "exposure to the hegemon",
    "founding": "founding of a body",
    "global_vote": "vote on force used by others",
    "hegemon_war": "war of the hegemon on the state",
    "leader_mission": "what the hegemon wants of the alliance",
    "mission": "what the alliance did",
    "norm_route": "way of working on norms",
    "occupation": "reach of the hegemon's occupation",
    "offer": "offer of an outer power",
    "presence": "the hegemon's troops, with consent",
    "presence_unasked": "the hegemon's troops, without consent",
    "pressure": "pressure from the hegemon",
    "rhetoric_respect": "respect for others' independence in words",
    "route": "channel of the hegemon's act",
    "rung": "the hegemon's act towards the state",
    "sovereignty_conception": "sovereignty that the hegemon grants",
    "support": "support from the West",
    "talks": "talks with the hegemon",
    "threat_perception": "threat felt from the hegemon",
    "vote_regime": "vote on saving a fellow government",
    "vote_war": "vote on helping a member at war",
    "war_end": "what the hegemon does about its war",
}
"""Variable -> what it is called in a list, a legend or a menu."""

UNITS: dict[str, str] = {
    "share": "share, 0 to 1",
    "code": "",
    "0 or 1": "no (0) or yes (1)",
    "per quarter": "a quarter",
    "sd": "standard deviation",
    "sd per quarter": "standard deviation a quarter",
    "stage per quarter": "stages a quarter",
    "logit": "log odds",
    "jump": "jump, as a share",
}
"""Unit -> how it is said to a reader; others stand as they are."""


def variable_label(variable: str, names: Names) -> str:
    """Return what a variable is called, with a capital letter."""
    words = VARIABLES.get(variable)
    return capital(names.readable(variable) if words is None else names.local(words))


def unit_label(unit: str) -> str:
    """Return a unit in words; empty for codes."""
    return UNITS.get(unit, unit)


def option_label(option: str) -> str:
    """Return an option, a code or a motive in words."""
    return option.replace("_", " ")
