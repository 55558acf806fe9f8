"""Short names that a student reads, where a variable's own name would not do."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from sovsim.axes import Bid, Forum, Institution, Norm, Power, Relation, member_name
from sovsim.telling.events import NORMS
from sovsim.telling.names import Names, capital

VARIABLES: dict[str, str] = {
    "abandoned": "left alone by its guarantor",
    "accustomed_distance": "distance from the West that is usual",
    "action": "foreign policy",
    "action_respect": "respect for others' independence in deeds",
    "agitation": "disorder that the hegemon keeps up",
    "alarm": "alarm at governments that fall nearby",
    "arrears": "arrears for energy",
    "attention_out_of_area": "attention bound outside the region",
    "basing": "bases of the hegemon",
    "bid_move": "move on a bid",
    "bid_progress": "work done on a bid",
    "bid_stage": "stage of a bid",
    "body_move": "move on membership of a body",
    "breach": "breaking off relations with the hegemon",
    "budget_price": "price of energy that the budget needs",
    "citizenship": "holders of the hegemon's papers",
    "cleavage": "division that can be worked on",
    "compatriots": "compatriots of the hegemon",
    "condemnation": "votes for a text of the UN against the hegemon",
    "conditionality": "what a power demands",
    "conflict_intensity": "intensity of fighting",
    "conflict_status": "conflict on its territory",
    "contact": "dealings with the hegemon",
    "core_preference_autonomy": "settled wish to decide for oneself",
    "core_public_russia": "the public's settled leaning to the hegemon",
    "core_public_west": "the public's settled leaning to the West",
    "counter_sanctions": "counter-sanctions of the hegemon",
    "debt": "debt to a rescuer",
    "deployment_days": "days that a mission has still to stay",
    "disputed": "dispute over the last vote",
    "dissent": "words spoken against the hegemon",
    "doctrine": "doctrine, from talks (0) to force (1)",
    "dyad_war": "war between the two",
    "election_clock": "time to the next election",
    "energy_exporter": "exporter of energy",
    "energy_price": "world price of energy",
    "energy_project": "project for energy from elsewhere",
    "engagement": "engagement outside the region",
    "eurasianism": "Eurasianism in policy",
    "european": "European state",
    "expected_bid": "bid that the hegemon expects",
    "expected_compliance": "alignment that the hegemon silently expects",
    "expected_openness": "how open NATO is taken to be",
    "exposure": "exposure to the hegemon",
    "founding": "founding of a body",
    "global_vote": "vote on force used by others",
    "hegemon_distance": "distance of the hegemon from the West",
    "hegemon_recognition": "recognition by the hegemon",
    "hegemon_war": "war of the hegemon on the state",
    "holder": "who holds it",
    "institution_readiness": "readiness of its forces",
    "isolation_west": "isolation from the West",
    "isolation_world": "isolation in the world",
    "leader_mission": "what the hegemon wants of the alliance",
    "leader_weight": "weight of the leading state",
    "lean_compelled": "pull to the hegemon by compulsion",
    "lean_inclined": "pull to the hegemon by its own reasons",
    "let_down": "memory of being left alone",
    "leverage_turkey": "leverage over Turkey",
    "mandate_peacekeeping": "mandate to keep peace",
    "mission": "what the alliance did",
    "near_pole": "nearness of a member outside the region",
    "neutral": "declared neutrality",
    "new_government": "another government",
    "norm_route": "way of working on norms",
    "norm_strength": "strength of a norm",
    "norm_words": "declarations on a norm",
    "nuclear_credibility": "weight of a nuclear threat",
    "nuclear_signal": "nuclear threats",
    "occupation": "reach of the hegemon's occupation",
    "offer": "offer of an outer power",
    "opening_bid": "opening for force after a bid",
    "opening_disorder": "opening for force in disorder",
    "openness": "openness of a power",
    "others_force": "force used by others",
    "out_of_area_scope": "armed engagement as a policy",
    "perceived_expectation": "alignment that it believes is expected",
    "power_cohesion": "cohesion of a power",
    "power_reach": "reach of a power",
    "preference_autonomy": "wish to decide for oneself",
    "presence": "the hegemon's troops, with consent",
    "presence_consent": "consent to foreign troops",
    "presence_mandate": "mandate of foreign troops",
    "presence_unasked": "the hegemon's troops, without consent",
    "pressure": "pressure from the hegemon",
    "proximity": "nearness of the hegemon's forces",
    "readiness": "readiness for force",
    "recognition": "recognition in the world",
    "relation": "relations",
    "request": "request for assistance",
    "resolve": "resolve of a power",
    "resources": "resources of the hegemon",
    "rhetoric_respect": "respect for others' independence in words",
    "route": "channel of the hegemon's act",
    "rung": "the hegemon's act towards the state",
    "sanction_burden": "sanctions on the hegemon",
    "secession_precedent": "precedent for secession",
    "self_image": "self-image as a great power",
    "severance_cause": "why relations were broken off",
    "sovereignty_conception": "sovereignty that the hegemon grants",
    "spent": "opening that force has used up",
    "sphere": "in the hegemon's sphere",
    "stance": "stance on norms",
    "status": "standing as a great power",
    "supply": "what a power can supply",
    "support": "support from the West",
    "talks": "talks with the hegemon",
    "tenure": "time in office",
    "threat_perception": "threat felt from the hegemon",
    "tide": "tide in the region",
    "ties_with_west": "relations of the hegemon with the West",
    "trade_openness": "openness to trade",
    "trade_scar": "trade spoiled by embargoes",
    "transit": "weight as a transit land",
    "trigger": "call on the alliance",
    "trust": "trust in a forum",
    "un_debate": "debate at the UN",
    "un_dissent": "dissent at the UN",
    "un_text": "text of the UN",
    "upheaval": "fall of a government",
    "usual_regime": "regime that is usual",
    "usual_unrest": "unrest that is usual",
    "usual_welfare": "welfare that is usual",
    "victors": "cohesion of the victors",
    "violation": "force used by the hegemon",
    "vote_regime": "vote on saving a fellow government",
    "vote_war": "vote on helping a member at war",
    "voters_gone": "voters out of reach",
    "war_end": "what the hegemon does about its war",
    "war_exhaustion": "exhaustion by its own wars",
    "war_quarters": "time at war",
}
"""Variable -> what it is called in a list, a legend or a menu; others by their own name."""

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


_MEMBERS: dict[str, str] = {
    "un_majority": "most states at {un}",
    "west": "the West",
    "members": "its members",
    "host": "those who would host it",
    "global": "in the world",
    "regional": "in the region",
}
"""Member of an axis -> what it is called as the part of a variable."""


def part_label(members: Iterable[IntEnum], names: Names) -> str:
    """Return which part of a variable is meant, by the members of its axes."""
    return ", ".join(_member(one, names) for one in members)


def _member(member: IntEnum, names: Names) -> str:
    name = member_name(member)
    if isinstance(member, Norm):
        return NORMS[name].format(hegemon=names.hegemon, un=names("UN"))
    if isinstance(member, Relation):
        return f"with {names.hegemon if member is Relation.HEGEMON else names('West')}"
    if isinstance(member, Institution | Power | Bid | Forum):
        return names(member.name).removeprefix("the ")
    return names.local(_MEMBERS.get(name, name)).format(un=names("UN"))


def unit_label(unit: str) -> str:
    """Return a unit in words; empty for codes."""
    return UNITS.get(unit, unit)


def option_label(option: str) -> str:
    """Return an option, a code or a motive in words."""
    return option.replace("_", " ")
