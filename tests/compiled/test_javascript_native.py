"""JavaScript, WebAssembly and machine code give the same bits, from the same start."""

from __future__ import annotations

import numpy as np
import pytest

from sovsim.compiled import pack
from sovsim.compiled.events import events
from sovsim.compiled.javascript.model import model, traced_quarter
from sovsim.metrics.metric import TAIL_QUARTERS
from sovsim.simulation import Simulation
from tests.compiled.node import needs_node, numbers, run
from tests.compiled.pages import page
from tests.worlds import scenario

pytestmark = [needs_node, pytest.mark.slow]

NAME = "csto-kazakhstan-2022"
RUNS = list(range(11))


def test_machine_code_gives_the_same_bits() -> None:
    pytest.importorskip("llvmlite")
    from sovsim.compiled.llvm import build, load

    chosen = scenario(NAME)
    script = page(NAME).replace("return { ask,", "return { Simulation, scenarios, ask,")
    first, slow, fast = run(
        f"""{script}
const chosen = Object.values(sovsim.scenarios)[0];
const done = () => {{
  const runs = new sovsim.Simulation(chosen.model, chosen, 6, {RUNS}, [], {{}});
  const first = runs.states.map(bits);
  runs.advance(chosen.steps);
  return [first, runs.states.map(bits)];
}};
const [first, slow] = done();
await sovsim.ready;
[first, slow, done()[1]]"""
    )
    assert slow == fast
    held, traced = model(chosen).layout, traced_quarter(chosen)
    simulation = Simulation.prepare(chosen, 6, RUNS)
    lanes = pack.Lanes(len(RUNS))
    happening = events(simulation.shocks, held, chosen.steps, len(RUNS))
    job = pack.Job(
        state=lanes.spread(np.stack([numbers(one) for one in first], axis=1)),
        seed=6,
        runs=lanes.spread(simulation.runs[np.newaxis])[:, 0],
        words=pack.words(simulation, held),
        forced=pack.forced(simulation.shocks, held, chosen.steps),
        events=pack.beside(happening, lanes),
        late=chosen.steps - TAIL_QUARTERS,
    )
    load(build(traced.early, traced.late, held)).run(job, 0, chosen.steps)
    found = lanes.gathered(job.state)
    for place, text in enumerate(slow):
        wanted = numbers(text)
        differ = (found[:, place] != wanted) & ~np.isnan(wanted)
        spans = {key: slice(first, first + units) for key, (first, units) in held.state.items()}
        assert not [key for key, span in spans.items() if differ[span].any()]
