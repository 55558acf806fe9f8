"""``sovsim observed``: what is there and what is wrong, on 80 columns, and the page of the docs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sovsim.bases.page import whole
from sovsim.observed.catalogue import catalogue
from sovsim.observed.public_record import public_record
from tests.command_line import Ask
from tests.observed.folders import POLYARCHY, TRADE, folder

PAGE = Path(__file__).parents[2] / "docs" / "data.md"


def test_it_lists_what_is_there_and_every_fault_and_still_succeeds(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    bad = POLYARCHY.replace("0.6", "six")
    place = folder(tmp_path / "o", {"vdem_v2x_polyarchy": bad, "cow_trade_share_rus": TRADE})
    answer = ask("observed", place)
    assert answer.status == 0
    assert not answer.err
    lines = answer.out.splitlines()
    (row,) = [line.split() for line in lines if line.startswith("vdem_v2x_polyarchy  ")]
    assert row == ["vdem_v2x_polyarchy", "2", "2001-2002", "3", "1", "cite"]
    assert "column 'value' = 'six' is no number; the row is left out" in answer.out
    assert "polyarchy = kind of government" in " ".join(answer.out.split())
    faults = lines.index("1 fault:")
    assert all(len(line) <= 80 for line in lines[:faults])


def test_json_holds_every_fault_and_all_that_is_declared(ask: Ask, tmp_path: Path) -> None:
    rows = "".join(f"EST,{year},x\n" for year in range(1991, 2021))
    place = folder(tmp_path / "o", {"vdem_v2x_polyarchy": POLYARCHY.replace("\n", f"\n{rows}", 1)})
    assert "... and 25 more faults of this file; --json has all" in ask("observed", place).out
    told = json.loads(ask("observed", place, "--json").out)
    assert len(told["faults"]) == 30
    assert told["faults"][0]["line"] == 2
    assert told["faults"][0]["column"] == "value"
    assert len(told["missing"]) == 46
    (series,) = [each for each in told["series"] if each["there"]]
    assert series["standing"] == "cite"


def test_it_tells_all_about_a_series(ask: Ask, tmp_path: Path) -> None:
    place = folder(tmp_path / "o", {"vdem_v2x_polyarchy": POLYARCHY})
    told = " ".join(ask("observed", place, "vdem_v2x_polyarchy.csv").out.split())
    assert "4 rows, 2 states, 2001 to 2002, 100% of the state-years between; 0 faults" in told
    assert "Coppedge and others" in told
    assert "Caution: free elections" in told


@pytest.mark.parametrize("name", ["coverage.png", "below/coverage.svg"])
def test_it_draws_what_is_covered(ask: Ask, tmp_path: Path, name: str) -> None:
    place = folder(tmp_path / "o", {"vdem_v2x_polyarchy": POLYARCHY})
    assert ask("observed", place, "--figure", tmp_path / name).status == 0
    assert (tmp_path / name).stat().st_size > 1000


@pytest.mark.parametrize(
    ("arguments", "wrong"),
    [
        (("--figure", "x.png"), "name the folder"),
        (("nowhere",), "there is no such folder"),
        (("o", "polyarchy"), "no series 'polyarchy'"),
        (("o", "--figure", "x.pdf"), "must end in .png or .svg"),
    ],
)
def test_bad_input_is_told_in_three_lines(
    ask: Ask,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    wrong: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    folder(tmp_path / "o", {"vdem_v2x_polyarchy": POLYARCHY})
    answer = ask("observed", *arguments)
    assert answer.status == 2
    assert wrong in answer.err
    assert 1 <= answer.error_lines <= 3


def test_without_a_folder_it_lists_the_facts_that_ship(ask: Ask) -> None:
    answer = ask("observed")
    assert answer.status == 0
    assert not answer.err
    told = json.loads(ask("observed", "--json").out)["record"]
    assert {row["table"] for row in told} == set(public_record().sheets)
    for row in told:
        assert f"{row['table']}: " in answer.out
        assert len(row["rows"]) == row["facts"] > 0
    (severed,) = [row["rows"] for row in told if row["table"] == "relations"]
    assert severed[0]["began"] == "2008-09-02"


def test_the_page_of_the_docs_is_the_one_that_the_declarations_give(ask: Ask) -> None:
    assert PAGE.read_text(encoding="utf-8") == ask("observed", "--markdown").out
    for name, series in catalogue().items():
        assert f"`{name}.csv`" in whole()
        assert series.source.cite in whole()
