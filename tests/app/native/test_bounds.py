"""The native host holds a bounded number of simulations, of bounded size."""

from __future__ import annotations

from typing import Any

import pytest

from sovsim.app.native import answers, ask
from sovsim.app.native.ask import Native
from tests.worlds import scenario

TOY = "toy-two-states"


def native() -> Native:
    return Native([scenario(TOY)], "numpy")


def kind(answer: Any) -> str:
    return str(answer["error"]["kind"])


def test_the_simulation_asked_about_the_longest_ago_is_forgotten_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ask, "MOST_SIMULATIONS", 2)
    host = native()
    host.ask({"ask": "prepare"})
    host.ask({"ask": "branch", "simulation": 1})
    host.ask({"ask": "state", "simulation": 1, "columns": []})
    host.ask({"ask": "branch", "simulation": 1})
    left = [host.ask({"ask": "state", "simulation": one, "columns": []}) for one in (1, 2, 3)]
    assert ["error" in one for one in left] == [False, True, False]
    assert kind(left[1]) == "unknown-simulation"


def test_all_simulations_together_hold_a_bounded_number_of_runs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ask, "MOST_RUNS", 5)
    host = native()
    host.ask({"ask": "prepare", "runs": [0, 1]})
    for _ in range(2):
        host.ask({"ask": "branch", "simulation": 1})
    assert kind(host.ask({"ask": "state", "simulation": 2})) == "unknown-simulation"
    assert "error" not in host.ask({"ask": "state", "simulation": 1})
    assert kind(host.ask({"ask": "prepare", "runs": list(range(6))})) == "too-large"


def test_more_quarters_than_a_simulation_may_have_are_refused_in_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    steps = scenario(TOY).steps
    monkeypatch.setattr(ask, "MOST_QUARTERS", 3 * steps)
    host = native()
    assert "error" not in host.ask({"ask": "prepare", "runs": [0, 1, 2]})
    refused = host.ask({"ask": "prepare", "runs": [0, 1, 2, 3]})
    assert kind(refused) == "too-large"
    assert refused["error"]["message"] == f"4 runs of {TOY} are more than 3 at once"


def test_more_numbers_than_an_answer_holds_are_refused_and_nothing_has_moved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(answers, "MOST_NUMBERS", 3)
    host = native()
    host.ask({"ask": "prepare"})
    step = {"ask": "step", "simulation": 1, "columns": ["unrest"]}
    assert kind(host.ask({**step, "quarters": 2})) == "too-large"
    assert host.ask({**step, "quarters": 1})["step"] == 1


def test_an_engine_that_cannot_be_had_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    from sovsim.compiled import kernel

    monkeypatch.setattr(kernel, "missing_library", lambda: "compiled rules need a library")
    answer = Native([scenario(TOY)], "compiled").ask({"ask": "prepare", "runs": [0, 1]})
    assert kind(answer) == "no-engine"
    assert "compiled rules need" in answer["error"]["message"]
