"""``sovsim base``: what a year starts from, built from observed data and dated assumptions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sovsim.cli.options import Seed, to_place


def command(
    year: Annotated[int, typer.Argument(metavar="YEAR", help="First year of the runs.")],
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

        text = made(year, read_folder(observed))
    else:
        from sovsim.bases.carry import carried

        text = carried(year, str(earlier), runs, seed)
    if out is None:
        say(text.rstrip())
    else:
        put(out, text)
        say(f"{out}: start values of {year}Q1")
