"""Trajectories of an ensemble, as they are or as quantiles over its runs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from sovsim import given
from sovsim.ensemble.parts import TRAJECTORIES, Held
from sovsim.ensemble.read import Reader
from sovsim.ensemble.trajectories import columns

QUANTILES = (0.1, 0.5, 0.9)
"""Edges and middle of the bands that are drawn over runs."""

_KEYS = ["arm", "run", "step", "quarter", "state"]


class NoTrajectories(ValueError):
    """An ensemble that kept no trajectories, or none of these variables."""


def of(
    read: Reader,
    parts: Sequence[tuple[str, Held]],
    quantiles: Sequence[float] | None,
    variables: Sequence[str] | str | None,
) -> pd.DataFrame:
    """Return the panel; see `Results.panel`."""
    wanted = _wanted(parts, variables)
    if quantiles is None:
        return _trajectories(read, parts, wanted)
    quantiles = given.numbers("quantiles", quantiles, 0.0, 1.0)
    found = [
        _quantiles(read, arm, [part for _, part in group], quantiles, column)
        for arm, group in (
            (arm, list(group)) for arm, group in groupby(parts, key=lambda entry: entry[0])
        )
        for column in wanted
    ]
    if not (found := [table for table in found if table is not None]):
        raise NoTrajectories("codes and decisions have no quantiles; ask for quantiles=None")
    return pd.concat(found, ignore_index=True)


def _wanted(
    parts: Sequence[tuple[str, Held]], variables: Sequence[str] | str | None
) -> tuple[str, ...]:
    """Return the columns that are asked for, all of which are there."""
    kept = set.intersection(*(set(part.columns) for _, part in parts)) if parts else set()
    if not kept:
        raise NoTrajectories(
            "this ensemble kept no trajectories; they take much room and have to be asked for\n"
            "  run it with trajectories=True, or --trajectories on the command line"
        )
    if variables is None:
        return tuple(column for column in columns(True) if column in kept)
    wanted = columns(given.texts("variables", variables))
    missing = [column for column in wanted if column not in kept]
    if missing:
        raise NoTrajectories(f"this ensemble kept no trajectories of {', '.join(missing[:3])}")
    return wanted


def _tables(read: Reader, part: Held, chosen: Sequence[str]) -> list[pa.Table]:
    """Return the trajectories of a part, a table per file."""
    tables = [read.table(part, name, chosen) for name in part.of_kind(TRAJECTORIES)]
    return [table.filter(pc.less(table["run"], part.cells.stop)) for table in tables]


def _trajectories(
    read: Reader, parts: Sequence[tuple[str, Held]], wanted: tuple[str, ...]
) -> pd.DataFrame:
    tables = [table for _, part in parts for table in _tables(read, part, [*_KEYS, *wanted])]
    plain = [
        pa.table(
            [
                column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column
                for column in table.columns
            ],
            names=table.column_names,
        )
        for table in tables
    ]
    frame: pd.DataFrame = pa.concat_tables(plain).to_pandas()
    return frame


def _quantiles(
    read: Reader, arm: str, parts: Sequence[Held], quantiles: Sequence[float], column: str
) -> pd.DataFrame | None:
    """Return the quantiles of one column, read from all parts; None for codes."""
    tables = [table for part in parts for table in _tables(read, part, ["run", column])]
    if any(pa.types.is_dictionary(table[column].type) for table in tables):
        return None
    first = _tables(read, parts[0], _KEYS)[0]
    cells = int(pc.sum(pc.equal(first["run"], first["run"][0])).as_py())
    head = first.slice(0, cells)
    values = np.concatenate([table[column].to_numpy() for table in tables]).reshape(-1, cells)
    found = np.quantile(values, quantiles, axis=0)
    places = len(quantiles)
    return pd.DataFrame(
        {
            "arm": arm,
            "step": np.repeat(head["step"].to_numpy(), places),
            "quarter": np.repeat(head["quarter"].cast(pa.string()).to_numpy(), places),
            "state": np.repeat(head["state"].cast(pa.string()).to_numpy(), places),
            "variable": column,
            "quantile": np.tile(np.asarray(quantiles, dtype=np.float64), cells),
            "value": found.T.ravel(),
            "runs": len(values),
        }
    )
