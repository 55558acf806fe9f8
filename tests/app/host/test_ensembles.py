"""Ensembles are computed in the background, can be stopped, and give a page's bands."""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

from sovsim.app.host import application, ensembles
from sovsim.app.host.ensembles import Ensemble
from sovsim.app.native.ask import Native
from sovsim.metrics import MetricTally
from sovsim.simulation import Simulation
from tests.app.host.hosts import TOY, browser, finished, host
from tests.worlds import scenario


def start(visitor: TestClient, **request: Any) -> Any:
    return visitor.post("/ensemble", json=request)


@pytest.mark.slow
def test_an_ensemble_gives_the_quantiles_of_its_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ensembles, "BLOCK", 4)
    visitor = browser(host())
    levers = {"capacity.rate": 0.05}
    begun = start(visitor, runs=10, seed=3, set=levers, columns=["unrest"])
    assert begun.status_code == 202
    told = finished(visitor, begun.json()["ensemble"])
    assert (told["state"], told["done"], told["runs"]) == ("done", 10, 10)
    simulation = Simulation.prepare(scenario(TOY), 3, range(10), parameter_values=levers)
    tally, worlds = MetricTally(simulation.world), [simulation.world]
    for _ in range(scenario(TOY).steps):
        worlds.append(simulation.step(worlds[-1], listener=tally))
    course = np.stack([world["unrest"] for world in worlds])
    for name, share in told["shares"].items():
        wanted = np.quantile(course, share, axis=1)
        np.testing.assert_allclose(told["bands"]["unrest"][name], wanted, atol=1e-9)
    gap = tally.result()["sovereignty_gap"]
    assert told["metrics"]["sovereignty_gap"]["mean"] == pytest.approx(gap.mean())
    assert told["metrics"]["sovereignty_gap"]["defined"] == 10
    assert len(told["quarters"]) == scenario(TOY).steps + 1


def test_an_ensemble_is_stopped_between_two_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ensembles, "BLOCK", 2)
    lock = threading.Lock()
    made = Ensemble(1, Native([scenario(TOY)], "numpy"), {"runs": 2000}, lock)
    with lock:
        made.start()
        made.cancel()
    made.wait()
    assert made.told()["state"] == "cancelled"
    assert made.told()["done"] <= 2
    assert "bands" not in made.told()


@pytest.mark.slow
def test_a_browser_stops_its_ensemble_and_a_newer_one_takes_the_place_of_the_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ensembles, "BLOCK", 2)
    made = host()
    visitor, other = browser(made), browser(made)
    first = start(visitor, runs=5000).json()["ensemble"]
    assert other.get(f"/ensemble/{first}").status_code == 404
    second = start(visitor, runs=5000).json()["ensemble"]
    assert visitor.get(f"/ensemble/{first}").status_code == 404
    assert visitor.delete(f"/ensemble/{second}").status_code == 200
    assert finished(visitor, second)["state"] == "cancelled"


@pytest.mark.parametrize(
    ("request_", "kind"),
    [
        ({"runs": 0}, "bad-runs"),
        ({"runs": 1e9}, "bad-runs"),
        ({"runs": [1]}, "bad-runs"),
        ({"runs": 9, "scenario": "nowhere"}, "unknown-scenario"),
        ({"runs": 9, "set": {"no.such": 1}}, "unknown-parameter"),
        ({"runs": 9, "columns": ["x"]}, "unknown-column"),
        ({"runs": 9, "columns": {"a": 1}}, "unknown-column"),
        ({"runs": 20_000, "columns": ["unrest"] * 900}, "too-large"),
        ({"runs": 9, "plays": [{}]}, "bad-play"),
    ],
)
def test_what_cannot_be_computed_is_refused_before_it_begins(request_: Any, kind: str) -> None:
    visitor = browser(host())
    answer = visitor.post("/ensemble", json=request_)
    assert answer.status_code == 422
    assert answer.json()["error"]["kind"] == kind
    assert visitor.get("/ensemble/1").status_code == 404


def test_a_body_that_is_no_request_is_refused() -> None:
    for body in (b"", b"[", b"4", b"\xff"):
        answer = browser(host()).post("/ensemble", content=body)
        assert answer.status_code == 422
        assert answer.json()["error"]["kind"] == "bad-request"


@pytest.mark.slow
def test_only_so_many_ensembles_are_computed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(application, "MOST_AT_WORK", 1)
    monkeypatch.setattr(ensembles, "BLOCK", 2)
    made = host()
    first, second = browser(made), browser(made)
    number = start(first, runs=5000).json()["ensemble"]
    assert start(second, runs=2).json()["error"]["kind"] == "busy"
    first.delete(f"/ensemble/{number}")
    finished(first, number)
    assert start(second, runs=2).status_code == 202


def test_a_run_that_leaves_the_numbers_ends_the_ensemble_in_words() -> None:
    visitor = browser(host())
    number = start(visitor, runs=3, set={"autonomy.rate": 1e308}).json()["ensemble"]
    told = finished(visitor, number)
    assert told["state"] == "failed"
    assert "run 0" in told["error"]["message"]
