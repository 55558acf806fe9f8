"""``sovsim cite``: what a paper says of the software, or of a run."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sovsim.cli.options import AsJson


class Form(StrEnum):
    """How a reference is written."""

    TEXT = "text"
    APA = "apa"
    BIBTEX = "bibtex"


def command(
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FOLDER]",
            help="Folder of a run, an ensemble, an experiment, a comparison or options; "
            "the software alone by default.",
            show_default=False,
        ),
    ] = None,
    form: Annotated[
        Form, typer.Option("--format", help="text: a methods paragraph and both references.")
    ] = Form.TEXT,
    as_json: AsJson = False,
) -> None:
    """Write a methods paragraph with versions, seed and hashes, and the reference."""
    from sovsim.cite import methods, software
    from sovsim.cli.output import heading, paragraph, print_json, say

    used = software()
    if as_json:
        references = {"apa": used.apa(), "bibtex": used.bibtex()}
        print_json({"methods": methods(folder), "software": vars(used), **references})
    elif form is Form.APA:
        paragraph(used.apa())
    elif form is Form.BIBTEX:
        say(used.bibtex())
    else:
        told = methods(folder)
        heading("Methods")
        paragraph(told)
        print()
        heading("Reference")
        paragraph(used.apa())
        print()
        say(used.bibtex())
