"""The mathematical functions with fixed bits lie within rounding of NumPy's and SciPy's."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit, ndtri

from sovsim.compiled.evaluate import ARRAYS
from sovsim.compiled.functions import FUNCTIONS

RANDOM = np.random.default_rng(7)

GRIDS = {
    "exponential": (np.exp, (RANDOM.uniform(-708, 709, 20_000), RANDOM.uniform(-2, 2, 20_000))),
    "logarithm": (
        np.log,
        (np.exp(RANDOM.uniform(-700, 700, 20_000)), RANDOM.uniform(0.5, 2.0, 20_000)),
    ),
    "logistic": (expit, (RANDOM.uniform(-700, 40, 20_000), RANDOM.uniform(-6, 6, 20_000))),
    "quantile": (
        ndtri,
        (RANDOM.uniform(2.0**-54, 1, 40_000), np.exp(RANDOM.uniform(-37.4, 0, 20_000))),
    ),
}
FARTHEST = {"exponential": 1, "logarithm": 1, "logistic": 3, "quantile": 6}
"""Units in the last place, against others that err by up to half as much themselves."""


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_lies_within_units_of_the_last_place(name: str) -> None:
    wanted, grids = GRIDS[name]
    for x in grids:
        exact = wanted(x)
        found = FUNCTIONS[name](ARRAYS, x)
        assert np.max(np.abs(found - exact) / np.spacing(np.abs(exact))) <= FARTHEST[name]


def test_functions_at_the_ends_of_what_they_take() -> None:
    with np.errstate(all="ignore"):
        ends = np.array([-np.inf, -708.5, 0.0, 709.5, np.inf, np.nan])
        np.testing.assert_array_equal(
            FUNCTIONS["exponential"](ARRAYS, ends), [0.0, 0.0, 1.0, np.inf, np.inf, np.nan]
        )
        np.testing.assert_allclose(
            FUNCTIONS["logistic"](ARRAYS, ends), [0.0, 0.0, 0.5, 1.0, 1.0, np.nan], atol=1e-300
        )
        ends = np.array([-1.0, 0.0, 1.0, np.inf, np.nan])
        np.testing.assert_array_equal(
            FUNCTIONS["logarithm"](ARRAYS, ends), [np.nan, -np.inf, 0.0, np.inf, np.nan]
        )
        smallest, largest = FUNCTIONS["quantile"](ARRAYS, np.array([2.0**-54, 1 - 2.0**-53]))
    assert smallest == pytest.approx(ndtri(2.0**-54), rel=1e-15)
    assert largest == pytest.approx(ndtri(1 - 2.0**-53), rel=1e-15)
