"""States drawn again, the same for every arm, and the interval that comes of it.

Rows of a state hang together over years, cuts and indicators, so that states and not rows are drawn
again. They are few, fourteen or fifteen: a plain percentile interval is then too narrow. Its ends
are moved out as far as Student's t and the factor n / (n - 1) would move them (Hesterberg 2015,
"What teachers should know about the bootstrap", The American Statistician 69).
"""

from __future__ import annotations

import numpy as np
from scipy.stats import norm
from scipy.stats import t as student

from sovsim.arrays import FloatArray

LEVEL = 0.90
"""Level of every interval."""


def interval(draws: FloatArray, states: int) -> tuple[float, float]:
    """Return the interval of a figure from its values when states are drawn again.

    nan where nothing was drawn that has a value, or with one state.
    """
    values = draws[np.isfinite(draws)]
    if states < 2 or not len(values):
        return float("nan"), float("nan")
    reach = np.sqrt(states / (states - 1)) * student.ppf((1 + LEVEL) / 2, states - 1)
    tail = float(norm.cdf(-reach))
    low, high = np.quantile(values, [tail, 1 - tail])
    return float(low), float(high)
