"""Scenarios: what each asks, what it imposes in sentences, whom it is about, what to turn."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sovsim.app.content.cites import Cites, Data
from sovsim.app.content.levers import levers
from sovsim.app.content.played import own_tables
from sovsim.region import Region
from sovsim.scenario import Scenario
from sovsim.scenario.events import EVENT_TYPES
from sovsim.telling.about import concerned, main_states
from sovsim.telling.imposed import FORCED, Given, inherits, what_it_sets

MOST_FOCUS = 6
"""States that a page looks at first."""


def scenario_data(scenario: Scenario, cites: Cites) -> Data:
    """Return what a page shows of a scenario beside its runs."""
    focus = focus_states(scenario)
    teaching = scenario.teaching
    return {
        "title": scenario.title,
        "question": scenario.question,
        "background": paragraphs(scenario.background),
        "claims": cites(scenario.claims),
        "concepts": list(teaching.concepts),
        "try": list(teaching.try_),
        "discussion": list(teaching.discussion),
        "region": scenario.region.name,
        "hegemon": scenario.region.hegemon.code,
        "sphere": scenario.region.sphere,
        "first": scenario.start,
        "last": scenario.end,
        "extends": inherits(scenario),
        "mechanisms": dict(sorted(scenario.mechanisms.items())),
        "off": sorted(scenario.off),
        "focus": focus,
        "levers": levers(scenario, focus),
        "events": _events(scenario, cites),
        "plays": [play.as_dict() for play in scenario.plays],
        "file": own_tables(scenario),
    }


def paragraphs(text: str) -> list[str]:
    """Return a text's paragraphs, each on one line."""
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip()]


def focus_states(scenario: Scenario) -> list[str]:
    """Return the states to look at first.

    Those that its title or its own events are about; failing that, those that its advice and its
    questions name; then those that most documents name.
    """
    found = main_states(scenario) or list(_spoken_of(scenario))
    if not found:
        ranked = sorted(scenario.region.states, key=lambda one: (-len(one.named_in), one.code))
        found = [state.code for state in ranked]
    return found[:MOST_FOCUS]


def _spoken_of(scenario: Scenario) -> Iterator[str]:
    words = " ".join((*scenario.teaching.try_, *scenario.teaching.discussion))
    for state in scenario.region.states:
        if re.search(rf"\b({state.code}|{re.escape(state.name)})\b", words):
            yield state.code


def _events(scenario: Scenario, cites: Cites) -> list[Data]:
    """Return what the scenario sets, by date, in sentences.

    ``quarters`` says for how long it lasts, ``decides`` which decisions it imposes, on `whom`, and
    ``body`` on which bid or body, where it is about one.
    """
    events = {(one.type, one.at, one.who): one for one in scenario.events}
    return [
        {
            "quarter": row.quarter,
            "until": row.until,
            "quarters": row.quarters if event is None else event.duration,
            "text": row.sentence,
            "words": row.words,
            "nature": "choice" if row.decision else row.nature,
            "by": row.by,
            "type": row.type,
            "decides": _decides(row),
            "body": "" if event is None else str(dict(event.choices).get("institution", "")),
            "own": row.own,
            "whom": list(row.whom),
            "states": _states(row.whom, scenario.region),
            "note": row.remark,
            "claims": cites(row.claims),
        }
        for row in what_it_sets(scenario)
        for event in [events.get((row.type, row.quarter, row.whom))]
    ]


def _decides(row: Given) -> list[str]:
    if row.cause != FORCED:
        return []
    return list(dict.fromkeys(name for name, _ in EVENT_TYPES[row.type].decisions))


def _states(whom: tuple[str, ...], region: Region) -> list[str]:
    if whom == ("all",):
        return list(region.codes)
    return list(dict.fromkeys(code for name in whom for code in concerned(name, region)))
