"""The claims are complete, point at real places in the documents, and are cited honestly."""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from sovsim import claims
from sovsim.claims import Claim, Source
from sovsim.claims.records import Strength
from tests.together import each

COUNTS: dict[str, dict[Strength, int]] = {
    "jcep": {"explicit": 78, "title": 24, "derived": 3},
    "overview": {"explicit": 133, "title": 0, "derived": 2},
    "hadano": {"explicit": 20, "title": 118, "derived": 3},
}
TYPES = {
    "concept": 51,
    "stock/attribute": 24,
    "mechanism": 129,
    "actor goal": 30,
    "event with date": 53,
    "relation": 18,
    "norm/institution": 25,
    "hypothesis": 29,
    "method/validation": 22,
}
EVERY_CLAIM = each("claim", claims.all_claims(), lambda claim: claim.id)
EVERY_SOURCE = pytest.mark.parametrize("source", claims.sources(), ids=lambda source: source.prefix)


def document_lines(source: Source) -> list[str]:
    """The document's lines from index 1 on, or a skip where no copy is at hand."""
    beside = Path(__file__).resolve().parents[3] / "shared" / "documents"
    folder = Path(os.environ.get("SOVSIM_DOCUMENTS", beside))
    path = folder / source.file
    if not path.exists():
        if "SOVSIM_DOCUMENTS" in os.environ:
            pytest.fail(f"SOVSIM_DOCUMENTS holds no {source.file}")
        pytest.skip("the source documents are not at hand (SOVSIM_DOCUMENTS)")
    return ["", *path.read_text(encoding="utf-8").split("\n")]


def claims_of(source: Source) -> list[Claim]:
    return [claim for claim in claims.all_claims() if claim.document == source.prefix]


# --- what the files hold


def test_every_document_has_its_claims_by_strength() -> None:
    found = {prefix: Counter[str]() for prefix in COUNTS}
    for claim in claims.all_claims():
        found[claim.document][claim.strength] += 1
    assert {prefix: {s: count[s] for s in COUNTS[prefix]} for prefix, count in found.items()} == (
        COUNTS
    )
    assert len(claims.all_claims()) == 381


def test_every_type_has_its_claims() -> None:
    assert Counter(claim.type for claim in claims.all_claims()) == TYPES


def test_ids_are_unique_and_look_like_ids() -> None:
    ids = [claim.id for claim in claims.all_claims()]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"(jcep|overview|hadano)(-[a-z0-9]+)+", name) for name in ids)


@EVERY_CLAIM
def test_a_claim_says_something_in_plain_text(claim: Claim) -> None:
    assert claim.text.endswith(".")
    assert claim.informs
    assert claim.lines
    for text in (claim.text, claim.sign, claim.number):
        assert text == text.strip()
        assert not re.search(r"[`*|]|^—$", text)


@EVERY_CLAIM
def test_a_locator_is_a_place_its_document_has(claim: Claim) -> None:
    source = claims.source(claim.document)
    places = [source.place(locator) for locator in claim.locators]
    for first, last in (place.lines for place in places):
        assert any(first <= line <= last for line in claim.lines)
    for line in claim.lines:
        assert any(first <= line <= last for first, last in (place.lines for place in places))


@pytest.mark.parametrize(
    ("prefix", "locator"),
    [
        ("jcep", "Intro-15"),
        ("jcep", "Intro"),
        ("hadano", "fn146"),
        ("hadano", "fn0"),
        ("overview", "Ref Waltz 1979"),
        ("overview", "Ukr-x"),
        ("jcep", ""),
    ],
)
def test_a_place_the_document_lacks_is_refused(prefix: str, locator: str) -> None:
    with pytest.raises(ValueError, match="has no place"):
        claims.source(prefix).place(locator)


# --- against the documents


@EVERY_SOURCE
def test_the_document_is_the_one_that_was_read(source: Source) -> None:
    text = "\n".join(document_lines(source)[1:])
    assert hashlib.sha256(text.encode()).hexdigest() == source.sha256
    assert text.count("\n") + 1 == source.lines


@EVERY_SOURCE
def test_the_lines_of_a_claim_are_not_empty(source: Source) -> None:
    lines = document_lines(source)
    assert not [
        (claim.id, number)
        for claim in claims_of(source)
        for number in claim.lines
        if not lines[number].strip()
    ]


@EVERY_SOURCE
def test_a_footnote_reference_or_table_row_is_on_its_line(source: Source) -> None:
    lines = document_lines(source)
    for claim in claims_of(source):
        cited = [lines[number] for number in claim.lines]
        for locator in claim.locators:
            if note := re.fullmatch(r"fn(\d+)", locator):
                assert any(line.startswith(f"{note[1]} ") for line in cited), claim
            elif work := re.fullmatch(r"Ref (\w+).* (\d{4})", locator):
                assert any(line.startswith(work[1]) and f"({work[2]})" in line for line in cited), (
                    claim
                )
            elif row := re.fullmatch(r"Tab-(\d+)", locator):
                assert 4 + int(row[1]) in claim.lines, claim
                assert lines[4 + int(row[1])].startswith("|"), claim


ASKED = (
    "jcep-ref-postcolonial-interdependence",
    "jcep-ref-solidarity-aspiration",
    "jcep-ref-identity-change-continuity",
    "jcep-ref-recognition-law-realpolitik",
    "hadano-co-constitution",
    "hadano-normative-power-europe",
    "hadano-un-regional-partnership",
    "hadano-matrioshka-hegemony",
    "hadano-osce-hopes-to-denial",
    "hadano-transnistria-coop-or-competition",
    "hadano-cis-failed-regionalism",
    "hadano-csto-multilateral-or-unilateral",
    "hadano-2020-karabakh-missed",
    "hadano-dependable-sheriff-doubt",
)
"""Claims whose title is a question."""


@pytest.mark.parametrize("name", ASKED)
def test_what_a_title_asks_is_not_told_as_if_it_said_it(name: str) -> None:
    claim = claims.get(name)
    assert claim.strength == "title"
    lines = document_lines(claims.source(claim.document))
    assert any("?" in lines[number] for number in claim.lines)
    open_words = r"\b(is asked|may|is open|disputed|under debate|perhaps|can be read)\b"
    assert re.search(open_words, claim.text)


@pytest.mark.parametrize(
    ("name", "added"),
    [
        ("jcep-contribution-understanding", "predict"),
        ("jcep-ref-balancing-bandwagoning", "weak"),
        ("jcep-ref-structural-theory", "outcome"),
        ("hadano-russia-peacekeeping-case", "test"),
        ("hadano-practice-as-unit", "core"),
    ],
)
def test_a_claim_adds_nothing_to_its_source(name: str, added: str) -> None:
    claim = claims.get(name)
    lines = document_lines(claims.source(claim.document))
    assert not [number for number in claim.lines if added in lines[number].lower()]
    assert added not in claim.text.lower()


# --- looking up and citing


def test_a_misspelt_id_is_answered_with_the_nearest_one() -> None:
    with pytest.raises(claims.UnknownClaim) as error:
        claims.get("jcep-ties-as-leverige")
    wanted = "no claim 'jcep-ties-as-leverige'; did you mean 'jcep-ties-as-leverage'?"
    assert str(error.value) == wanted
    assert isinstance(error.value, KeyError)


def test_other_misspelt_ids_name_their_nearest_too() -> None:
    with pytest.raises(KeyError, match="did you mean 'sphere-of-influence'"):
        claims.glossary_entry("sphere-of-influense")
    with pytest.raises(KeyError, match="did you mean 'RH-03'"):
        claims.hypothesis("RH-033")
    with pytest.raises(KeyError, match="did you mean 'hadano'"):
        claims.source("hadamo")


def test_each_kind_of_record_is_found_by_its_id() -> None:
    assert claims.get("overview-2022-invasion").number == "2022"
    assert claims.hypothesis("RH-11").title == "Order or freeze"
    assert claims.gap("G-21").proposed_range == "0\u20130.4 out of area"
    assert claims.trap("TR-38").trap == "Titles are not findings"
    assert "overview-nuclear-threats" in claims.tension("TN-15").claims
    assert claims.glossary_entry("hegemon").term == "hegemon"


@EVERY_CLAIM
def test_only_a_claim_that_stands_in_the_text_is_a_finding(claim: Claim) -> None:
    if claim.strength == "title":
        with pytest.raises(claims.NotAFinding, match=claim.id):
            claims.as_finding(claim.id)
    else:
        assert claims.as_finding(claim.id) is claim


@pytest.mark.parametrize(
    ("claim", "citation"),
    [
        ("jcep-ties-as-leverage", "(Intro-13, explicit)"),
        ("hadano-intervention-revitalised-csto", "(fn133, title only: suggested, not found)"),
        ("jcep-heterogeneity-many-not-all", "(Intro-12, derived: our inference)"),
        ("overview-coercive-diplomacy", "(Lead-2 and 5 more, explicit)"),
    ],
)
def test_a_citation_names_place_and_strength(claim: str, citation: str) -> None:
    assert claims.cite(claim) == f"{claim} {citation}"


# --- hypotheses, tensions, gaps, traps, glossary, scope


def groups() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every list of claims in the registry's own data, with the id of what cites it."""
    for hypothesis in claims.hypotheses():
        yield f"{hypothesis.id} A", hypothesis.claims_a
        yield f"{hypothesis.id} B", hypothesis.claims_b
    for tension in claims.tensions():
        yield tension.id, tension.claims
    for gap in claims.gaps():
        yield gap.id, gap.claims
    for trap in claims.traps():
        yield trap.id, trap.claims
    for entry in claims.glossary():
        yield entry.id, entry.claims
    for left_out in claims.out_of_scope():
        yield "scope", (left_out.claim,)


def test_numbered_records_run_from_first_to_last() -> None:
    for ids, prefix, last in (
        ([hypothesis.id for hypothesis in claims.hypotheses()], "RH", 23),
        ([tension.id for tension in claims.tensions()], "TN", 25),
        ([gap.id for gap in claims.gaps()], "G", 38),
        ([trap.id for trap in claims.traps()], "TR", 45),
    ):
        assert ids == [f"{prefix}-{number:02d}" for number in range(1, last + 1)]


@each("group", list(groups()), lambda group: f"{group[0]}: {group[1]}")
def test_whatever_cites_claims_cites_known_ones_once(group: tuple[str, tuple[str, ...]]) -> None:
    _, cited = group
    for name in cited:
        claims.get(name)
    assert len(set(cited)) == len(cited)


def test_only_records_about_silence_cite_no_claim_and_they_say_why() -> None:
    notes = {gap.id: gap.note for gap in claims.gaps() if not gap.claims}
    notes |= {trap.id: trap.note for trap in claims.traps() if not trap.claims}
    assert set(notes) == {"G-32", "TR-38", "TR-39"}
    assert all(notes.values())
    assert all(hypothesis.claims_a and hypothesis.claims_b for hypothesis in claims.hypotheses())
    assert all(tension.claims for tension in claims.tensions())
    assert all(entry.claims for entry in claims.glossary())


def test_families_of_claims_are_spelt_out() -> None:
    for family, cited in (
        ("jcep-inherited-ties-", claims.gap("G-01").claims),
        ("jcep-inherited-ties-", claims.trap("TR-05").claims),
        ("jcep-expectation-", claims.gap("G-04").claims),
    ):
        members = {claim.id for claim in claims.all_claims() if claim.id.startswith(family)}
        assert len(members) == 3
        assert members <= set(cited)


def test_a_tension_names_the_documents_its_claims_come_from() -> None:
    for tension in claims.tensions():
        assert {claims.get(name).document for name in tension.claims} <= set(tension.documents)


def test_what_mainly_names_a_concept_is_in_the_glossary() -> None:
    cited = {name for entry in claims.glossary() for name in entry.claims}
    missing = [
        claim.id
        for claim in claims.all_claims()
        if claim.type == "concept" or "glossary entry" in claim.informs
        if claim.id not in cited
    ]
    assert not missing


def test_words_the_documents_put_in_inverted_commas_are_marked_as_contested() -> None:
    contested = {entry.id for entry in claims.glossary() if entry.contested}
    assert contested >= {
        "peacekeeping-un",
        "peacekeeping-russian",
        "near-abroad",
        "rules-based-order",
        "collective-west",
    }
    assert all(claims.glossary_entry(name).note for name in contested)


def test_entries_resting_on_titles_alone_say_so() -> None:
    resting = [
        entry
        for entry in claims.glossary()
        if all(claims.get(name).strength == "title" for name in entry.claims)
    ]
    assert len(resting) > 10
    assert [entry.id for entry in resting if not re.search(r"\btitle", entry.note)] == []


def test_no_claim_is_left_out_twice_or_without_a_reason() -> None:
    left_out = claims.out_of_scope()
    assert len({entry.claim for entry in left_out}) == len(left_out) > 0
    assert all(len(entry.because) > 40 for entry in left_out)
