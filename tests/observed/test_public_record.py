"""The facts that ship: sourced, dated, in agreement with the scenarios, and right by hand."""

from __future__ import annotations

import shutil
import tomllib
from datetime import date
from pathlib import Path

import pytest

from sovsim import quarters
from sovsim.documents.errors import DocumentError
from sovsim.documents.shipped import shipped
from sovsim.given import ArgumentError
from sovsim.observed.catalogue import common
from sovsim.observed.public_record import public_record, read_record
from sovsim.observed.record_facts import Span

RECORD = public_record()
STATES = set(common().folder.states)
HEGEMON = common().folder.hegemon
SCENARIOS = ("baseline-1992-2026", "base-2005", "base-2012", "base-2019")


def scenario(name: str) -> dict[str, object]:
    return tomllib.loads((shipped("scenarios") / f"{name}.toml").read_text(encoding="utf-8"))


def events(*types: str) -> list[dict[str, str]]:
    found = [event for name in SCENARIOS for event in scenario(name)["event"]]  # type: ignore[attr-defined]
    return [event for event in found if event["type"] in types]


@pytest.mark.parametrize("name", list(RECORD.sheets))
def test_every_fact_has_a_source_a_state_of_the_region_and_a_time_that_is_covered(
    name: str,
) -> None:
    sheet = RECORD.sheets[name]
    assert sheet.fact
    for fact in sheet.fact:
        assert len(fact.source) > 10
        assert set(fact.codes) <= STATES
        assert fact.codes
        ended = fact.ended if isinstance(fact, Span) else None
        for when in filter(None, (fact.start, ended)):
            assert 1991 <= when.year <= sheet.about.covers[1], "no row from beyond what is covered"


def test_memberships_that_the_scenarios_call_facts_are_in_the_record() -> None:
    told = [e for e in events("membership_joined", "membership_left") if e["nature"] == "fact"]
    assert told
    for event in told:
        joins = event["type"] == "membership_joined"
        rows = [
            fact
            for fact in RECORD.memberships.fact
            if fact.body == event["institution"] and event["who"] in fact.states
        ]
        times = [fact.began if joins else fact.ended for fact in rows]
        assert event["at"] in [when.quarter for when in times if when], event


def test_the_regions_memberships_are_those_of_the_record_at_the_end_of_every_year() -> None:
    text = (shipped("region") / "post-soviet" / "institutions.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text)["membership"]
    for body in {row["institution"] for row in rows}:
        panel = RECORD.member(body, sorted(STATES)).value
        for year in panel.index:
            listed = {
                code
                for row in rows
                for code in row["codes"]
                if row["institution"] == body
                and int(row["from"][:4]) <= year < int(row.get("until", "9999")[:4])
            }
            assert {str(code) for code in panel.columns[panel.loc[year] == 1]} == listed, (
                body,
                year,
            )


def test_foundings_land_and_wars_of_the_scenarios_are_dated_as_in_the_record() -> None:
    for event in events("founded"):
        panel = RECORD.member(event["who"]).value
        members = [code for code in event["members"] if code != HEGEMON]
        assert (panel.loc[int(event["at"][:4]), members] == 1).all(), event
    lost = {(fact.unit, fact.at.quarter) for fact in RECORD.territory.of(["lost"])}
    taken = events("control_changed")
    assert taken
    assert {(event["who"], event["at"]) for event in taken} <= lost
    wars = RECORD.wars.of(["between"])
    for event in events("regional_war", "regional_war_ends"):
        ends = event["type"].endswith("ends")
        times = [
            war.ended if ends else war.began
            for war in wars
            if war.states == tuple(event["who"].split("-"))
        ]
        assert event["at"] in [when.quarter for when in times if when], event


def test_rulers_whom_the_start_values_know_took_office_when_the_record_says() -> None:
    """Georgia since 2013 is apart: the start values count the ruling party, the record its men."""
    compared = 0
    for year in (2005, 2012, 2019):
        initial = scenario(f"base-{year}")["initial"]
        assert isinstance(initial, dict)
        for code, values in initial.items():
            if "tenure" not in values or (code, year) == ("GEO", 2019):
                continue
            began = 4 * year - int(values["tenure"])
            before = [
                quarters.parse(fact.at.quarter)
                for fact in RECORD.governments.fact
                if fact.state == code and fact.at.last <= date(year, 1, 31)
            ]
            if began < 4 * 1992:
                assert not before, (code, year)
            else:
                assert max(before) == began, (code, year)
                compared += 1
    assert compared > 25


def test_panels_are_right_on_facts_that_everybody_knows() -> None:
    nato = RECORD.member("NATO").value
    assert nato.loc[2003].sum() == 0
    assert set(nato.columns[nato.loc[2004] == 1]) == {"EST", "LVA", "LTU"}
    csto = RECORD.member("CSTO").value["UZB"]
    assert [csto[year] for year in (1998, 1999, 2005, 2006, 2011, 2012)] == [1, 0, 0, 1, 1, 0]
    falls = RECORD.changed("fall").value
    assert [year for year in falls.index if falls.loc[year, "KGZ"]] == [2005, 2010, 2020]
    assert falls.loc[2014, "UKR"] == 1 == RECORD.changed("election").value.loc[2014, "UKR"]
    assert RECORD.changed("succession").value.loc[2019, "KAZ"] == 1
    assert RECORD.changed().value["BLR"].sum() == 1
    assert RECORD.changed().value.loc[2005, "EST"] == 1
    assert RECORD.changed(within=False).value.loc[2005, "EST"] == 0
    cut = RECORD.pressed("energy_cutoff").value["UKR"]
    assert [cut[year] for year in (2005, 2006, 2007, 2009, 2014)] == [0, 1, 0, 1, 1]
    war = RECORD.forced("war").value
    assert [year for year in war.index if war.loc[year, "GEO"]] == [2008]
    assert [year for year in war.index if war.loc[year, "UKR"]] == [2022, 2023, 2024]
    assert RECORD.forced("help").value.loc[2022, "KAZ"] == 1
    severed = RECORD.severed().value
    assert severed.loc[2008].sum() == severed.loc[2008, "GEO"] == 1
    assert RECORD.severed(onset=True).value.sum().sum() == 2
    assert RECORD.fighting("at_home").value["TJK"].sum() == 6
    assert RECORD.land("annexed").value.loc[2014, "UKR"] == 1


def test_a_long_ban_begins_once() -> None:
    every, first = (
        RECORD.pressed("embargo").value["GEO"],
        RECORD.pressed("embargo", onset=True).value["GEO"],
    )
    assert every[2010] == 1
    assert first[2010] == 0
    assert first[2006] == 1


def test_what_is_not_certain_is_weak() -> None:
    panel = RECORD.pressed("embargo")
    assert panel.value.loc[1995, "AZE"] == 1
    assert panel.weak.loc[1995, "AZE"]
    assert not panel.weak.loc[2006, "GEO"]
    assert not panel.weak.where(panel.value == 0, False).any(axis=None), "a zero is not weak"


def test_votes_are_read_and_compared_with_the_hegemons() -> None:
    vote = RECORD.vote("68/262")
    assert (vote["UKR"], vote["KAZ"], vote["ARM"]) == (1.0, 0.5, 0.0)
    assert vote.isna().sum() == 3
    assert RECORD.vote("ES-11/3")["KAZ"] == 0.0
    same = RECORD.agreement().value
    assert (same.loc[2022, "BLR"], same.loc[2022, "EST"]) == (1.0, 0.0)
    assert same.loc[2022, "KAZ"] == pytest.approx((0.5 + 0.5 + 1.0 + 0.5 + 0.5) / 5)
    assert (same.loc[2010, "ARM"], same.loc[2010, "LTU"]) == (1.0, 0.0)
    assert same.loc[2012].isna().all()
    with pytest.raises(ArgumentError, match="resolution"):
        RECORD.vote("68/626")


def test_a_cut_knows_nothing_of_what_came_later() -> None:
    cut = RECORD.until(2008)
    for name, sheet in cut.sheets.items():
        for fact in sheet.fact:
            assert fact.start is None or fact.start.year <= 2008
            assert not isinstance(fact, Span) or fact.ended is None or fact.ended.year <= 2008
        assert sheet.about.covers[1] <= 2008, name
    assert cut.member("CIS").value.loc[2008, "GEO"] == 1
    georgian = [f for f in cut.memberships.fact if f.body == "CIS" and f.states == ("GEO",)]
    assert [fact.ended for fact in georgian] == [None], "that it left in 2009 is not known"
    assert RECORD.until(2030).member("EU").value.equals(RECORD.member("EU").value)
    early = RECORD.until(2000)
    assert early.agreement().value.empty
    assert list(early.forced().value.index) == list(range(1992, 2001))


def test_an_unknown_kind_body_or_state_is_refused() -> None:
    with pytest.raises(ArgumentError, match="energy_cutoff"):
        RECORD.pressed("cutoff")
    with pytest.raises(ArgumentError, match="body"):
        RECORD.member("CST")
    with pytest.raises(ArgumentError, match="states"):
        RECORD.severed(states=("XXX",))


@pytest.mark.parametrize(
    ("file", "old", "new", "wrong"),
    [
        ("relations", 'state = "GEO"', 'state = "GOE"', "names no state 'GOE'"),
        ("relations", '"2008-09-02"', '"2008-09-32"', "is no day and no quarter"),
        ("relations", '"2008-09-02"', '"1989-09-02"', "between 1991 and 2026"),
        ("relations", 'began = "2008-09-02"', 'began = "2008-09-02"\nended = "2008Q1"', "before"),
        ("relations", 'by = "state"', 'by = "both"', "is not allowed"),
        ("relations", "source = ", "sources = ", "did you mean 'source'"),
        ("votes", 'absent = ["KGZ"', 'absent = ["KAZ", "KGZ"', "in two lists"),
        (
            "memberships",
            'ended = "1999-04-02"\nsource = "Collective',
            'source = "Collective',
            "UZB",
        ),
        ("memberships", 'body = "EAEU"', 'body = "EEU"', "names no institution"),
    ],
)
def test_a_fault_is_told_with_file_line_and_key(
    tmp_path: Path, file: str, old: str, new: str, wrong: str
) -> None:
    place = shutil.copytree(shipped("record"), tmp_path / "record")
    path = place / f"{file}.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DocumentError) as error:
        read_record(place)
    assert wrong in str(error.value)
    assert error.value.file == f"record/{file}.toml"
    assert error.value.line > 1


def test_a_missing_table_is_told(tmp_path: Path) -> None:
    place = shutil.copytree(shipped("record"), tmp_path / "record")
    (place / "wars.toml").unlink()
    with pytest.raises(DocumentError, match="wars"):
        read_record(place)
