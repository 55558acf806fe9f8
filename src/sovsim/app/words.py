"""What the pages of the front end say, by language: a file each, with the same keys in all.

A translation is such a file: ``front/texts/de.json``. What stands there under ``name.CODE`` is how
the language calls a state, a body or land of the shipped region.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources

USUAL = "en"

_NAME = "name."


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
    return {key: said for key, said in _file(language).items() if not key.startswith(_NAME)}


def names(language: str) -> dict[str, str]:
    """Return how a language calls what has an English name: that name -> its own.

    A region that calls a code otherwise than the shipped one keeps its own name for it.

    Args:
        language: one of `languages`.
    """
    own = _file(language)
    return {
        called: own[key]
        for key, called in _file(USUAL).items()
        if key.startswith(_NAME) and own[key] != called
    }


@cache
def _file(language: str) -> dict[str, str]:
    file = resources.files("sovsim.app").joinpath("front", "texts", f"{language}.json")
    found: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return found
