"""The files of the front end, read from the package."""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable

STYLES = (
    "tokens",
    "base",
    "header",
    "pictures",
    "explore",
    "play",
    "lessons",
    "concepts",
    "classroom",
    "stacked",
    "about",
    "print",
)
"""Styles, in the order in which later ones go before earlier ones."""

ENTRY = "main.js"
WORKER = "model/worker.js"


def front() -> Traversable:
    """Return the folder of the front end."""
    return resources.files("sovsim.app").joinpath("front")


def modules() -> dict[str, str]:
    """Return the source of every module, by its path below ``js/``."""
    return dict(sorted(_sources(front().joinpath("js"), "")))


def styles() -> str:
    """Return all styles as one."""
    return "\n".join(style(name) for name in STYLES)


def style(name: str) -> str:
    """Return one style."""
    return front().joinpath("css", f"{name}.css").read_text(encoding="utf-8")


def _sources(folder: Traversable, before: str) -> list[tuple[str, str]]:
    found = []
    for one in folder.iterdir():
        if one.is_dir():
            found += _sources(one, f"{before}{one.name}/")
        elif one.name.endswith(".js"):
            found.append((f"{before}{one.name}", one.read_text(encoding="utf-8")))
    return found
