"""Labels that keep clear of each other: a small, deterministic placement."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from sovsim.arrays import FloatArray
from sovsim.plots import style

Point = tuple[float, float]
Box = tuple[float, float, float, float]

_DISTANCES = (0.024, 0.05, 0.08, 0.115)
_ON_LABEL, _ON_POINT, _ON_OBSTACLE, _OUTSIDE = 10.0, 3.0, 0.3, 20.0
"""What it costs a label to cover another, a point or an obstacle, and to reach out of the axes."""
_ANGLES = tuple(math.radians(angle) for angle in (0, 180, 90, 270, 45, 135, 225, 315))


def place_labels(
    points: Sequence[Point], sizes: Sequence[Point], obstacles: Sequence[Point] = ()
) -> list[Point]:
    """Return the centre of each label, so that labels cover neither each other nor a point.

    All lengths are shares of the axes. Labels are placed one after the other, each at the first
    place around its point that costs least.

    Args:
        points: what is labelled.
        sizes: width and height of each label.
        obstacles: further points that a label had better not cover, such as those of paths.
    """
    taken: list[Box] = []
    centres: list[Point] = []
    spots = [
        (np.array(places, dtype=np.float64).reshape(-1, 2).T, weight)
        for places, weight in ((points, _ON_POINT), (obstacles, _ON_OBSTACLE))
    ]
    for point, size in zip(points, sizes, strict=True):
        best = min(
            (
                (_cost(_box(centre, size), taken, spots) + 0.4 * step, number)
                for number, (centre, step) in enumerate(_candidates(point, size))
            ),
        )[1]
        centre = _candidates(point, size)[best][0]
        centres.append(centre)
        taken.append(_box(centre, size))
    return centres


def spread_out(values: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Return positions near the values, in their order, at least ``gap`` apart where room allows.

    Args:
        values: where the labels belong.
        gap: least distance.
        low: lower bound of the positions.
        high: upper bound of the positions.
    """
    order = sorted(range(len(values)), key=lambda place: (values[place], place))
    gap = min(gap, (high - low) / max(len(values) - 1, 1))
    wanted = [min(max(values[place], low), high) for place in order]
    upward = _pushed(wanted, gap, low, high)
    downward = [-value for value in _pushed([-v for v in reversed(wanted)], gap, -high, -low)][::-1]
    result = [0.0] * len(values)
    for place, up, down in zip(order, upward, downward, strict=True):
        result[place] = (up + down) / 2
    return result


def _pushed(values: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Return rising values pushed upward until they keep the gap, and back below the upper end."""
    placed: list[float] = []
    for value in values:
        placed.append(max(value, placed[-1] + gap if placed else low))
    ceiling = high
    for number in range(len(placed) - 1, -1, -1):
        placed[number] = min(placed[number], ceiling)
        ceiling = placed[number] - gap
    return placed


def label_ends(ax: Axes, values: Sequence[float], texts: Sequence[str]) -> None:
    """Write texts to the right of the ends of lines, moved apart where lines end together."""
    low, high = ax.get_ylim()
    places = spread_out(values, 0.07 * (high - low), low, high)
    for place, text in enumerate(texts):
        ax.annotate(
            text,
            (1.0, places[place]),
            xycoords=("axes fraction", "data"),
            xytext=(4, 0),
            textcoords="offset points",
            fontsize=style.SMALL,
            color=style.words_in(style.SERIES[place % len(style.SERIES)]),
            va="center",
            ha="left",
            annotation_clip=False,
        )


def _candidates(point: Point, size: Point) -> list[tuple[Point, int]]:
    return [
        (
            (
                point[0] + math.cos(angle) * (distance + size[0] / 2),
                point[1] + math.sin(angle) * (distance + size[1] / 2),
            ),
            step,
        )
        for step, distance in enumerate(_DISTANCES)
        for angle in _ANGLES
    ]


def _box(centre: Point, size: Point) -> Box:
    return (
        centre[0] - size[0] / 2,
        centre[1] - size[1] / 2,
        centre[0] + size[0] / 2,
        centre[1] + size[1] / 2,
    )


def _cost(box: Box, taken: Sequence[Box], spots: Sequence[tuple[FloatArray, float]]) -> float:
    """Return what is wrong with a place.

    Args:
        spots: positions, shape ``(2, spot)``, and what it costs to cover one of them.
    """
    left, bottom, right, top = box
    hits = sum(
        _ON_LABEL
        for other in taken
        if left < other[2] and other[0] < right and bottom < other[3] and other[1] < top
    )
    for (x, y), weight in spots:
        covered = (left < x) & (x < right) & (bottom < y) & (y < top)
        hits += weight * np.count_nonzero(covered)
    return hits + sum(_OUTSIDE for edge in box if edge < 0 or edge > 1)
