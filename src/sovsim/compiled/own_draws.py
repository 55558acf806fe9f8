"""Draws of a rule's own: traced once, they would be one number for ever, and no draw."""

from __future__ import annotations

import dis
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

from sovsim.compiled.refusal import NotTraceable, instead_of

_NAMES = frozenset(("random", "default_rng", "RandomState", "secrets"))


def refuse_own_draws(origin: str, function: Callable[..., Any]) -> None:
    """Raise where a rule, or a function of rules that it calls, draws by itself.

    Raises:
        NotTraceable: it does; the message names the line.
    """
    for code in _codes(function, set()):
        asked = [name for name in code.co_names if _NAMES & {*name.split(".")}]
        if asked:
            place = f"{Path(code.co_filename).name}, line {_line(code, asked[0])}"
            raise NotTraceable(
                f"{origin} draws by itself ({asked[0]}), which no program can say\n"
                f"  {place}: write {instead_of('random', ())}"
            )


def _line(code: CodeType, name: str) -> int:
    """Return the line of a code that asks for a name."""
    lines = (
        one.positions.lineno
        for one in dis.get_instructions(code)
        if one.argval == name and one.positions is not None
    )
    return next(lines, None) or code.co_firstlineno


def _codes(function: Any, seen: set[CodeType]) -> Iterator[CodeType]:
    """Yield the code of a function, of those inside it, and of those of rules that it names."""
    if not isinstance(function, FunctionType):
        return
    stack = [function.__code__]
    while stack:
        code = stack.pop()
        if code in seen:
            continue
        seen.add(code)
        yield code
        stack += [one for one in code.co_consts if isinstance(one, CodeType)]
        for name in code.co_names:
            named = function.__globals__.get(name)
            own = getattr(named, "__globals__", None) is function.__globals__
            if own or str(getattr(named, "__module__", "")).startswith("sovsim.rules."):
                yield from _codes(named, seen)
