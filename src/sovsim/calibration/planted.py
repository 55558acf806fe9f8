"""Whether a calibration finds what was planted: draws from the prior make data, and are sought.

A truth is drawn from the prior, links included; one run from it, on noise that no member has, is
read at the years and states that the folder has figures of; errors as assumed are added; the
ensemble is fitted to that as to the real figures. Of many truths the shares of intervals that
hold them, and the correlation of truths with posterior means, say how far a posterior can be
believed: as far as the model is right, for the model made these data.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from sovsim.arrays import FloatArray
from sovsim.calibration.forward import readings
from sovsim.calibration.problem import Problem
from sovsim.calibration.smoother import smoothed

_RUN = 3_000_000
_TAILS = (0.1, 0.9)
KINDS = ("start", "core", "rate", "link")


def planted(asked: Problem, draws: int, steps: int, progress: object = None) -> pd.DataFrame:
    """Return a row for every unknown of every draw: the truth and what was found, in prior sd.

    Args:
        asked: the calibration whose figures lend years, states and errors.
        draws: truths.
        progress: told after every draw.
    """
    names = [one.name for one in asked.unknowns.all]
    kinds = [str(one.kind) for one in asked.unknowns.all]
    for one in asked.figures:
        names += [f"{one.indicator.name}: level", f"{one.indicator.name}: slope"]
        kinds += ["link", "link"]
    tables = []
    for draw in range(draws):
        truth, made = synthetic(asked, draw)
        numbers = smoothed(made, steps).numbers
        low, high = np.quantile(numbers, _TAILS, axis=1)
        tables.append(
            pd.DataFrame(
                {
                    "draw": draw,
                    "name": names,
                    "kind": kinds,
                    "truth": truth,
                    "mean": numbers.mean(axis=1),
                    "low": low,
                    "high": high,
                    "ratio": numbers.std(axis=1) / asked.prior.std(axis=1),
                }
            )
        )
        if callable(progress):
            progress(draw + 1, draws)
    return pd.concat(tables, ignore_index=True)


def synthetic(asked: Problem, draw: int) -> tuple[FloatArray, Problem]:
    """Return a truth drawn from the prior, ``(unknown,)``, and the calibration of its data."""
    generator = np.random.default_rng([asked.seed, asked.until, draw, 3])
    truth = generator.normal(size=(len(asked.prior), 1))
    count, run = len(asked.unknowns), _RUN + draw
    points = asked.unknowns.points(truth[:count], asked.scenario, asked.seed, run)
    indicators = [one.indicator for one in asked.figures]
    read = readings(asked.scenario, points, indicators, asked.until, asked.seed, run, asked.engine)
    made = []
    for one, link in zip(asked.figures, truth[count:].reshape(-1, 2, 1), strict=True):
        told = one.predicted(read[one.indicator.name], link)[0]
        made.append(one.with_values(told + one.errors.drawn(one.seen, generator)))
    return truth[:, 0], replace(asked, figures=tuple(made))


def believed(table: pd.DataFrame, most: float = np.inf) -> pd.DataFrame:
    """Return by kind how well truths were found.

    Args:
        table: as from `planted`.
        most: only unknowns whose posterior sd over prior sd is no more.
    """
    rows = []
    for kind in KINDS:
        mine = table[(table["kind"] == kind) & (table["ratio"] <= most)]
        if len(mine) < 3:
            continue
        held = (mine["low"] <= mine["truth"]) & (mine["truth"] <= mine["high"])
        rows.append(
            {
                "kind": kind,
                "count": len(mine),
                "correlation": float(mine["truth"].corr(mine["mean"])),
                "covered": float(held.mean()),
                "error": float(np.sqrt(((mine["truth"] - mine["mean"]) ** 2).mean())),
                "error_before": float(np.sqrt((mine["truth"] ** 2).mean())),
                "ratio": float(mine["ratio"].mean()),
            }
        )
    return pd.DataFrame(rows)
