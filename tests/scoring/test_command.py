"""``sovsim score`` on folders of backtests, on settings, and on what cannot be used."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from sovsim.scenario import load_scenario
from sovsim.scoring.arms import ScoreError, arm, arms
from sovsim.scoring.predictions import Predictions, read_predictions
from tests.backtest.planted import write
from tests.command_line import Ask
from tests.scoring.tables import arms as made
from tests.scoring.tables import equally


def written(one: Predictions, folder: Path) -> Path:
    folder.mkdir()
    one.forecasts.to_csv(folder / "forecasts.csv", index=False)
    one.chances.to_parquet(folder / "chances.parquet")
    one.placebo.to_csv(folder / "placebo.csv", index=False)
    told = {"scenario": "made up", "cuts": [1998, 2003], "runs": 9, "seed": 1, "last": 2011}
    (folder / "summary.json").write_text(json.dumps(told), encoding="utf-8")
    return folder


@pytest.fixture
def folders(tmp_path: Path) -> list[Path]:
    off = {"right": equally(0.0), "wrong": equally(0.4)}
    return [written(one, tmp_path / one.name) for one in made(off)]


@pytest.mark.slow
def test_it_says_first_who_is_nearer_and_keeps_to_80_columns(
    ask: Ask, folders: list[Path], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    answer = ask("score", *folders, "--out", out)
    assert answer.status == 0, answer.err
    lines = answer.out.splitlines()
    assert lines[0] == "Held against data: right, wrong"
    assert lines[1].startswith("  right is nearer to the data than wrong")
    assert [line for line in lines if len(line) > 80 and str(out) not in line] == []
    table = pd.read_csv(out / "differences.csv")
    assert {"x", "y", "pool", "ratio", "low", "high", "won", "chance"} <= set(table)
    for name in ("events", "weights", "power", "placebo"):
        assert (out / f"{name}.csv").is_file()
    assert (out / "figures" / "arms.svg").stat().st_size > 1000
    page = (out / "report.html").read_text(encoding="utf-8")
    assert page.index('id="told"') < page.index('id="weights"')
    assert "<script" not in page
    assert ask("score", *folders, "--out", out, "--no-plots").status == 0


def test_json_holds_words_and_tables(ask: Ask, folders: list[Path]) -> None:
    told = json.loads(ask("score", *folders, "--json").out)
    assert told["arms"] == ["right", "wrong"]
    assert told["nearer"] == {"right / wrong": "right"}
    assert told["cuts"] == [1998, 2003]
    assert {row["mark"] for row in told["differences"]} == {"mae", "crps"}
    assert told["power"][0]["effective"] > 0


def test_arms_made_by_other_seeds_are_said_to_hold_chance(ask: Ask, folders: list[Path]) -> None:
    file = folders[1] / "summary.json"
    file.write_text(file.read_text(encoding="utf-8").replace('"seed": 1', '"seed": 2'))
    answer = " ".join(ask("score", *folders).out.split())
    assert "made with other seeds (1, 2)" in answer
    assert "The data do not tell right and wrong apart" in answer


def test_folders_that_cannot_be_used_are_refused(
    ask: Ask, folders: list[Path], tmp_path: Path
) -> None:
    one, other = folders
    empty = tmp_path / "empty"
    empty.mkdir()
    table = pd.read_csv(other / "forecasts.csv")
    for name, wrong, words in (
        ("no column", table.drop(columns="crps"), "lacks the column 'crps'"),
        ("no number", table.assign(low="x"), "column 'low' holds what is no number"),
        ("a hole", table.assign(observed=float("nan")), "column 'observed'"),
        ("twice", pd.concat([table, table]), "twice"),
    ):
        place = tmp_path / name
        place.mkdir()
        wrong.to_csv(place / "forecasts.csv", index=False)
        answer = ask("score", one, place)
        assert (answer.status, words in answer.err) == (2, True), answer.err
        assert answer.error_lines <= 3
    facts = tmp_path / "facts"
    facts.mkdir()
    (facts / "summary.json").write_text('{"on": "facts of public record that ship"}', "utf-8")
    (tmp_path / "a hole" / "forecasts.csv").write_bytes(b"\x00\xff")
    for arguments, words in (
        ((one, empty), "holds no forecasts"),
        ((one, facts), "made without --observed"),
        ((empty, empty), "holds no forecasts"),
        ((one, tmp_path / "a hole"), "forecasts.csv"),
        ((one,), "two arms at least"),
        ((one, other, "--variant", "z"), "variant 'z'"),
        ((), "in one way"),
        ((one, other, "--arm", "x:"), "in one way"),
        (("--arm", "x:", "--arm", "y:"), "name the folder of observed data"),
        (("--observed", "nowhere", "--arm", "x:", "--arm", "y:"), "no such folder"),
    ):
        answer = ask("score", *arguments)
        assert (answer.status, words in answer.err) == (2, True), answer.err
        assert answer.error_lines <= 3


def test_a_wrong_setting_is_told_of_the_arm() -> None:
    with pytest.raises(ScoreError, match=r"^--arm 'bent': alignment\.ratt=1: "):
        arm("bent: alignment.ratt=1", load_scenario("baseline-1992-2026"))


def test_arms_are_written_as_settings() -> None:
    base = load_scenario("baseline-1992-2026")
    plain = arm("plain:", base)
    assert plain.scenario is base or plain.scenario.spec_hash == base.spec_hash
    other = arm("other: mechanisms.autonomy.relaxation=west_binds", base)
    assert other.scenario.spec_hash != base.spec_hash
    assert arm("of 2019: base-2019", base).scenario.name == "base-2019"
    for text in ("=", "x=1", ": a=1", "x: one two", "x: 'open"):
        with pytest.raises(ScoreError):
            arm(text, base)
    with pytest.raises(ScoreError, match="called x"):
        arms(["x:", "x:"], base)


def test_a_folder_is_called_by_its_last_part(folders: list[Path]) -> None:
    assert read_predictions(folders[0]).name == "right"
    with pytest.raises(ScoreError, match="no such folder"):
        read_predictions(folders[0] / "none")


@pytest.mark.slow
@pytest.mark.parametrize("run", [1, 2])
def test_data_made_by_an_arm_of_the_model_are_won_by_that_arm(
    ask: Ask, tmp_path: Path, run: int
) -> None:
    """How fast workers go abroad, in data that the model made itself at another seed.

    Not every history tells: what befalls all states together is drawn once in each.
    """
    many = "economic_ties.work_abroad=0.15"
    write(tmp_path / "data", run, [many])
    years = ("--cut", "1998", "--cut", "2003", "--runs", "30", "--once", "--json")
    both = ("--arm", f"many: {many}", "--arm", "few:")
    told = json.loads(ask("score", "--observed", tmp_path / "data", *years, *both).out)
    assert told["differing"] == ["remittances"]
    assert told["nearer"] == {"many / few": "many"}
    weight = {row["arm"]: row["weight"] for row in told["weights"] if row["score"] == "crps"}
    assert weight["many"] > 0.7
