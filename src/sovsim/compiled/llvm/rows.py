"""What each operation of a program is in LLVM."""

from __future__ import annotations

from collections.abc import Callable

from sovsim.compiled.functions import FUNCTIONS
from sovsim.compiled.llvm.code import Code, double
from sovsim.compiled.pack import LANES
from sovsim.compiled.program import Kind

_ARITHMETIC = {"add": "fadd", "subtract": "fsub", "multiply": "fmul", "divide": "fdiv"}
_ORDERED = {
    "less": "olt",
    "less_equal": "ole",
    "greater": "ogt",
    "greater_equal": "oge",
    "equal": "oeq",
    "not_equal": "une",
}
_LOGIC = {"and": "and", "or": "or", "xor": "xor", "any": "or", "all": "and"}
_ROUNDING = {"floor": "floor", "truncate": "trunc", "absolute": "fabs", "root": "sqrt"}
_EXTREMES = {"minimum": "olt", "maximum": "ogt", "lowest": "olt", "highest": "ogt"}
_PRESENT = {"fmin": "ole", "fmax": "oge"}

START = {
    "sum": f"splat (double {double(-0.0)})",
    "highest": f"splat (double {double(-float('inf'))})",
    "lowest": f"splat (double {double(float('inf'))})",
    "any": "zeroinitializer",
    "all": "splat (i1 true)",
}
"""What a reduction begins with: worked out with it, a first value stays the same bits."""


def worked_out(code: Code, name: str, kind: Kind, of: list[str], of_kind: Kind) -> str:
    """Return the value of an operation on values.

    Args:
        kind: what the operation gives.
        of_kind: what its last operand is.
    """
    if name == "copy":
        return of[0]
    if name in FUNCTIONS:
        return code.let(f"call {code.numbers} @{name}({code.numbers} {of[0]})")
    if of_kind == "truth" and name in ("equal", "not_equal"):
        value = code.let(f"xor {code.truths} {of[0]}, {of[1]}")
        return value if name == "not_equal" else _not(code, value)
    if name in _ORDERED:
        return code.compare(_ORDERED[name], of[0], of[1])
    if name in _LOGIC:
        return code.let(f"{_LOGIC[name]} {code.truths} {of[0]}, {of[1]}")
    if name in _ARITHMETIC or name == "sum":
        return code.let(f"{_ARITHMETIC.get(name, 'fadd')} {code.numbers} {of[0]}, {of[1]}")
    if name in _EXTREMES:
        return code.where(code.compare(_EXTREMES[name], of[0], of[1]), of[0], of[1])
    if name in _PRESENT:
        return _present(code, _PRESENT[name], of[0], of[1])
    if name in _ROUNDING:
        return code.intrinsic(_ROUNDING[name], of[0])
    if name == "where":
        return code.where(of[0], of[1], of[2], code.numbers if kind == "number" else code.truths)
    return _OTHERS[name](code, of[0])


def functions() -> list[str]:
    """Return the mathematical functions, each written once and put in where it is called."""
    lines: list[str] = []
    for name, function in FUNCTIONS.items():
        code = Code()
        value = function(code, "%x")
        lines += [
            f"define internal {code.numbers} @{name}({code.numbers} %x) alwaysinline {{",
            *code.lines,
            f"  ret {code.numbers} {value}",
            "}",
        ]
    for name in sorted({"sqrt", *_ROUNDING.values()}):
        lines.append(f"declare {code.numbers} @llvm.{name}.v{LANES}f64({code.numbers})")
    return lines


def _present(code: Code, how: str, a: str, b: str) -> str:
    first = code.let(f"or {code.truths} {code.compare(how, a, b)}, {code.compare('uno', b, b)}")
    return code.where(first, a, b)


def _not(code: Code, value: str) -> str:
    return code.let(f"xor {code.truths} {value}, splat (i1 true)")


def _number(code: Code, value: str) -> str:
    return code.where(value, code.number(1.0), code.number(0.0))


def _negative(code: Code, value: str) -> str:
    return code.let(f"fneg {code.numbers} {value}")


_OTHERS: dict[str, Callable[[Code, str], str]] = {
    "not": _not,
    "number": _number,
    "negative": _negative,
}
