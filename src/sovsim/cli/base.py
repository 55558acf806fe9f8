"""``sovsim base``: what a year starts from, built from observed data and dated assumptions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sovsim.brief import count
from sovsim.cli.options import Seed, to_place

if TYPE_CHECKING:
    from sovsim.observed.folder import Observed

_YEARS = (
    "First year of the runs: 1992 to 2014 with --observed and the data that the docs name; "
    "with --from any year after that of the base."
)


def command(
    year: Annotated[int, typer.Argument(metavar="YEAR", help=_YEARS)],
    observed: Annotated[
        Path | None,
        typer.Option("--observed", metavar="DIR", help="Folder of CSV files.", show_default=False),
    ] = None,
    earlier: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="BASE",
            help="Carry an earlier base forward by the model instead.",
            show_default=False,
        ),
    ] = None,
    runs: Annotated[int, typer.Option(min=20, help="Runs that carry a base forward.")] = 200,
    seed: Seed = 0,
    out: Annotated[
        Path | None,
        typer.Option(parser=to_place, metavar="FILE", help="Write it here; else it is printed."),
    ] = None,
) -> None:
    """Build the start values of a year: of 1992 the region's own, of others a base."""
    from sovsim.cli.errors import InputError
    from sovsim.cli.output import say
    from sovsim.disk.put import put

    if (observed is None) == (earlier is None):
        raise InputError(
            "name the data or an earlier base: sovsim base YEAR --observed DIR, or --from BASE"
        )
    if observed is not None:
        from sovsim.bases.make import made
        from sovsim.observed.folder import read_folder

        folder = read_folder(observed)
        text, notes = made(year, folder), _notes(folder)
    else:
        from sovsim.bases.carry import carried

        text, notes = carried(year, str(earlier), runs, seed), []
    if out is None:
        say(text.rstrip())
    else:
        put(out, text)
        say(f"{out}: start values of {year}Q1")
        for note in notes:
            say(note)


def _notes(folder: Observed) -> list[str]:
    """Return what of a folder could not be used."""
    from sovsim.bases.declared import columns

    links = columns()
    linked = dict.fromkeys(name for link in links.column.values() for name in link.series)
    lacking = [name for name in linked if name not in folder.series]
    notes = [f"assumed for want of a series: {', '.join(lacking)}"] if lacking else []
    if folder.damage:
        faults = count(len(folder.damage), "fault")
        notes.append(f"{faults} in the folder; `sovsim observed {folder.folder}` names them")
    return notes
