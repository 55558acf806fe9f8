"""What is compared where nothing is named is asked once."""

from __future__ import annotations

import numpy as np
import pytest

import sovsim
from sovsim.metrics import HEADLINE


@pytest.mark.slow
def test_no_headline_metric_is_another_or_what_another_leaves() -> None:
    """Two that say the same would count twice in the family of tests."""
    table = sovsim.run_ensemble("baseline-1992-2026", 16).metrics[list(HEADLINE)]
    moving = table.loc[:, table.std() > 0.0]
    likeness = np.abs(np.corrcoef(moving.to_numpy(np.float64).T))
    assert moving.shape[1] > 8
    np.fill_diagonal(likeness, 0.0)
    assert likeness.max() < 0.999
