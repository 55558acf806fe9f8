"""An ensemble in numbers: centre and spread of every metric over the runs."""

from __future__ import annotations

from typing import Any

from sovsim.disk.plain import plain
from sovsim.ensemble.results import Results
from sovsim.metrics import METRICS


def summarised(results: Results) -> dict[str, dict[str, Any]]:
    """Return mean, standard deviation and quantiles over the runs of every metric.

    Runs in which a metric is undefined do not count; ``runs`` says how many did.
    """
    summary: dict[str, dict[str, Any]] = {}
    for name, metric in METRICS.items():
        values = results.metrics[name].dropna()
        found = [values.mean(), values.std(), *values.quantile([0.1, 0.5, 0.9])]
        keys = ("mean", "sd", "q10", "median", "q90")
        numbers = plain(dict(zip(keys, found, strict=True)))
        summary[name] = {**numbers, "runs": len(values), "unit": metric.unit}
    return summary
