"""Every metric of the model, defined once."""

from __future__ import annotations

from sovsim.metrics import coercion, conflict, integration, order, sovereignty, standing
from sovsim.metrics.metric import Metric

METRICS: dict[str, Metric] = {
    metric.name: metric
    for metric in (
        *sovereignty.METRICS,
        *coercion.METRICS,
        *conflict.METRICS,
        *integration.METRICS,
        *order.METRICS,
        *standing.METRICS,
    )
}
"""All metrics by name, in the order in which tables list them."""

HEADLINE: tuple[str, ...] = tuple(name for name, metric in METRICS.items() if metric.headline)
"""What is shown and compared where no metric is named."""
