"""An ensemble in numbers: centre and spread of every metric over the runs."""

from __future__ import annotations

from typing import Any

import numpy as np

from sovsim.analysis.apart import apart
from sovsim.disk.plain import plain
from sovsim.ensemble.results import Results
from sovsim.metrics import METRICS


def summarised(results: Results) -> dict[str, dict[str, Any]]:
    """Return mean, standard deviation and quantiles over the runs of every metric.

    Runs in which a metric is undefined do not count; ``runs`` says how many did. Where they start
    from a posterior, ``fitted`` is the share of the variance that lies between its members, with
    ``fitted_low`` and ``fitted_high`` (`sovsim.analysis.apart`); the rest is chance.
    """
    posterior = results.manifest.get("posterior")
    summary: dict[str, dict[str, Any]] = {}
    for name, metric in METRICS.items():
        values = results.metrics[name].dropna()
        middle = [values.mean(), values.std(), *values.quantile([0.1, 0.5, 0.9])]
        keys = ("mean", "sd", "q10", "median", "q90")
        numbers = plain(dict(zip(keys, middle, strict=True)))
        summary[name] = {**numbers, "runs": len(values), "unit": metric.unit}
        if posterior is not None:
            member = results.metrics["run"].to_numpy() % posterior["members"]
            found = apart(results.metrics[name].to_numpy(np.float64), member)
            parts = {"fitted": found.share, "fitted_low": found.low, "fitted_high": found.high}
            summary[name].update(plain(parts))
    return summary
