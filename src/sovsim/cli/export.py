"""``sovsim export``: the classroom in one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sovsim.cli.options import Language, to_place


def command(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME…", help="Scenarios or lessons, shipped or files.", show_default=False
        ),
    ],
    out: Annotated[
        Path,
        typer.Option("--out", "-o", parser=to_place, metavar="FILE.html", help="File to write."),
    ],
    language: Language = "en",
    without_teacher: Annotated[
        bool,
        typer.Option(
            "--without-teacher",
            help="Leave out the teacher's part of lessons and the answers that are expected.",
        ),
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it exists.")] = False,
) -> None:
    """Write scenarios and lessons as one page that runs the model in a browser, offline.

    Whoever has the page can open the teacher's part of its lessons: --without-teacher makes one
    for students, in which it is not.
    """
    from sovsim.app.content import content
    from sovsim.app.page.chosen import chosen
    from sovsim.app.page.file import file
    from sovsim.brief import count
    from sovsim.cli.errors import InputError
    from sovsim.cli.output import paragraph
    from sovsim.disk.put import put

    if out.suffix.lower() not in (".html", ".htm"):
        raise InputError(f"{out}: a page's file ends in .html")
    if out.exists() and not (force and out.is_file()):
        raise InputError(f"{out}: exists already; --force replaces a file")
    held = chosen(names)
    told = content(held.scenarios, held.lesson_tables(teacher=not without_teacher), language)
    page = file(held.scenarios, told, held.title)
    put(out, page)
    size = len(page.encode()) / 1e6
    scenarios, lessons = count(len(held.scenarios), "scenario"), count(len(held.lessons), "lesson")
    without = " without the teacher's part" if without_teacher and held.lessons else ""
    paragraph(
        f"{out}: {scenarios} and {lessons}{without}, {size:.1f} MB. It needs no network: open it "
        "in a browser, or hand it on."
    )
