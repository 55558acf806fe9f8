"""Whole runs in JavaScript are NumPy's: every value of the world in every quarter, and metrics."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from sovsim.addresses import word
from sovsim.compiled.javascript.bundle import bundle
from sovsim.noise import Noise, Purpose
from sovsim.scenario import Range, load_scenario, scenario_names
from sovsim.schedule import RULES
from tests.compiled.node import needs_node, numbers, run
from tests.compiled.pages import holds, page
from tests.worlds import scenario

pytestmark = [needs_node, pytest.mark.slow]

CSTO = "csto-kazakhstan-2022"


def test_draws_are_those_of_numpy() -> None:
    codes = [f"U{number}" for number in range(5)]
    steps = (0, 4, 12, 16, 140)
    places = [(seed, k) for seed in (0, 7, 2**40 + 3, 2**53 - 1) for k in (0, 5, 2**33 + 7)]
    script = page(CSTO).replace("return { ask,", "return { roundKeys, drawQuarters, ask,")
    found = run(
        f"""{script}
const words = {json.dumps([word(code) for code in codes])};
const address = {{ words, purposes: Array(5).fill(9) }};
const drawn = (seed, run, step) => {{
  const out = new Float64Array(20);
  sovsim.drawQuarters(sovsim.roundKeys(seed), run, step, address, out);
  return bits(out);
}};
const steps = {json.dumps(steps)};
{json.dumps(places)}.map(([seed, run]) => steps.map((step) => drawn(seed, run, step)))"""
    )
    for (seed, k), texts in zip(places, found, strict=True):
        noise = Noise(seed, np.array([k]), {"state": codes})
        for step, text in zip(steps, texts, strict=True):
            wanted = [noise.at(step + one).uniform(Purpose(9))[0] for one in range(4)]
            np.testing.assert_array_equal(numbers(text), np.concatenate(wanted))


def test_levers_on_parameters_and_start_values_are_data() -> None:
    levers = {
        "capacity.rate": 0.031,
        "initial.KAZ.capacity": 0.2,
        "initial.ARM.preference_russia_security": 0.9,
        "initial.hegemon.status": 0.6,
    }
    holds(scenario(CSTO), page(CSTO), seed=3, runs=(2, 2**33), given=levers)


def test_what_varies_from_run_to_run_is_drawn_as_in_numpy() -> None:
    shipped = scenario(CSTO)
    events = [
        replace(event, size=Range(low=0.1, high=0.4), until=shipped.quarter(20))
        if isinstance(event.size, float) and shipped.step_of(event.until) < 20
        else event
        for event in shipped.events
    ]
    ranges = {**shipped.parameters, "capacity.rate": Range(low=0.01, high=0.05)}
    varied = replace(shipped, events=tuple(events), parameters=ranges)
    assert varied.events != shipped.events
    holds(varied, bundle([varied]), seed=1, runs=range(12))


@cache
def every_scenario() -> str:
    """Return a script of all shipped scenarios; those of like mechanisms share a kernel."""
    script = bundle([load_scenario(name) for name in scenario_names()], ledger=False)
    assert 1 < script.count(" = {...unpacked(") < len(scenario_names()) / 3
    return script


@pytest.mark.parametrize("name", scenario_names())
def test_every_scenario_is_that_of_numpy(name: str) -> None:
    holds(load_scenario(name), every_scenario(), runs=(0, 1, 7))


def test_a_region_of_many_states_is_that_of_numpy() -> None:
    settings = ("scenario.region=synthetic-120-0", "scenario.end=1993Q4")
    chosen = scenario("synthetic-region", settings)
    holds(chosen, bundle([chosen], ledger=False), runs=(0, 3))


def variants_together() -> list[tuple[str, ...]]:
    """Return settings in which every variant of every rule is at work once."""
    columns = [
        [f"mechanisms.{name}={one}" for one in rule.variants] for name, rule in RULES.items()
    ]
    rows = itertools.zip_longest(*(column for column in columns if column))
    return [tuple(one for one in row if one is not None) for row in rows]


@pytest.mark.parametrize("settings", variants_together(), ids=lambda one: f"{len(one)} variants")
def test_every_variant_is_that_of_numpy(settings: tuple[str, ...]) -> None:
    chosen = scenario(CSTO, (*settings, "scenario.end=2021Q4"))
    holds(chosen, bundle([chosen], ledger=False), runs=(0, 5, 6))


def test_what_is_switched_off_is_left_out_as_in_numpy() -> None:
    settings = ('mechanisms.off=["autonomy.norms", "action.hedging"]', "scenario.end=2020Q4")
    chosen = scenario(CSTO, settings)
    assert len(chosen.off) == 2
    holds(chosen, bundle([chosen]), runs=(0, 5))


def test_a_script_is_the_same_whenever_it_is_made() -> None:
    made = (
        "from sovsim.scenario import load_scenario;"
        "from sovsim.compiled.javascript.bundle import bundle;"
        f"print(bundle([load_scenario({CSTO!r})]), end='')"
    )
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", made],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        assert done.stdout.decode() == page(CSTO)
