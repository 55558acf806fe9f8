"""Names of parameters for readers."""

from __future__ import annotations

import re

from sovsim.parameters import registry

_DOTTED = re.compile(r"\b[a-z]\w*\.[a-z]\w*\b(:?)")


def parameter_words(name: object) -> str:
    """Return a parameter's name as words: ``norms: slowness``."""
    group, _, key = str(name).partition(".")
    return ": ".join(part.replace("_", " ") for part in (group, key) if part)


def in_words(text: str) -> str:
    """Return a text with the parameters that it names in words; a colon after one is a comma."""

    def told(found: re.Match[str]) -> str:
        name = found.group().removesuffix(":")
        if name not in registry():
            return found.group()
        return parameter_words(name) + ("," if found.group(1) else "")

    return _DOTTED.sub(told, text)
