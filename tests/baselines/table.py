"""The pinned table: a few scenarios, key variables, a few quarters, three runs each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from sovsim.axes import Institution
from sovsim.scenario import load_scenario
from sovsim.simulation import Simulation
from sovsim.world import World

FILE = Path(__file__).with_name("baseline.json")
LOG = Path(__file__).with_name("log.md")
RUNS, QUARTERS = 3, (0, 1, 8, 31)
SCENARIOS = ("baseline-1992-2026", "csto-kazakhstan-2022", "toy-four-states", "synthetic-region")
STATES = (
    "alignment_russia",
    "alignment_west",
    "autonomy",
    "capacity",
    "dependence",
    "expected_compliance",
    "preference_west",
    "pressure",
    "public_west",
    "unrest",
    "action",
    "rung",
)
SYSTEM = ("action_respect", "norm_strength", "legitimacy", "sanction_burden", "ties_with_west")


def _row(world: World) -> dict[str, list[float]]:
    """Return means over leading axes and states, one number per run."""
    row = {}
    for name in (*STATES, *SYSTEM):
        array = world[name]
        leading = tuple(range(array.ndim - 2))
        row[name] = array.mean(axis=(*leading, -1)).tolist()
    row["cohesion_csto"] = world.cohesion[Institution.CSTO, :, 0].tolist()
    row["first_state_autonomy"] = world.autonomy[0, :, 0].tolist()
    return row


def compute() -> dict[str, Any]:
    """Return the table as the code gives it now."""
    table: dict[str, Any] = {}
    for name in SCENARIOS:
        start = Simulation.prepare(load_scenario(name), 0, range(RUNS))
        world, rows = start.world, {}
        for quarter in range(max(QUARTERS) + 1):
            world = start.step(world)
            if quarter in QUARTERS:
                rows[start.scenario.quarter(quarter)] = _row(world)
        table[name] = rows
    return table


def pinned() -> dict[str, Any]:
    """Return the table as it was last agreed upon."""
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def differences(new: dict[str, Any], old: dict[str, Any], tolerance: float = 1e-9) -> list[str]:
    """Return in words what differs by more than a relative tolerance."""
    found = []
    for name in sorted(new.keys() | old.keys()):
        quarters = new.get(name, {}).keys() | old.get(name, {}).keys()
        for quarter in sorted(quarters):
            one, other = (table.get(name, {}).get(quarter, {}) for table in (new, old))
            for column in sorted(one.keys() | other.keys()):
                if column not in one or column not in other:
                    found.append(f"{name} {quarter} {column}: only in one of the two")
                elif not np.allclose(one[column], other[column], rtol=tolerance, atol=1e-12):
                    found.append(f"{name} {quarter} {column}: {other[column]} -> {one[column]}")
    return found
