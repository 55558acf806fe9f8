"""Reads one scenario file: bytes, text, TOML, shape. Every failure is a `ScenarioError`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sovsim.documents.errors import Origin, Problem, ScenarioError, nearest
from sovsim.scenario.schema import TABLES, File

LARGEST = 1 << 20
"""Bytes above which a file is taken for something else than a scenario."""

_DEEPEST = 12
_MOST_PARTS = 40
_PART = r"(?:[\w-]++|\"[^\"\n]*+\"|'[^'\n]*+')"
_LONG_KEY = re.compile(rf"(?<![\w-]){_PART}(?:[ \t]*+\.[ \t]*+{_PART}){{{_MOST_PARTS}}}")
"""Dotted keys of so many parts that reading them would take for ever."""

_AT_LINE = re.compile(r" \(at line (\d+), column \d+\)")


@dataclass(frozen=True)
class Document:
    """A file that has the right shape, with its place for error messages."""

    path: Path
    origin: Origin
    file: File

    @property
    def text(self) -> str:
        """Contents of the file."""
        return self.origin.text or ""


def read(path: Path, label: str) -> Document:
    """Return a file in the shape of `sovsim.scenario.schema`.

    Raises:
        ScenarioError: it cannot be read, is no TOML, or has not the shape.
    """
    text = _text(path, label)
    origin = Origin(label, text)
    if not text.strip():
        raise ScenarioError(f"{label}: the file is empty")
    long_key = _LONG_KEY.search(text)
    if long_key is not None:
        line = text.count("\n", 0, long_key.start()) + 1
        raise ScenarioError(f"{label}:{line}: a key of more than {_MOST_PARTS} parts")
    return Document(path, origin, shaped(_toml(text, label), origin))


def shaped(data: dict[str, Any], origin: Origin) -> File:
    """Return plain data as a checked `File`.

    Raises:
        ScenarioError: naming the first key that is wrong.
    """
    try:
        _check_depth(data)
        return File.model_validate(data)
    except Problem as problem:
        raise origin.error(problem) from None
    except ValidationError as error:
        raise origin.error(_problem(error, data)) from None


def _text(path: Path, label: str) -> str:
    try:
        if path.is_dir():
            raise ScenarioError(f"{label}: is a folder, not a scenario file")
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ScenarioError(f"{label}: cannot be read: {reason}") from None
    if len(content) > LARGEST:
        raise ScenarioError(f"{label}: larger than 1 MiB, which no scenario file is")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ScenarioError(f"{label}:{line}: is not UTF-8 text") from None
    return text.replace("\r\n", "\n")


def _toml(text: str, label: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        at = _AT_LINE.search(message)
        line = int(at[1]) if at else text.rstrip("\n").count("\n") + 1
        reason = _AT_LINE.sub("", message).replace(" (at end of document)", ", the file ends")
        raise ScenarioError(f"{label}:{line}: is no valid TOML: {_one_line(reason)}") from None
    except (ValueError, RecursionError, OverflowError) as error:
        deep = isinstance(error, RecursionError)
        reason = "nested too deep" if deep else "a number of too many digits"
        raise ScenarioError(f"{label}: is no valid TOML: {reason}") from None


def _one_line(text: str) -> str:
    return " ".join(text.split())[:200]


def _check_depth(data: dict[str, Any]) -> None:
    pending: list[tuple[Any, tuple[str | int, ...]]] = [(data, ())]
    while pending:
        value, path = pending.pop()
        if len(path) > _DEEPEST:
            raise Problem(path[:2], "is nested too deep")
        if isinstance(value, dict):
            pending.extend((entry, (*path, str(key))) for key, entry in value.items())
        elif isinstance(value, list):
            pending.extend((entry, (*path, number)) for number, entry in enumerate(value))


def _problem(error: ValidationError, data: dict[str, Any]) -> Problem:
    """Return the first of pydantic's complaints in our words."""
    first: Any = error.errors(include_url=False)[0]
    path = tuple(first["loc"])
    kind, found = first["type"], first["input"]
    if kind == "extra_forbidden":
        return _unknown_key(path)
    if kind == "missing":
        table = ".".join(str(part) for part in path[:-1] if isinstance(part, str))
        where = f"[{table}]" if table else "the file"
        return Problem(path, f"is missing from {where}")
    if kind == "value_error":
        return Problem(path, str(first["ctx"]["error"]), found=found)
    return Problem(path, _in_words(kind, first), found=found)


def _unknown_key(path: tuple[str | int, ...]) -> Problem:
    table = str(path[0]) if len(path) > 1 else ""
    known = _keys(table)
    name = str(path[-1])
    return Problem(
        path,
        f"is unknown in [{table}]" if table else "is an unknown table",
        allowed=", ".join(known),
        near=nearest(name, known),
    )


def _keys(table: str) -> list[str]:
    model = TABLES.get(table)
    if model is None:
        return []
    return [field.alias or name for name, field in model.model_fields.items()]


def _in_words(kind: str, details: Any) -> str:
    context = details.get("ctx", {})
    words = {
        "string_type": "must be text in quotes",
        "bool_type": "must be true or false",
        "int_type": "must be a whole number",
        "dict_type": "must be a table",
        "model_type": "must be a table",
        "list_type": "must be a list of tables, written with [[...]]",
        "string_too_short": "must not be empty",
        "string_too_long": f"must have at most {context.get('max_length')} letters",
        "too_long": f"must have at most {context.get('max_length')} entries",
        "string_pattern_mismatch": "must be lower-case words joined by hyphens",
        "greater_than_equal": f"must be at least {context.get('ge')}",
        "less_than_equal": f"must be at most {context.get('le')}",
    }
    message = str(details["msg"])
    return words.get(kind, message[:1].lower() + message[1:])
