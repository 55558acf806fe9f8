"""Every claim has its place, and everything that the model contains says where it comes from."""

from __future__ import annotations

import dataclasses
import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest

from sovsim import claims, parameters
from sovsim.claims.coverage import Citation, Coverage, coverage
from sovsim.metrics import METRICS
from sovsim.parameters import Parameter
from sovsim.provenance import citations
from sovsim.region import Provenance, load_region, region_names
from sovsim.rules.contract import Rule
from sovsim.scenario import EVENT_TYPES, load_scenario, scenario_names
from sovsim.schedule import RULES
from sovsim.variables import VARIABLES
from tests.together import each

PARAMETERS = tuple(parameters.registry().values())
EVERY_PARAMETER = each("parameter", PARAMETERS, lambda entry: entry.name)


@pytest.fixture(scope="module")
def cited() -> tuple[Citation, ...]:
    return tuple(citations())


@pytest.fixture(scope="module")
def found(cited: tuple[Citation, ...]) -> Coverage:
    return coverage(cited)


def versions() -> Iterator[Rule]:
    for rule in RULES.values():
        yield rule
        yield from rule.variants.values()


def parts() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield ``(owner.part, claims)`` for every term and every motive of every rule."""
    for rule in versions():
        for owners in (rule.terms, rule.choices):
            for owner, named in owners.items():
                for part, ids in named.items():
                    yield f"{owner}.{part}", tuple(ids)


def complaints(entry: Parameter | Provenance) -> list[str]:
    """Return what is wrong with the declared origin of a parameter or of a start value."""
    wrong = []
    if entry.status in ("stated", "inferred") and not entry.claims:
        wrong.append(f"{entry.status} without a claim")
    if entry.status in ("observed", "calibrated") and not entry.source:
        wrong.append(f"{entry.status} without a source")
    if entry.status == "stated":
        for claim in entry.claims:
            try:
                claims.as_finding(claim)
            except claims.NotAFinding:
                wrong.append(f"stated on {claim}, which only a title suggests")
    if entry.gap:
        try:
            claims.gap(entry.gap)
        except claims.UnknownId:
            wrong.append(f"fills {entry.gap}, which is no gap")
    for claim in entry.claims:
        try:
            claims.get(claim)
        except claims.UnknownClaim:
            wrong.append(f"cites {claim}, which is no claim")
    return wrong


# --- where the claims ended up


def test_all_381_claims_are_placed(found: Coverage) -> None:
    assert len(found.places) == 381
    assert found.unplaced == ()


def test_naming_a_claim_in_a_scenarios_background_is_not_enough(
    cited: tuple[Citation, ...],
) -> None:
    assert coverage(c for c in cited if c.kind != "scenario").unplaced == ()
    assert any(c.kind == "scenario" for c in cited)


def test_no_citation_leads_nowhere(found: Coverage) -> None:
    assert found.strays == ()


def test_what_is_out_of_scope_is_used_nowhere(found: Coverage) -> None:
    assert found.contradictory == ()
    for left_out in claims.out_of_scope():
        assert len(left_out.because.split()) > 12, f"{left_out.claim}: say why"


def test_every_kind_of_thing_that_cites_is_asked(
    found: Coverage, cited: tuple[Citation, ...]
) -> None:
    assert all(found.by_kind.values()), found.by_kind
    where = {citation.where for citation in cited}
    assert {f"variable {v.name}" for v in VARIABLES.values() if v.claims} <= where
    assert {p.name for p in PARAMETERS if p.claims} <= where
    assert {name for name, metric in METRICS.items() if metric.claims} <= where
    assert {name for name, kind in EVENT_TYPES.items() if kind.claims} <= where
    assert {rule.name for rule in RULES.values() if rule.claims} <= where
    for name in scenario_names():
        scenario = load_scenario(name)
        assert set(scenario.claims) <= {c.claim for c in cited if c.where == name}
    for name in region_names():
        told = {claim for claim, *_ in load_region(name).citations()}
        assert told <= {c.claim for c in cited if c.where.startswith(f"{name}: ")}


# --- terms and motives


def test_every_term_cites_a_claim_or_says_why_there_is_none() -> None:
    bare = [
        f"{rule.name}: {owner}.{part}"
        for rule in versions()
        for owners in (rule.signed_terms, rule.signed_choices)
        for owner, named in owners.items()
        for part, term in named.items()
        if not term.claims and len(term.why.split()) < 3
    ]
    assert not bare, bare


@each("rule", RULES)
def test_every_rule_stands_for_claims_that_exist_or_is_ours_term_by_term(rule: Rule) -> None:
    declared = (*rule.signed_terms.values(), *rule.signed_choices.values())
    assert rule.claims or all(term.why for named in declared for term in named.values())
    for version in (rule, *rule.variants.values()):
        for claim in version.claims:
            assert claims.get(claim)


def test_every_metric_and_every_claim_of_a_variable_exists() -> None:
    for metric in METRICS.values():
        assert metric.claims, metric.name
        assert all(claims.get(claim) for claim in metric.claims)
    for variable in VARIABLES.values():
        assert all(claims.get(claim) for claim in variable.claims)


# --- parameters and start values


@EVERY_PARAMETER
def test_a_parameter_says_where_it_comes_from(parameter: Parameter) -> None:
    assert complaints(parameter) == []
    assert parameter.meaning
    assert parameter.unit
    assert any(parameter.group in rule.parameters for rule in versions())
    if parameter.status in ("assumed", "inferred"):
        assert parameter.low < parameter.high, "a range to sweep"


def test_a_parameter_without_a_claim_gives_a_reason_of_its_own() -> None:
    """A reason belongs to one entry, a number or a table, and says more than that it is ours."""
    folder = resources.files("sovsim") / "data" / "parameters"
    reasons: Counter[str] = Counter()
    for file in folder.iterdir():
        for key, entry in tomllib.loads(file.read_text(encoding="utf-8")).items():
            said = entry.get("why", "")
            assert said or entry.get("claims"), f"{file.name}: {key} says no why"
            assert not said or len(said) >= 40, f"{file.name}: {key}: '{said}' is no reason"
            reasons[" ".join(said.lower().split())] += said != ""
    assert [said for said, times in reasons.items() if times > 1] == []


@pytest.mark.parametrize("name", region_names())
def test_a_start_value_says_where_it_comes_from(name: str) -> None:
    region = load_region(name)
    assert region.initial
    for column, entry in region.initial.items():
        assert entry.low <= entry.high, column
        for unit in entry.units:
            assert complaints(entry.provenance_of(unit)) == [], f"{column} of {unit}"


def test_a_state_that_no_document_names_rests_on_no_claim() -> None:
    region = load_region("post-soviet")
    unnamed = [state.code for state in region.states if not state.named_in]
    assert unnamed == ["ARM", "BLR", "EST", "LTU", "LVA"]
    for column, entry in region.initial.items():
        for code in set(unnamed) & set(entry.units):
            status = entry.provenance_of(code).status
            assert status in ("observed", "calibrated", "assumed"), (column, code)
            assert entry.provenance_of(code).claims == (), (column, code)


# --- the checks above can fail


@pytest.mark.parametrize("why", ["", "ours", "ours: "])
@pytest.mark.parametrize("size", [{"value": 0.5, "range": [0.0, 1.0]}, {"values": {"act": 0.5}}])
def test_a_parameter_with_neither_claim_nor_reason_is_refused(
    size: dict[str, Any], why: str
) -> None:
    said = {"unit": "share", "status": "assumed", "meaning": "a size", "why": why}
    table = {"factor": [0.5, 1.5]} if "values" in size else {}
    with pytest.raises(ValueError, match="cites no claim, so say why"):
        list(parameters.of_entry("group.key", {**said, **size, **table}))


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"status": "stated", "claims": ("jcep-ref-patronage",)}, "only a title"),
        ({"status": "stated", "claims": ()}, "stated without a claim"),
        ({"status": "inferred", "claims": ()}, "inferred without a claim"),
        ({"status": "observed", "source": ""}, "observed without a source"),
        ({"gap": "G-99"}, "no gap"),
        ({"claims": ("jcep-no-such-claim",)}, "no claim"),
    ],
)
def test_a_false_origin_is_noticed(change: dict[str, Any], complaint: str) -> None:
    sound = parameters.find("dependence.fade_rate")
    assert complaints(sound) == []
    assert any(complaint in wrong for wrong in complaints(dataclasses.replace(sound, **change)))
