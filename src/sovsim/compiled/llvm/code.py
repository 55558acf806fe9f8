"""LLVM's text, line by line, and the arithmetic of the mathematical functions in it.

A value is its name in the text, or a constant written out. Numbers are vectors of ``double``, one
for each of eight runs; or of sixteen where what is done has many steps that wait for each other:
then each is two of the processor's instructions, which do not. No instruction carries a flag that
would let it be fused, reordered or approximated.
"""

from __future__ import annotations

import copy
import itertools
import struct
from collections.abc import Callable, Iterable

from sovsim.compiled.pack import LANES

BYTES = 8 * LANES
"""What a value of all of them takes in memory."""

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
        width: numbers of a vector.
    """

    def __init__(self, prefix: str = "v", width: int = LANES) -> None:
        self.lines: list[str] = []
        self._names = (f"%{prefix}{number}" for number in itertools.count())
        self.width = width

    def of_width(self, width: int) -> Code:
        """Return the same with vectors of another width; lines go to the same place."""
        other = copy.copy(self)
        other.width = width
        return other

    @property
    def numbers(self) -> str:
        """The type of numbers."""
        return f"<{self.width} x double>"

    @property
    def truths(self) -> str:
        """The type of truth values."""
        return f"<{self.width} x i1>"

    @property
    def wholes(self) -> str:
        """The type of whole numbers."""
        return f"<{self.width} x i64>"

    def put(self, line: str) -> None:
        """Add a line."""
        self.lines.append(line)

    def let(self, instruction: str) -> str:
        """Add an instruction and return the name of its value."""
        name = next(self._names)
        self.lines.append(f"  {name} = {instruction}")
        return name

    def number(self, value: float) -> str:
        """Return a constant."""
        return f"splat (double {double(value)})"

    def add(self, a: str, b: str) -> str:
        """Return ``a + b``."""
        return self.let(f"fadd {self.numbers} {a}, {b}")

    def subtract(self, a: str, b: str) -> str:
        """Return ``a - b``."""
        return self.let(f"fsub {self.numbers} {a}, {b}")

    def multiply(self, a: str, b: str) -> str:
        """Return ``a * b``."""
        return self.let(f"fmul {self.numbers} {a}, {b}")

    def divide(self, a: str, b: str) -> str:
        """Return ``a / b``."""
        return self.let(f"fdiv {self.numbers} {a}, {b}")

    def root(self, a: str) -> str:
        """Return the square root."""
        return self.intrinsic("sqrt", a)

    def less(self, a: str, b: str) -> str:
        """Return the truth value of ``a < b``."""
        return self.compare("olt", a, b)

    def where(self, truth: str, a: str, b: str, type_: str = "") -> str:
        """Return ``a`` where the truth value holds, else ``b``."""
        type_ = type_ or self.numbers
        return self.let(f"select {self.truths} {truth}, {type_} {a}, {type_} {b}")

    def seldom(self, truth: str, rare: Callable[[], str], usual: str) -> str:
        """Return the first where the truth value holds, else the second; without a branch."""
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
        return self.let(f"fcmp {how} {self.numbers} {a}, {b}")

    def intrinsic(self, name: str, a: str) -> str:
        """Return what LLVM knows as an operation of its own: ``sqrt``, ``floor`` and so on."""
        return self.let(f"call {self.numbers} @llvm.{name}.v{self.width}f64({self.numbers} {a})")

    def whole(self, name: str, a: str, b: int) -> str:
        """Return an operation of whole numbers with a constant."""
        return self.let(f"{name} {self.wholes} {a}, splat (i64 {b})")

    def bits(self, a: str) -> str:
        """Return the bits of numbers."""
        return self.let(f"bitcast {self.numbers} {a} to {self.wholes}")

    def from_bits(self, a: str) -> str:
        """Return the numbers that have some bits."""
        return self.let(f"bitcast {self.wholes} {a} to {self.numbers}")

    def alike(self, scalar: str, type_: str = "double") -> str:
        """Return a scalar in every place."""
        vector = f"<{self.width} x {type_}>"
        one = self.let(f"insertelement {vector} poison, {type_} {scalar}, i64 0")
        zeros = f"<{self.width} x i32> zeroinitializer"
        return self.let(f"shufflevector {vector} {one}, {vector} poison, {zeros}")

    def together(self, parts: list[str], type_: str = "double") -> str:
        """Return vectors of eight as one, one after the other; a single one as often as it fits."""
        joined, width = parts, LANES
        while width < self.width:
            vector = f"<{width} x {type_}>"
            alike = len(joined) == 1
            mask = _mask([*range(width), *range(width)] if alike else range(2 * width))
            pairs = [joined * 2] if alike else zip(joined[::2], joined[1::2], strict=True)
            joined = [
                self.let(f"shufflevector {vector} {a}, {vector} {b}, {mask}") for a, b in pairs
            ]
            width *= 2
        return joined[0]

    def address(self, base: str, *offsets: int | str) -> str:
        """Return an address so many bytes on."""
        for offset in offsets:
            if offset != 0:
                base = self.let(f"getelementptr inbounds i8, ptr {base}, i64 {offset}")
        return base

    def load(self, address: str, type_: str = "") -> str:
        """Return what stands at an address, numbers by default."""
        type_ = type_ or self.numbers
        return self.let(f"load {type_}, ptr {address}, align {_aligned(type_)}")

    def store(self, value: str, address: str, type_: str = "") -> None:
        """Write a value to an address, numbers by default."""
        type_ = type_ or self.numbers
        self.put(f"  store {type_} {value}, ptr {address}, align {_aligned(type_)}")

    def load_truth(self, address: str) -> str:
        """Return truth values that stand in a byte, a bit for each run."""
        return self.let(f"bitcast i8 {self.load(address, 'i8')} to {self.truths}")

    def store_truth(self, value: str, address: str) -> None:
        """Write truth values into a byte."""
        self.store(self.let(f"bitcast {self.truths} {value} to i8"), address, "i8")


def _aligned(type_: str) -> int:
    return 1 if type_ == "i8" else 8


def _mask(places: Iterable[int]) -> str:
    listed = [f"i32 {place}" for place in places]
    return f"<{len(listed)} x i32> <{', '.join(listed)}>"
