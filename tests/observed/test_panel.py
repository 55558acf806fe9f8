"""A series by year and state: with its own error, and with what rests on little marked."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from sovsim.given import ArgumentError
from sovsim.observed.panel import panel
from tests.observed.folders import POLYARCHY, read

BODIES = (
    "iso3,year,value,organisation\n"
    "EST,2003,0,NATO\nEST,2004,1,NATO\nEST,2003,0,CIS\nEST,2004,0,CIS\nKAZ,2004,1,CIS\n"
)
EVENTS = (
    "date,iso3,type,description,source_to_check\n"
    "2001-01-01,EST,treaty,a,b\n2002-01-01,EST,energy_cutoff,a,b\n"
    "2002-06-01,EST,energy_cutoff,c,b\n2004-01-01,KAZ,treaty,a,b\n"
)


def test_what_was_not_observed_is_no_number(tmp_path: Path) -> None:
    written = POLYARCHY.replace("2002", "2003")
    found = panel(read(tmp_path, vdem_v2x_polyarchy=written).series["vdem_v2x_polyarchy"])
    assert list(found.value.index) == [2001, 2002, 2003]
    assert found.value["EST"].tolist()[::2] == [0.5, 0.6]
    assert math.isnan(found.value.loc[2002, "EST"])
    assert found.value["UKR"].isna().all()


def test_ideal_points_carry_the_error_that_their_quantiles_say(tmp_path: Path) -> None:
    points = (
        "iso3,year,value,q05,q95,final_passage_only,n_votes\n"
        "EST,2001,1.0,0.8355,1.1645,1.0,60\nKAZ,2001,0.0,,,0.0,5\n"
    )
    found = panel(read(tmp_path, unga_idealpoint=points).series["unga_idealpoint"])
    assert found.error.loc[2001, "EST"] == pytest.approx(0.1, abs=1e-3)
    assert math.isnan(found.error.loc[2001, "KAZ"])
    assert found.weak.loc[2001, "KAZ"], "five votes are few"
    assert found.firm().loc[2001].notna().tolist().count(True) == 1


def test_a_share_of_few_votes_is_less_sure_and_a_share_of_one_is_not_certain(
    tmp_path: Path,
) -> None:
    shares = (
        "iso3,year,value,similarity3,n_votes,dyad\n"
        "EST,2001,1,1,10,EST-RUS\nKAZ,2001,1,1,100,KAZ-RUS\n"
    )
    error = panel(read(tmp_path, unga_agree_rus=shares).series["unga_agree_rus"]).error
    assert error.loc[2001, "EST"] > error.loc[2001, "KAZ"] > 0


def test_several_rows_a_year_need_a_word_on_how_to_combine_them(tmp_path: Path) -> None:
    series = read(tmp_path, memberships_public_record=BODIES).series["memberships_public_record"]
    with pytest.raises(ArgumentError, match="several rows"):
        panel(series)
    nato = panel(series, ("EST", "KAZ"), where={"organisation": ("NATO",)}).value
    assert nato["EST"].tolist() == [0.0, 1.0]
    assert nato["KAZ"].isna().all()
    assert panel(series, ("KAZ",), combine="sum").value.loc[2004, "KAZ"] == 1


def test_a_list_of_events_is_counted_and_silence_is_zero_only_where_it_is_said(
    tmp_path: Path,
) -> None:
    series = read(tmp_path, events_public_record=EVENTS).series["events_public_record"]
    where = {"type": ("energy_cutoff",)}
    listed = panel(series, ("EST", "KAZ"), where=where).value
    assert listed["EST"].fillna(-1).tolist() == [-1, 2, -1, -1]
    counted = panel(series, ("EST", "KAZ"), where=where, absent=0.0).value
    assert counted["EST"].tolist() == [0, 2, 0, 0]
    assert counted["KAZ"].tolist() == [0, 0, 0, 0]
    cut = panel(series.until(2003), ("EST",), where=where, absent=0.0).value
    assert list(cut.index) == [2001, 2002, 2003], "a quiet year before the cut is covered too"


def test_what_a_file_never_names_is_nothing_and_no_error(tmp_path: Path) -> None:
    observed = read(tmp_path, events_public_record=EVENTS, memberships_public_record=BODIES)
    bodies, events = (
        observed.series[f"{name}_public_record"] for name in ("memberships", "events")
    )
    assert panel(bodies, where={"organisation": ("EU",)}).value.isna().all(axis=None)
    assert (panel(events, where={"type": ("x",)}, absent=0.0).value == 0).all(axis=None)
