"""What is lost or damaged is found and done again, and whoever reads meanwhile is told."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sovsim.ensemble import Arm, EnsembleError, load_results, run_arms, run_ensemble
from sovsim.ensemble import read as read_module
from sovsim.ensemble.batch import Progress
from sovsim.ensemble.crossed import run_crossed
from sovsim.ensemble.results import Results
from tests.ensemble.ensembles import LONG, same, start, toy
from tests.shared import rest_slow

FADE = "dependence.fade_rate"
KINDS = ("metrics", "states", "parameters", "trajectories", "parts")


def lost(file: Path) -> None:
    file.unlink()


def truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-200])


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def flipped(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 3] ^= 8
    file.write_bytes(content)


def tail_flipped(file: Path) -> None:
    """Damage what no checksum of a page covers."""
    content = bytearray(file.read_bytes())
    content[-20] ^= 1
    file.write_bytes(content)


DAMAGES = (lost, truncated, emptied, flipped, tail_flipped)


def ensemble(folder: Path, progress: Progress | None = None) -> Results:
    arms = {"a": Arm(toy()), "b": Arm(toy(), {FADE: np.linspace(0.001, 0.01, 20)})}
    return run_arms(arms, 20, out=folder, trajectories=("autonomy",), progress=progress)


def read_all(results: Results) -> None:
    for name in ("metrics", "states", "parameters", "errors"):
        getattr(results, name)
    results.panel()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "e"
    ensemble(folder)
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A whole ensemble that a test may damage."""
    return shutil.copytree(made, tmp_path / "e")


@pytest.fixture(scope="module")
def whole(made: Path) -> Results:
    return load_results(made)


@pytest.mark.parametrize("damage", rest_slow(DAMAGES, 2))
@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_file_is_done_again_and_said(
    kind: str,
    damage: Callable[[Path], None],
    folder: Path,
    whole: Results,
    caplog: pytest.LogCaptureFixture,
) -> None:
    file = sorted((folder / kind).glob("b-*"))[0]
    damage(file)
    told: list[int] = []
    again = ensemble(folder, progress=lambda _, all_: told.append(all_))
    assert set(told) == {20}
    name = f"{kind}/{file.name}"
    assert caplog.messages == [f"note: 1 damaged part is done again: {name}"]
    same(again, whole)
    pd.testing.assert_frame_equal(again.panel(None), whole.panel(None), check_exact=True)
    read_all(load_results(folder))


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("kind", ["metrics", "states", "parameters", "trajectories"])
def test_whoever_reads_a_damaged_file_is_told_which_and_what_to_do(
    kind: str, damage: Callable[[Path], None], folder: Path
) -> None:
    file = sorted((folder / kind).glob("b-*"))[0]
    damage(file)
    with pytest.raises(EnsembleError) as told:
        read_all(load_results(folder))
    assert str(told.value).startswith(f"{file}: ")
    assert "the command that made it does this part again" in str(told.value)
    assert len(str(told.value).splitlines()) <= 3


def test_a_part_without_its_seal_counts_as_unfinished(folder: Path) -> None:
    (folder / "parts" / "b-00000000.json").unlink()
    results = load_results(folder)
    assert (results.done, results.complete) == (20, False)
    read_all(results)


@pytest.mark.slow
def test_several_damaged_parts_are_counted(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = run_ensemble(toy(), 1100, out=tmp_path)
    _ = before.metrics, before.states, before.parameters
    for file in (tmp_path / "states").iterdir():
        flipped(file)
    again = run_ensemble(toy(), 1100, out=tmp_path)
    (message,) = caplog.messages
    assert message.startswith("note: 5 damaged parts are done again: states/toy-two-states-0000")
    assert message.endswith("and 2 more")
    same(before, again)


def test_fewer_runs_heal_a_part_with_all_that_it_held(tmp_path: Path) -> None:
    run_ensemble(toy(), 12, out=tmp_path)
    truncated(next((tmp_path / "states").iterdir()))
    assert len(run_ensemble(toy(), 4, out=tmp_path).metrics) == 4
    same(load_results(tmp_path), run_ensemble(toy(), 12))


def test_a_crossed_design_heals_in_the_same_way(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    points = pd.DataFrame({FADE: np.linspace(0.0, 0.02, 100)})
    first = run_crossed({"toy": toy()}, points, 3, out=tmp_path)
    flipped(tmp_path / "states" / "toy-00000256.parquet")
    again = run_crossed({"toy": toy()}, points, 3, out=tmp_path)
    assert caplog.messages == ["note: 1 damaged part is done again: states/toy-00000256.parquet"]
    pd.testing.assert_frame_equal(first, again, check_exact=True)
    results = load_results(tmp_path)
    assert list(results.states.columns[:4]) == ["arm", "point", "run", "state"]
    assert results.parameters[FADE].tolist() == np.repeat(points[FADE], 3).tolist()


@pytest.mark.slow
def test_the_command_says_it_on_the_screen(tmp_path: Path) -> None:
    run_ensemble(toy(), 3, out=tmp_path / "e")
    lost(next((tmp_path / "e" / "states").iterdir()))
    call = ["batch", "toy-two-states", "--set", "scenario.end=1993Q4", "--runs", "3"]
    process = start(*call, "--workers", "1", "--out", str(tmp_path / "e"))
    _, error = process.communicate(timeout=LONG)
    assert process.returncode == 0
    name = "states/toy-two-states-00000000.parquet"
    assert error == f"note: 1 damaged part is done again: {name}\n"


def test_a_file_that_cannot_be_read_at_the_moment_is_not_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Arrow that gets no thread says so in the same kind of error as for a broken file."""
    results = run_ensemble(toy(), 3, out=tmp_path)

    def no_thread(*_: object) -> None:
        raise OSError("Failed to launch worker thread: Resource temporarily unavailable")

    monkeypatch.setattr(read_module, "decode", no_thread)
    with pytest.raises(OSError, match="cannot be read now: Failed to launch") as told:
        _ = results.metrics
    assert not isinstance(told.value, EnsembleError)


def test_what_cannot_be_opened_on_resume_is_no_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_ensemble(toy(), 3, out=tmp_path)
    kept = {file: file.read_bytes() for file in tmp_path.rglob("*.parquet")}
    opened = Path.open

    def closed(path: Path, *more: object, **others: object) -> object:
        if path.suffix == ".parquet":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *more, **others)  # type: ignore[call-overload]

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", closed)
        with pytest.raises(PermissionError):
            run_ensemble(toy(), 3, out=tmp_path)
    assert {file: file.read_bytes() for file in tmp_path.rglob("*.parquet")} == kept


def test_a_folder_in_the_place_of_a_file_is_named_and_not_removed(folder: Path) -> None:
    file = sorted((folder / "states").glob("a-*"))[0]
    file.unlink()
    file.mkdir()
    (file / "mine.txt").write_text("mine")
    with pytest.raises(EnsembleError, match="a folder stands in the place of a file"):
        _ = load_results(folder).states
    with pytest.raises(EnsembleError, match="a folder stands in the place of a file"):
        ensemble(folder)
    assert (file / "mine.txt").read_text() == "mine"
