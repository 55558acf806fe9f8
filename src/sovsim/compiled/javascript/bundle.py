"""Scenarios as one script of JavaScript: kernels, run-time and data; it needs nothing else.

The script defines ``sovsim`` with one function, ``sovsim.ask(request)``; what can be asked stands
at the head of ``ask.js``. It is a plain script, so that a page opened from a disk can hold it.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from importlib import resources
from typing import Any

import numpy as np

from sovsim import schedule
from sovsim.axes import UNIT_AXES
from sovsim.compiled.javascript.functions import functions
from sovsim.compiled.javascript.model_data import model_data
from sovsim.compiled.javascript.quarter import quarter
from sovsim.compiled.javascript.scenario_data import scenario_data
from sovsim.compiled.javascript.start_data import start_data
from sovsim.compiled.javascript.telling_data import happenings, telling_data
from sovsim.compiled.layout import Layout, layout
from sovsim.compiled.program import Key, Program
from sovsim.compiled.quarter import world_keys
from sovsim.compiled.start import start
from sovsim.compiled.trace import Quarter
from sovsim.compiled.trace import quarter as trace
from sovsim.compiled.union import union
from sovsim.compiled.wasm.kernel import Kernel, kernel
from sovsim.disk.fingerprint import code_hash
from sovsim.parameters import registry
from sovsim.points import Starts
from sovsim.region.topology import Topology
from sovsim.release import version
from sovsim.scenario import Scenario
from sovsim.start_at_rest import given_at_start

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


@dataclass(frozen=True)
class Model:
    """The kernel of some mechanisms and a region.

    Attributes:
        layout: where everything stands.
        traced: the programs of a quarter.
        source: an expression of JavaScript: the kernel, and what its slots mean.
    """

    layout: Layout
    traced: Quarter
    source: str


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
            f"const ask = createAsk({{ scenarios, about: {_json(about)} }});",
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
        key = _kernel_key(scenario)
        if key not in self._names:
            made = model(scenario, ledger, fast)
            self._names[key] = self._named("m", made.source)
            self.models[self._names[key]] = made
        name = self._names[key]
        held = self.models[name].layout
        start = [f"{part}:{self._part(one)}" for part, one in start_data(scenario, held).items()]
        parts = [f"{part}:{self._part(one)}" for part, one in scenario_data(scenario, held).items()]
        rest = self._once(quarter(_rest(scenario), held))
        whole = [*parts, f"start:{{{','.join(start)}}}", f"model:{name}", f"rest:{rest}"]
        self.lines.append(f"scenarios[{json.dumps(scenario.name)}] = {{{','.join(whole)}}};")

    def _part(self, data: Any) -> str:
        text = _json(data)
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


def model(scenario: Scenario, ledger: bool = True, fast: bool = True) -> Model:
    """Return the kernel of a scenario.

    Args:
        ledger: whether it can tell the ledger.
        fast: whether it comes as WebAssembly besides.
    """
    topology = Topology.from_region(scenario.region)
    stages = schedule.compile_stages(scenario.mechanisms)
    traced = trace(stages, topology, frozenset(scenario.off))
    program = union([traced.late, traced.told]) if ledger else traced.late
    quick = union([traced.late, happenings(traced)]) if ledger else traced.late
    held = layout([program], [*world_keys(topology), *_marks(scenario), *_parameters()])
    data = {
        **model_data(scenario.region, held),
        "telling": telling_data(traced.script) if ledger else None,
        "wasm": _wasm(kernel(quick, held)) if fast else None,
        "fast": None,
    }
    untold = traced.script.slots if ledger else 0
    parts = [
        f"...unpacked({_json(data)})",
        f"untold:new Float64Array({untold})",
        f"quarter:{quarter(program, held)}",
    ]
    return Model(held, traced, f"{{{','.join(parts)}}}")


def _wasm(made: Kernel) -> dict[str, Any]:
    return {**vars(made), "code": base64.b64encode(made.code).decode()}


def _rest(scenario: Scenario) -> Program:
    return start(
        schedule.compile_stages(scenario.mechanisms),
        Topology.from_region(scenario.region),
        given_at_start(Starts(scenario)),
        frozenset(scenario.off),
    )


def _kernel_key(scenario: Scenario) -> tuple[Any, ...]:
    """Return what two scenarios must have in common for one kernel to serve both."""
    topology = Topology.from_region(scenario.region)
    ties = tuple(
        (field.name, getattr(topology, field.name).tobytes()) for field in fields(topology)
    )
    codes = tuple(scenario.region.units(axis) for axis in UNIT_AXES)
    variants = tuple(sorted(scenario.mechanisms.items()))
    return variants, tuple(sorted(scenario.off)), codes, ties


def _marks(scenario: Scenario) -> list[tuple[Key, int]]:
    """Return the keys of the marks of what is given at the start."""
    return [
        (("given", name, index), mask.shape[-1])
        for name, mask in given_at_start(Starts(scenario)).items()
        for index in np.ndindex(mask.shape[:-2])
    ]


def _parameters() -> list[tuple[Key, int]]:
    return [(("parameter", name), 1) for name in registry()]


def _file(name: str) -> str:
    folder = resources.files("sovsim.compiled.javascript")
    return folder.joinpath(f"{name}.js").read_text(encoding="utf-8")


def _json(data: Any) -> str:
    """Return data as an expression, which may stand in a page: it ends no script there."""
    text = json.dumps(data, separators=(",", ":"), ensure_ascii=False)
    return text.replace("</", "<\\/").replace("<!--", "<\\u0021--")
