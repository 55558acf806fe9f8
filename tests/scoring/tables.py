"""Predictions made up by rule: what each arm says of figures that are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from sovsim.backtest.marks import crps
from sovsim.scoring.predictions import CHANCES, Predictions

STATES = (
    "ARM", "AZE", "BLR", "EST", "GEO", "KAZ", "KGZ", "LTU", "LVA", "MDA", "TJK", "TKM", "UKR", "UZB"
)  # fmt: skip
INDICATORS = {
    "ideal point": "alignment",
    "trade share": "dependence",
    "remittances": "dependence",
    "polyarchy": "regime",
}
CUTS = (1998, 2003)
METHODS = ("a", "b", "c", "persistence")
_MEMBERS = np.linspace(-1.8, 1.8, 41)
_WIDTH = 0.3


def arms(
    off: Mapping[str, np.ndarray],
    seed: int = 0,
    indicators: Mapping[str, str] = INDICATORS,
    cuts: Sequence[int] = CUTS,
) -> list[Predictions]:
    """Return arms that are off the truth by so much in each state: ``name -> (state,)``.

    What happens is drawn anew with each seed, the same for all arms.
    """
    draw = np.random.default_rng(seed)
    keys = [
        (indicator, group, cut, state, year)
        for indicator, group in indicators.items()
        for cut in cuts
        for year in range(cut + 1, cut + 9)
        for state in STATES
    ]
    rows = pd.DataFrame(keys, columns=["indicator", "group", "cut", "state", "year"])
    noise = draw.normal(0, 0.2, len(rows))
    rows["last"], rows["observed"] = 0.5, 0.5 + noise
    place = pd.Index(STATES).get_indexer(pd.Index(rows["state"]))
    found = []
    for name, wrong in off.items():
        tables = []
        for method in METHODS:
            said = np.full(len(rows), 0.5) + (0 if method == "persistence" else wrong[place])
            tables.append(_told(rows, method, said))
        found.append(Predictions(name, pd.concat(tables), _chances(rows, wrong), _placebo(), {}))
    return found


def _told(rows: pd.DataFrame, method: str, said: np.ndarray) -> pd.DataFrame:
    members = said + _WIDTH * _MEMBERS[:, None]
    low, high = np.quantile(members, [0.1, 0.9], axis=0)
    score = crps(members, rows["observed"].to_numpy())
    return rows.assign(method=method, predicted=said, low=low, high=high, crps=score)


def _chances(rows: pd.DataFrame, wrong: np.ndarray) -> pd.DataFrame:
    part = rows[rows["indicator"] == next(iter(rows["indicator"]))]
    place = pd.Index(STATES).get_indexer(pd.Index(part["state"]))
    happened = (part["observed"] > 0.8).astype(float)
    table = part.assign(indicator="economic coercion", method="model", happened=happened)
    table = table.assign(chance=np.clip(0.1 + wrong[place], 0.005, 0.995))
    return table[list(CHANCES)]


def _placebo() -> pd.DataFrame:
    return pd.DataFrame(
        [("change", "alignment, dependence", 0.9, 0.8)], columns=["on", "group", "wins", "ratio"]
    )


def equally(off: float) -> np.ndarray:
    """Return the same error for every state."""
    return np.full(len(STATES), off)
