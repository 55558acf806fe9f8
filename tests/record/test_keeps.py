"""What stands in a run folder and no run wrote is never lost; a run is replaced whole or not."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from sovsim.disk.errors import WriteError
from sovsim.disk.sealed import sealed
from sovsim.given import ArgumentError
from sovsim.record import RunFolder, RunFolderError
from sovsim.record.verify import verify
from sovsim.single_run import illustrate, run
from tests.command_line import Ask
from tests.shared import rest_slow

TOY = "toy-two-states"
BRIEF = ("scenario.start=1992Q1", "scenario.end=1992Q4")
SETTINGS = [part for setting in BRIEF for part in ("--set", setting)]


@pytest.fixture(scope="module", autouse=True)
def few_pictures() -> Iterator[None]:
    """Three pictures show what becomes of all; drawing takes most of the time."""
    from sovsim.plots import run_pictures

    with pytest.MonkeyPatch.context() as patched:
        for room in ("sovsim.plots.run_figures", "sovsim.report.page"):
            patched.setattr(f"{room}.run_pictures", lambda run: islice(run_pictures(run), 3))
        yield


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory, few_pictures: None) -> Path:
    """A run with figures and report."""
    out = tmp_path_factory.mktemp("keeps") / "run"
    run(TOY, out=out, settings=BRIEF)
    return out


@pytest.fixture
def folder(drawn: Path, tmp_path: Path) -> Path:
    """A copy of it, with files and folders of the user's own."""
    target = tmp_path / "run"
    shutil.copytree(drawn, target)
    (target / "notes.txt").write_text("mine")
    (target / "figures" / "sketch.png").write_text("mine")
    (target / "src").mkdir()
    (target / "src" / "thesis.tex").write_text("mine")
    return target


def again(folder: Path, seed: int = 0, **more: Any) -> None:
    run(TOY, seed, out=folder, settings=BRIEF, **more)


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def mine(folder: Path) -> set[str]:
    return {name for name, content in files(folder).items() if content == b"mine"}


MINE = {"notes.txt", "figures/sketch.png", "src/thesis.tex"}


def test_the_manifest_lists_every_file_that_the_run_wrote(drawn: Path) -> None:
    manifest = RunFolder.open(drawn).manifest
    assert {*manifest["files"], *manifest["drawn"], "manifest.json"} == set(files(drawn))
    assert "report.html" in manifest["drawn"]
    assert verify(drawn).ok


def test_repeating_a_run_without_plots_keeps_figures_report_and_everything(folder: Path) -> None:
    before = files(folder)
    again(folder, plots=False)
    after = files(folder)
    assert mine(folder) == MINE
    changed = {name for name in before | after if before.get(name) != after.get(name)}
    assert changed <= {"manifest.json"}  # the time
    assert set(RunFolder.open(folder).manifest["drawn"]) == {
        name for name in before if name.endswith((".png", ".svg", ".html")) and name not in MINE
    }


@pytest.mark.slow
def test_repeating_a_run_makes_figures_and_report_that_are_gone(folder: Path) -> None:
    before = files(folder)
    (folder / "report.html").unlink()
    (folder / "figures" / "tile_map.svg").write_bytes(b"")
    again(folder)
    after = files(folder)
    assert set(after) == set(before)
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {"manifest.json", "report.html"}  # they name the time


def test_csv_tables_stay_with_the_run_that_wrote_them(tmp_path: Path) -> None:
    again(tmp_path / "r", plots=False, csv=True)
    again(tmp_path / "r", plots=False)
    assert "states.csv" in RunFolder.open(tmp_path / "r").manifest["files"]
    again(tmp_path / "r", seed=1, plots=False, force=True)
    assert not list((tmp_path / "r").glob("*.csv"))
    assert RunFolder.open(tmp_path / "r").damaged_files() == []


def test_another_run_takes_only_what_a_run_wrote(folder: Path) -> None:
    with pytest.raises(RunFolderError, match=r"another run \(toy-two-states, seed 0.*--force"):
        again(folder, seed=1, plots=False)
    again(folder, seed=1, plots=False, force=True)
    assert mine(folder) == MINE
    assert RunFolder.open(folder).manifest["seed"] == 1
    assert not (folder / "figures" / "tile_map.svg").exists(), "a picture of the other run"
    assert not (folder / "report.html").exists()
    assert verify(folder).ok
    assert not [entry for entry in folder.iterdir() if entry.name.startswith(".")]
    assert [entry.name for entry in folder.parent.iterdir()] == ["run"]


@pytest.mark.slow
def test_what_the_user_changed_is_kept_under_another_name(folder: Path) -> None:
    (folder / "report.html").write_text("my remarks")
    with pytest.warns(UserWarning, match="report.html had been changed; it is kept as"):
        again(folder)
    assert "<title>" in (folder / "report.html").read_text("utf-8")
    assert (folder / "report.changed-1.html").read_text() == "my remarks"
    again(folder)
    assert (folder / "report.changed-1.html").read_text() == "my remarks"


def test_a_damaged_table_is_made_again_by_the_same_run(folder: Path) -> None:
    (folder / "ledger.parquet").write_bytes(b"half")
    (folder / "states.parquet").unlink()
    assert sorted(RunFolder.open(folder).damaged_files()) == ["ledger.parquet", "states.parquet"]
    again(folder, plots=False)
    assert RunFolder.open(folder).damaged_files() == []
    assert mine(folder) == MINE


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("manifest.json", "{}"),
        ("manifest.json", "no json"),
        ("manifest.json", '{"kind": "ensemble"}'),
        ("manifest.json", '{"name": "app", "kind": 3}'),
        ("manifest.json", '{"a": 1e400}'),
        ("verdicts.json", "[]"),
        ("study.json", "{}"),
        ("metrics.json", "mine"),
        ("states.parquet", "mine"),
        ("report.html", "mine"),
    ],
)
def test_a_folder_of_something_else_is_refused_even_with_force(
    ask: Ask, tmp_path: Path, name: str, content: str, force: bool
) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "thesis.tex").write_text("mine")
    (tmp_path / name).write_text(content)
    before = files(tmp_path)
    more = ["--force"] if force else []
    answer = ask("run", TOY, *SETTINGS, "--out", tmp_path, *more)
    assert (answer.status, answer.error_lines) == (2, 1)
    assert str(tmp_path) in answer.err
    assert name in answer.err or "results" in answer.err or "study" in answer.err or not force
    assert files(tmp_path) == before


def test_a_folder_in_the_place_of_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "states.parquet").mkdir()
    with pytest.raises(RunFolderError, match=r"states\.parquet, which no run wrote"):
        again(tmp_path, plots=False, force=True)
    (tmp_path / "states.parquet").rmdir()
    again(tmp_path, plots=False)
    (tmp_path / "figures").write_text("mine")
    with pytest.raises(RunFolderError, match="holds figures, which no run wrote"):
        illustrate(RunFolder.open(tmp_path))
    assert (tmp_path / "figures").read_text() == "mine"


def test_a_home_is_not_written_to_by_force(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".profile").write_text("mine")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    with pytest.raises(RunFolderError, match="name a folder in it"):
        again(tmp_path, plots=False, force=True)
    assert list(files(tmp_path)) == [".profile"]


@pytest.mark.slow
def test_a_report_of_the_users_own_is_not_overwritten_by_report(ask: Ask, tmp_path: Path) -> None:
    again(tmp_path / "r", plots=False)
    (tmp_path / "r" / "report.html").write_text("mine")
    answer = ask("report", tmp_path / "r")
    assert (answer.status, answer.error_lines) == (2, 1)
    assert "report.html, which no run wrote" in answer.err
    assert (tmp_path / "r" / "report.html").read_text() == "mine"


def test_a_damaged_manifest_is_replaced_on_request_and_the_users_files_stay(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    (folder / "manifest.json").write_text(json.dumps({**manifest, "seed": 9}))
    with pytest.raises(RunFolderError, match=r"a damaged run.*--force"):
        again(folder, plots=False)
    again(folder, plots=False, force=True)
    assert mine(folder) == MINE
    assert verify(folder).ok


@pytest.mark.parametrize("left", ["", "no JSON", None])
def test_a_run_whose_manifest_is_lost_is_a_damaged_run(folder: Path, left: str | None) -> None:
    manifest = folder / "manifest.json"
    manifest.unlink()
    if left is not None:
        manifest.write_text(left)
    with pytest.raises(RunFolderError, match="damaged run; choose another folder, or --force"):
        again(folder, plots=False)
    again(folder, plots=False, force=True)
    assert RunFolder.open(folder).damaged_files() == []
    assert mine(folder) == MINE


def test_a_folder_of_version_0_1_0_is_read_and_its_pictures_are_its_own(folder: Path) -> None:
    """It listed neither figures nor report, and its code had another hash."""
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    drawn = manifest.pop("drawn")
    text = json.dumps(sealed({**manifest, "code_hash": "0" * 64}))
    (folder / "manifest.json").write_text(text)
    assert verify(folder).ok
    again(folder, plots=False)
    assert RunFolder.open(folder).manifest["drawn"] == drawn
    (folder / "manifest.json").write_text(text)
    again(folder, seed=1, plots=False, force=True)
    assert not [name for name in drawn if (folder / name).exists()]
    assert mine(folder) == MINE


def test_a_list_that_names_files_elsewhere_removes_nothing(folder: Path) -> None:
    """A folder may come from somebody else; a seal can be made by anybody."""
    (folder.parent / "victim").write_text("mine")
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    lists = ("../victim", str(folder.parent / "victim"), "notes.txt", "src/thesis.tex", ".bashrc")
    hashes = dict.fromkeys(lists, RunFolder.open(folder).manifest["files"]["metrics.json"])
    manifest["drawn"] = {**manifest["drawn"], **hashes}
    (folder / "manifest.json").write_text(json.dumps(sealed(manifest)))
    again(folder, seed=1, plots=False, force=True)
    assert (folder.parent / "victim").read_text() == "mine"
    assert mine(folder) == MINE


@pytest.mark.parametrize("place", [".", "./", "../here", "link", "link/", "new/deep"])
def test_a_run_is_written_to_the_folder_one_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ask: Ask, place: str
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    (tmp_path / "far").mkdir()
    (here / "link").symlink_to(tmp_path / "far")
    target = here / place
    monkeypatch.chdir(here)
    if not place.startswith(("link", "new")):
        (here / "link").unlink()
    for _ in range(2):
        answer = ask("run", TOY, *SETTINGS, "--no-plots", "--out", place)
        assert answer.status == 0, answer.err
    assert RunFolder.open(target).damaged_files() == []
    assert not list(tmp_path.rglob(".*"))


def test_an_empty_name_is_refused_in_words(ask: Ask) -> None:
    answer = ask("run", TOY, *SETTINGS, "--no-plots", "--out", "")
    assert answer.status == 2
    assert "names no place" in answer.err
    with pytest.raises(ArgumentError, match="is no path"):
        run(TOY, out="")


@pytest.mark.parametrize("nth", rest_slow([1, 4, 7], 1))
def test_a_fault_while_drawing_leaves_the_old_pictures_whole(
    folder: Path, monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    before, calls, sync = files(folder), [0], os.fsync

    def full(handle: int) -> None:
        calls[0] += 1
        if calls[0] >= nth:
            raise OSError(28, "No space left on device")
        sync(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WriteError, match=f"{folder}(.|\n)*No space left(.|\n)*make room"):
        illustrate(RunFolder.open(folder))
    assert files(folder) == before


KILLED = """
import os, sys
from sovsim.single_run import run
left = int(sys.argv[2])
def count(event, arguments):
    global left
    if event == "os.rename" and left:
        left -= 1
        if not left:
            os._exit(9)
sys.addaudithook(count)
run("toy-two-states", 1, out=sys.argv[1], plots=False, force=True,
    settings=("scenario.start=1992Q1", "scenario.end=1992Q4"))
"""


@pytest.mark.slow
@pytest.mark.parametrize(("step", "seed"), [(1, 0), (2, 1), (5, 1)])
def test_a_run_killed_while_it_takes_the_place_of_another_leaves_one_of_them_whole(
    folder: Path, step: int, seed: int
) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(folder), str(step)], check=False)
    assert done.returncode == 9
    found = RunFolder.open(folder)
    assert found.manifest["seed"] == seed
    assert found.damaged_files() == []
    assert verify(folder).ok
    again(folder, seed=seed, plots=False)
    assert mine(folder) == MINE
    assert RunFolder.open(folder).damaged_files() == []
    assert not [entry for entry in folder.iterdir() if entry.name.startswith(".")]


@pytest.fixture
def small_disk(tmp_path: Path) -> Any:
    """A disk of a few kilobytes, where the tests may mount one."""
    place = tmp_path / "small"
    place.mkdir()
    try:
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(place)],
            check=False,
            capture_output=True,
        )
    except OSError:
        pytest.skip("there is no mount")
    if mounted.returncode:
        pytest.skip("mounting is not allowed here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_disk_that_is_really_full_is_said_and_nothing_half_stays(
    ask: Ask, small_disk: Path
) -> None:
    (small_disk / "notes.txt").write_text("mine")
    target = small_disk / "run"
    answer = ask("run", TOY, "--no-plots", "--out", target)
    assert answer.status == 1
    assert str(target) in answer.err
    assert "No space left on device" in answer.err
    assert "make room" in answer.err
    assert answer.error_lines == 2
    assert [entry.name for entry in small_disk.iterdir()] == ["notes.txt"]
