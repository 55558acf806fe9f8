"""No variable of the world is without influence; see ``wiring.toml`` for what was expected of each.

The table was written before the first run. A variable is held low and held high on the same
noise; the outcome named beforehand must move in the direction named, by at least a tenth of its
standard deviation, with an interval off 0. The largest of many outcomes would prove nothing.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np
import pytest

from sovsim.parameters import find
from sovsim.studies.behaviour.arms import course, prepared, with_columns
from sovsim.studies.behaviour.order import OUTCOMES, standardised
from sovsim.variables import COMPONENTS, VARIABLES

TABLE = tomllib.loads((Path(__file__).parent / "wiring.toml").read_text(encoding="utf-8"))
WIRES: dict[str, str] = TABLE["wires"]
PAIRS = 400
LEAST = 0.10
SEED = 23
"""None of the runs on which sizes or lines were looked at."""
LAST = {"base-2012": "2016Q4", "base-2019": "2023Q4", "invasion-2022": "2023Q4"}


def columns_of(name: str) -> list[str]:
    """A column, all of a variable, or all that begin with the name."""
    if name in COMPONENTS or name in VARIABLES:
        return [name]
    return [column for column in COMPONENTS if column.startswith(f"{name}_")]


def variable_of(name: str) -> str:
    column = columns_of(name)[0]
    return COMPONENTS[column][0] if column in COMPONENTS else column


def test_every_variable_has_a_line() -> None:
    named = {variable_of(name) for name in WIRES} | set(TABLE["read_outs"]) | set(TABLE["neutral"])
    lasting = {name for name, variable in VARIABLES.items() if variable.kind != "flow"}
    assert named == lasting


def ends(name: str) -> tuple[float, float]:
    """A tenth and nine tenths of the range; its ends for a code, for days and for quarters."""
    variable = VARIABLES[variable_of(name)]
    if variable.unit == "0 or 1":
        return 0.0, 1.0
    if variable.kind == "code" and variable.unit != "share":
        return variable.low, min(variable.high, 1.0)
    if variable.high > 1.0:
        return variable.low, min(variable.high, 40.0)
    width = variable.high - variable.low
    return variable.low + 0.1 * width, variable.low + 0.9 * width


@pytest.mark.slow
@pytest.mark.parametrize("name", WIRES)
def test_the_outcome_named_beforehand_moves(name: str, request: pytest.FixtureRequest) -> None:
    if name in TABLE["short"]:
        request.applymarker(pytest.mark.xfail(reason=TABLE["short"][name]))
    outcome, sign, *elsewhere = WIRES[name].split()
    scenario = elsewhere[0] if elsewhere else "base-2012"
    found = []
    for value in ends(name):
        start = prepared(scenario, PAIRS, SEED)
        held = with_columns(dict.fromkeys(columns_of(name), value))
        kept = course(start, change={start.scenario.start: held}, after=held, last=LAST[scenario])
        found.append(OUTCOMES[outcome](kept))
    low, high = found
    effect = standardised(high, low) * (1 if sign == "+" else -1)
    error = (
        (high - low).std() / np.sqrt(PAIRS) / max(np.sqrt(0.5 * (high.var() + low.var())), 1e-12)
    )
    assert effect >= LEAST, f"{name} moves {outcome} by {effect:+.2f} standard deviations"
    assert effect - 1.96 * error > 0.0


@pytest.mark.slow
@pytest.mark.parametrize("name", TABLE["neutral"])
def test_what_is_neutral_by_default_acts_at_the_ends_of_its_range(name: str) -> None:
    outcome, parameter = TABLE["neutral"][name].split()
    declared = find(parameter)
    assert declared.value == 0.0
    found = []
    for value in (declared.low, declared.high):
        start = prepared("base-2012", PAIRS, SEED, [f"parameters.{parameter}={value}"])
        held = with_columns({name: 0.9})
        kept = course(
            start, change={start.scenario.start: held}, after=held, last=LAST["base-2012"]
        )
        found.append(OUTCOMES[outcome](kept))
    assert abs(standardised(*found)) >= LEAST
