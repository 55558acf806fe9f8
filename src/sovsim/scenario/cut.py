"""A scenario as it stands at a date: what comes later is dropped, what runs on then ends.

A backtest may know nothing of what came after its cut: no public fact, no condition, no imposed
choice (ours).
"""

from __future__ import annotations

from dataclasses import replace

from sovsim import quarters
from sovsim.scenario.model import Event
from sovsim.scenario.scenario import Scenario


def known_at(scenario: Scenario, quarter: str) -> Scenario:
    """Return the scenario without what begins after a quarter.

    An event or a recorded decision that runs beyond it ends with it; one whose date each run draws
    keeps those dates that are not later.

    Raises:
        ValueError: the quarter is none.
    """
    last = quarters.parse(quarter)

    def cut(event: Event) -> Event:
        begins = quarters.parse(event.at)
        until = min(quarters.parse(event.until), last)
        duration = max(min(event.duration, last + 1 - begins), 1)
        return replace(event, until=quarters.label(until), duration=duration)

    return replace(
        scenario,
        region=scenario.region.known_at(last),
        events=tuple(cut(each) for each in scenario.events if quarters.parse(each.at) <= last),
        plays=tuple(
            replace(play, duration=max(min(play.duration, last + 1 - quarters.parse(play.at)), 1))
            for play in scenario.plays
            if quarters.parse(play.at) <= last
        ),
    )
