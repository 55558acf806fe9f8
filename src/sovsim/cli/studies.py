"""Options and helpers that the commands for studies of the model share."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from sovsim.cli.errors import InputError
from sovsim.cli.options import to_place
from sovsim.documents.text import clipped


def to_study(given: str) -> Path:
    """Return where a study is to be written, asked before it is run."""
    from sovsim.studies.write import check_study_folder

    place = to_place(given)
    check_study_folder(place)
    return place


Metrics = Annotated[
    list[str] | None,
    typer.Option(
        "--metrics",
        "-m",
        metavar="NAMES",
        help="Outcomes, with commas; the headline ones by default, or 'all'.",
    ),
]
StudyFolder = Annotated[
    Path | None,
    typer.Option(
        parser=to_study,
        metavar="DIR",
        help="Folder for tables, figures and runs; what it holds is not done again.",
    ),
]
DesignSeed = Annotated[
    int | None,
    typer.Option(
        "--seed",
        min=0,
        max=2**53 - 1,
        help="Seed of the noise; the design's by default.",
        show_default=False,
    ),
]
DesignFolder = Annotated[
    Path | None,
    typer.Option(
        parser=to_place,
        metavar="DIR",
        help="Folder for runs, what came out, and figures; it resumes.",
    ),
]
Figures = Annotated[bool, typer.Option("--plots/--no-plots", help="Draw figures into the folder.")]


def named(given: Sequence[str] | None) -> tuple[str, ...]:
    """Return the names of an option that may be repeated and may hold commas.

    Raises:
        InputError: an option was given and names nothing; it does not stand for everything.
    """
    for entry in given or ():
        if not entry.strip(" ,"):
            raise InputError(f"'{clipped(entry)}' names nothing; without the option, all are taken")
    parts = [part.strip() for entry in given or () for part in entry.split(",")]
    return tuple(dict.fromkeys(part for part in parts if part))
