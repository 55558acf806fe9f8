"""Reads one experiment file; every fault is a `ScenarioError` with file, line and key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sovsim.documents.errors import Origin, Problem, ScenarioError, nearest
from sovsim.experiment.schema import TABLES, File
from sovsim.scenario import read as scenario_files


def read(path: Path, label: str) -> tuple[File, Origin]:
    """Return a file in the shape of `sovsim.experiment.schema`, with its place for errors.

    Raises:
        ScenarioError: it cannot be read, is no TOML, or has not the shape.
    """
    text = scenario_files._text(path, label)
    if not text.strip():
        raise ScenarioError(f"{label}: the file is empty")
    origin = Origin(label, text)
    data = scenario_files._toml(text, label)
    try:
        scenario_files._check_depth(data)
        return File.model_validate(data), origin
    except Problem as problem:
        raise origin.error(problem) from None
    except ValidationError as error:
        raise origin.error(_problem(error)) from None


def _problem(error: ValidationError) -> Problem:
    """Return the first of pydantic's complaints in our words."""
    first: Any = error.errors(include_url=False)[0]
    path = tuple(part for part in first["loc"] if part not in ("Range", "literal['declared']"))
    kind, found = first["type"], first["input"]
    if kind == "extra_forbidden":
        return _unknown_key(path)
    if kind == "missing":
        table = _table(path)
        return Problem(path, f"is missing from {f'[{table}]' if table else 'the file'}")
    if kind == "value_error":
        return Problem(path, str(first["ctx"]["error"]), found=found)
    if kind == "literal_error":
        return Problem(path, "is not allowed", allowed=first["ctx"]["expected"], found=found)
    if kind == "string_pattern_mismatch":
        wrong = "must be letters, digits, hyphens and underscores"
        return Problem(path, wrong, found=found)
    if kind in ("greater_than", "less_than"):
        bound = first["ctx"]["gt" if kind == "greater_than" else "lt"]
        word = "above" if kind == "greater_than" else "below"
        return Problem(path, f"must be {word} {bound:g}", found=found)
    if kind == "too_short":
        return Problem(path, "must not be empty")
    return Problem(path, scenario_files._in_words(kind, first), found=found)


def _table(path: tuple[str | int, ...]) -> str:
    """Return the table in which a key stands, as it is written in brackets."""
    return ".".join(str(part) for part in path[:-1] if isinstance(part, str))


def _unknown_key(path: tuple[str | int, ...]) -> Problem:
    table, name = _table(path), str(path[-1])
    model = TABLES.get(table)
    fields = {} if model is None else model.model_fields
    known = [field.alias or key for key, field in fields.items()]
    return Problem(
        path,
        f"is unknown in [{table}]" if table else "is an unknown table",
        allowed=", ".join(known),
        near=nearest(name, known),
    )
