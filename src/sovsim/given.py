"""Arguments as people give them: a number of NumPy is a number, what is none is refused in words.

Every public function passes what it was given through here once, so that nothing further in meets
an ``np.int64`` that no JSON holds, a ``None`` or a list where a number stands.
"""

from __future__ import annotations

import math
import os
import reprlib
from collections.abc import Iterable, Mapping, Sequence
from numbers import Integral, Real
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

LARGEST = 2**53 - 1
"""Largest whole number that every reader of JSON keeps, and so every manifest."""


class ArgumentError(ValueError):
    """An argument of a function that cannot be used; the message is a sentence or two."""


def whole(
    name: str,
    value: Any,
    least: int = 0,
    most: int = LARGEST,
    error: type[ValueError] = ArgumentError,
) -> int:
    """Return a whole number as Python's own.

    Integers of NumPy, arrays without an axis, and floats without a fraction (a cell of a table is
    often one) are taken; truth values are not.

    Args:
        name: of the argument, for the message.
        value: what was given.
        least, most: bounds, both allowed.
        error: what is raised.
    """
    plain, upper = _plain(value), "on"
    if isinstance(plain, Integral) or _float(plain).is_integer():
        found = int(plain)
        if least <= found <= most:
            return found
        upper = "on" if found < least else f"to {most}"
    raise error(f"{name} = {shown(value)} is no whole number from {least} {upper}")


def seed(value: Any) -> int:
    """Return a seed: a whole number from 0; 0 is a seed like any other."""
    return whole("seed", value, 0)


def number(
    name: str,
    value: Any,
    low: float = -math.inf,
    high: float = math.inf,
    *,
    inside: bool = False,
) -> float:
    """Return a finite number as Python's own; truth values and texts are none.

    Args:
        name: of the argument, for the message.
        value: what was given.
        low, high: bounds.
        inside: whether the bounds themselves are refused.
    """
    found = _float(_plain(value))
    fits = low < found < high if inside else low <= found <= high
    if math.isfinite(found) and fits:
        return found
    raise ArgumentError(f"{name} = {shown(value)} is no finite number{_between(low, high, inside)}")


def numbers(
    name: str, value: Any, low: float = -math.inf, high: float = math.inf
) -> tuple[float, ...]:
    """Return finite numbers as a tuple; a single number is a list of one."""
    if isinstance(_plain(value), Real):
        return (number(name, value, low, high),)
    if _several(value):
        return tuple(number(name, entry, low, high) for entry in value)
    raise ArgumentError(f"{name} = {shown(value)} is no list of numbers")


def text(name: str, value: Any) -> str:
    """Return a text that is one."""
    if isinstance(value, str):
        return str(value)
    raise ArgumentError(f"{name} = {shown(value)} is no text")


def texts(name: str, value: Any) -> tuple[str, ...]:
    """Return texts as a tuple; a single text is a list of one."""
    if isinstance(value, str):
        return (str(value),)
    if _several(value):
        entries = tuple(value)
        if all(isinstance(entry, str) for entry in entries):
            return tuple(str(entry) for entry in entries)
    raise ArgumentError(f"{name} = {shown(value)} is no list of texts")


def one_of(name: str, value: Any, allowed: Sequence[str]) -> str:
    """Return a text that is one of some."""
    if isinstance(value, str) and value in allowed:
        return str(value)
    raise ArgumentError(f"{name} = {shown(value)} is none of {', '.join(allowed)}")


def path(name: str, value: Any, error: type[ValueError] = ArgumentError) -> Path:
    """Return a path, given as one or as a text."""
    if isinstance(value, str | os.PathLike):
        written = os.fspath(value)
        if isinstance(written, str) and written.strip() and "\0" not in written:
            return Path(written)
    raise error(f"{name} = {shown(value)} is no path")


def instance(name: str, value: Any, kind: type, hint: str = "") -> None:
    """Raise where a value is not of a class; the hint says how to come by one."""
    if not isinstance(value, kind):
        after = f"; {hint}" if hint else ""
        raise ArgumentError(f"{name} = {shown(value)} is no {kind.__name__}{after}")


def instances(name: str, value: Any, *kinds: type) -> tuple[Any, ...]:
    """Return values of some classes as a tuple; a single one is a list of one."""
    if isinstance(value, kinds):
        return (value,)
    if _several(value):
        entries = tuple(value)
        if all(isinstance(entry, kinds) for entry in entries):
            return entries
    what = " or ".join("text" if kind is str else kind.__name__ for kind in kinds)
    raise ArgumentError(f"{name} = {shown(value)} is no list of {what}")


def function(name: str, value: Any) -> None:
    """Raise where a value is neither None nor something that can be called."""
    if value is not None and not callable(value):
        raise ArgumentError(f"{name} = {shown(value)} is no function")


def executor(value: Any, error: type[ValueError] = ArgumentError) -> None:
    """Raise where a value is neither None nor an executor of `concurrent.futures`, or like one."""
    if value is not None and not callable(getattr(value, "submit", None)):
        raise error(f"executor = {shown(value)} is no executor: it has no submit")


def run_numbers(value: Any) -> npt.NDArray[np.int64]:
    """Return numbers of runs, whole and from 0, as an array."""
    if isinstance(value, range) and (not value or min(value[0], value[-1]) >= 0):
        return np.asarray(value, dtype=np.int64)
    if _several(value):
        return np.asarray([whole("run", entry) for entry in value], dtype=np.int64)
    raise ArgumentError(f"runs = {shown(value)} is no list of numbers of runs")


def shown(value: Any) -> str:
    """Return a value for a message: in one line, at bearable length, whatever it is."""
    try:
        line = " ".join(reprlib.repr(value).split())
    except Exception:
        line = f"<{type(value).__name__}>"
    printable = "".join(letter if letter.isprintable() else "?" for letter in line)
    return printable if len(printable) <= 60 else f"{printable[:57]}..."


def _several(value: Any) -> bool:
    """Return whether a value is a list of any kind; a text or a mapping is none."""
    if isinstance(value, np.ndarray):
        return value.ndim > 0
    return isinstance(value, Iterable) and not isinstance(value, Mapping | str | bytes)


def _plain(value: Any) -> Any:
    """Return what stands in an array without an axis, and nothing for a truth value."""
    inner = value[()] if isinstance(value, np.ndarray) and value.ndim == 0 else value
    return None if isinstance(inner, bool) else inner


def _float(value: Any) -> float:
    """Return a real number as a float; nan where it is none, or too large to be one."""
    try:
        return float(value) if isinstance(value, Real) else math.nan
    except OverflowError:
        return math.nan


def _between(low: float, high: float, inside: bool) -> str:
    if math.isinf(low) and math.isinf(high):
        return ""
    if math.isinf(high):
        return f" above {low:g}" if inside else f" from {low:g} on"
    return f" between {low:g} and {high:g}" if inside else f" from {low:g} to {high:g}"
