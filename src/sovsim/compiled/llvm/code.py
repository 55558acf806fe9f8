"""LLVM's text, line by line, and the arithmetic of the mathematical functions in it.

A value is its name in the text, or a constant written out. Numbers are ``<8 x double>``: one for
each of eight runs; truth values ``<8 x i1>``. No instruction carries a flag that would let it be
fused, reordered or approximated.
"""

from __future__ import annotations

import struct
from collections.abc import Callable

LANES = 8
"""Runs side by side in every buffer."""

BYTES = 8 * LANES
"""What a value of all of them takes in memory."""

NUMBERS = f"<{LANES} x double>"
TRUTHS = f"<{LANES} x i1>"
WHOLES = f"<{LANES} x i64>"

_SIGNIFICAND = (1 << 52) - 1
_ONE = 1023 << 52
_SHIFT = 2.0**52 + 2.0**51
"""What is added to it shows, as a whole number, in the lowest bits."""


def double(value: float) -> str:
    """Return a number as LLVM reads it, bit for bit."""
    return f"0x{struct.unpack('<Q', struct.pack('<d', value))[0]:016X}"


class Code:
    """Lines of a function, and an `sovsim.compiled.functions.Arithmetic` that adds to them.

    Args:
        prefix: of the names of values.
    """

    def __init__(self, prefix: str = "v") -> None:
        self.lines: list[str] = []
        self._prefix = prefix
        self._count = 0

    def put(self, line: str) -> None:
        """Add a line."""
        self.lines.append(line)

    def let(self, instruction: str) -> str:
        """Add an instruction and return the name of its value."""
        name = f"%{self._prefix}{self._count}"
        self._count += 1
        self.lines.append(f"  {name} = {instruction}")
        return name

    def number(self, value: float) -> str:
        """Return a constant."""
        return f"splat (double {double(value)})"

    def add(self, a: str, b: str) -> str:
        """Return ``a + b``."""
        return self.let(f"fadd {NUMBERS} {a}, {b}")

    def subtract(self, a: str, b: str) -> str:
        """Return ``a - b``."""
        return self.let(f"fsub {NUMBERS} {a}, {b}")

    def multiply(self, a: str, b: str) -> str:
        """Return ``a * b``."""
        return self.let(f"fmul {NUMBERS} {a}, {b}")

    def divide(self, a: str, b: str) -> str:
        """Return ``a / b``."""
        return self.let(f"fdiv {NUMBERS} {a}, {b}")

    def root(self, a: str) -> str:
        """Return the square root."""
        return self.intrinsic("sqrt", a)

    def less(self, a: str, b: str) -> str:
        """Return the truth value of ``a < b``."""
        return self.compare("olt", a, b)

    def where(self, truth: str, a: str, b: str, type_: str = NUMBERS) -> str:
        """Return ``a`` where the truth value holds, else ``b``."""
        return self.let(f"select {TRUTHS} {truth}, {type_} {a}, {type_} {b}")

    def seldom(self, truth: str, rare: Callable[[], str], usual: str) -> str:
        """Return the same: without a branch."""
        return self.where(truth, rare(), usual)

    def power(self, n: str) -> str:
        """Return 2 to a whole number."""
        bits = self.bits(self.add(n, self.number(_SHIFT + 1023.0)))
        return self.from_bits(self.whole("shl", bits, 52))

    def exponent(self, x: str) -> str:
        """Return the exponent's bits, less 1023."""
        bits = self.whole("and", self.whole("lshr", self.bits(x), 52), 0x7FF)
        number = self.from_bits(self.whole("or", bits, (1023 + 52) << 52))
        return self.subtract(number, self.number(2.0**52 + 1023.0))

    def significand(self, x: str) -> str:
        """Return x with the exponent's bits of 1."""
        bits = self.whole("and", self.bits(x), _SIGNIFICAND)
        return self.from_bits(self.whole("or", bits, _ONE))

    def compare(self, how: str, a: str, b: str) -> str:
        """Return a comparison of numbers."""
        return self.let(f"fcmp {how} {NUMBERS} {a}, {b}")

    def intrinsic(self, name: str, a: str) -> str:
        """Return what LLVM knows as an operation of its own: ``sqrt``, ``floor`` and so on."""
        return self.let(f"call {NUMBERS} @llvm.{name}.v{LANES}f64({NUMBERS} {a})")

    def whole(self, name: str, a: str, b: int) -> str:
        """Return an operation of whole numbers with a constant."""
        return self.let(f"{name} {WHOLES} {a}, splat (i64 {b})")

    def bits(self, a: str) -> str:
        """Return the bits of numbers."""
        return self.let(f"bitcast {NUMBERS} {a} to {WHOLES}")

    def from_bits(self, a: str) -> str:
        """Return the numbers that have some bits."""
        return self.let(f"bitcast {WHOLES} {a} to {NUMBERS}")

    def alike(self, scalar: str, type_: str = "double") -> str:
        """Return a scalar for all runs."""
        vector = f"<{LANES} x {type_}>"
        one = self.let(f"insertelement {vector} poison, {type_} {scalar}, i64 0")
        zeros = f"<{LANES} x i32> zeroinitializer"
        return self.let(f"shufflevector {vector} {one}, {vector} poison, {zeros}")

    def address(self, base: str, *offsets: int | str) -> str:
        """Return an address so many bytes on."""
        for offset in offsets:
            if offset != 0:
                base = self.let(f"getelementptr inbounds i8, ptr {base}, i64 {offset}")
        return base

    def load(self, address: str, type_: str = NUMBERS) -> str:
        """Return what stands at an address."""
        return self.let(f"load {type_}, ptr {address}, align {_aligned(type_)}")

    def store(self, value: str, address: str, type_: str = NUMBERS) -> None:
        """Write a value to an address."""
        self.put(f"  store {type_} {value}, ptr {address}, align {_aligned(type_)}")

    def load_truth(self, address: str) -> str:
        """Return truth values that stand in a byte, a bit for each run."""
        return self.let(f"bitcast i8 {self.load(address, 'i8')} to {TRUTHS}")

    def store_truth(self, value: str, address: str) -> None:
        """Write truth values into a byte."""
        self.store(self.let(f"bitcast {TRUTHS} {value} to i8"), address, "i8")


def _aligned(type_: str) -> int:
    return 1 if type_ == "i8" else 8
