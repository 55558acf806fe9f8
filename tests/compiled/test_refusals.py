"""What a rule may not do with values, and what the answer names: the rule, and what to write."""

from __future__ import annotations

import copy
import math
import random
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sovsim.arrays import at_codes
from sovsim.compiled import new_arrays, symbolic, trace
from sovsim.compiled.graph import Graph
from sovsim.compiled.symbolic import NotTraceable, Symbolic
from sovsim.compiled.trace import (
    TracedNoise,
    TracedShocks,
    quarter,
    traced_parameters,
    traced_world,
)
from sovsim.engine import Stage
from sovsim.metrics.metric import Metric
from sovsim.noise import Purpose
from sovsim.rules.contract import Outcome, Rule, Term
from sovsim.rules.contract import rule as declare
from sovsim.schedule import compile_stages
from tests.rules.versions import VERSIONS
from tests.strategies import topology
from tests.together import each

TOPOLOGY = topology("baseline-1992-2026")
GRAPH = Graph()
WORLD: Any = traced_world(GRAPH, TOPOLOGY, "world")
PARAMETERS = traced_parameters(GRAPH)
NOISE = TracedNoise(GRAPH, TOPOLOGY)
SHOCKS = TracedShocks(GRAPH, TOPOLOGY)
STATES = WORLD.unrest.units
TABLE = np.array([0.0, 1.0, 2.0])


def branch() -> Any:
    return 1.0 if (WORLD.unrest > 0.5).any(axis=-1) else 0.0


def own_array() -> Any:
    made = np.zeros(WORLD.unrest.shape)
    made[:] = WORLD.unrest
    return made


def own_array_added_to() -> Any:
    made = np.zeros(WORLD.unrest.shape)
    made += WORLD.unrest
    return made


def own_array_copied_to() -> Any:
    np.copyto(np.zeros(WORLD.unrest.shape), WORLD.unrest)


def run_by_run() -> Any:
    return sum(run for run in WORLD.unrest)


def written_into() -> Any:
    WORLD.unrest[:] = 0.5


def written_into_by_operator() -> Any:
    here = WORLD.autonomy[0]
    here *= 2.0


def written_where() -> Any:
    here = WORLD.unrest.copy()
    here[here > 0.5] = 1.0


def codes() -> Any:
    return WORLD.rung.astype(np.int64)


FORBIDDEN: dict[str, tuple[Callable[[], Any], str, str]] = {
    "a branch": (branch, "branches on a value", "np.where(condition"),
    "and": (
        lambda: (WORLD.unrest > 0.1) and (WORLD.unrest < 0.5),
        "branches on a value",
        "np.where",
    ),
    "max": (lambda: max(WORLD.unrest, 0.0), "branches on a value", "np.where"),
    "an array of its own": (own_array, "makes a NumPy array", "np.zeros(shape, like=world."),
    "added in place": (own_array_added_to, "array of its own", "np.zeros(shape, like=world."),
    "copied into": (own_array_copied_to, "array of its own", "np.zeros(shape, like=world."),
    "np.asarray": (lambda: np.asarray(WORLD.unrest), "np.asarray", "np.zeros(shape, like=world."),
    "an unlisted function": (lambda: np.hypot(WORLD.unrest, 1.0), "np.hypot", "one of absolute"),
    "np.cumsum": (lambda: np.cumsum(WORLD.unrest, -1), "np.cumsum", "additions one by one"),
    "np.tanh": (lambda: np.tanh(WORLD.unrest), "np.tanh", "sigmoid"),
    "a power": (lambda: WORLD.unrest**3, "np.power", "np.exp(k * np.log(x))"),
    "@": (lambda: WORLD.unrest @ np.ones((STATES, 2)), "np.matmul", "over_units"),
    "np.add.reduce": (lambda: np.add.reduce(WORLD.autonomy), "np.add.reduce", "x.sum(axis=-1"),
    ".mean": (lambda: WORLD.unrest.mean(axis=-1), ".mean", "over_states(x)"),
    ".item": (lambda: WORLD.unrest.item(0), ".item", "whole arrays"),
    ".reshape": (lambda: WORLD.unrest.reshape(-1), ".reshape", "as they are"),
    "float": (lambda: float(WORLD.unrest), "makes a plain number", "NumPy's functions"),
    "math": (lambda: math.exp(WORLD.unrest), "makes a plain number", "NumPy's functions"),
    "text": (lambda: f"{WORLD.unrest:.2f}", "as text", "without"),
    "print": (lambda: print(WORLD.unrest), "as text", "without"),
    "a look-up": (lambda: {0: 1.0}.get(WORLD.rung), "looks something up", "at_codes(table, codes)"),
    "in": (lambda: 0.5 in WORLD.unrest, "(in)", "any(axis=-1)"),
    "a run": (lambda: WORLD.unrest[0], "picks runs", "the same for all runs"),
    "a run of a slice": (lambda: WORLD.autonomy[0, 0], "picks runs", "the same for all runs"),
    "runs, one by one": (run_by_run, "runs one by one", "the same for all runs"),
    "runs together": (lambda: WORLD.unrest.sum(axis=0), "runs together", "axis=-1"),
    "everything together": (lambda: WORLD.unrest.max(axis=None), "all runs together", "axis=-1"),
    "a sum with a mask": (
        lambda: WORLD.unrest.sum(axis=-1, where=WORLD.unrest > 0.5),
        "gives where",
        "np.where(mask",
    ),
    "units by a value": (lambda: WORLD.unrest[:, codes()], "picks units by a value", "topology"),
    "units by a condition": (
        lambda: WORLD.unrest[WORLD.unrest > 0.5],
        "by a condition",
        "np.where(condition, value, 0.0)",
    ),
    "a table": (lambda: TABLE[codes()], "table[codes]", "at_codes or by_code"),
    "a list": (lambda: [0.0, 1.0][codes()], "looks something up", "at_codes(table, codes)"),
    "unit axes mixed": (
        lambda: WORLD.unrest * WORLD.dyad_war,
        "mixes unit axes",
        "dyads_to_states",
    ),
    "a sum without its axis": (
        lambda: WORLD.unrest / WORLD.unrest.sum(axis=-1),
        "without an axis of units",
        "keepdims=True",
    ),
    "an axis at the end": (lambda: WORLD.unrest[:, :, None], "adds an axis", "x[None]"),
    "runs of its own": (
        lambda: WORLD.unrest * np.arange(WORLD.runs)[:, None],
        "differ from run to run",
        "noise.uniform",
    ),
    "how many runs": (
        lambda: WORLD.unrest / WORLD.runs,
        "counts the runs",
        "the same for all runs",
    ),
    "how many runs, by shape": (
        lambda: WORLD.unrest * WORLD.unrest.shape[0],
        "counts the runs",
        "the same for all runs",
    ),
    "writing into the world": (written_into, "only reads", ".copy()"),
    "writing by an operator": (written_into_by_operator, "only reads", ".copy()"),
    "writing where": (written_where, "writes where a condition holds", "np.where(condition, new"),
    "small fractions": (lambda: WORLD.unrest.astype(np.float32), "float32", "np.float64"),
    "an array of small fractions": (
        lambda: np.zeros(WORLD.unrest.shape, dtype=np.float32, like=WORLD.unrest),
        "float32",
        "np.float64",
    ),
    "events": (lambda: SHOCKS.due(0, 1), "events that are due", "into a flow"),
    "draws of another axis": (
        lambda: NOISE.uniform(Purpose.DYAD_WAR, STATES + 1),
        "draws DYAD_WAR",
        "another purpose",
    ),
}


@each("case", FORBIDDEN)
def test_a_rule_that_cannot_be_traced_is_told_what_to_write(
    case: tuple[Callable[[], Any], str, str],
) -> None:
    work, what, instead = case
    with GRAPH.of("made_up.rule"), pytest.raises(NotTraceable) as raised:
        work()
    first, second = str(raised.value).splitlines()
    assert first.startswith("made_up.rule ")
    assert what in first
    assert re.match(r"  test_refusals\.py, line \d+: write ", second)
    assert instead in second
    assert max(len(first), len(second)) <= 250


@each("rule", {name: rule for name, rule in VERSIONS.items() if name != "events.apply"})
def test_every_rule_and_variant_can_be_traced(rule: Rule) -> None:
    with GRAPH.of(rule.name):
        assert isinstance(rule(WORLD, PARAMETERS, NOISE, SHOCKS), Outcome)


ALLOWED: dict[str, Callable[[], Any]] = {
    "a mask": lambda: np.where(WORLD.unrest > 0.5, WORLD.unrest, 0.0),
    "an array like the world's": lambda: np.zeros((3, WORLD.runs, STATES), like=WORLD.unrest),
    "a copy that is written": lambda: np.copyto(WORLD.unrest.copy(), 0.5),
    "a deep copy": lambda: copy.deepcopy(WORLD.unrest) + WORLD.unrest,
    "a table": lambda: at_codes(TABLE, codes()),
    "units of the topology": lambda: WORLD.unrest[:, TOPOLOGY.neighbours[0]],
    "a member": lambda: WORLD.autonomy[1] + WORLD.autonomy[0:2].sum(axis=0),
    "a sum over units": lambda: WORLD.unrest / WORLD.unrest.sum(axis=-1, keepdims=True),
    "the quarter": lambda: WORLD.unrest * (WORLD.step > 3),
}


@each("work", ALLOWED)
def test_what_the_answers_advise_can_be_traced(work: Callable[[], Any]) -> None:
    found = work()
    assert found is None or isinstance(found, Symbolic)


def stage(function: Callable[..., Outcome]) -> list[Stage]:
    function.__module__ = "made_up"
    said = Term(by="", sign="+", why="ours: it is made up")
    return [Stage("made up", (declare(reads=(), terms={"unrest": {"own": said}})(function),))]


def own(value: Any) -> Outcome:
    return Outcome(terms={"unrest": {"own": value}})


def test_who_cannot_be_traced_in_a_quarter_is_named() -> None:
    def branching(world: Any, *_: Any) -> Outcome:
        return own(world.unrest if world.unrest > 0.5 else 0.0)

    with pytest.raises(NotTraceable, match=r"^made_up\.branching branches"):
        quarter(stage(branching), TOPOLOGY, metrics=())
    reading = Metric("own", "", "", "", (), lambda moment: np.sort(moment.now.unrest))
    with pytest.raises(NotTraceable, match=r"^metric own uses np\.sort"):
        quarter([], TOPOLOGY, metrics=[reading])


def drawn() -> float:
    return random.random()


OWN_DRAWS: dict[str, Callable[..., Any]] = {
    "one number for all": lambda world, *_: own(world.unrest * np.random.normal()),
    "one for each unit": lambda world, *_: own(world.unrest * np.random.random(STATES)),
    "a generator": lambda world, *_: own(world.unrest * np.random.default_rng().normal()),
    "Python's": lambda world, *_: own(world.unrest * random.random()),
    "in a function of the file": lambda world, *_: own(world.unrest * drawn()),
    "inside": lambda world, *_: own(sum(world.unrest * random.random() for _ in range(2))),
}


@each("function", OWN_DRAWS)
def test_a_rule_that_draws_by_itself_is_refused(function: Callable[..., Outcome]) -> None:
    """Traced once, its draw would be a constant for ever."""
    with pytest.raises(
        NotTraceable,
        match=r"draws by itself .*\n  test_refusals\.py, line \d+: "
        r"write noise\.uniform\(Purpose\.NAME\)",
    ):
        quarter(stage(function), TOPOLOGY, metrics=())


def test_a_rule_that_fails_is_named_with_its_line() -> None:
    def asking(world: Any, parameters: Any, *_: Any) -> Outcome:
        return own(world.unrest * parameters.unrest.nothing)

    with pytest.raises(NotTraceable) as raised:
        quarter(stage(asking), TOPOLOGY, metrics=())
    first, second = str(raised.value).splitlines()
    assert first.startswith("made_up.asking fails")
    assert re.match(r"  test_refusals\.py, line \d+: AttributeError: .*'nothing'", second)


def test_a_term_for_other_units_names_its_rule() -> None:
    def of_dyads(world: Any, *_: Any) -> Outcome:
        return own(world.dyad_war * 0.1)

    with pytest.raises(NotTraceable, match=r"^made_up\.of_dyads hands back unrest\.own for \d+ "):
        quarter(stage(of_dyads), TOPOLOGY, metrics=())


def with_runs(runs: int, monkeypatch: pytest.MonkeyPatch, stages: Any) -> str:
    for module in (symbolic, trace, new_arrays):
        monkeypatch.setattr(module, "RUNS", runs)
    return quarter(stages, TOPOLOGY, metrics=()).early.digest()


def test_a_rule_that_counts_runs_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def counting(world: Any, *_: Any) -> Outcome:
        return own(world.unrest / len(world.unrest))

    assert with_runs(2, monkeypatch, stage(counting)) != with_runs(3, monkeypatch, stage(counting))


@pytest.mark.slow
def test_how_many_runs_an_array_seems_to_hold_is_in_no_program(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stages = compile_stages()
    assert with_runs(2, monkeypatch, stages) == with_runs(3, monkeypatch, stages)
