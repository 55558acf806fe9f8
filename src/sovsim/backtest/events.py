"""Events on state-years after a cut: the share of runs with one, against shrunk base rates."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from sovsim.arrays import FloatArray
from sovsim.backtest.again import ratio
from sovsim.backtest.path import Paths
from sovsim.observed.indicator import Indicator
from sovsim.observed.panel import Panel

COLUMNS = ("indicator", "cut", "state", "year", "method", "chance", "happened")
"""Columns of the table of chances."""

MARKS = (
    "indicator", "method", "n", "cases", "expected", "brier", "log_loss", "auc",
    "brier_ratio", "brier_ratio_low", "brier_ratio_high",
    "log_ratio", "log_ratio_low", "log_ratio_high",
)  # fmt: skip
"""Columns of the table of marks of chances."""

SHRUNK = 0.5
"""How far a state's own rate is drawn to the region's."""

BASE = "base rate"
"""The guess that chances are judged by."""

_LEAST = 0.005
"""No chance is nearer to 0 or 1: one case in 200 runs."""


def chances(
    indicator: Indicator, before: Panel | None, whole: Panel | None, paths: Paths, cut: int
) -> pd.DataFrame:
    """Return the chance of an event for each state and year after a cut, by each method.

    The model's is the share of runs in which it happens. ``base rate`` is the state's own yearly
    rate up to the cut, drawn half to the region's; ``model, scaled`` keeps the model's order and
    takes the region's rate up to the cut for the mean.
    """
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
            BASE: base,
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


def event_scores(table: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Return the marks of chances over all cuts, a row for each event and method.

    Columns ``indicator, method, n, cases, expected, brier, log_loss, auc``, and ``brier_ratio`` and
    ``log_ratio`` to the base rate with intervals from states drawn again. One year stands under
    several cuts, so that ``n`` and ``cases`` count it as often.
    """
    if table.empty:
        return pd.DataFrame(columns=list(MARKS))
    happened = table["happened"] > 0
    marked = table.assign(
        brier=(table["chance"] - table["happened"]) ** 2,
        log_loss=-np.log(table["chance"].where(happened, 1.0 - table["chance"])),
    )
    rows = []
    for name, event in marked.groupby("indicator", sort=False):
        base = event[event["method"] == BASE].set_index(["cut", "state", "year"])
        for method, part in event.groupby("method", sort=False):
            below = base.loc[pd.MultiIndex.from_frame(part[["cut", "state", "year"]])]
            row = {
                "indicator": name,
                "method": method,
                "n": len(part),
                "cases": int(part["happened"].sum()),
                "expected": float(part["chance"].sum()),
                "brier": float(part["brier"].mean()),
                "log_loss": float(part["log_loss"].mean()),
                "auc": auc(*(part[each].to_numpy(np.float64) for each in ("chance", "happened"))),
            }
            for mark, short in (("brier", "brier_ratio"), ("log_loss", "log_ratio")):
                over = ratio(part[mark], below[mark], part["state"], seed)
                row.update(over.columns(short))
            rows.append(row)
    return pd.DataFrame(rows)[list(MARKS)]


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
