"""How much of an outcome goes with the theory, with the parameters, and with chance.

Theories, points of the parameter space and runs are fully crossed, one value a cell. The sums of
squares of such a balanced design are orthogonal, so they add up exactly to the total:

theory, parameters, noise, and the interactions theory x parameters, theory x noise,
parameters x noise, and all three. Noise is common: run *k* is the same noise everywhere.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

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

COLUMNS = ("metric", "source", "freedom", "squares", "share")


class DesignNotCrossed(ValueError):
    """A table in which cells are missing or stand twice."""


def decompose(table: pd.DataFrame, metrics: Sequence[str]) -> pd.DataFrame:
    """Return a row per metric and source: degrees of freedom, sum of squares, share of the total.

    Points at which a metric is undefined in some cell are left out, all of their cells; the shares
    are missing where fewer than two are left or where nothing varies.

    Args:
        table: ``arm`` (the theory), ``point``, ``run`` and metrics; every cell once.
        metrics: columns.

    Raises:
        DesignNotCrossed: a cell is missing or stands twice.
    """
    rows = []
    for metric in metrics:
        cube = cells(table, metric)
        whole = cube[:, np.isfinite(cube).all(axis=(0, 2)), :]
        squares = sums_of_squares(whole)
        total = sum(squares.values())
        for source, axes in SOURCES.items():
            freedom = math.prod(max(whole.shape[axis] - 1, 0) for axis in axes)
            share = squares[source] / total if total > 0.0 and whole.shape[1] > 1 else math.nan
            rows.append((metric, source, freedom, squares[source], share))
    return pd.DataFrame(rows, columns=list(COLUMNS))


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
