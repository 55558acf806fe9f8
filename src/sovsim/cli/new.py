"""``sovsim new``: a commented file to start from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from sovsim.cli.errors import InputError
from sovsim.cli.options import to_place

NAME = "NAME"
"""Stands in a template for the name of the new file."""


@dataclass(frozen=True)
class Template:
    """A kind of file that can be begun.

    Attributes:
        file: its name among the templates of the package.
        next: commands to go on with; ``FILE`` and ``NAME`` stand for those of the new file.
    """

    file: str
    next: tuple[str, ...]


TEMPLATES: dict[str, Template] = {
    "scenario": Template("scenario.toml", ("sovsim check FILE", "sovsim run FILE")),
    "experiment": Template(
        "experiment.toml", ("sovsim check FILE", "sovsim experiment FILE --out results/NAME")
    ),
    "options": Template(
        "options.toml", ("sovsim check FILE", "sovsim options FILE --out results/NAME")
    ),
    "lesson": Template(
        "lesson.toml", ("sovsim check FILE", "sovsim lesson FILE --expected", "sovsim lesson FILE")
    ),
    "region": Template("region.toml", ("sovsim check FILE",)),
}
"""What can be begun; a further kind needs a template and a line here."""

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def command(
    kind: Annotated[
        str,
        typer.Argument(metavar="KIND", help=f"One of: {', '.join(TEMPLATES)}.", show_default=False),
    ],
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", help="Small letters, digits and hyphens.", show_default=False
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(parser=to_place, metavar="FILE", help="File to write; NAME.toml by default."),
    ] = None,
) -> None:
    """Write a commented file to start from: it is right as it is, and its comments teach it."""
    from sovsim.cli.output import say
    from sovsim.disk.put import put

    template = TEMPLATES.get(kind) or _unknown(kind)
    name = name.removesuffix(".toml")
    if not _NAME.fullmatch(name) or len(name) > 80:
        raise InputError(
            f"NAME '{name[:80]}': must be small letters and digits, with single hyphens between"
        )
    target = out or Path(f"{name}.toml")
    if target.is_dir():
        target = target / f"{name}.toml"
    if target.exists():
        raise InputError(f"{target}: is there already, and is not overwritten; name another --out")
    put(target, begun(kind, name))
    say(f"{target}: a file of kind '{kind}' to start from; its comments say what to change")
    for line in template.next:
        say(f"  {line.replace('FILE', str(target)).replace(NAME, name)}")


def begun(kind: str, name: str) -> str:
    """Return the text of a new file."""
    from importlib import resources

    folder = resources.files("sovsim").joinpath("data").joinpath("templates")
    text = folder.joinpath(TEMPLATES[kind].file).read_text(encoding="utf-8")
    return text.replace(NAME, name)


def _unknown(kind: str) -> Template:
    from sovsim.documents.nearest import did_you_mean
    from sovsim.documents.text import clipped

    raise InputError(
        f"there is no kind '{clipped(kind)}'{did_you_mean(kind, TEMPLATES)}\n"
        f"  allowed: {', '.join(TEMPLATES)}"
    )
