"""How an indicator went, state by state, and how the model went beside it: for figures."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from sovsim.backtest.case import Case

COLUMNS = ("indicator", "group", "cut", "state", "year", "observed", "level", "known")
"""Columns of the table."""


def courses(cases: Sequence[Case]) -> pd.DataFrame:
    """Return what was observed and the model's level through the link, every year of a cut.

    ``known`` tells whether the figure was known at the cut; it is nan where nothing was observed.
    """
    tables = []
    for one in cases:
        observed = np.vstack([one.known, one.actual])
        years, states = observed.shape
        tables.append(
            pd.DataFrame(
                {
                    "indicator": one.indicator.name,
                    "group": one.indicator.group,
                    "cut": one.cut,
                    "state": np.tile(np.array(one.states, dtype=object), years),
                    "year": np.repeat(np.array(one.years), states),
                    "observed": observed.ravel(),
                    "level": one.path.ravel(),
                    "known": np.repeat(np.arange(years) < len(one.known), states),
                }
            )
        )
    found = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=COLUMNS)
    return found[list(COLUMNS)]
