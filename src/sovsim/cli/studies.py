"""Options and helpers that the commands for studies of the model share."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

Metrics = Annotated[
    list[str] | None,
    typer.Option(
        "--metrics",
        "-m",
        metavar="NAMES",
        help="Outcomes, with commas; the headline ones by default, or 'all'.",
    ),
]
Processes = Annotated[int, typer.Option(min=1, help="Processes.")]
StudyFolder = Annotated[
    Path | None,
    typer.Option(help="Folder for tables, figures and runs; what it holds is not done again."),
]
Figures = Annotated[bool, typer.Option("--plots/--no-plots", help="Draw figures into the folder.")]


def named(given: Sequence[str] | None) -> tuple[str, ...]:
    """Return the names of an option that may be repeated and may hold commas."""
    parts = [part.strip() for entry in given or () for part in entry.split(",")]
    return tuple(dict.fromkeys(part for part in parts if part))


@contextmanager
def at_work(out: Path | None) -> Iterator[None]:
    """Put lost workers and interruptions into words.

    Args:
        out: folder that keeps what is finished, if any.
    """
    from sovsim.cli.errors import WorkError
    from sovsim.ensemble.executor import WorkersLost

    try:
        yield
    except WorkersLost as error:
        raise WorkError(str(error)) from None
    except KeyboardInterrupt:
        if out is not None:
            print(f"the same command goes on where it stopped; {out} holds", file=sys.stderr)
            print("what is finished", file=sys.stderr)
        raise
