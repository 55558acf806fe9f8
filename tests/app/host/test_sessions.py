"""A browser's scenarios and simulations are its own, and bounded."""

from __future__ import annotations

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from sovsim.app.host import sessions
from sovsim.app.host.uploads import LARGEST
from tests.app.host.hosts import OWN, TOY, browser, host
from tests.compiled.node import needs_node, run


def ask(visitor: TestClient, **request: Any) -> dict[str, Any]:
    told: dict[str, Any] = visitor.post("/ask", json=request).json()
    return told


def send(visitor: TestClient, text: str | bytes, name: str = "mine.toml") -> Any:
    return visitor.post("/scenarios", content=text, params={"name": name})


def test_two_browsers_do_not_share_simulations() -> None:
    made = host()
    first, second = browser(made), browser(made)
    assert ask(first, ask="prepare")["simulation"] == 1
    assert ask(second, ask="state", simulation=1)["error"]["kind"] == "unknown-simulation"
    assert ask(second, ask="prepare", seed=5)["simulation"] == 1
    states = [ask(one, ask="state", simulation=1)["values"] for one in (first, second)]
    assert states[0] != states[1]


def test_a_scenario_that_is_sent_is_there_for_its_sender_alone() -> None:
    made = host()
    first, second = browser(made), browser(made)
    answer = send(first, OWN)
    assert answer.status_code == 201
    assert answer.json()["scenario"]["name"] == "mine"
    assert "mine" in first.get("/content.json").json()["scenarios"]
    assert ask(first, ask="prepare", scenario="mine")["simulation"] == 1
    assert "mine" not in second.get("/content.json").json()["scenarios"]
    assert ask(second, ask="prepare", scenario="mine")["error"]["kind"] == "unknown-scenario"
    assert second.get("/kernel.js", params={"scenario": "mine"}).status_code == 422


def test_a_scenario_that_is_sent_again_takes_the_place_of_the_first() -> None:
    visitor = browser(host())
    send(visitor, OWN)
    answer = send(visitor, OWN.replace("What then?", "And now?"))
    assert answer.json()["own"] == ["mine"]
    assert list(visitor.get("/content.json").json()["scenarios"]).count("mine") == 1


def test_of_too_many_scenarios_the_oldest_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "MOST_OWN", 2)
    visitor = browser(host())
    for number in range(3):
        answer = send(visitor, OWN.replace('"mine"', f'"mine-{number}"'))
    assert answer.json()["own"] == ["mine-1", "mine-2"]
    assert "mine-0" not in visitor.get("/content.json").json()["scenarios"]


def test_a_fault_is_told_with_its_line_and_the_name_that_was_meant() -> None:
    answer = send(browser(host()), OWN + '\n[parameters]\n"capacity.rat" = 1\n', "../../odd.toml")
    assert answer.status_code == 422
    error = answer.json()["error"]
    assert error["kind"] == "bad-scenario"
    assert "../../odd.toml:10" in error["message"]
    assert "did you mean 'capacity.rate'" in error["message"]
    assert error["faults"][0]["line"] == 10
    assert error["left"] == 0
    assert "/tmp" not in json.dumps(answer.json())


def test_of_many_faults_the_first_twenty_are_told_and_the_rest_is_counted() -> None:
    many = "".join(f'"a.b{number}" = 1\n' for number in range(500))
    error = send(browser(host()), f"{OWN}\n[parameters]\n{many}").json()["error"]
    assert len(error["faults"]) == 20
    assert error["left"] == 480
    assert len(error["message"].splitlines()) <= 3 * 20 + 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"", "empty"),
        (b"\xff\xfe\x00", "UTF-16"),
        (b"[scenario", "mine.toml:1"),
        (b"x = 1", "scenario"),
        (b"a." * 6_000 + b"b = 1", "parts"),
        (OWN.replace("toy-two-states", "/etc/passwd").encode(), "no shipped scenario"),
        (OWN.replace("toy-two-states", "../pyproject.toml").encode(), "no shipped scenario"),
        (OWN.replace('extends = "toy-two-states"', 'region = "/etc"').encode(), "shipped region"),
        (OWN.replace('"mine"', f'"{TOY}"').encode(), "here already"),
        (
            b'[scenario]\nname = "big"\ntitle = "Big"\nquestion = "?"\nbackground = "None."\n'
            b'region = "synthetic-500-1"\nstart = "1992Q1"\nend = "1993Q4"\n',
            "100 at the most",
        ),
    ],
)
def test_what_is_no_scenario_is_refused_in_words(text: bytes, words: str) -> None:
    visitor = browser(host())
    answer = send(visitor, text)
    assert answer.status_code == 422
    assert words in answer.json()["error"]["message"]
    assert answer.json()["error"]["faults"]
    assert list(visitor.get("/content.json").json()["scenarios"]) == [TOY, "toy-four-states"]


def test_a_file_that_is_named_is_not_even_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    from sovsim.app.host import uploads

    monkeypatch.setattr(uploads, "load_scenario", lambda path: pytest.fail("it was read"))
    for name in ("/etc/passwd", "./x.toml", "toy-two-states/../x"):
        answer = send(browser(host()), OWN.replace("toy-two-states", name))
        assert answer.status_code == 422


def test_what_is_too_large_is_not_read() -> None:
    visitor = browser(host())
    answer = send(visitor, b"#" * (LARGEST + 1))
    assert answer.status_code == 413
    assert "256 KiB" in answer.json()["error"]["message"]
    assert visitor.post("/ask", content=b" " * ((1 << 20) + 1)).status_code == 413


def test_sessions_are_bounded_and_so_are_the_runs_of_all_of_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sessions, "MOST_SESSIONS", 2)
    monkeypatch.setattr(sessions, "MOST_RUNS", 3)
    made = host()
    first, second, third = browser(made), browser(made), browser(made)
    ask(first, ask="prepare", runs=[0, 1])
    ask(second, ask="prepare", runs=[0, 1])
    gone = ask(first, ask="state", simulation=1, columns=[])
    assert gone["error"]["kind"] == "unknown-simulation"
    assert ask(second, ask="state", simulation=1, columns=[])["step"] == 0
    ask(third, ask="describe")
    assert ask(first, ask="prepare")["simulation"] == 1


@needs_node
@pytest.mark.slow
def test_the_kernel_of_a_scenario_that_was_sent_runs_it() -> None:
    visitor = browser(host())
    send(visitor, OWN)
    script = visitor.get("/kernel.js", params={"scenario": "mine"})
    assert script.headers["content-type"].startswith("text/javascript")
    told = run(f"const self = {{}};\n{script.text}\nsovsim.ask({{ ask: 'describe' }})")
    assert [one["name"] for one in told["scenarios"]] == ["mine"]
    assert told["scenarios"][0]["title"] == "Mine <b>own</b>"
