"""One engine computes all of an ensemble, and a folder stays with its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from sovsim.arrays import FloatArray
from sovsim.compiled import kernel, runner
from sovsim.compiled.kernel import Built
from sovsim.disk.fingerprint import COMPILED, NUMPY, differences, fingerprint
from sovsim.ensemble import (
    EnsembleError,
    engines,
    load_results,
    run_ensemble,
    verify_ensemble,
)
from sovsim.ensemble.arms import Arm
from sovsim.ensemble.batch import Batch, Engine
from sovsim.ensemble.blocks import compute_blocks, size_at_the_end
from sovsim.ensemble.cells import Cells, IntArray
from sovsim.ensemble.engines import EngineMissing, processes_for, settle
from sovsim.ensemble.faults import RunsMissing
from sovsim.ensemble.worker import Task, WorkerMismatch, run_block
from sovsim.metrics import METRICS
from sovsim.scenario import Scenario
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.command_line import Ask
from tests.ensemble.ensembles import SHORT, same, toy

LARGE = 6


@dataclass
class Machine:
    """Stands in for compiled rules: gives numbers of its own at once, and counts its runs."""

    compiled: list[str] = field(default_factory=list)
    runs: int = 0
    broken: tuple[int, ...] = ()

    def built(self, scenario: Scenario) -> Built:
        self.compiled.append(scenario.name)
        return Built(kernel.kind_of(scenario), "here", b"")

    def run(
        self, simulation: Simulation, keep: Callable[[World], None] | None = None
    ) -> tuple[World, Taken]:
        numbers, world = simulation.runs, simulation.world
        self.runs += len(numbers)
        for _ in range(simulation.scenario.steps if keep is not None else 0):
            keep(world)
        autonomy = world.autonomy.copy()
        autonomy[:, np.isin(numbers, self.broken)] = np.nan
        return world.replace({"autonomy": autonomy}), Taken(numbers)


@dataclass
class Taken:
    """Metrics that tell by whom and in which run they were taken."""

    numbers: IntArray

    def result(self) -> dict[str, FloatArray]:
        return dict.fromkeys(METRICS, 1000.0 + self.numbers)

    def by_state(self) -> dict[str, FloatArray]:
        states = len(toy().region.codes)
        return {
            name: np.repeat(1000.0 + self.numbers[:, np.newaxis], states, axis=1)
            for name, metric in METRICS.items()
            if metric.per == "state" and metric.difference is None
        }


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    """Put compiled rules that cost nothing in the place of those that LLVM makes."""
    found = Machine()
    monkeypatch.setattr(engines, "missing_library", lambda: None)
    monkeypatch.setattr(engines, "built", found.built)
    monkeypatch.setattr(runner, "runner", lambda *_: found)
    return found


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have `LARGE` runs of the small scenario be worth a kernel."""
    one = engines._OVERHEAD + len(toy().region.codes)
    monkeypatch.setattr(engines, "_PAYS", LARGE * toy().steps * one)


@pytest.fixture
def without_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel, "LIBRARY", "no-such-library-llvmlite")


def engine_in(folder: Path) -> tuple[str, str]:
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    return manifest["engine"], manifest["fingerprint"].get("engine", NUMPY)


def test_the_engine_that_is_asked_for_does_all_runs(machine: Machine, tmp_path: Path) -> None:
    by_numpy = run_ensemble(toy(), 9, engine="numpy", out=tmp_path / "numpy")
    assert (machine.runs, engine_in(tmp_path / "numpy")) == (0, (NUMPY, NUMPY))
    found = run_ensemble(toy(), 9, engine="compiled", out=tmp_path / "compiled")
    assert (machine.runs, engine_in(tmp_path / "compiled")) == (9, (COMPILED, COMPILED))
    assert (by_numpy.engine, found.engine) == (NUMPY, COMPILED)
    assert found.metrics["autonomy"].tolist() == [1000.0 + run for run in range(9)]
    assert by_numpy.metrics["autonomy"].between(0.0, 1.0).all()


def taken(arms: list[Scenario], runs: int, wanted: Engine = "auto", most: int = 0) -> str:
    """Return the engine that is taken for new runs of some arms."""
    listed = {f"arm{number}": Arm(scenario) for number, scenario in enumerate(arms)}
    batch = Batch(listed, Cells(runs), 0, (), single=False)
    settle(batch, wanted, None, most or None)
    return batch.engine


@pytest.mark.usefixtures("large")
def test_auto_compiles_where_there_is_enough_to_do(machine: Machine) -> None:
    assert taken([toy()], LARGE - 1) == NUMPY
    assert not machine.compiled, "nobody waits for a kernel that does not pay"
    assert taken([toy()], LARGE) == COMPILED
    off, lever = toy("mechanisms.off=unrest.grievance"), toy("dependence.fade_rate=0.01")
    assert taken([toy(), lever], LARGE // 2) == COMPILED, "levers share a kernel"
    assert taken([toy(), off], LARGE - 1) == NUMPY, "mechanisms do not"
    assert taken([toy(), off], 2, most=LARGE) == COMPILED
    assert taken([toy()], 99, "numpy") == NUMPY
    assert taken([toy()], 1, "compiled") == COMPILED


@pytest.mark.usefixtures("large", "without_library")
def test_auto_is_numpy_without_the_library() -> None:
    assert taken([toy()], LARGE) == NUMPY


@pytest.mark.usefixtures("large")
def test_where_rules_cannot_be_compiled_numpy_does_it_and_says_so(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(scenario: Scenario) -> Built:
        raise kernel.NotCompiled(f"{scenario.name}: its rules cannot be compiled\n  rule 'unrest'")

    monkeypatch.setattr(engines, "built", broken)
    assert taken([toy()], LARGE) == NUMPY
    (message,) = caplog.messages
    assert "toy-two-states: its rules cannot be compiled" in message
    assert "NumPy does the runs" in message
    with pytest.raises(EngineMissing, match="rule 'unrest'"):
        taken([toy()], LARGE, "compiled")


@pytest.mark.parametrize("first", [NUMPY, COMPILED])
@pytest.mark.usefixtures("large")
def test_a_folder_goes_on_as_it_was_begun(first: str, machine: Machine, tmp_path: Path) -> None:
    begun = {NUMPY: 2, COMPILED: LARGE}[first]
    run_ensemble(toy(), begun, out=tmp_path)
    results = run_ensemble(toy(), 9, out=tmp_path)
    assert results.engine == first
    assert machine.runs == {NUMPY: 0, COMPILED: 9}[first]
    other = NUMPY if first == COMPILED else COMPILED
    with pytest.raises(EnsembleError, match=rf"{tmp_path}: .*not by .*\n.*--engine {first}"):
        run_ensemble(toy(), 9, out=tmp_path, engine=other)


def test_a_folder_of_compiled_runs_where_nothing_can_be_compiled(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = run_ensemble(toy(), 8, out=tmp_path, engine="compiled")
    monkeypatch.undo()
    monkeypatch.setattr(kernel, "LIBRARY", "no-such-library-llvmlite")
    same(whole, run_ensemble(toy(), 8, out=tmp_path))
    with pytest.raises(EngineMissing, match=rf"{tmp_path}: was begun with .*\n.*sovsim\[fast\]"):
        run_ensemble(toy(), 9, out=tmp_path)
    same(whole, load_results(tmp_path))
    with pytest.raises(EngineMissing, match="llvmlite"):
        verify_ensemble(tmp_path)


@pytest.mark.usefixtures("without_library")
def test_nothing_is_written_where_compiled_runs_are_not_to_be_had(tmp_path: Path) -> None:
    with pytest.raises(EngineMissing, match="llvmlite"):
        run_ensemble(toy(), 8, out=tmp_path / "e", engine="compiled")
    assert not (tmp_path / "e").exists()


def test_parts_without_a_manifest_are_known_by_their_engine(
    machine: Machine, tmp_path: Path
) -> None:
    before = run_ensemble(toy(), 8, out=tmp_path, engine="compiled")
    _ = before.metrics, before.states
    (tmp_path / "manifest.json").unlink()
    machine.runs = 0
    same(before, run_ensemble(toy(), 8, out=tmp_path))
    assert (machine.runs, engine_in(tmp_path)) == (0, (COMPILED, COMPILED))


def test_a_run_that_fails_says_why_as_numpy_does(machine: Machine) -> None:
    machine.broken = (3,)
    results = run_ensemble(toy(), 8, engine="compiled")
    assert results.errors["run"].tolist() == [3]
    assert "autonomy is no finite number" in results.errors["error"][3 - 3]
    machine.broken = ()
    whole = run_ensemble(toy(), 8, engine="compiled").metrics.drop(index=3)
    assert results.metrics.drop(index=3, columns="error").equals(whole)


def test_every_quarter_is_kept_as_well(machine: Machine) -> None:
    kept = run_ensemble(toy(), 4, engine="compiled", trajectories=["unrest"]).panel(None)
    assert len(kept) == 4 * toy().steps * len(toy().region.codes)


def test_a_sample_is_done_again_by_the_same_engine(machine: Machine, tmp_path: Path) -> None:
    run_ensemble(toy(), 8, out=tmp_path, engine="compiled")
    machine.runs = 0
    found = verify_ensemble(tmp_path, 3)
    assert machine.runs == 3
    assert all(check.same for check in found.checks)
    assert not found.mismatches


def test_fingerprints_name_the_engine() -> None:
    numpy_, compiled = fingerprint(), fingerprint(COMPILED)
    assert differences(numpy_, compiled) == ["computed by NumPy then, by compiled rules now"]
    other = {**compiled, "compiler": "0" * 64}
    (found,) = differences(other, compiled)
    assert found.startswith("what compiles the rules differs (code 000000000000 then")


@pytest.mark.usefixtures("without_library")
def test_the_command_line_says_what_is_missing(ask: Ask, tmp_path: Path) -> None:
    command = ("batch", "toy-two-states", "--set", SHORT, "--runs", "2", "--out", tmp_path / "e")
    answer = ask(*command, "--engine", "compiled")
    assert (answer.status, answer.error_lines) == (2, 2), answer.err
    assert "llvmlite" in answer.err
    assert "pip install 'sovsim[fast]'" in answer.err
    assert ask(*command).status == 0
    answer = ask(*command, "--engine", "fast")
    assert answer.status == 2
    assert "compiled" in answer.err


def test_blocks_of_compiled_runs_hold_whole_groups() -> None:
    for many, size in ((100, 50), (9, 4), (512, 512), (24, 8), (7, 8)):
        blocks = list(compute_blocks(range(3, 3 + many), size, 8))
        assert [cell for block in blocks for cell in block] == list(range(3, 3 + many))
        assert all(len(block) % 8 == 0 for block in blocks[:-1])
        assert all(0 < len(block) < size + 8 for block in blocks)


def test_the_last_blocks_are_smaller_so_that_processes_end_together() -> None:
    sizes = [size_at_the_end(512, left, 2) for left in (10**6, 2048, 1536, 1024, 512, 1)]
    assert sizes == [512, 512, 384, 256, 128, 128]
    assert [size_at_the_end(3, left, 2) for left in (100, 3)] == [3, 1]


def test_processes_are_started_where_they_pay(machine: Machine) -> None:
    small, large = (Batch({"a": Arm(toy())}, Cells(cells), 0, (), True) for cells in (9, 10**6))
    assert [processes_for(small, 9, 4), processes_for(large, 10**6, 4)] == [4, 4]
    small.engine = large.engine = COMPILED
    assert [processes_for(small, 9, 4), processes_for(large, 10**6, 4)] == [1, 4]


def test_a_fault_of_compiled_rules_is_no_result(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("state: shape (1, 2, 8) where (1, 3, 8) was wanted")

    monkeypatch.setattr(machine, "run", broken)
    with pytest.raises(RunsMissing, match="compiled rules: ValueError: state"):
        run_ensemble(toy(), 4, engine="compiled")


def test_a_worker_that_cannot_run_compiled_rules_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    kernel_of_another = Built("0" * 64, "another processor", b"")
    monkeypatch.setattr(kernel, "LIBRARY", "no-such-library-llvmlite")
    task = Task("a", toy(), 0, (0, 1), kernel=kernel_of_another)
    with pytest.raises(WorkerMismatch, match=r"a worker cannot run compiled rules: .*llvmlite"):
        run_block(task)
