"""Events of a run in sentences: one pattern a type, names instead of codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sovsim.axes import Power
from sovsim.plots.tables import institution_name, text
from sovsim.region import Region

PATTERNS: dict[str, str] = {
    "annexation": "{actor} annexed land of {target}",
    "assistance_requested": "{actor} asked {target} for assistance",
    "bid_advanced": "the bid of {actor} for {target} moved a stage on",
    "bid_completed": "{actor} became a member of {target}",
    "bid_declared": "{actor} declared that it wants to join {target}",
    "bid_reversed": "{actor} took its bid for {target} back",
    "coercion": "{actor} used {rung} against {target}",
    "conflict_frozen": "the conflict in {target} froze",
    "conflict_peacekept": "peacekeepers stood in {target}",
    "conflict_settled": "the conflict in {target} was settled",
    "contested_in_words": "{actor} spoke up against {target}",
    "fighting_begins": "fighting began in {target}",
    "intervention_abroad": "{actor} intervened outside the region",
    "invasion": "{actor} invaded {target}",
    "mediation_abroad": "{actor} mediated outside the region",
    "mediation_succeeded": "a mediation by {actor} outside the region succeeded",
    "membership_joined": "{actor} joined {target}",
    "membership_left": "{actor} left {target}",
    "mission_deployed": "{actor} sent a mission to {target}",
    "mission_not_sent": "{actor} was called on for {target} and sent no mission",
    "mission_withdrawn": "the mission of {actor} left {target}",
    "nuclear_signal": "{actor} made a nuclear threat",
    "order_proposed": "{actor} proposed an order for another region",
    "regional_war": "{target} went to war with each other",
    "regional_war_ends": "the war between {target} ended",
    "relations_resumed": "{actor} and {target} resumed diplomatic relations",
    "energy_cut_off": "{actor} cut off energy to {target}",
    "trade_embargo": "{actor} closed its market to {target}",
    "relations_severed": "{actor} broke off diplomatic relations with {target}",
    "resisted": "{actor} openly resisted {target}",
    "reward": "{actor} rewarded {target}",
    "sanctions_imposed": "the West imposed sanctions on {actor}",
    "un_condemns": "the United Nations condemned {actor}",
    "unit_changes_hands": "{target} changed hands",
    "unit_recognised": "{actor} recognised {target}",
    "unit_seized": "{actor} seized {target}",
    "upheaval": "the government of {target} fell",
}
"""Event type -> sentence without its date; a type that is missing is told in its own words."""


_POWERS = (Power.CHINA, Power.TURKEY)


class Names:
    """Names of a region's actors in place of their codes."""

    def __init__(self, region: Region) -> None:
        self._names = {power.name: capital(power.name.lower()) for power in _POWERS}
        self._names |= {state.code: state.name for state in region.states}
        self._names[region.hegemon.code] = region.hegemon.name
        self._names |= {unit.code: unit.name for unit in region.contested}
        for info in region.institutions:
            code = info.institution.name
            name = institution_name(region, code)
            self._names[code] = name if name == "NATO" else f"the {name}"

    def __call__(self, code: str) -> str:
        """Return a name; a dyad's code gives both, an unknown code is returned as it is."""
        if code not in self._names and all(part in self._names for part in code.split("-")):
            return " and ".join(self._names[part] for part in code.split("-"))
        return self._names.get(code, code)


def sentence(event: Mapping[Any, Any], names: Names) -> str:
    """Return what happened, without the date and without a full stop."""
    kind = text(event.get("type"))
    actor, target = names(text(event.get("actor"))), names(text(event.get("target")))
    rung = text(event.get("rung")).replace("_", " ")
    pattern = PATTERNS.get(kind)
    if pattern is None:
        whom = " and ".join(dict.fromkeys(name for name in (actor, target) if name))
        return kind.replace("_", " ") + (f" ({whom})" if whom else "")
    if kind == "coercion" and rung == "peacekeepers":
        pattern = "{actor} sent peacekeepers to {target}"
    return pattern.format(actor=actor, target=target or actor, rung=rung)


def capital(words: str) -> str:
    """Return a sentence with a capital letter at its start."""
    return words[:1].upper() + words[1:]
