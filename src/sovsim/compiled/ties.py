"""What index arrays and weights of a region's ties stand for, in words.

A rule takes a value of a neighbour, of a rivalry or of the units contested in a state by the index
arrays of `sovsim.region.Topology`; here an array is told by the tie that it follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from typing import Any

import numpy as np

from sovsim.axes import Channel, Domain, Institution, Level, Norm, Power
from sovsim.region.topology import Topology
from sovsim.world import unit_lengths

Open = Mapping[Any, int]
"""Axis (or ties between units, by a word) -> the member whose place is left open."""

SUMMED: tuple[type[IntEnum], ...] = (Domain, Channel, Power, Norm, Level, Institution)
"""Axes over which a chain of additions is told as a sum."""


class Ties:
    """What index arrays and weights of a topology stand for."""

    def __init__(self, topology: Topology) -> None:
        self._lengths = unit_lengths(topology)
        self._takes: dict[tuple[int, ...], tuple[str, int]] = {}
        self._counts: dict[str, int] = {}
        self._vectors: dict[tuple[float, ...], tuple[str, str, int]] = {}
        for word, index in (
            ("neighbour", topology.neighbours),
            ("rivalry", topology.state_dyads),
            ("contested unit", topology.state_contested),
        ):
            self._counts[word] = len(index)
            for place, row in enumerate(index):
                self._takes.setdefault(tuple(map(int, row)), (word, place))
        for word, row in (
            ("first rival", topology.dyad_members[0]),
            ("second rival", topology.dyad_members[1]),
            ("parent", topology.contested_parent),
            ("rival claimant", topology.contested_rival),
            ("rivalry over it", topology.contested_dyad),
        ):
            self._takes.setdefault(tuple(map(int, row)), (word, -1))
        for word, name, rows in (
            ("neighbour", "border share", topology.neighbour_weight),
            ("rivalry", "[there is one]", topology.state_dyads_mask),
            ("rivalry", "[on own soil]", topology.state_dyads_ground),
            ("contested unit", "[there is one]", topology.state_contested_mask),
            ("", "[borders the hegemon]", [topology.borders_hegemon]),
        ):
            for place, values in enumerate(rows):
                self._vectors.setdefault(tuple(map(float, values)), (word, name, place))

    def axis(self, units: int) -> str:
        """Return the axis that has so many units."""
        return next((axis for axis, length in self._lengths.items() if length == units), "")

    def families(self) -> Iterable[tuple[Any, int]]:
        """Return what a chain may go over, with how many parts it then has."""
        yield from ((axis, len(axis)) for axis in SUMMED)
        yield from self._counts.items()

    def count(self, over: Any) -> int:
        """Return how many members an axis has, or how many ties of a kind a unit has at most."""
        return self._counts[over] if isinstance(over, str) else len(over)

    def of_take(self, places: Sequence[int]) -> tuple[str, int] | None:
        """Return the tie that an index follows, with its place among those of a unit."""
        return self._takes.get(tuple(places))

    def of_vector(self, values: Sequence[float | bool], left: Open) -> tuple[str, frozenset[str]]:
        """Return a vector's name, or its values."""
        known = self._vectors.get(tuple(map(float, values)))
        if known is None:
            few = ", ".join(number_text(float(one)) for one in values[:4])
            return f"fixed by unit ({few}{', ...' if len(values) > 4 else ''})", frozenset()
        word, name, place = known
        if not word:
            return name, frozenset()
        if left.get(word) == place:
            told = name if name.startswith("[") else f"{name} of the {word}"
            return told, frozenset([word])
        return f"{name} of {word} {place + 1}", frozenset()


def number_text(value: float | bool) -> str:
    """Return a number as a reader writes it."""
    if isinstance(value, bool):
        return "always" if value else "never"
    if np.isinf(value):
        return "infinity" if value > 0 else "-infinity"
    return repr(value).removesuffix(".0")
