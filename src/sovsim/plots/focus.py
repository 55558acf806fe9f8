"""What a run's pictures look at: the states and the quarters where something happens."""

from __future__ import annotations

import tomllib
from typing import Any

import pandas as pd

from sovsim.plots.happenings import concerned, states_in
from sovsim.plots.tables import Run, first_run, text, with_means
from sovsim.region import Region
from sovsim.scenario import Scenario

MOST_STATES = 6
MOST_QUARTERS = 3
MOST_NAMED = 4
"""A scenario that names more states than this is about the region."""
_VARIABLES = ("autonomy", "dependence", "alignment_russia", "alignment_west")
_LOUD = 1.5
"""Weight of the busiest state's events against the largest total change of the four variables."""


def focus_states(run: Run, most: int = MOST_STATES) -> list[str]:
    """Return the states to look at: those the scenario is about, then those where most happens."""
    region = run.scenario.region
    score = _change(run.states) + _LOUD * _busy(run.events, region)
    ranked = sorted(region.codes, key=lambda code: (-float(score.get(code, 0.0)), code))
    named = main_states(run.scenario)
    first = [code for code in ranked if code in named]
    rest = [code for code in ranked if code not in named]
    return [*first, *rest][:most]


def main_states(scenario: Scenario) -> list[str]:
    """Return the states that the scenario is about.

    Its title and question name them, or a piece of their land; failing that, the events that its
    own file adds.
    """
    found = _named_in(f"{scenario.title} {scenario.question}", scenario.region)
    if not found:
        whom = [row.get("who", ()) for row in tomllib.loads(scenario.text).get("event", ())]
        names = [name for who in whom for name in ([who] if isinstance(who, str) else who)]
        found = [code for name in names for code in concerned(name, scenario.region)]
    found = list(dict.fromkeys(found))
    return found if len(found) <= MOST_NAMED else []


def focus_quarters(scenario: Scenario, most: int = MOST_QUARTERS) -> list[str]:
    """Return the quarters in which the scenario strikes the states it is about, if they are few."""
    main = main_states(scenario)
    found = {
        str(event.at)
        for event in scenario.events
        if any(code in main for name in event.who for code in concerned(name, scenario.region))
    }
    return sorted(found) if len(found) <= most else []


def _named_in(words: str, region: Region) -> list[str]:
    spoken = words.lower()
    found = [state.code for state in region.states if state.name.lower() in spoken]
    for unit in region.contested:
        if unit.code.lower() in spoken or unit.name.lower() in spoken:
            found += [code for code in (unit.parent, unit.rival) if code is not None]
    return list(dict.fromkeys(found))


def _change(states: pd.DataFrame) -> pd.Series[Any]:
    """Return how far each state has moved on its way, summed over the main variables."""
    means = with_means(first_run(states), _VARIABLES).sort_values("step")
    grouped = means.groupby("state")[list(_VARIABLES)]
    moved = (grouped.max() - grouped.min()).sum(axis=1)
    return moved / (float(moved.max()) or 1.0)


def _busy(events: pd.DataFrame, region: Region) -> pd.Series[Any]:
    """Return each state's share of the busiest state's events, small rewards left out."""
    counts = dict.fromkeys(region.codes, 0.0)
    for event in first_run(events).to_dict("records"):
        if text(event["type"]) != "reward":
            for code in states_in(event, region):
                counts[code] += 1.0
    most = max(counts.values(), default=0.0) or 1.0
    return pd.Series(counts) / most
