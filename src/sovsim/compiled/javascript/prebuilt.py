"""Kernels that come with a wheel: those of the mechanisms and regions of the shipped scenarios.

They save the seconds that tracing and writing take; what is not there, or damaged, or made by other
code is made when it is asked for, with the same bytes. ``python -m
sovsim.compiled.javascript.prebuilt FOLDER`` writes them; the wheel is built with it.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from sovsim.compiled.javascript import model as making
from sovsim.compiled.javascript.model import Model, likeness, rest_likeness
from sovsim.compiled.layout import Layout
from sovsim.compiled.program import Key
from sovsim.disk.fingerprint import code_hash, generator_hash
from sovsim.disk.put import make_folder, put
from sovsim.disk.whole import marked, whole
from sovsim.scenario import Scenario, load_scenario, scenario_names

FOLDER = ("data", "kernels")
"""Where a wheel holds them, within the package."""

_ENDING = ".json"
_TABLES = ("state", "forced", "draws")


def model(scenario: Scenario, ledger: bool = True, fast: bool = True) -> Model:
    """Return the kernel of a scenario, made now where it does not come with the wheel.

    Args:
        ledger: whether it can tell the ledger.
        fast: whether it comes as WebAssembly besides.
    """
    found = _found(_model_name(scenario)) if ledger and fast else None
    if found is None:
        return making.model(scenario, ledger, fast)
    tables = (_table(found[table]) for table in _TABLES)
    return Model(Layout(*tables), found["source"])


def rest(scenario: Scenario, held: Layout) -> str:
    """Return the start at rest of a scenario, made now where it does not come with the wheel.

    Args:
        held: of the scenario's kernel.
    """
    found = _found(_rest_name(scenario, held))
    return making.rest(scenario, held) if found is None else str(found["source"])


def kernels() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the kernels and starts at rest of all shipped scenarios: a name, and what it holds."""
    models: dict[str, Model] = {}
    rests: set[str] = set()
    for shipped in scenario_names():
        scenario = load_scenario(shipped)
        name = _model_name(scenario)
        if name not in models:
            models[name] = making.model(scenario)
            yield name, {**_tables(models[name].layout), "source": models[name].source}
        held = models[name].layout
        name = _rest_name(scenario, held)
        if name not in rests:
            rests.add(name)
            yield name, {"source": making.rest(scenario, held)}


def write(folder: Path) -> int:
    """Write them into a folder, which is made; return how many there are.

    Raises:
        WriteError: the folder cannot be written.
    """
    make_folder(folder)
    count = 0
    for name, content in kernels():
        text = json.dumps(content, separators=(",", ":"), ensure_ascii=False)
        put(folder / f"{name}{_ENDING}", marked(text.encode()), lasting=False)
        count += 1
    return count


def _found(name: str) -> dict[str, Any] | None:
    """Return what the wheel holds under a name; None where that is nothing, or nothing whole."""
    try:
        content = whole(shelf().joinpath(f"{name}{_ENDING}").read_bytes())
    except OSError:
        return None
    return None if content is None else json.loads(content)


def shelf() -> Traversable:
    """Return the folder of kernels within the package, which need not be there."""
    return resources.files("sovsim").joinpath(*FOLDER)


def _model_name(scenario: Scenario) -> str:
    return _name("model", likeness(scenario))


def _rest_name(scenario: Scenario, held: Layout) -> str:
    return _name("rest", likeness(scenario), rest_likeness(scenario), _tables(held))


def _name(*parts: Any) -> str:
    """Return the SHA-256 over some parts, and over the code that makes something of them."""
    return hashlib.sha256(repr((code_hash(), generator_hash(), *parts)).encode()).hexdigest()


def _tables(held: Layout) -> dict[str, list[Any]]:
    """Return a layout as lists, in its order."""
    return {table: list(getattr(held, table).items()) for table in _TABLES}


def _table(rows: list[Any]) -> dict[Key, tuple[int, int]]:
    """Return a table of a layout from lists."""
    return dict(_tuples(rows))


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


if __name__ == "__main__":
    print(write(Path(sys.argv[1])), "kernels and starts at rest")
