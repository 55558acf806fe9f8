"""Forms as text: symbols between operands, brackets where they are needed, lines of a width.

=====================  ==========================================
written                operation
=====================  ==========================================
``a if c else b``      ``where``
``[c]``                ``number``: 1 where c holds, else 0
``|a|``                ``absolute``
``normal draw X``      ``quantile`` of a draw
``x of the neighbour`` ``take``
=====================  ==========================================
"""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sovsim.compiled.forms import Form, Forms

WIDTH = 80
_INDENT = 2
_DEEPEST = 4
_FILLED = 0.4
"""A line is rather filled so far than broken at the best place."""

_SIGNS = {
    "or": ("or", 1),
    "xor": ("xor", 1),
    "and": ("and", 2),
    "less": ("<", 4),
    "less_equal": ("<=", 4),
    "greater": (">", 4),
    "greater_equal": (">=", 4),
    "equal": ("=", 4),
    "not_equal": ("!=", 4),
    "add": ("+", 5),
    "subtract": ("-", 5),
    "multiply": ("*", 6),
    "divide": ("/", 6),
}
_LOOSEST, _NOT, _SUM, _PRODUCT, _MINUS, _TIGHT = 0, 3, 5, 6, 7, 9
_CALLS = {
    "minimum": "min",
    "maximum": "max",
    "fmin": "min",
    "fmax": "max",
    "floor": "floor",
    "truncate": "whole part",
    "root": "root",
    "exponential": "exp",
    "logarithm": "log",
    "logistic": "logistic",
    "quantile": "normal quantile",
}


@dataclass(frozen=True)
class Piece:
    """A piece of text that may be folded between its parts.

    Attributes:
        parts: texts, and pieces within.
        level: how tightly it holds together; what is looser than its surroundings is bracketed.
    """

    parts: tuple[str | Piece, ...]
    level: int = _TIGHT

    def flat(self) -> str:
        """Return it in one line."""
        return "".join(part if isinstance(part, str) else part.flat() for part in self.parts)


def piece(forms: Forms, number: int, names: dict[int, str], top: bool = False) -> Piece:
    """Return a form as text.

    Args:
        names: forms that are told by a name; `top` has the form itself told in full.
    """
    if not top and number in names:
        return Piece((names[number],))
    form = forms.found[number]
    below = [piece(forms, one, names) for one in form.of]
    name = form.operation
    if name == "name":
        return Piece((form.word,), _MINUS if form.word.startswith("-") else _TIGHT)
    if name in _SIGNS:
        return _infix(form, below)
    if name == "negative":
        if below[0].level >= _PRODUCT and _begins_with_minus(below[0]):
            return _without_minus(below[0])
        held = _held(below[0], _PRODUCT)
        return Piece(("-", held), min(held.level, _MINUS))
    if name == "not":
        return Piece(("not ", _held(below[0], _NOT)), _NOT)
    if name == "where":
        truth, one = _held(below[0], 1), _held(below[1], 1)
        other = below[2]
        return Piece((one, " if ", truth, " else ", other), _LOOSEST)
    if name == "number":
        return Piece(("[", below[0], "]"))
    if name == "absolute":
        return Piece(("|", below[0], "|"))
    if name == "over":
        return Piece((f"{form.word} of ", _held(below[0], _TIGHT)), _SUM)
    if name == "at":
        code = below[1].flat()
        if code == form.word:
            return below[0]
        return Piece((_held(below[0], _TIGHT), f" at {code}"), _PRODUCT + 1)
    if name == "of":
        return Piece((_held(below[0], _TIGHT), f" of {form.word}"), _PRODUCT + 1)
    if name == "quantile" and below[0].flat().startswith("draw "):
        return Piece(("normal ", *below))
    if name in ("minimum", "maximum"):
        below = [part for one in below for part in _in_chain(one, f"{_CALLS[name]}(")]
        below.sort(key=lambda one: one.flat().lstrip("-")[:1].isdigit())
    inner = [part for one in below for part in (", ", one)][1:]
    return Piece((f"{_CALLS[name]}(", *inner, ")"))


def _infix(form: Form, below: Sequence[Piece]) -> Piece:
    sign, level = _SIGNS[form.operation]
    first, last = below
    if form.operation == "add" and _begins_with_minus(first) and not _begins_with_minus(last):
        first, last = last, first
    # Of equals only a chain of one kind goes without brackets, and only to the left.
    first = _held(first, level)
    if form.operation == "add" and _begins_with_minus(last):
        sign, last = "-", _without_minus(last)
    loose = form.operation in ("subtract", "divide") or sign == "-"
    last = _held(last, level + 1 if loose else level)
    return Piece((first, f" {sign} ", last), level)


def _in_chain(one: Piece, begun: str) -> list[Piece]:
    """Return what a call within a call of the same kind is of, else the piece itself."""
    if one.parts[0] != begun:
        return [one]
    return [part for part in one.parts if isinstance(part, Piece)]


def _begins_with_minus(one: Piece) -> bool:
    return one.level >= _PRODUCT and one.flat().startswith("-")


def _without_minus(one: Piece) -> Piece:
    first, *rest = one.parts
    if isinstance(first, Piece):
        return Piece((_without_minus(first), *rest), one.level)
    kept = first.removeprefix("-")
    level = _TIGHT if one.level == _MINUS else one.level
    return Piece((kept, *rest) if kept else tuple(rest), level)


def _held(one: Piece, level: int) -> Piece:
    return one if one.level >= level else Piece(("(", one, ")"))


def lines(head: str, body: Piece, indent: int = 0, width: int = WIDTH) -> Iterator[str]:
    """Yield ``head`` and a piece in lines of a width, folded where it holds together least."""
    begun, rest = " " * indent + head, _tokens(body, 0)
    if len(begun) > width // 2:
        *above, last = _words(begun, indent, width)
        yield from above
        begun = last if len(last) <= width // 2 else " " * (indent + _INDENT * 2)
        if begun != last:
            yield last
    while True:
        room = width - len(begun)
        if len(rest[0][0]) > room and begun.strip():
            yield begun.rstrip()
            begun = " " * (indent + _INDENT * 2)
            continue
        ends = list(itertools.accumulate(len(text) for text, _ in rest))
        if ends[-1] <= room or len(rest) == 1:
            yield begun + "".join(text for text, _ in rest)
            return
        fitting = [at for at in range(1, len(rest)) if ends[at - 1] <= room] or [1]
        late = [at for at in fitting if ends[at - 1] >= room * _FILLED] or fitting
        at = min(late, key=lambda place: (rest[place][1], -place))
        yield (begun + "".join(text for text, _ in rest[:at])).rstrip()
        depth = rest[at][1]
        rest = [(rest[at][0].lstrip(), depth), *rest[at + 1 :]]
        begun = " " * (indent + _INDENT * (1 + min(depth, _DEEPEST)))


def _words(head: str, indent: int, width: int) -> list[str]:
    """Return what stands before an expression, folded between words."""
    inside = " " * (indent + _INDENT * 2)
    return textwrap.wrap(head.strip(), width, initial_indent=" " * indent, subsequent_indent=inside)


def _tokens(body: Piece, depth: int) -> list[tuple[str, int]]:
    """Return what stays together, each with how deep a line is that is broken before it."""
    found: list[tuple[str, int]] = []
    held = ""
    for place, part in enumerate(body.parts):
        if isinstance(part, Piece):
            chained = place == 0 and part.level == body.level
            (first, _), *more = _tokens(part, depth if chained else depth + 1)
            found += [(held + first, depth), *more]
            held = ""
        elif part.startswith(" ") or not found:
            held += part
        else:
            found[-1] = (found[-1][0] + part, found[-1][1])
    if held and found:
        found[-1] = (found[-1][0] + held, found[-1][1])
    return found or [(held, depth)]
