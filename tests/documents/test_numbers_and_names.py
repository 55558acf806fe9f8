"""Numbers as people write them, and the names that they meant."""

from __future__ import annotations

import pytest

from sovsim.documents.nearest import did_you_mean, nearest, nearest_few
from sovsim.documents.numbers import as_number, as_written
from sovsim.documents.overlay import overlaid, with_value
from sovsim.documents.text import clipped, escaped, listed, printable, shown


@pytest.mark.parametrize(
    ("written", "number"),
    [
        *((".01", 0.01), ("1.", 1.0), ("+5", 5), ("-.5", -0.5), ("1e3", 1000.0), ("1_000", 1000)),
        *(("007", 7), ("+1.5E-2", 0.015), ("0", 0), ("-0.0", 0.0), (".5e1", 5.0)),
    ],
)
def test_numbers_are_read_as_people_write_them(written: str, number: float) -> None:
    found = as_number(written)
    assert found == number
    assert type(found) is type(number)


@pytest.mark.parametrize(
    "written", ["", ".", "e3", "0,5", "1 000", "--1", "1..2", "1e", "x", "²", "٣", "1e999", "_1"]
)
def test_other_texts_are_no_numbers(written: str) -> None:
    assert as_number(written) is None


def test_a_number_without_end_is_none() -> None:
    assert as_number("9" * 100_000) is None
    assert as_written("9" * 100_000 + "%") is None


def test_what_was_meant_by_a_comma_or_a_sign() -> None:
    assert as_written("0,5") == 0.5
    assert as_written("5 %") == 0.05
    assert as_written("-,5") == -0.5
    assert as_written("1,2,3") is None


def test_the_nearest_name_is_found_in_letters_of_any_case() -> None:
    assert nearest("kas", ["KAZ", "UKR"]) == "KAZ"
    assert nearest("zzzz", ["KAZ", "UKR"]) == ""
    assert nearest("x" * 10**6, ["KAZ"]) == ""
    assert nearest_few("autonmy", ["autonomy", "autonomy_min", "unrest"], 3) == [
        "autonomy",
        "autonomy_min",
    ]
    assert did_you_mean("titel", ["title"]) == "; did you mean 'title'?"
    assert did_you_mean("titel", []) == ""


def test_values_are_shown_in_one_bearable_line() -> None:
    assert shown([{"type": "x"}] * 3000) == "a list of 3000 tables"
    assert shown({"a": 1}) == "a table"
    assert shown(10**10_000) == "a number of too many digits"
    assert shown("a\nb\x1b") == "'a?b?'"
    assert shown(True) == "true"
    assert len(shown(["x" * 1000] * 1000)) <= 60
    assert len(clipped("x" * 10**6)) == 60
    assert len(listed(["x" * 100] * 50)) < 400
    assert printable("a\x1b[0m\tb\n\u202e") == "a?[0m\tb\n?"
    assert escaped('{"a": "\x9b"}') == '{"a": "\\u009b"}'


def test_the_upper_of_two_documents_holds() -> None:
    below = {"a": {"x": 1, "y": 2}, "b": [1], "c": 3}
    above = {"a": {"y": 5}, "b": [2], "d": {"z": 1}}
    assert overlaid(below, above) == {"a": {"x": 1, "y": 5}, "b": [2], "c": 3, "d": {"z": 1}}
    assert below == {"a": {"x": 1, "y": 2}, "b": [1], "c": 3}
    assert with_value(below, ("a", "x"), 7)["a"] == {"x": 7, "y": 2}
    assert with_value(below, ("e", "f"), 7)["e"] == {"f": 7}
    assert with_value(below, ("c", "f"), 7)["c"] == {"f": 7}
