"""Labels keep clear of each other and near what they name."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovsim.plots.labels import place_labels, spread_out

SHARE = st.floats(0.0, 1.0)


@given(st.lists(SHARE, min_size=1, max_size=10))
def test_spread_labels_keep_order_distance_and_bounds(values: list[float]) -> None:
    placed = spread_out(values, 0.1, 0.0, 1.0)
    assert all(-1e-9 <= value <= 1 + 1e-9 for value in placed)
    ordered = [placed[place] for place in sorted(range(len(values)), key=lambda p: (values[p], p))]
    assert all(after - before > 0.1 - 1e-9 for before, after in itertools.pairwise(ordered))


def test_labels_that_have_room_stay_where_they_belong() -> None:
    assert spread_out([0.8, 0.2], 0.1, 0.0, 1.0) == [0.8, 0.2]


def test_crowded_labels_move_apart_on_both_sides() -> None:
    assert spread_out([0.5, 0.5, 0.5], 0.1, 0.0, 1.0) == pytest.approx([0.4, 0.5, 0.6])


@given(st.lists(st.tuples(SHARE, SHARE), min_size=1, max_size=6))
def test_placed_labels_stay_inside_and_are_the_same_each_time(
    points: list[tuple[float, float]],
) -> None:
    sizes = [(0.05, 0.03)] * len(points)
    centres = place_labels(points, sizes)
    assert centres == place_labels(points, sizes)
    assert all(0.0 <= x <= 1.0 and 0.0 <= y <= 1.0 for x, y in centres)


def test_labels_of_neighbours_do_not_cover_each_other() -> None:
    points = [(0.5 + 0.01 * place, 0.5) for place in range(5)]
    centres = place_labels(points, [(0.06, 0.03)] * 5)
    for (x, y), (u, v) in itertools.combinations(centres, 2):
        assert abs(x - u) >= 0.06 - 1e-9 or abs(y - v) >= 0.03 - 1e-9
