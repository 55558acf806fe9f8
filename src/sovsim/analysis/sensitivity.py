"""Global sensitivity: which parameters an outcome follows over their whole ranges.

* **Morris** (1991; Campolongo et al. 2007) screens many parameters cheaply. ``mu_star`` is the mean
  size of the change that a parameter makes when it crosses its whole range, in the outcome's own
  unit; ``sigma`` above it tells of interactions or bends.
* **Sobol** (Saltelli et al. 2010) shares out the variance. ``first`` is the share that goes with a
  parameter alone, ``total`` with all that it has a part in; where ``total`` exceeds ``first``, it
  interacts.

Points are drawn and indices computed by SALib. An outcome is the mean over runs on common noise,
one number per point.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from sovsim.arrays import FloatArray

Ranges = Mapping[str, tuple[float, float]]
Method = Literal["morris", "sobol"]
METHODS: tuple[str, ...] = get_args(Method)

LEVELS = 4
"""Levels of the grid on which Morris trajectories move."""

RESAMPLES = 500
"""Bootstrap samples behind each interval."""

COLUMNS = ("parameter", "index", "value", "low", "high")
HEAD: dict[str, str] = {"morris": "mu_star", "sobol": "total"}
"""The index by which parameters are ranked."""


class SensitivityError(ValueError):
    """A sensitivity analysis that cannot be made."""


def sample(ranges: Ranges, method: Method, size: int, seed: int = 0) -> pd.DataFrame:
    """Return the points at which the model is to be run, a column per parameter.

    Args:
        ranges: parameter -> low and high.
        method: ``morris`` gives ``size`` trajectories of one point more than there are
            parameters; ``sobol`` gives ``size`` base points with two more than there are
            parameters each, ``size`` being raised to the next power of 2.
        size: trajectories or base points; at least 2.
        seed: of the draw; 0 is a seed like any other.

    Raises:
        SensitivityError: a range is empty, the method unknown, or SALib is missing.
    """
    if size < 2:
        raise SensitivityError(f"{size} samples are too few; at least 2")
    problem = _problem(ranges)
    _check_method(method)
    points: FloatArray
    if method == "morris":
        from SALib.sample import morris

        points = morris.sample(problem, size, num_levels=LEVELS, seed=seed)
    else:
        from SALib.sample import sobol

        points = sobol.sample(
            problem, 2 ** math.ceil(math.log2(size)), calc_second_order=False, seed=seed
        )
    return pd.DataFrame(points, columns=list(ranges))


def group_size(parameters: int, method: Method) -> int:
    """Return how many points a trajectory or a base point takes."""
    return parameters + (1 if method == "morris" else 2)


def indices(
    points: pd.DataFrame,
    values: npt.ArrayLike,
    ranges: Ranges,
    method: Method,
    *,
    confidence: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """Return ``parameter, index, value, low, high``; undefined where the outcome does not vary.

    Intervals are SALib's, by resampling trajectories or base points; ``mu`` and ``sigma`` of
    Morris have none.

    Args:
        points: from `sample`, in its order.
        values: the outcome at each point.
        ranges: as for `sample`.
        method: as for `sample`.
        confidence: level of the intervals.
        seed: of the resampling.

    Raises:
        SensitivityError: the outcome is undefined somewhere, or the table has another size.
    """
    _check_method(method)
    problem = _problem(ranges)
    outcome = np.asarray(values, dtype=np.float64)
    if outcome.shape != (len(points),) or len(points) % group_size(len(ranges), method):
        raise SensitivityError(f"{outcome.size} values do not fit a {method} design")
    if not np.isfinite(outcome).all():
        undefined = int((~np.isfinite(outcome)).sum())
        raise SensitivityError(f"the outcome is undefined at {undefined} of {len(points)} points")
    if np.ptp(outcome) == 0.0:
        return _constant(list(ranges), method)
    # SALib takes a seed of 0 for none, hence one more.
    settings: dict[str, Any] = {
        "conf_level": confidence,
        "num_resamples": RESAMPLES,
        "seed": seed + 1,
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = (_morris if method == "morris" else _sobol)(problem, points, outcome, settings)
    rows = [
        (name, index, float(value[place]), *_ends(value[place], half, place))
        for index, (value, half) in found.items()
        for place, name in enumerate(ranges)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def ranked(table: pd.DataFrame, method: Method) -> pd.DataFrame:
    """Return a table of `indices` with the most influential parameter first."""
    head = table[table["index"] == HEAD[method]].set_index("parameter")["value"].fillna(-1.0)
    order = list(head.sort_values(ascending=False, kind="stable").index)
    place = {name: number for number, name in enumerate(order)}
    return table.sort_values(
        "parameter", key=lambda names: names.map(place), kind="stable"
    ).reset_index(drop=True)


def sizes(total: int) -> list[int]:
    """Return the sample sizes at which convergence is looked at: halvings down to 2."""
    found = [total]
    while found[0] // 2 >= 2 and len(found) < 6:
        found.insert(0, found[0] // 2)
    return found


def convergence(
    points: pd.DataFrame,
    values: npt.ArrayLike,
    ranges: Ranges,
    method: Method,
    *,
    confidence: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """Return the ranking index against sample size: ``size`` and the columns of `indices`.

    Each size uses the first trajectories or base points, which are a design of their own.
    """
    group = group_size(len(ranges), method)
    outcome = np.asarray(values, dtype=np.float64)
    tables = []
    for size in sizes(len(points) // group):
        rows = size * group
        table = indices(
            points.iloc[:rows], outcome[:rows], ranges, method, confidence=confidence, seed=seed
        )
        table = table[table["index"] == HEAD[method]]
        tables.append(table.assign(size=size))
    return pd.concat(tables, ignore_index=True)[["size", *COLUMNS]]


def chance_share(table: pd.DataFrame, metric: str) -> float:
    """Return what share of the variance between points chance alone would make.

    Each point's outcome is a mean over the same runs. What a run adds everywhere cancels; what it
    adds at some points only does not: its mean square (points by runs) over that of the points.
    Near 0 the indices speak of parameters, near 1 of too few runs.

    Args:
        table: ``point, run`` and the metric, each point with the same runs.
        metric: column.
    """
    grid = table.pivot(index="point", columns="run", values=metric).to_numpy(np.float64)
    points, runs = grid.shape
    if points < 2 or runs < 2 or not np.isfinite(grid).all():
        return math.nan
    of_point = grid.mean(axis=1, keepdims=True)
    rest = grid - of_point - grid.mean(axis=0, keepdims=True) + grid.mean()
    between = runs * float(((of_point - grid.mean()) ** 2).sum()) / (points - 1)
    within = float((rest**2).sum()) / ((points - 1) * (runs - 1))
    return min(1.0, within / between) if between > 0.0 else math.nan


Found = dict[str, tuple[Sequence[float], Sequence[float] | None]]


def _morris(
    problem: dict[str, Any], points: pd.DataFrame, outcome: FloatArray, settings: dict[str, Any]
) -> Found:
    from SALib.analyze import morris

    found = morris.analyze(
        problem, points.to_numpy(np.float64), outcome, num_levels=LEVELS, **settings
    )
    return {
        "mu_star": (found["mu_star"], found["mu_star_conf"]),
        "mu": (found["mu"], None),
        "sigma": (found["sigma"], None),
    }


def _sobol(
    problem: dict[str, Any], points: pd.DataFrame, outcome: FloatArray, settings: dict[str, Any]
) -> Found:
    from SALib.analyze import sobol

    found = sobol.analyze(problem, outcome, calc_second_order=False, **settings)
    return {"first": (found["S1"], found["S1_conf"]), "total": (found["ST"], found["ST_conf"])}


def _ends(value: float, half: Sequence[float] | None, place: int) -> tuple[float, float]:
    if half is None:
        return math.nan, math.nan
    return float(value - half[place]), float(value + half[place])


def _constant(names: Sequence[str], method: Method) -> pd.DataFrame:
    def rows() -> Iterator[tuple[str, str, float, float, float]]:
        for index in ("mu_star", "mu", "sigma") if method == "morris" else ("first", "total"):
            for name in names:
                value = 0.0 if method == "morris" else math.nan
                yield name, index, value, value, value

    return pd.DataFrame(rows(), columns=list(COLUMNS))


def _problem(ranges: Ranges) -> dict[str, Any]:
    for name, (low, high) in ranges.items():
        if not low < high:
            raise SensitivityError(f"{name}: the range {low:g} to {high:g} is empty")
    if not ranges:
        raise SensitivityError("there is no parameter to look at")
    try:
        import SALib  # noqa: F401
    except ImportError:
        raise SensitivityError("this needs SALib: pip install 'sovsim[explore]'") from None
    bounds = [list(ends) for ends in ranges.values()]
    return {"num_vars": len(ranges), "names": list(ranges), "bounds": bounds}


def _check_method(method: str) -> None:
    if method not in METHODS:
        raise SensitivityError(f"there is no method '{method}'; there are {', '.join(METHODS)}")
