"""Concepts are listed with what shows them, and `why` answers for them."""

from __future__ import annotations

import json

import pytest

from sovsim.claims import UnknownId
from sovsim.concepts import concept, concepts, near
from sovsim.documents.shipped import shipped_files
from sovsim.provenance import why
from tests.command_line import Ask


def test_a_concept_is_found_by_id_by_term_and_by_a_part_of_the_term() -> None:
    for name in ("coercive-diplomacy", "Coercive diplomacy", "coercive_diplomacy"):
        assert concept(name).entry.id == "coercive-diplomacy"
    assert concept("PSRIS").entry.id == "psris"
    assert concept("mediator").entry.id == "broker"
    with pytest.raises(UnknownId, match="did you mean 'coercive diplomacy'"):
        concept("coercive diplomcy")


def test_words_that_are_no_concept_lead_to_those_that_hold_them() -> None:
    found = [one.entry.id for one in near("hegemony")]
    assert "matrioshka-hegemony" in found
    assert near("qx") == []


def test_what_carries_a_concept_is_shipped_and_every_scenario_is_found_by_its_own() -> None:
    found = concepts()
    scenarios, experiments = shipped_files("scenarios"), shipped_files("experiments")
    assert {name for one in found for name in one.scenarios} <= set(scenarios)
    assert {name for one in found for name in one.experiments} <= set(experiments)
    assert "csto-kazakhstan-2022" in concept("protective-integration").scenarios
    assert concept("protective-integration").lessons == ("protective-integration",)


def test_why_answers_for_the_glossary(ask: Ask) -> None:
    (answer,) = why("coercive diplomacy")
    assert (answer.kind, answer.name) == ("concept", "coercive diplomacy")
    assert answer.claims
    assert "gas-disputes" in answer.facts["scenarios"]
    assert [one.kind for one in why("autonomy")][-1] == "concept"
    assert all(one.kind == "concept" for one in why("hegemony"))
    assert ask("why", "xyzzy").status == 2


def test_list_tells_of_one_concept_of_all_and_of_a_word(ask: Ask) -> None:
    one = ask("list", "--concept", "hedging")
    assert one.status == 0
    assert "sovsim why hedging" in one.out
    rows = json.loads(ask("list", "--concept", "--json").out)["concepts"]
    assert len(rows) == len(concepts())
    found = json.loads(ask("list", "gas", "--json").out)
    assert [row["name"] for row in found["scenarios"]] == ["gas-disputes"]
    assert ask("list", "xyzzy").status == 2
