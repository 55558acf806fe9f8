"""What of an experiment can be held against observed years, and if nothing, why."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from sovsim import quarters
from sovsim.backtest.design import SCENARIO
from sovsim.disk.fingerprint import code_hash
from sovsim.experiment.against import HeldAgainst
from sovsim.experiment.model import SIDES, ExperimentData
from sovsim.experiment.schema import ArmTable
from sovsim.scenario import load_scenario
from sovsim.scoring.arms import Arm, checked
from sovsim.scoring.difference import pairs
from sovsim.scoring.score import Score
from sovsim.scoring.told import again_words, power_words, told_apart, verdicts, weight_words


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


def against(experiment: ExperimentData, found: Score | None, offered: Held) -> HeldAgainst:
    """Return what a score says of an experiment, for its verdict and its report.

    Args:
        experiment: what was asked.
        found: the score of its arms; None where nothing could be held against data.
        offered: its arms, and what they mean.
    """
    told: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    table: tuple[dict[str, str], ...] = ()
    short, how = "nothing to hold", ""
    if found is not None:
        short = _short(found, {arm.name: arm.side for arm in offered.arms})
        told = tuple(verdicts(found))
        more = (*again_words(found), *weight_words(found), *power_words(found))
        table = tuple(_row(found, found.names[x], found.names[y]) for x, y in pairs(found.names))
        how = _how(found)
    return HeldAgainst(
        experiment=experiment.name,
        title=experiment.head.title,
        short=short,
        why=offered.why,
        verdicts=told,
        more=more,
        table=table,
        how=how,
        code_hash=code_hash(),
    )


def _short(found: Score, sides: Mapping[str, str]) -> str:
    """Return in a few words whether the data tell the sides apart."""
    of_sides = [name for name in found.names if sides.get(name)]
    chosen = [(x, y) for x, y in combinations(of_sides, 2) if {sides[x], sides[y]} == {"A", "B"}]
    if not chosen:
        return "not told apart"
    if not any(found.differ(x, y) for x, y in chosen):
        return "say the same"
    nearer = {sides[name] for pair in chosen if (name := told_apart(found, *pair))}
    if not nearer:
        return "not told apart"
    return f"{nearer.pop()} nearer" if len(nearer) == 1 else "mixed"


def _row(found: Score, x: str, y: str) -> dict[str, str]:
    row, ranked = found.pair(x, y), found.pair(x, y, mark="crps")
    return {
        "arms": f"{x} / {y}",
        "error": f"{row['ratio']:.3f}",
        "90 %": f"{row['low']:.3f} to {row['high']:.3f}",
        "CRPS": f"{ranked['ratio']:.3f}",
        "rows won": f"{row['won']:.2f}",
        "apart": f"{row['apart']:.3f}",
        "nearer": told_apart(found, x, y) or "not told",
    }


def _how(found: Score) -> str:
    made = found.arms[0].made
    cuts = ", ".join(map(str, made.get("cuts", ())))
    series = "series of which derived figures may be passed on" if found.passed_on else "all series"
    over = ", ".join(found.common.differing) or found.pool
    again = " and the next" if found.again else ""
    return (
        f"Mechanisms laid over {made.get('scenario')}, run freely from cuts at the end of {cuts}, "
        f"{made.get('runs')} runs each, seed {made.get('seed')}{again}, scored to "
        f"{made.get('last')} over {series}: {over}. 'error': mean absolute error of the first over "
        "that of the second, with a 90 % interval from states drawn again; 'apart': how far their "
        "predictions lie from each other, in mean errors."
    )
