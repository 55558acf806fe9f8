"""What of an experiment can be held against observed years, and if nothing, why."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sovsim import quarters
from sovsim.backtest.design import SCENARIO
from sovsim.experiment.model import SIDES, ExperimentData
from sovsim.experiment.schema import ArmTable
from sovsim.scenario import load_scenario
from sovsim.scoring.arms import Arm, checked


@dataclass(frozen=True)
class Held:
    """What an experiment offers to be held against data.

    Attributes:
        arms: two or more; none where there is nothing.
        why: what they mean for observed years, or why there are none.
    """

    arms: tuple[Arm, ...]
    why: str


def held(experiment: ExperimentData, last: int) -> Held:
    """Return the arms of an experiment that observed years can judge.

    What the file declares under ``[against_data]`` goes first. Without it, the mechanisms that all
    arms of a side share are laid over the baseline; where sides differ in none, the file's own
    arms are taken if they begin early enough.

    Args:
        experiment: what is asked.
        last: last year of the data.
    """
    told = experiment.document.against_data
    if told is not None:
        sides = {table.name: table.side for table in told.arm}
        why = " ".join(told.why.split())
        arms = tuple(
            Arm(name, scenario, "" if sides[name] == "control" else sides[name])
            for name, scenario in experiment.held.items()
        )
        return Held(checked(arms) if arms else (), why)
    shared = {side: _shared(experiment, side) for side in SIDES}
    if shared["A"] != shared["B"]:
        base = load_scenario(SCENARIO)
        arms = (
            Arm("default", base),
            *(
                Arm(f"side {side}", base.with_settings(settings), side)
                for side, settings in shared.items()
                if settings
            ),
        )
        words = "the mechanisms that all arms of a side share, laid over the baseline"
        return Held(checked(arms), f"The file declares nothing; taken are {words}.")
    return _own(experiment, last)


def _shared(experiment: ExperimentData, side: str) -> list[str]:
    """Return as settings the mechanisms, parameters and switches that all arms of a side share."""
    tables = [table for table in experiment.arms.values() if table.side == side]
    if not tables:
        return []
    every = [_changes(table) for table in tables]
    first = every[0]
    same = {key: value for key, value in first.items() if all(o.get(key) == value for o in every)}
    return [f"{key}={value}" for key, value in same.items()]


def _changes(table: ArmTable) -> Mapping[str, Any]:
    plain = {key: value for key, value in table.parameters.items() if isinstance(value, float)}
    variants = {
        f"mechanisms.{rule}": names[0] if len(names) == 1 else json.dumps(list(names))
        for rule, names in table.mechanisms.items()
    }
    off = {"mechanisms.off": ",".join(sorted(table.off))} if table.off else {}
    return {**plain, **variants, **off}


def _own(experiment: ExperimentData, last: int) -> Held:
    """Return the file's own arms where they begin before the data end."""
    starts = {name: quarters.parse(one.start) // 4 for name, one in experiment.scenarios.items()}
    early = [name for name, start in starts.items() if start <= last - 2]
    if len(early) < 2:
        first = min(starts.values())
        return Held(
            (),
            f"Its arms begin in {first} and the data end in {last}: there is nothing to hold "
            "against them.",
        )
    arms = [Arm(name, experiment.scenarios[name]) for name in early]
    return Held(
        checked(arms),
        "The file declares nothing; taken are its own arms that begin before the data end. What is "
        "imposed in them after a cut is dropped, so that they may say the same.",
    )
