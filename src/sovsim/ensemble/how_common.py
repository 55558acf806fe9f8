"""How common the course of one run is among other runs of the same scenario."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from sovsim.arrays import FloatArray
from sovsim.axes import Rung
from sovsim.ensemble.fitted import Fitted, Posterior, taken
from sovsim.given import whole
from sovsim.metrics import METRICS, MetricTally
from sovsim.record.carried_out import overridden
from sovsim.record.events import name_of
from sovsim.record.recorded import Recorded
from sovsim.rules.contract import Choice, Mask, Occurrence, Rule
from sovsim.rules.forms import mean
from sovsim.rules.quantal_response import RULE, Settled
from sovsim.scenario import Scenario
from sovsim.simulation import Simulation
from sovsim.telling.imposed import SET, by
from sovsim.telling.names import text
from sovsim.telling.weight import KEEPERS, kind_of
from sovsim.world import World

Progress = Callable[[int, int], None]

MOVED = ("autonomy", "dependence", "alignment_russia", "alignment_west")
"""Variables whose changes are compared, averaged over their components."""

_BLOCK = 100
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Commonness:
    """Where a run stands among other runs.

    Attributes:
        runs: how many others were made.
        seed: their seed, that of the run.
        since: quarter from which the changes of states are counted.
        happenings: ``type, actor, target, runs, share``: in how many of the others what the model
            made happen in the run happens as well, at any time; imposed decisions are left out
            on both sides.
        moves: ``state, variable, change, same_way``: the change of the run, and the share of the
            others in which it has the same sign.
        metrics: ``metric, unit, value, low, middle, high, below``: the value of the run, the
            quantiles 0.1, 0.5 and 0.9 of the others, and the share of them with a lower value
            (ties count half).
    """

    runs: int
    seed: int
    since: str
    happenings: pd.DataFrame
    moves: pd.DataFrame
    metrics: pd.DataFrame

    def share_of(self, key: Key) -> float | None:
        """Return the share of the others in which a type, actor and target happen."""
        table = self.happenings
        mine = table[
            (table["type"] == key[0]) & (table["actor"] == key[1]) & (table["target"] == key[2])
        ]
        return None if mine.empty else float(mine["share"].iloc[0])


def how_common(
    run: Recorded,
    runs: int = 200,
    since: str | None = None,
    progress: Progress | None = None,
    *,
    posterior: Fitted | Posterior | None = None,
) -> Commonness:
    """Compare a run with others of its scenario and seed, on other draws.

    Run *k* of a seed is the same here as in `sovsim.run_ensemble`; the run itself is left out.

    Args:
        run: a run, or a run folder.
        runs: how many others.
        since: quarter from which the changes of states are counted; the first by default.
        progress: told after every block.
        posterior: others take its members in turn, so that they differ by what data leave open
            beside chance; what the run has from a posterior itself is taken anew.

    Raises:
        ArgumentError: `runs` is no whole number from 1 on, a ValueError.
        ValueError: `since` lies outside the run, or is no quarter.
    """
    runs = whole("runs", runs, 1)
    scenario = run.scenario
    step = 0 if since is None else scenario.step_of(since)
    if not 0 <= step < scenario.steps:
        raise ValueError(f"{since} lies outside the run, {scenario.start} to {scenario.end}")
    seed, number = _numbers(run)
    others = [k for k in range(runs + 1) if k != number][:runs]
    values = _values(run, scenario, posterior, runs + 1)
    courses: list[_Course] = []
    for first in range(0, runs, _BLOCK):
        block = others[first : first + _BLOCK]
        own = {name: each[block, None] for name, each in values.items()}
        courses.append(_course(scenario, seed, block, step, own))
        if progress is not None:
            progress(min(first + _BLOCK, runs), runs)
    return Commonness(
        runs=runs,
        seed=seed,
        since=scenario.quarter(step),
        happenings=_happenings(run.events, courses, runs),
        moves=_moves(run.states, courses, scenario, step),
        metrics=_metrics(run.metrics, courses),
    )


def _numbers(run: Any) -> tuple[int, int]:
    """Return seed and number of a run in memory, or of a folder."""
    if hasattr(run, "manifest"):
        return int(run.manifest["seed"]), int(run.manifest["run"])
    return int(run.seed), int(run.run)


class _Course:
    """Told by the engine of some runs: what happened at all, where states stood, the metrics."""

    ledger = False

    def __init__(self, simulation: Simulation, since: int) -> None:
        self.region = simulation.scenario.region
        self.happened: dict[Key, Mask] = {}
        self.start: dict[str, FloatArray] = {}
        self.end: dict[str, FloatArray] = {}
        self.metrics: dict[str, FloatArray] = {}
        self._since = since
        self._settled: dict[str, Settled] = {}
        self._runs = len(simulation.runs)
        self._parents = simulation.world.topology.contested_parent
        self._tally = MetricTally(
            simulation.world,
            steps=simulation.scenario.steps,
            parameters=simulation.parameters,
        )

    def term(self, step: int, rule: Rule, variable: str, name: str, value: FloatArray) -> None:
        """Leave a term aside."""

    def bounds(self, step: int, variable: str, value: FloatArray) -> None:
        """Leave what bounds cut off aside."""

    def choice(self, step: int, rule: Rule, choice: Choice, settled: Settled) -> None:
        """Keep who settled the decisions of this quarter."""
        if settled.overridden:
            self._settled[choice.decision] = settled

    def occurrence(self, world: World, rule: Rule, occurrence: Occurrence) -> None:
        """Note where something happened of the model's own making."""
        self._tally.occurrence(world, rule, occurrence)
        if occurrence.cause == SET:
            return
        own = occurrence.where & ~overridden(occurrence, self._settled, self._parents)
        for unit in np.nonzero(own.any(axis=0))[0]:
            actor, target = (
                name_of(name, occurrence.unit, int(unit), self.region)
                for name in (occurrence.actor, occurrence.target)
            )
            key = (occurrence.type, actor, target)
            held = self.happened.get(key, np.zeros(self._runs, dtype=np.bool_))
            self.happened[key] = held | own[:, unit]

    def quarter(self, world: World) -> None:
        """Keep where the states stand, and where troops were sent as peacekeepers."""
        self._tally.quarter(world)
        self._keepers(world)
        self._settled = {}
        means = {name: mean(world[name]) for name in MOVED}
        if world.step == self._since:
            self.start = means
        self.end = means

    def _keepers(self, world: World) -> None:
        sent = world.rung == Rung.PEACEKEEPERS
        settled = self._settled.get("rung")
        for unit, code in enumerate(self.region.codes):
            if sent[:, unit].any() and (settled is None or settled.source(unit) == RULE):
                key = (KEEPERS, self.region.hegemon.code, code)
                held = self.happened.get(key, np.zeros(self._runs, dtype=np.bool_))
                self.happened[key] = held | sent[:, unit]

    def finish(self) -> None:
        """Take the metrics."""
        self.metrics = self._tally.result()


def _values(
    run: Any, scenario: Scenario, posterior: Fitted | Posterior | None, runs: int
) -> dict[str, FloatArray]:
    """Return what the others have from a posterior, by number of the run."""
    if posterior is None:
        return {}
    before = getattr(run, "manifest", {}).get("posterior") or {}
    return taken(posterior).over(scenario, own=before.get("taken", ())).values(runs)


def _course(
    scenario: Scenario, seed: int, numbers: list[int], since: int, values: Mapping[str, FloatArray]
) -> _Course:
    simulation = Simulation.prepare(scenario, seed, numbers, parameter_values=values)
    course = _Course(simulation, since)
    simulation.run(course)
    course.finish()
    return course


def _happenings(events: pd.DataFrame, courses: list[_Course], runs: int) -> pd.DataFrame:
    keys: dict[Key, None] = {}
    for event in events.to_dict("records"):
        cause = text(event.get("cause"))
        if cause != SET and not by(cause):
            keys[kind_of(event), text(event["actor"]), text(event["target"])] = None
    rows = []
    for key in keys:
        count = sum(int(course.happened[key].sum()) for course in courses if key in course.happened)
        rows.append((*key, count, count / runs))
    table = pd.DataFrame(rows, columns=["type", "actor", "target", "runs", "share"])
    return table[~table["type"].isin(["coercion", "reward"])].reset_index(drop=True)


def _moves(
    states: pd.DataFrame, courses: list[_Course], scenario: Scenario, since: int
) -> pd.DataFrame:
    from sovsim.variables import VARIABLES

    first, last = states[states["step"] == since], states[states["step"] == states["step"].max()]
    rows = []
    for variable in MOVED:
        columns = [name for name, _ in VARIABLES[variable].components()]
        mine = last.set_index("state")[columns].mean(axis=1)
        mine = mine - first.set_index("state")[columns].mean(axis=1)
        others = np.concatenate(
            [course.end[variable] - course.start[variable] for course in courses]
        )
        for place, state in enumerate(scenario.region.codes):
            change = float(mine[state])
            same = np.sign(others[:, place]) == np.sign(change)
            rows.append((state, variable, change, float(same.mean())))
    return pd.DataFrame(rows, columns=["state", "variable", "change", "same_way"])


def _metrics(found: Any, courses: list[_Course]) -> pd.DataFrame:
    rows = []
    for name in METRICS:
        value = (found.get(name) or {}).get("value")
        others = np.concatenate([course.metrics[name] for course in courses])
        others = others[~np.isnan(others)]
        if value is None or not len(others):
            continue
        found_at = np.quantile(others, (0.1, 0.5, 0.9), method="inverted_cdf")
        low, middle, high = (float(one) for one in found_at)
        below = float((others < value).mean() + 0.5 * (others == value).mean())
        rows.append((name, METRICS[name].unit, float(value), low, middle, high, below))
    columns = ["metric", "unit", "value", "low", "middle", "high", "below"]
    return pd.DataFrame(rows, columns=columns)
