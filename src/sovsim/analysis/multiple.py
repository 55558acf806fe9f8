"""Correction for several comparisons at once: Holm's step-down procedure (Holm 1979)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt


def holm(chances: Sequence[float] | npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return adjusted p-values; the chance of any wrong rejection stays below the level.

    No assumption is made about how the comparisons hang together.
    """
    given = np.asarray(chances, dtype=np.float64)
    count = len(given)
    order = np.argsort(given, kind="stable")
    stepped = given[order] * (count - np.arange(count))
    raised = np.minimum(np.maximum.accumulate(stepped), 1.0) if count else stepped
    adjusted = np.empty(count)
    adjusted[order] = raised
    return adjusted
