"""A manifest that is lost or damaged: parts are known by their address, and none is locked out."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from sovsim.disk.put import put_json
from sovsim.ensemble import EnsembleError, load_results, run_ensemble
from sovsim.ensemble.crossed import run_crossed
from tests.ensemble.ensembles import same, toy

POINTS = pd.DataFrame({"dependence.fade_rate": [0.0, 0.02]})


def lost(manifest: Path) -> None:
    manifest.unlink()


def truncated(manifest: Path) -> None:
    manifest.write_bytes(manifest.read_bytes()[:-100])


def edited(manifest: Path) -> None:
    manifest.write_text(manifest.read_text("utf-8").replace('"seed": 0', '"seed": 1'), "utf-8")


def of_bytes(manifest: Path) -> None:
    manifest.write_bytes(b"\xff\x00")


DAMAGES = (lost, truncated, edited, of_bytes)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in folder.rglob("*.parquet")}


@pytest.mark.parametrize("damage", DAMAGES)
def test_the_same_call_writes_it_anew_and_does_no_run_again(
    damage: Callable[[Path], None], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = run_ensemble(toy(), 20, out=tmp_path)
    _ = before.metrics, before.states
    parts = contents(tmp_path)
    damage(tmp_path / "manifest.json")
    with pytest.raises(EnsembleError, match="given once more, writes the manifest anew"):
        load_results(tmp_path)
    told: list[int] = []
    again = run_ensemble(toy(), 20, out=tmp_path, progress=lambda done, _: told.append(done))
    assert not told
    assert contents(tmp_path) == parts
    (message,) = caplog.messages
    assert message.startswith(f"note: {tmp_path / 'manifest.json'} was lost or damaged")
    same(again, load_results(tmp_path))
    assert again.metrics.equals(before.metrics)


def test_more_runs_go_on_from_the_parts(tmp_path: Path) -> None:
    run_ensemble(toy(), 5, out=tmp_path, trajectories=("autonomy",))
    lost(tmp_path / "manifest.json")
    more = run_ensemble(toy(), 9, out=tmp_path)
    same(more, run_ensemble(toy(), 9))
    assert len(more.panel(None)) == 9 * 8 * 2


def test_fewer_runs_keep_the_rest(tmp_path: Path) -> None:
    run_ensemble(toy(), 9, out=tmp_path)
    lost(tmp_path / "manifest.json")
    run_ensemble(toy(), 4, out=tmp_path)
    assert load_results(tmp_path).parts[0][1].cells.stop == 4
    same(run_ensemble(toy(), 9, out=tmp_path), run_ensemble(toy(), 9))


@pytest.mark.parametrize("damage", [lost, truncated])
def test_parts_of_something_else_are_left_alone(
    damage: Callable[[Path], None], tmp_path: Path
) -> None:
    run_ensemble(toy(), 5, out=tmp_path)
    damage(tmp_path / "manifest.json")
    parts = contents(tmp_path)
    for other in ({"seed": 1}, {"settings": ["dependence.fade_rate=0.002"]}):
        with pytest.raises(EnsembleError, match="its parts are not those of this call"):
            run_ensemble(toy(), 5, out=tmp_path, **other)  # type: ignore[arg-type]
    with pytest.raises(EnsembleError, match="its parts are not those of this call"):
        run_ensemble("toy-four-states", 5, out=tmp_path)
    with pytest.raises(EnsembleError, match="its parts are not those of this call"):
        run_crossed({"toy-two-states": toy()}, POINTS, 2, out=tmp_path)
    assert contents(tmp_path) == parts


def test_a_crossed_design_is_known_by_its_address(tmp_path: Path) -> None:
    first = run_crossed({"toy": toy()}, POINTS, 3, out=tmp_path)
    parts = contents(tmp_path)
    lost(tmp_path / "manifest.json")
    with pytest.raises(EnsembleError, match="not those of this call"):
        run_crossed({"toy": toy()}, POINTS, 2, out=tmp_path)
    with pytest.raises(EnsembleError, match="not those of this call"):
        run_crossed({"toy": toy()}, POINTS + 0.001, 3, out=tmp_path)
    again = run_crossed({"toy": toy()}, POINTS, 3, out=tmp_path)
    assert contents(tmp_path) == parts
    pd.testing.assert_frame_equal(first, again, check_exact=True)


def test_the_same_values_on_other_runs_are_something_else(tmp_path: Path) -> None:
    once, again = (pd.DataFrame({"dependence.fade_rate": [0.01] * points}) for points in (2, 3))
    run_crossed({"toy": toy()}, once, 3, out=tmp_path)
    lost(tmp_path / "manifest.json")
    with pytest.raises(EnsembleError, match="not those of this call"):
        run_crossed({"toy": toy()}, again, 2, out=tmp_path)


def test_a_foreign_folder_of_parquet_files_is_none_of_ours(tmp_path: Path) -> None:
    for kind in ("metrics", "states", "parts"):
        (tmp_path / kind).mkdir()
    POINTS.to_parquet(tmp_path / "metrics" / "toy-two-states-00000000.parquet")
    (tmp_path / "parts" / "toy-two-states-00000000.json").write_text('{"address": "none"}')
    (tmp_path / "parts" / "wheel-7.json").write_text("[]")
    there = {file: file.read_bytes() for file in tmp_path.rglob("*.*")}
    with pytest.raises(EnsembleError, match="holds other files"):
        run_ensemble(toy(), 3, out=tmp_path)
    with pytest.raises(EnsembleError, match="it holds no manifest"):
        load_results(tmp_path)
    assert {file: file.read_bytes() for file in tmp_path.rglob("*.*")} == there


def test_the_manifest_of_something_else_is_never_replaced(tmp_path: Path) -> None:
    run_ensemble(toy(), 3, out=tmp_path / "e")
    put_json(tmp_path / "e" / "manifest.json", {"kind": "run", "format": 1})
    with pytest.raises(EnsembleError, match="speaks of: run"):
        run_ensemble(toy(), 3, out=tmp_path / "e")
    shutil.rmtree(tmp_path / "e" / "parts")
    (tmp_path / "e" / "manifest.json").write_text("{")
    with pytest.raises(EnsembleError, match="damaged"):
        run_ensemble(toy(), 3, out=tmp_path / "e")
