"""Why something moved, and why it was decided, is told by the page as ``sovsim explain`` does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from sovsim.citation import link_of
from sovsim.record.explain import explain
from sovsim.record.explain_decided import how
from sovsim.record.explain_text import turned
from sovsim.record.explained import IMPOSED, Decision, Movement
from sovsim.record.history import CHOICE
from sovsim.rules.events import EVENT_TERM
from sovsim.single_run import run
from tests.app.telling.runs import in_the_page
from tests.compiled.node import needs_node
from tests.worlds import scenario

pytestmark = [needs_node, pytest.mark.slow]

NEAR = 1e-9
TELLING = {
    "telling/decided.js": "decisionsOf",
    "telling/imposed.js": "imposedIn",
    "telling/moved.js": "movementsOf",
}
TOLD = """
const {{ units }} = run;
const found = [];
for (const [code, quarter] of {asked}) {{
  const step = run.quarters.indexOf(quarter);
  const ledger = await run.why(step);
  const imposed = imposedIn(quarter, content, settings.scenario);
  const values = (column) => {{
    const {{ per }} = content.columns[column];
    return run.series[column][step][per === "system" ? 0 : units[per].indexOf(code)];
  }};
  found.push({{
    decisions: decisionsOf(ledger, code, content, imposed),
    movements: movementsOf(ledger, code, values, content,
      {{ quarter, scenario: settings.scenario }}, imposed),
  }});
}}
found"""


def refs(claims: Sequence[str]) -> list[list[str]]:
    return [[str(claim), link_of(claim)] for claim in claims]


def near(found: float, wanted: float) -> bool:
    return abs(found - wanted) <= NEAR


def _name(term: str, imposed: bool) -> str:
    """Return a term's name in the page.

    The library calls all parts of a variable imposed where one is, and numbers a second event.
    """
    if term == IMPOSED and not imposed:
        return CHOICE
    return re.sub(r"_\d+$", "", term) if term.startswith(EVENT_TERM) else term


def holds_movement(found: dict[str, Any], wanted: Movement) -> None:
    """Hold what moved a column: its size, every term with its size and its claims."""
    assert near(found["change"], wanted.change), wanted.column
    told = {(term["term"], *map(tuple, term["claims"])): term["value"] for term in found["terms"]}
    imposed = any(term["term"] == IMPOSED for term in found["terms"])
    terms: dict[tuple[object, ...], float] = {}
    for term in wanted.terms:
        key = (_name(term.name, imposed), *((str(one), link_of(one)) for one in term.claims))
        terms[key] = terms.get(key, 0.0) + term.value
    big = {key for key, value in terms.items() if abs(value) > NEAR}
    assert big <= set(told), wanted.column
    assert all(near(value, terms.get(key, 0.0)) for key, value in told.items()), wanted.column
    if isinstance(wanted.after, float) and isinstance(wanted.before, float):
        assert near(found["after"], wanted.after), wanted.column
        assert near(found["before"], wanted.before), wanted.column


def holds_decision(found: dict[str, Any], wanted: Decision) -> None:
    """Hold a decision: options, what spoke for each, draw, and both sentences about it."""
    assert found["chosen"] == wanted.chosen
    assert near(found["draw"], wanted.draw)
    assert found["byDraw"] == wanted.by_draw
    assert found["source"] == wanted.source
    assert [one["option"] for one in found["options"]] == [one.name for one in wanted.options]
    for told, option in zip(found["options"], wanted.options, strict=True):
        for key in ("probability", "utility", "low", "high"):
            assert near(told[key], getattr(option, key))
        motives = {one["motive"]: one for one in told["motives"]}
        for term in wanted.terms_of(option):
            assert near(motives[term.name]["value"], term.value)
            assert motives[term.name]["claims"] == refs(term.claims)
    assert found["how"] == how(wanted)
    if len(wanted.options) > 1:
        assert found["turned"] == turned(wanted)


@pytest.mark.parametrize(
    ("name", "seed", "asked"),
    [
        (
            "csto-kazakhstan-2022",
            0,
            [("KAZ", "2022Q1"), ("KAZ", "2022Q3"), ("RUS", "2022Q1"), ("CSTO", "2022Q1")],
        ),
        ("csto-kazakhstan-2022-refused", 1, [("KAZ", "2022Q1"), ("ARM", "2020Q3")]),
        ("ukraine-2013-reversed", 0, [("UKR", "2013Q4"), ("GEO", "2014Q1"), ("EU", "2013Q4")]),
        ("toy-four-states", 0, [("BRE", "1996Q1")]),
    ],
)
def test_a_quarter_is_explained_alike(
    tmp_path: Path, name: str, seed: int, asked: list[tuple[str, str]]
) -> None:
    chosen = scenario(name)
    recorded = run(chosen, seed, plots=False, engine="numpy")
    source = TOLD.format(asked=[list(one) for one in asked])
    found = in_the_page(tmp_path, chosen, TELLING, source, seed=seed)
    decided = 0
    for told, (code, quarter) in zip(found, asked, strict=True):
        wanted = explain(recorded, code, quarter)
        movements = {one["column"]: one for one in told["movements"]}
        moved = [one for one in wanted.movements if abs(one.change) > NEAR]
        assert {one.column for one in moved} <= set(movements), (code, quarter)
        for one in wanted.movements:
            if one.column in movements:
                holds_movement(movements[one.column], one)
        known = {(one["decision"], one["actor"], one["target"]): one for one in told["decisions"]}
        twice = Counter((one["decision"], one["actor"], one["target"]) for one in told["decisions"])
        for decision in wanted.decisions:
            key = (decision.decision, decision.actor, decision.target)
            if twice[key] == 1:
                holds_decision(known[key], decision)
                decided += 1
        assert moved
    assert decided >= 5
