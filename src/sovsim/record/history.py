"""What happened in some runs: a listener that keeps references while the model runs.

Nothing is copied or arranged while the model runs; the tables (`sovsim.record.tables`) are built
afterwards by stacking whole quarters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sovsim.arrays import FloatArray
from sovsim.brief import brief, count
from sovsim.citation import written
from sovsim.listener import Listener
from sovsim.parameters import Parameters
from sovsim.rules.contract import Choice, Claims, Occurrence, Rule
from sovsim.rules.quantal_response import Settled
from sovsim.scenario import Scenario
from sovsim.shocks import Shocks
from sovsim.simulation import Simulation
from sovsim.world import World

BOUNDS = "bounds"
"""Term under which the ledger lists what the bounds of a variable cut off."""

CHOICE = "choice"
"""Term under which the ledger lists the outcome of a decision."""

TermKey = tuple[str, str, str]
"""Variable, term, and the rule that handed it back."""


@dataclass(frozen=True)
class Decided:
    """A decision as it was taken in a quarter."""

    step: int
    rule: Rule
    settled: Settled
    off: frozenset[str]

    def __repr__(self) -> str:
        return brief(self, self.choice.decision, f"step {self.step}", f"by {self.rule.name}")

    @property
    def choice(self) -> Choice:
        """The decision with its utility terms."""
        return self.settled.choice

    @property
    def motives(self) -> tuple[str, ...]:
        """Names of the utility terms that were switched on."""
        if not self.off:
            return tuple(self.choice.terms)
        prefix = f"{self.choice.decision}."
        return tuple(name for name in self.choice.terms if prefix + name not in self.off)

    @property
    def terms(self) -> dict[str, FloatArray]:
        """Utility terms that were switched on."""
        return {name: np.asarray(self.choice.terms[name]) for name in self.motives}


@dataclass(frozen=True)
class Happened:
    """An occurrence in a quarter."""

    step: int
    rule: Rule
    occurrence: Occurrence

    def __repr__(self) -> str:
        return brief(self, self.occurrence.type, f"step {self.step}", f"by {self.rule.name}")


class History:
    """Keeps everything that the engine tells about some runs of a scenario.

    Attributes:
        scenario: what was simulated.
        runs: numbers of the runs.
        shocks: what the scenario imposed.
        parameters: those of the runs; None stands for the defaults.
        worlds: the world at the start, then at the end of every quarter.
        terms: (variable, term, rule) -> step -> contribution.
        claims: (variable, term, rule) -> ids of the claims behind it.
        decided, happened: decisions and occurrences, in the order in which they came.
    """

    def __init__(
        self,
        scenario: Scenario,
        runs: npt.NDArray[np.int64],
        start: World,
        shocks: Shocks,
        off: frozenset[str] = frozenset(),
        parameters: Parameters | None = None,
    ) -> None:
        self.scenario = scenario
        self.runs = runs
        self.shocks = shocks
        self.off = off
        self.parameters = parameters
        self.worlds: list[World] = [start]
        self.terms: dict[TermKey, dict[int, FloatArray]] = {}
        self.claims: dict[TermKey, Claims] = {}
        self.decided: list[Decided] = []
        self.happened: list[Happened] = []

    def __repr__(self) -> str:
        held = count(self.steps, "quarter"), count(len(self.runs), "run")
        return brief(self, self.scenario.name, *held)

    @classmethod
    def of(cls, simulation: Simulation) -> History:
        """Return an empty history for a simulation that is about to start."""
        return cls(
            simulation.scenario,
            simulation.runs,
            simulation.world,
            simulation.shocks,
            simulation.off,
            simulation.parameters,
        )

    @property
    def steps(self) -> int:
        """Number of finished quarters."""
        return len(self.worlds) - 1

    def term(self, step: int, rule: Rule, variable: str, name: str, value: FloatArray) -> None:
        """Take a named contribution to a variable."""
        key = (variable, name, rule.name)
        if key not in self.terms:
            self.terms[key] = {}
            self.claims[key] = claims_of(rule, variable, name)
        self._add(key, step, value)

    def bounds(self, step: int, variable: str, value: FloatArray) -> None:
        """Take what the bounds of a variable cut off."""
        key = (variable, BOUNDS, "")
        if key not in self.terms:
            self.terms[key] = {}
            self.claims[key] = ()
        self._add(key, step, value)

    def choice(self, step: int, rule: Rule, choice: Choice, settled: Settled) -> None:
        """Take a decision with its utility terms, probabilities and draw."""
        self.decided.append(Decided(step, rule, settled, self.off))

    def occurrence(self, world: World, rule: Rule, occurrence: Occurrence) -> None:
        """Take something that happened."""
        self.happened.append(Happened(world.step, rule, occurrence))

    def quarter(self, world: World) -> None:
        """Take the world at the end of a quarter."""
        self.worlds.append(world)

    def array(self, variable: str) -> FloatArray:
        """Return a variable over time, start included: ``[step + 1, *axes, run, unit]``."""
        course = getattr(self.worlds, "course", None)
        if course is not None:
            whole_course: FloatArray = course(variable)
            return whole_course
        return np.stack([world[variable] for world in self.worlds])

    def taken(self, decision: str) -> Iterator[Decided]:
        """Yield how a decision was taken, in its order."""
        return _those(self.decided, lambda choice, _: choice.decision == decision)

    def imposed(self) -> Iterator[Decided]:
        """Yield the decisions in which an option was imposed on somebody."""
        return _those(self.decided, lambda _, overridden: bool(overridden))

    def replay(self, listener: Listener) -> None:
        """Tell another listener of every occurrence and every finished quarter, in their order."""
        happened = iter(self.happened)
        upcoming = next(happened, None)
        for step, world in enumerate(self.worlds[1:]):
            while upcoming is not None and upcoming.step == step:
                listener.occurrence(world, upcoming.rule, upcoming.occurrence)
                upcoming = next(happened, None)
            listener.quarter(world)

    def until(self, step: int, other: Simulation) -> History:
        """Return a copy that ends before a step, to be carried on by another simulation."""
        copy = History(
            other.scenario,
            self.runs,
            self.worlds[0],
            other.shocks,
            other.off,
            other.parameters,
        )
        copy.worlds = self.worlds[: step + 1]
        for key, values in self.terms.items():
            copy.terms[key] = {at: value for at, value in values.items() if at < step}
        copy.claims = dict(self.claims)
        copy.decided = [entry for entry in self.decided if entry.step < step]
        copy.happened = [entry for entry in self.happened if entry.step < step]
        return copy

    def _add(self, key: TermKey, step: int, value: FloatArray) -> None:
        """Keep a contribution; several under one name in one quarter add up."""
        kept = self.terms[key]
        kept[step] = kept[step] + value if step in kept else value


Wanted = Callable[[Choice, tuple[tuple[int, str], ...]], bool]
"""Whether a decision is wanted, by what it is about and who imposed an option."""


def _those(decided: Sequence[Decided], wanted: Wanted) -> Iterator[Decided]:
    """Yield some of the decisions; of a compiled run only those are made."""
    those = getattr(decided, "those", None)
    if those is not None:
        yield from those(wanted)
        return
    for one in decided:
        if wanted(one.choice, one.settled.overridden):
            yield one


def claims_of(rule: Rule, variable: str, name: str) -> Claims:
    """Return the claims behind a term, as the rule declares them."""
    if variable in rule.choices and name == CHOICE:
        return rule.claims
    if name in rule.terms.get(variable, {}):
        return rule.terms[variable][name]
    return rule.transitions.get(variable, ())


def joined(claims: Sequence[str]) -> str:
    """Return citations as tables hold them, each with its link."""
    return "; ".join(written(claims))
