"""What the pages of the front end say, by language: a file each, with the same keys in all."""

from __future__ import annotations

import json
from importlib import resources

USUAL = "en"


def languages() -> tuple[str, ...]:
    """Return the languages that the pages speak, English first."""
    folder = resources.files("sovsim.app").joinpath("front", "texts")
    found = sorted(
        one.name.removesuffix(".json") for one in folder.iterdir() if one.name.endswith(".json")
    )
    return (USUAL, *(one for one in found if one != USUAL))


def texts(language: str = USUAL) -> dict[str, str]:
    """Return what the pages say in a language: key -> text, with ``{names}`` to be filled in.

    Args:
        language: one of `languages`.
    """
    file = resources.files("sovsim.app").joinpath("front", "texts", f"{language}.json")
    found: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return found
