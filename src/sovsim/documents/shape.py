"""Plain data in the shape of a pydantic model, with every complaint in words."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from sovsim.documents.errors import Origin, Problem, Problems
from sovsim.documents.lines import Key
from sovsim.documents.text import listed, one_line
from sovsim.documents.toml import check_depth, check_letters

Model = TypeVar("Model", bound=BaseModel)

_MOST = 2000
"""Complaints that are kept of one document."""

_TAGS = ("function-", "literal[", "constrained-", "nullable")
_WORDS = {
    "string_type": "must be text in quotes",
    "bool_type": "must be true or false",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "finite_number": "must be a finite number",
    "dict_type": "must be a table",
    "model_type": "must be a table",
    "string_too_short": "must not be empty",
    "too_short": "must not be empty",
    "literal_error": "is not allowed",
    "string_too_long": "must have at most {max_length} letters",
    "too_long": "must have at most {max_length} entries",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "greater_than": "must be above {gt:g}",
    "less_than": "must be below {lt:g}",
}


def shaped(data: Any, origin: Origin, model: type[Model], *, letters: bool = True) -> Model:
    """Return plain data as a checked model.

    Args:
        data: tables, as TOML or JSON gives them.
        origin: where they came from, for errors.
        model: the shape.
        letters: whether control characters are looked for; a reader of files has done it.

    Raises:
        DocumentError: naming every key that is wrong.
    """
    try:
        if not isinstance(data, dict):
            raise Problem((), "must be a table", found=data)
        if letters:
            check_letters(data, origin)
        check_depth(data)
        return model.model_validate(data)
    except Problem as problem:
        raise origin.error(problem) from None
    except ValidationError as error:
        raise origin.error(Problems(_problems(error, model))) from None


def _problems(error: ValidationError, model: type[BaseModel]) -> list[Problem]:
    """Return pydantic's complaints in our words; what is missing and mistyped is told once."""
    details: list[Any] = error.errors(include_url=False)[:_MOST]
    found: dict[tuple[Key, str], Problem] = {}
    meant: set[Key] = set()
    for entry in details:
        path = tuple(part for part in entry["loc"] if not _is_tag(part))
        problem = _problem(entry, path, model)
        found.setdefault((path, entry["type"]), problem)
        if entry["type"] == "extra_forbidden" and len(meant) < 200:
            meant.add((*path[:-1], problem.meant()))
    return [
        problem for (path, kind), problem in found.items() if kind != "missing" or path not in meant
    ]


def _is_tag(part: str | int) -> bool:
    """Return whether a part of pydantic's path names an alternative of a type, not a key."""
    return isinstance(part, str) and part.startswith(_TAGS)


def _problem(details: Any, path: Key, model: type[BaseModel]) -> Problem:
    kind, found = details["type"], details["input"]
    context = details.get("ctx", {})
    table = ".".join(str(part) for part in path[:-1] if isinstance(part, str))
    if kind == "extra_forbidden":
        known = keys_of(_model_at(model, path[:-1]))
        wrong = f"is unknown in [{table}]" if table else "is an unknown table"
        if not table and not isinstance(found, dict | list):
            home = next((k for k in known if path[-1] in keys_of(_model_at(model, (k,)))), None)
            if home is not None:
                return Problem(path, f"stands before any table; it belongs into [{home}]")
        return Problem(path, wrong, allowed=listed(known), known=known, name=str(path[-1]))
    if kind == "missing":
        return Problem(path, f"is missing from {f'[{table}]' if table else 'the file'}")
    if kind == "value_error":
        return Problem(path, str(context["error"]), **_value(found))
    if kind == "literal_error":
        allowed = str(context["expected"])
        known = _choices(allowed)
        return Problem(path, "is not allowed", allowed=allowed, known=known, found=found)
    if kind in ("list_type", "tuple_type"):
        tables = isinstance(found, dict)
        wrong = "must be a list of tables, written with [[...]]" if tables else "must be a list"
        return Problem(path, wrong, found=found)
    if kind == "string_pattern_mismatch":
        return Problem(path, _pattern(str(context.get("pattern", ""))), found=found)
    words = _WORDS.get(kind)
    if words is None:
        message = one_line(str(details["msg"]))
        return Problem(path, message[:1].lower() + message[1:], found=found)
    return Problem(path, words.format(**context), found=found)


def _value(found: Any) -> dict[str, Any]:
    """Return the value found as an argument; a table is known by its key."""
    return {} if isinstance(found, dict | BaseModel) else {"found": found}


def _choices(expected: str) -> list[str]:
    return [word.strip("'") for word in expected.replace(" or ", ", ").split(", ")]


_PATTERNS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "must be lower-case words joined by hyphens",
    r"^[A-Za-z0-9][A-Za-z0-9_-]*$": "must be letters, digits, hyphens and underscores",
    r"^[A-Z][A-Z0-9]{1,7}$": "must be a code of 2 to 8 capital letters and digits, like KAZ",
    r"^[a-z][a-z0-9_]*$": "must be a lower-case word, with digits and underscores",
    r"^\d{4}-\d{2}-\d{2}$": "must be a date in quotes, like 2026-01-31",
}


def _pattern(pattern: str) -> str:
    return _PATTERNS.get(pattern, "is not written as it must be")


def keys_of(model: type[BaseModel] | None) -> list[str]:
    """Return the keys of a table as a file writes them."""
    fields = {} if model is None else model.model_fields
    return [field.alias or name for name, field in fields.items()]


def _model_at(model: type[BaseModel], path: Key) -> type[BaseModel] | None:
    """Return the model of the table at a path, or None where it is not a closed table."""
    kind: Any = model
    for part in path:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            fields = {field.alias or name: field for name, field in kind.model_fields.items()}
            kind = _plain(fields[str(part)].annotation) if str(part) in fields else None
        else:
            inner = typing.get_args(kind)
            kind = _plain(inner[-1 if _is_mapping(kind) else 0]) if inner else None
    return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None


def _is_mapping(kind: Any) -> bool:
    origin = typing.get_origin(kind)
    return isinstance(origin, type) and issubclass(origin, Mapping)


def _plain(kind: Any) -> Any:
    """Return a type without annotations and without None."""
    while typing.get_origin(kind) is typing.Annotated:
        kind = typing.get_args(kind)[0]
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        rest = [inner for inner in typing.get_args(kind) if inner is not type(None)]
        return _plain(rest[0]) if rest else None
    return kind
