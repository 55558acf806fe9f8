"""The same run on the same noise, with one thing changed from a quarter on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sovsim import given
from sovsim.arrays import FloatArray
from sovsim.axes import member_name
from sovsim.brief import brief, count
from sovsim.disk.fingerprint import NUMPY, engine_of
from sovsim.record.arrow import frame
from sovsim.record.branch_settings import changed_scenario, check_open, step_of
from sovsim.record.columns import Column, columns
from sovsim.record.comparison import alike
from sovsim.record.folder import RunFolder
from sovsim.record.history import History
from sovsim.record.layout import BRANCH, RunFolderError
from sovsim.record.panels import states_table
from sovsim.record.run import Run
from sovsim.scenario import Scenario
from sovsim.simulation import Simulation

ROUNDING = 1e-9
"""How far values of NumPy and of compiled rules may lie apart, at most; see `docs/engines.md`."""


@dataclass(frozen=True)
class Branch:
    """Two histories that share their first part.

    Attributes:
        scenario: the scenario of the original run.
        changed: the scenario of the branch.
        at: quarter from which they may differ.
        settings: what was changed.
        original, branched: the histories.
    """

    scenario: Scenario
    changed: Scenario
    at: str
    settings: tuple[str, ...]
    original: History = field(repr=False)
    branched: History = field(repr=False)

    def __repr__(self) -> str:
        changed = count(len(self.settings), "setting")
        return brief(self, self.scenario.name, f"{changed} changed from {self.at} on")

    @property
    def divergences(self) -> pd.DataFrame:
        """First divergence per actor and variable, with the difference then and at the end.

        Columns: ``state, variable, quarter, step, original, branch, difference, largest, end``;
        actors other than states stand in ``state`` under their code.
        """
        names = ["state", "variable", "quarter", "step", "original", "branch"]
        table = pd.DataFrame(self._diverging(), columns=[*names, "difference", "largest", "end"])
        return table.sort_values(["step", "state"], kind="stable", ignore_index=True)

    @property
    def differences(self) -> pd.DataFrame:
        """Branch minus original: ``step, quarter, state, variable, difference``; zeros left out."""
        parts = []
        for actor, column, apart in self._pairs():
            steps = np.nonzero(apart)[0]
            if len(steps):
                part = pd.DataFrame({"step": steps})
                part["quarter"] = [self.scenario.quarter(int(step)) for step in steps]
                part["state"], part["variable"] = actor, column.name
                part["difference"] = apart[steps]
                parts.append(part)
        if not parts:
            return pd.DataFrame(columns=["step", "quarter", "state", "variable", "difference"])
        return pd.concat(parts).sort_values(["step", "state"], kind="stable", ignore_index=True)

    @property
    def first(self) -> pd.DataFrame:
        """First divergence of every actor: a decision where there is one, else the largest."""
        table = self.divergences
        decided = table["original"].map(lambda value: isinstance(value, str))
        ranked = table.assign(_decided=~decided, _size=-table["difference"].abs())
        ranked = ranked.sort_values(["step", "_decided", "_size"], kind="stable")
        first = ranked.drop_duplicates("state").drop(columns=["_decided", "_size"])
        return first.reset_index(drop=True)

    def _diverging(self) -> Iterator[dict[str, Any]]:
        for actor, column, apart in self._pairs():
            steps = np.nonzero(apart)[0]
            if len(steps):
                step = int(steps[0])
                yield {
                    "state": actor,
                    "variable": column.name,
                    "quarter": self.scenario.quarter(step),
                    "step": step,
                    "original": _at(self.original, column, actor, step),
                    "branch": _at(self.branched, column, actor, step),
                    "difference": float(apart[step]),
                    "largest": float(apart[np.argmax(np.abs(apart))]),
                    "end": float(apart[-1]),
                }

    def _pairs(self) -> Iterator[tuple[str, Column, FloatArray]]:
        """Yield the difference of every component over time, per actor."""
        arrays: dict[str, FloatArray] = {}
        for column in columns(self.scenario.region):
            name = column.variable.name
            if name not in arrays:
                arrays[name] = self.branched.array(name) - self.original.array(name)
            place: tuple[Any, ...] = (slice(1, None), *column.index)
            part = arrays[name][place]
            for unit, actor in enumerate(column.actors):
                yield actor, column, part[:, 0, unit]


WORTH = 0.005
"""A smaller difference is not told where the largest are: it is there, and means nothing."""


def worth_telling(made: Branch) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the first and all divergences of those who differ in a decision or by `WORTH`."""
    divergences = made.divergences
    decided = divergences["original"].map(lambda value: isinstance(value, str))
    large = divergences["largest"].abs() >= WORTH
    kept = set(divergences.loc[decided | large, "state"])
    first = made.first
    return first[first["state"].isin(kept)], divergences[divergences["state"].isin(kept)]


def _at(history: History, column: Column, actor: str, step: int) -> float | str:
    """Return a value at the end of a quarter; the name of a code."""
    world, codes = history.worlds[step + 1], column.variable.codes
    value = float(world[column.variable.name][column.index][0, column.actors.index(actor)])
    return value if codes is None else member_name(codes(round(value)))


def branch(run: RunFolder | Run | str | Path, at: str, settings: Iterable[str]) -> Branch:
    """Run a recorded run again, with something changed from a quarter on.

    Args:
        run: a run folder, its path, or a run that was written to one.
        at: quarter from which the change holds.
        settings: ``KEY=VALUE`` for parameters and mechanisms, and decisions taken in that quarter:
            ``play.KAZ.action=accommodate``, ``play.RUS.rung.UKR=respect``.

    Raises:
        ScenarioError: a setting or the quarter is wrong.
        RunFolderError: the folder cannot be read, or its run cannot be repeated.
    """
    folder = RunFolder.of(run)
    if BRANCH in folder.manifest:
        raise RunFolderError(
            f"{folder.path}: is a branch itself; branch its parent and give both changes"
        )
    scenario = folder.scenario
    chosen = given.texts("settings", settings)
    made = both(scenario, given.text("at", at), chosen, *_address(folder))
    _check_repeated(folder, made.original)
    return made


def both(scenario: Scenario, at: str, settings: tuple[str, ...], seed: int, run: int) -> Branch:
    """Return two histories of one run: as it is, and with something changed from a quarter on.

    Raises:
        ScenarioError: a setting or the quarter is wrong.
    """
    step = step_of(scenario, at)
    changed = changed_scenario(scenario, at, settings)
    one = Simulation.prepare(scenario, seed, [run])
    other = Simulation.prepare(changed, seed, [run])
    original = History.of(one)
    world = one.world
    for _ in range(scenario.steps):
        world = one.step(world, listener=original)
    branched = original.until(step, other)
    world = original.worlds[step].replace({}, step=step)
    for _ in range(step, scenario.steps):
        world = other.step(world, listener=branched)
    check_open(branched, changed.plays[len(scenario.plays) :], step, scenario)
    return Branch(scenario, changed, at, settings, original, branched)


def _address(folder: RunFolder) -> tuple[int, int]:
    return int(folder.manifest["seed"]), int(folder.manifest["run"])


def _check_repeated(folder: RunFolder, history: History) -> None:
    """Raise if the run did not come out as it was recorded.

    Both histories of a branch are computed by NumPy. A run that compiled rules recorded has the
    same decisions, and the same values but for the last bits.
    """
    again, recorded = frame(states_table(history)), folder.states
    exact = engine_of(folder.manifest) == NUMPY
    if not (again.equals(recorded) if exact else alike(recorded, again, ROUNDING)):
        raise RunFolderError(
            f"{folder.path}: this version of sovsim repeats the run differently; "
            "'sovsim verify' says why"
        )
