"""The ledger of a quarter in JavaScript is NumPy's: terms, decisions and what happened."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest

from sovsim.arrays import FloatArray
from sovsim.axes import member_name
from sovsim.rules.contract import Choice, Occurrence, Rule
from sovsim.rules.quantal_response import Settled
from sovsim.simulation import Simulation
from sovsim.variables import VARIABLES
from sovsim.world import World
from tests.compiled.node import needs_node
from tests.compiled.pages import asked, page
from tests.worlds import scenario

pytestmark = [needs_node, pytest.mark.slow]

NAME = "invasion-2022"
EVENTS = "events.apply"
ENOUGH = {"terms": 500, "choices": 50, "occurrences": 1}


@dataclass
class Written:
    """What a listener is told of one run in one quarter, by name and unit."""

    region: Any
    terms: dict[tuple[str, ...], float] = field(default_factory=dict)
    choices: dict[tuple[Any, ...], Any] = field(default_factory=dict)
    occurrences: set[tuple[str, ...]] = field(default_factory=set)

    def units(self, per: str) -> tuple[str, ...]:
        return tuple(self.region.units(per))

    def term(self, step: int, rule: Rule, variable: str, name: str, value: FloatArray) -> None:
        self._note(rule.name, variable, name, value)

    def bounds(self, step: int, variable: str, value: FloatArray) -> None:
        self._note("", variable, "bounds", value)

    def _note(self, rule: str, variable: str, name: str, value: FloatArray) -> None:
        declared = VARIABLES[variable]
        units = self.units(declared.per)
        whole = np.broadcast_to(value, (*declared.leading, 1, len(units)))
        for column, index in declared.components():
            for unit, moved in zip(units, whole[index][0], strict=True):
                if moved:
                    # A second event of a type that moves the same variable has a number.
                    plain = re.sub(r"_\d+$", "", name) if rule == EVENTS else name
                    key = (column, unit, plain, rule)
                    self.terms[key] = self.terms.get(key, 0.0) + float(moved)

    def choice(self, step: int, rule: Rule, choice: Choice, settled: Settled) -> None:
        for at, unit in enumerate(self.units(VARIABLES[choice.decision].per)):
            if settled.active[0, at]:
                key = (choice.decision, *choice.index, unit)
                chosen = member_name(choice.options(int(settled.chosen[0, at])))
                self.choices[key] = (chosen, settled.probability[:, 0, at])

    def occurrence(self, world: World, rule: Rule, occurrence: Occurrence) -> None:
        units = self.units(occurrence.unit)
        where = np.broadcast_to(occurrence.where, (1, len(units)))[0]
        happened = zip(units, where, strict=True)
        self.occurrences |= {(occurrence.type, unit) for unit, here in happened if here}

    def quarter(self, world: World) -> None:
        pass


def written(step: int, seed: int) -> Written:
    """Return what NumPy tells of a quarter."""
    prepared = Simulation.prepare(scenario(NAME), seed, (0,))
    world, found = prepared.world, Written(scenario(NAME).region)
    for _ in range(step):
        world = prepared.step(world)
    prepared.step(world, listener=found)
    return found


@pytest.mark.parametrize("step", [3, 4, 6, 12])
def test_a_quarter_is_told_as_numpy_tells_it(step: int) -> None:
    wanted = written(step, seed=2)
    *_, told = asked(
        page(NAME),
        [
            {"ask": "prepare", "seed": 2},
            {"ask": "step", "simulation": 1, "quarters": step + 1},
            {"ask": "ledger", "simulation": 1},
        ],
    )
    terms: dict[tuple[str, ...], float] = {}
    for one in told["terms"]:
        key = (one["column"], one["unit"], one["term"], one["rule"])
        terms[key] = terms.get(key, 0.0) + one["value"]
    tiny = {key for key, value in {**terms, **wanted.terms}.items() if abs(value) < 1e-15}
    assert set(terms) - tiny == set(wanted.terms) - tiny
    assert terms == pytest.approx(
        {**wanted.terms, **dict.fromkeys(tiny & set(terms), 0.0)}, abs=1e-12
    )
    choices = {(one["decision"], *one["index"], one["unit"]): one for one in told["choices"]}
    assert set(choices) == set(wanted.choices)
    for key, (chosen, probability) in wanted.choices.items():
        assert choices[key]["chosen"] == chosen
        found = [option["probability"] for option in choices[key]["options"]]
        np.testing.assert_allclose(found, probability, atol=1e-12)
    assert {(one["type"], one["unit"]) for one in told["occurrences"]} == wanted.occurrences
    assert all(len(told[name]) >= least for name, least in ENOUGH.items())
