"""What an arm predicted: made by a backtest now, or read from the folder of one."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from sovsim.backtest.design import SCENARIO, design
from sovsim.backtest.methods import METHODS, PERSISTENCE, VARIANTS
from sovsim.backtest.placebo import placebo
from sovsim.backtest.pools import pooled_indicators
from sovsim.backtest.run import predict
from sovsim.brief import brief, count
from sovsim.observed.folder import Observed
from sovsim.scenario import load_scenario
from sovsim.scoring.arms import Arm, ScoreError

Progress = Callable[[int, int], None]

FORECASTS = ("indicator", "group", "cut", "state", "year", "method", "last", "observed",
             "predicted", "low", "high", "crps")  # fmt: skip
"""Columns of the table of predictions that a comparison needs."""
CHANCES = ("indicator", "cut", "state", "year", "method", "chance", "happened")
CUTS = (1998, 2003, 2008)
"""Cuts by default: five years apart, so that each arm takes a minute and not four."""
_PLACEBO = ("on", "group", "wins", "ratio")


@dataclass(frozen=True)
class Predictions:
    """What an arm predicted at all cuts.

    Attributes:
        name: of the arm.
        forecasts: a row for each indicator, cut, state, year and method.
        chances: of events on state-years; may be empty.
        placebo: how often true labels beat shuffled ones; may be empty.
        made: how: ``scenario, cuts, runs, seed, last``, as far as it is known.
    """

    name: str
    forecasts: pd.DataFrame
    chances: pd.DataFrame
    placebo: pd.DataFrame
    made: dict[str, Any] = field(default_factory=dict)

    def __repr__(self) -> str:
        return brief(self, self.name, count(len(self.forecasts), "prediction"))


def predicted(
    arm: Arm,
    observed: Observed,
    cuts: Sequence[int] = CUTS,
    until: int | None = None,
    runs: int = 200,
    seed: int = 0,
    progress: Progress | None = None,
    variants: Sequence[str] = VARIANTS,
) -> Predictions:
    """Return what an arm predicts, run freely from every cut; see `sovsim.backtest`.

    Every arm has the same cuts, and run *k* the same random numbers. Of the predictions by the
    model only some variants need be made.
    """
    asked = design(arm.scenario, observed, cuts, until, runs, seed)
    methods = {name: METHODS[name] for name in (*variants, PERSISTENCE)}
    found = predict(asked, observed, progress=progress, methods=methods)
    shuffled = placebo(found.cases, pooled_indicators(asked.indicators), asked.seed)
    made = {
        "scenario": arm.scenario.name,
        "cuts": list(asked.cuts),
        "runs": asked.runs,
        "seed": asked.seed,
        "last": asked.last,
    }
    forecasts = found.forecasts[list(FORECASTS)]
    return Predictions(arm.name, forecasts, found.chances, shuffled, made)


def last_year(observed: Observed) -> int:
    """Return the last year for which a folder holds a figure that can be scored."""
    return design(load_scenario(SCENARIO), observed, runs=2).last


def is_backtest(folder: Path) -> bool:
    """Return whether a folder holds the predictions of a backtest."""
    return any((folder / f"forecasts.{kind}").is_file() for kind in ("parquet", "csv"))


def read_predictions(folder: Path, name: str = "") -> Predictions:
    """Return what a folder of ``sovsim backtest --out`` holds.

    Args:
        folder: with ``forecasts.parquet`` or ``forecasts.csv``; ``chances``, ``placebo`` and
            ``summary.json`` are read where they are there.
        name: of the arm; that of the folder by default.

    Raises:
        ScoreError: there is no such folder, or a table cannot be used.
    """
    if not folder.is_dir():
        raise ScoreError(f"{folder}: there is no such folder")
    forecasts = _table(folder, "forecasts", FORECASTS)
    if forecasts is None:
        how = "`sovsim backtest --observed DIR --out FOLDER` writes them"
        if "on" in _told(folder / "summary.json"):
            raise ScoreError(f"{folder}: a backtest on the facts that ship, made without "
                             f"--observed;\n  it holds no forecasts: {how}")  # fmt: skip
        raise ScoreError(f"{folder}: holds no forecasts.parquet or forecasts.csv\n  {how}")
    chances = _table(folder, "chances", CHANCES)
    placebo = _table(folder, "placebo", _PLACEBO)
    return Predictions(
        name or folder.resolve().name,
        forecasts,
        pd.DataFrame(columns=list(CHANCES)) if chances is None else chances,
        pd.DataFrame(columns=list(_PLACEBO)) if placebo is None else placebo,
        _made(folder / "summary.json"),
    )


def _table(folder: Path, name: str, columns: Sequence[str]) -> pd.DataFrame | None:
    """Return a table of a folder, its columns and numbers checked; None where it is not there."""
    for kind, reader in (("parquet", pd.read_parquet), ("csv", pd.read_csv)):
        file = folder / f"{name}.{kind}"
        if file.is_file():
            try:
                table = reader(file)
            except (OSError, ValueError) as error:
                raise ScoreError(f"{file}: cannot be read: {' '.join(str(error).split())[:150]}"
                                 ) from None  # fmt: skip
            break
    else:
        return None
    lacking = [column for column in columns if column not in table]
    if lacking:
        raise ScoreError(f"{file}: lacks the column '{lacking[0]}' that a backtest writes")
    table = table[list(columns)]
    words = {"indicator", "group", "state", "method", "on"}
    for column in set(columns) - words:
        if not pd.api.types.is_numeric_dtype(table[column]) or table[column].isna().any():
            raise ScoreError(f"{file}: column '{column}' holds what is no number")
    return table


def _made(file: Path) -> dict[str, Any]:
    told = _told(file)
    names = ("scenario", "cuts", "runs", "seed", "last")
    return {name: told[name] for name in names if name in told}


def _told(file: Path) -> dict[str, Any]:
    """Return what a summary says; nothing where it cannot be read."""
    try:
        told = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
