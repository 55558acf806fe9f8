"""Results do not depend on how the work is cut up, who does it, or in which order."""

from __future__ import annotations

import threading
import time
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest

from sovsim.ensemble import Arm, ArmError, run_arms, run_ensemble
from sovsim.ensemble.blocks import STORED, stretches
from sovsim.metrics import METRICS, MetricTally, summarise
from sovsim.parameters import UnknownParameter, registry
from sovsim.simulation import Simulation
from tests.ensemble.ensembles import same, toy
from tests.shared import rest_slow


class Backwards(Executor):
    """Does the work that was handed in last first."""

    _max_workers = 4

    def __init__(self) -> None:
        self._stack: list[tuple[Future[Any], Any, Any]] = []
        threading.Thread(target=self._work, daemon=True).start()

    def submit(self, function: Any, /, *arguments: Any, **_: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self._stack.append((future, function, arguments))
        return future

    def _work(self) -> None:
        while True:
            time.sleep(0.05)
            while self._stack:
                future, function, arguments = self._stack.pop()
                future.set_result(function(*arguments))


@pytest.mark.parametrize("block", rest_slow([7, 1, 3, 20, 64]))
def test_block_size_does_not_show(block: int) -> None:
    same(run_ensemble(toy(), 20, seed=3), run_ensemble(toy(), 20, seed=3, block=block))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("baseline-1992-2026", ["scenario.end=1999Q4"]),
        ("invasion-2022", []),
        ("synthetic-region", ["scenario.region=synthetic-30-1", "scenario.end=1996Q4"]),
    ],
)
def test_block_size_does_not_show_in_any_region(name: str, settings: list[str]) -> None:
    whole = run_ensemble(name, 17, settings=settings)
    for block in (1, 5, 16):
        same(whole, run_ensemble(name, 17, settings=settings, block=block))


def test_a_block_that_spans_two_stored_parts_fills_both() -> None:
    whole = run_ensemble(toy(), STORED + 60, block=STORED + 60)
    same(whole, run_ensemble(toy(), STORED + 60, block=100))
    assert [len(held.cells) for _, held in whole.parts] == [STORED, 60]


def test_parts_of_an_arm_are_joined_where_they_follow_each_other() -> None:
    parts = [
        ("a", range(256)),
        ("b", range(7, 256)),
        ("a", range(256, 512)),
        ("b", range(512, 600)),
    ]
    joined = [("a", range(512)), ("b", range(7, 256)), ("b", range(512, 600))]
    assert list(stretches(parts, 512)) == joined


@pytest.mark.slow
def test_number_of_workers_does_not_show() -> None:
    same(run_ensemble(toy(), 60), run_ensemble(toy(), 60, workers=2, block=9))


@pytest.mark.slow
def test_order_does_not_show() -> None:
    backwards = run_ensemble(toy(), 300, executor=Backwards(), block=17)
    same(run_ensemble(toy(), 300), backwards)


@pytest.mark.slow
def test_any_executor_will_do() -> None:
    with ThreadPoolExecutor(3) as executor:
        same(run_ensemble(toy(), 30), run_ensemble(toy(), 30, executor=executor, block=4))


def test_seven_runs_are_the_first_seven_of_more() -> None:
    few, many = run_ensemble(toy(), 7), run_ensemble(toy(), 40)
    rows = many.metrics.iloc[:7]
    assert few.metrics.equals(rows)


def test_a_run_of_an_ensemble_is_the_run_of_its_number() -> None:
    results = run_ensemble(toy(), 5, seed=0)
    simulation = Simulation.prepare(toy(), 0, [3])
    tally = MetricTally(simulation.world, steps=toy().steps)
    simulation.run(tally)
    alone = summarise(toy(), tally)
    row = results.metrics.iloc[3]
    for name in METRICS:
        assert alone[name]["value"] == (None if np.isnan(row[name]) else row[name]), name


def test_seeds_differ_and_zero_is_a_seed() -> None:
    zero, one = run_ensemble(toy(), 4, seed=0), run_ensemble(toy(), 4, seed=1)
    assert not zero.metrics["autonomy"].equals(one.metrics["autonomy"])
    same(zero, run_ensemble(toy(), 4))


def test_arms_share_their_noise() -> None:
    results = run_arms({"as-is": Arm(toy()), "again": Arm(toy())}, 6)
    one, other = (results.metrics.query("arm == @key")["autonomy"] for key in results.arms)
    assert one.tolist() == other.tolist()


@pytest.mark.slow
def test_a_sampled_parameter_acts_run_by_run() -> None:
    name = "dependence.fade_rate"
    values = np.linspace(0.0, registry()[name].high, 9)
    sampled = run_arms({"drawn": Arm(toy(), {name: values})}, 9, block=4)
    assert sampled.parameters[name].tolist() == values.tolist()
    for run in (0, 5, 8):
        fixed = run_arms({"drawn": Arm(toy(), {name: float(values[run])})}, 9)
        columns = list(METRICS)
        assert fixed.metrics.loc[run, columns].equals(sampled.metrics.loc[run, columns])


def test_every_parameter_may_differ_between_runs() -> None:
    spread = {name: np.full(3, entry.value) for name, entry in registry().items()}
    plain, varied = run_arms({"a": Arm(toy())}, 3), run_arms({"a": Arm(toy(), spread)}, 3)
    assert varied.metrics.equals(plain.metrics)


def test_a_parameter_that_does_not_exist_is_named() -> None:
    with pytest.raises(UnknownParameter, match=r"dependence\.fade_rate"):
        run_arms({"a": Arm(toy(), {"dependence.fade_rat": 0.1})}, 2)


def test_too_few_values_are_refused() -> None:
    with pytest.raises(ArmError, match="values for 2 runs, not for 3"):
        run_arms({"a": Arm(toy(), {"dependence.fade_rate": np.array([0.1, 0.2])})}, 3)


@pytest.mark.parametrize("runs", [0, -1, 1.5, True])
def test_a_number_of_runs_that_is_none_is_refused(runs: Any) -> None:
    with pytest.raises(ArmError, match="runs = "):
        run_ensemble(toy(), runs)
