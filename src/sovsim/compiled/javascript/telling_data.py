"""What the ledger of a kernel tells, as data for the run-time in JavaScript.

A *place* is here the first slot of an array among the numbers that are told and how many units it
has, or a number where a rule knows the value beforehand.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sovsim.axes import member_name
from sovsim.compiled.program import Program
from sovsim.compiled.told import Decision, Happening, Place, Script, Term
from sovsim.compiled.trace import Quarter
from sovsim.variables import VARIABLES

Data = dict[str, Any]
BOUNDS = "bounds"


def telling_data(script: Script) -> Data:
    """Return where each term, decision and occurrence of a quarter is told, in its order."""
    found: Data = {"slots": script.slots, "terms": [], "choices": [], "occurrences": []}
    for entry in script.entries:
        if isinstance(entry, Term):
            found["terms"].append(_term(entry))
        elif isinstance(entry, Decision):
            found["choices"].append(_choice(entry, script.off))
        else:
            found["occurrences"].append(_occurrence(entry))
    return found


def happenings(traced: Quarter) -> Program:
    """Return what a quarter tells of what happened in it, and nothing else of the ledger."""
    happened = [one.occurrence for one in traced.script.entries if isinstance(one, Happening)]
    values: list[Any] = [value for one in happened for value in (one.where, one.size)]
    places = [value for value in values if isinstance(value, Place)]
    slots = {slot for one in places for slot in range(one.first, one.first + one.units)}
    told = traced.told
    return told.needed(key for key in told.outputs if key[0] == "told" and key[1] in slots)


def _term(entry: Term) -> list[Any]:
    """Return variable, term, rule, and the place of each component of the variable.

    Where components stand one after the other these are four numbers instead: first slot, units,
    how many components before them do not move, and how many do.
    """
    leading, value = VARIABLES[entry.variable].leading, entry.value
    rule = "" if entry.rule is None else entry.rule.name
    named = [entry.variable, entry.name or BOUNDS, rule]
    if isinstance(value, Place) and value.whole is not None:
        inner = int(np.prod(leading[1:]))
        return [*named, value.first, value.units, value.index * inner, inner]
    if isinstance(value, Place) and value.lead == leading:
        return [*named, value.first, value.units, 0, int(np.prod(leading))]
    return [*named, _places(value, leading)]


def _choice(entry: Decision, off: frozenset[str]) -> Data:
    """Return where a decision is told, without the motives that are switched off."""
    choice, options = entry.choice, (len(entry.choice.options),)
    tables = [_places(table, options) for table in entry.tables]
    motives = {
        name: [_places(value, options)] if table is None else [tables[table], _place(value)]
        for name, (table, value) in entry.terms.items()
        if f"{choice.decision}.{name}" not in off
    }
    return {
        "rule": entry.rule.name,
        "decision": choice.decision,
        "index": list(choice.index),
        "actor": choice.actor,
        "per": VARIABLES[choice.decision].per,
        "options": [member_name(option) for option in choice.options],
        "motives": motives,
        "scale": _place(choice.scale),
        "draw": _place(choice.draw),
        "eligible": _places(entry.eligible, options),
        "active": _place(entry.active),
        "chosen": _place(entry.chosen),
    }


def _occurrence(entry: Happening) -> Data:
    occurrence = entry.occurrence
    return {
        "rule": entry.rule.name,
        "type": occurrence.type,
        "actor": occurrence.actor,
        "target": occurrence.target,
        "unit": occurrence.unit,
        "where": _place(occurrence.where),
        "size": None if occurrence.size is None else _place(occurrence.size),
    }


def _places(value: Any, leading: tuple[int, ...]) -> list[Any]:
    """Return the place of each part of an array, through its leading axes."""
    if not isinstance(value, Place):
        array = np.asarray(value, dtype=np.float64)
        lead = array.shape[:-2]
        rows: list[Any] = [_alike(array[place]) for place in np.ndindex(lead)]
    else:
        lead = value.lead
        rows = [[value.first + k * value.units, value.units] for k in range(int(np.prod(lead)))]
    spread = np.broadcast_to(np.arange(len(rows)).reshape(lead), leading)
    return [rows[number] for number in spread.ravel()]


def _place(value: Any) -> Any:
    if isinstance(value, Place):
        return [value.first, value.units]
    return _alike(value)


def _alike(value: Any) -> float:
    values = np.unique(np.asarray(value, dtype=np.float64))
    if len(values) != 1:
        raise ValueError("what a rule knows beforehand differs from unit to unit")
    return float(values[0])
