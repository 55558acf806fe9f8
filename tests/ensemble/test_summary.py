"""The summary of an ensemble reads a few metrics at a time, and is the same for it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from sovsim.ensemble import run_ensemble, summary
from sovsim.ensemble.parts import METRICS as TABLE
from sovsim.metrics import METRICS
from tests.ensemble.ensembles import toy


@pytest.mark.slow
def test_it_is_that_of_the_whole_table(monkeypatch: pytest.MonkeyPatch) -> None:
    results = run_ensemble(toy(), 12)
    read: list[int] = []
    rows = results.rows

    def counted(*given: object) -> object:
        table = rows(*given)  # type: ignore[arg-type]
        read.append(table.num_columns)
        return table

    monkeypatch.setattr(results, "rows", counted)
    monkeypatch.setattr(summary, "_AT_ONCE", 12 * 10)
    found = summary.summarised(results)
    assert len(read) == -(-len(METRICS) // 10)
    assert max(read) == 11, "ten metrics and the run"
    assert TABLE not in vars(results)
    for name in METRICS:
        values = results.metrics[name].dropna()
        wanted = [values.mean(), values.std(), *values.quantile([0.1, 0.5, 0.9])]
        told = [found[name][key] for key in ("mean", "sd", "q10", "median", "q90")]
        np.testing.assert_array_equal(pd.Series(told, dtype=float), wanted)
        assert found[name]["runs"] == len(values)
