"""Runs the notebooks beside this file in a fresh kernel and stores what they print.

``python docs/examples/execute.py`` after every change that moves results; needs the extra [test].
Stored are outputs and nothing of the machine: no times, no paths, cells named by their order.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

HERE = Path(__file__).parent
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
LONGEST = 600
"""Seconds that a cell may take."""


def executed(notebook: Path) -> Any:
    """Return a notebook as it comes out of a fresh kernel in an empty folder.

    Raises:
        nbclient.exceptions.CellExecutionError: a cell fails; the message holds its traceback.
    """
    found = nbformat.read(notebook, as_version=4)
    with tempfile.TemporaryDirectory(prefix="notebook-") as folder:
        client = NotebookClient(
            found,
            timeout=LONGEST,
            kernel_name=KERNEL["name"],
            resources={"metadata": {"path": folder}},
            record_timing=False,
        )
        client.execute()
    return cleaned(found)


def cleaned(notebook: Any) -> Any:
    """Return a notebook without what depends on when, where and by whom it was run."""
    notebook.metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    for number, cell in enumerate(notebook.cells, start=1):
        cell.id = f"cell-{number:02d}"
        cell.metadata = {}
    return notebook


def printed(notebook: Any) -> list[list[str]]:
    """Return the words and numbers that each cell printed; neither pictures nor spaces."""
    return [_words(cell) for cell in notebook.cells if cell.cell_type == "code"]


def _words(cell: Any) -> list[str]:
    words = []
    for output in cell.outputs:
        if output.output_type == "stream":
            words += output.text.split()
        elif "image/png" not in output.get("data", {}):
            words += output.get("data", {}).get("text/plain", "").split()
    return words


def main() -> None:
    """Execute every notebook of the folder in place."""
    for notebook in sorted(HERE.glob("*.ipynb")):
        nbformat.write(executed(notebook), notebook)
        print(f"{notebook.name}: executed")


if __name__ == "__main__":
    main()
