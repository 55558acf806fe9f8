"""Designs: which points of the parameter space are tried, by which run, and when it is enough.

Every arm gets the same points on the same noise. Run *k* takes point ``k % points``, so more runs
of a design only add replicates to its points and change no run that is there. Points stand in the
unit cube first (grid, Latin hypercube, Sobol, Morris, random) and are stretched over the ranges.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
import numpy.typing as npt

from sovsim import given
from sovsim.arrays import FloatArray
from sovsim.brief import brief, count
from sovsim.parameters import find

if TYPE_CHECKING:
    import pandas as pd

Method = Literal["replicates", "grid", "latin_hypercube", "sobol", "morris", "random", "posterior"]
POSTERIOR: Method = "posterior"
"""The method of points that were fitted to data, which no design draws."""
METHODS: tuple[str, ...] = tuple(name for name in get_args(Method) if name != POSTERIOR)
"""Methods by which points are drawn."""

MOST_POINTS = 100_000


class DesignError(ValueError):
    """A design that cannot be drawn."""


@dataclass(frozen=True)
class Uncertainty:
    """A parameter that is not known better than by a range."""

    parameter: str
    low: float
    high: float

    @classmethod
    def declared(cls, parameter: str) -> Uncertainty:
        """Return a parameter with the range that its declaration gives."""
        entry = find(parameter)
        return cls(parameter, entry.low, entry.high)


@dataclass(frozen=True)
class Sample:
    """Points and how runs are laid over them.

    Attributes:
        points: a row per point, a column per parameter or start value (`sovsim.points`); without
            columns nothing is sampled.
        method: how the points were drawn.
    """

    points: pd.DataFrame
    method: Method

    def __repr__(self) -> str:
        size = count(len(self.points), "point"), count(self.points.shape[1], "parameter")
        return brief(self, self.method, *size)

    @property
    def sampled(self) -> bool:
        """Whether anything is sampled."""
        return self.points.shape[1] > 0

    def point_of(self, runs: int) -> npt.NDArray[np.int64]:
        """Return the number of the point of each run; each run its own where none is sampled.

        Raises:
            DesignError: the runs are but the beginning of a grid, which is no sample of it.
        """
        if self.method == "grid" and self.sampled and runs < len(self.points):
            raise DesignError(
                f"{runs} runs are the first corner of a grid of {len(self.points)} points, not a "
                f"sample of it; take {len(self.points)} runs or more, or a design that may be cut "
                "short (sobol, latin_hypercube, random)"
            )
        numbers = np.arange(runs, dtype=np.int64)
        return numbers % len(self.points) if self.sampled else numbers

    def values(self, runs: int) -> dict[str, FloatArray]:
        """Return the value of everything that is sampled in every run."""
        if not self.sampled:
            return {}
        rows = self.point_of(runs)
        return {str(name): self.points[name].to_numpy()[rows] for name in self.points.columns}


def joined(drawn: Sample, points: pd.DataFrame) -> Sample:
    """Return a sample whose points have a row of a posterior each, in turn, beside what was drawn.

    Args:
        drawn: what a design samples goes before what was fitted.
        points: members of the posterior; where the design samples nothing, they are the points.
    """
    import pandas as pd

    if not drawn.sampled:
        most = min(len(drawn.points), len(points))
        return Sample(points.iloc[:most].reset_index(drop=True), POSTERIOR)
    rows = np.arange(len(drawn.points)) % len(points)
    fitted = points.drop(columns=list(drawn.points), errors="ignore").iloc[rows]
    both = pd.concat([drawn.points, fitted.reset_index(drop=True)], axis=1)
    return Sample(both, drawn.method)


def draw(
    uncertainties: Sequence[Uncertainty],
    method: Method = "latin_hypercube",
    points: int = 64,
    seed: int = 0,
    levels: int = 3,
) -> Sample:
    """Return a sample of the space that some uncertainties span.

    Args:
        uncertainties: parameters with their ranges.
        method: ``replicates`` samples nothing; ``grid`` crosses ``levels`` values of each range,
            ends included; ``morris`` draws so many trajectories (SALib) as fit into ``points``.
        points: how many; ``sobol`` raises it to the next power of 2, which its balance needs.
        seed: of the draw; 0 is a seed like any other.
        levels: of grid and Morris.

    Raises:
        DesignError: the design does not fit its uncertainties, or is too large.
    """
    import pandas as pd

    uncertainties = given.instances("uncertainties", uncertainties, Uncertainty)
    points, levels = given.whole("points", points), given.whole("levels", levels)
    seed = given.seed(seed)
    if method not in METHODS:
        raise DesignError(f"there is no design '{method}'; there are {', '.join(METHODS)}")
    if method == "replicates" or not uncertainties:
        if method != "replicates":
            raise DesignError(f"a {method} design needs an uncertainty")
        return Sample(pd.DataFrame(index=range(max(points, 1))), method)
    if points < 1 or points > MOST_POINTS:
        raise DesignError(f"a design has 1 to {MOST_POINTS} points, not {points}")
    names = [entry.parameter for entry in uncertainties]
    if len(set(names)) < len(names):
        raise DesignError("a design names a parameter twice")
    cube = _CUBES[method](len(names), points, seed, levels)
    low = np.array([entry.low for entry in uncertainties])
    high = np.array([entry.high for entry in uncertainties])
    return Sample(pd.DataFrame(low + (high - low) * cube, columns=names), method)


def _grid(dimensions: int, points: int, seed: int, levels: int) -> FloatArray:
    if levels < 2 or levels**dimensions > MOST_POINTS:
        raise DesignError(f"a grid of {levels} levels in {dimensions} parameters is no design")
    ticks = np.linspace(0.0, 1.0, levels)
    return np.array(list(itertools.product(ticks, repeat=dimensions)))


def _latin_hypercube(dimensions: int, points: int, seed: int, levels: int) -> FloatArray:
    from scipy.stats import qmc

    drawn: FloatArray = qmc.LatinHypercube(dimensions, seed=_generator(seed)).random(points)
    return drawn


def _sobol(dimensions: int, points: int, seed: int, levels: int) -> FloatArray:
    from scipy.stats import qmc

    power = math.ceil(math.log2(points))
    drawn: FloatArray = qmc.Sobol(dimensions, seed=_generator(seed)).random_base2(power)
    return drawn


def _morris(dimensions: int, points: int, seed: int, levels: int) -> FloatArray:
    try:
        from SALib.sample import morris
    except ImportError:
        raise DesignError("a morris design needs SALib: pip install 'sovsim[explore]'") from None
    even = levels + levels % 2
    problem = {
        "num_vars": dimensions,
        "names": [str(number) for number in range(dimensions)],
        "bounds": [[0.0, 1.0]] * dimensions,
    }
    trajectories = max(2, points // (dimensions + 1))
    drawn: FloatArray = morris.sample(problem, trajectories, num_levels=max(even, 4), seed=seed)
    return drawn


def _random(dimensions: int, points: int, seed: int, levels: int) -> FloatArray:
    return _generator(seed).random((points, dimensions))


def _generator(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


_CUBES: Mapping[Method, Callable[[int, int, int, int], FloatArray]] = {
    "grid": _grid,
    "latin_hypercube": _latin_hypercube,
    "sobol": _sobol,
    "morris": _morris,
    "random": _random,
}


FEWEST_CARRYING = 10
"""Units that must carry the spread of a sample before its interval is taken for precise."""


@dataclass(frozen=True)
class Precision:
    """A stopping rule: runs are added until every interval is narrow enough.

    Looks are taken at ``first`` runs and at every doubling. The work stops at the first look at
    which no half-width exceeds its target, or at ``most`` runs. Only the width decides, never the
    sign or the size of a difference; the interval is that of the last look. A narrow interval alone
    may be narrow because something rare has not happened yet, so that what may be unseen must be
    narrow enough as well: the share of units that may differ though none was seen to, times the
    span of the outcome; and the spread must be carried by `FEWEST_CARRYING` units. docs/statistics
    has the error rates.
    """

    first: int = 64
    most: int = 4096

    def looks(self) -> list[int]:
        """Return the numbers of runs at which a look is taken."""
        looks = [min(self.first, self.most)]
        while looks[-1] < self.most:
            looks.append(min(2 * looks[-1], self.most))
        return looks

    @staticmethod
    def enough(answers: pd.DataFrame, targets: float | pd.Series[float]) -> bool:
        """Return whether every answer is precise enough; an undefined interval never is.

        Args:
            answers: from `sovsim.analysis.compare.compare`.
            targets: half-width that is wanted, of all or answer by answer.
        """
        narrow = (answers["high"] - answers["low"]) / 2.0 <= targets
        narrow &= answers["unseen"] * answers["span"] <= targets
        return bool((narrow & (answers["carrying"] >= FEWEST_CARRYING)).all())
