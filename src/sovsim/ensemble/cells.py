"""The cells of an arm: what is computed, stored and numbered one by one.

In an ensemble a cell is a run. In a crossed design every run is done at every point, and a cell is
a run at a point, those of the first point first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Cells:
    """How many cells every arm has, and what their numbers mean.

    Attributes:
        runs: runs of each arm; in a crossed design, at each point.
        points: points of a crossed design; None where the cells are the runs.
    """

    runs: int
    points: int | None = None

    @property
    def count(self) -> int:
        """Number of the cells of an arm."""
        return self.runs * (1 if self.points is None else self.points)

    @property
    def crossed(self) -> bool:
        """Whether runs are crossed with points."""
        return self.points is not None

    def run_of(self, cells: Sequence[int] | IntArray) -> IntArray:
        """Return the number of the run, and so the noise, of some cells."""
        numbers = np.asarray(cells, dtype=np.int64)
        return numbers % self.runs if self.crossed else numbers

    def point_of(self, cells: Sequence[int] | IntArray) -> IntArray:
        """Return the number of the point of some cells of a crossed design."""
        return np.asarray(cells, dtype=np.int64) // self.runs
