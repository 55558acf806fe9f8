"""Asks a script of scenarios as a page would, and holds its runs against NumPy's."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from sovsim.compiled.javascript.bundle import bundle
from sovsim.metrics import MetricTally
from sovsim.scenario import Scenario
from sovsim.simulation import Simulation
from sovsim.variables import COMPONENTS, VARIABLES
from sovsim.world import World
from tests.compiled.node import numbers, run
from tests.worlds import scenario

NEAR = 1e-12


@cache
def page(name: str, settings: tuple[str, ...] = (), ledger: bool = True) -> str:
    """Return the script of one scenario."""
    return bundle([scenario(name, settings)], ledger)


def asked(script: str, requests: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the answers to requests, one after the other, each taken through its text."""
    lines = f"const requests = {json.dumps(list(requests))};"
    answers = "requests.map((one) => JSON.parse(sovsim.ask(JSON.stringify(one))))"
    found: list[dict[str, Any]] = run(f"{script}\nawait sovsim.ready;\n{lines}\n{answers}")
    return found


def near(found: npt.NDArray[np.float64], wanted: npt.NDArray[np.float64]) -> None:
    """Hold numbers against numbers: within 1e-12, as shares of those above 1."""
    np.testing.assert_array_equal(np.isnan(found), np.isnan(wanted))
    gap = np.abs(found - wanted) / np.maximum(np.abs(wanted), 1.0)
    assert np.nanmax(gap, initial=0.0) <= NEAR


def column_of(world: World, column: str) -> npt.NDArray[np.float64]:
    variable, index = COMPONENTS[column]
    array: npt.NDArray[np.float64] = world[variable][index]
    return array


def holds(
    chosen: Scenario,
    script: str,
    seed: int = 0,
    runs: Sequence[int] = (0, 1, 7),
    given: Mapping[str, float] | None = None,
) -> World:
    """Hold whole runs of a script against NumPy: every value of every quarter, and the metrics.

    JavaScript and WebAssembly must give the same bits.

    Returns:
        The last world, of NumPy.
    """
    request = {"ask": "prepare", "scenario": chosen.name, "seed": seed, "runs": list(runs)}
    told = {**request, "set": dict(given or {})}
    slow, fast, engines = run(
        f"""{script}
const ask = (request) => {{
  const answer = sovsim.ask(request);
  if (answer.error) throw new Error(answer.error.message);
  return answer;
}};
const columns = {json.dumps(list(COMPONENTS))};
const whole = () => {{
  const {{ simulation, steps }} = ask({json.dumps(told)});
  const here = () => {{
    const {{ values }} = ask({{ ask: "state", simulation }});
    return bits(columns.flatMap((column) => values[column].flat()));
  }};
  const all = [here()];
  for (let k = 0; k < steps; k++) {{ ask({{ ask: "step", simulation }}); all.push(here()); }}
  return [all, ask({{ ask: "metrics", simulation }}).metrics];
}};
const engine = () => ask({{ ask: "describe", scenario: {json.dumps(chosen.name)} }}).engine;
const found = [whole(), engine()];
await sovsim.ready;
[found[0], whole(), [found[1], engine()]]"""
    )
    assert engines == ["JavaScript", "WebAssembly"]
    assert slow == fast, "WebAssembly gives other bits than JavaScript"
    histories, metrics = slow
    prepared = Simulation.prepare(chosen, seed, runs, parameter_values=given)
    tally = MetricTally(prepared.world, steps=chosen.steps, parameters=prepared.parameters)
    world = prepared.world
    for step, history in enumerate(histories):
        wanted = np.concatenate([column_of(world, column).ravel() for column in COMPONENTS])
        coded = np.concatenate(
            [
                np.full(column_of(world, column).size, VARIABLES[variable].codes is not None)
                for column, (variable, _) in COMPONENTS.items()
            ]
        )
        found = numbers(history)
        np.testing.assert_array_equal(found[coded], wanted[coded])
        near(found, wanted)
        if step < chosen.steps:
            world = prepared.step(world, listener=tally)
    for name, value in tally.result().items():
        near(np.array(metrics[name]["value"], dtype=float), value)
    for name, value in tally.by_state().items():
        near(np.array(metrics[name]["states"], dtype=float), value)
    return world
