"""A job done by NumPy: what a kernel does, row by row and record by record."""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.compiled.evaluate import evaluate
from sovsim.compiled.events import ADDS, FIRST, LAST, STOCK, Events
from sovsim.compiled.pack import Job
from sovsim.compiled.quarter import Programs
from sovsim.noise import Noise, Purpose
from sovsim.simulation import Simulation


def replay(programs: Programs, simulation: Simulation, job: Job, first: int, last: int) -> None:
    """Do what a kernel does in the quarters from one step to before another."""
    layout, runs = programs.layout, job.runs.reshape(-1)
    noise = Noise(job.seed, runs, simulation.noise.units)
    for step in range(first, last):
        happen(job.state, job.events, step)
        inputs = {key: _rows(job.state, *place) for key, place in layout.state.items()}
        noise.at(step)
        for key in layout.draws:
            inputs[key] = noise.uniform(Purpose(key[1]))
        for key, (slot, units) in layout.forced.items():
            imposed = job.forced[step, slot : slot + units]
            inputs[key] = np.broadcast_to(imposed, (len(runs), units))
        inputs["step",] = np.full((len(runs), 1), float(step))
        program = programs.late if step >= job.late else programs.early
        for key, value in evaluate(program, inputs).items():
            slot, units = layout.state[key]
            whole = np.broadcast_to(value, (len(runs), units))
            job.state[:, slot : slot + units] = whole.reshape(*job.runs.shape, units).transpose(
                0, 2, 1
            )


def happen(state: FloatArray, events: Events, step: int) -> None:
    """Apply the records of a quarter, as `sovsim.compiled.events` has it."""
    state[:, events.cleared] = 0.0
    here = value = state[:, 0]
    for record in range(events.until[step], events.until[step + 1]):
        slot, event = events.slot[record], events.event[record]
        marks = events.marks[record]
        if marks & FIRST:
            here = state[:, slot].copy()
            value = here
        wanted = events.size[:, event] + (here if marks & ADDS else 0.0)
        begin = events.begin[:, event]
        force = (begin <= step) & (step < begin + events.lasts[event])
        if marks & STOCK:
            value = value + np.where(force, wanted - here, 0.0)
        else:
            value = np.where(force, here + (wanted - here), value)
        if marks & LAST:
            bound = np.minimum(np.maximum(value, events.low[record]), events.high[record])
            state[:, slot] = bound if marks & STOCK else value


def _rows(state: FloatArray, slot: int, units: int) -> FloatArray:
    return (
        state[:, slot : slot + units].transpose(0, 2, 1).reshape(len(state) * state.shape[2], units)
    )
