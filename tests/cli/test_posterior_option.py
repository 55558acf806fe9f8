"""``--posterior``: every command that runs a scenario can start from what was fitted to data."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.command_line import Ask
from tests.ensemble.ensembles import SHORT
from tests.ensemble.posteriors import RATE, SCENARIO, Sampled, sampled
from tests.experiment.test_experiments_load import GOOD, written

BRIEFLY = ("--set", SHORT, "--posterior", "tiny")


@pytest.fixture(autouse=True)
def tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every name be that of the small posterior."""

    def read(name: str) -> Sampled:
        return sampled()

    calibration = SimpleNamespace(read_posterior=read)
    monkeypatch.setitem(sys.modules, "sovsim.calibration", calibration)


@pytest.mark.slow
def test_run_says_what_it_took_and_its_folder_keeps_it(ask: Ask, tmp_path: Path) -> None:
    out = str(tmp_path / "run")
    told = ask("run", SCENARIO, *BRIEFLY, "--member", "3", "--no-plots", "--out", out)
    assert told.status == 0, told.err
    assert "1 parameter and 1 start value taken" in " ".join(told.out.split())
    assert "This run has member 3" in " ".join(told.out.split())
    manifest = json.loads((tmp_path / "run" / "manifest.json").read_text())
    assert manifest["posterior"]["member"] == 3
    again = ask("run", SCENARIO, *BRIEFLY, "--member", "2", "--no-plots", "--out", out)
    assert again.status == 2
    assert ask("verify", out).status == 0
    report = ask("report", out, "--runs", "3", "--posterior", "tiny")
    assert report.status == 0, report.err
    data = tmp_path / "data"
    data.mkdir()
    figures = "iso3,year,value\n" + "".join(f"UKR,{year},0.5\n" for year in range(1992, 2004))
    (data / "vdem_v2x_polyarchy.csv").write_text(figures, encoding="utf-8")
    early = ask("report", out, "--observed", str(data), "--until", "1999")
    assert (early.status, early.error_lines) == (2, 1)
    assert "has seen data up to 2003" in early.err


@pytest.mark.slow
def test_batch_tells_data_and_chance_apart_and_resumes(ask: Ask, tmp_path: Path) -> None:
    out = str(tmp_path / "batch")
    few = ("batch", SCENARIO, *BRIEFLY, "--members", "4", "--workers", "1", "--out", out)
    told = ask(*few, "--runs", "8")
    assert told.status == 0, told.err
    assert "from fitted" in told.out
    assert "4 members" in told.out
    plain = json.loads(ask(*few, "--runs", "12", "--json").out)
    assert plain["posterior"]["members"] == 4
    assert "fitted" in next(iter(plain["metrics"].values()))
    other = ask("batch", SCENARIO, *BRIEFLY, "--workers", "1", "--out", out)
    assert (other.status, other.error_lines) == (2, 2)
    assert "posterior tiny" in other.err
    assert ask("verify", out).status == 0


def test_compare_takes_members_as_units(ask: Ask) -> None:
    command = ("compare", SCENARIO, SCENARIO, *BRIEFLY, "--runs", "6", "--workers", "1")
    told = ask(*command)
    assert told.status == 0, told.err
    assert "Members are the units" in " ".join(told.out.split())


def test_a_setting_stays_as_it_was_asked(ask: Ask, tmp_path: Path) -> None:
    asked = ("--set", f"{RATE}=0.011", "--runs", "3", "--out", str(tmp_path / "batch"), "--json")
    told = ask("batch", SCENARIO, *BRIEFLY, *asked)
    assert f"As the scenario sets them: {RATE}" in json.loads(told.out)["posterior"]["taken"]


@pytest.mark.slow
def test_an_experiment_starts_from_it(ask: Ask, tmp_path: Path) -> None:
    out = str(tmp_path / "experiment")
    file = str(written(tmp_path, GOOD))
    told = ask(
        "experiment", file, "--posterior", "tiny", "--runs", "6", "--workers", "1",
        "--out", out, "--no-plots",
    )  # fmt: skip
    assert told.status == 0, told.err
    assert "Posterior tiny: 5 members" in " ".join(told.out.split())
    verdicts = json.loads((tmp_path / "experiment" / "verdicts.json").read_text())
    assert verdicts["posterior"]
    other = ask("experiment", file, "--runs", "6", "--workers", "1", "--out", out)
    assert other.status == 2
    assert "from no posterior" in other.err
    batch = ("batch", file, "--posterior", "tiny", "--runs", "6", "--workers", "1", "--out", out)
    assert ask(*batch).status == 0
    assert ask("report", out).status == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("run", SCENARIO, "--member", "1"), "goes with --posterior"),
        (("batch", SCENARIO, "--members", "2"), "goes with --posterior"),
        (("batch", SCENARIO, *BRIEFLY, "--members", "9"), "has 5 members, not 9"),
        (("run", SCENARIO, *BRIEFLY, "--member", "9"), "members 0 to 4"),
        (("report", ".", "--posterior", "tiny"), "goes with --runs"),
    ],
)
def test_what_does_not_go_together_is_refused(
    ask: Ask, arguments: tuple[str, ...], said: str
) -> None:
    told = ask(*arguments)
    assert told.status == 2
    assert said in told.err
    assert told.error_lines <= 3
