"""Checks of a calibration: truths that were planted, labels that were shuffled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from sovsim import quarters
from sovsim.calibration.calibrate import MEMBERS, STEPS
from sovsim.calibration.planted import planted
from sovsim.calibration.problem import CalibrationError, Problem, problem, relabelled
from sovsim.calibration.smoother import library, smoothed
from sovsim.ensemble.batch import Engine
from sovsim.observed.folder import Observed
from sovsim.scenario import Scenario

Progress = Callable[[int, int], None]


def last_year(observed: Observed, scenario: Scenario) -> int:
    """Return the last year of a scenario of which a folder holds any figure.

    Raises:
        CalibrationError: it holds none.
    """
    years = [read.span[1] for read in observed.series.values()]
    if not years:
        raise CalibrationError(f"{observed.folder}: holds no series that can be used")
    return min(max(years), quarters.parse(scenario.end) // 4)


def find_planted(
    scenario: Scenario,
    observed: Observed,
    until: int,
    draws: int,
    *,
    members: int = MEMBERS,
    steps: int = STEPS,
    seed: int = 0,
    only_shipping: bool = False,
    engine: Engine = "auto",
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Return truths and what was found of them, a row per draw and unknown.

    Args:
        draws: truths; the other arguments are those of `calibrate`.
    """
    library()
    asked = problem(scenario, observed, until, members, seed, only_shipping, engine)
    return planted(asked, draws, steps, progress)


def shuffle_labels(
    scenario: Scenario,
    observed: Observed,
    until: int,
    times: int,
    *,
    members: int = MEMBERS,
    steps: int = STEPS,
    seed: int = 0,
    only_shipping: bool = False,
    engine: Engine = "auto",
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Return how well data fit with the true labels of states, and with shuffled ones.

    ``before`` and ``off`` are the root mean square of what the mean member misses, in errors,
    before any data and after all steps. Errors stay those of the true labels, so that the two can
    be compared.

    Args:
        times: how often labels are shuffled; no state keeps its own.
    """
    library()
    asked = problem(scenario, observed, until, members, seed, only_shipping, engine)
    codes, generator = list(asked.scenario.region.codes), np.random.default_rng([seed, until, 4])
    rows = [_fitted(asked, steps, "true")]
    for time in range(times):
        order = _deranged(codes, generator)
        rows.append(_fitted(relabelled(asked, observed, order), steps, f"shuffled {time + 1}"))
        if progress is not None:
            progress(time + 1, times)
    return pd.DataFrame(rows)


def _fitted(asked: Problem, steps: int, labels: str) -> dict[str, Any]:
    found, observed = smoothed(asked, steps), asked.observed
    first, last = (
        float(np.sqrt(((said.mean(axis=1) - observed) ** 2).mean()))
        for said in (found.said[0], found.said[-1])
    )
    starts = np.array([one.kind != "rate" for one in asked.unknowns.all])
    moved = found.numbers[: len(starts)].mean(axis=1)[starts]
    return {
        "labels": labels,
        "before": first,
        "off": last,
        "moved": float(np.sqrt((moved**2).mean())),
    }


def _deranged(codes: list[str], generator: np.random.Generator) -> list[str]:
    """Return the codes in an order in which none stands in its place."""
    while True:
        order = [str(code) for code in generator.permutation(codes)]
        if all(one != other for one, other in zip(order, codes, strict=True)):
            return order
