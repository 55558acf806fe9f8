"""The rows that all arms have in common, one for each indicator, cut, horizon, state and year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from sovsim.arrays import FloatArray
from sovsim.backtest.methods import PERSISTENCE, VARIANTS
from sovsim.backtest.pools import pooled_indicators
from sovsim.backtest.scores import END, by_horizon
from sovsim.observed.indicators import INDICATORS
from sovsim.scoring.arms import ScoreError
from sovsim.scoring.predictions import Predictions

DIFFERS = 0.01
"""Distance of two predictions, in mean errors, below which they count as the same (ours)."""

_KEYS = ["indicator", "group", "cut", "horizon", "state", "year"]
_TOLD = ("predicted", "low", "high", "crps")
_NEAR = 1e-9


@dataclass(frozen=True)
class Common:
    """What every arm says of the same rows.

    Attributes:
        arms: names.
        rows: ``indicator, group, cut, horizon, state, year, observed``.
        predicted, low, high, crps: of each row and arm, ``(row, arm)``.
        still: absolute error of persistence, by row.
        only: predictions of some arm that another lacks, and that are left out.
    """

    arms: tuple[str, ...]
    rows: pd.DataFrame
    predicted: FloatArray
    low: FloatArray
    high: FloatArray
    crps: FloatArray
    still: FloatArray
    only: int

    @property
    def states(self) -> tuple[str, ...]:
        """Codes, sorted."""
        return tuple(sorted(set(self.rows["state"])))

    @property
    def error(self) -> FloatArray:
        """Absolute errors, ``(row, arm)``."""
        observed = self.rows["observed"].to_numpy(np.float64)
        found: FloatArray = np.abs(self.predicted - observed[:, None])
        return found

    def chosen(self, mask: npt.NDArray[np.bool_]) -> Common:
        """Return some of the rows."""
        told = {name: getattr(self, name)[mask] for name in (*_TOLD, "still")}
        rows = self.rows[mask].reset_index(drop=True)
        return Common(self.arms, rows, **told, only=self.only)

    @cached_property
    def apart(self) -> Mapping[str, float]:
        """How far two arms at most lie from each other, by indicator, in mean errors."""
        return _apart(self.rows, self.predicted)

    @property
    def differing(self) -> tuple[str, ...]:
        """Indicators of which any two arms do not say the same, in their order.

        Of those that a backtest pools; where the arms differ on none of them, of the others that
        it scores (memberships); where on none of these, of all (territory, fighting).
        """
        return _differing(self.apart)

    def between(self, x: int, y: int) -> dict[str, float]:
        """Return how far two arms lie from each other, by indicator, in mean errors."""
        return _apart(self.rows, self.predicted[:, [x, y]])

    def differing_of(self, x: int, y: int) -> tuple[str, ...]:
        """Return the indicators of which two arms do not say the same; see `differing`."""
        return _differing(self.between(x, y))


def _differing(apart: Mapping[str, float]) -> tuple[str, ...]:
    there = [name for name, distance in apart.items() if distance >= DIFFERS]
    main = tuple(name for name in there if name in pooled_indicators(INDICATORS))
    return main or tuple(name for name in there if name in scored()) or tuple(there)


def common(found: Sequence[Predictions], variant: str = "b", *, passed_on: bool = False) -> Common:
    """Return what arms say of the same rows, five and eight years ahead.

    Where data reach no horizon, all years after a cut are taken.

    Args:
        found: what each arm predicted.
        variant: of the prediction by the model (`sovsim.backtest.methods.VARIANTS`).
        passed_on: leave out indicators whose series may not be passed on in derived form.

    Raises:
        ScoreError: the arms were made on other data, or have no row in common.
    """
    if variant not in VARIANTS:
        raise ScoreError(f"variant '{variant}': there are {', '.join(VARIANTS)}")
    tables = [_of(one, variant) for one in found]
    kept = tables[0].index
    for table in tables[1:]:
        kept = kept.intersection(table.index, sort=False)
    if kept.empty:
        names = " and ".join(one.name for one in found[:2])
        raise ScoreError(f"{names}: no indicator, cut, state and year that both predict")
    only = sum(len(table) - len(kept) for table in tables)
    same = [table.loc[kept] for table in tables]
    _check_data(same, found)
    rows = same[0].reset_index()
    if not (rows["horizon"] != END).any():
        rows = rows.assign(horizon=END)
    still = _persistence(found[0]).reindex(pd.MultiIndex.from_frame(rows[_KEYS]))
    told = {name: np.column_stack([table[name] for table in same]) for name in _TOLD}
    whole = Common(
        tuple(one.name for one in found),
        rows[[*_KEYS, "observed"]],
        **told,
        still=np.asarray(still, dtype=np.float64),
        only=only,
    )
    ahead = (rows["horizon"] != END).to_numpy(bool)
    mask = ahead if ahead.any() else np.ones(len(rows), bool)
    if passed_on:
        ships = {one.name for one in INDICATORS if one.declared.ships}
        mask = mask & rows["indicator"].isin(ships).to_numpy(bool)
        if not mask.any():
            raise ScoreError("no indicator is left whose series may be passed on")
    return whole.chosen(mask)


def _of(one: Predictions, method: str) -> pd.DataFrame:
    """Return the predictions of a method by key."""
    part = one.forecasts[one.forecasts["method"] == method]
    table = by_horizon(part).set_index(_KEYS)
    twice = table.index.duplicated()
    if twice.any():
        where = ", ".join(map(str, table.index[int(twice.argmax())]))
        raise ScoreError(f"{one.name}: predicts {where} twice")
    return table


def _persistence(one: Predictions) -> pd.Series[float]:
    table = _of(one, PERSISTENCE)
    return (table["predicted"] - table["observed"]).abs()


def _check_data(tables: Sequence[pd.DataFrame], found: Sequence[Predictions]) -> None:
    first = tables[0]
    for table, one in zip(tables[1:], found[1:], strict=True):
        for column in ("observed", "last"):
            other = (first[column] - table[column]).abs() > _NEAR
            if other.any():
                at = int(other.to_numpy().argmax())
                where = first.index.to_frame(index=False).iloc[at]
                here, there = (part[column].to_numpy()[at] for part in (first, table))
                raise ScoreError(
                    f"{found[0].name} and {one.name} were not made on the same data\n"
                    f"  {where['indicator']}, {where['state']} {where['year']}, "
                    f"cut {where['cut']}: {column} is {here:g} in one and {there:g} in the other"
                )


@cache
def scored() -> frozenset[str]:
    """Return the names of indicators that are held against the model."""
    return frozenset(one.name for one in INDICATORS if one.role == "scored")


def _apart(rows: pd.DataFrame, predicted: FloatArray) -> dict[str, float]:
    """Return how far the outermost predictions lie from each other, by indicator."""
    between = predicted.max(axis=1) - predicted.min(axis=1)
    error = np.abs(predicted - rows["observed"].to_numpy(np.float64)[:, None]).mean(axis=1)
    table = rows[["indicator"]].assign(between=between, error=error)
    mean = table.groupby("indicator", sort=False)[["between", "error"]].mean()
    far = (mean["between"] / mean["error"].where(mean["error"] > 0)).fillna(0.0)
    return dict(zip(map(str, far.index), map(float, far), strict=True))
