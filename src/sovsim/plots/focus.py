"""What a run's pictures look at: the states and the quarters where something happens."""

from __future__ import annotations

from typing import Any

import pandas as pd

from sovsim.plots.tables import first_run, with_means
from sovsim.record.recorded import Recorded
from sovsim.region import Region
from sovsim.scenario import Scenario
from sovsim.telling.about import concerned, main_states, states_in
from sovsim.telling.names import text

MOST_STATES = 6
MOST_QUARTERS = 3
_VARIABLES = ("autonomy", "dependence", "alignment_russia", "alignment_west")
_LOUD = 1.5
"""Weight of the busiest state's events against the largest total change of the four variables."""


def focus_states(run: Recorded, most: int = MOST_STATES) -> list[str]:
    """Return the states to look at: those the scenario is about, then those where most happens."""
    region = run.scenario.region
    score = _change(run.states) + _LOUD * _busy(run.events, region)
    ranked = sorted(region.codes, key=lambda code: (-float(score.get(code, 0.0)), code))
    named = main_states(run.scenario)
    first = [code for code in ranked if code in named]
    rest = [code for code in ranked if code not in named]
    return [*first, *rest][:most]


def focus_quarters(scenario: Scenario, most: int = MOST_QUARTERS) -> list[str]:
    """Return the quarters in which the scenario strikes the states it is about, if they are few."""
    main = main_states(scenario)
    found = {
        str(event.at)
        for event in scenario.events
        if any(code in main for name in event.who for code in concerned(name, scenario.region))
    }
    return sorted(found) if len(found) <= most else []


def _change(states: pd.DataFrame) -> pd.Series[Any]:
    """Return how far each state has moved on its way, summed over the main variables."""
    means = with_means(first_run(states), _VARIABLES).sort_values("step")
    grouped = means.groupby("state")[list(_VARIABLES)]
    moved = (grouped.max() - grouped.min()).sum(axis=1)
    return moved / (float(moved.max()) or 1.0)


def _busy(events: pd.DataFrame, region: Region) -> pd.Series[Any]:
    """Return each state's share of the busiest state's events, small rewards left out."""
    counts = dict.fromkeys(region.codes, 0.0)
    for event in first_run(events)[["type", "actor", "target"]].to_dict("records"):
        if text(event["type"]) != "reward":
            for code in states_in(event, region):
                counts[code] += 1.0
    most = max(counts.values(), default=0.0) or 1.0
    return pd.Series(counts) / most
