"""An ensemble in numbers: centre and spread of every metric over the runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from sovsim.analysis.apart import apart
from sovsim.arrays import FloatArray
from sovsim.disk.plain import plain
from sovsim.ensemble.parts import METRICS as TABLE
from sovsim.ensemble.results import Results
from sovsim.ensemble.tables import RUN
from sovsim.metrics import METRICS

_AT_ONCE = 1 << 24
"""Values that are read at once: 128 MiB, however many runs there are."""


def summarised(results: Results) -> dict[str, dict[str, Any]]:
    """Return mean, standard deviation and quantiles over the runs of every metric.

    Runs in which a metric is undefined do not count; ``runs`` says how many did. Where they start
    from a posterior, ``fitted`` is the share of the variance that lies between its members, with
    ``fitted_low`` and ``fitted_high`` (`sovsim.analysis.apart`); the rest is chance.
    """
    posterior = results.manifest.get("posterior")
    member = None
    if posterior is not None:
        member = _columns(results, [RUN])[0].astype(np.int64) % posterior["members"]
    summary: dict[str, dict[str, Any]] = {}
    for name, found in _values(results):
        values = pd.Series(found).dropna()
        middle = [values.mean(), values.std(), *values.quantile([0.1, 0.5, 0.9])]
        keys = ("mean", "sd", "q10", "median", "q90")
        numbers = plain(dict(zip(keys, middle, strict=True)))
        summary[name] = {**numbers, "runs": len(values), "unit": METRICS[name].unit}
        if member is not None:
            share = apart(found, member)
            parts = {"fitted": share.share, "fitted_low": share.low, "fitted_high": share.high}
            summary[name].update(plain(parts))
    return summary


def _values(results: Results) -> Iterator[tuple[str, FloatArray]]:
    """Yield every metric with its value in each run, reading a few of them at a time."""
    names = list(METRICS)
    many = max(1, _AT_ONCE // max(results.done, 1))
    for first in range(0, len(names), many):
        some = names[first : first + many]
        yield from zip(some, _columns(results, some), strict=True)


def _columns(results: Results, names: Sequence[str]) -> FloatArray:
    """Return columns of the metrics' table, shape ``(name, row)``; missing values are nan."""
    found = np.empty((len(names), results.done))
    first = 0
    for arm, part in results.parts:
        table = results.rows(TABLE, arm, part, list({*names, RUN}))
        rows = slice(first, first + len(table))
        for place, name in enumerate(names):
            found[place, rows] = table[name].to_numpy()
        first = rows.stop
    return found
