"""What a page is told: everything from the registries, in the region's own names, as plain JSON."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from sovsim import claims
from sovsim.app.content import Content, content
from sovsim.app.content.columns import HEADLINE, HIDDEN
from sovsim.app.content.labels import VARIABLES as LABELS
from sovsim.app.content.levers import CONCEPTS, GENERAL, MECHANISMS, STARTS
from sovsim.app.content.packed import script
from sovsim.metrics import METRICS
from sovsim.parameters import registry
from sovsim.scenario import Scenario, scenario_names
from sovsim.scenario.resolve_plays import DECISIONS
from sovsim.schedule import RULES
from sovsim.telling.imposed import what_it_sets
from sovsim.variables import COMPONENTS, VARIABLES
from tests.worlds import scenario

KAZAKHSTAN, TOY = "csto-kazakhstan-2022", "toy-four-states"


@cache
def of(*names: str) -> Content:
    return content([scenario(name) for name in names])


def refs(value: Any) -> list[list[str]]:
    """Return every citation in some content."""
    if isinstance(value, dict):
        own = value.get("claims")
        found = own if isinstance(own, list) else []
        return [*found, *(one for inner in value.values() for one in refs(inner))]
    return [one for inner in value for one in refs(inner)] if isinstance(value, list) else []


def texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for inner in value.values() for text in texts(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in texts(inner)]
    return [value] if isinstance(value, str) else []


@pytest.mark.slow
def test_it_is_plain_json_and_the_same_each_time() -> None:
    text = json.dumps(of(KAZAKHSTAN), allow_nan=False)
    assert json.loads(text) == of(KAZAKHSTAN)
    assert json.dumps(content([scenario(KAZAKHSTAN)])) == text


def test_every_parameter_is_a_lever_with_the_registrys_own_numbers() -> None:
    told = of(KAZAKHSTAN)["parameters"]
    assert list(told) == list(registry())
    for name, one in registry().items():
        assert (told[name]["value"], told[name]["low"], told[name]["high"]) == (
            one.value,
            one.low,
            one.high,
        )


def test_levers_of_a_scenario_exist_and_are_few() -> None:
    told = of(KAZAKHSTAN)
    levers = told["scenarios"][KAZAKHSTAN]["levers"]
    assert {"collective_security.debt", "initial.KAZ.regime_security"} <= set(levers)
    assert 10 < len(levers) < 60
    for name in levers:
        start, _, rest = name.partition(".")
        if start == "initial":
            unit, _, column = rest.partition(".")
            assert unit in told["units"]
            assert column in told["columns"]
        else:
            one = told["parameters"][name]
            assert one["headline"]
            assert one["because"] or one["claims"]
    assert sum(one["headline"] for one in told["parameters"].values()) < 60


def test_only_claims_that_are_cited_travel_and_each_citation_says_its_link() -> None:
    told = of(KAZAKHSTAN)
    cited = refs({key: value for key, value in told.items() if key != "claims"})
    assert {claim for claim, _ in cited} == set(told["claims"])
    assert len(told["claims"]) < len(claims.all_claims())
    assert {link for _, link in cited} == {"states", "sign", "topic"}


def test_names_stand_before_codes() -> None:
    told = of(KAZAKHSTAN)
    assert told["units"]["KAZ"]["name"] == "Kazakhstan"
    assert told["columns"]["dependence_energy"]["label"] == "Dependence on Russia (energy)"
    assert told["columns"]["rung"]["codes"]["4"] == "economic coercion"
    assert "Kazakhstan" not in of(TOY)["units"]
    for kind in ("columns", "parameters", "metrics", "decisions"):
        for name, one in told[kind].items():
            assert "_" not in one["label"], name
            assert not one["label"][0].islower(), name


def test_a_region_of_its_own_has_its_own_names() -> None:
    words = " ".join(texts({key: of(TOY)[key] for key in ("units", "sentences", "columns")}))
    for foreign in ("Russia", "Kazakhstan", "the hegemon"):
        assert not re.search(rf"\b{foreign}\b", words), foreign
    assert of(TOY)["observed"]["facts"] == []


def test_what_a_scenario_sets_is_told_in_sentences() -> None:
    events = of(KAZAKHSTAN)["scenarios"][KAZAKHSTAN]["events"]
    assert [one["text"] for one in events] == [
        row.sentence for row in what_it_sets(scenario(KAZAKHSTAN))
    ]
    unrest = next(one for one in events if one["type"] == "unrest" and "KAZ" in one["whom"])
    assert unrest["states"] == ["KAZ"]
    assert unrest["nature"] in ("fact", "condition")


def test_the_silent_expectation_is_hidden_and_autonomy_is_not() -> None:
    columns = of(KAZAKHSTAN)["columns"]
    assert columns["expected_compliance_security"]["hidden"]
    assert columns["sovereignty_conception"]["hidden"]
    assert not columns["perceived_expectation_security"]["hidden"]
    assert not columns["autonomy_security"]["hidden"]


def test_nothing_is_left_out() -> None:
    told = of(KAZAKHSTAN)
    assert set(told["columns"]) == set(COMPONENTS)
    assert set(told["metrics"]) == set(METRICS)
    assert set(DECISIONS) <= set(told["decisions"])
    assert set(told["decisions"]["action"]["options"]) == set(DECISIONS["action"].options)


def test_observed_facts_say_when_who_and_where_it_is_written() -> None:
    observed = of(KAZAKHSTAN)["observed"]
    rescue = next(
        one for one in observed["facts"] if one["kind"] == "help" and one["states"] == ["KAZ"]
    )
    assert (rescue["from"], rescue["until"]) == ("2022Q1", "2022Q1")
    assert rescue["words"].startswith("troops of the CSTO")
    assert all(one["source"] and one["words"] for one in observed["facts"])
    known = {**of(KAZAKHSTAN)["variables"], **of(KAZAKHSTAN)["columns"]}
    assert all(name in known for one in observed["facts"] for name in one["beside"])
    assert all(one["until"] is None or one["until"] >= "2019" for one in observed["facts"])


@pytest.mark.slow
def test_several_scenarios_share_what_does_not_differ() -> None:
    names = (KAZAKHSTAN, f"{KAZAKHSTAN}-no-debt", TOY)
    told = of(*names)
    scenarios = told["scenarios"]
    assert [scenarios[name]["overlay"] for name in names] == ["", names[1], TOY]
    assert set(told["overlays"][names[1]]) <= {"terms", "decisions", "transitions"}


def test_a_lesson_is_told_with_its_claims_and_stands_at_its_concepts() -> None:
    tables = {
        "lesson": {
            "name": "one",
            "title": "One",
            "order": 3,
            "concepts": ["autonomy"],
            "claims": ["hadano-kazakhstan-riots:topic"],
        },
        "step": [{"kind": "read", "title": "First", "text": "One\nparagraph.\n\nAnother."}],
        "teacher": {"plan": ["5 min: read"], "usual": "What comes out."},
    }
    told = content([scenario(TOY)], {"one": tables})
    lesson = told["lessons"]["one"]
    assert (lesson["order"], lesson["claims"]) == (3, [["hadano-kazakhstan-riots", "topic"]])
    assert lesson["steps"][0]["text"] == ["One paragraph.", "Another."]
    assert lesson["teacher"]["usual"] == ["What comes out."]
    assert told["glossary"]["autonomy"]["lessons"] == ["one"]
    assert told["glossary"]["hegemon"]["lessons"] == []
    assert "hadano-kazakhstan-riots" in told["claims"]


def test_concepts_and_rules_of_the_levers_exist() -> None:
    assert set(CONCEPTS) <= {entry.id for entry in claims.glossary()}
    assert set(MECHANISMS) == {name for name, rule in RULES.items() if rule.variants}
    named = {lever for levers in (*CONCEPTS.values(), *MECHANISMS.values()) for lever in levers}
    assert named | set(GENERAL) <= set(registry())
    assert set(STARTS) <= set(COMPONENTS)


def test_labels_and_hidden_variables_exist() -> None:
    assert set(LABELS) <= set(VARIABLES)
    assert {*HIDDEN, *HEADLINE} <= set(VARIABLES)
    assert len(set(LABELS.values())) == len(LABELS)


def test_a_page_needs_a_scenario() -> None:
    with pytest.raises(ValueError, match="needs a scenario"):
        content([])


@pytest.mark.slow
def test_every_shipped_scenario_has_states_to_look_at_and_levers() -> None:
    names = scenario_names()
    told = of(*names)
    assert list(told["scenarios"]) == list(names)
    for name, one in told["scenarios"].items():
        assert 1 <= len(one["focus"]) <= 6, name
        assert set(one["focus"]) <= set(scenario(name).region.codes), name
        assert set(GENERAL) <= set(one["levers"]), name
        assert one["background"], name
        assert one["overlay"] in {"", *told["overlays"]}, name
    assert told["scenarios"]["georgia-2008"]["focus"] == ["GEO"]
    assert "initial.KAZ.power_reach_china" in told["scenarios"]["china-alternative"]["levers"]


@pytest.mark.slow
def test_the_content_of_one_scenario_is_small() -> None:
    own = {**of(KAZAKHSTAN), "texts": {}}
    assert len(script(own).encode()) < 340_000


@pytest.mark.slow
def test_no_text_ends_the_script_that_holds_it() -> None:
    hostile = replace(scenario(TOY), title='</script><script>alert("1")</script><!--')
    text = script(content([Scenario.of(hostile)]))
    assert "</" not in text
    assert "<!--" not in text
