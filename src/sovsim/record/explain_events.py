"""What happened to an actor in a quarter: sentences, who is behind them, what led to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from sovsim.record.carried_out import FOLLOWS
from sovsim.record.explained import Event
from sovsim.record.reads import Read, reads, rule_of_event
from sovsim.record.recorded import Recorded
from sovsim.scenario import Scenario
from sovsim.telling.imposed import SET, Given, by, what_it_sets
from sovsim.telling.names import Names
from sovsim.telling.sentences import manner, sentence


def happened(recorded: Recorded, step: int, actor: str) -> Iterator[Event]:
    """Yield what happened to an actor in a quarter, in sentences, with what the rules saw."""
    events, scenario = recorded.events, recorded.scenario
    found = events[
        (events["step"] == step) & ((events["actor"] == actor) | (events["target"] == actor))
    ]
    told: set[str] = set()
    for record in found.to_dict("records"):
        row = {str(key): None if pd.isna(value) else value for key, value in record.items()}
        words = _sentence(row, scenario)
        if words not in told:
            told.add(words)
            yield Event(words, by(str(row["cause"])), row, *_behind(row, actor, recorded, step))


def _sentence(row: dict[str, Any], scenario: Scenario) -> str:
    """Return an event in words; what the scenario set is told as the scenario has it."""
    names = Names(scenario.region)
    if row["cause"] != SET:
        how = manner(row)
        return sentence(row, names) + (f" ({how})" if how else "")
    for entry in what_it_sets(scenario):
        same = entry.type == row["type"] and entry.quarter <= row["quarter"]
        if same and row["quarter"] <= (entry.until or entry.quarter) and _whom(entry, row):
            return entry.words
    return sentence(row, names)


def _whom(entry: Given, row: dict[str, Any]) -> bool:
    members = entry.type == "founded"
    return members or entry.whom in ((), ("all",)) or row["target"] in entry.whom


def _behind(
    row: dict[str, Any], actor: str, recorded: Recorded, step: int
) -> tuple[str, tuple[Read, ...]]:
    """Return the rule behind an event that no decision made, and what it reads of the actor."""
    if row["type"] not in FOLLOWS or row["cause"] == SET:
        return "", ()
    rule = rule_of_event(str(row["type"]), recorded.scenario)
    if rule is None or actor not in recorded.scenario.region.codes:
        return "", ()
    return rule.name, reads(rule, actor, recorded, recorded.scenario, step)
