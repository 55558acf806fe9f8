"""``sovsim odd``: the description of the model, generated from its code."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sovsim.cli.options import to_place


def command(
    out: Annotated[
        Path | None,
        typer.Option(parser=to_place, metavar="FILE", help="File to write instead of the screen."),
    ] = None,
) -> None:
    """Print the model description (ODD+D), generated from the code."""
    from sovsim.odd import odd_text

    text = odd_text()
    if out is None:
        print(text)
    else:
        from sovsim.disk.put import put

        put(out, text)
        print(out)
