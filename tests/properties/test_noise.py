"""A draw has an address; nothing that is drawn beside it moves it."""

from __future__ import annotations

from enum import IntEnum

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sovsim import noise as noise_module
from sovsim.noise import CHUNK, Noise, Purpose
from sovsim.simulation import Simulation
from tests.worlds import onward, scenario

UNITS = 14
few = settings(max_examples=20, deadline=None)


def draws(runs: list[int], step: int, seed: int = 0) -> np.ndarray:
    noise = Noise(seed, np.array(runs), UNITS).at(step)
    return np.stack([noise.uniform(purpose) for purpose in Purpose])


@given(seed=st.integers(0, 2**31), run=st.integers(0, 10**6), step=st.integers(0, 500))
@few
def test_every_draw_lies_strictly_between_zero_and_one(seed: int, run: int, step: int) -> None:
    drawn = draws([run], step, seed)
    assert (drawn > 0.0).all()
    assert (drawn < 1.0).all()
    normal = Noise(seed, np.array([run]), UNITS).at(step).normal(Purpose.UNREST)
    assert np.isfinite(normal).all()


@given(runs=st.lists(st.integers(0, 999), min_size=1, max_size=6), step=st.integers(0, 60))
@few
def test_a_run_draws_the_same_whatever_runs_stand_beside_it(runs: list[int], step: int) -> None:
    together = draws(runs, step)
    for place, run in enumerate(runs):
        assert np.array_equal(together[:, place], draws([run], step)[:, 0])


@given(step=st.integers(0, 200), first=st.integers(0, 200))
@few
def test_a_quarter_draws_the_same_whatever_quarters_came_before(step: int, first: int) -> None:
    noise = Noise(3, np.arange(2), UNITS)
    noise.at(first)
    assert np.array_equal(noise.at(step).uniform(Purpose.UPHEAVAL), draws([0, 1], step, 3)[33])
    assert Purpose.UPHEAVAL == 33


def test_one_more_purpose_at_the_end_shifts_no_other_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    before = draws([0, 1, 2], CHUNK + 3)
    longer = IntEnum("Purpose", {**{p.name: p.value for p in Purpose}, "EXTRA": len(Purpose)})
    monkeypatch.setattr(noise_module, "Purpose", longer)
    after = draws([0, 1, 2], CHUNK + 3)
    assert np.array_equal(before, after)
    noise = Noise(0, np.arange(3), UNITS).at(CHUNK + 3)
    assert noise.uniform(longer.EXTRA).shape == (3, UNITS)


def test_purposes_have_the_numbers_that_they_always_had() -> None:
    assert [purpose.value for purpose in Purpose] == list(range(len(Purpose)))
    assert Purpose.FOREIGN_POLICY == 21
    assert Purpose.HEGEMON_RUNG == 22
    assert Purpose.SPARK == 42


def test_seed_zero_is_a_seed_like_any_other() -> None:
    assert not np.array_equal(draws([0], 0, 0), draws([0], 0, 1))
    assert np.array_equal(draws([0], 0, 0), draws([0], 0, 0))


def test_no_two_runs_purposes_quarters_or_states_share_their_draws() -> None:
    drawn = np.stack([draws([0, 1], step) for step in range(2 * CHUNK)])
    assert len(np.unique(drawn)) == drawn.size


def test_draws_are_spread_evenly_and_do_not_hang_together() -> None:
    drawn = np.stack([draws(list(range(40)), step) for step in (0, 9)])
    assert abs(drawn.mean() - 0.5) < 0.01
    assert abs(drawn.var() - 1.0 / 12.0) < 0.002
    ends = np.corrcoef(drawn[0].ravel(), drawn[1].ravel())[0, 1]
    assert abs(ends) < 0.02


def test_a_longer_horizon_changes_no_quarter_of_the_shorter_one() -> None:
    short = scenario().with_settings(["scenario.end=1993Q4"])
    passed = [onward(Simulation.prepare(each, 0, range(2)), 8) for each in (short, scenario())]
    for one, other in zip(*passed, strict=True):
        for name in one:
            assert np.array_equal(one[name], other[name]), name


def test_two_arms_that_differ_in_nothing_have_one_history() -> None:
    first, second = (onward(Simulation.prepare(scenario(), 5, range(3)), 10)[-1] for _ in range(2))
    for name in first:
        assert np.array_equal(first[name], second[name]), name


def test_starts_are_drawn_column_by_column() -> None:
    noise = Noise(0, np.arange(3), UNITS)
    one, other = noise.start("autonomy_political", 4), noise.start("autonomy_security", 4)
    assert not np.array_equal(one, other)
    assert np.array_equal(one, noise.at(40).start("autonomy_political", 4))
