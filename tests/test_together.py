"""A test of many things names every one that breaks the promise, and checks something."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.together import each


def test_all_that_break_a_promise_are_named_with_what_is_wrong() -> None:
    @each("number", range(10))
    def small(number: int) -> None:
        assert number < 8, f"{number} is large"

    with pytest.raises(AssertionError) as broken:
        small()
    lines = str(broken.value).splitlines()
    assert [line for line in lines if not line.startswith(" ")] == [
        "2 of 10:",
        "8: 8 is large",
        "9: 9 is large",
    ]


def test_another_error_than_a_failed_assertion_breaks_it_too() -> None:
    @each("number", {"half": 2, "none": 0})
    def divides(number: int) -> None:
        assert 1 / number

    with pytest.raises(AssertionError, match="1 of 2:\nnone: division by zero"):
        divides()


def test_nothing_to_check_is_an_error() -> None:
    with pytest.raises(ValueError, match="no number to check"):
        each("number", [])


def test_two_things_of_one_name_are_an_error() -> None:
    with pytest.raises(ValueError, match="two numbers of one name"):
        each("number", [1, 2], lambda number: "a number")


@given(other=st.integers(0, 5))
@each("number", range(3))
def test_it_goes_with_fixtures_and_with_examples(number: int, other: int) -> None:
    assert number + other >= number
