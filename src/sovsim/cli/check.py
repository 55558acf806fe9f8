"""``sovsim check``: whether scenario, experiment and region files are right."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Any

import typer

from sovsim.cli.errors import BAD_INPUT, InputError, complain
from sovsim.cli.options import AsJson


def command(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="TOML files.", show_default=False)
    ],
    as_json: AsJson = False,
) -> None:
    """Check files; the first fault of each is named with its line."""
    from sovsim.cli.output import print_json

    results = [_checked(file) for file in files]
    if as_json:
        print_json(results)
    for result in results:
        if result["ok"] and not as_json:
            print(f"{result['file']}: a good {result['kind']} file")
        elif not result["ok"]:
            complain(result["error"])
    if not all(result["ok"] for result in results):
        raise typer.Exit(BAD_INPUT)


def _checked(file: Path) -> dict[str, Any]:
    kind = ""
    try:
        kind = _kind(file)
        _read(file, kind)
    except ValueError as error:
        return {"file": str(file), "kind": kind, "ok": False, "error": str(error)}
    return {"file": str(file), "kind": kind, "ok": True, "error": ""}


def _read(file: Path, kind: str) -> None:
    if kind == "region":
        from sovsim.region import load_region

        load_region(file)
    elif kind == "experiment":
        from sovsim.experiment.load import load_experiment

        load_experiment(file)
    else:
        from sovsim.scenario import load_scenario

        load_scenario(file)


def _kind(file: Path) -> str:
    """Return what a file is meant to be, by the tables in it; a scenario where in doubt."""
    if file.is_dir():
        return "region"
    if not file.is_file():
        raise InputError(f"{file}: there is no such file")
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return "scenario"
    return next((kind for kind in ("experiment", "region") if kind in tables), "scenario")
