"""Arms scored against each other on the same rows: differences, weights, what it would take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd

from sovsim import given
from sovsim.backtest.pools import HEAD
from sovsim.brief import brief, count
from sovsim.scoring.arms import ScoreError, check_names
from sovsim.scoring.common import Common, common
from sovsim.scoring.difference import (
    DIFFER,
    POOLS,
    differences,
    in_pool,
    log_ratio,
    pairs,
    persistence_ratio,
    sums,
)
from sovsim.scoring.events import event_differences
from sovsim.scoring.power import Power, power
from sovsim.scoring.predictions import Predictions
from sovsim.scoring.stacking import KINDS, Stack, stack


@dataclass(frozen=True)
class Score:
    """Arms held against the same data.

    Attributes:
        arms: what each predicted.
        variant: of the prediction by the model that was scored.
        pool: over which they are mixed: the indicators of which any two do not say the same,
            chosen by how far predictions lie apart and not by who is right; where there are none,
            alignment and dependence. Each pair is judged over those of which it differs.
        passed_on: whether indicators were left out whose series may not be passed on.
        common: the rows that all arms have.
        differences: see `sovsim.scoring.difference.differences`.
        events: see `sovsim.scoring.events.event_differences`.
        stacks: weights, by CRPS and by log score, over the first pool.
        powers: what it would take, for each pair of arms that differ.
        persistence: each arm's error over that of the guess that nothing changes.
        again: ``(x, y)`` -> the pooled ratio with other random numbers; empty where none were run.
        seed: of the states drawn again.
    """

    arms: tuple[Predictions, ...]
    variant: str
    pool: str
    passed_on: bool
    common: Common
    differences: pd.DataFrame
    events: pd.DataFrame
    stacks: tuple[Stack, ...]
    powers: tuple[Power, ...]
    persistence: dict[str, float]
    again: dict[tuple[str, str], float]
    seed: int

    def __repr__(self) -> str:
        return brief(
            self, ", ".join(self.common.arms), count(len(self.common.rows), "common prediction")
        )

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the arms."""
        return self.common.arms

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table by name, as they are written."""
        stacks = [one.table.assign(score=one.kind, decided=one.decided) for one in self.stacks]
        placebo = [one.placebo.assign(arm=one.name) for one in self.arms if len(one.placebo)]
        return {
            "differences": self.differences,
            "events": self.events,
            "weights": pd.concat(stacks, ignore_index=True),
            "power": pd.DataFrame([asdict(one) for one in self.powers]),
            "placebo": pd.concat(placebo, ignore_index=True)
            if placebo
            else pd.DataFrame(columns=["on", "group", "wins", "ratio", "arm"]),
        }

    def differing(self, x: str, y: str) -> tuple[str, ...]:
        """Return the indicators of which two arms do not say the same."""
        return self.common.differing_of(self.names.index(x), self.names.index(y))

    def differ(self, x: str, y: str) -> bool:
        """Return whether two arms differ in anything that is observed."""
        return bool(self.differing(x, y))

    def pair(self, x: str, y: str, pool: str = "", mark: str = "mae") -> dict[str, Any]:
        """Return the row of differences of two arms over a pool or an indicator.

        Raises:
            ScoreError: there is no such row.
        """
        chosen = pool or (DIFFER if self.differ(x, y) else next(iter(POOLS)))
        table = self.differences
        part = table[
            (table["x"] == x)
            & (table["y"] == y)
            & (table["pool"] == chosen)
            & (table["mark"] == mark)
        ]
        if part.empty:
            raise ScoreError(f"no difference of {x} and {y} over {chosen}")
        return {str(key): value for key, value in part.to_dict("records")[0].items()}


def score(
    arms: Sequence[Predictions],
    variant: str = "b",
    seed: int = 0,
    *,
    passed_on: bool = False,
    again: Sequence[Predictions] = (),
) -> Score:
    """Hold arms against the data that all of them predicted.

    Args:
        arms: predictions of two or more, on the same data (`sovsim.scoring.predictions`).
        variant: which prediction by the model is scored (`sovsim.backtest.methods.VARIANTS`); ``b``
            is the model's change since the cut.
        seed: of the states drawn again and of the names swapped.
        passed_on: leave out indicators whose series may not be passed on in derived form.
        again: the same arms with other random numbers, in the same order.

    Raises:
        ScoreError: they cannot be compared.
    """
    seed = given.seed(seed)
    check_names([one.name for one in arms])
    rows = common(arms, variant, passed_on=passed_on)
    pool = next((name for name in (DIFFER, *POOLS) if in_pool(rows, name).any()), None)
    if pool is None:
        raise ScoreError(f"no indicator that is pooled is in all arms; {HEAD} are judged first")
    part = rows.chosen(in_pool(rows, pool))
    powers = [power(rows, x, y, DIFFER) for x, y in pairs(rows.arms)]
    return Score(
        tuple(arms),
        variant,
        pool,
        passed_on,
        rows,
        differences(rows, seed),
        event_differences(arms, seed, passed_on=passed_on),
        tuple(stack(part, kind, seed) for kind in KINDS),
        tuple(one for one in powers if one is not None),
        persistence_ratio(rows),
        _again(again, rows, variant),
        seed,
    )


def _again(
    again: Sequence[Predictions], rows: Common, variant: str
) -> dict[tuple[str, str], float]:
    """Return the pooled ratios with other random numbers, over the same indicators."""
    if not again:
        return {}
    other = common(again, variant)
    found = {}
    for x, y in pairs(rows.arms):
        names = rows.differing_of(x, y)
        mask = other.rows["indicator"].isin(names).to_numpy(bool)
        if mask.any():
            summed = sums(other.chosen(mask), "mae")
            total = summed.values.sum(axis=1)
            ratio = float(np.exp(log_ratio(total[:, x], total[:, y], summed.weight)))
            found[rows.arms[x], rows.arms[y]] = ratio
    return found
