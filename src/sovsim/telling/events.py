"""What a scenario may set, in sentences: one pattern a type of event, two where it has two ways."""

from __future__ import annotations

from sovsim.documents.values import Range
from sovsim.region import Region
from sovsim.scenario.events import EVENT_TYPES
from sovsim.scenario.model import Event
from sovsim.telling.decisions import decided
from sovsim.telling.names import Names, listed

UP_AND_DOWN: dict[str, tuple[str, str]] = {
    "leadership_change": (
        "a new leadership of {whom} leant more to the West",
        "a new leadership of {whom} leant more to {hegemon}",
    ),
    "public_turn": (
        "the public of {whom} turned to the West",
        "the public of {whom} turned to {hegemon}",
    ),
    "capacity_built": (
        "{whom} gained means to act by itself",
        "{whom} lost means to act by itself",
    ),
    "dependence_changed": (
        "{whom} came to lean more on {hegemon}{part}",
        "{whom} came to lean less on {hegemon}{part}",
    ),
    "rivalry": ("tension rose between {whom}", "tension eased between {whom}"),
    "recognition": ("more states recognised {whom}", "fewer states recognised {whom}"),
    "energy_price": (
        "energy prices rose, and the means of {hegemon} with them",
        "energy prices fell, and the means of {hegemon} with them",
    ),
    "hegemon_economy": (
        "the economy of {hegemon} grew, whatever energy cost",
        "the economy of {hegemon} shrank, whatever energy cost",
    ),
    "military_revival": (
        "{hegemon} rebuilt its armed forces",
        "the armed forces of {hegemon} decayed",
    ),
    "chechen_war": (
        "a war inside its own borders marked how {hegemon} thinks of peace and conflict",
        "the war inside its own borders lost its mark on how {hegemon} thinks",
    ),
    "self_image": (
        "{hegemon} took itself more for a great power with rights in its region",
        "{hegemon} took itself less for a great power with rights in its region",
    ),
    "ideology": (
        "Eurasianism gained weight in the policy of {hegemon}",
        "Eurasianism lost weight in the policy of {hegemon}",
    ),
    "sovereignty_conception": (
        "{hegemon} granted {whom} more of full sovereignty",
        "{hegemon} granted {whom} less of full sovereignty",
    ),
    "expected_compliance": (
        "{hegemon} silently expected more alignment of {whom}{part}",
        "{hegemon} silently expected less alignment of {whom}{part}",
    ),
    "rhetoric": (
        "{hegemon} spoke with more respect of the independence of others",
        "{hegemon} spoke with less respect of the independence of others",
    ),
    "forum_trust": ("{hegemon} trusted {forum} more", "{hegemon} trusted {forum} less"),
    "western_relations": (
        "relations between {hegemon} and the West grew warmer",
        "relations between {hegemon} and the West grew colder",
    ),
    "openness": (
        "{whom} became more open to the states of the region",
        "{whom} became less open to the states of the region",
    ),
    "resolve": (
        "{whom} came to answer force more firmly",
        "{whom} came to answer force less firmly",
    ),
    "power_cohesion": (
        "the members of {whom} held together better",
        "the members of {whom} held together worse",
    ),
    "conditionality": (
        "{whom} demanded more of its partners",
        "{whom} demanded less of its partners",
    ),
    "alternative_supply": (
        "{whom} could supply more in place of {hegemon}{part}",
        "{whom} could supply less in place of {hegemon}{part}",
    ),
    "mandate": (
        "the right of {whom} to keep peace was laid down further",
        "the right of {whom} to keep peace was cut back",
    ),
    "cohesion": (
        "the members of {whom} held together better",
        "the members of {whom} held together worse",
    ),
    "globalisation": (
        "the whole world grew closer together",
        "the whole world grew further apart",
    ),
    "shift": (
        "{column}{of_whom} was moved up from outside",
        "{column}{of_whom} was moved down from outside",
    ),
}
"""Type -> sentence for a size above 0, and for one below."""

ONE_WAY: dict[str, str] = {
    "unrest": "disorder broke out in the streets of {whom}",
    "welfare_shock": "an economic crisis hit {whom}",
    "economic_boom": "an upswing lifted the economy of {whom}",
    "regime_shaken": "the government of {whom} lost some of its hold on power",
    "election": "a vote was held in {whom}",
    "contested_election": "the result of a vote in {whom} was disputed",
    "price_shock": "a leap in prices brought people out in {whom}",
    "civil_war": "fighting broke out inside {whom}",
    "armistice": "the fighting in {whom} stopped, and both sides agreed to "
    "peacekeepers from {hegemon}",
    "keepers_agreed": "both sides of the conflict in {whom} agreed to peacekeepers from {hegemon}",
    "ceasefire": "the fighting in {whom} stopped without a settlement",
    "settlement": "the conflict in {whom} was settled",
    "membership_joined": "{whom} entered {institution}",
    "membership_left": "{whom} left {institution}",
    "regional_war": "{whom} went to war with each other",
    "regional_war_ends": "{whom} stopped fighting each other",
    "control_changed": "{whom} came into the hands of {holder}",
    "hegemon_recognises": "{hegemon} recognised {whom} as a state",
    "out_of_area_scope": "armed engagement outside the region became part of the policy of "
    "{hegemon}",
    "western_retreat": "{whom} lost interest in the region",
    "founded": "{whom} was founded{with_members}",
    "enlargement": "{institution} came closer to {whom} by a new member",
    "dissolved": "{whom} ceased to exist",
    "un_text": "{un} took up a text about {whom}",
    "un_debate": "{un} debated {whom} and adopted no text",
    "failed_guarantee": "a guarantee of {whom} was not kept elsewhere",
    "nuclear_threat": "{hegemon} threatened with nuclear arms",
    "un_dissent": "states spoke against {whom} at {un}",
    "exercise": "{whom} held an exercise",
    "exercise_cancelled": "a planned exercise of {whom} was called off",
    "summit": "the leaders of {whom} met",
    "norm_proposal": "declarations spoke for {norm}{level}",
    "norm_contested": "declarations spoke against {norm}{level}",
    "others_force": "others than {hegemon} used force outside the region",
    "secession_precedent": "a one-sided secession elsewhere set a precedent",
}
"""Type -> sentence, where the size changes only how much."""

OWN_WORDS: dict[str, str] = {
    "gas_dispute": "{hegemon} made a dispute over energy deliveries to {whom}",
}
"""Decisions with a name of their own; the others are told as what is decided."""

NORMS = {
    "non_intervention": "non-intervention",
    "great_power_management": "the rights and duties of great powers",
    "peacekeeping_un": "peacekeeping as {un} mean it",
    "peacekeeping_russian": "peacekeeping as {hegemon} means it",
    "sanctions": "sanctions as a means",
}
"""Norm -> what it is called in a sentence."""

_HOLDERS = {
    "parent": "the state that has the title to it",
    "secession": "an authority that broke away",
    "hegemon": "{hegemon}",
    "rival": "the rival neighbour",
}


REGION = "the region"
"""Whom an event befalls that names nobody."""

OF_WHOM = " of {whom}"
"""Whose column was moved."""

LEFT_OPEN: dict[str, str] = {
    "institution": "an organisation",
    "with_members": "",
    "part": "",
    "level": "",
    "forum": "an outside forum",
    "holder": "other hands",
    "norm": "a norm",
    "column": "a number",
}
"""What stands in a sentence for what a run's table does not hold."""


def happening(event: Event, names: Names) -> str:
    """Return a scenario's event as a sentence, without the date and without a full stop."""
    kind = EVENT_TYPES[event.type]
    if kind.forced and event.type not in OWN_WORDS:
        return _decision(event, names)
    pattern = OWN_WORDS.get(event.type) or ONE_WAY.get(event.type) or _either(event)
    told: str = names.local(pattern).format_map(_words(event, names))
    return told


def dated(kind: str, whom: str, size: float, names: Names) -> str:
    """Return a row of a run's table that a scenario dated; empty where the type has no sentence.

    The table holds no more of it than whom it concerns and how much it is; the rest stays open.

    Args:
        kind: its type.
        whom: name of whom it concerns; empty where that is nobody in particular.
        size: which of two ways it goes.
        names: of the region.
    """
    up, down = UP_AND_DOWN.get(kind, (ONE_WAY.get(kind, ""),) * 2)
    told: str = names.local(down if size < 0.0 else up).format_map(
        {
            **LEFT_OPEN,
            "hegemon": names.hegemon,
            "un": names("UN"),
            "whom": whom or REGION,
            "of_whom": OF_WHOM.format(whom=whom) if whom else "",
        }
    )
    return told


def _decision(event: Event, names: Names) -> str:
    from sovsim.axes import member_name
    from sovsim.variables import VARIABLES

    decision, code = EVENT_TYPES[event.type].decisions[-1]
    codes = VARIABLES[decision].codes
    option = member_name(codes(code)) if codes else str(code)
    about = str(dict(event.choices).get("institution", ""))
    if decision == "founding":
        return decided(decision, option, "hegemon", "EAEU", names)
    told = [
        decided(decision, option, name, about, names)
        if decision in ("action", "breach", "bid_move", "body_move")
        else decided(decision, option, "hegemon", name, names)
        for name in event.who or ("",)
    ]
    return listed(told)


def _either(event: Event) -> str:
    up, down = UP_AND_DOWN[event.type]
    if isinstance(event.size, Range) and event.size.low < 0.0 < event.size.high:
        return f"{up}, or the other way round"
    low = event.size.low if isinstance(event.size, Range) else event.size
    return down if low is not None and low < 0.0 else up


def _words(event: Event, names: Names) -> dict[str, str]:
    chosen = dict(event.choices)
    pair = event.type in ("regional_war", "regional_war_ends", "rivalry")
    who = [names(name) for name in event.who]
    whom = "; between ".join(who) if pair and event.type == "rivalry" else listed(who)
    part = str(chosen.get("channel") or chosen.get("domain") or "").replace("_", " ")
    members = [names(name) for name in chosen.get("members", ())]
    level = f", at the {chosen['level']} level" if "level" in chosen else ""
    norm = NORMS.get(str(chosen.get("norm")), "")
    holder = _HOLDERS.get(str(chosen.get("holder")), "")
    return {
        "whom": whom or REGION,
        "of_whom": OF_WHOM.format(whom=whom) if whom else "",
        "hegemon": names.hegemon,
        "un": names("UN"),
        "part": f" for {part}" if "channel" in chosen else f" in {part} matters" if part else "",
        "institution": names(str(chosen.get("institution", ""))),
        "with_members": f" by {listed(members)}" if members else "",
        "forum": names(str(chosen.get("forum", "")).upper()),
        "holder": _holder(event, names.region) or holder.format(hegemon=names.hegemon),
        "norm": norm.format(hegemon=names.hegemon, un=names("UN")),
        "level": level,
        "column": names.readable(str(chosen.get("column", ""))),
    }


def _holder(event: Event, region: Region) -> str:
    """Return the holder of a single unit by name."""
    names = {state.code: state.name for state in region.states}
    unit = next((unit for unit in region.contested if (unit.code,) == event.who), None)
    side = str(dict(event.choices).get("holder"))
    if unit is None or side not in ("parent", "rival"):
        return ""
    return names.get(str(unit.parent if side == "parent" else unit.rival), "")
