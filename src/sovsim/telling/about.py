"""What a scenario is about: the states that it names or strikes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sovsim.region import Region
from sovsim.scenario import Scenario
from sovsim.telling.imposed import what_it_sets
from sovsim.telling.names import text

MOST_NAMED = 4
"""A scenario that names more states than this is about the region."""


def concerned(name: str, region: Region) -> list[str]:
    """Return the states behind a name: a state, a dyad's two, or the parent of a contested unit."""
    parents = {unit.code: [unit.parent] for unit in region.contested}
    return [code for code in parents.get(name, name.split("-")) if code in region.codes]


def states_in(event: Mapping[Any, Any], region: Region) -> list[str]:
    """Return the states that an event concerns, as actor or as target."""
    names = (text(event.get(side)) for side in ("actor", "target"))
    return list(dict.fromkeys(code for name in names for code in concerned(name, region)))


def main_states(scenario: Scenario) -> list[str]:
    """Return the states that the scenario is about.

    Its title and question name them, or a piece of their land; failing that, the events that its
    own file adds.
    """
    found = _named_in(f"{scenario.title} {scenario.question}", scenario.region)
    if not found:
        whom = [name for row in what_it_sets(scenario) if row.own for name in row.whom]
        found = [code for name in whom for code in concerned(name, scenario.region)]
    found = list(dict.fromkeys(found))
    return found if len(found) <= MOST_NAMED else []


def _named_in(words: str, region: Region) -> list[str]:
    spoken = words.lower()
    found = [state.code for state in region.states if state.name.lower() in spoken]
    for unit in region.contested:
        if unit.code.lower() in spoken or unit.name.lower() in spoken:
            found += [code for code in (unit.parent, unit.rival) if code is not None]
    return list(dict.fromkeys(found))
