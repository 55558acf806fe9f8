"""The folder: what it holds, how it is completed, and what it refuses."""

from __future__ import annotations

import errno
import hashlib
import os
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from sovsim.disk.errors import FolderInUse, WriteError
from sovsim.disk.parquet import decode, encode
from sovsim.ensemble import (
    Arm,
    EnsembleError,
    load_results,
    run_arms,
    run_ensemble,
    verify_ensemble,
)
from sovsim.ensemble import manifest as manifest_module
from sovsim.ensemble.parts import held, seal, seal_name
from tests.ensemble.ensembles import LONG, SHORT, STOPS_AFTER_A_PART, heard, same, start, toy


def parts(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (folder / "metrics").glob("*.parquet")}


def counted(calls: list[int]) -> Any:
    return lambda done, total: calls.append(total)


def test_the_folder_opens_with_any_reader(tmp_path: Path) -> None:
    results = run_ensemble(toy(), 5, out=tmp_path / "e")
    plain = pd.read_parquet(tmp_path / "e" / "metrics")
    assert list(plain.columns[:2]) == ["arm", "run"]
    assert plain["autonomy"].tolist() == results.metrics["autonomy"].tolist()
    assert {"arm", "run", "state", "autonomy"} <= set(pd.read_parquet(tmp_path / "e" / "states"))
    same(results, load_results(tmp_path / "e"))


def test_more_runs_later_compute_only_the_missing_ones(tmp_path: Path) -> None:
    calls: list[int] = []
    run_ensemble(toy(), 7, out=tmp_path / "e")
    more = run_ensemble(toy(), 300, out=tmp_path / "e", progress=counted(calls))
    assert set(calls) == {293}
    same(more, run_ensemble(toy(), 300))
    held = parts(tmp_path / "e")
    again = run_ensemble(toy(), 300, out=tmp_path / "e", progress=counted(calls))
    assert set(calls) == {293}
    assert parts(tmp_path / "e") == held
    same(more, again)


def test_fewer_runs_later_show_the_first_and_keep_the_rest(tmp_path: Path) -> None:
    run_ensemble(toy(), 12, out=tmp_path / "e")
    assert len(run_ensemble(toy(), 4, out=tmp_path / "e").metrics) == 4
    assert len(load_results(tmp_path / "e").metrics) == 12


def test_sampled_values_may_grow_and_are_checked(tmp_path: Path) -> None:
    values = np.linspace(0.001, 0.01, 20)
    calls: list[int] = []

    def run(count: int, drawn: Any) -> Any:
        arms = {"a": Arm(toy(), {"dependence.fade_rate": drawn[:count]})}
        return run_arms(arms, count, out=tmp_path / "e", progress=counted(calls))

    run(8, values)
    run(20, values)
    run(8, values)
    assert set(calls) == {8, 12}
    other = run(20, values[::-1])
    assert calls[-1] == 20
    assert other.parameters["dependence.fade_rate"].tolist() == values[::-1].tolist()


@pytest.mark.slow
def test_kill_9_loses_only_what_is_in_flight(tmp_path: Path) -> None:
    folder = tmp_path / "e"
    first = start(str(folder), "1100", SHORT, code=STOPS_AFTER_A_PART)
    heard(first, "part")
    os.kill(first.pid, signal.SIGKILL)
    first.communicate()
    held = parts(folder)
    assert 0 < len(held) < 5
    assert not load_results(folder).complete
    results = run_ensemble(toy(), 1100, out=folder)
    assert results.complete
    assert held.items() <= parts(folder).items()
    same(results, run_ensemble(toy(), 1100))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_workers_end_with_the_process_that_started_them(tmp_path: Path) -> None:
    first = start(str(tmp_path / "e"), "1100", SHORT, code=STOPS_AFTER_A_PART)
    heard(first, "part")
    workers = children(first.pid)
    assert len(workers) >= 2
    os.kill(first.pid, signal.SIGKILL)
    first.communicate()
    given_up = time.monotonic() + LONG
    while any(map(alive, workers)):
        assert time.monotonic() < given_up, "workers outlive the process that started them"
        time.sleep(0.02)


def children(process: int) -> list[int]:
    text = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="utf-8")
    return [int(word) for word in text.split()]


def alive(process: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except OSError:
        return False


def test_a_second_writer_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "e"
    run_ensemble(toy(), 2, out=folder)
    code = (
        "import sys, pathlib, sovsim.ensemble.store as s\n"
        "with s.Store(pathlib.Path(sys.argv[1])):\n"
        "    print('held', flush=True); sys.stdin.read()\n"
    )
    other = start(str(folder), code=code)
    try:
        heard(other, "held")
        with pytest.raises(FolderInUse, match="another process is writing"):
            run_ensemble(toy(), 4, out=folder)
        assert len(load_results(folder).metrics) == 2
    finally:
        other.kill()
        other.communicate()
    assert len(run_ensemble(toy(), 4, out=folder).metrics) == 4


def test_other_code_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run_ensemble(toy(), 2, out=tmp_path / "e")
    now = {**manifest_module.fingerprint(), "code": "f" * 64}
    monkeypatch.setattr(manifest_module, "fingerprint", lambda *_: now)
    with pytest.raises(EnsembleError, match=r"rules, data or metrics differ \(code .* then"):
        run_ensemble(toy(), 4, out=tmp_path / "e")
    assert len(load_results(tmp_path / "e").metrics) == 2


def test_other_numerical_libraries_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_ensemble(toy(), 2, out=tmp_path / "e")
    now = {**manifest_module.fingerprint(), "numpy": "9.9"}
    monkeypatch.setattr(manifest_module, "fingerprint", lambda *_: now)
    with pytest.raises(EnsembleError, match=r"numpy \S+ then, 9\.9 now"):
        run_ensemble(toy(), 4, out=tmp_path / "e")


def test_another_ensemble_is_refused(tmp_path: Path) -> None:
    run_ensemble(toy(), 2, out=tmp_path / "e")
    with pytest.raises(EnsembleError, match="seed 0, not 1"):
        run_ensemble(toy(), 2, seed=1, out=tmp_path / "e")
    with pytest.raises(EnsembleError, match="has changed"):
        run_ensemble(toy("dependence.fade_rate=0.002"), 2, out=tmp_path / "e")
    with pytest.raises(EnsembleError, match="of scenario toy-two-states"):
        run_ensemble("toy-four-states", 2, out=tmp_path / "e")
    with pytest.raises(EnsembleError, match="a single scenario"):
        run_arms({"a": Arm(toy())}, 2, out=tmp_path / "e")


def test_foreign_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(EnsembleError, match="holds other files"):
        run_ensemble(toy(), 2, out=tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WriteError, match="cannot be written: Not a directory"):
        run_ensemble(toy(), 2, out=tmp_path / "file" / "e")


def test_a_full_disk_leaves_what_is_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[int] = []

    def full(handle: int) -> None:
        written.append(handle)
        if len(written) > 14:  # file and folder of the manifest, and the first part
            raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(WriteError, match=r"No space left(.|\n)*finished stays usable"):
            run_ensemble(toy(), 600, out=tmp_path / "e")
    held = load_results(tmp_path / "e")
    assert held.done == 256
    same(run_ensemble(toy(), 600, out=tmp_path / "e"), run_ensemble(toy(), 600))


def test_verify_repeats_a_sample_and_notices_a_changed_number(tmp_path: Path) -> None:
    drawn = {"dependence.fade_rate": np.linspace(0.001, 0.01, 9)}
    run_arms({"a": Arm(toy()), "b": Arm(toy(), drawn)}, 9, out=tmp_path / "e")
    found = verify_ensemble(tmp_path / "e", sample=9)
    assert found.ok
    assert not found.mismatches
    name = "metrics/b-00000000.parquet"
    file = tmp_path / "e" / name
    table = decode(file)
    changed = table["autonomy"].to_numpy().copy()
    changed[4] = np.nextafter(changed[4], 1.0)
    place = table.column_names.index("autonomy")
    file.write_bytes(encode(table.set_column(place, "autonomy", [changed])))
    found = verify_ensemble(tmp_path / "e", sample=9)
    assert not found.ok
    assert found.damaged == (name,)
    part = held(tmp_path / "e", "b", 0)
    assert part is not None
    forged = hashlib.sha256(file.read_bytes()).hexdigest()
    mark = seal("b", replace(part, files={**part.files, name: forged}))
    (tmp_path / "e" / seal_name("b", 0)).write_text(mark)
    found = verify_ensemble(tmp_path / "e", sample=9)
    assert not found.ok
    assert found.damaged == ()
    assert "row 4 (4): autonomy was" in "".join(check.detail for check in found.checks)


def test_a_folder_without_an_ensemble_is_named(tmp_path: Path) -> None:
    with pytest.raises(EnsembleError, match="it holds no manifest"):
        load_results(tmp_path)
    with pytest.raises(EnsembleError, match="no such folder"):
        load_results(tmp_path / "nowhere")
