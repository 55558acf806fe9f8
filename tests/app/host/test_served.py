"""The application as people have it: a process, its port, and a browser."""

from __future__ import annotations

import http.client
import json
import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from sovsim.app.native.ask import Native
from tests.app.host.hosts import OWN, TOY
from tests.app.host.running import needs_chromium, served
from tests.app.native.alike import differences
from tests.worlds import scenario

pytestmark = pytest.mark.slow

RUN = """
async ([scenario, text]) => {
  const worker = new Worker(`kernel.js?scenario=${scenario}`);
  let number = 0;
  const ask = (request) => new Promise((done, failed) => {
    worker.onmessage = ({ data }) => done(data.answer);
    worker.onerror = (event) => failed(new Error(event.message));
    worker.postMessage({ number: number += 1, request });
  });
  const { simulation, steps } = await ask({ ask: "prepare", seed: 7 });
  await ask({ ask: "step", simulation, quarters: steps });
  const { engine } = await ask({ ask: "describe", scenario });
  return [engine, await ask({ ask: "state", simulation })];
}
"""
SEND = """
async (text) => {
  const answer = await fetch("scenarios", { method: "POST", body: text });
  return [answer.status, await answer.json()];
}
"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(TOY) as found:
        yield found


@needs_chromium
def test_a_page_runs_the_kernel_that_is_served_and_gives_what_python_gives(
    address: str, chromium: Any
) -> None:
    page = chromium.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.wait_for_selector("[data-ready]")
    engine, found = page.evaluate(RUN, [TOY, ""])
    assert engine == "WebAssembly"
    host = Native([scenario(TOY)], "numpy")
    host.ask({"ask": "prepare", "seed": 7})
    host.ask({"ask": "step", "simulation": 1, "quarters": scenario(TOY).steps})
    assert differences(host.ask({"ask": "state", "simulation": 1}), found) == []
    assert said == []
    assert all(one.startswith(address) for one in asked)


@needs_chromium
def test_two_browsers_do_not_see_each_others_scenarios(address: str, chromium: Any) -> None:
    first, second = (chromium.new_context().new_page() for _ in range(2))
    for page in (first, second):
        page.goto(address)
    assert first.evaluate(SEND, OWN)[0] == 201
    status, told = second.evaluate(SEND, OWN.replace("title", "titel"))
    assert status == 422
    assert "did you mean 'title'" in told["error"]["message"]
    named = "async () => Object.keys((await (await fetch('content.json')).json()).scenarios)"
    assert first.evaluate(named) == [TOY, "mine"]
    assert second.evaluate(named) == [TOY]
    engine, _ = first.evaluate(RUN, ["mine", ""])
    assert engine == "WebAssembly"
    assert first.context.cookies()[0]["httpOnly"]


@needs_chromium
def test_a_page_runs_nothing_but_what_its_host_serves(address: str, chromium: Any) -> None:
    page = chromium.new_page()
    page.goto(address)
    page.wait_for_selector("[data-ready]")
    for script in ("globalThis.ran = 1", ""):
        page.evaluate(
            """(script) => {
              const made = document.createElement("script");
              if (script) made.textContent = script;
              else made.src = "data:text/javascript,globalThis.ran=1";
              document.body.append(made);
            }""",
            script,
        )
    page.wait_for_timeout(300)
    assert page.evaluate("globalThis.ran ?? 0") == 0
    assert page.evaluate("fetch('http://127.0.0.1:9/').then(() => 1, () => 0)") == 0


@pytest.mark.parametrize(
    "path",
    [
        "/front/js/../../../host/guard.py",
        "/../../../../../../etc/passwd",
        "/front/js/..%2f..%2fhost/guard.py",
        "/kernel.js?scenario=../../../etc/passwd",
        "/content.json?scenario=/etc/passwd",
    ],
)
def test_a_path_as_it_is_written_reaches_no_file(address: str, path: str) -> None:
    here = urlsplit(address)
    connection = http.client.HTTPConnection(str(here.hostname), here.port, timeout=30)
    connection.putrequest("GET", path, skip_host=True)
    connection.putheader("Host", here.netloc)
    connection.endheaders()
    answer = connection.getresponse()
    told = answer.read().decode()
    assert answer.status in (404, 422)
    assert "root:" not in told
    assert json.loads(told)["error"]["message"]


def test_it_is_reached_from_this_computer_alone(address: str) -> None:
    port = urlsplit(address).port
    own = {found[4][0] for found in socket.getaddrinfo(socket.gethostname(), port, socket.AF_INET)}
    for name in own - {"127.0.0.1", "127.0.1.1"}:
        with pytest.raises(OSError, match="refused"):
            socket.create_connection((name, port), timeout=5)


def test_content_holds_the_scenario_and_the_lessons_that_fit() -> None:
    with served("protective-integration", "--language", "de") as address:
        here = urlsplit(address)
        connection = http.client.HTTPConnection(str(here.hostname), here.port, timeout=60)
        connection.request("GET", "/content.json")
        told: dict[str, Any] = json.loads(connection.getresponse().read())
    assert told["language"] == "de"
    assert "csto-kazakhstan-2022" in told["scenarios"]
    assert list(told["lessons"]) == ["protective-integration"]
