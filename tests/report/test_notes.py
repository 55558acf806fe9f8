"""Notes are numbered as they are cited, numbers are shown as what they are, texts stay texts."""

from __future__ import annotations

from sovsim.report.marked import marked
from sovsim.report.notes import Notes
from sovsim.report.rows import number


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


def test_backticks_become_code_and_everything_else_is_escaped() -> None:
    told = marked("set `a.b=1` & ``c`` <b>not bold</b> `<i>`")
    assert str(told) == (
        "set <code>a.b=1</code> &amp; <code>c</code> &lt;b&gt;not bold&lt;/b&gt; "
        "<code>&lt;i&gt;</code>"
    )
    assert str(marked("one ` alone")) == "one ` alone"
