"""The native host answers what a page's own script answers: values near, all else to the letter."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from sovsim.app.native.ask import Native
from sovsim.compiled.javascript.bundle import bundle
from sovsim.variables import COMPONENTS
from tests.app.native.alike import differences
from tests.compiled.node import needs_node, run
from tests.compiled.pages import asked, page
from tests.worlds import scenario

pytestmark = [needs_node, pytest.mark.slow]

CSTO, BIDS, TOY = "csto-kazakhstan-2022", "western-bids", "toy-two-states"
Requests = Sequence[dict[str, Any]]


def first(ask: str, **more: Any) -> dict[str, Any]:
    return {"ask": ask, "simulation": 1, **more}


def hold(
    name: str, requests: Requests, engine: Any = "numpy", settings: tuple[str, ...] = ()
) -> list[dict[str, Any]]:
    """Put requests to both hosts and hold the answers against each other."""
    wanted = asked(page(name, settings), requests)
    native = Native([scenario(name, settings)], engine)
    found = [json.loads(native.ask(json.dumps(one))) for one in requests]
    faults = differences(found, wanted)
    assert not faults, faults[:10]
    return found


@pytest.mark.parametrize("engine", ["numpy", "compiled"])
@pytest.mark.parametrize(
    "name", [CSTO, BIDS, TOY, "invasion-2022", "baseline-1992-2026", "turkey-alternative"]
)
def test_a_run_with_all_that_happened_is_the_same(name: str, engine: str) -> None:
    steps = scenario(name).steps
    hold(
        name,
        [
            {"ask": "describe"},
            {"ask": "describe", "scenario": name},
            {"ask": "prepare", "seed": 3},
            first("step", quarters=steps // 2, columns=list(COMPONENTS), events=True, ledger=True),
            first("ledger"),
            first("choices"),
            first("metrics"),
            first("step", quarters=steps - steps // 2, columns=["autonomy_security"]),
            first("ledger"),
            first("metrics"),
            first("state"),
        ],
        engine,
    )


@pytest.mark.parametrize("engine", ["numpy", "compiled"])
def test_several_runs_with_levers_are_the_same(engine: str) -> None:
    levers = {"capacity.rate": 0.03, "initial.KAZ.capacity": 0.4, "initial.hegemon.capability": 7}
    levers |= {"initial.system.energy_price": 0.6, "initial.hegemon.openness_eu": 0.3}
    hold(
        CSTO,
        [
            {"ask": "prepare", "seed": 11, "runs": [0, 5, 1, 900, 5], "set": levers},
            first("step", quarters=20, columns=["unrest", "action"], events=True),
            first("step", quarters=3, columns=["unrest"]),
            first("ledger", run=3),
            first("choices", run=2),
            first("play", actor="KAZ", decision="action", option="resist"),
            first("play", actor="hegemon", decision="rung", target="ARM", option="force"),
            first("metrics"),
            first("step", quarters=9, columns=list(COMPONENTS)),
            first("metrics"),
        ],
        engine,
    )


@pytest.mark.parametrize("engine", ["numpy", "compiled"])
def test_a_course_is_prepared_and_stepped_in_one(engine: str) -> None:
    given = {"seed": 11, "runs": [3, 0], "set": {"capacity.rate": 0.03}}
    columns = ["unrest", "rung"]
    course, _, start, step, metrics, flat, _, gone = hold(
        CSTO,
        [
            {"ask": "course", **given, "columns": columns, "events": True, "metrics": True},
            {"ask": "prepare", **given},
            {"ask": "state", "simulation": 2, "columns": columns},
            {"ask": "step", "simulation": 2, "quarters": 32, "columns": columns, "events": True},
            {"ask": "metrics", "simulation": 2},
            {"ask": "course", **given, "columns": columns, "flat": True, "keep": False},
            {"ask": "course", **given, "quarters": 33},
            {"ask": "state", "simulation": 3},
        ],
        engine,
    )
    assert course["simulation"] == 1
    assert course["step"] == 32
    assert (course["events"], course["metrics"]) == (step["events"], metrics["metrics"])
    for column in columns:
        whole = [start["values"][column], *step["series"][column]]
        assert course["series"][column] == whole
        np.testing.assert_allclose(flat["series"][column], np.ravel(whole), rtol=1e-12)
    assert "simulation" not in flat
    assert gone["error"]["kind"] == "unknown-simulation"


PLAYS = [
    {"at": "2020Q2", "actor": "KAZ", "decision": "action", "option": "resist", "duration": 6},
    {"at": "2020Q4", "actor": "RUS", "decision": "rung", "target": "KAZ", "option": "threat"},
    {"at": "2021Q1", "actor": "EU", "decision": "offer", "target": "ARM", "option": "offer"},
    {"at": "2022Q1", "actor": "hegemon", "decision": "global_vote", "option": "against"},
    {"at": "2027Q1", "actor": "KAZ", "decision": "action", "option": "hedge"},
]


@pytest.mark.parametrize("engine", ["numpy", "compiled"])
def test_plays_and_branches_are_the_same(engine: str) -> None:
    play = {"ask": "play", "actor": "KAZ", "decision": "action", "option": "resist"}
    found = hold(
        CSTO,
        [
            {"ask": "prepare", "seed": 4, "plays": PLAYS},
            first("step", quarters=10, events=True),
            {"ask": "branch", "simulation": 1, "step": 4},
            {**play, "simulation": 2},
            {**play, "simulation": 2, "option": "hedge"},
            {"ask": "step", "simulation": 2, "quarters": 6},
            {"ask": "branch", "simulation": 2, "step": 4},
            {"ask": "step", "simulation": 3, "quarters": 6},
            {"ask": "branch", "simulation": 2},
            first("ledger"),
            *({"ask": "ledger", "simulation": one} for one in (2, 3, 4)),
            *({"ask": "state", "simulation": one} for one in (1, 2, 3, 4)),
            *({"ask": "metrics", "simulation": one} for one in (1, 2, 3, 4)),
            {"ask": "branch", "simulation": 2, "step": 0},
            {"ask": "ledger", "simulation": 5},
            {"ask": "forget", "simulation": 2},
            {"ask": "state", "simulation": 2},
        ],
        engine,
    )
    assert found[-8 - 4 - 1] != found[-8 - 4]


def test_what_is_switched_off_is_told_by_neither() -> None:
    off = ("mechanisms.off=action.bandwagoning,autonomy.occupation",)
    told = hold(
        TOY,
        [{"ask": "prepare"}, first("choices"), first("step", quarters=3), first("ledger")],
        settings=off,
    )
    actions = [one for one in told[1]["choices"] if one["decision"] == "action"]
    assert actions
    for one in actions:
        assert "regime_security" in one["options"][0]["motives"]
        assert "bandwagoning" not in one["options"][0]["motives"]


STATES = scenario(CSTO).region.codes
REFUSED: list[Any] = [
    {"ask": "dance"},
    {"ask": None},
    {},
    {"ask": "prepare", "scenario": "nowhere"},
    {"ask": "prepare", "seed": -1},
    {"ask": "prepare", "seed": 0.5},
    {"ask": "prepare", "seed": 1e300},
    {"ask": "prepare", "seed": True},
    {"ask": "prepare", "seed": "7"},
    {"ask": "prepare", "seed": {"a": [1e-7, 0.00001, 1e21, 12345678.5, None, False, "ü"]}},
    {"ask": "prepare", "runs": []},
    {"ask": "prepare", "runs": 4},
    {"ask": "prepare", "runs": [1, "a"]},
    {"ask": "prepare", "runs": [-1]},
    {"ask": "prepare", "runs": [[[[1]]]]},
    {"ask": "prepare", "set": {"no.such": 1}},
    {"ask": "prepare", "set": {"capacity.rate": None}},
    {"ask": "prepare", "set": {"capacity.rate": "0.1"}},
    {"ask": "prepare", "set": {"capacity.rate": True}},
    {"ask": "prepare", "set": {"initial.XXX.capacity": 0.5}},
    {"ask": "prepare", "set": {"initial.KAZ.nothing": 0.5}},
    {"ask": "prepare", "set": {"initial.KAZ": 0.5}},
    {"ask": "prepare", "set": {"initial.KAZ.action": 1}},
    {"ask": "prepare", "set": {"initial.KAZ.base": 0.25}},
    {"ask": "prepare", "set": {f"initial.{one}.grievance": 0.5 for one in STATES}},
    {"ask": "prepare", "plays": {}},
    {"ask": "prepare", "plays": [4]},
    {"ask": "prepare", "plays": [{**PLAYS[0], "at": "1901Q1"}]},
    {"ask": "prepare", "plays": [{**PLAYS[0], "duration": -3}]},
    {"ask": "prepare", "plays": [{**PLAYS[0], "option": "sing"}]},
    {"ask": "step", "simulation": 9},
    {"ask": "step", "simulation": "1"},
    {"ask": "step", "simulation": [1]},
    {"ask": "step"},
    first("step", quarters=33),
    first("step", quarters=-1),
    first("step", columns=["x"]),
    first("step", columns="x"),
    first("state", columns=["autonomy_security", "y" * 100]),
    first("branch", step=1),
    first("ledger"),
    first("metrics"),
    first("choices", run=1),
    first("play"),
    first("play", actor="KAZ", decision="dance", option="x"),
    first("play", actor="KAZ", decision="action", option="x"),
    first("play", actor="KAZ", decision="action"),
    first("play", actor="XXX", decision="action", option="hedge"),
    first("play", decision="action", option="hedge"),
    first("play", actor="KAZ", decision="rung", option="reward", target="ARM"),
    first("play", actor="RUS", decision="rung", option="reward", target="XX"),
    first("play", actor="KAZ", decision="bid_move", option="stay"),
    first("play", actor="KAZ", decision="bid_move", option="reverse", target="NATO"),
    first("play", actor="KAZ", decision="vote_war", option="for"),
    first("play", actor="MOON", decision="offer", option="offer", target="ARM"),
]


def test_what_is_refused_is_refused_in_the_same_words() -> None:
    found = hold(CSTO, [{"ask": "prepare"}, *REFUSED, first("state")])
    assert all("error" in one for one in found[1:-1]), [
        request for request, one in zip(REFUSED, found[1:-1], strict=True) if "error" not in one
    ]
    assert found[-1]["step"] == 0


@pytest.mark.parametrize("text", ["", "{", "4", "null", "[]", '{"ask": NaN}', '"ask"', "[" * 3000])
def test_a_text_that_is_no_request_is_refused_in_the_same_words(text: str) -> None:
    (wanted,) = run(f"{page(CSTO)}\n[JSON.parse(sovsim.ask({json.dumps(text)}))]")
    assert json.loads(Native([scenario(CSTO)]).ask(text)) == wanted
    assert "error" in wanted


def test_a_run_that_leaves_the_numbers_is_refused_in_the_same_words() -> None:
    lever = {"autonomy.rate": 1e308}
    requests = [{"ask": "prepare", "set": lever}, first("step", quarters=9), first("state")]
    assert hold(CSTO, requests)[1]["error"]["kind"] == "not-finite"


def test_several_scenarios_stand_beside_each_other_as_in_one_script() -> None:
    names = [TOY, CSTO, "toy-four-states"]
    requests = [
        {"ask": "describe"},
        {"ask": "prepare"},
        {"ask": "prepare", "scenario": CSTO},
        {"ask": "step", "simulation": 2, "quarters": 4, "columns": ["action"]},
        {"ask": "step", "simulation": 1, "quarters": 4, "columns": ["action"]},
        *({"ask": "describe", "scenario": name} for name in names),
    ]
    wanted = asked(bundle([scenario(name) for name in names]), requests)
    native = Native([scenario(name) for name in names], "numpy")
    assert differences([native.ask(one) for one in requests], wanted) == []
