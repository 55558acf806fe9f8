"""The mathematical functions as JavaScript, written from `sovsim.compiled.functions`."""

from __future__ import annotations

from collections.abc import Callable

from sovsim.compiled.functions import FUNCTIONS
from sovsim.compiled.javascript.expressions import Text, expression, number

_HELPERS = """\
const POWERS = new Float64Array(2048); // of 2, from -1023; beyond them stand others, and no fault
for (let k = 1, n = 2 ** -1022; k < 2047; k++, n *= 2) POWERS[k] = n;
const F = new Float64Array(1), I = new Int32Array(F.buffer); // machines are little-endian
const power = (n) => POWERS[(n + 1023) & 2047];
const exponent = (x) => { F[0] = x; return ((I[1] >>> 20) & 2047) - 1023; };
const significand = (x) => { F[0] = x; I[1] = (I[1] & 0xfffff) | 0x3ff00000; return F[0]; };
"""


def functions() -> str:
    """Return the source of ``exponential``, ``logarithm``, ``logistic`` and ``quantile``."""
    return _HELPERS + "".join(_function(name, FUNCTIONS[name]) for name in FUNCTIONS)


def _function(name: str, made: Callable[[Written, Text], Text]) -> str:
    written = Written()
    value = made(written, Text("x"))
    return f"function {name}(x) {{\n{written.text()}return {value.text};\n}}\n"


class Written:
    """An `Arithmetic` that writes a statement for each operation."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._count = 0

    def text(self) -> str:
        """Return the statements."""
        return "".join(f"{line}\n" for line in self._lines)

    def number(self, value: float) -> Text:
        """Return a constant."""
        return number(value)

    def add(self, a: Text, b: Text) -> Text:
        """Return ``a + b``."""
        return self._named(expression("add", [a, b]))

    def subtract(self, a: Text, b: Text) -> Text:
        """Return ``a - b``."""
        return self._named(expression("subtract", [a, b]))

    def multiply(self, a: Text, b: Text) -> Text:
        """Return ``a * b``."""
        return self._named(expression("multiply", [a, b]))

    def divide(self, a: Text, b: Text) -> Text:
        """Return ``a / b``."""
        return self._named(expression("divide", [a, b]))

    def root(self, a: Text) -> Text:
        """Return the square root."""
        return self._named(expression("root", [a]))

    def less(self, a: Text, b: Text) -> Text:
        """Return ``a < b``."""
        return self._named(expression("less", [a, b]))

    def where(self, truth: Text, a: Text, b: Text) -> Text:
        """Return ``a`` where the truth value holds, else ``b``."""
        return self._named(expression("where", [truth, a, b]))

    def seldom(self, truth: Text, rare: Callable[[], Text], usual: Text) -> Text:
        """Return a value of which one half is worked out where it is wanted alone."""
        name = self._name()
        self._lines += [f"let {name}={usual.text};", f"if({truth.text}){{"]
        self._lines += [f"{name}={rare().text};", "}"]
        return Text(name)

    def power(self, n: Text) -> Text:
        """Return 2 to a whole number."""
        return self._named(Text(f"power({n.text})"))

    def exponent(self, x: Text) -> Text:
        """Return the exponent's bits as a number, less 1023."""
        return self._named(Text(f"exponent({x.text})"))

    def significand(self, x: Text) -> Text:
        """Return x with the exponent of 1."""
        return self._named(Text(f"significand({x.text})"))

    def _name(self) -> str:
        self._count += 1
        return f"v{self._count}"

    def _named(self, value: Text) -> Text:
        name = self._name()
        self._lines.append(f"const {name}={value.text};")
        return Text(name)
