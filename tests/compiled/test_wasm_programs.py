"""A program written as WebAssembly gives the bits that NumPy gives, for two runs at once."""

from __future__ import annotations

import base64
import json

import numpy as np
import pytest

from sovsim.compiled.evaluate import evaluate
from sovsim.compiled.pieces.memory import told_slots
from sovsim.compiled.wasm.kernel import kernel
from tests.compiled.node import bits, needs_node, numbers, run
from tests.compiled.random_programs import placed, program
from tests.compiled.test_javascript_programs import Numbers, drawn, flat, same

pytestmark = needs_node


def moved_on(seed: int, length: int) -> tuple[list[Numbers], list[Numbers]]:
    """Return states and what was told of two runs after a quarter, of WebAssembly and of NumPy."""
    made = program(seed)
    layout, inputs = placed(made), [drawn(made, 2 * seed + one) for one in range(2)]
    built = kernel(made, layout, length)

    def both(slots: int, where: dict) -> str:  # type: ignore[type-arg]
        return bits(np.stack([flat(slots, where, one) for one in inputs], axis=1).ravel())

    source = f"""const memory = new WebAssembly.Memory({{ initial: 64 }});
const code = Buffer.from({json.dumps(base64.b64encode(built.code).decode())}, "base64");
const module = new WebAssembly.Module(code);
const {{ exports }} = new WebAssembly.Instance(module, {{ env: {{ memory }} }});
let end = {built.heap};
const put = (values) => {{
  new Float64Array(memory.buffer, end, values.length).set(values);
  end += 8 * values.length;
  return end - 8 * values.length;
}};
const state = put(numbers({both(layout.slots, layout.state)}));
const forced = put(numbers({both(layout.forced_slots, layout.forced)}));
exports.quarter(state, forced, put(numbers({both(layout.draw_slots, layout.draws)})));
const held = (at, slots) => [...new Float64Array(memory.buffer, at, 2 * slots)];
bits([...held(state, {layout.slots}), ...held({built.told}, {told_slots(made)})])"""
    found = numbers(run(source)).reshape(-1, 2)
    wanted = []
    for one in inputs:
        given = evaluate(made, one)
        state = flat(layout.slots, layout.state, {**one, **given})
        told = {key: key[1:] for key in given if key[0] == "told"}
        wanted.append(np.concatenate([state, flat(told_slots(made), told, given)]))
    return [found[:, 0], found[:, 1]], wanted


def test_a_program_gives_the_same_bits_as_numpy() -> None:
    for found, wanted in zip(*moved_on(0, 150), strict=True):
        same(found, wanted)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 25))
@pytest.mark.parametrize("length", [7, 150])
def test_every_program_gives_the_same_bits_as_numpy(seed: int, length: int) -> None:
    for found, wanted in zip(*moved_on(seed, length), strict=True):
        same(found, wanted)
