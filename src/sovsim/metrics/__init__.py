"""Outcomes, each defined once: name, meaning, formula, unit and the claims that support it.

``MetricTally`` takes them while runs go on, for any number of runs at once; ``summarise`` turns
those of one run into plain data. A metric is a direction to compare runs by, not a measurement of
the world.
"""

from __future__ import annotations

from sovsim.metrics.catalogue import HEADLINE, METRICS
from sovsim.metrics.metric import TAIL_QUARTERS, Metric, Moment, Window
from sovsim.metrics.tally import MetricTally, summarise

__all__ = [
    "HEADLINE",
    "METRICS",
    "TAIL_QUARTERS",
    "Metric",
    "MetricTally",
    "Moment",
    "Window",
    "summarise",
]
