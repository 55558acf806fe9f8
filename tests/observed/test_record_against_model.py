"""The record and the model's own facts agree: the region's tables, start values, dated events.

Where they differ the record is mended, or the difference is named here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from sovsim import quarters
from sovsim.axes import Relations
from sovsim.documents.shipped import shipped
from sovsim.observed.public_record import public_record
from sovsim.observed.record_facts import Fact, Span
from sovsim.scenario import load_scenario
from sovsim.simulation import Simulation

RECORD = public_record()
BASES = ("baseline-1992-2026", "base-2005", "base-2012", "base-2019")
PAST = ("georgia-2008", "gas-disputes", "invasion-2022", "crimea-2014-firm-west",
        "crimea-2014-passive-west")  # fmt: skip
"""Scenarios of what happened, beside the baseline and the bases."""


def dated(*types: str) -> Iterator[tuple[dict[str, Any], int]]:
    """Yield the events of some types, and the quarter of each."""
    for name in (*BASES, *PAST):
        text = (shipped("scenarios") / f"{name}.toml").read_text(encoding="utf-8")
        for event in tomllib.loads(text)["event"]:
            if event["type"] in types:
                yield event, quarters.parse(event["at"])


def begun(facts: list[Any], code: str) -> set[int]:
    """Return the quarters in which facts about a state begin."""
    return {
        quarters.parse(fact.start.quarter)
        for fact in facts
        if code in fact.codes and fact.start is not None
    }


def test_the_regions_memberships_begin_and_end_in_the_quarters_of_the_record() -> None:
    """An exit in the last days of a quarter counts from the next one."""
    text = (shipped("region") / "post-soviet" / "institutions.toml").read_text(encoding="utf-8")
    compared = 0
    for row in tomllib.loads(text)["membership"]:
        first, until = quarters.parse(row["from"]), row.get("until")
        for code in row["codes"]:
            same = [
                fact
                for fact in RECORD.memberships.fact
                if fact.body == row["institution"]
                and code in fact.states
                and (fact.began is None or quarters.parse(fact.began.quarter) == first)
            ]
            assert len(same) == 1, (row, code)
            ended = same[0].ended
            assert (ended is None) == (until is None), (row, code)
            if ended is not None:
                gap = quarters.parse(str(until)) - quarters.parse(ended.quarter)
                assert gap in (0, 1), (row, code)
            compared += 1
    assert compared > 60


@pytest.mark.parametrize(
    ("types", "facts"),
    [
        (("civil_war",), [*RECORD.wars.of(["at_home"]), *RECORD.force.of(["war"])]),
        (("regional_war", "rivalry"), RECORD.wars.of(["between"])),
        (("gas_dispute",), RECORD.pressure.of(["energy_cutoff"])),
        (("annexation",), RECORD.territory.of(["annexed"])),
        (("invasion",), RECORD.force.of(["war"])),
        (("armistice",), RECORD.force.of(["keepers"])),
        (("regime_shaken",), RECORD.force.of(["help"])),
    ],
)
def test_what_the_scenarios_date_is_dated_alike_in_the_record(
    types: tuple[str, ...], facts: list[Fact]
) -> None:
    compared = 0
    for event, at in dated(*types):
        for code in event["who"].split("-"):
            assert at in begun(facts, code), event
            compared += 1
    assert compared


def test_what_a_state_leaves_in_a_scenario_it_leaves_in_the_record() -> None:
    for event, at in dated("membership_left"):
        ends = [
            quarters.parse(fact.ended.quarter)
            for fact in RECORD.memberships.fact
            if fact.body == event["institution"] and event["who"] in fact.states and fact.ended
        ]
        assert at in ends or at - 1 in ends, event


@pytest.mark.parametrize("name", BASES)
def test_start_values_know_what_the_record_knew_by_then(name: str) -> None:
    scenario = load_scenario(name)
    year = int(scenario.start[:4]) - 1
    world = Simulation.prepare(scenario, 0, range(1)).world
    codes = list(scenario.region.codes)
    cut = RECORD.until(year)
    severed = {fact.state for fact in cut.relations.fact if fact.ended is None}
    broken = world.diplomatic_relations[0] == Relations.SEVERED_BY_STATE
    assert {code for code, out in zip(codes, broken, strict=True) if out} == severed
    wars = {fact.state for fact in cut.force.of(["war"]) if holds(fact, year)}
    at_war = world.hegemon_war[0] > 0
    assert {code for code, war in zip(codes, at_war, strict=True) if war} == wars
    units = [unit.code for unit in scenario.region.contested]
    kept = {fact.unit for fact in cut.territory.of(["annexed", "recognised"])}
    by_hegemon = world.hegemon_recognition[0] > 0
    assert {code for code, yes in zip(units, by_hegemon, strict=True) if yes} == kept & set(units)
    taken = {fact.unit for fact in cut.territory.of(["lost"])} & set(units)
    held = dict(zip(units, world.holder[0], strict=True))
    assert [unit for unit in taken if held[unit] == 0] == []


def holds(fact: Span, year: int) -> bool:
    """Return whether a fact that lasts goes on at the end of a year."""
    return fact.ended is None or fact.ended.year > year
