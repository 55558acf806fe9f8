"""Metrics are called by words that fit any region."""

from __future__ import annotations

import re

from sovsim.metrics import METRICS
from sovsim.region.poles import Poles
from sovsim.telling.metrics import metric_name


def test_no_metric_is_called_by_a_raw_name_of_a_power() -> None:
    elsewhere = Poles(west="the League", western="of the League", china="Sina", turkey="Anatolia")
    told = {metric_name(name, elsewhere) for name in METRICS}
    power = re.compile(r"\b(russia|west|West|china|China|turkey|Turkey)\b")
    assert [name for name in told if power.search(name)] == []
    assert metric_name("isolation_west", elsewhere) == "isolation from the League"
