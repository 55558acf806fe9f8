from __future__ import annotations

import numpy as np
import pytest

from sovsim.options.turning import cut, plausible
from sovsim.options.watch import signs
from tests.shared import rest_slow


def test_the_cut_parts_a_step_and_a_line_where_they_cross() -> None:
    x = np.linspace(0.0, 1.0, 101)
    assert cut(x, np.where(x < 0.3, -2.0, 1.0)) == pytest.approx(0.3, abs=0.02)
    assert cut(x, x - 0.7) == pytest.approx(0.7, abs=0.02)
    assert cut(x, 0.7 - x) == pytest.approx(0.7, abs=0.02)


SHAPES = (lambda x: np.where(x < 0.4, -0.5, 0.5), lambda x: x - 0.4, lambda x: 0.8 - 2.0 * x)


@pytest.mark.parametrize("shape", rest_slow(SHAPES))
def test_the_interval_of_a_turning_point_holds_it_as_often_as_it_says(shape) -> None:  # type: ignore[no-untyped-def]
    rng = np.random.default_rng(5)
    held = 0
    for _ in range(30):
        x = rng.random(96)
        low, high = plausible(x, shape(x) + 0.6 * rng.normal(size=96), 0.9)
        held += low <= 0.4 <= high
    assert held >= 0.83 * 30


def test_an_early_sign_that_follows_the_regret_is_told_and_noise_is_not() -> None:
    rng = np.random.default_rng(1)
    lost = rng.random(96)
    best = (lost < 0.3).astype(float)
    seen = {
        "telling": lost[:, None] + 0.3 * rng.normal(size=(96, 4)),
        "noise": rng.normal(size=(96, 4)),
        "always": np.ones((96, 4)),
    }
    found = {sign.column: sign for sign in signs(seen, lost, best)}
    assert set(found) == {"telling", "noise"}
    assert found["telling"].tells(0.05)
    assert found["telling"].best_below > found["telling"].best_above
    assert not found["noise"].tells(0.05)
