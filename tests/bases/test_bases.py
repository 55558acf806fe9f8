"""Bases: what stands in the shipped files is what data and dated assumptions give."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from sovsim import quarters
from sovsim.bases.build import assumed_at, build
from sovsim.bases.carry import carried
from sovsim.bases.declared import columns
from sovsim.bases.figures import Figure, figures
from sovsim.bases.make import made
from sovsim.bases.running import events
from sovsim.bases.weigh import matched, weighed
from sovsim.cli.errors import BAD_INPUT
from sovsim.documents.errors import DocumentError
from sovsim.documents.shipped import shipped
from sovsim.observed.catalogue import catalogue
from sovsim.observed.folder import Observed, read_folder
from sovsim.region import load_region
from sovsim.scenario import load_scenario
from tests.cli.conftest import Ask
from tests.observed.folders import REAL, TRADE, read

REGION = load_region("post-soviet")
SHIPPED = {
    1992: shipped("region") / "post-soviet" / "initial-observed.toml",
    2005: shipped("scenarios") / "base-2005.toml",
    2012: shipped("scenarios") / "base-2012.toml",
}
with_data = pytest.mark.skipif(not REAL.is_dir(), reason="no folder of observed data")


@pytest.fixture(scope="module")
def real() -> Observed:
    return read_folder(REAL)


@with_data
@pytest.mark.parametrize("year", SHIPPED)
def test_what_ships_is_what_the_command_builds(year: int, real: Observed) -> None:
    assert made(year, real) == SHIPPED[year].read_text(encoding="utf-8")


@with_data
@pytest.mark.parametrize("year", [1998, 2005, 2009, 2012])
def test_a_start_knows_nothing_of_its_own_year_or_later(year: int, real: Observed) -> None:
    assert made(year, real.until(year - 1)) == made(year, real)
    assert all(entry.at <= f"{year}Q1" for entry in assumed_at(f"{year}Q1").values())


@with_data
def test_the_start_of_1992_knows_nothing_after_1995(real: Observed) -> None:
    assert made(1992, real.until(1995)) == made(1992, real)


@with_data
@pytest.mark.parametrize("year", [1994, 1999, 2003, 2008, 2014])
def test_any_year_that_the_data_cover_makes_a_base_that_loads(
    year: int, real: Observed, tmp_path: Path
) -> None:
    path = tmp_path / f"base-{year}.toml"
    path.write_text(made(year, real), encoding="utf-8")
    assert load_scenario(path).region.initial["regime_type"].status == "observed"


@with_data
def test_a_year_that_they_do_not_cover_is_refused(real: Observed) -> None:
    for year in (1990, 2030):
        with pytest.raises(DocumentError, match="there are no figures for a start in"):
            made(year, real)


def test_nothing_comes_from_a_series_of_unclear_licence() -> None:
    declared = columns()
    links = [*declared.column.values(), declared.votes, declared.hegemon]
    assert all(catalogue()[name].ships for link in links for name in link.series)
    for name in ("base-2005", "base-2012", "baseline-1992-2026"):
        for column, value in load_scenario(name).region.initial.items():
            assert "fbic" not in value.source.lower(), column
            assert "Global Sanctions" not in value.source, column


def test_a_figure_is_the_mean_before_the_start_behind_its_link(tmp_path: Path) -> None:
    link = columns().column["dependence_trade"]
    observed = read(tmp_path / "data", cow_trade_share_rus=TRADE)
    found = figures(link, observed, 2003, ["EST", "KAZ", "UKR"])
    assert set(found) == {"EST", "KAZ"}
    assert found["KAZ"].value == pytest.approx(link.offset + link.scale * 0.4)
    assert found["KAZ"].error == pytest.approx(math.hypot(link.error, link.slack))
    assert found["KAZ"].years == (2001,)
    assert not figures(link, observed, 2006, ["KAZ"]), "too long ago"
    assert not figures(link, observed, 2001, ["KAZ"]), "not of the time before"


def test_without_a_series_what_is_assumed_holds(tmp_path: Path) -> None:
    start = build(2002, REGION, read(tmp_path / "data", cow_trade_share_rus=TRADE))
    trade = start.columns["dependence_trade"].values
    assert trade["KAZ"].status == "calibrated"
    assert trade["UKR"].status == "assumed"
    assert start.columns["regime_type"].values["KAZ"].status == "assumed"


def test_what_is_surer_weighs_more_and_together_they_are_surer_than_either() -> None:
    both = weighed(0.2, 0.1, Figure(0.6, 0.1, (2001,), "x"), 0.05)
    assert both.value == pytest.approx(0.4)
    assert both.spread == pytest.approx(0.1 / math.sqrt(2.0))
    assert weighed(0.2, 0.1, Figure(0.6, 0.01, (2001,), "x"), 0.05).value > 0.59
    alone = weighed(0.2, 0.1, Figure(0.6, 0.1, (2001,), "x"), 0.0)
    assert (alone.value, alone.status) == (0.6, "observed")


def test_votes_speak_by_their_order_alone() -> None:
    votes = {
        code: Figure(value, 0.1, (1,), "x") for code, value in zip("abc", (2, 5, 8), strict=True)
    }
    own = dict(zip("abc", (0.3, 0.0, 0.6), strict=True))
    found = matched(votes, own)
    values = [each.value for each in found.values()]
    assert values == sorted(values)
    assert sum(values) == pytest.approx(sum(own.values()))


def test_a_base_carried_forward_keeps_to_the_record(tmp_path: Path) -> None:
    path = tmp_path / "base-2015.toml"
    path.write_text(carried(2015, "base-2012", runs=20, seed=0), encoding="utf-8")
    base = load_scenario(path)
    assert (
        base.initial["crimea"]["holder"] == load_scenario("base-2019").initial["crimea"]["holder"]
    )
    assert {value.status for value in (base.region.initial["welfare"],)} == {"assumed"}
    assert (base.region.initial["dependence_trade"].widths() > 0.0).all()
    with pytest.raises(DocumentError, match="cannot be carried forward to 2031"):
        carried(2031, "base-2012", runs=20, seed=0)


@pytest.mark.slow
def test_the_base_of_2019_is_what_the_model_of_today_carries(tmp_path: Path) -> None:
    """Red after a rule changed; `sovsim base 2019 --from base-2012 --out FILE` makes it anew."""
    path = tmp_path / "base-2019.toml"
    path.write_text(carried(2019, "base-2012", runs=200, seed=0), encoding="utf-8")
    again, ships = load_scenario(path), load_scenario("base-2019")
    for column, value in ships.region.initial.items():
        np.testing.assert_allclose(
            again.region.initial[column].values, value.values, atol=0.02, err_msg=column
        )


def test_the_command_says_what_it_needs(ask: Ask) -> None:
    for wrong in (["2005"], ["2005", "--observed", "nowhere"], ["2019", "--from", "base-1999"]):
        found = ask("base", *wrong)
        assert found.status == BAD_INPUT
        assert found.error_lines <= 3


def test_the_command_says_what_it_had_to_do_without(ask: Ask, tmp_path: Path) -> None:
    bad = TRADE.replace("2001,0.4", "2001,much")
    read(tmp_path / "data", cow_trade_share_rus=bad)
    out = tmp_path / "base-2002.toml"
    found = ask("base", "2002", "--observed", tmp_path / "data", "--out", out)
    assert found.status == 0
    assert "assumed for want of a series: wdi_remittances_pct_gdp, " in found.out
    assert "1 fault in the folder" in found.out
    assert load_scenario(out).region.initial["regime_type"].status == "assumed"


def test_events_of_a_base_can_be_told_apart_and_lose_nothing() -> None:
    """Oil was cheap in 1998 and fell once more: what is left of the one begins with the other."""
    record = load_scenario("baseline-1992-2026")

    def price(start: str) -> dict[int, float]:
        found: dict[int, float] = {}
        for table in events(record, start, "2026Q4"):
            if table["type"] == "energy_price":
                at = quarters.parse(table["at"])
                for quarter in range(at, at + int(table.get("duration", 1))):
                    found[quarter] = found.get(quarter, 0.0) + table["size"]
        return found

    whole = price("1993Q1")
    for year in range(1993, 2015):
        told = [
            (table["type"], table["at"], str(table.get("who")))
            for table in events(record, f"{year}Q1", "2026Q4")
            if table["type"] == "energy_price"
        ]
        assert len(set(told)) == len(told), year
        later = {at: size for at, size in whole.items() if at >= quarters.parse(f"{year}Q1")}
        assert price(f"{year}Q1") == pytest.approx(later), year
