"""Where the data are the model's own, it beats every guess; where they are not, that is said."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from sovsim.backtest.methods import METHODS, SIMPLE
from sovsim.backtest.pools import AHEAD, HEAD
from sovsim.backtest.rows import indicator_rows, pool_rows
from sovsim.backtest.run import Backtest
from sovsim.backtest.told import losses
from tests.backtest.planted import OFFSET, SCALE, SERIES

pytestmark = pytest.mark.slow  # a whole backtest comes before them


def ratios(found: Backtest, pool: str = HEAD) -> pd.DataFrame:
    part = found.pools[(found.pools["pool"] == pool) & (found.pools["horizon"] == AHEAD)]
    return part.set_index("method")


def test_planted_links_are_found_again(backtest: Backtest) -> None:
    fits = backtest.fits[backtest.fits["method"] == "b"].set_index("indicator")
    assert set(SERIES) == set(fits.index)
    for name in SERIES:
        assert fits.at[name, "scale"] == pytest.approx(SCALE, rel=0.25)
        assert fits.at[name, "offset"] == pytest.approx(OFFSET, abs=0.2)


def test_the_model_beats_every_simple_guess_on_its_own_data(backtest: Backtest) -> None:
    table = ratios(backtest)
    guesses = [name for name in SIMPLE if name in table.index]
    # one run has one course of the hegemon, which moves all states: no more can be known of it
    assert table.at["b", "ratio"] < 1.0
    assert table.at["b", "crps_ratio"] < 0.95
    assert table.at["b", "ratio"] < table.loc[guesses, "ratio"].min()


def test_true_labels_win_and_directions_are_right_on_its_own_data(backtest: Backtest) -> None:
    placebo = backtest.placebo.set_index(["on", "group"])["wins"]
    assert placebo["change", HEAD] > 0.9
    assert placebo["level", HEAD] > 0.9
    moves = backtest.direction_pools.set_index(["group", "method"])["right"]
    assert moves["dependence", "b"] > 0.7
    assert moves["dependence", "persistence"] == 0.5


def test_every_prediction_has_a_band_around_it_within_the_bounds(backtest: Backtest) -> None:
    table = backtest.forecasts
    assert set(table["method"]) == set(METHODS)
    assert (table["low"] <= table["high"]).all()
    assert (table["crps"] >= 0).all()
    assert table["predicted"].notna().all()
    shares = table[table["indicator"] == "polyarchy"]
    assert shares[["low", "predicted", "high"]].to_numpy().min() >= 0.0
    assert shares[["low", "predicted", "high"]].to_numpy().max() <= 1.0
    assert table["year"].min() == 2004
    assert (table["origin"] <= 2003).all()


def test_horizons_count_from_the_cut_and_end_holds_all_years(backtest: Backtest) -> None:
    one = backtest.scores.query("indicator == 'polyarchy' and method == 'b'").set_index("horizon")
    assert one["n"].to_dict() == {"5": 14, "8": 14, "end": 8 * 14}


def test_what_the_model_loses_is_told_first(backtest: Backtest) -> None:
    worse = backtest.pools.assign(
        ratio=backtest.pools["ratio"] + 1, high=backtest.pools["high"] + 1
    )
    lost = dataclasses.replace(backtest, pools=worse)
    assert "no better that can be told" in losses(lost)[0]
    assert "Worse than persistence on 4 of 4 indicators, by the better of b and c" in " ".join(
        losses(lost)
    )
    rows = [float(min(row["b"], row["c"])) for row in indicator_rows(backtest)]
    assert rows == sorted(rows, reverse=True)
    assert pool_rows(backtest)[0]["pool"] == HEAD


def test_events_have_chances_and_a_base_rate(backtest: Backtest) -> None:
    events = backtest.events.set_index(["indicator", "method"])
    assert events.at[("economic coercion", "model"), "cases"] == 1
    base = backtest.chances.query("indicator == 'economic coercion' and method == 'base rate'")
    rate = base.drop_duplicates("state").set_index("state")["chance"]
    years = 2003 - 1996 + 1  # the list counts from its first entry on
    region = 2 / (years * 14)
    assert rate["UKR"] == pytest.approx(0.5 / years + 0.5 * region)
    assert rate["EST"] == pytest.approx(0.5 * region)
