"""Small parts of telling: patterns, imposed decisions, facts of public record, overlays."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sovsim.app.content import Content
from sovsim.app.content.differences import applied, differences
from sovsim.app.words import texts
from tests.app.modules import told
from tests.app.telling.runs import words
from tests.compiled.node import needs_node
from tests.worlds import scenario

pytestmark = [needs_node, pytest.mark.slow]

NAME = "csto-kazakhstan-2022-refused"
READ = 'const content = JSON.parse(text("content.json"));\n'


@pytest.fixture(scope="module")
def content() -> Content:
    return words(scenario(NAME))


def said(folder: Path, imports: dict[str, str], source: str, content: Content) -> Any:
    return told(folder, imports, READ + source, {"content.json": json.dumps(content)})


@pytest.mark.parametrize(
    ("pattern", "values"),
    [
        ("{a} rose by {b:+.4f}.", {"a": "Unrest", "b": 0.25}),
        ("{b:+.4f} and {c:.3f}", {"b": -0.00004, "c": 1.0}),
        ("{a}{a}", {"a": "<b>$&</b>"}),
    ],
)
def test_patterns_are_filled_in_as_python_does(
    tmp_path: Path, pattern: str, values: dict[str, Any]
) -> None:
    source = f"fillPattern({json.dumps(pattern)}, {json.dumps(values)})"
    found = told(tmp_path, {"telling/patterns.js": "fillPattern"}, source)
    assert found == pattern.format(**values)


def test_lists_read_as_lists(tmp_path: Path) -> None:
    source = f"""
useTexts({json.dumps(texts())});
[[], ["a"], ["a", "b"], ["a", "b", "c"]].map(inAList)
"""
    found = told(tmp_path, {"core/texts.js": "inAList, useTexts"}, source)
    assert found == ["", "a", "a and b", "a, b and c"]


def test_what_a_scenario_and_a_player_impose_is_told_apart(
    tmp_path: Path, content: Content
) -> None:
    source = f"""
const plays = [
  {{ at: "2021Q4", actor: "KAZ", decision: "action", option: "hedge", duration: 2 }},
  {{ at: "2022Q1", actor: "hegemon", decision: "rung", option: "respect", target: "ARM" }},
  {{ at: "2022Q1", actor: "EU", decision: "offer", option: "offer", target: "MDA" }},
  {{ at: "2022Q1", actor: "UKR", decision: "bid_move", option: "stay", target: "NATO" }},
];
const imposed = imposedIn("2022Q1", content, "{NAME}", plays);
const who = (...asked) => imposedOn(imposed, ...asked)?.source ?? "";
const all = [
  who("mission", "KAZ"), who("mission", "ARM"), who("action", "KAZ"), who("rung", "ARM"),
  who("rung", "KAZ"), who("offer", "MDA", "EU"), who("offer", "MDA", "NATO"),
  who("bid_move", "UKR", "NATO"), who("bid_move", "UKR", "EU"),
  imposedIn("2024Q1", content, "{NAME}", plays).length, quarterOn("2021Q4", 2),
];
all"""
    imports = {"telling/imposed.js": "imposedIn, imposedOn, quarterOn"}
    found = said(tmp_path, imports, source, content)
    assert found == ["forced", "", "play", "play", "", "play", "", "play", "", 0, "2022Q2"]


def test_facts_lie_on_the_time_of_a_picture(tmp_path: Path, content: Content) -> None:
    source = """
const quarters = ["2021Q4", "2022Q1", "2022Q2"];
const told = (name, states) => observedBehind(content, name, states, quarters)
  .map(({ from, until, open, words }) => [from, until, open.began, open.goesOn, words]);
const members = told("membership", ["ARM"]).length;
[told("membership_csto", ["KAZ"]), told("mission", ["KAZ"]), told("presence", ["TKM"]), members]"""
    found = said(tmp_path, {"telling/observed.js": "observedBehind"}, source, content)
    member, mission, none, memberships = found
    assert member == [[0, 2, True, True, "member of the CSTO"]]
    assert [row[:4] for row in mission] == [[1, 1, False, False]]
    assert "asked for by the government" in mission[0][4]
    assert none == []
    assert memberships > 3


def test_the_mean_over_parts_adds_up(tmp_path: Path) -> None:
    source = """
const movements = [
  { column: "a_x", terms: [{ term: "pull", value: 0.2, label: "Pull" }] },
  { column: "a_x", terms: [{ term: "noise", value: -0.1 }] },
  { column: "a_y", terms: [{ term: "pull", value: 0.4 }] },
  { column: "b", terms: [{ term: "pull", value: 9 }] },
];
meanMovement(movements, ["a_x", "a_y"])"""
    found = told(tmp_path, {"telling/moved.js": "meanMovement"}, source)
    assert found["change"] == pytest.approx(0.25)
    assert [(one["term"], one["value"]) for one in found["terms"]] == [
        ("pull", pytest.approx(0.3)),
        ("noise", pytest.approx(-0.05)),
    ]
    assert found["terms"][0]["label"] == "Pull"


def test_an_overlay_makes_the_other_regions_content(tmp_path: Path) -> None:
    toy = scenario("toy-two-states")
    both, alone = words(scenario(NAME), toy), words(toy)
    source = f'contentFor(content, "{toy.name}")'
    found = said(tmp_path, {"telling/overlay.js": "contentFor"}, source, both)
    for part in ("region", "units", "columns", "variables", "terms", "sentences", "metrics"):
        assert found[part] == alone[part], part
    assert found["observed"]["facts"] == []


def test_differences_are_what_makes_one_of_the_other() -> None:
    first: dict[str, Any] = {"a": {"b": 1, "c": [1]}, "d": "x", "e": {"f": None}}
    other: dict[str, Any] = {"a": {"b": 2, "c": [1], "g": None}, "h": {"i": 1}}
    change = differences(first, other)
    assert change == {"a": {"b": 2, "g": None}, "d": None, "e": None, "h": {"i": 1}}
    assert applied(first, change) == other
    with pytest.raises(ValueError, match="b changes to None"):
        differences({"b": 1}, {"b": None})


def test_no_newspaper_has_what_the_hegemon_expects_in_silence(
    tmp_path: Path, content: Content
) -> None:
    source = f"""
const base = {{ rule: "events.apply", actor: "", target: "UKR", unit: "system", size: 1 }};
const happened = (type) => ({{ ...base, type }});
const run = {{
  quarters: ["2018Q4", "2019Q1"], series: {{}}, units: {{ state: [] }},
  events: [[], [happened("expected_compliance"), happened("unrest")]],
  settings: {{ scenario: "{NAME}" }},
}};
const types = (reader) => newsOf(run, 1, content, {{ reader }}).map(({{ type }}) => type);
["", "UKR", "RUS"].map(types)"""
    found = said(tmp_path, {"telling/newspaper.js": "newsOf"}, source, content)
    assert found == [["unrest"], ["unrest"], ["expected_compliance", "unrest"]]
