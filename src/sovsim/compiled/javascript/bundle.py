"""Scenarios as one script of JavaScript: kernels, run-time and data; it needs nothing else.

The script defines ``sovsim`` with one function, ``sovsim.ask(request)``; what can be asked stands
at the head of ``ask.js``. It is a plain script, so that a page opened from a disk can hold it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib import resources
from typing import Any

from sovsim.compiled.javascript import prebuilt
from sovsim.compiled.javascript.functions import functions
from sovsim.compiled.javascript.literal import literal
from sovsim.compiled.javascript.model import Model, likeness
from sovsim.compiled.javascript.scenario_data import scenario_data
from sovsim.compiled.javascript.start_data import start_data
from sovsim.disk.fingerprint import code_hash
from sovsim.release import version
from sovsim.scenario import Scenario

RUNTIME = (
    "arithmetic",
    "philox",
    "events",
    "model",
    "start",
    "fast",
    "simulation",
    "metrics",
    "ledger",
    "play",
    "requests",
    "ask",
)
"""Files of the run-time, in order."""

_LONG = 100
"""Letters from which on data are worth a name of their own."""


def bundle(scenarios: Iterable[Scenario], ledger: bool = True, fast: bool = True) -> str:
    """Return a script that runs some scenarios.

    With WebAssembly in it, ``sovsim.ready`` is a promise that its kernels are compiled; until then,
    and wherever a browser has none, JavaScript gives the same answers.

    Args:
        scenarios: those of like mechanisms in like regions share a kernel.
        ledger: whether the script can tell the ledger.
        fast: whether it holds the kernels as WebAssembly besides.
    """
    script = _Script()
    for scenario in scenarios:
        script.add(scenario, ledger, fast)
    about = {"version": version(), "code": code_hash()}
    parts = [_file(name) for name in RUNTIME]
    return "\n".join(
        [
            "const sovsim = (() => {",
            '"use strict";',
            parts[0],
            functions(),
            *parts[1:],
            "const scenarios = {};",
            *script.lines,
            f"const models = [{','.join(script.models)}];",
            f"const ask = createAsk({{ scenarios, about: {literal(about)} }});",
            "return { ask, ready: hasten(models) };",
            "})();",
            'if (typeof module !== "undefined") module.exports = sovsim;',
            "",
        ]
    )


class _Script:
    """Scenarios as statements; what is alike in some of them is written once.

    Attributes:
        lines: the statements.
        models: names of the kernels.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.models: dict[str, Model] = {}
        self._names: dict[Any, str] = {}

    def add(self, scenario: Scenario, ledger: bool, fast: bool) -> None:
        """Add a scenario, and its kernel where it is a new one."""
        key = likeness(scenario)
        if key not in self._names:
            made = prebuilt.model(scenario, ledger, fast)
            self._names[key] = self._named("m", made.source)
            self.models[self._names[key]] = made
        name = self._names[key]
        held = self.models[name].layout
        start = [f"{part}:{self._part(one)}" for part, one in start_data(scenario, held).items()]
        parts = [f"{part}:{self._part(one)}" for part, one in scenario_data(scenario, held).items()]
        rest = self._once(prebuilt.rest(scenario, held))
        whole = [*parts, f"start:{{{','.join(start)}}}", f"model:{name}", f"rest:{rest}"]
        self.lines.append(f"scenarios[{json.dumps(scenario.name)}] = {{{','.join(whole)}}};")

    def _part(self, data: Any) -> str:
        text = literal(data)
        return self._once(text) if len(text) > _LONG else text

    def _once(self, text: str) -> str:
        """Return the name of an expression that is written once."""
        if text not in self._names:
            self._names[text] = self._named("d", text)
        return self._names[text]

    def _named(self, prefix: str, text: str) -> str:
        name = f"{prefix}{len(self.lines)}"
        self.lines.append(f"const {name} = {text};")
        return name


def _file(name: str) -> str:
    folder = resources.files("sovsim.compiled.javascript")
    return folder.joinpath(f"{name}.js").read_text(encoding="utf-8")
