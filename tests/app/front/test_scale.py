"""Places and colours of pictures: what a reader can hold against a ruler."""

from __future__ import annotations

import itertools

import pytest

from tests.app.front.scripts import value_of
from tests.compiled.node import needs_node

pytestmark = [needs_node, pytest.mark.slow]

SCALE, COLOURS = "pictures/scale.js", "pictures/colours.js"


def test_labels_keep_their_order_and_their_distance() -> None:
    found = value_of({SCALE: "spaced"}, "spaced([50, 52, 10, 51], 12, 0, 100)")
    assert sorted(range(4), key=lambda k: found[k]) == [2, 0, 3, 1]
    ordered = sorted(found)
    assert all(b - a >= 12 - 1e-9 for a, b in itertools.pairwise(ordered))
    assert ordered[0] >= 0
    assert ordered[-1] <= 100


def test_labels_that_find_no_room_share_it() -> None:
    found = value_of({SCALE: "spaced"}, "spaced([5, 5, 5, 5, 5], 40, 0, 80)")
    assert sorted(found) == pytest.approx([0, 20, 40, 60, 80])


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [(0, 1, [0, 0.25, 0.5, 0.75, 1]), (0.39, 0.46, [0.4, 0.42, 0.44, 0.46]), (2, 2, [2])],
)
def test_ticks_are_round_numbers(low: float, high: float, ticks: list[float]) -> None:
    assert value_of({SCALE: "ticksOf"}, f"ticksOf({low}, {high})") == pytest.approx(ticks)


def test_years_stand_below_long_courses_and_quarters_below_short_ones() -> None:
    quarters = [f"{year}Q{part}" for year in range(1992, 2027) for part in (1, 2, 3, 4)]
    long = value_of({SCALE: "quarterTicks"}, f"quarterTicks({quarters}, 8)")
    assert long == [[12, "1995"], *[[12 + 20 * k, str(1995 + 5 * k)] for k in range(1, 7)]]
    assert value_of({SCALE: "quarterTicks"}, f"quarterTicks({quarters[:3]}, 8)") == [
        [0, "1992Q1"],
        [1, "1992Q2"],
        [2, "1992Q3"],
    ]


def test_a_missing_value_breaks_a_line() -> None:
    found = value_of({SCALE: "lineThrough"}, "lineThrough([[0, 1], [1, NaN], [2, 3], [3, 4]])")
    assert found == "M0 1M2 3L3 4"


def test_words_can_be_read_on_every_colour() -> None:
    """A contrast of 4.5 and more: WCAG 2.2, level AA."""
    grounds = (
        "[...Array.from({ length: 101 }, (_, k) => shade(k / 100)), "
        "...Array.from({ length: 9 }, (_, k) => shadeOfRung(k, 9)), "
        "...Array.from({ length: 9 }, (_, k) => tint(k))]"
    )
    names = "shade, shadeOfRung, tint, inkOn, contrast"
    found = value_of({COLOURS: names}, f"{grounds}.map((one) => contrast(one, inkOn(one)))")
    assert len(found) == 119
    assert min(found) >= 4.5


def test_colours_go_from_end_to_end() -> None:
    found = value_of({COLOURS: "shade, change"}, "[shade(0), shade(1), shade(9), change(0)]")
    assert found == ["#f7f5ec", "#0b1f44", "#0b1f44", "#f5efe6"]
