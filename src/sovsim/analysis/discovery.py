"""Scenario discovery: in which region of the parameter space a direction holds.

A classification tree (CART, Breiman et al. 1984; scikit-learn) looks for boxes: limits on a few
parameters within which the direction holds at most points. Points serve once: the tree is grown on
two fifths of them, its boxes are chosen by other two fifths, and those that are chosen are measured
on the last fifth. Had the same points chosen and measured them, boxes that were lucky there would
be kept and praised for it.

* **density** - at what share of the box's points it holds;
* **coverage** - what share of all points at which it holds lie in the box;
* **mass** - what share of the space the box takes.

A box is chosen where its density reaches the level asked for and is shown to exceed the share in
the whole space. What is then measured may lie below that level, and is told as it is.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from sovsim.analysis.space import clopper_pearson
from sovsim.analysis.superiority import Share

FEWEST_POINTS = 40
"""Points below which no region is looked for."""

DEPTH = 6
"""Splits from the whole space to a box, at most."""

PRUNING = 0.005
"""Least gain (of impurity, over all points) for which a tree is split (cost-complexity)."""


class DiscoveryError(ValueError):
    """A region that cannot be looked for."""


@dataclass(frozen=True)
class Box:
    """A region of the parameter space.

    Attributes:
        limits: parameter -> low and high; an end that limits nothing is infinite.
        density, coverage: see the head of the file; with exact intervals.
        mass: share of the points that lie in it.
        points: number of the points in it by which it was measured.
        chosen_density: density for which it was chosen; too high on average, for the lucky are
            chosen.
    """

    limits: Mapping[str, tuple[float, float]]
    density: Share
    coverage: Share
    mass: float
    points: int
    chosen_density: float = math.nan

    @property
    def where(self) -> str:
        """The limits in words."""
        return " and ".join(_limit(name, *ends) for name, ends in self.limits.items())

    def holds(self, points: pd.DataFrame) -> npt.NDArray[np.bool_]:
        """Return which points lie in the box."""
        inside = np.ones(len(points), dtype=bool)
        for name, (low, high) in self.limits.items():
            values = points[name].to_numpy(np.float64)
            inside &= (values > low) & (values <= high)
        return inside


@dataclass(frozen=True)
class Discovery:
    """Where a direction holds.

    Attributes:
        share: of all points, those at which it holds.
        points: how many points there are.
        boxes: regions in which it holds; first the one with the largest coverage where they were
            chosen.
        least_density: density that was asked for.
    """

    share: Share
    points: int
    boxes: tuple[Box, ...]
    least_density: float

    @property
    def words(self) -> str:
        """What was found, in words."""
        whole = f"It holds at {_percent(self.share)} of {self.points} points."
        if self.share.share in (0.0, 1.0):
            return f"{whole} No limit is needed to tell where."
        if not self.boxes:
            wanted = f"at {self.least_density:.0%} of the points or more"
            return f"{whole} No box was found in which it holds {wanted}, and oftener than overall."
        return " ".join([whole, *map(_told, self.boxes)])

    def table(self) -> pd.DataFrame:
        """Return a row per box and limit: ``box, parameter, low, high`` and the box's measures."""
        columns = ["box", "parameter", "low", "high", "density", "density_low", "density_high",
                   "coverage", "mass", "points"]  # fmt: skip
        rows = [
            (number, name, low, high, box.density.share, box.density.low, box.density.high,
             box.coverage.share, box.mass, box.points)
            for number, box in enumerate(self.boxes, start=1)
            for name, (low, high) in box.limits.items()
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=columns)


def discover(
    points: pd.DataFrame,
    holds: npt.ArrayLike,
    *,
    least_density: float = 0.8,
    least_mass: float = 0.05,
    confidence: float = 0.95,
    seed: int = 0,
) -> Discovery:
    """Return the boxes in which a direction holds.

    Args:
        points: a row per point, a column per parameter.
        holds: whether it holds at each point.
        least_density: density that a box must reach.
        least_mass: share of the points that a box must have.
        confidence: level of the intervals; of the family of boxes, where they are chosen.
        seed: of the parts into which points are split.

    Raises:
        DiscoveryError: there are too few points or no parameters, or scikit-learn is missing.
    """
    held = np.asarray(holds, dtype=bool)
    if held.shape != (len(points),):
        raise DiscoveryError(f"{held.size} answers do not fit {len(points)} points")
    if len(points) < FEWEST_POINTS or points.shape[1] == 0:
        raise DiscoveryError(
            f"a region is looked for among {FEWEST_POINTS} points or more, not {len(points)}"
        )
    share = clopper_pearson(int(held.sum()), len(held), confidence)
    if share.share in (0.0, 1.0):
        return Discovery(share, len(points), (), least_density)
    order = np.random.default_rng(seed).permutation(len(points))
    part = np.arange(len(points)) % 5
    grow, choose, measure = (order[np.isin(part, fifths)] for fifths in ((0, 2), (1, 3), (4,)))
    tree = _tree(points.iloc[grow], held[grow], least_mass, seed)
    candidates = list(_leaves(tree, [str(name) for name in points.columns], least_density))
    level = (1.0 - confidence) / max(1, len(candidates))
    chosen = [
        box
        for limits in candidates
        if (box := measured(limits, points.iloc[choose], held[choose], confidence)).points
        and box.density.share >= least_density
        and _exceeds(box, held[choose], level)
    ]
    chosen.sort(key=lambda box: -box.coverage.share)
    boxes = [
        replace(
            measured(box.limits, points.iloc[measure], held[measure], confidence),
            chosen_density=box.density.share,
        )
        for box in chosen
    ]
    return Discovery(share, len(points), tuple(boxes), least_density)


def _tree(points: pd.DataFrame, held: npt.NDArray[np.bool_], least_mass: float, seed: int) -> Any:
    try:
        trees = import_module("sklearn.tree")
    except ImportError:
        raise DiscoveryError("this needs scikit-learn: pip install 'sovsim[explore]'") from None
    tree = trees.DecisionTreeClassifier(
        max_depth=DEPTH,
        min_samples_leaf=max(3, math.ceil(least_mass * len(points))),
        ccp_alpha=PRUNING,
        random_state=seed,
    )
    return tree.fit(points.to_numpy(np.float64), held.astype(int)).tree_


def _leaves(
    tree: Any, names: Sequence[str], least_density: float
) -> Iterator[dict[str, tuple[float, float]]]:
    """Yield the limits of every leaf in which the direction holds often enough."""
    stack: list[tuple[int, dict[str, tuple[float, float]]]] = [(0, {})]
    while stack:
        node, limits = stack.pop()
        left, right = int(tree.children_left[node]), int(tree.children_right[node])
        if left < 0:
            counts = tree.value[node][0]
            if limits and counts[-1] / counts.sum() >= least_density:
                yield limits
            continue
        name, cut = names[int(tree.feature[node])], float(tree.threshold[node])
        low, high = limits.get(name, (-math.inf, math.inf))
        stack.append((right, {**limits, name: (max(low, cut), high)}))
        stack.append((left, {**limits, name: (low, min(high, cut))}))


def measured(
    limits: Mapping[str, tuple[float, float]],
    points: pd.DataFrame,
    held: npt.NDArray[np.bool_],
    confidence: float = 0.95,
) -> Box:
    """Return a box as some points show it; density is nan with fewer than two of them in it.

    Args:
        limits: parameter -> low and high.
        points: a row per point.
        held: whether the direction holds at each.
        confidence: level of the intervals.
    """
    nothing = Share(math.nan, math.nan, math.nan)
    inside = Box(limits, nothing, nothing, 0.0, 0).holds(points)
    hits, count = int(held[inside].sum()), int(inside.sum())
    return Box(
        limits=limits,
        density=clopper_pearson(hits, count, confidence),
        coverage=clopper_pearson(hits, int(held.sum()), confidence),
        mass=count / len(points),
        points=count,
    )


def _exceeds(box: Box, held: npt.NDArray[np.bool_], level: float) -> bool:
    """Return whether a box is shown to hold oftener than all points do (exact, one-sided)."""
    from scipy.stats import binom

    hits = round(box.density.share * box.points)
    return bool(binom.sf(hits - 1, box.points, float(held.mean())) <= level)


def _limit(name: str, low: float, high: float) -> str:
    if math.isinf(low):
        return f"{name} is at most {high:.3g}"
    if math.isinf(high):
        return f"{name} is above {low:.3g}"
    return f"{name} lies between {low:.3g} and {high:.3g}"


def _told(box: Box) -> str:
    if math.isnan(box.density.share):
        return f"Where {box.where}, it seems to hold, but too few points are left to measure it."
    there = (
        "" if math.isnan(box.coverage.share)
        else f"{box.coverage.share:.0%} of all points at which it holds and "
    )  # fmt: skip
    return (
        f"Where {box.where}, it holds at {_percent(box.density)} of the points; that box has "
        f"{there}{box.mass:.0%} of the space."
    )


def _percent(share: Share) -> str:
    return f"{share.share:.0%} ({share.low:.0%} to {share.high:.0%})"
