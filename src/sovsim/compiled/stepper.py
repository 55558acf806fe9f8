"""A single run, a quarter at a time, by compiled rules where they are at hand.

For whoever steps a model: the same quarter as `sovsim.simulation.Simulation.step`, within rounding.
A quarter in which a policy decides is NumPy's, since a policy looks at probabilities half-way.
Listeners are told of a quarter when it is over: one that looks at the world in the midst of it sees
the world at its beginning.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.compiled.recorder import Recorder
from sovsim.compiled.told import Happening, Script, imposed
from sovsim.engine import Policy
from sovsim.listener import Listener
from sovsim.metrics import MetricTally
from sovsim.rules.contract import Occurrence, Rule, whole
from sovsim.rules.quantal_response import Settled
from sovsim.shocks import Shocks
from sovsim.simulation import Simulation
from sovsim.world import World


class Stepper:
    """A simulation of one run that compiled rules step.

    Raises:
        NotCompiled: the rules cannot be compiled here.
    """

    def __init__(self, simulation: Simulation) -> None:
        self._simulation = simulation
        self._recorder = Recorder(simulation)
        self._at = simulation.world
        script = self._recorder.script
        happenings = tuple(one for one in script.entries if isinstance(one, Happening))
        self._happenings = replace(script, entries=happenings)

    def step(
        self,
        world: World,
        policies: Sequence[Policy] = (),
        listener: Listener | None = None,
        shocks: Shocks | None = None,
    ) -> World:
        """Return the world one quarter on; see `sovsim.simulation.Simulation.step`."""
        if policies:
            return self._simulation.step(world, policies, listener, shocks)
        if world is not self._at:
            self._recorder.put(world)
        self._recorder.quarter(listener, shocks)
        after = self._recorder.world()
        if listener is not None:
            own = self._simulation.shocks if shocks is None else shocks
            self._script(listener).tell(
                self._recorder.told[np.newaxis], _Quarter(listener, world, own)
            )
            listener.quarter(after)
        self._at = after
        return after

    def _script(self, listener: Listener) -> Script:
        """Return what a listener makes something of; metrics count occurrences alone."""
        return self._happenings if isinstance(listener, MetricTally) else self._recorder.script


class _Quarter:
    """Passes what a quarter tells on to a listener."""

    def __init__(self, listener: Listener, world: World, shocks: Shocks) -> None:
        self._listener = listener
        self._world = world
        self._shocks = shocks

    def term(self, rule: Rule, variable: str, name: str, value: Any) -> None:
        self._listener.term(self._world.step, rule, variable, name, whole(value))

    def bounds(self, variable: str, value: FloatArray) -> None:
        self._listener.bounds(self._world.step, variable, value)

    def choice(self, rule: Rule, settled: Settled) -> None:
        choice, step = settled.choice, self._world.step
        marks = imposed(self._shocks, choice, step)
        self._listener.choice(step, rule, choice, replace(settled, overridden=marks))

    def occurrence(self, rule: Rule, occurrence: Occurrence) -> None:
        self._listener.occurrence(self._world, rule, occurrence)
