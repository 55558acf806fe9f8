"""A scenario as it was known at a date."""

from __future__ import annotations

import numpy as np

from sovsim import quarters
from sovsim.scenario import load_scenario
from sovsim.scenario.compile import compile_scenario
from sovsim.scenario.cut import known_at

CUT = "2008Q2"


def test_nothing_begins_after_the_cut_and_nothing_runs_on() -> None:
    whole = load_scenario("baseline-1992-2026")
    cut = known_at(whole, CUT)
    last = quarters.parse(CUT)
    assert any(quarters.parse(event.at) > last for event in whole.events)
    assert cut.events
    for event in cut.events:
        assert quarters.parse(event.at) + event.duration - 1 <= last
    steps = last - quarters.parse(cut.start)
    shocks = compile_scenario(cut, np.arange(3))
    assert all(max(shock.span()) <= steps for shock in shocks.shocks)


def test_what_was_before_the_cut_stays_as_it_was() -> None:
    whole = load_scenario("baseline-1992-2026")
    kept = {event.key: event for event in known_at(whole, CUT).events}
    for event in whole.events:
        ends = quarters.parse(event.at) + event.duration - 1
        if ends <= quarters.parse(CUT):
            assert kept[event.key] == event


def test_what_runs_beyond_the_cut_ends_with_it() -> None:
    cut = known_at(load_scenario("baseline-1992-2026"), "2009Q1")
    revival = next(event for event in cut.events if event.type == "military_revival")
    assert (revival.at, revival.duration) == ("2008Q4", 2)
