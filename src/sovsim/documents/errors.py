"""Errors of scenario files: one to three lines that say where, what, and what would be right."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sovsim.documents import lines
from sovsim.documents.lines import Key

_LONGEST = 60
_MOST_NAMES = 12


class ScenarioError(ValueError):
    """A scenario file, or a setting, that cannot be used; the message has at most three lines."""


class Problem(Exception):
    """Something wrong with a key, before file and line are known.

    Args:
        path: keys and list positions that lead to the value.
        wrong: what is wrong with it, as the end of the sentence "key 'x' = value ...".
        allowed: what would be right.
        near: nearest known name, or an empty text.
        found: the value; left out of the message where it is absent.
    """

    def __init__(
        self, path: Key, wrong: str, *, allowed: str = "", near: str = "", found: Any = ...
    ) -> None:
        super().__init__(wrong)
        self.path = path
        self.wrong = wrong
        self.allowed = allowed
        self.near = near
        self.found = found

    def text(self) -> str:
        """Return the message without its place."""
        name = ".".join(str(part) for part in self.path if isinstance(part, str))
        value = "" if self.found is ... else f" = {shown(self.found)}"
        head = f"key '{clipped(name)}'{value} {self.wrong}" if name else self.wrong
        allowed = [f"  allowed: {self.allowed}"] if self.allowed else []
        near = [f"  did you mean '{self.near}'?"] if self.near else []
        return "\n".join([head, *allowed, *near])


@dataclass(frozen=True)
class Origin:
    """Where a document came from, so that a problem can name its place.

    Attributes:
        label: path of the file as the reader wrote it, or the setting ``--set KEY=VALUE``.
        text: contents of the file; None for settings, which have no lines.
    """

    label: str
    text: str | None = None

    def error(self, problem: Problem) -> ScenarioError:
        """Return the error with file and line."""
        if self.text is None:
            return ScenarioError(f"{self.label}: {problem.text()}")
        path, note = problem.path, ""
        inherits = lines.has_key(self.text, ("scenario", "extends"))
        if inherits and path and path[0] != "scenario" and not lines.has_key(self.text, path):
            path, note = ("scenario", "extends"), " (inherited)"
        where = f"{self.label}:{lines.line_of(self.text, path)}"
        return ScenarioError(f"{where}: {problem.text()}{note}")


def clipped(text: str) -> str:
    """Return a text in one line and at bearable length."""
    plain = "".join(letter if letter.isprintable() else "?" for letter in text)
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 3]}..."


def shown(value: Any) -> str:
    """Return a value as it might stand in a file."""
    if isinstance(value, str):
        return f"'{clipped(value)}'"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, tuple):
        value = list(value)
    return clipped(str(value))


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name that is most like a wrong one, or an empty text."""
    lowered = {entry.lower(): entry for entry in known}
    near = difflib.get_close_matches(name[:100].lower(), lowered, n=1, cutoff=0.5)
    return lowered[near[0]] if near else ""


def listed(known: Iterable[str]) -> str:
    """Return names as a list for a message, cut where it grows long."""
    names = list(known)
    more = f", ... ({len(names)} in all)" if len(names) > _MOST_NAMES else ""
    return ", ".join(names[:_MOST_NAMES]) + more


def unknown(path: Key, what: str, name: str, known: Iterable[str], found: Any = ...) -> Problem:
    """Return the problem of a name that does not exist."""
    names = list(known)
    return Problem(
        path,
        f"names no {what}" if found is ... else f"is no {what}",
        allowed=listed(names),
        near=nearest(name, names),
        found=found,
    )
