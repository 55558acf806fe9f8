"""Metrics: what each measures, over which quarters, and on which claims."""

from __future__ import annotations

from sovsim.app.content.cites import Cites, Data
from sovsim.app.content.labels import unit_label
from sovsim.metrics import METRICS
from sovsim.telling.metrics import metric_name
from sovsim.telling.names import Names, capital


def metrics(names: Names, cites: Cites) -> Data:
    """Return every metric by its name."""
    return {
        name: {
            "label": capital(metric_name(name, names.poles)),
            "meaning": names.local(metric.meaning),
            "unit": unit_label(metric.unit),
            "window": metric.window.value,
            "per": metric.per,
            "claims": cites(metric.claims),
            "headline": metric.headline,
        }
        for name, metric in METRICS.items()
    }
