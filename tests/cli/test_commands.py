"""Every command does its work, in tables for people and JSON for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import BRIEF, Ask

SCENARIO = "csto-kazakhstan-2022"


def test_list_names_scenarios_and_metrics(ask: Ask) -> None:
    answer = ask("list")
    assert answer.status == 0
    assert SCENARIO in answer.out
    assert "sovereignty_gap" in answer.out
    data = json.loads(ask("list", "--json").out)
    assert {"scenarios", "experiments", "options", "metrics"} <= set(data)
    assert all(entry["question"] for entry in data["scenarios"])


def test_run_tells_a_teacher_what_happened(ask: Ask, tmp_path: Path) -> None:
    out = tmp_path / "run"
    answer = ask("run", SCENARIO, *BRIEF, "--no-plots", "--out", out)
    assert answer.status == 0
    assert answer.err == ""
    assert "Does an invited rescue" in answer.out
    assert "What the scenario sets" in answer.out
    assert "Kazakhstan" in answer.out
    assert "sovereignty gap" in answer.out
    assert str(out) in answer.out
    assert (out / "manifest.json").is_file()


@pytest.mark.slow
def test_run_writes_below_runs_by_default(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = ask("run", "toy-two-states", "--no-plots", "--seed", "3", "--json")
    assert answer.status == 0
    assert json.loads(answer.out)["folder"] == "runs/toy-two-states-seed3"
    assert (tmp_path / "runs/toy-two-states-seed3/ledger.parquet").is_file()
    assert ask("run", "toy-two-states", "--no-plots", "--seed", "3").status == 0
    changed = ask(
        "run", "toy-two-states", "--no-plots", "--set", "foreign_policy.scale=0.4", "--json"
    )
    assert json.loads(changed.out)["folder"].startswith("runs/toy-two-states-seed0-")


@pytest.mark.slow
def test_run_draws_figures_and_writes_the_report(ask: Ask, tmp_path: Path) -> None:
    out = tmp_path / "run"
    assert ask("run", "toy-two-states", "--out", out, "--json").status == 0
    assert list((out / "figures").glob("*.svg"))
    assert (out / "report.html").is_file()
    (out / "report.html").unlink()
    assert ask("report", out).status == 0
    assert (out / "report.html").is_file()


def test_explain(ask: Ask, run_folder: Path) -> None:
    answer = ask("explain", run_folder, "KAZ", "2022Q1")
    assert answer.status == 0
    assert answer.out.startswith("Kazakhstan in 2022Q1")
    data = json.loads(ask("explain", run_folder, "kaz", "2022Q1", "autonomy", "--json").out)
    assert [movement["variable"] for movement in data["movements"]] == ["autonomy"] * 3


def test_branch(ask: Ask, run_folder: Path) -> None:
    change = ("--at", "2022Q1", "--set", "foreign_policy.scale=0.25")
    answer = ask("branch", run_folder, *change)
    assert answer.status == 0
    assert "first apart in" in answer.out
    data = json.loads(ask("branch", run_folder, *change, "--json").out)
    assert min(row["quarter"] for row in data["divergences"]) >= "2022Q1"
    end = ask("branch", run_folder, "--at", "2022Q1", "--set", "alignment.toward_west_hedge=0.45")
    assert end.status == 0
    same = ask("branch", run_folder, "--at", "2022Q1")
    assert "the same to the last bit" in same.out


def test_verify(ask: Ask, run_folder: Path, tmp_path: Path) -> None:
    import shutil

    answer = ask("verify", run_folder)
    assert answer.status == 0
    assert "repeats bit for bit" in answer.out
    assert json.loads(ask("verify", run_folder, "--json").out)["ok"] is True
    shutil.copytree(run_folder, tmp_path / "copy")
    file = tmp_path / "copy" / "choices.parquet"
    content = bytearray(file.read_bytes())
    content[100] ^= 1
    file.write_bytes(content)
    damaged = ask("verify", tmp_path / "copy")
    assert damaged.status == 1
    assert "choices.parquet" in damaged.err
    assert 1 <= damaged.error_lines <= 3


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("dependence.fade_rate", ["per quarter", "inferred", "jcep-soviet-legacy"]),
        ("autonomy", ["one for each: state", "autonomy_security"]),
        ("autonomy_security", ["variable autonomy"]),
        ("hegemon_policy.rung", ["variants", "writes: rung"]),
        ("rung.opportunity", ["mechanisms.off=rung.opportunity", "overview-driver-opportunity"]),
        ("sovereignty_gap", ["formula"]),
        ("unrest", ["variable unrest", "event unrest"]),
        ("jcep-ties-as-leverage", ["strength: explicit", "used by"]),
        ("RH-01", ["reading RH-01 A", "the link is ours", "reading RH-01 B", "it states this"]),
        ("G-04", ["gap G-04", "filled by: coercion.adaptation", "it states this"]),
        ("TN-15", ["treatment: Ladder", "it states this"]),
        ("TR-02", ["wrong: Letting formal sovereignty fall", "it gives the direction"]),
    ],
)
def test_why(ask: Ask, name: str, told: list[str]) -> None:
    answer = ask("why", name)
    assert answer.status == 0
    shown = " ".join(answer.out.split())
    for words in told:
        assert words in shown
    assert json.loads(ask("why", name, "--json").out)


@pytest.mark.slow
def test_claims_and_their_coverage(ask: Ask) -> None:
    assert len(json.loads(ask("claims", "--json").out)) == 381
    assert "jcep-westphalian-core" in ask("claims").out
    found = json.loads(ask("claims", "--coverage", "--json").out)
    assert found["placed"] + len(found["unplaced"]) == found["claims"] == 381
    assert f"placed {found['placed']}/381" in ask("claims", "--coverage").out


def test_diff(ask: Ask) -> None:
    answer = ask("diff", SCENARIO, "csto-kazakhstan-2022-no-debt")
    assert answer.status == 0
    assert "debt" in answer.out
    assert json.loads(ask("diff", SCENARIO, "csto-kazakhstan-2022-no-debt", "--json").out)
    assert "run alike" in ask("diff", SCENARIO, SCENARIO).out


@pytest.mark.parametrize("kind", ["scenario", "region"])
def test_schema(ask: Ask, kind: str) -> None:
    answer = ask("schema", kind)
    assert answer.status == 0
    assert json.loads(answer.out)["$schema"].startswith("https://json-schema.org")


@pytest.mark.slow
def test_odd_prints_the_description_or_writes_it(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "odd.md"
    answer = ask("odd", "--out", file)
    assert answer.status == 0
    assert ask("odd").out.strip() == file.read_text("utf-8").strip()


def test_check_reads_scenarios_and_regions(ask: Ask, tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    scenario = root / "scenarios" / f"{SCENARIO}.toml"
    region = root / "src/sovsim/data/region/toy-two-states.toml"
    answer = ask("check", scenario, region)
    assert answer.status == 0
    assert "a good scenario file" in answer.out
    assert "a good region file" in answer.out
    bad = tmp_path / "bad.toml"
    bad.write_text("[scenario]\nname = 3\n")
    found = ask("check", scenario, bad, "--json")
    assert found.status == 2
    assert [entry["ok"] for entry in json.loads(found.out)] == [True, False]
    assert "bad.toml:2" in found.err
    assert found.error_lines <= 3


def test_run_says_who_decided_in_eighty_columns(ask: Ask, tmp_path: Path) -> None:
    span = ("--set", "scenario.end=2014Q4")
    out = ask("run", "ukraine-2013-reversed", *span, "--no-plots", "--out", tmp_path / "r").out
    lines = out.splitlines()
    told = [line for line in lines if str(tmp_path) not in line]
    assert max(len(line) for line in told) <= 80
    assert "  2013Q4 * Ukraine took its bid for the EU back." in lines
    assert "  2013Q4 * Ukraine took its bid for the EU back." in lines
    assert any(line.startswith("What the scenario sets") for line in lines)
    assert "*: a decision that it imposes" in out
    assert "more in events.parquet" in out
    assert "This is one run of many" in out
    assert "--runs 200" in out


@pytest.mark.slow
def test_report_says_how_common_the_course_is(ask: Ask, tmp_path: Path) -> None:
    out = tmp_path / "run"
    assert ask("run", "toy-two-states", "--out", out, "--no-plots").status == 0
    assert ask("report", out, "--runs", "5").status == 0
    text = (out / "report.html").read_text(encoding="utf-8")
    assert "5 other runs of the same scenario" in text
    assert "sovsim report RUN --runs 5" in text
    assert ask("report", out, "--runs", "0").status == 2
