"""Refusals, and how they show what was asked: to the letter as a page's own script does."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NoReturn, TypeVar

MISSING = object()
"""Stands for a part of a request that is not there."""

_LONGEST = 60
_FEW = 12

Held = TypeVar("Held")


class Refused(Exception):
    """A request that cannot be answered; nothing has changed.

    Attributes:
        kind: a word for programs, such as ``bad-seed``.
        message: what is wrong, in words.
    """

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message


def refuse(kind: str, message: str) -> NoReturn:
    """Raise `Refused`."""
    raise Refused(kind, message)


def shown(value: Any) -> str:
    """Return a value as JSON, at bearable length."""
    text = "undefined" if value is MISSING else _json(value, _LONGEST)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def _json(value: Any, depth: int) -> str:
    """Return a value as JSON without spaces; what lies deeper than is shown is left out."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, int | float):
        return number(value) if math.isfinite(value) else "null"
    if depth == 0:
        return ""
    if isinstance(value, Mapping):
        inner = (
            f"{json.dumps(key, ensure_ascii=False)}:{_json(one, depth - 1)}"
            for key, one in value.items()
        )
        return f"{{{','.join(inner)}}}"
    return f"[{','.join(_json(one, depth - 1) for one in value)}]"


def number(value: float) -> str:
    """Return a number in the digits in which JavaScript writes it."""
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if abs(value) >= 1e21 or 0 < abs(value) < 1e-6:
        digits, _, power = f"{Decimal(repr(float(value))).normalize():e}".partition("e")
        return f"{digits}e{int(power):+d}"
    if float(value).is_integer():
        return str(int(value))
    return f"{Decimal(repr(value)):f}"


def few(names: Iterable[str]) -> str:
    """Return some names, the first dozen of them."""
    listed = list(names)
    return ", ".join([*listed[:_FEW], "..."] if len(listed) > _FEW else listed)


def named(what: str, table: Mapping[str, Held], name: Any, kind: str) -> Held:
    """Return what stands in a table under a name.

    Raises:
        Refused: there is no such name; the message lists some that there are.
    """
    if isinstance(name, str) and name in table:
        return table[name]
    refuse(kind, f"there is no {what} {shown(name)}; known: {few(table)}")


def whole(name: str, value: Any, most: int, kind: str) -> int:
    """Return a whole number from 0 to a largest one.

    Raises:
        Refused: it is none.
    """
    plain = isinstance(value, int | float) and not isinstance(value, bool)
    if plain and math.isfinite(value) and value == int(value) and 0 <= value <= most:
        return int(value)
    refuse(kind, f"{name} = {shown(value)} is no whole number from 0 to {most}")


def or_else(request: Mapping[str, Any], name: str, usual: Any) -> Any:
    """Return a part of a request, or what is usual where it is left out or null."""
    value = request.get(name)
    return usual if value is None else value
