"""A run folder is written whole or not at all, and a damaged one says so in one line."""

from __future__ import annotations

import getpass
import json
import os
import re
from pathlib import Path

import pandas as pd
import pytest

from sovsim.disk.errors import WriteError
from sovsim.record import RunFolder, RunFolderError
from sovsim.record.folder_target import check_target
from sovsim.record.layout import TABLES
from sovsim.record.run import Run
from sovsim.single_run import run
from tests.record.conftest import SCENARIO, SHORT

BRIEF = ("scenario.start=2022Q1", "scenario.start_values=2022Q1", "scenario.end=2022Q2")


@pytest.mark.parametrize("name", TABLES)
def test_tables_survive_the_disk_bit_for_bit(recorded: Run, folder: RunFolder, name: str) -> None:
    pd.testing.assert_frame_equal(getattr(folder, name), getattr(recorded, name), check_exact=True)


def test_the_folder_alone_gives_the_scenario_back(recorded: Run, folder: RunFolder) -> None:
    assert folder.scenario.as_dict() == recorded.scenario.as_dict()
    assert folder.scenario.start == "2020Q3"
    assert folder.manifest["spec_hash"] == recorded.scenario.spec_hash


def test_a_region_of_ones_own_is_kept_in_the_folder(tmp_path: Path) -> None:
    from sovsim.scenario import load_scenario

    text = load_scenario("toy-two-states").text
    shipped = Path(__file__).parents[2] / "src/sovsim/data/region/toy-two-states.toml"
    region = shipped.read_text("utf-8").replace('name = "toy-two-states"', 'name = "mine"', 1)
    (tmp_path / "mine.toml").write_text(region, "utf-8")
    scenario = tmp_path / "own.toml"
    scenario.write_text(
        re.sub(r"(?m)^region = .*$", 'region = "mine.toml"', text).replace(
            'name = "toy-two-states"', 'name = "own"', 1
        ),
        "utf-8",
    )
    done = run(scenario, out=tmp_path / "out", plots=False)
    (tmp_path / "mine.toml").unlink()
    scenario.unlink()
    again = RunFolder.open(tmp_path / "out").scenario
    assert again.region.name == "mine"
    assert again.spec_hash == done.scenario.spec_hash


def test_the_manifest_names_versions_and_no_machine(folder: RunFolder) -> None:
    manifest = folder.manifest
    assert {"python", "numpy", "scipy", "mesa", "pandas", "pyarrow", "sovsim"} <= set(
        manifest["versions"]
    )
    assert manifest["seed"] == 0
    assert re.fullmatch(r"[0-9a-f]{64}", manifest["code_hash"])
    assert manifest["command"].startswith(f"sovsim run {SCENARIO} --seed 0 --set")
    text = (folder.path / "manifest.json").read_text("utf-8")
    assert str(folder.path) not in text
    assert os.uname().nodename not in text or len(os.uname().nodename) < 4
    assert str(Path.home()) + "/" not in text
    assert os.path.expanduser(f"~{getpass.getuser()}/") not in text  # the user's, not the suite's


def test_metrics_have_value_unit_and_claims(folder: RunFolder) -> None:
    gap = folder.metrics["sovereignty_gap"]
    assert 0.0 < gap["value"] < 1.0
    assert gap["unit"]
    assert gap["claims"]


def test_the_same_run_may_be_written_again(copied: Path) -> None:
    run(SCENARIO, seed=0, out=copied, settings=SHORT, plots=False)
    assert RunFolder.open(copied).damaged_files() == []
    assert [entry.name for entry in copied.parent.iterdir()] == ["copy"]


def test_another_seed_does_not_take_its_place(copied: Path) -> None:
    before = (copied / "manifest.json").read_bytes()
    with pytest.raises(RunFolderError, match=r"seed 0.*--force"):
        run(SCENARIO, seed=1, out=copied, settings=SHORT, plots=False)
    assert (copied / "manifest.json").read_bytes() == before


def test_force_leaves_the_files_of_others_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(RunFolderError, match="holds other files"):
        run(SCENARIO, out=tmp_path, settings=BRIEF, plots=False)
    run(SCENARIO, out=tmp_path, settings=BRIEF, plots=False, force=True)
    assert (tmp_path / "thesis.txt").read_text() == "years of work"
    assert RunFolder.open(tmp_path).damaged_files() == []


def test_a_folder_below_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for target in (tmp_path / "file", tmp_path / "file" / "run"):
        with pytest.raises((WriteError, RunFolderError)) as caught:
            check_target(target, spec_hash="", seed=0, run=0)
        assert len(str(caught.value).splitlines()) == 1


def test_csv_on_request(tmp_path: Path) -> None:
    done = run(SCENARIO, out=tmp_path / "run", settings=BRIEF, plots=False, csv=True)
    table = pd.read_csv(tmp_path / "run" / "states.csv")
    assert list(table.columns) == list(done.states.columns)
    assert (table["autonomy_security"] == done.states["autonomy_security"]).all()


@pytest.mark.parametrize("name", ["states.parquet", "ledger.parquet", "metrics.json"])
def test_a_changed_byte_is_noticed(copied: Path, name: str) -> None:
    content = bytearray((copied / name).read_bytes())
    content[len(content) // 2] ^= 1
    (copied / name).write_bytes(content)
    damaged = RunFolder.open(copied)
    assert damaged.damaged_files() == [name]
    with pytest.raises(RunFolderError, match=f"damaged run folder: {name}") as caught:
        getattr(damaged, name.split(".", maxsplit=1)[0])
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: "",
        lambda text: "[]",
        lambda text: "{}",
        lambda text: text[: len(text) // 2],
        lambda text: text.replace('"seed": 0', '"seed": 1'),
        lambda text: json.dumps({"kind": "ensemble"}),
        lambda text: json.dumps({"kind": "run", "format": 99}),
    ],
)
def test_a_spoilt_manifest_is_one_line(copied: Path, spoil: object) -> None:
    manifest = copied / "manifest.json"
    manifest.write_text(spoil(manifest.read_text("utf-8")), "utf-8")  # type: ignore[operator]
    with pytest.raises(RunFolderError) as caught:
        RunFolder.open(copied)
    assert len(str(caught.value).splitlines()) == 1


def test_what_is_no_run_folder_is_one_line(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere", Path(__file__)):
        with pytest.raises(RunFolderError) as caught:
            RunFolder.open(path)
        assert len(str(caught.value).splitlines()) == 1


def test_a_missing_table_is_one_line(copied: Path) -> None:
    (copied / "ledger.parquet").unlink()
    with pytest.raises(RunFolderError, match=r"ledger\.parquet"):
        _ = RunFolder.open(copied).ledger
