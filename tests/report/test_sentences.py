"""Events are told in sentences with names, whatever their type."""

from __future__ import annotations

import pytest

from sovsim.region import load_region
from sovsim.report.notes import Notes
from sovsim.report.rows import number
from sovsim.report.sentences import PATTERNS, Names, sentence
from sovsim.schedule import RULES


@pytest.fixture(scope="module")
def names() -> Names:
    return Names(load_region("post-soviet"))


def test_every_type_of_event_that_a_rule_reports_has_a_sentence() -> None:
    reported = {kind for rule in RULES.values() for kind in rule.occurrences}
    assert reported
    assert reported <= set(PATTERNS)


@pytest.mark.parametrize(
    ("event", "told"),
    [
        (("assistance_requested", "KAZ", "CSTO"), "Kazakhstan asked the CSTO for assistance"),
        (("bid_reversed", "UKR", "EU"), "Ukraine took its bid for the EU back"),
        (("bid_completed", "LVA", "NATO"), "Latvia became a member of NATO"),
        (
            ("regional_war", "ARM-AZE", "ARM-AZE"),
            "Armenia and Azerbaijan went to war with each other",
        ),
        (("unit_seized", "RUS", "crimea"), "Russia seized Crimea"),
        (("upheaval", "KGZ", "KGZ"), "the government of Kyrgyzstan fell"),
        (("something_new", "KGZ", ""), "something new (Kyrgyzstan)"),
        (("something_new", None, float("nan")), "something new"),
    ],
)
def test_sentences(names: Names, event: tuple[str, str, str], told: str) -> None:
    assert sentence(dict(zip(("type", "actor", "target"), event, strict=True)), names) == told


def test_rungs_are_named(names: Names) -> None:
    event = {"type": "coercion", "actor": "RUS", "target": "GEO", "rung": "open_threat"}
    assert sentence(event, names) == "Russia used open threat against Georgia"
    event["rung"] = "peacekeepers"
    assert sentence(event, names) == "Russia sent peacekeepers to Georgia"


def test_institutions_of_a_fiction_go_by_their_names() -> None:
    names = Names(load_region("toy-two-states"))
    assert names("CSTO") == "the Pact of Neighbours"


def test_notes_are_numbered_once_and_unknown_claims_are_left_out() -> None:
    notes = Notes()
    first = notes.cite("jcep-formal-equality; hadano-kazakhstan-riots")
    again = notes.cite(["hadano-kazakhstan-riots", "no-such-claim"])
    assert [note.number for note in first] == [1, 2]
    assert [note.number for note in again] == [2]
    assert [note.title_only for note in notes.all()] == [False, True]


def test_numbers_are_shown_as_counts_or_shares() -> None:
    assert number(0.0, "state-quarters") == "0"
    assert number(1.0, "share") == "1.000"
    assert number(0.12345, "share") == "0.123"
    assert number(None, "share") == ""
