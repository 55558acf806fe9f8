"""sovsim's own ensembles against the drivers that people use: Mesa, the EMA workbench, agentpy.

Usage: ``python benchmarks/drivers.py [--quick]``. Every driver runs the same points of one
parameter on the same noise and hands back the same metrics, which are compared before anything is
timed: bit for bit where NumPy runs the rules, within 1e-12 where they are compiled. Drivers that
take a run at a time step the Mesa model of `frozen.py`. The scenario is the one that users run, the
whole baseline: on a shorter one, reading and preparing the scenario would count for more than
running it. The rules are the same for all; what differs is whether runs are stepped one by one or
side by side, and by which engine. A driver that is not installed is left out, with a line that says
so.

Drivers that take a run at a time get fewer runs; figures are per run. Rounds are interleaved, so
that a busy machine disturbs all alike, and the processor time of one process is counted.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import Any

import numpy as np
import pandas as pd
from common import BASELINE, machine, missing, spent
from frozen import SEED, Measured, headline, mesa_batch

from sovsim.ensemble import run_ensemble
from sovsim.ensemble.batch import Engine
from sovsim.ensemble.crossed import run_crossed
from sovsim.metrics import HEADLINE
from sovsim.scenario import Scenario, load_scenario
from sovsim.studies.ema import ema_model, ema_outcomes

PARAMETER, LOW, HIGH = "dependence.fade_rate", 0.0, 0.02
"""What the points differ in; any parameter would do."""

KEYWORD = PARAMETER.replace(".", "__")
"""Its name where that has to be one that Python can take for a variable."""

ENGINES: tuple[Engine, ...] = ("numpy", "compiled")

CLOSE = 1e-12
"""How far metrics of compiled rules may lie from NumPy's."""

Found = list[dict[str, float]]
"""The metrics of every point."""


class Missing(Exception):
    """A driver that is not installed or does not work here."""


@dataclass(frozen=True)
class Driver:
    """A way to run points.

    Attributes:
        name: for the table.
        runs: points that it is timed on.
        work: takes the values of the points and returns their metrics.
        compiled: whether rules are compiled; the bits are not those of NumPy then.
    """

    name: str
    runs: int
    work: Callable[[Sequence[float]], Found]
    compiled: bool = False


def once(scenario: Scenario, value: float) -> dict[str, float]:
    """Run a point by hand."""
    return headline(Measured(scenario, **{PARAMETER: value}).run())


def rows(table: pd.DataFrame) -> Found:
    """Return the metrics of a table, a row per point."""
    return table[list(HEADLINE)].astype(np.float64).to_dict("records")


def points(values: Sequence[float]) -> pd.DataFrame:
    """Return points as a table."""
    return pd.DataFrame({PARAMETER: list(values)})


def with_sovsim(scenario: Scenario, values: Sequence[float], engine: Engine) -> Found:
    """Run points in blocks."""
    if engine == "compiled" and (why := missing()) is not None:
        raise Missing(why.replace("\n ", ";"))
    return rows(run_crossed({"points": scenario}, points(values), 1, SEED, engine=engine))


def with_ema(model: Any, values: Sequence[float]) -> Found:
    """Run points by the workbench's sequential evaluator, an experiment at a time."""
    workbench = workbench_or_missing()
    kind = getattr(workbench, "Scenario", None) or workbench.Sample  # 2.5, then 3
    drawn = [kind(str(at), **{KEYWORD: value}) for at, value in enumerate(values)]
    with workbench.SequentialEvaluator(model) as evaluator:
        _, outcomes = evaluator.perform_experiments(scenarios=drawn, log_progress=True)
    return rows(pd.DataFrame(outcomes))


def usual_ema_model(scenario: Scenario) -> Any:
    """Return the workbench's model as its users write it: a function that does one run."""
    workbench = workbench_or_missing()
    model = workbench.Model("usual", function=lambda **given: once(scenario, given[KEYWORD]))
    model.uncertainties = [workbench.RealParameter(KEYWORD, LOW, HIGH)]
    model.outcomes = [workbench.ScalarOutcome(name) for name in HEADLINE]
    return model


def workbench_or_missing() -> Any:
    """Return the EMA workbench.

    Raises:
        Missing: it is not installed.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it complains of extras that are not needed here
            return import_module("ema_workbench")
    except ImportError:
        raise Missing("not installed; pip install ema_workbench") from None


def with_connector(scenario: Scenario, values: Sequence[float]) -> Found:
    """Run points that the workbench drew by sovsim's connector, all at once."""
    workbench_or_missing()
    _, outcomes = ema_outcomes(
        scenario, points(values), HEADLINE, runs=1, seed=SEED, engine="numpy"
    )
    return rows(pd.DataFrame(outcomes))


def with_agentpy(scenario: Scenario, values: Sequence[float]) -> Found:
    """Run points by an ``agentpy.Experiment`` whose model steps ours."""
    try:
        agentpy = import_module("agentpy")
    except ImportError:
        raise Missing("not installed; pip install agentpy") from None

    class Driven(agentpy.Model):  # type: ignore[misc,name-defined]
        def setup(self) -> None:
            self.inner = Measured(scenario, **{PARAMETER: self.p[PARAMETER]})

        def step(self) -> None:
            self.inner.step()
            if not self.inner.running:
                self.stop()

        def end(self) -> None:
            for name, value in headline(self.inner).items():
                self.report(name, value)

    sample = agentpy.Sample({PARAMETER: agentpy.Values(*values), "seed": SEED})
    done = agentpy.Experiment(Driven, sample, randomize=False).run(display=False)
    return rows(done.reporters)


def drivers(scenario: Scenario, few: int, many: int) -> list[Driver]:
    """Return the drivers: ours first, those that take a run at a time after it."""
    usual, connected = _made(usual_ema_model, scenario), _made(connector_model, scenario)
    return [
        Driver("sovsim, points in blocks", many, lambda v: with_sovsim(scenario, v, "numpy")),
        Driver("sovsim, compiled", many, lambda v: with_sovsim(scenario, v, "compiled"), True),
        Driver("EMA points, sovsim.ema_outcomes", many, lambda v: with_connector(scenario, v)),
        Driver("EMA evaluator, sovsim.ema_model", few, lambda v: with_ema(connected(), v)),
        Driver("EMA evaluator, usual function", few, lambda v: with_ema(usual(), v)),
        Driver("mesa.batch_run", few, lambda v: mesa_batch(scenario, **{PARAMETER: list(v)})),
        Driver("agentpy.Experiment", few, lambda v: with_agentpy(scenario, v)),
    ]


def connector_model(scenario: Scenario) -> Any:
    """Return the workbench's model of sovsim's connector, a run a point."""
    workbench_or_missing()
    return ema_model(scenario, [PARAMETER], HEADLINE, runs=1, seed=SEED)


def _made(maker: Callable[[Scenario], Any], scenario: Scenario) -> Callable[[], Any]:
    """Return a function that makes a model when it is first needed."""
    held: list[Any] = []

    def model() -> Any:
        if not held:
            held.append(maker(scenario))
        return held[0]

    return model


def usable(asked: Sequence[Driver], values: Sequence[float]) -> list[Driver]:
    """Return the drivers that work here, all with the same numbers as the first.

    Raises:
        SystemExit: one has other numbers.
    """
    kept: list[Driver] = []
    expected: Found = []
    for driver in asked:
        try:
            found = driver.work(values)
        except Missing as missing:
            print(f"{driver.name:34} left out: {missing}")
            continue
        expected = expected or found
        if not same(found, expected, CLOSE if driver.compiled else 0.0):
            raise SystemExit(f"{driver.name}: other numbers than {kept[0].name}; nothing is timed")
        kept.append(driver)
    if same(expected[:1], expected[-1:]):
        raise SystemExit(
            "the points do not differ in their metrics; equal numbers would say little"
        )
    how = f"equal bits, within {CLOSE:g} where compiled"
    print(f"{len(kept)} drivers, {len(values)} points: {len(HEADLINE)} metrics each, {how}\n")
    return kept


def same(one: Found, other: Found, within: float = 0.0) -> bool:
    """Return whether two lists of metrics are equal, bit for bit by default, nan included.

    Args:
        within: by how much they may differ, relative to their size where that is above 1.
    """
    first, last = (np.array([[row[name] for name in HEADLINE] for row in p]) for p in (one, other))
    return np.allclose(first, last, rtol=within, atol=within, equal_nan=True)


def report(scenario: Scenario, few: int, many: int, rounds: int) -> None:
    """Check, time and print; the last line adds runs that differ by chance alone."""
    kept = usable(drivers(scenario, few, many), np.linspace(LOW, HIGH, few).tolist())
    alone = headline(Measured(scenario).run())
    for engine in ENGINES[: 1 if missing() else 2]:
        words, compiled = f"run_ensemble, {engine}, no points", engine == "compiled"
        work = partial(ensemble, scenario, engine)
        kept.append(Driver(words, many, work, compiled))
        if not same(work([0.0] * few)[:1], [alone], CLOSE if compiled else 0.0):
            raise SystemExit(f"run 0 of the ensemble by {engine} is not the run of the Mesa model")
    seconds: dict[str, list[float]] = {driver.name: [] for driver in kept}
    for _ in range(rounds):
        for driver in kept:
            values = np.linspace(LOW, HIGH, driver.runs).tolist()
            each = spent(lambda: driver.work(values)) / driver.runs  # noqa: B023
            seconds[driver.name].append(each)
    fastest = min(min(times) for times in seconds.values())
    print(f"{'driver':34} runs  s a run, min  median  runs/s a core  times the fastest")
    for driver in kept:
        least, middle = min(seconds[driver.name]), statistics.median(seconds[driver.name])
        print(
            f"{driver.name:34} {driver.runs:4d} {least:13.5f} {middle:7.5f} {1 / least:14.2f}"
            f" {least / fastest:18.1f}"
        )


def ensemble(scenario: Scenario, engine: Engine, values: Sequence[float]) -> Found:
    """Run as many runs as there are values, which are not used."""
    return rows(run_ensemble(scenario, len(values), SEED, engine=engine).metrics)


def main() -> int:
    """Print the table; sizes follow from the options."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="one round, fewer runs")
    parser.add_argument("--smoke", action="store_true", help="a toy, to see that everything works")
    given = parser.parse_args()
    if given.smoke:
        scenario = load_scenario("toy-two-states").with_settings(["scenario.end=1993Q4"])
        few, many, rounds = 2, 4, 1
    else:
        scenario = load_scenario(BASELINE)
        few, many, rounds = (2, 512, 1) if given.quick else (4, 512, 5)
    print(f"{machine()}; {scenario.name}, {scenario.steps} quarters, rounds: {rounds}\n")
    report(scenario, few, many, rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
