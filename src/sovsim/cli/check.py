"""``sovsim check``: whether scenario, experiment, lesson and region files are right."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sovsim.cli.errors import BAD_INPUT, complain
from sovsim.cli.kinds import kind_of
from sovsim.cli.options import AsJson

if TYPE_CHECKING:
    from sovsim.lesson import Lesson
    from sovsim.lesson.model import StepTable

_AGAIN = "Check again once these are mended: names and sums are looked at after shapes."
"""Said below faults: a check ends with the first kind of them that it finds."""


def command(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="TOML files.", show_default=False)
    ],
    as_json: AsJson = False,
) -> None:
    """Check files; faults are named with their lines.

    Tables, keys and kinds of values come first; names, dates and sums once these are right.
    """
    from sovsim.cli.output import paragraph, print_json, say
    from sovsim.documents.text import printable

    results = [_checked(file) for file in files]
    if as_json:
        print_json(results)
    for result in results:
        if result["ok"] and not as_json:
            say(f"{result['file']}: a good {result['kind']} file")
            for note in result["notes"]:
                paragraph(f"note: {note}", 2)
        for fault in result["problems"]:
            complain(fault["message"])
        if result["left"]:
            complain(f"{printable(result['file'])}: ... and {result['left']} more faults")
    if not as_json and any(fault["line"] for result in results for fault in result["problems"]):
        print(_AGAIN, file=sys.stderr)
    if not all(result["ok"] for result in results):
        raise typer.Exit(BAD_INPUT)


def _checked(file: Path) -> dict[str, Any]:
    from sovsim.documents.errors import MOST_SHOWN, DocumentError
    from sovsim.documents.source import exists

    found: dict[str, Any] = {"file": str(file), "kind": "", "ok": True, "error": "", "notes": []}
    faults: list[dict[str, Any]] = []
    try:
        if not exists(file):
            raise DocumentError(f"{file}: there is no such file")
        found["kind"] = kind_of(file)
        found["notes"] = _read(file, found["kind"])
    except DocumentError as error:
        faults = [vars(fault) for fault in error.problems]
        found |= {"ok": False, "error": str(error)}
    return {**found, "problems": faults[:MOST_SHOWN], "left": max(0, len(faults) - MOST_SHOWN)}


def _read(file: Path, kind: str) -> list[str]:
    """Read a file, and return what is to be said of one that is right."""
    if kind == "region":
        from sovsim.region import load_region

        load_region(file)
    elif kind == "options":
        from sovsim.options import load_options

        load_options(file)
    elif kind == "lesson":
        from sovsim.lesson import load_lesson

        return _of_lesson(load_lesson(file))
    elif kind == "experiment":
        from sovsim.experiment.experiment import load_experiment
        from sovsim.experiment.fair import faults, untold

        experiment = load_experiment(file)
        return [*faults(experiment), *untold(experiment)]
    else:
        from sovsim.scenario import load_scenario

        load_scenario(file)
    return []


def _of_lesson(lesson: Lesson) -> list[str]:
    """Return what a lesson leaves untold: predictions whose outcome nobody has computed."""
    open_ = [number + 1 for number, step in lesson.predictions if not _expects(step)]
    told = "has no `expected` yet: `sovsim lesson FILE --expected` computes it"
    return [f"the outcome of step {number} {told}" for number in open_]


def _expects(step: StepTable) -> bool:
    return step.outcome is not None and bool(step.outcome.expected)
