"""The one call: a request in, an answer out, both plain data of JSON, or both its text.

A request names what it asks, as in a page (``docs/browser.md``). What cannot be done is answered
with ``{"error": {"kind", "message"}}``, and changes nothing.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from typing import Any, overload

import numpy as np

from sovsim.app.native import answers
from sovsim.app.native.describe import describe_page, describe_scenario
from sovsim.app.native.plays import Decided, played, plays_of
from sovsim.app.native.quarters import engine_for
from sovsim.app.native.runs import Runs
from sovsim.app.native.settings import settings_of
from sovsim.app.native.words import MISSING, Refused, named, or_else, refuse, shown, whole
from sovsim.compiled.kernel import NotCompiled
from sovsim.disk.fingerprint import NUMPY
from sovsim.ensemble.batch import Engine
from sovsim.ensemble.engines import EngineMissing
from sovsim.given import LARGEST
from sovsim.scenario import Scenario

Data = dict[str, Any]
Request = Mapping[str, Any]

MOST_SIMULATIONS = 64
"""Simulations that are kept; the one that was asked about the longest ago is forgotten first."""

MOST_RUNS = 2_048
"""Runs of all of them together."""

MOST_QUARTERS = 40_000
"""Quarters of a simulation, all its runs together."""

_LARGEST_RUN = 2**50


class Native:
    """Answers requests about some scenarios.

    Args:
        scenarios: those that can be asked about, the first of them where none is named.
        engine: ``numpy``, ``compiled``, or ``auto``: compiled rules where their kernel is on disk
            already, or so much is asked for that it pays to compile one.
    """

    def __init__(self, scenarios: Iterable[Scenario], engine: Engine = "auto") -> None:
        self.scenarios = {scenario.name: scenario for scenario in scenarios}
        self._engine = engine
        self._simulations: OrderedDict[int, Runs] = OrderedDict()
        self._last = 0
        self._decided: dict[str, tuple[Scenario, Decided]] = {}

    @overload
    def ask(self, request: str) -> str: ...

    @overload
    def ask(self, request: Any) -> Data: ...

    def ask(self, request: Any) -> Data | str:
        """Return the answer to a request; a text is answered with a text."""
        if isinstance(request, str):
            return json.dumps(self._answer(parsed(request)), separators=(",", ":"))
        return self._answer(request)

    def _answer(self, request: Any) -> Data:
        try:
            if isinstance(request, list):
                request = {}
            if not isinstance(request, Mapping):
                refuse("bad-request", "a request is an object")
            asked = request.get("ask", MISSING)
            if not isinstance(asked, str) or asked not in self._ways:
                known = ", ".join(self._ways)
                refuse("unknown-request", f"{shown(asked)} cannot be asked; ask one of {known}")
            with np.errstate(all="ignore"):
                return self._ways[asked](request)
        except Refused as error:
            return {"error": {"kind": error.kind, "message": error.message}}
        except (NotCompiled, EngineMissing) as error:
            return {"error": {"kind": "no-engine", "message": str(error)}}

    @property
    def _ways(self) -> dict[str, Callable[[Request], Data]]:
        return {
            "describe": self._describe,
            "prepare": lambda request: self._keep(self.runs_of(request)),
            "course": self._course,
            "step": lambda request: answers.stepped(self._found(request), request),
            "play": self._play,
            "branch": lambda request: self._keep(answers.branched(self._found(request), request)),
            "ledger": lambda request: answers.ledger_asked(self._found(request), request),
            "choices": lambda request: answers.choices_asked(self._found(request), request),
            "metrics": lambda request: answers.metrics_asked(self._found(request)),
            "state": lambda request: answers.values_of(self._found(request), request),
            "forget": self._forget,
        }

    @property
    def held(self) -> int:
        """How many runs are held in simulations."""
        return sum(len(one.runs) for one in self._simulations.values())

    def forget_all(self) -> None:
        """Forget every simulation."""
        self._simulations.clear()

    def scenario_of(self, request: Request) -> Scenario:
        """Return the scenario that a request names, the first by default.

        Raises:
            Refused: there is no such scenario.
        """
        name = or_else(request, "scenario", next(iter(self.scenarios), MISSING))
        return named("scenario", self.scenarios, name, "unknown-scenario")

    def _describe(self, request: Request) -> Data:
        if "scenario" not in request:
            return describe_page(self.scenarios)
        scenario = self.scenario_of(request)
        engine = engine_for(scenario, 1, self._engine)
        return describe_scenario(scenario, self._decisions(scenario), engine)

    def runs_of(self, request: Request, among: int = 0) -> Runs:
        """Return the runs that a request ``prepare`` asks for, at their start.

        Args:
            among: of how many runs these are a part, where they are one.

        Raises:
            Refused: they cannot be had.
        """
        scenario = self.scenario_of(request)
        seed = whole("seed", or_else(request, "seed", 0), LARGEST, "bad-seed")
        numbers = or_else(request, "runs", [0])
        if not isinstance(numbers, list) or not numbers:
            refuse("bad-runs", "runs is a list of numbers of runs")
        runs = [whole("run", run, _LARGEST_RUN, "bad-runs") for run in numbers]
        most = min(MOST_QUARTERS // max(scenario.steps, 1), MOST_RUNS)
        if len(runs) > most:
            refuse("too-large", f"{len(runs)} runs of {scenario.name} are more than {most} at once")
        values = settings_of(scenario, or_else(request, "set", {}))
        plays = or_else(request, "plays", [])
        imposed = plays_of(scenario, self._decisions(scenario), plays) if plays != [] else ()
        engine = engine_for(scenario, max(len(runs), among), self._engine)
        made = Runs(scenario, seed, runs, values, engine)
        made.impose(imposed)
        return made

    def _course(self, request: Request) -> Data:
        runs = self.runs_of(request)
        found = answers.coursed(runs, request)
        about = self._about(runs) if request.get("keep") is False else self._keep(runs)
        return {**about, **found}

    def _play(self, request: Request) -> Data:
        runs = self._found(request)
        played(runs, self._decisions(runs.scenario), request)
        return answers.where(runs)

    def _forget(self, request: Request) -> Data:
        self._found(request)
        del self._simulations[request["simulation"]]
        return {}

    def _found(self, request: Request) -> Runs:
        number = request.get("simulation", MISSING)
        known = isinstance(number, int | float) and not isinstance(number, bool)
        if not known or number not in self._simulations:
            words = f'there is no simulation {shown(number)}; ask "prepare" first'
            refuse("unknown-simulation", words)
        self._simulations.move_to_end(number)
        return self._simulations[number]

    def _keep(self, runs: Runs) -> Data:
        """Keep runs, and forget of the others those that were asked about the longest ago."""
        self._last += 1
        self._simulations[self._last] = runs
        while len(self._simulations) > MOST_SIMULATIONS or self.held > MOST_RUNS:
            self._simulations.popitem(last=False)
        return {"simulation": self._last, **self._about(runs)}

    def _about(self, runs: Runs) -> Data:
        return {**answers.where(runs), "steps": runs.scenario.steps, "runs": runs.runs}

    def _decisions(self, scenario: Scenario) -> Decided:
        """Return the decisions of a scenario, which its first quarter tells."""
        known = self._decided.get(scenario.name)
        if known is None or known[0] is not scenario:
            told = Runs(scenario, 0, [0], {}, NUMPY).next_told()
            known = scenario, Decided.of(told, scenario.region)
            self._decided[scenario.name] = known
        return known[1]


def parsed(text: str) -> Any:
    """Return what a text of JSON says, and None where it says nothing."""
    try:
        return json.loads(text, parse_int=_whole, parse_constant=_constant)
    except (ValueError, RecursionError):
        return None


def _whole(digits: str) -> float:
    """Return a whole number as every reader of JSON has it."""
    return int(digits) if len(digits) <= 16 else float(digits)


def _constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")
