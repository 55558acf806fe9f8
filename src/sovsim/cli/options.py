"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")]
RunPath = Annotated[Path, typer.Argument(metavar="RUN", help="Run folder.", show_default=False)]
ScenarioName = Annotated[
    str,
    typer.Argument(
        metavar="SCENARIO", help="Name of a shipped scenario, or a file.", show_default=False
    ),
]


def to_place(given: str) -> Path:
    """Return where to write; an empty name does not mean the folder one is in."""
    if not given.strip() or "\0" in given:
        raise typer.BadParameter(f"{given!r} names no place; '.' is the folder you are in")
    return Path(given)


def to_setting(given: str) -> str:
    """Return a setting; a value that reads as an end of its range is that end."""
    from sovsim.range_ends import at_an_end

    return at_an_end(given)


Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        parser=to_setting,
        metavar="KEY=VALUE",
        help="Change a parameter, start value, mechanism or the span; may be repeated.",
    ),
]
Seed = Annotated[int, typer.Option("--seed", min=0, max=2**53 - 1, help="Seed of the noise.")]

FigureFormat = Annotated[
    Literal["png", "svg", "both"],
    typer.Option("--format", help="What figures are written as."),
]


def formats_of(chosen: str) -> tuple[str, ...]:
    """Return the formats behind a choice."""
    return ("png", "svg") if chosen == "both" else (chosen,)


def to_language(given: str) -> str:
    """Return a language that the pages of the application speak."""
    from sovsim.app.words import languages
    from sovsim.documents.text import clipped, listed

    if given not in languages():
        raise typer.BadParameter(f"{clipped(given)}: the pages speak {listed(languages())}")
    return given


Language = Annotated[
    str,
    typer.Option(
        "--language",
        parser=to_language,
        metavar="CODE",
        help="What buttons and headings speak: en or de, German; claims and lessons stay English.",
    ),
]
