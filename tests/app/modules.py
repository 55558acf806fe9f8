"""Runs modules of the front end with node, as they stand."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from tests.compiled.node import NODE

FRONT = Path(str(resources.files("sovsim.app") / "front" / "js"))


_READ = """\
import { readFileSync } from "node:fs";
const text = (name) => readFileSync(name, "utf8");"""


def told(
    folder: Path, imports: Mapping[str, str], source: str, files: Mapping[str, str] | None = None
) -> Any:
    """Return what the last line of a module comes to, a value that JSON holds.

    Args:
        folder: where the module and its files are put.
        imports: path of a module of the front end -> names that are taken from it.
        source: what it does; `files` are texts of its own, read by their names.
    """
    for name, text in (files or {}).items():
        (folder / name).write_text(text, encoding="utf-8")
    *lines, last = source.strip().split("\n")
    head = [f'import {{ {names} }} from "{FRONT / path}";' for path, names in imports.items()]
    body = [_READ, *head, *lines, f"process.stdout.write(JSON.stringify({last}));"]
    script = folder / "run.mjs"
    script.write_text("\n".join(body), encoding="utf-8")
    done = subprocess.run(
        [str(NODE), str(script)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)
