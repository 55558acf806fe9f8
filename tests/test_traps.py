"""Every trap has a test that would notice, or a written reason why none can; the tests exist."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

from sovsim import claims
from sovsim.claims import Trap
from sovsim.parameters import registry
from sovsim.schedule import RULES
from tests.together import each
from tests.worlds import scenario

ROOT = Path(__file__).parent.parent
TRAPS = claims.traps()


@cache
def names_in(file: str) -> frozenset[str]:
    """Return the names of the test functions of a file."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return frozenset(
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )


@each("trap", TRAPS, lambda trap: trap.id)
def test_a_trap_has_a_test_or_a_reason_why_there_can_be_none(trap: Trap) -> None:
    assert trap.tests or len(trap.reason) > 40


@each("trap", TRAPS, lambda trap: trap.id)
def test_the_tests_that_a_trap_names_exist(trap: Trap) -> None:
    for node in trap.tests:
        file, _, name = node.partition("::")
        assert (ROOT / file).exists(), node
        assert name.split("[")[0] in names_in(file), node


def test_the_exercise_of_two_names_is_one_series() -> None:
    drills = [event for event in scenario().events if event.type.startswith("exercise")]
    assert drills
    for event in drills:
        assert "hadano-brotherhood-one-series" in event.claims
        assert event.who == ("CSTO",)


def test_no_document_is_cited_for_a_year_that_it_does_not_print() -> None:
    founded = next(event for event in scenario().events if event.at == "1992Q2")
    assert "anniversaries" in founded.note
    for claim in claims.all_claims():
        assert not re.search(r"\b1991\b", claim.number), claim.id


def test_the_garbled_hypothesis_is_behind_no_rule_and_no_parameter() -> None:
    garbled = "jcep-hypothesis-garbled"
    assert claims.get(garbled)
    for rule in RULES.values():
        for version in (rule, *rule.variants.values()):
            behind = [*version.claims]
            for parts in (*version.terms.values(), *version.choices.values()):
                behind += [claim for cited in parts.values() for claim in cited]
            assert garbled not in behind, rule.name
    for parameter in registry().values():
        assert garbled not in parameter.claims


PROMOTIONAL = {20, 26, 35, 44, 54}


def test_no_claim_stands_on_a_promotional_heading() -> None:
    overview = [claim for claim in claims.all_claims() if claim.id.startswith("overview-")]
    content = [claim for claim in overview if claim.id != "overview-unsourced"]
    assert len(content) == len(overview) - 1
    for claim in content:
        assert not PROMOTIONAL & set(claim.lines), claim.id
