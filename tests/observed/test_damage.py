"""What is damaged is named with file, line and value, and costs no more than what it touches."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.observed.folders import POLYARCHY, TRADE, read, told

ROW = "vdem_v2x_polyarchy.csv:3: column"
"""Beginning of a fault in the second row of the file."""


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("EST,2002,abc", f"{ROW} 'value' = 'abc' is no number"),
        ("EST,2002,1.5", f"{ROW} 'value' = '1.5' is out of range"),
        ("EST,2002,inf", f"{ROW} 'value' = 'inf' is no number"),
        ("EST,2002,", f"{ROW} 'value' is empty"),
        ("EST,2002,NA", f"{ROW} 'value' = 'NA' is empty"),
        ("XXX,2002,0.6", f"{ROW} 'iso3' = 'XXX' is no code of a state"),
        ("EST,20002,0.6", f"{ROW} 'year' = '20002' is out of range"),
        ("EST,2002.5,0.6", f"{ROW} 'year' = '2002.5' must be a whole number"),
        ("EST,2002", "vdem_v2x_polyarchy.csv:3: has 2 cells, the header 3"),
        ('EST,2002,"0.6', "vdem_v2x_polyarchy.csv:3: is no line of a CSV file"),
    ],
)
def test_a_wrong_row_is_left_out_and_the_others_stay(
    tmp_path: Path, written: str, wrong: str
) -> None:
    observed = read(tmp_path, vdem_v2x_polyarchy=POLYARCHY.replace("EST,2002,0.6", written))
    (fault,) = told(observed)
    assert fault.startswith(wrong)
    assert fault.endswith("the row is left out")
    assert observed.damage[0].fault.line == 3
    rows = observed.series["vdem_v2x_polyarchy"].rows
    assert list(zip(rows["iso3"], rows["year"], rows["value"], strict=True)) == [
        ("EST", 2001, 0.5),
        ("KAZ", 2001, 0.2),
        ("KAZ", 2002, 0.3),
    ]


def test_what_would_be_right_and_what_was_meant_is_said(tmp_path: Path) -> None:
    written = POLYARCHY.replace("EST,2002,0.6", "est,2002,0.6").replace(
        "KAZ,2002,0.3", '"KAZ",2002,"0,3"'
    )
    code, number = (str(each) for each in read(tmp_path, vdem_v2x_polyarchy=written).damage)
    assert "allowed: ARM, AZE" in code
    assert "did you mean 'EST'?" in code
    assert "allowed: written 0.3" in number


def test_a_row_that_stands_twice_counts_once(tmp_path: Path) -> None:
    observed = read(tmp_path, vdem_v2x_polyarchy=POLYARCHY + "EST,2001,0.50\n")
    assert told(observed) == [
        "vdem_v2x_polyarchy.csv:6: repeats line 2 on EST, 2001; the row is left out"
    ]
    assert len(observed.series["vdem_v2x_polyarchy"].rows) == 4


def test_of_two_rows_that_contradict_each_other_neither_is_used(tmp_path: Path) -> None:
    observed = read(tmp_path, vdem_v2x_polyarchy=POLYARCHY + "EST,2001,0.9\n")
    assert told(observed) == [
        "vdem_v2x_polyarchy.csv:2: contradicts line 6 on EST, 2001; the row is left out",
        "vdem_v2x_polyarchy.csv:6: contradicts line 2 on EST, 2001; the row is left out",
    ]
    assert len(observed.series["vdem_v2x_polyarchy"].rows) == 3


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (b"", "the file is empty"),
        (b" \n\n", "the file is empty"),
        (b"iso3,year,value\n", "holds no row that can be used"),
        (b"iso3,year,vaule\nEST,2001,0.5\n", "lacks the column value; it has iso3, year, vaule"),
        (b"iso3,year,value,value\nEST,2001,1,1\n", "names column value twice"),
        (b"EST,2001,0.5\n", "lacks the column iso3, year, value; it has EST, 2001, 0.5"),
        (b"iso3,year,value\nEST,2001,x\n", "holds no row that can be used"),
        (b"\x00\x00\x00\x01" * 20, "is no text"),
    ],
)
def test_a_file_that_is_of_no_use_is_left_out_and_the_others_are_read(
    tmp_path: Path, content: bytes, wrong: str
) -> None:
    observed = read(tmp_path, vdem_v2x_polyarchy=content, cow_trade_share_rus=TRADE)
    assert any(
        wrong in fault and fault.endswith("the file is left out") for fault in told(observed)
    )
    assert list(observed.series) == ["cow_trade_share_rus"]
    assert "vdem_v2x_polyarchy" in observed.missing


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (POLYARCHY.encode("utf-16"), "is UTF-16 text, not UTF-8"),
        (POLYARCHY.replace(",", ";").encode(), "columns are parted by ';', not by a comma"),
        (POLYARCHY.replace(",", "\t").encode(), "columns are parted by a tab, not by a comma"),
        (POLYARCHY.replace("value", "value,x").replace("5\n", "5,\x1b\n", 1).encode(), "U+001B"),
    ],
)
def test_another_encoding_or_separator_is_named_and_read(
    tmp_path: Path, content: bytes, wrong: str
) -> None:
    observed = read(tmp_path, vdem_v2x_polyarchy=content)
    assert any(wrong in fault for fault in told(observed))
    assert "EST" in set(observed.series["vdem_v2x_polyarchy"].rows["iso3"])


def test_other_line_ends_and_a_mark_of_utf8_are_no_faults(tmp_path: Path) -> None:
    content = ("\ufeff" + POLYARCHY.replace("\n", "\r\n")).encode()
    observed = read(tmp_path, vdem_v2x_polyarchy=content)
    assert not observed.damage
    assert len(observed.series["vdem_v2x_polyarchy"].rows) == 4


def test_letters_of_another_encoding_cost_nothing_where_they_do_not_matter(tmp_path: Path) -> None:
    events = "date,iso3,type,description,source_to_check\n2001-05-01,EST,x,Pärnu,y\n"
    observed = read(tmp_path, events_public_record=events.encode("latin-1"))
    assert told(observed) == [
        "events_public_record.csv:2: is not UTF-8 text from here on; nothing is left out"
    ]
    assert list(observed.series["events_public_record"].rows["year"]) == [2001]


def test_columns_that_are_lacking_unknown_or_damaged_cost_only_themselves(tmp_path: Path) -> None:
    lines = TRADE.replace("import_share", "improt_share").replace(",100,EST", ",-1,EST")
    observed = read(tmp_path, cow_trade_share_rus=lines)
    assert told(observed) == [
        "cow_trade_share_rus.csv:1: has an unknown column 'improt_share', not read; "
        "did you mean 'import_share'?; nothing is left out",
        "cow_trade_share_rus.csv:1: lacks the column 'import_share'; nothing is left out",
        "cow_trade_share_rus.csv:2: column 'total_trade_usd_m' = '-1' is out of range; "
        "the cell is taken as empty",
    ]
    assert len(observed.series["cow_trade_share_rus"].rows) == 2


def test_a_pair_of_codes_must_go_with_the_state_of_its_row(tmp_path: Path) -> None:
    observed = read(tmp_path, cow_trade_share_rus=TRADE.replace("KAZ-RUS", "EST-RUS"))
    (fault,) = told(observed)
    assert "column 'dyad' = 'EST-RUS' does not go with the row's state" in fault
    assert "allowed: KAZ-RUS" in str(observed.damage[0])
    assert len(observed.series["cow_trade_share_rus"].rows) == 2, "iso3 says whose row it is"


def test_a_row_about_another_partner_is_left_out(tmp_path: Path) -> None:
    observed = read(tmp_path, cow_trade_share_rus=TRADE.replace("KAZ-RUS", "KAZ-CHN"))
    assert told(observed)[0].endswith("does not go with the row's state; the row is left out")
    assert list(observed.series["cow_trade_share_rus"].rows["iso3"]) == ["EST"]


def test_quantiles_that_do_not_hold_their_value_are_not_used(tmp_path: Path) -> None:
    points = (
        "iso3,year,value,q05,q95,final_passage_only,n_votes\n"
        "EST,2001,1.0,0.8,1.2,1.0,60\nKAZ,2001,0.0,0.1,0.2,0.0,60\n"
    )
    observed = read(tmp_path, unga_idealpoint=points)
    (fault,) = told(observed)
    assert fault.startswith("unga_idealpoint.csv:3: has a value outside of q05 and q95")
    assert observed.series["unga_idealpoint"].rows["q05"].isna().tolist() == [False, True]


def test_dates_are_checked_and_give_the_year(tmp_path: Path) -> None:
    events = (
        "date,iso3,type,description,source_to_check\n2001-05-01,EST,a,b,c\n2001-02-30,EST,a,b,c\n"
    )
    observed = read(tmp_path, events_public_record=events)
    (fault,) = told(observed)
    assert fault.startswith("events_public_record.csv:3: column 'date' = '2001-02-30' is no date")
