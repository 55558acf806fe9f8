"""What two scenarios change is told in words and values."""

from __future__ import annotations

from collections.abc import Callable

from sovsim.scenario import Difference, Scenario, diff, load_scenario

Load = Callable[..., Scenario]


def test_a_scenario_does_not_differ_from_itself(scenario: Load) -> None:
    assert diff(scenario(), scenario()) == []


def test_prose_is_no_difference(scenario: Load) -> None:
    loaded = scenario()
    head = loaded.text.replace("Nothing so far.", "Other words.")
    assert diff(loaded, scenario(head=head)) == []


def test_a_parameter_is_told_with_meaning_and_status(scenario: Load) -> None:
    (found,) = diff(scenario(), scenario().with_settings(["dependence.fade_rate=0.005"]))
    assert (found.key, found.a, found.b) == ("parameters.dependence.fade_rate", "-", "0.005")
    assert "inferred" in found.words
    assert "default 0.012" in found.words


def test_start_values_and_spans_are_told(scenario: Load) -> None:
    changed = scenario().with_settings(["initial.KAZ.unrest=0.3", "scenario.end=2008Q4"])
    assert diff(scenario(), changed) == [
        Difference("scenario.end", "2009Q4", "2008Q4", "last quarter"),
        Difference("initial.KAZ.unrest", "-", "0.3", "start value: Disorder in the streets."),
    ]


def test_events_are_matched_by_type_date_and_names(scenario: Load) -> None:
    event = '[[event]]\ntype = "unrest"\nat = "2005Q1"\nwho = "KAZ"\nsize = {}\n'
    (found,) = diff(scenario(event.format(0.2)), scenario(event.format(0.4)))
    assert found.key == "event.unrest@2005Q1 KAZ"
    assert (found.a, found.b) == ("condition, size 0.2", "condition, size 0.4")
    (gone,) = diff(scenario(event.format(0.2)), scenario())
    assert gone.b == "-"


def test_notes_and_claims_of_events_are_no_difference(scenario: Load) -> None:
    event = '[[event]]\ntype = "unrest"\nat = "2005Q1"\nwho = "KAZ"\n'
    assert diff(scenario(event), scenario(event + 'note = "x"\nclaims = []\n')) == []


def test_a_counterfactual_pair_differs_in_one_decision() -> None:
    pair = diff(load_scenario("ukraine-2013-reversed"), load_scenario("ukraine-2013-signed"))
    assert [found.key for found in pair] == [
        "event.bid_reversed@2013Q4 UKR institution=EU",
        "event.bid_advanced@2013Q4 UKR institution=EU",
    ]
