"""The table of a run on the screen: who decided, what is hidden, and the scenario's own always."""

from __future__ import annotations

import pytest

from sovsim.record.run import Run
from sovsim.record.summary import Summary, summary_of
from sovsim.single_run import run
from sovsim.telling.imposed import what_it_sets


@pytest.fixture(scope="module")
def reversed_bid() -> Run:
    return run("ukraine-2013-reversed", seed=2, plots=False)


@pytest.fixture(scope="module")
def summary(reversed_bid: Run) -> Summary:
    return summary_of(reversed_bid)


def test_the_scenarios_own_rows_are_always_shown_and_the_hidden_are_counted(
    reversed_bid: Run, summary: Summary
) -> None:
    every = what_it_sets(reversed_bid.scenario)
    own = [row.sentence for row in every if row.own]
    assert own == ["Ukraine took its bid for the EU back.", "The EU moved towards Ukraine faster."]
    assert set(own) <= {row["what"] for row in summary.imposed}
    assert len(summary.imposed) + summary.imposed_left_out == len(every)
    assert summary.imposed_left_out > 0


def test_imposed_decisions_are_told_apart_among_the_events(summary: Summary) -> None:
    told = {(row["quarter"], row["what"]): row["by"] for row in summary.events}
    assert told["2013Q4", "Ukraine took its bid for the EU back"] == "imposed by the scenario"
    assert [by for what, by in told.items() if what[0] != "2013Q4"].count("") == len(told) - 1


def test_every_event_is_shown_or_counted(reversed_bid: Run, summary: Summary) -> None:
    own = reversed_bid.events[reversed_bid.events["cause"] != "scenario"]
    assert len(summary.events) + summary.events_left_out == len(own)
    assert len(summary.metrics) + summary.metrics_left_out == len(reversed_bid.metrics)


def test_what_goes_on_is_told_once() -> None:
    told = summary_of(run("invasion-2022", plots=False))
    invasions = [row for row in told.events if row["what"] == "Russia invaded Ukraine"]
    assert [row["quarter"] for row in invasions if row["by"]] == ["2022Q1"]
