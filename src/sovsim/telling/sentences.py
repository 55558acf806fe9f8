"""What happened, in sentences: one pattern a type of event, names instead of codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sovsim.telling.decisions import PHRASES
from sovsim.telling.events import dated
from sovsim.telling.names import Names, text

PATTERNS: dict[str, str] = {
    "annexation": "{actor} annexed land of {target}",
    "armistice": "{actor} was to keep an armistice in {target}, to which both sides agreed",
    "assistance_requested": "{actor} asked {target} for assistance",
    "bid_advanced": "the bid of {actor} for {target} moved a stage on",
    "bid_completed": "{actor} became a member of {target}",
    "bid_declared": "{actor} declared that it wants to join {target}",
    "bid_reversed": "{actor} took its bid for {target} back",
    "body_founded": "{actor} proposed {target}, and it was founded",
    "conflict_frozen": "the conflict in {target} froze",
    "conflict_peacekept": "the conflict in {target} came under peacekeepers",
    "conflict_settled": "the conflict in {target} was settled",
    "contested_in_words": "{actor} spoke up against {target}",
    "contested_election": "a vote in {target} was disputed",
    "election_lost": "the government of {target} lost a vote",
    "energy_cut_off": "{actor} cut off energy to {target}",
    "energy_project_done": "{actor} took a source of energy from elsewhere into use",
    "fighting_begins": "fighting began in {target}",
    "founding_failed": "{actor} proposed {target}, and too few wanted it",
    "intervention": "somebody changed a number of {target} while the model ran",
    "intervention_abroad": "{actor} intervened with arms outside the region",
    "invasion": "{actor} invaded {target}",
    "mediation_abroad": "{actor} mediated in a conflict outside the region",
    "mediation_succeeded": "a mediation by {actor} outside the region succeeded",
    "membership_joined": "{actor} joined {target}",
    "membership_left": "{actor} left {target}",
    "mission_deployed": "{actor} sent a mission to {target}",
    "mission_not_sent": "{actor} was called on for {target} and sent no mission",
    "mission_withdrawn": "the mission of {actor} left {target}",
    "neutrality_declared": "{actor} declared itself neutral between alliances",
    "neutrality_given_up": "{actor} gave its neutrality up",
    "nuclear_signal": "{actor} made a nuclear threat to {target}",
    "order_proposed": "{actor} proposed a security order for another region",
    "regional_war": "{target} went to war with each other",
    "regional_war_ends": "the war between {target} ended",
    "relations_resumed": "{actor} and {target} resumed diplomatic relations",
    "relations_severed": "{actor} broke off diplomatic relations with {target}",
    "resisted": "{actor} openly resisted {target}",
    "reward": "{actor} rewarded {target}",
    "sanctions_imposed": "{actor} imposed sanctions on {target}",
    "succession": "another ruler followed in {target}",
    "trade_embargo": "{actor} closed its market to {target}",
    "un_condemns": "{actor} condemned {target}",
    "unit_changes_hands": "{target} changed hands",
    "unit_recognised": "{actor} recognised {target} as a state",
    "unit_seized": "{actor} seized {target}",
    "upheaval": "the government of {target} fell",
    "war_begins": "{actor} and {target} were at war",
    "war_frozen": "{actor} stopped its war on {target} where it stood",
    "war_given_up": "{actor} gave its war on {target} up and withdrew",
}
"""Event type -> sentence without its date; ``coercion`` is told by its rung. A type that is
missing is told in its own words."""

KINDS: dict[str, str] = {
    "annexation": "annexation",
    "armistice": "an armistice under keepers",
    "assistance_requested": "a request for assistance",
    "bid_advanced": "a bid that moves on",
    "bid_completed": "a bid that ends in membership",
    "bid_declared": "a bid that is declared",
    "bid_reversed": "a bid that is taken back",
    "body_founded": "the founding of a body",
    "conflict_frozen": "a conflict that freezes",
    "conflict_peacekept": "a conflict under peacekeepers",
    "conflict_settled": "a settlement",
    "contested_election": "a disputed vote",
    "election_lost": "a vote that a government lost",
    "energy_project_done": "energy from elsewhere",
    "founding_failed": "a body that is not founded",
    "fighting_begins": "the outbreak of fighting",
    "invasion": "invasion",
    "membership_joined": "joining a body",
    "membership_left": "leaving a body",
    "mission_deployed": "a mission",
    "mission_not_sent": "a mission that is not sent",
    "mission_withdrawn": "the end of a mission",
    "neutrality_declared": "neutrality",
    "neutrality_given_up": "neutrality that is given up",
    "nuclear_signal": "a nuclear threat",
    "peacekeepers": "troops sent as peacekeepers",
    "regional_war": "a war between neighbours",
    "regional_war_ends": "the end of a war between neighbours",
    "relations_resumed": "relations that are resumed",
    "relations_severed": "relations that are broken off",
    "sanctions_imposed": "sanctions",
    "succession": "another ruler",
    "un_condemns": "condemnation",
    "unit_changes_hands": "land that changes hands",
    "unit_recognised": "recognition of a breakaway land",
    "unit_seized": "land that is seized",
    "upheaval": "the fall of a government",
    "war_begins": "a war of the hegemon's own",
    "war_frozen": "a war that is frozen",
    "war_given_up": "a war that is given up",
}
"""Event type -> what it is, for the rule behind it; others in their own words."""

WORLD = "the world"
"""Whom an event concerns that names nobody."""

PRESSED = "{actor} pressed {target}"
"""Pressure of which no rung is told."""

ROUTES = {
    "direct": "directly",
    "existing_institution": "by way of an existing organisation",
    "new_institution": "by way of a new organisation",
    "forum_shift": "by taking it to another forum",
}
TALKS = {"negotiate": "while negotiating", "mediate": "while mediating"}


def sentence(event: Mapping[Any, Any], names: Names) -> str:
    """Return what happened, without the date and without a full stop.

    Args:
        event: a row of the events table.
        names: of the run's region.
    """
    kind = text(event.get("type"))
    actor, target = names(text(event.get("actor"))), names(text(event.get("target")))
    pattern = PATTERNS.get(kind)
    if kind == "coercion":
        pattern = PHRASES.get(("rung", text(event.get("rung"))), PRESSED)
    if pattern is None or ("{actor}" in pattern and not actor):
        size = event.get("size")
        down = isinstance(size, float) and size < 0.0
        told = dated(kind, target or actor, -1.0 if down else 1.0, names)
        return told or _in_its_own_words(kind, actor, target)
    found = {"actor": actor, "target": target or actor or WORLD, "hegemon": names.hegemon}
    return names.local(pattern).format_map(found)


def manner(event: Mapping[Any, Any]) -> str:
    """Return by which route and with which talks the hegemon acted; empty where none is told."""
    told = [
        ROUTES.get(text(event.get("route")), ""),
        TALKS.get(text(event.get("talks")), ""),
    ]
    return ", ".join(filter(None, told))


def kind_in_words(event_type: str) -> str:
    """Return what a type of event is, in words."""
    return KINDS.get(event_type, event_type.replace("_", " "))


def _in_its_own_words(kind: str, actor: str, target: str) -> str:
    whom = " and ".join(dict.fromkeys(name for name in (actor, target) if name))
    return kind.replace("_", " ") + (f" ({whom})" if whom else "")
