"""Operations of a program on vectors of two numbers, as instructions of WebAssembly.

Two runs stand side by side. A truth value is a vector all of whose bits are set where it holds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sovsim.compiled.functions import FUNCTIONS
from sovsim.compiled.wasm.binary import V128, Function, Pool, double

LOAD, LOAD_ALIKE, STORE = 0x00, 0x0A, 0x0B
ANY_TRUE, SELECT = 0x53, 0x52

PLAIN = {
    "add": 0xF0,
    "subtract": 0xF1,
    "multiply": 0xF2,
    "divide": 0xF3,
    "negative": 0xED,
    "absolute": 0xEC,
    "root": 0xEF,
    "floor": 0x75,
    "truncate": 0x7A,
    "equal": 0x47,
    "not_equal": 0x48,
    "less": 0x49,
    "greater": 0x4A,
    "less_equal": 0x4B,
    "greater_equal": 0x4C,
    "and": 0x4E,
    "or": 0x50,
    "xor": 0x51,
    "not": 0x4D,
}
"""Operation -> instruction of numbers, ``f64x2``, or of truth values, on what is on the stack."""

_AND = 0x4E
SMALLER, LARGER = 0xF6, 0xF7
_SHIFT_LEFT, _SHIFT_RIGHT, _OR = 0xCB, 0xCD, 0x50
_SIGNIFICAND = (1 << 52) - 1
_ONE = 1023 << 52
_ROUND = 2.0**52 + 2.0**51
"""What is added to it shows, as a whole number, in the lowest bits."""


def constant(to: Function, value: float) -> None:
    """Push a number, for both runs."""
    to.constant(double(value) * 2)


def bits(to: Function, value: int) -> None:
    """Push 64 bits, for both runs."""
    to.constant(value.to_bytes(8, "little") * 2)


def truth(to: Function, value: bool) -> None:
    """Push a truth value, for both runs."""
    bits(to, (1 << 64) - 1 if value else 0)


def as_number(to: Function) -> None:
    """Make 1 and 0 of a truth value."""
    constant(to, 1.0)
    to.vector(_AND)


def extreme(to: Function, operation: str, given: Sequence[Callable[[], None]]) -> None:
    """Push the smaller or larger of two: the first where it is, else the second.

    ``pmin`` gives its first operand where the second is not smaller; so they change places.
    """
    first, second = given
    second()
    first()
    to.vector(SMALLER if operation == "minimum" else LARGER)


def present(to: Function, operation: str, given: Sequence[Callable[[], None]]) -> None:
    """Push the smaller or larger of two, where nan counts as absent."""
    first, second = to.local(V128), to.local(V128)
    given[0]()
    to.set(first)
    given[1]()
    to.set(second)
    to.get(first)
    to.get(second)
    to.get(first)
    to.get(second)
    to.vector(PLAIN["less_equal" if operation == "fmin" else "greater_equal"])
    to.get(second)
    to.get(second)
    to.vector(PLAIN["not_equal"])
    to.vector(_OR)
    to.vector(SELECT)


class Written:
    """An arithmetic of the mathematical functions that adds instructions.

    A value is a number, which is pushed wherever it is wanted, or the number of a local.
    """

    def __init__(self, to: Function) -> None:
        self._to = to

    def push(self, value: int | float) -> None:
        """Push a value; locals are whole numbers, constants are not."""
        if isinstance(value, float):
            constant(self._to, value)
        else:
            self._to.get(value)

    def number(self, value: float) -> float:
        """Return a constant."""
        return float(value)

    def add(self, a: float, b: float) -> int:
        """Return ``a + b``."""
        return self._two("add", a, b)

    def subtract(self, a: float, b: float) -> int:
        """Return ``a - b``."""
        return self._two("subtract", a, b)

    def multiply(self, a: float, b: float) -> int:
        """Return ``a * b``."""
        return self._two("multiply", a, b)

    def divide(self, a: float, b: float) -> int:
        """Return ``a / b``."""
        return self._two("divide", a, b)

    def root(self, a: float) -> int:
        """Return the square root."""
        self.push(a)
        self._to.vector(PLAIN["root"])
        return self._named()

    def less(self, a: float, b: float) -> int:
        """Return ``a < b``."""
        return self._two("less", a, b)

    def where(self, truth: int, a: float, b: float) -> int:
        """Return ``a`` where the truth value holds, else ``b``."""
        self.push(a)
        self.push(b)
        self.push(truth)
        self._to.vector(SELECT)
        return self._named()

    def seldom(self, truth: int, rare: Callable[[], float], usual: float) -> int:
        """Return a value of which one half is worked out where it is wanted alone."""
        self.push(usual)
        value = self._named()
        self.push(truth)
        self._to.vector(ANY_TRUE)
        self._to.put(0x04, 0x40)
        found = rare()
        self.push(found)
        self.push(value)
        self.push(truth)
        self._to.vector(SELECT)
        self._to.set(value)
        self._to.put(0x0B)
        return value

    def power(self, n: float) -> int:
        """Return 2 to a whole number."""
        self.push(n)
        constant(self._to, _ROUND + 1023.0)
        self._to.vector(PLAIN["add"])
        self._shifted(_SHIFT_LEFT)
        return self._named()

    def exponent(self, x: float) -> int:
        """Return the exponent's bits as a number, less 1023."""
        self.push(x)
        self._shifted(_SHIFT_RIGHT)
        bits(self._to, 0x7FF)
        self._to.vector(_AND)
        bits(self._to, (1023 + 52) << 52)
        self._to.vector(_OR)
        constant(self._to, 2.0**52 + 1023.0)
        self._to.vector(PLAIN["subtract"])
        return self._named()

    def significand(self, x: float) -> int:
        """Return x with the exponent of 1."""
        self.push(x)
        bits(self._to, _SIGNIFICAND)
        self._to.vector(_AND)
        bits(self._to, _ONE)
        self._to.vector(_OR)
        return self._named()

    def _shifted(self, code: int) -> None:
        self._to.whole(52)
        self._to.vector(code)

    def _two(self, operation: str, a: float, b: float) -> int:
        self.push(a)
        self.push(b)
        self._to.vector(PLAIN[operation])
        return self._named()

    def _named(self) -> int:
        local = self._to.local(V128)
        self._to.set(local)
        return local


def functions(pool: Pool) -> dict[str, Function]:
    """Return the mathematical functions, each from a vector to a vector."""
    found = {}
    for name, made in FUNCTIONS.items():
        function = Function(pool, (V128,), (V128,))
        written = Written(function)
        written.push(made(written, 0))
        found[name] = function
    return found
