"""What a rule may not do with values that are not known yet, and what is written in its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from sys import _getframe
from traceback import walk_tb
from types import FrameType
from typing import Any

MADE_LIKE = "np.zeros(shape, like=world.capacity)"
WHERE = "np.where(condition, one, other)"
LEAVES_RUNS = "the same for all runs: a mask by np.where, a sum over units by axis=-1"


_MACHINERY = ("sovsim.compiled.", "sovsim.arrays.", "numpy.")
"""Modules between the line of a rule and what refuses it."""


class NotTraceable(ValueError):
    """A rule does what no program can say; the message names it and what to write in its place."""


class Missing(NotTraceable, AttributeError):
    """A rule asks an array for what arrays of a program do not have."""


def refused(origin: str, what: str, instead: str, kind: type[NotTraceable] = NotTraceable) -> Any:
    """Return the error for what a rule does, in two lines.

    Args:
        origin: the rule.
        what: what it does, as ``branches on a value``.
        instead: what may be written in its place.
    """
    here: FrameType | None = _getframe(1)
    calls = []
    while here is not None:
        calls.append((here, here.f_lineno))
        here = here.f_back
    told = f"{origin or 'a rule'} {what}, which no program can say"
    return kind(f"{told}\n  {_place(origin, calls)}write {instead}")


def failed(origin: str, error: Exception) -> NotTraceable:
    """Return the error for a rule that fails in words of its own while it is traced."""
    calls = reversed(list(walk_tb(error.__traceback__)))
    words = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    return NotTraceable(
        f"{origin} fails on values that are not known\n  {_place(origin, calls)}{words}"
    )


def _place(origin: str, calls: Iterable[tuple[FrameType, int]]) -> str:
    """Return file and line of a rule, as ``unrest.py, line 84: ``; nothing where there is none.

    Args:
        calls: frames with their lines, the innermost first. One of the rule's own file says more
            than one of a form that it calls.
    """
    places = [
        (str(frame.f_globals.get("__name__", "")), frame.f_code.co_filename, line)
        for frame, line in calls
    ]
    own = f"sovsim.rules.{origin.partition('.')[0]}"
    outside = (place for place in places if not f"{place[0]}.".startswith(_MACHINERY))
    found = next((place for place in places if place[0] == own), None) or next(outside, None)
    return "" if found is None else f"{Path(found[1]).name}, line {found[2]}: "


class Runs(int):
    """How many runs an array seems to hold: good for shapes, and for no product."""

    graph: Any = None

    @classmethod
    def of(cls, count: int, graph: Any) -> Runs:
        """Return a number of runs.

        Args:
            graph: knows whose rows come now.
        """
        found = cls(count)
        found.graph = graph
        return found

    def _counted(self, *_: object) -> Any:
        raise refused(self.graph.origin, "counts the runs", LEAVES_RUNS)

    __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __pow__ = __rpow__ = _counted


LOOKED_UP = "at_codes(table, codes) (sovsim.arrays) or by_code(table, codes) (sovsim.rules.forms)"


class Refusing:
    """What Python and NumPy ask of an array with numbers, and get no answer to here."""

    def refused(self, what: str, instead: str, kind: type[NotTraceable] = NotTraceable) -> Any:
        """Return the error for what a rule does with it; see `refused`."""
        raise NotImplementedError

    def __bool__(self) -> bool:
        raise self.refused("branches on a value (if, and, or, not, max, a < b < c)", WHERE)

    def __float__(self) -> float:
        raise self.refused(
            "makes a plain number of a value (float, int, math)",
            "NumPy's functions, which take whole arrays",
        )

    __int__ = __complex__ = __round__ = __float__

    def __index__(self) -> int:
        raise self.refused("looks something up by a value", LOOKED_UP)

    def __contains__(self, value: object) -> bool:
        raise self.refused("asks whether a value is in an array (in)", "(x == value).any(axis=-1)")

    def __format__(self, form: str = "") -> str:
        raise self.refused("writes a value as text", "it without: values are not known yet")

    def __str__(self) -> str:
        return self.__format__()

    def __hash__(self) -> int:
        raise self.refused("looks something up by a value", LOOKED_UP)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        raise self.refused(
            "makes a NumPy array of values (np.array, np.asarray, made[...] = value, table[codes])",
            f"{MADE_LIKE}, and fill it; at_codes or by_code for a table",
        )

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        known = ["sum", "max", "min", "any", "all", "copy", "astype"]
        raise self.refused(f"asks an array for .{name}", instead_of(name, known), Missing)


_INSTEAD: Mapping[str, str] = {
    "mean": "over_states(x) for the units, mean(x) for a leading axis (sovsim.rules.forms)",
    "cumsum": "additions one by one, along a leading axis",
    "argmax": "np.where(a > b, code, other), member by member",
    "sort": "a comparison with each of the others, np.maximum or np.minimum",
    "tanh": "2.0 * sigmoid(2.0 * x) - 1.0 (sovsim.rules.forms)",
    "power": "x * x or np.sqrt(x); np.exp(k * np.log(x)) for any other power",
    "dot": "over_units(x * weight) (sovsim.arrays), which adds in one order everywhere",
    "remainder": "x - d * np.floor(x / d)",
    "sign": "np.where(x > 0.0, 1.0, np.where(x < 0.0, -1.0, 0.0))",
    "round": "np.floor(x + 0.5)",
    "nan": "np.where(condition, x, 0.0), so that no nan comes about",
    "isclose": "np.abs(a - b) < a parameter",
    "nonzero": "np.where(condition, value, 0.0): a mask keeps its shape",
    "select": "np.where in np.where",
    "shape": "arrays as they are, (leading axes, run, unit); x[None] adds a leading axis",
    "item": "whole arrays in place of single numbers",
    "random": "noise.uniform(Purpose.NAME): draws have addresses",
    "clip": "np.minimum(np.maximum(x, low), high)",
    "prod": "a * b * c, factor by factor",
    "reduce": "x.sum(axis=-1, keepdims=True), or x[A] + x[B] along a leading axis",
}

_ALIKE: Mapping[str, str] = {
    **dict.fromkeys(("cumsum", "cumprod", "accumulate", "diff"), "cumsum"),
    **dict.fromkeys(("argmax", "argmin", "argsort"), "argmax"),
    **dict.fromkeys(("sort", "median", "percentile", "quantile", "partition", "unique"), "sort"),
    **dict.fromkeys(("mean", "average"), "mean"),
    **dict.fromkeys(("tanh",), "tanh"),
    **dict.fromkeys(("power", "float_power"), "power"),
    **dict.fromkeys(("matmul", "dot", "einsum", "inner", "tensordot", "vecdot"), "dot"),
    **dict.fromkeys(("remainder", "mod", "fmod", "floor_divide", "divmod"), "remainder"),
    **dict.fromkeys(("sign", "copysign", "heaviside"), "sign"),
    **dict.fromkeys(("round", "around", "rint"), "round"),
    **dict.fromkeys(("isnan", "isfinite", "isinf", "nan_to_num", "nansum", "nanmean"), "nan"),
    **dict.fromkeys(("isclose", "allclose", "array_equal"), "isclose"),
    **dict.fromkeys(("nonzero", "flatnonzero", "argwhere", "compress", "extract"), "nonzero"),
    **dict.fromkeys(("select", "piecewise"), "select"),
    **dict.fromkeys(
        ("reshape", "ravel", "flatten", "transpose", "T", "swapaxes", "squeeze", "expand_dims"),
        "shape",
    ),
    **dict.fromkeys(("item", "tolist", "flat", "data", "tobytes", "view"), "item"),
    **dict.fromkeys(("clip",), "clip"),
    **dict.fromkeys(("random",), "random"),
    **dict.fromkeys(("prod",), "prod"),
    **dict.fromkeys(("reduce", "reduceat"), "reduce"),
}


def instead_of(function: str, known: Iterable[str]) -> str:
    """Return what is written in place of a function of NumPy: a form, or what there is."""
    if function in _ALIKE:
        return _INSTEAD[_ALIKE[function]]
    return f"one of {', '.join(sorted(known))}"
