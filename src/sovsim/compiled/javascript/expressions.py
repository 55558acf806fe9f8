"""Operations of a program as expressions of JavaScript, with the same bits as anywhere else.

JavaScript's arithmetic on numbers is that of IEEE in 64 bits, unfused. ``Math.max`` and
``Math.min`` are not used, as they order zeros, nor are ``Math.exp`` and ``Math.log``, whose bits
are open.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

BINARY = {
    "add": ("+", 13),
    "subtract": ("-", 13),
    "multiply": ("*", 14),
    "divide": ("/", 14),
    "less": ("<", 11),
    "less_equal": ("<=", 11),
    "greater": (">", 11),
    "greater_equal": (">=", 11),
    "equal": ("==", 10),
    "not_equal": ("!=", 10),
    "and": ("&", 9),
    "xor": ("^", 8),
    "or": ("|", 7),
}
"""Operation -> sign and how tightly it binds."""

CALLS = {
    "minimum": "mn",
    "maximum": "mx",
    "fmin": "fn",
    "fmax": "fx",
    "absolute": "ab",
    "floor": "fl",
    "truncate": "tr",
    "root": "rt",
    "exponential": "exponential",
    "logarithm": "logarithm",
    "logistic": "logistic",
    "quantile": "quantile",
}
"""Operation -> function of the run-time."""

PREFIX = {"negative": "-", "not": "!", "number": "+"}

_ATOM, _UNARY, _ASKED = 20, 16, 3


@dataclass(frozen=True)
class Text:
    """A piece of JavaScript and how tightly it binds."""

    text: str
    binds: int = _ATOM

    def within(self, binds: int) -> str:
        """Return the text for a place that binds so tightly, in brackets where it must be."""
        return self.text if self.binds >= binds else f"({self.text})"


def number(value: float | bool) -> Text:
    """Return a number, or 1 and 0 for truth values."""
    value = float(value)
    if math.isnan(value):
        return Text("NaN")
    if math.isinf(value):
        return Text("Infinity") if value > 0 else Text("-Infinity", _UNARY)
    text = repr(value)
    text = text.removesuffix(".0") if "e" not in text else text
    text = text.replace("0.", ".", 1) if text.lstrip("-").startswith("0.") else text
    return Text(text, _UNARY if text.startswith("-") else _ATOM)


def expression(operation: str, given: list[Text]) -> Text:
    """Return an operation on other expressions.

    Args:
        operation: one that works on each unit alone.
        given: what it works on.
    """
    if operation in BINARY:
        sign, binds = BINARY[operation]
        left, right = given[0].within(binds), given[1].within(binds + 1)
        gap = " " if right[0] == sign and sign in "+-" else ""
        return Text(f"{left}{sign}{gap}{right}", binds)
    if operation in CALLS:
        return Text(f"{CALLS[operation]}({','.join(one.text for one in given)})")
    if operation in PREFIX:
        sign, inner = PREFIX[operation], given[0].within(_UNARY)
        gap = " " if inner[0] == sign and sign in "+-" else ""
        return Text(f"{sign}{gap}{inner}", _UNARY)
    if operation == "where":
        asked, first, second = given
        return Text(
            f"{asked.within(_ASKED + 1)}?{first.within(_ASKED)}:{second.within(_ASKED)}", _ASKED
        )
    raise ValueError(f"JavaScript has no operation '{operation}'")
