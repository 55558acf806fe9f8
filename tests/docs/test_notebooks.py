"""The notebooks of the documentation say what the program says, and nothing about who ran them."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import sovsim

nbformat = pytest.importorskip("nbformat", reason="needs the extra [test]")
pytest.importorskip("ipykernel", reason="needs the extra [test]")

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
NOTEBOOKS = sorted(EXAMPLES.glob("*.ipynb"))
PERSONAL = re.compile(r"/(home|Users|root|tmp|work|usr|opt)/|[A-Z]:\\\\|site-packages")


def tool() -> ModuleType:
    """Return ``docs/examples/execute.py`` as a module."""
    spec = importlib.util.spec_from_file_location("execute", EXAMPLES / "execute.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def stored(path: Path) -> Any:
    return nbformat.read(path, as_version=4)


def test_there_is_a_notebook() -> None:
    assert [path.stem for path in NOTEBOOKS] == ["repeat-an-experiment"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_stored_executed_and_without_traces_of_a_machine(path: Path) -> None:
    notebook = stored(path)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert [cell.id for cell in notebook.cells] == [
        f"cell-{number:02d}" for number in range(1, len(notebook.cells) + 1)
    ]
    assert all(cell.metadata == {} for cell in notebook.cells)
    outputs = [output for cell in code for output in cell.outputs]
    assert not [output for output in outputs if output.output_type == "error"]
    assert not [output for output in outputs if output.get("name") == "stderr"]
    assert sum("image/png" in output.get("data", {}) for output in outputs) >= 2
    texts = [cell.source for cell in notebook.cells]
    texts += [output.get("text", "") for output in outputs]
    texts += [output.get("data", {}).get("text/plain", "") for output in outputs]
    assert not [text for text in texts if PERSONAL.search(text)]
    assert set(notebook.metadata) == {"kernelspec", "language_info"}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_uses_public_names_alone(path: Path) -> None:
    code = "\n".join(cell.source for cell in stored(path).cells if cell.cell_type == "code")
    assert not re.findall(r"(?<![\w.])sovsim(?:\.\w+)*\._\w+|\._[a-z]\w*", code)


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_fresh_kernel_prints_what_is_stored(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where this fails and results were meant to move: ``python docs/examples/execute.py``."""
    monkeypatch.setenv("PYTHONPATH", str(Path(sovsim.__file__).parents[1]))
    execute = tool()
    fresh = execute.executed(path)
    assert execute.printed(fresh) == execute.printed(stored(path))
    numbers = re.findall(r"\d+\.\d+", str(execute.printed(fresh)))
    assert len(numbers) > 100
