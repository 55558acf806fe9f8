"""The model in JavaScript and WebAssembly: its size, and its speed in node and in browsers.

Usage: ``python benchmarks/browser.py [--smoke] [--bits] [--scenario NAME]``. Browsers that are not
installed are left out. A page is opened from the disk, as a reader would; it tells its figures to a
server on this machine. Times are in milliseconds, of a clock, and the best of several but where it
says first. The bits of 64 whole runs are compared: all engines must give the same.
"""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

from common import machine

from sovsim.compiled.javascript.bundle import bundle
from sovsim.scenario import load_scenario

MEASURES = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
SCENARIO = "csto-kazakhstan-2022"
POLICY = "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval'; connect-src *"
PATIENCE = 180
"""Seconds after which a browser is given up."""

BROWSERS: dict[str, tuple[str, ...]] = {
    "chromium": ("--headless=new", "--no-sandbox", "--disable-gpu", "--user-data-dir={folder}"),
    "firefox-esr": ("--headless", "--no-remote", "--profile", "{folder}"),
}

Figures = dict[str, Any]


def opened(script: str) -> str:
    """Return a script that hands out what the measures need besides."""
    inner = "return { Simulation, scenarios, drawQuarters, ask,"
    return script.replace("return { ask,", inner)


def in_node(script: str, bits: bool) -> Figures:
    """Return the figures of node."""
    source = "\n".join(
        [
            "const begun = performance.now();",
            opened(script),
            "const loaded = performance.now() - begun;",
            MEASURES,
            "const told = (found) => console.log(JSON.stringify(found));",
            f"measured(loaded, {json.dumps(bits)}).then(told);",
        ]
    )
    done = subprocess.run(["node", "-"], input=source, capture_output=True, text=True, check=True)
    found: Figures = json.loads(done.stdout)
    return found


class _Listening(HTTPServer):
    """A server that waits for one page to tell its figures."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Told)
        self.told: Figures | None = None
        self.heard = threading.Event()


class _Told(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, _Listening)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.told = json.loads(body)
        self.send_response(204)
        self.end_headers()
        self.server.heard.set()

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""


def page(script: str, bits: bool, port: int) -> str:
    """Return a page that measures a script and tells what it found."""
    tell = f'fetch("http://127.0.0.1:{port}", {{ method: "POST", mode: "no-cors", body }})'
    return f"""<!doctype html><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<script>const begun = performance.now();</script>
<script>{opened(script)}</script>
<script>const loaded = performance.now() - begun;
{MEASURES}
const told = (found) => {{ const body = JSON.stringify(found); return {tell}; }};
const failed = (error) => told({{ error: String(error.stack) }});
measured(loaded, {json.dumps(bits)}).then(told, failed);</script>"""


def in_browser(command: Sequence[str], script: str, bits: bool) -> Figures:
    """Return the figures of a browser.

    Raises:
        RuntimeError: it told none.
    """
    server = _Listening()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "page.html"
        file.write_text(page(script, bits, server.server_address[1]), encoding="utf-8")
        arguments = [one.format(folder=f"{folder}/profile") for one in command]
        (Path(folder) / "profile").mkdir()
        browser = subprocess.Popen(
            [*arguments, file.as_uri()], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        server.heard.wait(PATIENCE)
        browser.terminate()
        browser.wait()
    server.shutdown()
    if server.told is None or "error" in server.told:
        raise RuntimeError(f"{command[0]} told {server.told}")
    return server.told


def sizes(scenario: str) -> None:
    """Print what scripts weigh."""
    chosen = load_scenario(scenario)
    for name, ledger, fast in (
        ("JavaScript", False, False),
        ("with ledger", True, False),
        ("with WebAssembly", False, True),
        ("with both", True, True),
    ):
        raw = bundle([chosen], ledger, fast).encode()
        print(f"{name:<20}{len(raw) / 1e3:8.0f} KB{len(gzip.compress(raw)) / 1e3:8.0f} KB gzip")


def main() -> int:
    """Print sizes and times; return 1 where engines do not agree."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scenario", default=SCENARIO)
    parser.add_argument("--smoke", action="store_true", help="node alone")
    parser.add_argument("--bits", action="store_true", help="compare bits, time nothing")
    asked = parser.parse_args()
    print(f"{machine()}\n")
    if not asked.bits:
        sizes(asked.scenario)
    script = bundle([load_scenario(asked.scenario)])
    found: dict[str, Figures] = {}
    if shutil.which("node"):
        found["node"] = in_node(script, asked.bits)
    for name, arguments in BROWSERS.items():
        if shutil.which(name) and not asked.smoke:
            found[name] = in_browser([name, *arguments], script, asked.bits)
    if not found:
        print("no node, no browser")
        return 0
    print(f"\n{'':<34}" + "".join(f"{name:>14}" for name in found))
    bits = set()
    for measure in next(iter(found.values())):
        values = [figures.get(measure, "-") for figures in found.values()]
        if measure.endswith("bits"):
            bits |= set(values)
        told = [f"{one:14.1f}" if isinstance(one, float) else f"{one:>14}" for one in values]
        print(f"{measure:<34}" + "".join(told))
    print("all engines give the same bits" if len(bits) == 1 else "ENGINES DISAGREE")
    return 0 if len(bits) == 1 else 1


if __name__ == "__main__":
    sys.exit(main())
