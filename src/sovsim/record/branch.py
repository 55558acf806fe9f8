"""The same run on the same noise, with one thing changed from a quarter on."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from pydantic import ValidationError

from sovsim import quarters
from sovsim.axes import member_name
from sovsim.record.columns import Column, columns
from sovsim.record.folder import RunFolder, RunFolderError
from sovsim.record.history import Decided, History
from sovsim.record.panels import states_table
from sovsim.record.arrow import frame
from sovsim.rules.contract import FloatArray
from sovsim.scenario import Play, Scenario, ScenarioError
from sovsim.scenario.errors import Origin, Problem
from sovsim.scenario.resolve_plays import DECISIONS, HEGEMON, resolve_play
from sovsim.scenario.schema import PlayTable
from sovsim.simulation import Simulation

_PLAY = "play."
_FIXED = ("initial.", "scenario.")


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

    @property
    def divergences(self) -> pd.DataFrame:
        """First divergence per actor and variable, with the difference then and at the end.

        Columns: ``state, variable, quarter, step, original, branch, difference, largest, end``;
        actors other than states stand in ``state`` under their code.
        """
        rows = [row for _, row in self._diverging()]
        names = ["state", "variable", "quarter", "step", "original", "branch"]
        table = pd.DataFrame(rows, columns=[*names, "difference", "largest", "end"])
        return table.sort_values(["step", "state"], kind="stable").reset_index(drop=True)

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
        """First divergence of every actor: the rows of `divergences` that come first."""
        return self.divergences.drop_duplicates("state", ignore_index=True)

    def _diverging(self) -> Iterator[tuple[str, dict[str, Any]]]:
        for actor, column, apart in self._pairs():
            steps = np.nonzero(apart)[0]
            if not len(steps):
                continue
            step = int(steps[0])
            before, after = self._at(self.original, column, actor), None
            after = self._at(self.branched, column, actor)
            yield (
                actor,
                {
                    "state": actor,
                    "variable": column.name,
                    "quarter": self.scenario.quarter(step),
                    "step": step,
                    "original": _shown(column, before[step]),
                    "branch": _shown(column, after[step]),
                    "difference": float(apart[step]),
                    "largest": float(apart[np.argmax(np.abs(apart))]),
                    "end": float(apart[-1]),
                },
            )

    def _pairs(self) -> Iterator[tuple[str, Column, FloatArray]]:
        """Yield the difference of every component over time, per actor."""
        arrays: dict[str, FloatArray] = {}
        for column in columns(self.scenario.region):
            name = column.variable.name
            if name not in arrays:
                arrays[name] = self.branched.array(name) - self.original.array(name)
            part = arrays[name][(slice(1, None), *column.index)]
            for unit, actor in enumerate(column.actors):
                yield actor, column, part[:, 0, unit]

    def _at(self, history: History, column: Column, actor: str) -> FloatArray:
        part: FloatArray = history.array(column.variable.name)[(slice(1, None), *column.index)]
        return part[:, 0, column.actors.index(actor)]


def _shown(column: Column, value: float) -> float | str:
    codes = column.variable.codes
    return float(value) if codes is None else member_name(codes(round(value)))


def branch(run: RunFolder | str | Path, at: str, settings: Iterable[str]) -> Branch:
    """Run a recorded run again, with something changed from a quarter on.

    Args:
        run: a run folder, or its path.
        at: quarter from which the change holds.
        settings: ``KEY=VALUE`` for parameters and mechanisms, and decisions taken in that quarter:
            ``play.KAZ.action=accommodate``, ``play.RUS.rung.UKR=respect``.

    Raises:
        ScenarioError: a setting or the quarter is wrong.
        RunFolderError: the folder cannot be read, or its run cannot be repeated.
    """
    folder = run if isinstance(run, RunFolder) else RunFolder.open(run)
    scenario = folder.scenario
    step = _step(scenario, at)
    chosen = tuple(settings)
    changed = _changed(scenario, at, chosen)
    seed, number = folder.manifest["seed"], folder.manifest["run"]
    one = Simulation.prepare(scenario, seed, [number])
    other = Simulation.prepare(changed, seed, [number])
    original = History.of(one)
    world = one.world
    for _ in range(scenario.steps):
        world = one.step(world, recorder=original)
    _check_repeated(folder, original)
    branched = original.until(step, other)
    world = original.worlds[step].replace({}, step=step)
    for _ in range(step, scenario.steps):
        world = other.step(world, recorder=branched)
    _check_open(branched, changed.plays[len(scenario.plays) :], step, scenario)
    return Branch(scenario, changed, at, chosen, original, branched)


def _step(scenario: Scenario, at: str) -> int:
    try:
        step = quarters.parse(at) - quarters.parse(scenario.start)
    except ValueError as error:
        raise ScenarioError(f"--at: {error}") from None
    if not 0 <= step < scenario.steps:
        span = f"{scenario.start} to {scenario.end}"
        raise ScenarioError(f"--at {at}: lies outside the run\n  allowed: {span}")
    return step


def _changed(scenario: Scenario, at: str, settings: tuple[str, ...]) -> Scenario:
    """Return the scenario of the branch."""
    ordinary, plays = [], []
    for setting in settings:
        key = setting.partition("=")[0].strip()
        if key.startswith(_FIXED):
            raise ScenarioError(
                f"--set {setting}: cannot change once a run has begun\n"
                "  allowed: parameters, mechanisms, and decisions like play.KAZ.action=hedge"
            )
        if key.startswith(_PLAY):
            plays.append(_play(scenario, at, setting))
        else:
            ordinary.append(setting)
    changed = scenario.with_settings(ordinary)
    return dataclasses.replace(changed, plays=(*changed.plays, *plays))


def _play(scenario: Scenario, at: str, setting: str) -> Play:
    """Return the decision that ``play.ACTOR.DECISION[.TARGET]=OPTION`` describes."""
    origin = Origin(f"--set {setting}")
    key, _, option = setting.partition("=")
    parts = key.strip().removeprefix(_PLAY).split(".")
    if len(parts) not in (2, 3) or not all(parts) or not option.strip():
        form = "play.ACTOR.DECISION=OPTION or play.ACTOR.DECISION.TARGET=OPTION"
        raise ScenarioError(f"{origin.label}: must be written {form}")
    actor, decision, *target = parts
    region = scenario.region
    if actor == region.hegemon.code and DECISIONS.get(decision, None) is not None:
        actor = HEGEMON if DECISIONS[decision].actor == HEGEMON else actor
    span = quarters.parse(scenario.start), quarters.parse(scenario.end)
    try:
        table = PlayTable(
            at=at,
            actor=actor,
            decision=decision,
            option=option.strip(),
            target=target[0] if target else None,
        )
        return resolve_play(table, (), region, span)
    except Problem as problem:
        raise origin.error(problem) from None
    except ValidationError as error:
        raise ScenarioError(f"{origin.label}: {error.errors()[0]['msg']}") from None


def _check_repeated(folder: RunFolder, history: History) -> None:
    """Raise if the run did not come out as it was recorded."""
    if not frame(states_table(history)).equals(folder.states):
        raise RunFolderError(
            f"{folder.path}: this version of sovsim repeats the run differently; "
            "'sovsim verify' says why"
        )


def _check_open(
    history: History, plays: tuple[Play, ...], step: int, scenario: Scenario
) -> None:
    """Raise if a decision was imposed that was not open in that quarter."""
    for play in plays:
        decided = next((one for one in history.decided if _is(one, play, step)), None)
        if decided is None:
            raise ScenarioError(f"play of {play.actor}: '{play.decision}' was not up for decision")
        about = play.target or play.actor
        codes = scenario.region.codes
        unit = codes.index(about) if about in codes else 0
        option = DECISIONS[play.decision].options.index(play.option)
        open_now = decided.settled.eligible[:, 0, unit]
        if not open_now[option]:
            names = [member_name(member) for member in decided.choice.options]
            allowed = ", ".join(name for name, may in zip(names, open_now, strict=True) if may)
            raise ScenarioError(
                f"play of {play.actor}: '{play.option}' is not open in {play.at}\n"
                f"  allowed: {allowed}"
            )


def _is(decided: Decided, play: Play, step: int) -> bool:
    choice = decided.choice
    if decided.step != step or choice.decision != play.decision:
        return False
    return DECISIONS[play.decision].actor != "power" or choice.actor == play.actor
