"""``sovsim check``: whether scenario, experiment and region files are right."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from sovsim.cli.errors import BAD_INPUT, InputError, complain
from sovsim.cli.kinds import kind_of
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
        if not file.exists():
            raise InputError(f"{file}: there is no such file")
        kind = kind_of(file)
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
