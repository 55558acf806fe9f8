"""The model as Mesa sees it: one run, stepped a quarter at a time, with agents to look at.

The same scenario and seed give exactly the history of `sovsim.simulation.Simulation`; Mesa adds no
rule and draws no number of its own.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

import mesa
import numpy as np
from mesa.datacollection import DataCollector

from sovsim import given
from sovsim.agents import Decider, Hegemon, Institution, OuterPower, State, StatePolicies
from sovsim.axes import Institution as InstitutionAxis
from sovsim.axes import Power, member_name
from sovsim.brief import brief
from sovsim.compiled.kernel import engine_for
from sovsim.disk.fingerprint import COMPILED, NUMPY
from sovsim.documents.nearest import nearest
from sovsim.interventions import Interventions, value_of
from sovsim.listener import Listener
from sovsim.mesa_arguments import asked, kept, seed_number, setting
from sovsim.metrics import METRICS, MetricTally, Moment, summarise
from sovsim.rules.forms import over_states
from sovsim.scenario import Scenario, load_scenario
from sovsim.shocks import Shocks
from sovsim.simulation import Simulation
from sovsim.world import World

if TYPE_CHECKING:
    from sovsim.compiled.stepper import Stepper
    from sovsim.record.history import History

SHOWN_METRICS = (
    "sovereignty_gap",
    "domination",
    "interference",
    "alignment_russia",
    "alignment_west",
    "dependence_russia",
    "unrest",
)
"""Metrics that the standard data collector reads, as of each quarter."""

SHOWN_STATE = ("sovereignty_gap", "pressure", "unrest", "action", "rung")
"""Attributes of states that it reads."""


BASELINE = "baseline-1992-2026"
"""Scenario that is run where none is named."""


class SovereigntyModel(mesa.Model):  # type: ignore[misc]
    """One run of a scenario.

    Args:
        scenario: name of a shipped scenario, path of a file, or a loaded scenario; or one of Mesa's
            own scenarios (see `sovsim.mesa_arguments`).
        rng: seed. An integer is the seed of sovsim, 0 included; None draws one, kept as
            ``model.seed``; other seeds of NumPy are turned into an integer.
        seed: the same under Mesa's older name; give one of the two.
        record: True keeps everything that happens as ``model.history``; ``"metrics"`` keeps what
            `metrics` needs and no more, as an ensemble does; a listener is told of it.
        engine: ``numpy``, ``compiled`` (machine code, extra ``fast``), or ``auto``: compiled rules
            where their kernel is on disk already. A listener of one's own, and a quarter in which a
            policy decides, always take NumPy.
        model_reporters, agent_reporters, agenttype_reporters: for the data collector, in place of
            the standard ones.
        **kwargs: settings as on the command line; ``__`` stands for a dot, so that
            ``dependence__fade_rate=0.01`` sets a parameter, ``scenario__end="2001Q4"`` the span
            and ``initial__KAZ__capacity=0.7`` a start value.

    Attributes:
        spec: the scenario, settings applied.
        seed: seed of the noise.
        world: the world at the end of the last finished quarter; arrays of one run.
        policies: state index -> callable; set through ``model.state("KAZ").policy``.
        codes: codes of the states, in the order of the state axis.
    """

    running: bool
    steps: int
    scenario: Any

    def __init__(
        self,
        scenario: str | Path | Scenario | Any = BASELINE,
        rng: Any = None,
        *,
        seed: Any = None,
        record: bool | Literal["metrics"] | Listener = False,
        engine: Literal["auto", "numpy", "compiled"] = "auto",
        model_reporters: Mapping[str, Any] | None = None,
        agent_reporters: Mapping[str, Any] | None = None,
        agenttype_reporters: Mapping[type[mesa.Agent], Mapping[str, Any]] | None = None,
        **kwargs: Any,
    ) -> None:
        if rng is not None and seed is not None:
            raise ValueError("give rng or seed, not both; they mean the same")
        wanted = asked(scenario, BASELINE, rng if seed is None else seed, kwargs)
        number = seed_number(wanted.seed)
        settings = [setting(key, value) for key, value in wanted.settings.items()]
        spec = load_scenario(wanted.scenario).with_settings(settings)
        super().__init__(rng=number)
        self.seed, self.spec = number, spec
        self.steps = 0  # Mesa 4 keeps no count
        told = kept(spec, number, kwargs) if wanted.mesa is None else wanted.mesa
        if told is not None:
            self.scenario = told
        chosen = given.one_of("engine", engine, ("auto", NUMPY, COMPILED))
        self.engine = NUMPY if _of_ones_own(record) else engine_for(spec, chosen)
        self.simulation = _prepared(spec, number, self.engine)
        self.world: World = self.simulation.world
        self._stepper: Simulation | Stepper | None = None
        self.codes = spec.region.codes
        self.policies: dict[int, Decider] = {}
        self.history: History | None = None
        self._listener: Listener | None = None
        self._record(record)
        self._changes = Interventions(spec)
        self._plays: list[dict[str, Any]] = []
        self._guarded = False
        self._failure: Exception | None = None
        self._mesa_step = self.step
        self.step = self._step_or_raise  # type: ignore[method-assign]
        self._create_agents()
        self.datacollector = DataCollector(
            model_reporters=dict(model_reporters or MODEL_REPORTERS),
            agent_reporters=dict(agent_reporters or {}),
            agenttype_reporters=dict(agenttype_reporters or STATE_REPORTERS),
        )

    def _record(self, record: object) -> None:
        """Take the listener that is asked for."""
        if isinstance(record, bool | np.bool_ | None):
            if record:
                from sovsim.record.history import History

                self.history = self._listener = History.of(self.simulation)
        elif record == "metrics":
            self._listener = MetricTally(
                self.simulation.world, parameters=self.simulation.parameters
            )
        elif callable(getattr(record, "quarter", None)):
            self._listener = cast(Listener, record)
        else:
            words = "is none of True, False, 'metrics' or a listener"
            raise ValueError(f"record {given.shown(record)} {words}")

    def _create_agents(self) -> None:
        region = self.spec.region
        self._states = [
            State(self, info.code, info.name, unit=unit) for unit, info in enumerate(region.states)
        ]
        self.hegemon = Hegemon(self, region.hegemon.code, region.hegemon.name)
        for power in Power:
            OuterPower(self, power.name, power.name, fixed={Power: int(power)})
        names = {info.institution: info.name for info in region.institutions}
        for body in InstitutionAxis:
            name = names.get(body, body.name)
            Institution(self, body.name, name, fixed={InstitutionAxis: int(body)})

    def step(self) -> None:
        """Live through one quarter.

        Raises:
            NotOpen: a policy chose what is not open; nothing has happened, and the quarter can be
                tried again.
            RuntimeError: the run is over.
        """
        try:
            self._quarter()
        except Exception as error:
            self.steps = self.world.step
            if not self._guarded:
                raise
            self._failure = error

    def _step_or_raise(self) -> None:
        """Step by way of Mesa, and raise what went wrong only when Mesa has finished.

        An exception inside its event loop would leave Mesa 3.5 without further steps.
        """
        self._guarded, self._failure = True, None
        before = self.world.step
        try:
            self._mesa_step()
        finally:
            self._guarded = False
        if self._failure is not None:
            raise self._failure
        if self.world.step == before:
            raise RuntimeError("Mesa takes no further steps, as an earlier one was broken off")

    def _quarter(self) -> None:
        if not self.running:
            raise RuntimeError(f"the run is over: the scenario '{self.spec.name}' ends here")
        deciders = StatePolicies(self.policies, self._states, self.next_quarter)
        imposed = self.simulation.shocks
        own = self._changes.shocks()
        if self._stepper is None:
            self._stepper = _stepper(self.simulation, self.engine)
        self.world = self._stepper.step(
            self.world,
            policies=(deciders,) if self.policies else (),
            listener=self._listener,
            shocks=Shocks((*imposed.shocks, *own), imposed.overrides) if own else None,
        )
        self._plays += [
            {"at": self.quarter, "actor": code, "decision": "action", "option": member_name(action)}
            for code, action in deciders.taken
        ]
        self._changes.applied()
        self.steps = self.world.step
        self.running = self.world.step < self.spec.steps
        self.datacollector.collect(self)

    def run(self) -> SovereigntyModel:
        """Run to the end of the scenario and return the model."""
        while self.running:
            self.step()
        return self

    @property
    def quarter(self) -> str:
        """The quarter whose end `world` shows; before the first step the one to begin with."""
        return self.spec.quarter(max(self.world.step - 1, 0))

    @property
    def next_quarter(self) -> str:
        """The quarter that the next step lives through."""
        return self.spec.quarter(self.world.step)

    def state(self, code: str) -> State:
        """Return the view of a state; KeyError where the region has no such state."""
        return self._states[self.spec.region.index(code)]

    def value(self, column: str, unit: str | None = None) -> float:
        """Return one number of the world: ``value("dependence_energy", "UKR")``.

        Raises:
            ValueError: there is no such column, or it has no such unit.
        """
        return value_of(self.world, self.spec.region, column, unit)

    def metric(self, name: str) -> float:
        """Return what a metric reads at the end of this quarter, over all states.

        Raises:
            ValueError: there is no such metric.
        """
        if given.text("metric", name) not in METRICS:
            near = nearest(name, METRICS)
            hint = f"; did you mean '{near}'?" if near else ""
            raise ValueError(f"there is no metric {given.shown(name)}{hint}")
        moment = Moment(
            self.world,
            self.simulation.world,
            self.simulation.world,
            parameters=self.simulation.parameters,
        )
        array = np.asarray(METRICS[name].reading(moment), dtype=np.float64)
        return float(over_states(array)[0, 0])

    def metrics(self) -> dict[str, dict[str, Any]]:
        """Return every metric of the quarters so far; needs ``record=True`` or ``"metrics"``."""
        if isinstance(self._listener, MetricTally):
            return summarise(self.spec, self._listener)
        if self.history is None:
            raise RuntimeError("metrics need SovereigntyModel(..., record=True or 'metrics')")
        tally = MetricTally(self.simulation.world, parameters=self.simulation.parameters)
        self.history.replay(tally)
        return summarise(self.spec, tally)

    def intervene(self, column: str, unit: str | None, value: float, how: str = "set") -> None:
        """Change the world at the beginning of the next quarter; `interventions` logs it.

        Args:
            column: a column of a stock, such as ``dependence_energy``.
            unit: code of the state, dyad or contested unit, ``all``, or None for a column of the
                hegemon and the order.
            value: the new value (``set``), or what is added (``add``).
            how: ``set`` or ``add``; a later ``set`` replaces what waits on the same column.

        Raises:
            ValueError: the column, the unit, the value or the operation cannot be used.
        """
        self._changes.add(self.world, column, unit, given.number("value", value), how)

    def interventions(self) -> list[dict[str, Any]]:
        """Return what `intervene` has changed, as rows ``[[event]]`` of a scenario."""
        return self._changes.rows()

    def __getstate__(self) -> dict[str, Any]:
        """Leave the prepared simulation out; it is rebuilt from the spec."""
        rebuilt = ("simulation", "_stepper")
        return {key: held for key, held in vars(self).items() if key not in rebuilt}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Make the simulation ready again; it starts in the same world."""
        self.__dict__.update(state)
        self.simulation = _prepared(self.spec, self.seed, self.engine)
        self._stepper = None

    def __copy__(self) -> SovereigntyModel:
        """Return a copy with agents of its own; agents that two models share belong to one."""
        return copy.deepcopy(self)

    def __repr__(self) -> str:
        done = f"{self.world.step} of {self.spec.steps} quarters"
        return brief(self, self.spec.name, f"seed {self.seed}", done)

    def plays(self) -> list[dict[str, Any]]:
        """Return the decisions that policies have taken, as rows ``[[play]]`` of a scenario."""
        return [dict(row) for row in self._plays]


def _of_ones_own(record: object) -> bool:
    """Return whether a listener is told that may look at the world in the midst of a quarter."""
    return not isinstance(record, bool | np.bool_ | str | None | MetricTally)


def _prepared(spec: Scenario, seed: int, engine: str) -> Simulation:
    if engine == NUMPY:
        return Simulation.prepare(spec, seed=seed)
    from sovsim.compiled.recorder import prepared

    return prepared(spec, seed)


def _stepper(simulation: Simulation, engine: str) -> Simulation | Stepper:
    """Return what steps a simulation."""
    if engine == NUMPY:
        return simulation
    from sovsim.compiled.stepper import Stepper

    return Stepper(simulation)


def _metric_of(name: str, model: SovereigntyModel) -> float:
    return model.metric(name)


def _attribute_of(name: str, agent: mesa.Agent) -> Any:
    return getattr(agent, name)


MODEL_REPORTERS = {
    "seed": "seed",
    "quarter": "quarter",
    **{name: partial(_metric_of, name) for name in SHOWN_METRICS},
}
STATE_REPORTERS = {
    State: {
        "state": partial(_attribute_of, "code"),
        **{f"state_{name}": partial(_attribute_of, name) for name in SHOWN_STATE},
    }
}
"""The standard reporters. They can be pickled, which names cannot, and carry other names than those
of the model, as ``mesa.batch_run`` puts both into one row."""
