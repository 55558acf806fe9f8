"""Imports run in one direction: a module knows only what stands above it in the list."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import sovsim
from tests.together import each

ROOT = Path(sovsim.__file__).parent

ORDER = (
    "arrays",
    "special",
    "brief",
    "citation",
    "given",
    "addresses",
    "axes",
    "quarters",
    "release",
    "disk",
    "documents",
    "claims",
    "variables",
    "parameters",
    "region",
    "world",
    "shocks",
    "noise",
    "rules",
    "listener",
    "engine",
    "schedule",
    "scenario",
    "points",
    "range_ends",
    "initial_world",
    "start_at_rest",
    "simulation",
    "metrics",
    "compiled",
    "observed",
    "bases",
    "telling",
    "record",
    "analysis",
    "ensemble",
    "experiment",
    "options",
    "lesson",
    "studies",
    "calibration",
    "backtest",
    "beside",
    "scoring",
    "interventions",
    "agents",
    "mesa_arguments",
    "mesa_model",
    "concepts",
    "whereabouts",
    "cite",
    "provenance",
    "odd",
    "lesson",
    "app",
    "plots",
    "report",
    "single_run",
    "solara_page",
    "cli",
)
"""From what everybody may know to what nobody may know."""


FORBIDDEN_EVERYWHERE_BUT = {
    "mesa": {"mesa_model", "agents", "mesa_arguments", "solara_page"},
    "solara": {"solara_page"},
    "typer": {"cli"},
    "matplotlib": {"plots"},
    "difflib": {"documents"},
    "iterative_ensemble_smoother": {"calibration"},
    "llvmlite": {"compiled"},
    "starlette": {"app"},
    "uvicorn": {"app"},
}
"""Heavy or specialised libraries, and the only places that may import them."""


def modules() -> list[Path]:
    return sorted(path for path in ROOT.rglob("*.py") if "data" not in path.parts)


def place(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def walk(tree: ast.AST) -> Iterator[ast.AST]:
    """Walk a tree, without what only the type checker sees."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        yield node
        yield from walk(node)


def imported(path: Path) -> Iterator[str]:
    for node in walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "sovsim":
                yield from (f"sovsim.{alias.name}" for alias in node.names)
            else:
                yield node.module


def test_every_module_has_its_place_in_the_order() -> None:
    places = {place(path) for path in modules()} - {"__init__", "__main__"}
    assert places <= set(ORDER), f"no place in the order: {sorted(places - set(ORDER))}"


@each("path", modules(), lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_what_stands_above_it(path: Path) -> None:
    here = place(path)
    if here in {"__init__", "__main__"}:
        return
    for name in imported(path):
        parts = name.split(".")
        if parts[0] != "sovsim" or len(parts) == 1 or parts[1] not in ORDER:
            continue
        assert ORDER.index(parts[1]) <= ORDER.index(here), f"{here} must not know {name}"


@each("path", modules(), lambda path: str(path.relative_to(ROOT)))
def test_special_libraries_stay_in_their_room(path: Path) -> None:
    for name in imported(path):
        library = name.split(".")[0]
        rooms = FORBIDDEN_EVERYWHERE_BUT.get(library)
        assert rooms is None or place(path) in rooms, f"{place(path)} must not import {library}"
