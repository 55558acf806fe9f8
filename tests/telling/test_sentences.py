"""Events are told in sentences with names: who did what to whom, whatever the type."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from sovsim.record.carried_out import CARRIES_OUT, FOLLOWS
from sovsim.record.events import name_of
from sovsim.record.history import History
from sovsim.region import load_region
from sovsim.rules.contract import Occurrence
from sovsim.scenario import Scenario
from sovsim.schedule import RULES
from sovsim.simulation import Simulation
from sovsim.telling.names import LETTERS, Names, institution_name, listed, readable
from sovsim.telling.sentences import PATTERNS, manner, sentence
from sovsim.variables import COMPONENTS
from tests.telling.prose import assert_prose

DECLARED = {kind for rule in RULES.values() for kind in rule.occurrences}


@pytest.fixture(scope="module")
def names() -> Names:
    return Names(load_region("post-soviet"))


def handed_back(scenario: Scenario) -> list[Occurrence]:
    """What the rules hand back in a quarter, whether it happened anywhere or not."""
    simulation = Simulation.prepare(scenario)
    history = History.of(simulation)
    simulation.step(simulation.world, listener=history)
    found = [happened.occurrence for happened in history.happened]
    return [occurrence for occurrence in found if occurrence.cause != "scenario"]


def rows(scenario: Scenario) -> Iterator[dict[str, Any]]:
    """A row of the events table for every occurrence and unit."""
    for occurrence in handed_back(scenario):
        for unit in range(occurrence.where.shape[-1]):
            actor, target = (
                name_of(name, occurrence.unit, unit, scenario.region)
                for name in (occurrence.actor, occurrence.target)
            )
            yield {"type": occurrence.type, "actor": actor, "target": target}


def test_every_type_of_event_that_a_rule_declares_is_handed_back_and_has_a_sentence(
    scenarios: dict[str, Scenario],
) -> None:
    assert DECLARED
    assert {row["type"] for row in rows(scenarios["post-soviet"])} == DECLARED
    assert set(PATTERNS) >= DECLARED


def test_every_type_of_event_either_carries_a_decision_out_or_follows() -> None:
    assert {*CARRIES_OUT, *FOLLOWS} == DECLARED
    assert not set(CARRIES_OUT) & set(FOLLOWS)


@pytest.mark.parametrize("region", ["post-soviet", "fiction", "own"])
def test_every_sentence_is_prose_and_names_two_parties_apart(
    scenarios: dict[str, Scenario], region: str
) -> None:
    scenario = scenarios[region]
    names = Names(scenario.region)
    for row in rows(scenario):
        told = sentence(row, names)
        assert_prose(told, scenario.region)
        actor, target = names(row["actor"]), names(row["target"])
        if row["actor"] == row["target"] or row["target"] == "abroad":
            assert told.count(actor) == 1, told
            continue
        assert actor in told, (row, told)
        assert target in told, (row, told)
        assert told.index(actor) < told.index(target), told
        assert told.count(actor) == told.count(target) == 1, told


@pytest.mark.parametrize(
    ("event", "told"),
    [
        (("assistance_requested", "KAZ", "CSTO"), "Kazakhstan asked the CSTO for assistance"),
        (("bid_reversed", "UKR", "EU"), "Ukraine took its bid for the EU back"),
        (("bid_completed", "LVA", "NATO"), "Latvia became a member of NATO"),
        (
            ("regional_war", "ARM-AZE", "ARM-AZE"),
            "Armenia and Azerbaijan went to war with each other",
        ),
        (("unit_seized", "RUS", "crimea"), "Russia seized Crimea"),
        (("upheaval", "KGZ", "KGZ"), "the government of Kyrgyzstan fell"),
        (("un_condemns", "UN", "RUS"), "the United Nations condemned Russia"),
        (("sanctions_imposed", "West", "RUS"), "the West imposed sanctions on Russia"),
        (("nuclear_signal", "RUS", "West"), "Russia made a nuclear threat to the West"),
        (("something_new", "KGZ", ""), "something new (Kyrgyzstan)"),
        (("something_new", None, float("nan")), "something new"),
    ],
)
def test_sentences(names: Names, event: tuple[str, str, str], told: str) -> None:
    assert sentence(dict(zip(("type", "actor", "target"), event, strict=True)), names) == told


def test_rungs_are_named_and_the_manner_is_told(names: Names) -> None:
    event = {"type": "coercion", "actor": "RUS", "target": "GEO", "rung": "open_threat"}
    assert sentence(event, names) == "Russia openly threatened Georgia"
    event["rung"] = "peacekeepers"
    assert sentence(event, names) == "Russia sent peacekeepers to Georgia"
    event |= {"route": "existing_institution", "talks": "mediate"}
    assert manner(event) == "by way of an existing organisation, while mediating"


def test_institutions_go_by_their_letters_only_where_they_are_the_bodies_of_that_name() -> None:
    assert Names(load_region("toy-two-states"))("CSTO") == "the Pact of Neighbours"
    shipped = load_region("post-soviet")
    assert {info.institution.name: info.name for info in shipped.institutions} == LETTERS
    assert institution_name(shipped, "CSTO") == "CSTO"


def test_a_body_of_a_region_of_ones_own_goes_by_its_name(scenarios: dict[str, Scenario]) -> None:
    names = Names(scenarios["own"].region)
    assert names("CIS") == "the Concord of Islands"
    assert names("CSTO") == "the alliance"


def test_every_column_reads_as_words() -> None:
    assert all("_" not in readable(column) for column in COMPONENTS)
    assert readable("offer_eu") == "offer (EU)"
    assert readable("un_text_csto") == "UN text (CSTO)"


def test_lists_read_as_lists() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
