"""The rules, the engine and the metrics, run once on symbolic arrays: the program of a quarter.

What is run are the very functions that NumPy runs. What differs between scenarios of the same
mechanisms and region is data and stands outside: parameters, start values, draws, decisions that
are imposed, and the first stage, events.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from sovsim import engine
from sovsim.compiled import numpy_functions  # noqa: F401  # what NumPy's functions come to
from sovsim.compiled.graph import Graph
from sovsim.compiled.own_draws import refuse_own_draws
from sovsim.compiled.program import Key, Program
from sovsim.compiled.refusal import NotTraceable, Runs, failed, refused
from sovsim.compiled.symbolic import RUNS, Symbolic, known
from sovsim.compiled.told import Noted, Script
from sovsim.engine import Stage
from sovsim.metrics import METRICS
from sovsim.metrics.metric import Metric, Moment, Window
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters, registry
from sovsim.region.topology import Topology
from sovsim.rules.contract import Mask, Outcome, Rule
from sovsim.rules.quantal_response import Settled
from sovsim.shocks import Shocks
from sovsim.start_at_rest import EVENTS
from sovsim.variables import VARIABLES
from sovsim.world import World, unit_lengths

UPPER, LOWER = "upper", "lower"
"""Parts of a metric's total: what is read, and what it is held against."""


@dataclass(frozen=True)
class Quarter:
    """A quarter as programs, all for the same mechanisms and region.

    Attributes:
        early: the quarter, and what comes together of metrics over the whole run.
        late: the same, with what only the last quarters decide.
        told: the quarter with everything that a listener is told of.
        script: what is told, in its order.
        totals: key of each total -> its number of units.
    """

    early: Program
    late: Program
    told: Program
    script: Script
    totals: Mapping[Key, int]


def quarter(
    stages: Sequence[Stage],
    topology: Topology,
    off: frozenset[str] = frozenset(),
    metrics: Iterable[Metric] | None = None,
) -> Quarter:
    """Trace a quarter.

    Args:
        stages: as from `sovsim.schedule.compile_stages`.
        off: terms and motives that are switched off.
        metrics: what is measured; every metric by default.

    Raises:
        NotTraceable: a rule or a metric does what no program can say.
    """
    graph = Graph()
    parameters = traced_parameters(graph)
    before = traced_world(graph, topology, "world")
    start = traced_world(graph, topology, "start")
    noted = Noted(
        graph, {(rule.name, rule.variant_of): rule for stage in stages for rule in stage.rules}
    )
    after = engine.step(
        before,
        _named(graph, stages),
        parameters,
        TracedNoise(graph, topology),
        TracedShocks(graph, topology),
        listener=noted,
        off=off,
    )
    outputs = changes(graph, before, after)
    with graph.of("metrics"):
        earlier = traced_world(graph, topology, "before")
        moment = Moment(after, earlier, start, noted.occurred, parameters)
        chosen = METRICS.values() if metrics is None else metrics
        parts = [one for one in chosen if one.difference is None]
        totals: dict[Key, int] = {}
        early, late = _totals(graph, parts, moment, totals)
        outputs |= _for_next(graph, after, graph.program({**early, **late}))
    return Quarter(
        early=graph.program({**outputs, **early}),
        late=graph.program({**outputs, **early, **late}),
        told=graph.program({**outputs, **noted.outputs}),
        script=noted.script(off),
        totals=totals,
    )


def _named(graph: Graph, stages: Sequence[Stage]) -> list[Stage]:
    """Return the stages that are traced; rows say to which rule they belong."""
    return [
        Stage(stage.name, tuple(_with_origin(graph, rule) for rule in stage.rules))
        for stage in stages
        if stage.name != EVENTS
    ]


def _with_origin(graph: Graph, rule: Rule) -> Rule:
    def function(*given: Any) -> Outcome:
        return handed_back(graph, rule, *given)

    return replace(rule, function=function)


def handed_back(graph: Graph, rule: Rule, *given: Any) -> Outcome:
    """Return what a rule hands back of symbolic arrays.

    Raises:
        NotTraceable: it does what no program can say, or fails.
    """
    with graph.of(rule.name):
        refuse_own_draws(rule.name, rule.function)
        try:
            outcome = rule.function(*given)
        except NotTraceable:
            raise
        except Exception as error:
            raise failed(rule.name, error) from error
    _check_units(rule, outcome, given[0])
    return outcome


def _check_units(rule: Rule, outcome: Outcome, world: World) -> None:
    """Raise where a term is of other units than what it changes; the engine would name no rule."""
    for variable, named in outcome.terms.items():
        units = world[variable].shape[-1]
        for name, value in named.items():
            given = np.shape(value)[-1:] if isinstance(value, Symbolic | np.ndarray | list) else ()
            if given not in ((), (1,), (units,)):
                what = f"hands back {variable}.{name} for {given[0]} units, where there are {units}"
                raise refused(rule.name, what, f"it for each {VARIABLES[variable].per}")


def traced_parameters(graph: Graph) -> Parameters:
    """Return parameters each of which is an input."""
    values: dict[str, Any] = {
        name: symbolic(graph, [("parameter", name)], 1) for name in registry()
    }
    return Parameters(values)


def traced_world(graph: Graph, topology: Topology, sort: str) -> World:
    """Return a world whose every row is an input of some sort."""
    lengths = unit_lengths(topology)
    arrays: dict[str, Any] = {}
    for name, variable in VARIABLES.items():
        units = lengths[variable.per]
        places = list(np.ndindex(variable.leading))
        keys = [(sort, name, index) for index in places]
        arrays[name] = symbolic(graph, keys, units, variable.leading)
    step: Any = symbolic(graph, [("step",)], 1)
    return World(arrays, topology, step=step, runs=Runs.of(RUNS, graph))


def symbolic(graph: Graph, keys: Sequence[Key], units: int, lead: tuple[int, ...] = ()) -> Symbolic:
    """Return an array whose rows are the inputs of some keys."""
    rows = [graph.input(key, units) for key in keys]
    return Symbolic(graph, np.array(rows, dtype=np.intp).reshape(lead), units)


class TracedNoise(Noise):
    """Noise whose draws are inputs."""

    def __init__(self, graph: Graph, topology: Topology) -> None:
        self.graph = graph
        self.run_numbers = np.arange(RUNS)
        self.step = 0
        self._lengths = unit_lengths(topology)

    def uniform(self, purpose: Purpose, units: int | None = None) -> Any:
        """Return the row of the draws of a purpose."""
        length = self._lengths[purpose.axis]
        if units not in (None, length):
            what = f"counts on {units} draws {purpose.name}, one for each {purpose.axis}"
            raise refused(self.graph.origin, what, "another purpose, of the axis that draws")
        return symbolic(self.graph, [("uniform", int(purpose))], length)

    def normal(self, purpose: Purpose, units: int | None = None, where: Mask | None = None) -> Any:
        """Return the row of the normal draws of a purpose; 0 where they are not used."""
        draws = self.uniform(purpose)
        rows = np.array(self.graph.operation("quantile", int(draws.cells)), dtype=np.intp)
        normal: Any = Symbolic(self.graph, rows, draws.units)
        return normal if where is None else np.where(where, normal, 0.0)


class _Imposed:
    """Whatever option is imposed on a decision; -1 where none is."""

    def __init__(self, option: Symbolic) -> None:
        self.option = option

    def over(self, settled: Settled) -> Settled:
        """Return the decision with the option in its place where one is imposed and due."""
        imposed = settled.active & (self.option >= 0)
        chosen: Any = np.where(imposed, self.option, settled.chosen)
        return replace(settled, chosen=chosen)


class TracedShocks(Shocks):
    """Shocks of which only the imposed decisions are part of a program, as inputs."""

    def __init__(self, graph: Graph, topology: Topology) -> None:
        super().__init__()
        self._graph = graph
        self._lengths = unit_lengths(topology)

    def due(self, step: int, runs: int) -> Any:
        """Raise NotTraceable: events are data, and only the first stage works on them."""
        raise refused(
            self._graph.origin,
            "asks for the events that are due",
            "what it wants of them into a flow that events set (sovsim.rules.events)",
        )

    def decided(self, decision: str, index: tuple[int, ...], step: int) -> list[Any]:
        """Return what imposes an option on a decision, if one is."""
        units = self._lengths[VARIABLES[decision].per]
        return [_Imposed(symbolic(self._graph, [("forced", decision, index)], units))]


def changes(graph: Graph, before: World, after: World) -> dict[Key, int]:
    """Return the rows of the world that are no longer those from before."""
    outputs: dict[Key, int] = {}
    for name in after:
        variable = VARIABLES[name]
        old, new = _rows(before[name]), _rows(after[name])
        for index in np.ndindex(variable.leading):
            row = graph.number(int(new[index]))
            if before[name].shape[-1] and row != int(old[index]):
                outputs["world", name, index] = row
    return outputs


def _rows(array: Any) -> npt.NDArray[np.intp]:
    cells: npt.NDArray[np.intp] = array.cells
    return cells


def _for_next(graph: Graph, after: World, metrics: Program) -> dict[Key, int]:
    """Return the rows that metrics will read of this quarter's end in the next one."""
    return {
        key: graph.number(int(_rows(after[key[1]])[key[2]]))
        for key in metrics.inputs()
        if key[0] == "before"
    }


def _totals(
    graph: Graph, metrics: Sequence[Metric], moment: Moment, totals: dict[Key, int]
) -> tuple[dict[Key, int], dict[Key, int]]:
    """Return the totals of metrics: those of every quarter, and those of the last ones."""
    early: dict[Key, int] = {}
    late: dict[Key, int] = {}
    for metric in metrics:
        outputs = late if metric.window in (Window.TAIL, Window.END) else early
        for part, reading in ((UPPER, metric.reading), (LOWER, metric.against)):
            if reading is not None:
                graph.origin = f"metric {metric.name}"
                value = known(graph, reading(moment))
                key = ("total", metric.name, part)
                totals[key] = int(value.units or 0)
                outputs[key] = _together(graph, key, metric.window, value)
    return early, late


def _together(graph: Graph, key: Key, window: Window, value: Symbolic) -> int:
    row, units = graph.number(int(value.cells)), int(value.units or 0)
    if window is Window.END:
        return row
    held = graph.input(key, units)
    name = {Window.LOWEST: "fmin", Window.HIGHEST: "fmax"}.get(window, "add")
    return graph.operation(name, held, row)
