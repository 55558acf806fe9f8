"""Reads and runs the cases in ``tests/cases``: statements about the world, open to dispute.

A case names a scenario and one thing in which two arms differ, on the same draws; what is compared;
and in which direction the second arm should lie.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np
import pytest

from sovsim.metrics import METRICS, MetricTally
from sovsim.scenario import load_scenario
from sovsim.simulation import Simulation
from sovsim.variables import COMPONENTS, VARIABLES
from sovsim.world import World

FOLDER = Path(__file__).parent / "cases"
SAME = 1e-9


@dataclass(frozen=True)
class Case:
    """A statement about the world.

    Attributes:
        name: the statement.
        scenario: where both arms start.
        settings: what both arms share.
        change: settings of the second arm; or `against`, another scenario for it.
        metric, column: what is compared; of a column `states` (all by default), in the quarters
            `over`; for a code the share of quarters in which it is one of `options`.
        expect: how the second arm lies to the first.
        least: smallest difference of the means that counts.
        share: smallest share of runs in which the direction must hold; 0 asks the mean alone.
        claims: what stands behind it.
    """

    name: str
    scenario: str
    expect: Literal["higher", "lower", "no higher", "no lower", "the same"]
    claims: tuple[str, ...]
    settings: tuple[str, ...] = ()
    change: tuple[str, ...] = ()
    against: str = ""
    metric: str = ""
    column: str = ""
    states: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    over: Literal["end", "mean", "highest"] = "end"
    least: float = 0.0
    share: float = 0.0
    runs: int = 8
    quarters: int = 24
    why: str = field(default="", repr=False)
    file: str = ""

    def __str__(self) -> str:
        return self.name


def read_cases() -> dict[str, Case]:
    """Return all cases by their statements; a file is named after the rules that they are about."""
    found: dict[str, Case] = {}
    for file in sorted(FOLDER.glob("*.toml")):
        for table in tomllib.loads(file.read_text(encoding="utf-8"))["case"]:
            entry = {
                key: tuple(value) if isinstance(value, list) else value
                for key, value in table.items()
            }
            case = Case(file=file.stem, **entry)
            if case.name in found:
                raise ValueError(f"{file.name}: '{case.name}' stands there twice")
            found[case.name] = case
    return found


CASES = read_cases()


@cache
def arm(
    name: str, settings: tuple[str, ...], runs: int, quarters: int, metric: str
) -> tuple[Simulation, tuple[World, ...], MetricTally | None]:
    """Run one arm; arms that several cases share are run once."""
    plan = load_scenario(name).with_settings(settings)
    start = Simulation.prepare(plan, 0, range(runs))
    quarters = min(quarters, plan.steps)
    chosen = [METRICS[metric]] if metric else []
    tally = MetricTally(start.world, chosen, steps=quarters) if metric else None
    world, passed = start.world, []
    for _ in range(quarters):
        world = start.step(world, listener=tally)
        passed.append(world)
    return start, tuple(passed), tally


def compared(case: Case, *, second: bool) -> np.ndarray:
    """Return what is compared of an arm, one number per run."""
    name = case.against if second and case.against else case.scenario
    settings = (*case.settings, *(case.change if second else ()))
    start, passed, tally = arm(name, settings, case.runs, case.quarters, case.metric)
    if tally is not None:
        return tally.result()[case.metric]
    variable, index = COMPONENTS[case.column]
    series = np.stack([world[variable][index] for world in passed])
    if case.options:
        codes = VARIABLES[variable].codes
        assert codes is not None
        series = np.isin(series, [codes[option.upper()] for option in case.options]) * 1.0
    units = start.scenario.region.units(VARIABLES[variable].per)
    chosen = [units.index(code) for code in case.states or units]
    over_runs = series[..., chosen].mean(axis=-1)
    if case.over == "end":
        return over_runs[-1]
    return over_runs.mean(axis=0) if case.over == "mean" else over_runs.max(axis=0)


def cases_of(file: str) -> pytest.MarkDecorator:
    """Run a test for every case of a file, under the name of its statement."""
    cases = [case for case in CASES.values() if case.file == file]
    return pytest.mark.parametrize("case", cases, ids=str)


def judge(case: Case) -> None:
    """Fail unless the second arm lies to the first as the case says."""
    first, second = compared(case, second=False), compared(case, second=True)
    both = np.isfinite(first) & np.isfinite(second)
    assert both.any(), "there is nothing to compare"
    difference = (second - first)[both]
    if case.expect == "the same":
        assert np.abs(difference).max() <= max(case.least, SAME)
        return
    sign = 1.0 if case.expect in ("higher", "no lower") else -1.0
    if case.expect in ("higher", "lower"):
        assert sign * difference.mean() > case.least, f"{first.mean():.4f} -> {second.mean():.4f}"
        assert (sign * difference > 0).mean() >= case.share
    else:
        assert sign * difference.mean() >= -max(case.least, SAME)
