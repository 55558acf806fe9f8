"""A folder: what is missing is said, what is there is used, whatever its years."""

from __future__ import annotations

from pathlib import Path

import pytest

from sovsim.documents.errors import DocumentError
from sovsim.observed.catalogue import catalogue, common
from sovsim.observed.coverage import coverage, filled
from sovsim.observed.folder import read_folder
from sovsim.region import load_region
from tests.observed.folders import POLYARCHY, REAL, TRADE, folder, read, told


def test_a_folder_that_is_not_there_or_holds_nothing_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="there is no such folder"):
        read_folder(tmp_path / "nowhere")
    with pytest.raises(DocumentError, match="holds no series that is known"):
        read_folder(tmp_path)
    (tmp_path / "file").write_text("x")
    with pytest.raises(DocumentError, match="is no folder"):
        read_folder(tmp_path / "file")
    folder(tmp_path / "below", {"vdem_v2x_polyarchy": POLYARCHY})
    with pytest.raises(DocumentError, match=r"did you mean '.*below'"):
        read_folder(tmp_path)


def test_a_folder_of_which_nothing_can_be_used_is_refused_with_every_fault(tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as caught:
        read(tmp_path, vdem_v2x_polyarchy="", cow_trade_share_rus="x")
    assert [fault.line for fault in caught.value.problems] == [0, 1, 0]


def test_missing_series_are_named_and_strange_files_too(tmp_path: Path) -> None:
    observed = read(tmp_path, vdem_v2x_polyarchy=POLYARCHY, vdem_v2x_polyarchi=POLYARCHY)
    assert told(observed) == [
        "vdem_v2x_polyarchi.csv: is no series that is known; did you mean "
        "'vdem_v2x_polyarchy.csv'?; the file is left out"
    ]
    assert "cow_trade_share_rus" in observed.missing
    assert "remittance_share_russia_2017" not in observed.missing, "is of a later year alone"
    rows = {row.series: row for row in coverage(observed)}
    assert rows["vdem_v2x_polyarchy"].first == 2001
    assert rows["vdem_v2x_polyarchy"].lacking == tuple(
        code for code in common().folder.states if code not in ("EST", "KAZ")
    )
    assert not rows["cow_trade_share_rus"].there
    table = filled(observed)
    assert table.loc[table["row"] == "vdem_v2x_polyarchy", "value"].tolist() == [2 / 15, 2 / 15]


def test_later_years_are_read_like_others(tmp_path: Path) -> None:
    observed = read(tmp_path, vdem_v2x_polyarchy=POLYARCHY + "EST,2024,0.9\nEST,2051,0.8\n")
    assert not observed.damage
    assert observed.series["vdem_v2x_polyarchy"].span == (2001, 2051)


def test_what_a_cut_may_know_holds_nothing_later(tmp_path: Path) -> None:
    observed = read(
        tmp_path, vdem_v2x_polyarchy=POLYARCHY, cow_trade_share_rus=TRADE.replace("2001", "2009")
    ).until(2001)
    assert list(observed.series["vdem_v2x_polyarchy"].rows["year"]) == [2001, 2001]
    assert observed.series["vdem_v2x_polyarchy"].span == (2001, 2001)
    assert "cow_trade_share_rus" in observed.missing


def test_the_catalogue_knows_the_states_of_the_region() -> None:
    states = common().folder.states
    region = load_region("post-soviet")
    assert sorted(states) == sorted([*region.codes, common().folder.hegemon])


def test_every_series_says_whose_it_is_and_nothing_ships_of_what_is_unclear() -> None:
    assert len(catalogue()) == 48
    for series in catalogue().values():
        assert series.source.cite
        assert series.source.licence
        assert series.ships == (series.source.standing != "unclear")
    unclear = {name for name, series in catalogue().items() if not series.ships}
    assert {name.split("_")[0] for name in unclear} == {"fbic", "sanctions"}


@pytest.mark.skipif(not REAL.is_dir(), reason="no folder of observed data beside the checkout")
def test_the_real_folder_is_read_whole() -> None:
    observed = read_folder(REAL)
    assert not observed.damage
    assert not observed.missing
    assert {f"{name}.csv" for name in observed.series} == {each.name for each in REAL.glob("*.csv")}
    for name, one in observed.series.items():
        lines = (REAL / f"{name}.csv").read_text(encoding="utf-8").strip().count("\n")
        assert len(one.rows) == lines, name
