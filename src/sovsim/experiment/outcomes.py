"""From the results of the arms to the table that predictions are about.

A metric of an experiment may be that of some states only, or one metric minus another. A
prediction about one arm holds it against a constant, one about four arms holds one effect against
another; both become arms of their own here, so that every question is "x against y".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from sovsim.analysis.compare import Question
from sovsim.analysis.direction import holds
from sovsim.analysis.pairs import pairs
from sovsim.ensemble.results import Tables
from sovsim.experiment.schema import MetricTable, PredictionTable

IntArray = npt.NDArray[np.int64]


def outcomes(
    results: Tables, metrics: Mapping[str, MetricTable], point_of: IntArray
) -> pd.DataFrame:
    """Return a table with a row per arm and run: ``arm, run, point`` and the metrics by name.

    Args:
        results: of the arms.
        metrics: name -> what is measured.
        point_of: number of the point of each run.
    """
    rows = results.metrics.set_index(["arm", "run"]).sort_index()
    columns = {}
    for name, table in metrics.items():
        value = _values(results, rows, table.metric or name, table.states)
        if table.minus is not None or table.minus_states is not None:
            less = table.minus or table.metric or name
            value = value - _values(results, rows, less, table.minus_states)
        columns[name] = value
    taken = pd.DataFrame(columns, index=rows.index).reset_index()
    taken.insert(2, "point", point_of[taken["run"].to_numpy()])
    return taken


def _values(
    results: Tables, rows: pd.DataFrame, metric: str, states: Sequence[str] | None
) -> pd.Series[float]:
    if states is None:
        whole: pd.Series[float] = rows[metric]
        return whole
    chosen = results.states[results.states["state"].isin(states)]
    mean: pd.Series[float] = chosen.groupby(["arm", "run"])[metric].mean()
    return mean.reindex(rows.index)


def questions(
    table: pd.DataFrame, predictions: Sequence[PredictionTable]
) -> tuple[pd.DataFrame, list[Question]]:
    """Return the table with the arms that predictions need, and a question per prediction."""
    added: dict[str, pd.DataFrame] = {}
    asked = []
    for entry in predictions:
        x, y = _arms(table, entry, added)
        asked.append(Question(entry.metric, x, y, entry.smallest))
    return pd.concat([table, *added.values()], ignore_index=True), asked


def holding(table: pd.DataFrame, predictions: Sequence[PredictionTable]) -> pd.DataFrame:
    """Return for each point (row) and prediction (column) whether it holds, by the mean of runs.

    Points at which an outcome is undefined are left out.

    Args:
        table: of `outcomes`.
    """
    completed, asked = questions(table, predictions)
    columns = {}
    for number, (entry, question) in enumerate(zip(predictions, asked, strict=True)):
        both = pairs(completed, question.x, question.y, question.metric)
        means = both.over_points(both.difference)
        columns[number] = pd.Series(holds(means, entry.smallest, entry.direction), both.points)
    return pd.DataFrame(columns).dropna().astype(bool)


def _arms(
    table: pd.DataFrame, entry: PredictionTable, added: dict[str, pd.DataFrame]
) -> tuple[str, str]:
    """Return the two arms that a prediction is about; new ones go into `added`."""
    names = entry.arms
    if len(names) == 2:
        return names[0], names[1]
    if len(names) == 1:
        level = f"{entry.level:g}"
        if level not in added:
            rows = table[table["arm"] == names[0]].copy()
            rows.loc[:, [c for c in rows.columns if c not in ("arm", "run", "point")]] = entry.level
            added[level] = rows.assign(arm=level)
        return names[0], level
    effects = []
    for x, y in (names[:2], names[2:]):
        effect = f"{x} - {y}"
        if effect not in added:
            first, second = (_indexed(table, arm) for arm in (x, y))
            keys = first.index.names
            difference = first.drop(columns="arm") - second.drop(columns="arm")
            assert keys == ["run", "point"]
            added[effect] = difference.reset_index().assign(arm=effect)
        effects.append(effect)
    return effects[0], effects[1]


def _indexed(table: pd.DataFrame, arm: str) -> pd.DataFrame:
    return table[table["arm"] == arm].set_index(["run", "point"]).sort_index()
