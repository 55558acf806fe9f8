"""Firefox shows the page from the disk, and computes in it what the native model computes.

Nothing drives this browser: the page is opened with a script that looks at it from inside and tells
a server on this machine. Only its policy differs from that of the page that is handed out.
"""

from __future__ import annotations

import html
import json
import re
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from shutil import which
from typing import Any

import numpy as np
import pytest

from sovsim.lesson import load_lesson
from sovsim.simulation import Simulation
from sovsim.variables import COMPONENTS
from tests.worlds import scenario

pytestmark = pytest.mark.slow

NAME = "csto-kazakhstan-2022"
COLUMNS = ("autonomy_security", "dependence_energy", "rung", "action", "unrest")
LESSON = load_lesson("protective-integration")
PATIENCE = 240

LOOK = """
const tell = (body) => fetch("http://127.0.0.1:PORT",
  { method: "POST", mode: "no-cors", body: JSON.stringify(body) });
window.addEventListener("error", (event) => tell({ error: String(event.message) }));
document.addEventListener("securitypolicyviolation", (event) =>
  tell({ error: `the policy refuses ${event.violatedDirective} ${event.blockedURI}` }));
const shown = async (what) => {
  for (let k = 0; k < 400; k++) {
    if (document.querySelector(what)) return document.querySelectorAll(what).length;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`${what} does not come`);
};
const parts = ["kernel", "worker"].map((id) => document.getElementById(id).textContent);
// Two that hold the model: one has no WebAssembly.
const [slow, fast] = ["self.WebAssembly = undefined;\\n", ""].map((first) =>
  new Worker(URL.createObjectURL(new Blob([first, ...parts], { type: "text/javascript" }))));
let number = 0;
const ask = (worker, request) => new Promise((done) => {
  number += 1;
  worker.onmessage = ({ data }) => done(data.answer);
  worker.postMessage({ number, request });
});
const whole = async (worker) => {
  const { engine } = await ask(worker, { ask: "describe", scenario: "NAME" });
  const { simulation, steps } = await ask(worker, { ask: "prepare", scenario: "NAME", seed: 5 });
  const { series, events } = await ask(worker,
    { ask: "step", simulation, quarters: steps, columns: COLUMNS, events: true });
  return { engine, series, told: JSON.stringify({ series, events }) };
};
const until = async (holds) => {
  for (let k = 0; k < 600 && !holds(); k++) await new Promise((done) => setTimeout(done, 50));
};
// Turns the first lever; gives what Kazakhstan's tile says before and after, and the address then.
const lever = async () => {
  const said = () => document.querySelector(".tile[data-key=KAZ]").getAttribute("aria-label");
  const before = said();
  const slider = document.querySelector(".lever input[type=range]");
  slider.value = slider.max;
  slider.dispatchEvent(new Event("input", { bubbles: true }));
  await until(() => said() !== before && location.hash.includes("set="));
  return { before, after: said(), hash: location.hash };
};
// Answers the first question of a lesson, and goes on to every other step.
const walked = async () => {
  location.hash = "#/lessons/LESSON?step=1";
  await shown("form.prediction");
  document.querySelector("form.prediction input").click();
  document.querySelector("form.prediction button").click();
  await shown("table.shares tr");
  const shares = [...document.querySelectorAll("table.shares td.number")];
  const counts = shares.map((one) => parseInt(one.textContent, 10));
  const titles = [];
  for (let step = 0; step <= STEPS; step++) {
    location.hash = `#/lessons/LESSON?step=${step}`;
    await until(() => document.querySelector(`.steps li:nth-child(${step + 1}) [aria-current]`)
      || (step === STEPS && document.querySelector(".step-body li")));
    titles.push(document.querySelector("h2.step-title").lastChild.textContent);
  }
  return { counts, titles };
};
(async () => {
  const begun = performance.now();
  const tiles = await shown("svg.map .tile");
  const courses = await shown("svg.lines path.line");
  const first = performance.now() - begun;
  const [one, other] = [await whole(slow), await whole(fast)];
  const moved = await lever();
  const lesson = await walked();
  await tell({ tiles, courses, first, moved, lesson, engines: [one.engine, other.engine],
    series: one.series, same: one.told === other.told });
})().catch((error) => tell({ error: String(error.stack) }));
"""


class _Listening(HTTPServer):
    """A server that waits for what one page tells."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Told)
        self.told: dict[str, Any] | None = None
        self.heard = threading.Event()


class _Told(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, _Listening)
        self.server.told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(204)
        self.end_headers()
        self.server.heard.set()

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""


@pytest.fixture
def server() -> Iterator[_Listening]:
    made = _Listening()
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made
    made.shutdown()


def watched(page: str, port: int) -> str:
    """Return a page that tells what is seen in it."""
    found = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert found is not None
    policy = re.sub(r"script-src '[^']*'", "script-src 'unsafe-inline'", html.unescape(found[1]))
    open_to = html.escape(f"{policy}; connect-src http://127.0.0.1:{port}")
    look = LOOK.replace("PORT", str(port)).replace("NAME", NAME).replace("LESSON", LESSON.head.name)
    columns = json.dumps(list(COLUMNS))
    script = look.replace("COLUMNS", columns).replace("STEPS", str(len(LESSON.steps)))
    before, after = page[: found.start(1)], page[found.end(1) :]
    return f"{before}{open_to}{after}".replace("</body>", f"<script>{script}</script></body>")


def autonomy_at_the_end(levers: dict[str, float]) -> float:
    """Return the autonomy of Kazakhstan in which the native run of seed 0 ends."""
    simulation = Simulation.prepare(scenario(NAME), 0, (0,), parameter_values=levers)
    world = simulation.world
    for _ in range(scenario(NAME).steps):
        world = simulation.step(world)
    return float(world["autonomy"][:, 0, scenario(NAME).region.codes.index("KAZ")].mean())


def test_firefox_shows_the_page_computes_the_native_run_and_walks_through_a_lesson(
    lessons_file: Path, tmp_path: Path, server: _Listening
) -> None:
    if which("firefox-esr") is None:
        pytest.skip("Firefox is not installed")
    file = tmp_path / "page.html"
    page = watched(lessons_file.read_text(encoding="utf-8"), server.server_address[1])
    file.write_text(page, encoding="utf-8")
    (tmp_path / "profile").mkdir()
    address = f"{file.as_uri()}#/explore?scenario={NAME}"
    browser = subprocess.Popen(
        [
            "firefox-esr",
            "--headless",
            "--no-remote",
            "--profile",
            str(tmp_path / "profile"),
            address,
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    server.heard.wait(PATIENCE)
    browser.terminate()
    browser.wait()
    told = server.told
    assert told is not None, "Firefox told nothing"
    assert "error" not in told, told
    assert told["tiles"] == len(scenario(NAME).region.codes) + 1
    assert told["courses"] > 0
    assert told["engines"] == ["JavaScript", "WebAssembly"]
    moved = re.search(r"set=([\w.]+):([\d.]+)", told["moved"]["hash"])
    assert moved is not None, told["moved"]
    levers = {moved[1]: float(moved[2])}
    for said, given in ((told["moved"]["before"], {}), (told["moved"]["after"], levers)):
        assert f"{autonomy_at_the_end(given):.2f}" in said
    assert told["moved"]["before"] != told["moved"]["after"]
    question = LESSON.steps[1].outcome
    assert question is not None
    shares = np.array(told["lesson"]["counts"]) / question.runs
    np.testing.assert_allclose(shares, question.expected, atol=0.1)
    assert told["lesson"]["titles"] == [*(one.title for one in LESSON.steps), "Your predictions"]
    assert told["same"], "WebAssembly gives other values than JavaScript"
    prepared = Simulation.prepare(scenario(NAME), 5, (0,))
    world = prepared.world
    for step in range(scenario(NAME).steps):
        world = prepared.step(world)
        for column in COLUMNS:
            variable, index = COMPONENTS[column]
            found = np.array(told["series"][column][step][0], dtype=float)
            np.testing.assert_allclose(found, world[variable][index][0], atol=1e-9)
