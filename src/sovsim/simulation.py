"""From a scenario to its history: the one way in which every command runs the model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sovsim import engine, given, points, schedule
from sovsim.axes import UNIT_AXES
from sovsim.brief import brief, count
from sovsim.engine import Policy, Stage
from sovsim.initial_world import initial_world
from sovsim.listener import Listener
from sovsim.noise import Noise
from sovsim.parameters import Parameters
from sovsim.scenario import Scenario
from sovsim.scenario.compile import compile_scenario, enlargements
from sovsim.scenario.compile import parameter_values as compiled_parameters
from sovsim.shocks import Shocks
from sovsim.start_at_rest import Mask, at_rest, given_at_start
from sovsim.world import World

Rest = Callable[
    [World, Mapping[str, Mask], Sequence[Stage], Parameters, frozenset[str]],
    World,
]
"""What moves stocks to where they rest; see `sovsim.start_at_rest.at_rest`."""


@dataclass(frozen=True)
class Simulation:
    """A scenario made ready for some runs of a seed.

    Attributes:
        scenario: what is simulated.
        seed: seed of the ensemble.
        runs: numbers of the runs; run *k* is the same whatever stands beside it.
        world: the world at step 0.
        stages: the quarter, with the scenario's variants in place.
        off: terms and motives that are switched off.
    """

    scenario: Scenario
    seed: int
    runs: npt.NDArray[np.int64]
    world: World
    stages: tuple[Stage, ...]
    parameters: Parameters
    noise: Noise
    shocks: Shocks
    off: frozenset[str]

    def __repr__(self) -> str:
        return brief(self, self.scenario.name, f"seed {self.seed}", count(len(self.runs), "run"))

    @classmethod
    def prepare(
        cls,
        scenario: Scenario,
        seed: int = 0,
        runs: Iterable[int] = (0,),
        addresses: Mapping[str, str] | None = None,
        parameter_values: Mapping[str, float | npt.NDArray[np.float64]] | None = None,
        rest: Rest = at_rest,
    ) -> Simulation:
        """Make a scenario ready.

        Args:
            addresses: code -> code whose draws a unit takes; used to test relabelling.
            parameter_values: values of parameters (``group.key``) and start values
                (``initial.UNIT.COLUMN``, see `sovsim.points`) that go before the scenario's own;
                one per run has the shape ``(run, 1)``.
            rest: moves stocks that nobody gives to where they rest, as `at_rest` does.

        Raises:
            ArgumentError: the seed or the runs are no whole numbers from 0 on.
            UnknownParameter: a parameter does not exist.
            PointError: a start value is none that the scenario can take.
        """
        given.instance("scenario", scenario, Scenario, "load_scenario gives one")
        seed, numbers = given.seed(seed), given.run_numbers(runs)
        units = {axis: scenario.region.units(axis) for axis in UNIT_AXES}
        noise = Noise(seed, numbers, units, addresses)
        stages = schedule.compile_stages(scenario.mechanisms)
        own, first = points.split(parameter_values or {})
        parameters = Parameters({**compiled_parameters(scenario, noise), **own})
        off = frozenset(scenario.off)
        starts = points.starts(scenario, first)
        compiled = compile_scenario(scenario, numbers, noise)
        facts = tuple(enlargements(scenario))
        world = rest(initial_world(starts, noise), given_at_start(starts), stages, parameters, off)
        return cls(
            scenario=scenario,
            seed=seed,
            runs=numbers,
            world=world,
            stages=stages,
            parameters=parameters,
            noise=noise,
            shocks=Shocks((*compiled.shocks, *facts), compiled.overrides),
            off=off,
        )

    def step(
        self,
        world: World,
        policies: Sequence[Policy] = (),
        listener: Listener | None = None,
        shocks: Shocks | None = None,
    ) -> World:
        """Return the world one quarter on."""
        return engine.step(
            world,
            self.stages,
            self.parameters,
            self.noise,
            self.shocks if shocks is None else shocks,
            policies,
            listener,
            self.off,
        )

    def run(self, listener: Listener | None = None, steps: int | None = None) -> World:
        """Return the world at the end; a listener is told of everything on the way."""
        return engine.run(
            self.world,
            self.stages,
            self.parameters,
            self.noise,
            self.shocks,
            self.scenario.steps if steps is None else steps,
            listener,
            self.off,
        )
