"""A draw has an address; nothing that is drawn beside it moves it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sovsim
from sovsim import addresses
from sovsim.addresses import collisions
from sovsim.axes import UNIT_AXES
from sovsim.documents.errors import DocumentError
from sovsim.noise import CHUNK, Noise, Purpose
from sovsim.region import load_region
from sovsim.simulation import Simulation
from tests.worlds import BASELINE, onward, scenario

UNITS = {axis: scenario().region.units(axis) for axis in UNIT_AXES}
few = settings(max_examples=20, deadline=None)


def draws(runs: list[int], step: int, seed: int = 0) -> np.ndarray:
    """Return every draw of a quarter, shape ``(run, draw)``."""
    noise = Noise(seed, np.array(runs), UNITS).at(step)
    return np.concatenate([noise.uniform(purpose) for purpose in Purpose], axis=-1)


@given(seed=st.integers(0, 2**31), run=st.integers(0, 10**6), step=st.integers(0, 500))
@few
def test_every_draw_lies_strictly_between_zero_and_one(seed: int, run: int, step: int) -> None:
    drawn = draws([run], step, seed)
    assert (drawn > 0.0).all()
    assert (drawn < 1.0).all()
    noise = Noise(seed, np.array([run]), UNITS).at(step)
    normal = noise.normal(Purpose.UNREST)
    assert np.isfinite(normal).all()
    used = drawn[:, : normal.shape[-1]] < 0.5
    some = noise.normal(Purpose.UNREST, where=used)
    assert np.array_equal(some, np.where(used, normal, 0.0))


@given(runs=st.lists(st.integers(0, 999), min_size=1, max_size=6), step=st.integers(0, 60))
@few
def test_a_run_draws_the_same_whatever_runs_stand_beside_it(runs: list[int], step: int) -> None:
    together = draws(runs, step)
    for place, run in enumerate(runs):
        assert np.array_equal(together[place], draws([run], step)[0])


@given(step=st.integers(0, 200), first=st.integers(0, 200))
@few
def test_a_quarter_draws_the_same_whatever_quarters_came_before(step: int, first: int) -> None:
    noise = Noise(3, np.arange(2), UNITS)
    noise.at(first).uniform(Purpose.UPHEAVAL)
    fresh = Noise(3, np.arange(2), UNITS).at(step)
    assert np.array_equal(noise.at(step).uniform(Purpose.UPHEAVAL), fresh.uniform(Purpose.UPHEAVAL))


def test_a_draw_is_the_same_whatever_else_is_drawn() -> None:
    alone = Noise(0, np.arange(3), UNITS).at(CHUNK + 3).uniform(Purpose.UNREST)
    noise = Noise(0, np.arange(3), UNITS).at(CHUNK + 3)
    for purpose in reversed(Purpose):
        beside = noise.uniform(purpose)
        assert beside.shape == (3, len(UNITS[purpose.axis]))
        if purpose == Purpose.UNREST:
            assert np.array_equal(beside, alone)


@pytest.mark.parametrize("purpose", [Purpose.UNREST, Purpose.DYAD_WAR, Purpose.RECOGNITION])
def test_a_unit_more_or_less_changes_nobody_elses_draws(purpose: Purpose) -> None:
    codes = UNITS[purpose.axis]
    others = [code for code in codes if code != codes[1]]
    places = [codes.index(code) for code in others]
    all_ = Noise(0, np.arange(3), UNITS).at(5)
    for units in (others, ["A-NEW-ONE", *others]):
        noise = Noise(0, np.arange(3), {**UNITS, purpose.axis: units}).at(5)
        drawn = noise.uniform(purpose)[:, -len(others) :]
        assert np.array_equal(drawn, all_.uniform(purpose)[:, places])
        started = noise.start("capacity", purpose.axis)[:, -len(others) :]
        assert np.array_equal(started, all_.start("capacity", purpose.axis)[:, places])


def test_two_regions_that_share_a_state_share_its_draws() -> None:
    small, whole = (
        Simulation.prepare(scenario(name), 0, range(2)) for name in ("toy-four-states", BASELINE)
    )
    shared = set(small.scenario.region.codes) & set(whole.scenario.region.codes)
    for code in shared:
        one, other = (
            each.noise.at(9).uniform(Purpose.ELECTION)[:, each.scenario.region.index(code)]
            for each in (small, whole)
        )
        assert np.array_equal(one, other)


def test_a_purpose_is_drawn_for_the_units_of_its_own_axis() -> None:
    with pytest.raises(ValueError, match="drawn for each system"):
        Noise(0, np.arange(2), UNITS).uniform(Purpose.FOUNDING, len(UNITS["state"]))


def test_no_two_purposes_share_a_number_and_no_two_codes_a_word() -> None:
    assert len(list(Purpose)) == len(Purpose.__members__)
    assert not collisions(code for codes in UNITS.values() for code in codes)


def test_a_region_whose_codes_share_a_word_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shipped = Path(sovsim.__file__).parent / "data" / "region" / "toy-four-states.toml"
    mine = tmp_path / "mine.toml"
    mine.write_text(shipped.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(addresses, "word", len)
    with pytest.raises(DocumentError, match="would draw the same chances"):
        load_region(mine)


def test_purposes_are_numbered_one_after_another() -> None:
    assert [purpose.value for purpose in Purpose] == list(range(len(Purpose)))


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
    one, other = (
        noise.start("autonomy_political", "state"),
        noise.start("autonomy_security", "state"),
    )
    assert not np.array_equal(one, other)
    assert np.array_equal(one, noise.at(40).start("autonomy_political", "state"))
