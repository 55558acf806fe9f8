"""One run by compiled rules: the history, its tables and the model's steps are NumPy's."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from sovsim import SovereigntyModel, run
from sovsim.axes import Action
from sovsim.compiled import cache, kernel
from sovsim.compiled.ahead import compile_ahead
from sovsim.compiled.kernel import NotCompiled, kept
from sovsim.compiled.recorder import Recorder, prepared
from sovsim.metrics import MetricTally
from sovsim.record.from_program import from_program
from sovsim.record.history import History
from sovsim.record.run import simulate
from sovsim.record.tables import build_tables
from sovsim.record.verify import verify
from sovsim.scenario import load_scenario, scenario_names
from sovsim.simulation import Simulation
from sovsim.variables import VARIABLES
from tests.command_line import Ask

NEAR = 1e-12
TOY = "toy-four-states"
TABLES_OF = ("baseline-1992-2026", "central-asia-one-pole", "csto-kazakhstan-2022-refused")
"""Scenarios whose tables are compared too: a long one, one with held supplies, an imposed one."""


@pytest.fixture(scope="module", autouse=True)
def kernels(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep the kernels of these tests apart: what lies on disk decides what others run by."""
    pytest.importorskip("llvmlite")
    folder = tmp_path_factory.mktemp("kernels")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(cache.VARIABLE, str(folder))
        yield folder


def both(name: str, settings: tuple[str, ...] = (), seed: int = 3) -> tuple[History, History]:
    """Return the history of a run by NumPy, and by compiled rules."""
    scenario = load_scenario(name).with_settings(settings)
    return (
        simulate(scenario, seed, 5),
        from_program(prepared(scenario, seed, 5)),
    )


def same_tables(one: History, other: History) -> None:
    """Hold the tables of two histories against each other, row by row."""
    expected, found = build_tables(one), build_tables(other)
    same_ledgers(expected.pop("ledger"), found.pop("ledger"))
    for name, table in expected.items():
        rows = found[name]
        assert rows.num_rows == table.num_rows, name
        for column in table.column_names:
            wanted, got = table[column], rows[column]
            if wanted.type == pa.float64():
                np.testing.assert_allclose(
                    got.to_numpy(), wanted.to_numpy(), rtol=0.0, atol=1e-10, err_msg=column
                )
            else:
                assert got.to_pylist() == wanted.to_pylist(), (name, column)


def same_ledgers(one: pa.Table, other: pa.Table) -> None:
    """Hold two ledgers against each other; a row that one has alone is as good as zero."""
    keys = ["run", "step", "state", "variable", "term", "claims"]
    wanted, got = (table.select([*keys, "value"]).to_pandas() for table in (one, other))
    for frame in (wanted, got):
        frame[keys] = frame[keys].astype(str)
    both_sides = wanted.merge(got, on=keys, how="outer", suffixes=("", "_got"))
    assert len(both_sides) < 1.001 * len(wanted)
    apart = (both_sides["value"].fillna(0.0) - both_sides["value_got"].fillna(0.0)).abs()
    assert apart.max() < NEAR


def same_course(one: History, other: History) -> None:
    """Hold every value of every quarter, every decision and every occurrence against another."""
    for name, variable in VARIABLES.items():
        wanted, got = one.array(name), other.array(name)
        np.testing.assert_allclose(got, wanted, rtol=0.0, atol=NEAR, err_msg=name)
        if variable.kind == "code":
            np.testing.assert_array_equal(got, wanted, err_msg=name)
    assert len(one.decided) == len(other.decided)
    for first, second in zip(one.decided, other.decided, strict=True):
        assert (first.step, first.rule) == (second.step, second.rule)
        assert first.settled.overridden == second.settled.overridden
        np.testing.assert_array_equal(first.settled.chosen, second.settled.chosen)
        np.testing.assert_array_equal(first.settled.eligible, second.settled.eligible)
    assert list(one.terms) == list(other.terms)
    assert one.claims == other.claims
    happened = [entry for entry in one.happened if entry.occurrence.where.any()]
    assert [(entry.step, entry.rule.name, entry.occurrence.type) for entry in happened] == [
        (entry.step, entry.rule.name, entry.occurrence.type)
        for entry in other.happened
        if entry.occurrence.where.any()
    ]


@pytest.mark.slow
def test_the_history_of_a_toy_is_that_of_numpy() -> None:
    one, other = both(TOY)
    same_course(one, other)
    same_tables(one, other)


@pytest.mark.slow
@pytest.mark.parametrize("name", scenario_names())
def test_every_scenario_is_recorded_alike(name: str) -> None:
    one, other = both(name, seed=11)
    same_course(one, other)
    if name in TABLES_OF:
        same_tables(one, other)


@pytest.mark.slow
def test_who_imposed_a_decision_is_recorded_alike() -> None:
    one, other = both("csto-kazakhstan-2022-refused")
    sources = {mark for entry in other.imposed() for mark in entry.settled.overridden}
    assert sources == {mark for entry in one.imposed() for mark in entry.settled.overridden}
    assert any(source == "forced" for _, source in sources)
    assert [entry.step for entry in one.taken("rung")] == [
        entry.step for entry in other.taken("rung")
    ]


@pytest.mark.slow
def test_a_recorder_takes_one_run() -> None:
    simulation = Simulation.prepare(load_scenario(TOY), 0, range(2))
    with pytest.raises(ValueError, match="one run"):
        Recorder(simulation)


@pytest.mark.slow
@pytest.mark.parametrize("record", [False, "metrics", True])
def test_the_model_steps_alike(record: bool | str) -> None:
    one, other = (
        SovereigntyModel(TOY, rng=2, record=record, engine=engine)  # type: ignore[arg-type]
        for engine in ("numpy", "compiled")
    )
    for model in (one, other):
        for _ in range(6):
            model.step()
        model.intervene("dependence_energy", "ARD", 0.9)
        model.state("BRE").policy = lambda seen: (
            Action.HEDGE if Action.HEDGE in seen.options else None
        )
        for _ in range(3):
            model.step()
        model.state("BRE").policy = None
        model.run()
    for name in VARIABLES:
        np.testing.assert_allclose(other.world[name], one.world[name], rtol=0.0, atol=NEAR)
    assert one.plays() == other.plays()
    if record:
        wanted, got = one.metrics(), other.metrics()
        for name, entry in wanted.items():
            value, found = entry["value"], got[name]["value"]
            assert (value is None) == (found is None), name
            assert value is None or math.isclose(value, found, abs_tol=NEAR), name


@pytest.mark.slow
def test_a_listener_of_ones_own_takes_numpy() -> None:
    tally = MetricTally(Simulation.prepare(load_scenario(TOY)).world)

    class Own(MetricTally):
        pass

    assert SovereigntyModel(TOY, rng=1, record=tally, engine="compiled").engine == "compiled"
    other = type("Other", (), {"quarter": lambda self, world: None})()
    assert SovereigntyModel(TOY, rng=1, record=other, engine="compiled").engine == "numpy"


@pytest.mark.slow
def test_a_run_folder_says_what_computed_it_and_is_verified_by_that(
    tmp_path: Path, ask: Ask
) -> None:
    done = run(TOY, seed=4, out=tmp_path / "compiled", plots=False, engine="compiled")
    assert done.folder is not None
    manifest = json.loads((tmp_path / "compiled" / "manifest.json").read_text("utf-8"))
    assert manifest["engine"] == "compiled"
    found = verify(tmp_path / "compiled")
    assert found.ok
    assert not found.mismatches
    run(TOY, seed=4, out=tmp_path / "numpy", plots=False, engine="numpy")
    assert "engine" not in json.loads((tmp_path / "numpy" / "manifest.json").read_text("utf-8"))


def test_auto_takes_numpy_where_no_kernel_is_on_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path))
    scenario = load_scenario(TOY)
    assert not kept(scenario)
    assert kernel.engine_for(scenario) == "numpy"
    monkeypatch.setenv(cache.VARIABLE, "off")
    assert not kept(scenario)
    assert not compile_ahead(scenario), "nothing could be kept"


def test_without_the_library_a_run_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, ask: Ask, tmp_path: Path
) -> None:
    monkeypatch.setattr(kernel, "missing_library", lambda: "compiled rules need llvmlite\n  cure")
    assert kernel.engine_for(load_scenario(TOY)) == "numpy"
    with pytest.raises(NotCompiled, match="need llvmlite"):
        run(TOY, engine="compiled")
    answer = ask("run", TOY, "--engine", "compiled", "--no-plots", "--out", str(tmp_path / "run"))
    assert answer.status == 2
    assert "llvmlite" in answer.err
    assert not (tmp_path / "run").exists()


@pytest.mark.slow
def test_a_kernel_is_compiled_ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    monkeypatch.setenv(cache.VARIABLE, str(tmp_path))
    scenario = load_scenario(TOY)
    assert compile_ahead(scenario)
    for _ in range(600):
        if kept(scenario):
            break
        time.sleep(0.1)
    assert kernel.engine_for(scenario) == "compiled"
    assert not compile_ahead(scenario), "it is there already"
