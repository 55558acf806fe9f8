"""How much of an outcome's variance goes with the theory, with the parameters, and with chance.

Theories, points of the parameter space and runs are fully crossed, one value a cell. The sums of
squares of such a balanced design are orthogonal, so they add up exactly to the total:

theory, parameters, noise, and the interactions theory x parameters, theory x noise,
parameters x noise, and all three. Noise is common: run *k* is the same noise everywhere.

A sum of squares grows with its degrees of freedom, so that its share of the total says little: of
pure noise at 5 x 64 x 4 the interactions have four fifths. Variance is therefore shared out by
**components**, what a source itself adds to the variance of a cell: mean squares less what their
expectation owes to other sources (Cornfield and Tukey 1956; Searle, Casella and McCulloch 1992),
as if theories, points and runs were drawn from many. Components of nothing are 0 on average, and
so come out below 0 about half of the time; they are left as they are.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from sovsim.arrays import FloatArray

SOURCES: dict[str, tuple[int, ...]] = {
    "theory": (0,),
    "parameters": (1,),
    "noise": (2,),
    "theory x parameters": (0, 1),
    "theory x noise": (0, 2),
    "parameters x noise": (1, 2),
    "theory x parameters x noise": (0, 1, 2),
}
"""Source of variance -> axes of the cube (theory, point, run) that it spans."""

COLUMNS = ("metric", "source", "freedom", "squares", "component", "share", "low", "high")

DRAWS = 4000
"""Draws behind each interval."""


ROUNDING = 1e-12
"""Spread beside the size of the values below which nothing varies but the last bits."""


class DesignNotCrossed(ValueError):
    """A table in which cells are missing or stand twice."""


def decompose(
    table: pd.DataFrame, metrics: Sequence[str], confidence: float = 0.9, seed: int = 0
) -> pd.DataFrame:
    """Return a row per metric and source.

    Columns: ``metric, source, freedom`` (degrees), ``squares`` (sum), ``component`` (of variance;
    below 0 where chance would have it), ``share`` (of the component in the sum of all; they add up
    to 1), ``low, high`` (its interval, between 0 and 1, where outcomes are normal).

    Points at which a metric is undefined in some cell are left out, all of their cells; the shares
    are missing where fewer than two are left, where nothing varies, and where a source has no
    degree of freedom.

    Args:
        table: ``arm`` (the theory), ``point``, ``run`` and metrics; every cell once.
        metrics: columns.
        confidence: level of the intervals.
        seed: of their draws.

    Raises:
        DesignNotCrossed: a cell is missing or stands twice.
    """
    rows = []
    for metric in metrics:
        cube = cells(table, metric)
        whole = cube[:, np.isfinite(cube).all(axis=(0, 2)), :]
        squares, freedom = sums_of_squares(whole), _freedom(whole)
        told = _shares(whole, squares, freedom, confidence, seed)
        for source in SOURCES:
            rows.append((metric, source, freedom[source], squares[source], *told[source]))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def components(
    mean_squares: Mapping[str, float | FloatArray], shape: tuple[int, ...]
) -> dict[str, float | FloatArray]:
    """Return the component of variance of every source.

    A mean square expects the components of all sources that span its axes and more, each times
    the cells over which it is a mean; inclusion and exclusion turn that round.

    Args:
        mean_squares: source -> sum of squares over its degrees of freedom.
        shape: theories, points, runs.
    """
    found: dict[str, float | FloatArray] = {}
    for source, axes in SOURCES.items():
        repeats = math.prod(length for axis, length in enumerate(shape) if axis not in axes)
        above = [name for name, other in SOURCES.items() if set(axes) <= set(other)]
        signs = [(-1.0) ** (len(SOURCES[name]) - len(axes)) for name in above]
        total = sum(
            (sign * mean_squares[name] for sign, name in zip(signs, above, strict=True)), 0.0
        )
        found[source] = total / repeats
    return found


def _freedom(cube: FloatArray) -> dict[str, int]:
    return {
        source: math.prod(max(cube.shape[axis] - 1, 0) for axis in axes)
        for source, axes in SOURCES.items()
    }


def _shares(
    cube: FloatArray,
    squares: Mapping[str, float],
    freedom: Mapping[str, int],
    confidence: float,
    seed: int,
) -> dict[str, tuple[float, float, float, float]]:
    """Return component, share and the ends of its interval, by source."""
    spread = sum(squares.values())
    size = float(np.abs(cube).max()) if cube.size else 0.0
    if min(freedom.values()) == 0 or spread <= cube.size * (ROUNDING * size) ** 2:
        return dict.fromkeys(SOURCES, (math.nan,) * 4)
    mean_squares = {source: squares[source] / freedom[source] for source in SOURCES}
    found = components(mean_squares, cube.shape)
    whole = sum(found.values())
    drawn = _drawn(mean_squares, freedom, cube.shape, seed)
    tails = [(1.0 - confidence) / 2.0, (1.0 + confidence) / 2.0]
    told = {}
    for source in SOURCES:
        low, high = np.clip(np.quantile(drawn[source], tails), 0.0, 1.0)
        part = float(found[source])
        told[source] = (part, part / float(whole), float(low), float(high))
    return told


def _drawn(
    mean_squares: Mapping[str, float],
    freedom: Mapping[str, int],
    shape: tuple[int, ...],
    seed: int,
) -> dict[str, FloatArray]:
    """Return shares as they may be in truth (generalised pivots; Weerahandi 1993).

    The expectation of a mean square is what was found times degrees of freedom over a chi-square.
    Theories are those compared and no sample: what they themselves add is known but for the noise
    in their means, whose spread is that of a noncentral chi-square, taken as normal.
    """
    random = np.random.default_rng(seed)
    expected: dict[str, FloatArray] = {
        source: mean_squares[source] * freedom[source] / random.chisquare(freedom[source], DRAWS)
        for source in SOURCES
    }
    noise = np.maximum(
        expected["theory x parameters"]
        + expected["theory x noise"]
        - expected["theory x parameters x noise"],
        0.0,
    )
    found = mean_squares["theory"]
    beyond = np.maximum(found - noise, 0.0)
    wide = np.sqrt(2.0 / freedom["theory"] * noise * (noise + 2.0 * beyond))
    expected["theory"] = found + wide * random.standard_normal(DRAWS)
    parts = components(expected, shape)
    kept = {source: np.maximum(part, 0.0) for source, part in parts.items()}
    whole = np.maximum(sum(kept.values()), np.finfo(np.float64).tiny)
    return {source: np.asarray(part / whole) for source, part in kept.items()}


def cells(table: pd.DataFrame, metric: str) -> FloatArray:
    """Return the values of a metric as a cube ``(theory, point, run)``.

    Raises:
        DesignNotCrossed: a cell is missing or stands twice.
    """
    keys = ["arm", "point", "run"]
    axes = [list(dict.fromkeys(table[key])) for key in keys]
    shape = tuple(len(axis) for axis in axes)
    if table.duplicated(keys).any() or len(table) != math.prod(shape):
        raise DesignNotCrossed(f"{len(table)} rows are no {' by '.join(map(str, shape))} design")
    places = [table[key].map({name: i for i, name in enumerate(axis)}) for key, axis in
              zip(keys, axes, strict=True)]  # fmt: skip
    cube = np.full(shape, np.nan)
    cube[tuple(place.to_numpy() for place in places)] = table[metric].to_numpy(np.float64)
    return cube


def sums_of_squares(cube: FloatArray) -> dict[str, float]:
    """Return the sum of squares of every source; they add up to that about the grand mean."""
    if cube.size == 0:
        return dict.fromkeys(SOURCES, 0.0)
    effects: dict[tuple[int, ...], FloatArray] = {(): cube.mean(keepdims=True)}
    found = {}
    for source, axes in sorted(SOURCES.items(), key=lambda entry: len(entry[1])):
        others = tuple(axis for axis in range(3) if axis not in axes)
        mean = cube.mean(axis=others, keepdims=True) if others else cube
        inner = [effect for below, effect in effects.items() if set(below) < set(axes)]
        effects[axes] = mean - sum(inner, np.zeros(()))
        repeats = math.prod(cube.shape[axis] for axis in others)
        found[source] = repeats * float((effects[axes] ** 2).sum())
    return {source: found[source] for source in SOURCES}


def means(table: pd.DataFrame, metrics: Sequence[str]) -> pd.DataFrame:
    """Return ``metric, theory, mean, least, most``: mean over all, and over points the extremes.

    The extremes are of the mean over the runs of a point: how far a theory's outcome reaches
    within the ranges of the parameters.
    """
    rows = []
    for metric in metrics:
        by_point = table.groupby(["arm", "point"], sort=False, observed=True)[metric].mean()
        for theory, values in by_point.groupby(level="arm", sort=False, observed=True):
            rows.append((metric, str(theory), values.mean(), values.min(), values.max()))
    return pd.DataFrame(rows, columns=["metric", "theory", "mean", "least", "most"])
