"""Events on state-years after a cut: the share of runs with one, against shrunk base rates."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from sovsim.arrays import FloatArray
from sovsim.backtest.path import Paths
from sovsim.observed.folder import Observed
from sovsim.observed.indicator import Indicator

COLUMNS = ("indicator", "cut", "state", "year", "method", "chance", "happened")
"""Columns of the table of chances."""

SHRUNK = 0.5
"""How far a state's own rate is drawn to the region's."""

_LEAST = 0.005
"""No chance is nearer to 0 or 1: one case in 200 runs."""


def chances(indicator: Indicator, observed: Observed, paths: Paths, cut: int) -> pd.DataFrame:
    """Return the chance of an event for each state and year after a cut, by each method.

    The model's is the share of runs in which it happens. ``base rate`` is the state's own yearly
    rate up to the cut, drawn half to the region's; ``model, scaled`` keeps the model's order and
    takes the region's rate up to the cut for the mean.
    """
    before = indicator.seen(observed.until(cut), paths.states)
    whole = indicator.seen(observed, paths.states)
    if before is None or whole is None:
        return pd.DataFrame(columns=list(COLUMNS))
    states = list(paths.states)
    known = before.value.reindex(columns=states).loc[paths.years[0] : cut]
    later = [year for year in paths.years if year > cut and year in whole.value.index]
    if known.empty or not later:
        return pd.DataFrame(columns=list(COLUMNS))
    rate = known.mean()
    region = float(np.nanmean(known.to_numpy(np.float64)))
    base = ((1 - SHRUNK) * rate + SHRUNK * region).to_numpy(np.float64)
    runs = paths.runs[indicator.name]
    tables = []
    for year in later:
        happened = whole.value.loc[year].reindex(states).to_numpy(np.float64)
        model = runs[:, paths.years.index(year), :].mean(axis=0)
        said = {
            "model": model,
            "model, scaled": model * region / max(float(model.mean()), _LEAST),
            "base rate": base,
        }
        for name, chance in said.items():
            tables.append(
                pd.DataFrame(
                    {
                        "indicator": indicator.name,
                        "cut": cut,
                        "state": states,
                        "year": year,
                        "method": name,
                        "chance": np.clip(chance, _LEAST, 1 - _LEAST),
                        "happened": happened,
                    }
                )
            )
    return pd.concat(tables, ignore_index=True).dropna()[list(COLUMNS)]


def event_scores(table: pd.DataFrame) -> pd.DataFrame:
    """Return ``indicator, method, n, cases, expected, brier, log_loss, auc``, over all cuts.

    One year stands under several cuts, so that ``n`` and ``cases`` count it as often.
    """
    rows = [
        (
            name,
            method,
            len(part),
            int(part["happened"].sum()),
            float(part["chance"].sum()),
            *_marks(part["chance"].to_numpy(np.float64), part["happened"].to_numpy(np.float64)),
        )
        for (name, method), part in table.groupby(["indicator", "method"], sort=False)
    ]
    names = ["indicator", "method", "n", "cases", "expected", "brier", "log_loss", "auc"]
    return pd.DataFrame(rows, columns=names)


def _marks(chance: FloatArray, happened: FloatArray) -> tuple[float, float, float]:
    brier = float(((chance - happened) ** 2).mean())
    log_loss = float(-np.log(np.where(happened > 0, chance, 1 - chance)).mean())
    return brier, log_loss, auc(chance, happened)


def auc(chance: FloatArray, happened: FloatArray) -> float:
    """Return the share of pairs of a case and a non-case in which the case had the higher chance.

    Ties count half; nan where there are only cases or none.
    """
    cases = happened > 0
    many = int(cases.sum())
    if many in (0, len(cases)):
        return math.nan
    ranks = rankdata(chance)
    above = float(ranks[cases].sum()) - many * (many + 1) / 2
    return above / (many * (len(cases) - many))
