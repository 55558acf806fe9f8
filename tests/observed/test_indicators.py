"""Each indicator measures what it says: its reading moves with what it names and is in range."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sovsim import quarters
from sovsim.axes import Channel
from sovsim.observed.catalogue import catalogue
from sovsim.observed.course import Course
from sovsim.observed.fitting import fit
from sovsim.observed.folder import read_folder
from sovsim.observed.indicator import Indicator
from sovsim.observed.indicators import INDICATORS, indicator
from sovsim.scenario import load_scenario
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.observed.folders import REAL, read
from tests.together import each

NOW = Simulation.prepare(load_scenario("baseline-1992-2026"), 0, range(3)).world

DRIVERS: dict[str, tuple[str, int | None, float]] = {
    "ideal point": ("alignment_west", None, 1),
    "ideal point, 2012 vintage": ("hegemon_distance", None, -1),
    "distance to the USA": ("alignment_west", None, 1),
    "agreement with the USA": ("alignment_west", None, 1),
    "votes on the region's conflicts": ("alignment_russia", 1, 1),
    "influence": ("dependence", Channel.SECURITY, 1),
    "economic dependence": ("dependence", Channel.TRADE, 1),
    "security dependence": ("dependence", Channel.SECURITY, 1),
    "trade share": ("dependence", Channel.TRADE, 1),
    "arms share": ("dependence", Channel.SECURITY, 1),
    "remittances": ("dependence", Channel.LABOUR, 1),
    "gas share": ("dependence", Channel.ENERGY, 1),
    "trade share of the West": ("dependence_west", 2, 1),
    "trade share of China": ("dependence_china", None, 1),
    "autonomy abroad": ("autonomy", 1, 1),
    "autonomy at home": ("autonomy", 0, 1),
    "polyarchy": ("regime_type", None, 1),
    "liberal democracy": ("regime_type", None, 1),
    "territory held": ("territory_held", None, 1),
    "fighting": ("conflict_intensity", None, 1),
    "fights Russia": ("hegemon_war", None, 1),
    "member of the CIS": ("membership", 0, 1),
    "member of the CSTO": ("membership", 1, 1),
    "member of the EAEU": ("membership", 2, 1),
    "member of the EU": ("membership", 6, 1),
    "member of NATO": ("membership", 7, 1),
    "economic coercion": ("rung", None, 4),
    "falls of governments": ("upheaval", None, 1),
    "relations broken off": ("diplomatic_relations", None, 1),
}
"""What each indicator must follow: variable, component, and by how much it is moved."""

TWO_WAYS = {"distance to Russia", "agreement with Russia"}
"""Distances: what moves them up depends on which side of the hegemon a state stands."""


def at(variable: str, place: int | None, level: float) -> World:
    """Return the world with a variable held at a level everywhere."""
    values = np.array(NOW[variable])
    values[... if place is None else place] = level
    return NOW.replace({variable: values})


def test_no_indicator_goes_unchecked() -> None:
    assert {one.name for one in INDICATORS} == set(DRIVERS) | TWO_WAYS


@each("name", list(DRIVERS))
def test_an_indicator_follows_what_it_says_it_measures(name: str) -> None:
    variable, place, way = DRIVERS[name]
    one = indicator(name)
    low, high = (0.0, way) if abs(way) > 1 else (0.2, 0.8) if way > 0 else (0.8, 0.2)
    if variable in ("diplomatic_relations", "hegemon_war", "upheaval", "membership"):
        low, high = 0.0, 1.0
    less, more = one.reading(at(variable, place, low)), one.reading(at(variable, place, high))
    assert less.shape == (3, 14)
    assert (more > less).all()


def test_a_follower_moves_with_the_hegemon_and_one_left_behind_stays() -> None:
    one = indicator("ideal point")
    base = NOW.replace({"alignment_west": np.full_like(NOW.alignment_west, 0.3)})

    def moved(following: float) -> np.ndarray:
        kept = base.replace({"alignment_russia": np.full_like(NOW.alignment_russia, following)})
        near, far = (
            kept.replace({"hegemon_distance": np.full_like(NOW.hegemon_distance, distance)})
            for distance in (0.1, 0.6)
        )
        return one.reading(far) - one.reading(near)

    assert (moved(0.0) == 0).all()
    np.testing.assert_allclose(moved(0.6), -0.6)


def test_nearness_to_the_hegemon_draws_toward_where_it_stands() -> None:
    one = indicator("ideal point")
    for distance, way in ((0.1, 1), (0.9, -1)):
        there = NOW.replace({"hegemon_distance": np.full_like(NOW.hegemon_distance, distance)})
        little, much = (
            one.reading(
                there.replace({"alignment_russia": np.full_like(NOW.alignment_russia, share)})
            )
            for share in (0.1, 0.2)
        )
        alone = there.alignment_west.mean(axis=0) + 0.2 < 1
        assert (way * (much - little)[alone] > 0).all()


@each("name", sorted(TWO_WAYS))
def test_a_state_that_stands_where_the_hegemon_does_is_near_it(name: str) -> None:
    near = NOW.replace(
        {
            "alignment_west": np.zeros_like(NOW.alignment_west),
            "alignment_russia": np.ones_like(NOW.alignment_russia),
            "hegemon_distance": np.ones_like(NOW.hegemon_distance),
        }
    )
    far = near.replace({"alignment_west": np.ones_like(NOW.alignment_west)})
    one = indicator(name)
    assert (one.reading(near) == 0).all()
    assert (one.reading(far) > 0).all()


@each("one", INDICATORS, lambda one: one.name)
def test_who_is_far_agrees_less_and_all_else_rises_with_its_reading(one: Indicator) -> None:
    assert one.link.rises == (one.name not in ("agreement with Russia", "distance to the USA"))


@each("one", INDICATORS, lambda one: one.name)
def test_a_link_keeps_within_what_its_series_may_hold(one: Indicator) -> None:
    assert one.series in catalogue()
    column = catalogue()[one.series].columns.get(one.column)
    if column is None or not np.isfinite(one.link.low):
        return
    assert column.low <= one.link.low
    assert one.link.high <= column.high or one.link.high == np.inf


def test_years_are_put_together_as_each_indicator_says() -> None:
    names = ("polyarchy", "falls of governments", "relations broken off")
    course = Course([indicator(name) for name in names], [f"S{n}" for n in range(14)])
    begin = quarters.parse("2001Q1")
    for quarter in range(8):
        zero = np.zeros_like(NOW.upheaval)
        course.take(
            NOW.replace(
                {
                    "upheaval": zero + (quarter == 1),
                    "regime_type": zero + quarter / 10,
                    "diplomatic_relations": zero + (quarter >= 5),
                }
            ),
            begin + quarter,
        )
    assert course.years("polyarchy") == [2001, 2002]
    assert course.mean("polyarchy")["S0"].tolist() == pytest.approx([0.3, 0.7])
    assert course.mean("falls of governments")["S0"].tolist() == [1.0, 0.0]
    assert course.mean("relations broken off")["S0"].tolist() == [0.0, 1.0]
    assert course.runs("polyarchy").shape == (2, 3, 14)


def test_two_events_in_a_year_are_one_year_with_an_event(tmp_path: Path) -> None:
    events = (
        "date,iso3,type,description,source_to_check\n2001-01-01,EST,energy_cutoff,a,b\n"
        "2001-06-01,EST,trade_embargo,a,b\n2002-01-01,KAZ,treaty,a,b\n"
    )
    found = indicator("economic coercion").seen(read(tmp_path, events_public_record=events))
    assert found is not None
    assert found.value["EST"].tolist() == [1.0, 0.0]
    assert "RUS" not in found.value
    assert indicator("polyarchy").seen(read(tmp_path, events_public_record=events)) is None


def test_a_difference_carries_the_errors_of_both(tmp_path: Path) -> None:
    points = (
        "iso3,year,value,q05,q95,final_passage_only,n_votes\n"
        "EST,2001,1.0,0.8355,1.1645,1.0,60\nRUS,2001,0.0,-0.1645,0.1645,0.0,60\n"
    )
    apart = "iso3,year,value,dyad\nEST,2001,1.0,EST-RUS\n"
    one = indicator("distance to Russia")
    both = one.seen(
        read(tmp_path / "both", unga_idealpoint=points, unga_idealpoint_distance_rus=apart)
    )
    alone = one.seen(read(tmp_path / "alone", unga_idealpoint_distance_rus=apart))
    assert both is not None
    assert alone is not None
    assert both.error.loc[2001, "EST"] == pytest.approx(0.1 * 2**0.5, abs=1e-3)
    assert np.isnan(alone.error.loc[2001, "EST"])


@pytest.mark.slow
@pytest.mark.skipif(not REAL.is_dir(), reason="no folder of observed data beside the checkout")
def test_every_link_can_be_fitted_to_the_real_folder_and_knows_nothing_of_later_years() -> None:
    observed, cut = read_folder(REAL), 2008
    for one in INDICATORS:
        panel = one.seen(observed)
        assert panel is not None, one.name
        if one.name == "gas share":
            continue
        known = one.seen(observed.until(cut))
        assert known is not None
        pd.testing.assert_frame_equal(known.value, panel.until(cut).value)
        pd.testing.assert_frame_equal(known.error, panel.until(cut).error)
        noise = np.random.default_rng(0).uniform(0, 1, panel.value.shape)
        modelled = pd.DataFrame(noise, panel.value.index, panel.value.columns)
        found = fit(one.link, modelled, panel, cut, year_effects=one.year_effects)
        assert found == fit(one.link, modelled, known, cut, year_effects=one.year_effects)
        assert np.isfinite([found.offset, found.scale, found.residual]).all(), one.name
