"""The shipped scenarios: all there, all sound, and honest about what they impose."""

from __future__ import annotations

import re
import tomllib
from functools import cache

import numpy as np
import pytest

from sovsim import claims
from sovsim.scenario import Scenario, diff, load_scenario, scenario_names, shipped_files
from sovsim.scenario.compile import compile_scenario
from tests.together import each

NAMES = {
    "baseline-1992-2026",
    "cis-peacekeeping-1990s",
    "gas-disputes",
    "georgia-2008",
    "ukraine-2013-reversed",
    "ukraine-2013-signed",
    "crimea-2014-passive-west",
    "crimea-2014-firm-west",
    "moldova-2012-balances",
    "moldova-2012-bandwagons",
    "moldova-2012-diversifies",
    "moldova-2012-hedges",
    "un-recognises-csto",
    "un-denies-csto",
    "karabakh-2020-csto-acts",
    "karabakh-2020-csto-abstains",
    "csto-kazakhstan-2022",
    "csto-kazakhstan-2022-refused",
    "csto-kazakhstan-2022-no-debt",
    "invasion-2022",
    "western-bids",
    "friends-without-membership",
    "out-of-area",
    "westphalian-russia",
    "central-asia-one-pole",
    "central-asia-two-poles",
    "central-asia-three-poles",
    "central-asia-one-pole-told-apart",
    "central-asia-two-poles-told-apart",
    "china-alternative",
    "turkey-alternative",
    "western-retreat",
    "equal-csto",
    "no-cis",
    "toy-two-states",
    "toy-four-states",
    "synthetic-region",
    "synthetic-region-far",
}
FORCED = {
    "gas-disputes": {"gas_dispute"},
    "ukraine-2013-reversed": {"bid_reversed"},
    "ukraine-2013-signed": {"bid_advanced"},
    "crimea-2014-passive-west": {"annexation"},
    "crimea-2014-firm-west": {"annexation"},
    "karabakh-2020-csto-acts": {"alliance_acts"},
    "karabakh-2020-csto-abstains": {"alliance_abstains"},
    "csto-kazakhstan-2022-refused": {"alliance_abstains"},
    "invasion-2022": {"invasion"},
}
"""The scenarios that ask about a decision, and the decision that they impose."""

RECORDED = {"law_proposal"}
"""Choices that a document reports, imposed in the record itself."""

OWN_ROOM = {
    "chechen_war",
    "exercise_cancelled",
    "founded",
    "leadership_change",
    "membership_left",
    "military_revival",
    "out_of_area_scope",
    "regional_war",
    "regional_war_ends",
}
"""Events that are decisions of Russia, of a state or of a body."""

PAIRS = {
    ("ukraine-2013-reversed", "ukraine-2013-signed"): {"bid_reversed", "bid_advanced"},
    ("crimea-2014-passive-west", "crimea-2014-firm-west"): {"resolve"},
    ("un-recognises-csto", "un-denies-csto"): {"un_text", "un_dissent"},
    ("karabakh-2020-csto-acts", "karabakh-2020-csto-abstains"): {
        "alliance_acts",
        "alliance_abstains",
    },
    ("csto-kazakhstan-2022", "csto-kazakhstan-2022-refused"): {"alliance_abstains"},
    ("csto-kazakhstan-2022", "csto-kazakhstan-2022-no-debt"): {
        "mechanisms.collective_security.withdrawal"
    },
    ("invasion-2022", "csto-kazakhstan-2022-no-debt"): {"invasion"},
    ("central-asia-one-pole", "central-asia-two-poles"): {"openness", "alternative_supply"},
    ("central-asia-two-poles", "central-asia-three-poles"): {"openness", "alternative_supply"},
    ("central-asia-one-pole-told-apart", "central-asia-two-poles-told-apart"): {
        "openness",
        "alternative_supply",
    },
    ("central-asia-two-poles", "central-asia-two-poles-told-apart"): {
        "mechanisms.autonomy.relaxation"
    },
}
"""Pairs that differ in one thing only: the types of event, or the key, in which they differ."""

BASES = {name for name in shipped_files("scenarios") if name.startswith("base-")}


@cache
def shipped(name: str) -> Scenario:
    return load_scenario(name)


def test_every_scenario_is_there_and_bases_are_not_listed() -> None:
    assert set(scenario_names()) == NAMES
    assert BASES
    assert set(shipped_files("scenarios")) == NAMES | BASES


@each("name", sorted(NAMES))
def test_a_scenario_is_called_after_its_file_and_tells_what_it_asks(name: str) -> None:
    scenario = shipped(name)
    assert scenario.name == name
    assert scenario.question.endswith("?")
    assert 3 <= len(re.findall(r"[.?!](?:\s|$)", scenario.background)) <= 7
    assert scenario.teaching.concepts
    assert scenario.teaching.try_
    assert scenario.teaching.discussion


@each("name", sorted(NAMES))
def test_a_scenario_compiles_for_any_number_of_runs(name: str) -> None:
    scenario = shipped(name)
    shocks = compile_scenario(scenario, np.arange(3))
    for imposed in (*shocks.shocks, *shocks.overrides):
        assert 0 <= int(np.min(imposed.start)) < scenario.steps
        assert imposed.unit is None or imposed.unit >= 0


@each("name", sorted(NAMES | BASES))
def test_every_claim_resolves(name: str) -> None:
    scenario = shipped(name)
    cited = {*scenario.claims, *(claim for event in scenario.events for claim in event.claims)}
    for claim in cited:
        assert claims.get(claim)
    assert scenario.claims or name in BASES


@each("name", sorted(NAMES | BASES))
def test_decisions_are_imposed_only_where_the_question_is_about_them(name: str) -> None:
    forced = {event.type for event in shipped(name).events if event.forced}
    assert forced - RECORDED == FORCED.get(name, set())


@each("name", sorted(NAMES | BASES))
def test_every_event_says_what_it_is(name: str) -> None:
    tables = tomllib.loads(shipped(name).text).get("event", ())
    assert all("nature" in table or table.get("forced") for table in tables)


@each("name", sorted(NAMES | BASES))
def test_what_the_model_decides_itself_is_called_a_choice(name: str) -> None:
    natures = {event.type: event.nature for event in shipped(name).events}
    for kind in natures.keys() & OWN_ROOM:
        assert natures[kind] == "choice", kind


@pytest.mark.parametrize("pair", PAIRS, ids=" and ".join)
def test_a_pair_differs_in_one_thing(pair: tuple[str, str]) -> None:
    first, second = (shipped(name) for name in pair)
    found = {
        entry.key.removeprefix("event.").split("@")[0]
        if entry.key.startswith("event.")
        else entry.key
        for entry in diff(first, second)
    }
    assert found == PAIRS[pair]


@pytest.mark.parametrize("name", sorted(BASES))
def test_a_base_tells_the_same_record_as_the_baseline(name: str) -> None:
    base = shipped(name)
    record = {event.key: event for event in shipped("baseline-1992-2026").events}
    running = {event.type for event in record.values() if event.duration > 1}
    for event in base.events:
        if event.at == base.start and event.type in running:
            continue  # the rest of something that began before the base does
        if event.type == "membership_left":
            continue  # a body that the model's own states left by themselves
        assert event.as_dict() == record[event.key].as_dict()
    inside = {key for key, event in record.items() if base.start < event.at <= base.end}
    assert inside <= {event.key for event in base.events}


@each("name", sorted(NAMES))
def test_a_setting_to_try_is_one_that_can_be_set(name: str) -> None:
    scenario = shipped(name)
    for advice in scenario.teaching.try_:
        for setting in re.findall(r"[a-z][\w.-]*\.[\w.-]+=[\w.-]*\w", advice):
            assert scenario.with_settings([setting]).spec_hash != scenario.spec_hash, setting


@each("name", sorted(NAMES))
def test_a_scenario_to_compare_with_exists(name: str) -> None:
    for advice in shipped(name).teaching.try_:
        for other in re.findall(r"[a-z]+(?:-[a-z0-9]+)*-\d{4}[\w-]*|un-\w+-csto", advice):
            assert other in NAMES, other


def test_files_are_plain_text() -> None:
    for name, path in shipped_files("scenarios").items():
        text = path.read_text(encoding="utf-8")
        assert text.isascii(), name
        assert tomllib.loads(text)["scenario"]["name"] == name


def test_background_never_presents_a_title_as_a_finding() -> None:
    """A text that rests on titles says so (TR-38)."""
    for name in NAMES:
        scenario = shipped(name)
        resting = [claims.get(claim).strength for claim in scenario.claims]
        if resting and resting.count("title") > len(resting) / 2:
            assert re.search(r"\b[Tt]itles?\b", scenario.background), name
