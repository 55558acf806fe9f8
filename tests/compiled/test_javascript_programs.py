"""A program written as JavaScript gives the bits that NumPy gives, row by row."""

from __future__ import annotations

from importlib import resources

import numpy as np
import numpy.typing as npt
import pytest

from sovsim.compiled.evaluate import ARRAYS, evaluate
from sovsim.compiled.functions import FUNCTIONS
from sovsim.compiled.javascript.functions import functions
from sovsim.compiled.javascript.quarter import quarter
from sovsim.compiled.layout import Layout
from sovsim.compiled.pieces.memory import told_slots
from sovsim.compiled.program import Key, Program
from tests.compiled.node import bits, needs_node, numbers, run
from tests.compiled.random_programs import placed, program

pytestmark = needs_node

Numbers = npt.NDArray[np.float64]


def arithmetic() -> str:
    """Return the functions that a program calls."""
    folder = resources.files("sovsim.compiled.javascript")
    return folder.joinpath("arithmetic.js").read_text(encoding="utf-8") + functions()


def drawn(made: Program, seed: int) -> dict[Key, Numbers]:
    random = np.random.default_rng(seed)
    return {
        key: random.uniform(size=(1, units))
        if key[0] == "uniform"
        else random.normal(size=(1, units))
        for key, units in made.inputs().items()
    }


def flat(slots: int, where: dict[Key, tuple[int, int]], values: dict[Key, Numbers]):
    whole = np.zeros(slots)
    for key, (first, units) in where.items():
        if key in values:
            whole[first : first + units] = values[key]
    return whole


def moved_on(made: Program, layout: Layout, inputs: dict[Key, Numbers], length: int):
    """Return the state and what was told, as JavaScript has them after a quarter."""
    source = f"""{arithmetic()}
const quarter = {quarter(made, layout, length)};
const state = numbers({bits(flat(layout.slots, layout.state, inputs))});
const forced = numbers({bits(flat(layout.forced_slots, layout.forced, inputs))});
const draws = numbers({bits(flat(layout.draw_slots, layout.draws, inputs))});
const told = new Float64Array({told_slots(made)});
quarter(state, forced, draws, told);
[bits(state), bits(told)]"""
    return [numbers(text) for text in run(source)]


def same(found: Numbers, wanted: Numbers) -> None:
    """Hold bits against bits, signs of zeros too; one nan is like another."""
    np.testing.assert_array_equal(found, wanted)
    here = ~np.isnan(wanted)
    np.testing.assert_array_equal(np.signbit(found[here]), np.signbit(wanted[here]))


def check(seed: int, length: int) -> None:
    made = program(seed)
    layout, inputs = placed(made), drawn(made, seed)
    state, ledger = moved_on(made, layout, inputs, length)
    wanted = evaluate(made, inputs)
    before = flat(layout.slots, layout.state, inputs)
    same(state, flat(layout.slots, layout.state, {**inputs, **wanted}))
    same(
        ledger, flat(told_slots(made), {key: key[1:] for key in wanted if key[0] == "told"}, wanted)
    )
    assert not np.array_equal(state, before), "the program moves nothing"


def test_a_program_gives_the_same_bits_as_numpy() -> None:
    check(0, 150)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 25))
@pytest.mark.parametrize("length", [7, 150])
def test_every_program_gives_the_same_bits_as_numpy_however_it_is_cut(
    seed: int, length: int
) -> None:
    check(seed, length)


def test_the_functions_have_fixed_bits() -> None:
    random = np.random.default_rng(5)
    ranges = {
        "exponential": [
            *random.normal(0, 20, 400),
            0.0,
            -0.0,
            709.5,
            710.0,
            -707.9,
            -708.1,
            np.nan,
        ],
        "logarithm": [*random.uniform(0, 9, 400), 1.0, 1e-300, 1e300, 0.0, -1.0, np.inf, np.nan],
        "logistic": [*random.normal(0, 20, 400), 0.0, 800.0, -800.0],
        "quantile": [*random.uniform(0, 1, 400), 0.5, 2.0**-54, 1.0 - 2.0**-53, 0.075, 0.925],
    }
    assert set(ranges) == set(FUNCTIONS)
    values = ",".join(f"[{name},numbers({bits(given)})]" for name, given in ranges.items())
    found = run(f"{arithmetic()}\n[{values}].map(([f, of]) => bits(of.map(f)))")
    with np.errstate(all="ignore"):
        for (name, given), text in zip(ranges.items(), found, strict=True):
            same(numbers(text), FUNCTIONS[name](ARRAYS, np.array(given)))
