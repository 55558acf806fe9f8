"""Chances of what lasts, written as predictions, so that two backtests on facts can be compared.

A chance is a prediction of 0 or 1: its CRPS is its squared error, its band holds the quantiles of a
draw with that chance. Methods have the names of those of a series that they are like: ``a`` all
runs, ``b`` the runs that stood where the state stood, ``persistence`` the last value, ``drift`` the
region's rates.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from sovsim.arrays import FloatArray
from sovsim.backtest.forecast import BAND, COLUMNS
from sovsim.backtest.methods import PERSISTENCE
from sovsim.backtest.stocks import LAST

_LIKE = {"model": "b", "model, all runs": "a", LAST: PERSISTENCE, "rates": "drift"}


def as_forecasts(standing: pd.DataFrame, voted: pd.DataFrame) -> pd.DataFrame:
    """Return the predictions of what lasts and those of votes in one table.

    Args:
        standing: ``indicator, cut, state, year, method, chance, happened, last``.
        voted: predictions of votes (`sovsim.backtest.forecast.COLUMNS`); may be empty.
    """
    chance = standing["chance"].to_numpy(np.float64)
    low, high = (_quantile(chance, level) for level in BAND)
    happened = standing["happened"].to_numpy(np.float64)
    told = pd.DataFrame(
        {
            "indicator": standing["indicator"],
            "group": "bodies",
            "cut": standing["cut"],
            "state": standing["state"],
            "year": standing["year"],
            "method": standing["method"].map(_LIKE),
            "origin": standing["cut"],
            "last": standing["last"],
            "observed": happened,
            "predicted": chance,
            "low": low,
            "high": high,
            "runs_low": low,
            "runs_high": high,
            "crps": (chance - happened) ** 2,
            "place": np.where(happened > 0, 1.0 - chance / 2.0, (1.0 - chance) / 2.0),
        }
    )
    both = [one for one in (told.reindex(columns=list(COLUMNS)), voted) if len(one)]
    return pd.concat(both, ignore_index=True)


def _quantile(chance: FloatArray, level: float) -> FloatArray:
    """Return a quantile of a draw of 0 or 1."""
    found: FloatArray = (chance > 1.0 - level).astype(np.float64)
    return found
