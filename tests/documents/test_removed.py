"""A name that a version took away is answered with what stands in its place."""

from __future__ import annotations

import pytest

from sovsim.documents.errors import DocumentError
from sovsim.documents.nearest import did_you_mean
from sovsim.documents.removed import instead, removed
from sovsim.parameters import UnknownParameter, find, registry
from sovsim.scenario import load_scenario
from sovsim.scenario.events import EVENT_TYPES
from sovsim.schedule import RULES
from sovsim.variables import COMPONENTS, VARIABLES


def names() -> set[str]:
    terms = {
        f"{variable}.{term}"
        for rule in RULES.values()
        for declared in (rule.terms, rule.choices)
        for variable, entries in declared.items()
        for term in entries
    }
    return {*VARIABLES, *COMPONENTS, *RULES, *EVENT_TYPES, *registry(), *terms}


def test_what_is_called_removed_is_gone_and_what_stands_in_its_place_is_there() -> None:
    was, gone = removed()
    known = names()
    assert [old for old in (*was, *gone) if old in known] == []
    assert [now for heirs in was.values() for now in heirs if now not in known] == []
    assert not set(was) & set(gone)


def test_a_removed_name_is_answered_wherever_an_unknown_one_is() -> None:
    with pytest.raises(UnknownParameter, match=r"'foreign_policy.pace' is now 'bids.pace'"):
        find("foreign_policy.pace")
    baseline = load_scenario("baseline-1992-2026")
    for setting in ("initial.UKR.western_reach_eu=0.5", "foreign_policy.pace=0.3"):
        with pytest.raises(DocumentError, match=r"since version 0.2.0 .* is now"):
            baseline.with_settings([setting])
    assert "near_pole" in did_you_mean("western_reach", VARIABLES)
    assert "decision, war_end" in did_you_mean("conflict.calm_in_war", registry())


def test_what_never_was_is_answered_as_before() -> None:
    assert instead("autnomy") == ""
    assert did_you_mean("autnomy", VARIABLES) == "; did you mean 'autonomy'?"
