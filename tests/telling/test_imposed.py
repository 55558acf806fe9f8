"""What a scenario sets is told in sentences, and told apart from the model's own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sovsim.axes import member_name
from sovsim.documents.values import Range
from sovsim.record.run import Run
from sovsim.region import Region
from sovsim.scenario import EVENT_TYPES, Scenario, load_scenario
from sovsim.scenario.event_type import EventType
from sovsim.scenario.events import options
from sovsim.scenario.model import Event
from sovsim.scenario.resolve_plays import DECISIONS
from sovsim.single_run import run
from sovsim.telling.decisions import PHRASES, decided
from sovsim.telling.events import ONE_WAY, OWN_WORDS, UP_AND_DOWN, happening
from sovsim.telling.imposed import happened_at, what_it_sets
from sovsim.telling.names import Names
from sovsim.variables import VARIABLES
from tests.telling.prose import assert_prose

PLAYED = """
[scenario]
name = "played"
title = "Played"
question = "Who decided?"
background = "A test."
extends = "toy-four-states"
start = "1992Q1"
end = "1994Q4"

[[event]]
type = "invasion"
at = "1992Q3"
who = "BRE"
forced = true
duration = 2

[[event]]
type = "alliance_acts"
at = "1993Q1"
who = "COR"
forced = true

[[play]]
at = "1993Q2"
actor = "ARD"
decision = "action"
option = "resist"
"""


def whom(kind: EventType, region: Region) -> tuple[str, ...]:
    named = {
        "state": region.codes[:2],
        "dyad": region.units("dyad")[:1],
        "contested": [unit.code for unit in region.contested][:1],
        "institution": ["CSTO"],
        "power": ["EU", "NATO"],
        "any": region.codes[:1],
    }
    return tuple(named.get(kind.who, ()))


def events(kind: EventType, region: Region) -> Iterator[Event]:
    """Events of a type: both signs, a range, and every member of every key."""
    sizes = [kind.size, *([-kind.size] if kind.size and kind.low < 0 else ())]
    sizes += [Range(low=-0.1, high=0.1)] if kind.low < 0 else []
    choices: list[tuple[tuple[str, str | tuple[str, ...]], ...]] = [()]
    for key in kind.keys:
        if key == "members":
            values: list[str | tuple[str, ...]] = [tuple(region.codes[:2])]
        elif key == "institution":
            values = ["CSTO"]
        elif key == "column":
            values = ["autonomy_security", "norm_strength_sanctions_global"]
        else:
            values = list(options(key))
        choices = [(*chosen, (key, value)) for chosen in choices for value in values]
    for size in sizes:
        for chosen in choices:
            yield Event(kind.name, "2019Q1", "2019Q1", whom(kind, region), size, choices=chosen)


@pytest.mark.parametrize("region", ["post-soviet", "fiction", "own"])
def test_every_type_of_event_that_a_scenario_may_name_is_told_in_prose(
    scenarios: dict[str, Scenario], region: str
) -> None:
    of = scenarios[region].region
    for kind in EVENT_TYPES.values():
        told = [happening(event, Names(of)) for event in events(kind, of)]
        assert told, kind.name
        for words in told:
            assert_prose(words, of)
            assert not words.endswith("."), words
            assert "(size" not in words, words


def test_no_type_has_two_patterns_and_no_pattern_lacks_a_type() -> None:
    patterns = [*UP_AND_DOWN, *ONE_WAY, *OWN_WORDS]
    assert len(patterns) == len(set(patterns))
    assert set(patterns) <= set(EVENT_TYPES)
    exogenous = {name for name, kind in EVENT_TYPES.items() if not kind.forced}
    assert exogenous <= set(patterns)


def test_a_rise_and_a_fall_read_otherwise(scenarios: dict[str, Scenario]) -> None:
    names = Names(scenarios["post-soviet"].region)
    up, down = (
        happening(Event("resolve", "2019Q1", "2019Q1", ("NATO",), size), names)
        for size in (0.1, -0.1)
    )
    assert up == "NATO came to answer force more firmly"
    assert down == "NATO came to answer force less firmly"


def test_every_decision_and_option_is_told_in_prose(scenarios: dict[str, Scenario]) -> None:
    region = scenarios["post-soviet"].region
    assert DECISIONS
    for name, kind in DECISIONS.items():
        actor = {"hegemon": "hegemon", "power": "TURKEY"}.get(kind.actor, "KAZ")
        target = next(iter(kind.bodies), "UKR" if kind.target else "")
        for option in kind.options:
            assert (name, option) in PHRASES
            told = decided(name, option, actor, target, Names(region))
            assert_prose(told, region)
            assert told.startswith(Names(region)(actor)), told
            assert not target or told.count(Names(region)(target)) == 1, told


def test_every_option_of_every_coded_decision_has_a_phrase() -> None:
    for decision in {decision for decision, _ in PHRASES}:
        codes = VARIABLES[decision].codes
        assert codes is not None
        wanted = {member_name(member) for member in codes}
        assert wanted == {option for name, option in PHRASES if name == decision}


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Run:
    file = tmp_path_factory.mktemp("played") / "played.toml"
    file.write_text(PLAYED, encoding="utf-8")
    return run(file, plots=False)


def causes(done: Run, **wanted: str) -> set[tuple[str, str]]:
    table = done.events
    for column, value in wanted.items():
        table = table[table[column] == value]
    return set(zip(table["quarter"], table["cause"], strict=True))


def test_events_that_carry_an_imposed_decision_out_say_so(played: Run) -> None:
    forced = {("1992Q3", "forced"), ("1992Q4", "forced")}
    assert forced <= causes(played, type="invasion", target="BRE")
    assert forced <= causes(played, type="coercion", target="BRE")
    assert ("1993Q2", "play") in causes(played, type="resisted", actor="ARD")
    assert "forced" not in {cause for _, cause in causes(played, type="fighting_begins")}
    other = causes(played, type="coercion") | causes(played, type="reward")
    assert "choice" in {cause for _, cause in other}


@pytest.mark.slow
def test_what_no_scenario_imposed_is_nobody_elses(scenarios: dict[str, Scenario]) -> None:
    done = run(scenarios["fiction"], plots=False)
    assert not {"forced", "play", "policy"} & set(done.events["cause"])


def test_a_scenarios_own_rows_are_told_from_those_that_it_inherits(played: Run) -> None:
    rows = what_it_sets(played.scenario)
    own = [(row.quarter, row.cause) for row in rows if row.own]
    assert own == [("1992Q3", "forced"), ("1993Q1", "forced"), ("1993Q2", "play")]
    assert {row.by for row in rows if row.own} == {"imposed by the scenario"}
    assert rows[0].sentence == "Hegemonia invaded Brevia, for 2 quarters."
    inherited = [row for row in what_it_sets(load_scenario("ukraine-2013-reversed")) if not row.own]
    assert {row.by for row in inherited} == {"set by the scenario"}
    assert all(row.own for row in what_it_sets(load_scenario("toy-four-states")))


def test_a_date_that_each_run_draws_is_that_of_the_run() -> None:
    row = what_it_sets(load_scenario("toy-four-states"))[0]
    ranged = type(row)(**{**vars(row), "until": "1999Q4", "quarter": "1998Q1"})
    events = [{"quarter": "1998Q3", "cause": "scenario", "type": row.type, "target": row.whom[0]}]
    assert happened_at(ranged, events) == "1998Q3"
    assert happened_at(ranged, []) == "1998Q1"
    assert happened_at(row, events) == row.quarter
