"""Calibration: from a scenario and a folder of data to a sample of start values and rates."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from sovsim import given
from sovsim.calibration.event_rates import with_event_rates
from sovsim.calibration.posterior import ASSUMED, Posterior
from sovsim.calibration.problem import CalibrationError, Problem, problem
from sovsim.calibration.smoother import Smoothed, library, smoothed
from sovsim.disk.fingerprint import NUMPY
from sovsim.ensemble.batch import Engine
from sovsim.observed.folder import Observed
from sovsim.scenario import Scenario

MEMBERS, STEPS = 200, 4
LEAST_MEMBERS = 20

Progress = Callable[[int, int], None]


def calibrate(
    scenario: Scenario,
    observed: Observed,
    until: int,
    *,
    members: int = MEMBERS,
    steps: int = STEPS,
    seed: int = 0,
    only_shipping: bool = False,
    events: bool = True,
    engine: Engine = "auto",
    progress: Progress | None = None,
) -> Posterior:
    """Return start values, cores and rates fitted to what was observed up to a year.

    Parameters start from their values before any fit, whatever ships (`Parameter.before_fit`).

    Args:
        scenario: from whose start members run; events after the year are dropped.
        observed: nothing later than the year is looked at; what is missing is not fitted to.
        until: the last year that counts.
        members: of the ensemble.
        steps: of the smoother.
        seed: of draws and noise; the same seed gives the same posterior.
        only_shipping: leave out series of which nothing derived may ship.
        events: fit rates of events, too, to the record that ships (`with_event_rates`).
        engine: as for `sovsim.ensemble.run.run_ensemble`.
        progress: told after every step.

    Raises:
        EngineMissing: the compiled engine is asked for, and cannot be used.
        CalibrationError: there is nothing to fit to, or the library is missing.
    """
    library()
    members = given.whole("members", members, LEAST_MEMBERS, error=CalibrationError)
    steps = given.whole("steps", steps, 1, error=CalibrationError)
    until = given.whole("until", until, error=CalibrationError)
    seed = given.seed(seed)
    asked = problem(scenario, observed, until, members, seed, only_shipping, engine)
    found = smoothed(asked, steps, progress)
    settings = {
        "scenario": scenario.name,
        "start": scenario.start,
        "region": scenario.region.name,
        "spec_hash": scenario.spec_hash,
        "members": members,
        "steps": steps,
        "seed": seed,
        "only_shipping": only_shipping,
        "left_out": list(asked.left_out),
        **({} if asked.engine == NUMPY else {"engine": asked.engine}),
        "method": "ES-MDA, localised by state; shared unknowns by correlation",
    }
    points = asked.points(found.numbers, steps)
    prior = asked.points(asked.prior, 0)
    fitted = Posterior(
        points,
        prior,
        identified=identified(asked, prior, points, found.numbers),
        misfit=misfit(asked, found),
        links=links(asked, found.numbers),
        until=until,
        settings=settings,
        data=_data(asked, observed),
        library={"iterative_ensemble_smoother": str(library().__version__)},
    )
    return with_event_rates(fitted, scenario, seed, engine=engine) if events else fitted


def identified(
    asked: Problem, prior: pd.DataFrame, points: pd.DataFrame, numbers: np.ndarray[Any, Any]
) -> pd.DataFrame:
    """Return what is known of each value before and after.

    The ratio is of the standard numbers, so that bounds that cut a spread short do not count.
    """
    rows = []
    for place, one in enumerate(asked.unknowns.all):
        before, after = asked.prior[place], numbers[place]
        ratio = float(after.std() / before.std())
        rows.append(
            {
                "name": one.name,
                "kind": one.kind,
                "prior_mean": float(prior[one.name].mean()),
                "prior_sd": float(prior[one.name].std()),
                "posterior_mean": float(points[one.name].mean()),
                "posterior_sd": float(points[one.name].std()),
                "moved": float(after.mean() - before.mean()),
                "ratio": ratio,
                "status": "assumed" if ratio > ASSUMED else "calibrated",
            }
        )
    return pd.DataFrame(rows)


def misfit(asked: Problem, found: Smoothed) -> pd.DataFrame:
    """Return by indicator and step how far the mean of the members is off, in errors.

    ``off`` is the root mean square of what the mean misses, ``spread`` the sd of members; both in
    errors of the figures. A ``off`` near 1 is as near as the errors allow.
    """
    observed, of_indicator = asked.observed, asked.of_indicator
    rows = []
    for place, one in enumerate(asked.figures):
        mine = of_indicator == place
        for step, said in enumerate(found.said):
            left = said[mine].mean(axis=1) - observed[mine]
            rows.append(
                {
                    "indicator": one.indicator.name,
                    "step": step,
                    "numbers": int(mine.sum()),
                    "lasting": one.errors.lasting,
                    "passing": one.errors.passing,
                    "off": float(np.sqrt((left**2).mean())),
                    "spread": float(said[mine].std(axis=1).mean()),
                }
            )
    return pd.DataFrame(rows)


def links(asked: Problem, numbers: np.ndarray[Any, Any]) -> pd.DataFrame:
    """Return level and slope of each link, of a reading centred and scaled, before and after."""
    found = numbers[len(asked.unknowns) :].reshape(len(asked.figures), 2, -1)
    rows = []
    for one, (level, slope) in zip(asked.figures, found, strict=True):
        levels = one.level + one.doubt * level
        slopes = one.slope * np.exp(one.slope_doubt * slope)
        rows.append(
            {
                "indicator": one.indicator.name,
                "form": one.indicator.link.form,
                "centre": one.middle,
                "width": one.width,
                "prior_level": one.level,
                "level": float(levels.mean()),
                "level_sd": float(levels.std()),
                "prior_slope": one.slope,
                "slope": float(slopes.mean()),
                "slope_sd": float(slopes.std()),
            }
        )
    return pd.DataFrame(rows)


def _data(asked: Problem, observed: Observed) -> Mapping[str, Any]:
    """Return what was seen of each series: a fingerprint of the figures, and how many."""
    known = observed.until(asked.until)
    found = {}
    for one in asked.figures:
        series = one.indicator.series
        rows = known.series[series].rows
        digest = hashlib.sha256(rows.to_csv(index=False).encode()).hexdigest()
        found[one.indicator.name] = {
            "series": series,
            "rows": len(rows),
            "years": [int(rows["year"].min()), int(rows["year"].max())],
            "sha256": digest,
            "ships": one.indicator.declared.ships,
        }
    return found
