"""``--observed``: a course beside what was observed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sovsim.cli.errors import InputError

if TYPE_CHECKING:
    from sovsim.beside.beside import Asked, Beside
    from sovsim.observed.folder import Observed

ObservedFolder = Annotated[
    Path | None,
    typer.Option(
        "--observed",
        metavar="DIR",
        help="Show the course beside what a folder of observed data holds.",
        show_default=False,
    ),
]
Until = Annotated[
    int | None,
    typer.Option(
        "--until",
        metavar="YEAR",
        help="Last year that links and bands may know; the last observed one by default.",
        show_default=False,
    ),
]
IndicatorNames = Annotated[
    list[str] | None,
    typer.Option(
        "--indicator",
        metavar="NAME",
        help="What is shown beside it; may be repeated. Five usual ones by default.",
        show_default=False,
    ),
]


def folder(
    observed: Path | None, until: int | None, indicators: Sequence[str] | None
) -> Observed | None:
    """Return the folder of observed data, read; None where none is asked for.

    Raises:
        InputError: an option has nothing that it goes with.
    """
    named = [f"--indicator {name}" for name in indicators or ()]
    options = ([] if until is None else [f"--until {until}"]) + named
    if observed is None and options:
        raise InputError(f"{options[0]}: goes with --observed DIR")
    if observed is None:
        return None
    from sovsim.observed.folder import read_folder

    return read_folder(observed)


def shown(asked: Asked, observed: Observed) -> Beside:
    """Return the course beside what was observed."""
    from sovsim.beside.beside import beside
    from sovsim.cli.progress import ANEW, Bar

    with Bar("beside the observed", ANEW) as bar:
        return beside(asked, observed, bar)


def tell(found: Beside) -> None:
    """Print how the course lies beside what was observed."""
    from sovsim.beside.words import HEADINGS, rows, told
    from sovsim.cli.output import paragraph, print_table, say

    say("")
    print_table(rows(found), HEADINGS, "Beside what was observed")
    for sentence in told(found):
        paragraph(sentence)


def summed(found: Beside) -> dict[str, Any]:
    """Return the same as plain data."""
    from sovsim.beside.words import rows, told
    from sovsim.disk.plain import plain

    table = []
    for row in rows(found):
        held = found.held(str(row["indicator"]))
        table.append({**row, "known": list(held["known"]), "later": list(held["later"])})
    answer: dict[str, Any] = plain(
        {
            "until": found.until,
            "indicators": table,
            "left_out": dict(found.left_out),
            "how": told(found),
        }
    )
    return answer
