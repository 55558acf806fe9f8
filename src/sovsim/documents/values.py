"""The types of single values in documents, with messages a reader can act on."""

from __future__ import annotations

import math
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator, WithJsonSchema

from sovsim import quarters
from sovsim.citation import LINKS, cited
from sovsim.documents.nearest import did_you_mean
from sovsim.documents.numbers import as_written
from sovsim.documents.text import listed

_LONGEST_TEXT = 4000


class Closed(BaseModel):
    """A table of a document: no unknown keys, no silent conversions."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


class Range(Closed):
    """A value drawn per run, evenly between two bounds."""

    low: float
    high: float


def _quarter(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("must be a quarter in quotes, like 2013Q4")
    try:
        quarters.parse(value)
    except ValueError:
        raise ValueError("is no quarter; write it like 2013Q4") from None
    return value


def _names(value: Any) -> tuple[str, ...]:
    given = [value] if isinstance(value, str) else value
    if isinstance(given, tuple):
        given = list(given)
    if not isinstance(given, list) or not all(isinstance(name, str) for name in given):
        raise ValueError("must be a name in quotes or a list of names")
    if len(set(given)) != len(given):
        raise ValueError("names the same twice")
    return tuple(given)


def _somebody(value: Any) -> tuple[str, ...]:
    names = _names(value)
    if not names:
        raise ValueError("must not be an empty list")
    return names


def _list_of_text(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(text, str) for text in value):
        raise ValueError("must be a list of texts in quotes")
    if len(set(value)) != len(value):
        raise ValueError("holds the same entry twice")
    if any(len(text) > _LONGEST_TEXT for text in value):
        raise ValueError(f"must have at most {_LONGEST_TEXT} letters in each entry")
    return tuple(value)


def _citations(value: Any) -> tuple[str, ...]:
    texts = _list_of_text(value)
    for text in texts:
        link = text.partition(":")[2]
        if ":" in text and link not in LINKS:
            near = did_you_mean(link, LINKS)
            raise ValueError(f"has '{text}'; a link is one of {listed(LINKS)}{near}")
    return cited(texts)


def is_range(value: Any) -> bool:
    """Return whether a value of a file is meant as ``{ low = ..., high = ... }``."""
    return isinstance(value, dict) and bool(value) and set(value) <= {"low", "high"}


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        meant = as_written(value.strip()) if isinstance(value, str) else None
        hint = "" if meant is None else f", without quotes, a comma or a sign: {meant!r}"
        raise ValueError(f"must be a number{hint}")
    try:
        number = float(value)
    except OverflowError:
        raise ValueError("is too large") from None
    if not math.isfinite(number):
        raise ValueError("must be a finite number")
    return number


def _number_or_range(value: Any) -> float | Range:
    if isinstance(value, Range):
        return value
    if not isinstance(value, dict):
        return _number(value)
    if set(value) != {"low", "high"}:
        raise ValueError("must be a number or { low = ..., high = ... }")
    drawn = Range(low=_number(value["low"]), high=_number(value["high"]))
    if drawn.low > drawn.high:
        raise ValueError("has low above high")
    return drawn


def _number_or_name(value: Any) -> float | str:
    return value if isinstance(value, str) else _number(value)


_RANGE_SCHEMA = {
    "type": "object",
    "properties": {"low": {"type": "number"}, "high": {"type": "number"}},
    "required": ["low", "high"],
    "additionalProperties": False,
}

Quarter = Annotated[
    str,
    PlainValidator(_quarter),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}Q[1-4]$"}),
]
"""A quarter, written like ``2013Q4``."""

_NAMES_SCHEMA = WithJsonSchema(
    {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
)

Names = Annotated[tuple[str, ...], PlainValidator(_somebody), _NAMES_SCHEMA]
"""A name, or a list of names without repetition; not empty."""

Chosen = Annotated[tuple[str, ...], PlainValidator(_names), _NAMES_SCHEMA]
"""A name, or a list of names without repetition that may be empty."""

Texts = Annotated[
    tuple[str, ...],
    PlainValidator(_list_of_text),
    WithJsonSchema({"type": "array", "items": {"type": "string"}, "uniqueItems": True}),
]
"""A list of texts without repetition."""

Citations = Annotated[
    tuple[str, ...],
    PlainValidator(_citations),
    WithJsonSchema(
        {
            "type": "array",
            "items": {"type": "string", "pattern": "^[a-z0-9-]+(:(states|sign|topic))?$"},
            "uniqueItems": True,
        }
    ),
]
"""Ids of claims, each with how it supports the place: ``id:states``, ``id:sign``, ``id:topic``."""

Number = Annotated[float, PlainValidator(_number), WithJsonSchema({"type": "number"})]
"""A finite number."""

NumberOrRange = Annotated[
    float | Range,
    PlainValidator(_number_or_range),
    WithJsonSchema({"anyOf": [{"type": "number"}, _RANGE_SCHEMA]}),
]
"""A finite number, or bounds between which each run draws its own."""

NumberOrName = Annotated[
    float | str,
    PlainValidator(_number_or_name),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string"}]}),
]
"""A finite number, or the name of a code such as ``frozen``."""


def _line(value: str) -> str:
    if "\n" in value or "\t" in value:
        raise ValueError("must be one line, without tabs")
    if not value.strip():
        raise ValueError("must not be blank")
    return value


Line = Annotated[str, Field(min_length=1, max_length=300), AfterValidator(_line)]
"""One line of text, not blank: a title, a sentence, a source."""

Name = Annotated[str, Field(min_length=1, max_length=60), AfterValidator(_line)]
"""The name of somebody or something, short enough for tables and figures."""

Text = Annotated[str, Field(min_length=1, max_length=4000)]
"""Plain text, not empty."""

Prose = Annotated[str, Field(max_length=20_000)]
"""Text of several lines; may be empty."""

Duration = Annotated[int, Field(ge=1, le=400)]
"""Quarters, at least one."""
