"""What a script of scenarios can be asked, and what it refuses in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from sovsim.axes import Action
from sovsim.compiled.javascript.bundle import bundle
from sovsim.engine import Policy
from sovsim.metrics import MetricTally
from sovsim.rules.quantal_response import Settled
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.compiled.node import needs_node
from tests.compiled.pages import asked, column_of, near, page
from tests.worlds import scenario

pytestmark = [needs_node, pytest.mark.slow]

CSTO = "csto-kazakhstan-2022"
FIRST = {"simulation": 1}
PREPARE: dict[str, Any] = {"ask": "prepare", "seed": 4}
STATES = scenario(CSTO).region.codes
STATE = {"ask": "state", **FIRST}


def ask(*requests: dict[str, Any]) -> list[dict[str, Any]]:
    return asked(page(CSTO), requests)


@pytest.mark.parametrize(
    ("request_", "kind", "word"),
    [
        ({"ask": "dance"}, "unknown-request", "dance"),
        ({**PREPARE, "scenario": "nowhere"}, "unknown-scenario", "nowhere"),
        ({**PREPARE, "seed": -1}, "bad-seed", "-1"),
        ({**PREPARE, "seed": 0.5}, "bad-seed", "0.5"),
        ({**PREPARE, "runs": []}, "bad-runs", "runs"),
        ({**PREPARE, "runs": ["a"]}, "bad-runs", "a"),
        ({**PREPARE, "set": {"no.such": 1}}, "unknown-parameter", "no.such"),
        ({**PREPARE, "set": {"capacity.rate": None}}, "bad-value", "capacity.rate"),
        ({**PREPARE, "set": {"initial.XXX.capacity": 0.5}}, "unknown-unit", "XXX"),
        ({**PREPARE, "set": {"initial.KAZ.nothing": 0.5}}, "unknown-column", "nothing"),
        ({**PREPARE, "set": {"initial.KAZ.action": 1}}, "bad-value", "action"),
        ({**PREPARE, "plays": "resist"}, "bad-play", "list"),
        ({**PREPARE, "plays": [None]}, "bad-play", "null"),
        ({**PREPARE, "plays": [{"at": "1812Q2"}]}, "bad-play", "1812Q2"),
        ({**PREPARE, "plays": [{"at": "2020Q1", "decision": "x"}]}, "unknown-decision", "x"),
        (
            {**PREPARE, "set": {f"initial.{one}.grievance": 0.5 for one in STATES}},
            "bad-value",
            "grievance",
        ),
        ({"ask": "step", "simulation": 9}, "unknown-simulation", "9"),
        ({"ask": "step", **FIRST, "quarters": 33}, "past-end", "32"),
        ({"ask": "step", **FIRST, "quarters": -1}, "bad-step", "-1"),
        ({"ask": "step", **FIRST, "columns": ["x"]}, "unknown-column", "x"),
        ({"ask": "branch", **FIRST, "step": 1}, "bad-step", "1"),
        ({"ask": "ledger", **FIRST}, "no-ledger", "first quarter"),
        ({"ask": "metrics", **FIRST}, "no-metrics", "quarter"),
        ({"ask": "choices", **FIRST, "run": 1}, "bad-runs", "1"),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(
    request_: dict[str, Any], kind: str, word: str
) -> None:
    first, refused, after = ask({**PREPARE}, request_, STATE)
    assert first["simulation"] == 1
    assert refused["error"]["kind"] == kind
    assert word in refused["error"]["message"]
    assert after["step"] == 0


class Chooses(Policy):
    """Takes one option for one state in one quarter."""

    def __init__(self, unit: int, option: Action, step: int) -> None:
        self.unit, self.option, self.step = unit, option, step

    def decide(self, world: World, settled: Settled) -> dict[int, int]:
        return {self.unit: int(self.option)} if world.step == self.step else {}


def test_a_play_is_what_a_policy_decides() -> None:
    chosen = scenario(CSTO)
    kazakhstan = chosen.region.index("KAZ")
    play = {"ask": "play", **FIRST, "actor": "KAZ", "decision": "action", "option": "resist"}
    step = {"ask": "step", **FIRST}
    *_, played, _, state = ask(
        PREPARE, {**step, "quarters": 3}, play, {**step, "quarters": 5}, STATE
    )
    assert "error" not in played
    prepared = Simulation.prepare(chosen, 4, (0,))
    world = prepared.world
    policy = Chooses(kazakhstan, Action.RESIST, 3)
    for _ in range(8):
        world = prepared.step(world, [policy])
    *_, free = ask(PREPARE, {**step, "quarters": 8}, STATE)
    assert free["values"] != state["values"]
    for column, values in state["values"].items():
        near(np.array(values), column_of(world, column))


def test_what_is_not_open_or_not_due_is_refused_and_changes_nothing() -> None:
    play = {"ask": "play", **FIRST, "actor": "KAZ"}
    step = {"ask": "step", **FIRST, "quarters": 4}
    closed = {**play, "decision": "bid_move", "option": "reverse", "target": "NATO"}
    requests = [PREPARE, {**play, "decision": "vote_war", "option": "for"}, closed, step, STATE]
    _, not_due, not_open, _, found = ask(*requests)
    assert not_due["error"]["kind"] == "not-due"
    assert not_open["error"]["kind"] in ("not-open", "not-due")
    *_, wanted = ask(PREPARE, step, STATE)
    assert found == wanted


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ({"actor": "KAZ", "decision": "dance", "option": "x"}, "unknown-decision"),
        ({"actor": "KAZ", "decision": "action", "option": "x"}, "unknown-option"),
        ({"actor": "XXX", "decision": "action", "option": "hedge"}, "unknown-actor"),
        (
            {"actor": "KAZ", "decision": "rung", "option": "reward", "target": "ARM"},
            "unknown-actor",
        ),
        (
            {"actor": "RUS", "decision": "rung", "option": "reward", "target": "XX"},
            "unknown-target",
        ),
        ({"actor": "KAZ", "decision": "bid_move", "option": "stay"}, "unknown-target"),
    ],
)
def test_a_play_that_nobody_could_make_is_refused(more: dict[str, Any], kind: str) -> None:
    _, refused = ask(PREPARE, {"ask": "play", **FIRST, **more})
    assert refused["error"]["kind"] == kind


def test_a_branch_goes_its_own_way_and_going_back_forgets_nothing_else() -> None:
    step = {"ask": "step", **FIRST, "quarters": 10}
    play = {"ask": "play", "actor": "KAZ", "decision": "action", "option": "resist"}
    found = ask(
        PREPARE,
        step,
        {"ask": "branch", **FIRST, "step": 4},
        {**play, "simulation": 2},
        {"ask": "step", "simulation": 2, "quarters": 6},
        {"ask": "branch", "simulation": 2, "step": 4},
        {"ask": "step", "simulation": 3, "quarters": 6},
        *({"ask": "state", "simulation": one} for one in (1, 2, 3)),
    )
    assert found[2] == {**found[2], "simulation": 2, "step": 4, "quarter": "2020Q1"}
    first, second, third = (one["values"] for one in found[-3:])
    assert first == third
    assert first != second


@pytest.mark.parametrize("quarters", [3, 11, 30, 32])
def test_metrics_in_the_middle_of_a_run_are_those_of_the_quarters_so_far(quarters: int) -> None:
    prepared = Simulation.prepare(scenario(CSTO), 4, (0,))
    tally, world = MetricTally(prepared.world, parameters=prepared.parameters), prepared.world
    for _ in range(quarters):
        world = prepared.step(world, listener=tally)
    *_, found = ask(
        PREPARE, {"ask": "step", **FIRST, "quarters": quarters}, {"ask": "metrics", **FIRST}
    )
    for name, value in tally.result().items():
        near(np.array(found["metrics"][name]["value"], dtype=float), value)


def test_decisions_given_at_the_start_are_those_that_are_played_on_the_way() -> None:
    play = {"actor": "KAZ", "decision": "action", "option": "resist"}
    quarter = scenario(CSTO).quarter(5)
    found = ask(
        {**PREPARE, "plays": [{**play, "at": quarter, "duration": 1}]},
        {"ask": "step", **FIRST, "quarters": 20},
        PREPARE,
        {"ask": "step", "simulation": 2, "quarters": 5},
        {"ask": "play", "simulation": 2, **play},
        {"ask": "step", "simulation": 2, "quarters": 15},
        *({"ask": "state", "simulation": one} for one in (1, 2)),
    )
    assert found[-2] == found[-1]


def test_what_happened_is_told_of_every_quarter_and_changes_nothing() -> None:
    step = {"ask": "step", "quarters": 12, "columns": ["autonomy_security"]}
    plain, told, ledger = ask(
        {**PREPARE, "runs": [0, 3]},
        {**PREPARE, "runs": [0, 3]},
        {**step, "simulation": 1},
        {**step, "simulation": 2, "events": True},
        {"ask": "ledger", "simulation": 1, "run": 1},
    )[2:]
    assert told["series"] == plain["series"]
    assert len(told["events"]) == 12
    assert any(any(runs) for runs in told["events"])
    assert told["events"][-1][1] == ledger["occurrences"]


def test_a_forgotten_simulation_is_unknown() -> None:
    *_, again = ask(PREPARE, {"ask": "forget", **FIRST}, STATE)
    assert again["error"]["kind"] == "unknown-simulation"


def test_a_script_says_what_it_holds() -> None:
    described, inside = ask({"ask": "describe"}, {"ask": "describe", "scenario": CSTO})
    chosen = scenario(CSTO)
    assert described["scenarios"][0]["digest"] == chosen.spec_hash
    assert inside["units"]["state"] == list(chosen.region.codes)
    assert len(inside["quarters"]) == chosen.steps + 1


def test_a_script_can_stand_in_a_page_whatever_its_scenario_is_called() -> None:
    title = "</script><!-- dollar ${x} \u2028 \"quotes\" 'and' \\ backslash"
    script = bundle([replace(scenario(CSTO), title=title)], ledger=False, fast=False)
    assert "</script" not in script
    assert "<!--" not in script
    (described,) = asked(script, [{"ask": "describe"}])
    assert described["scenarios"][0]["title"] == title
