"""A WebAssembly module byte by byte: its sections, its functions, its instructions.

Everything is of the standard of 2022 (vectors of 128 bits, copying of memory), which browsers know
since Chrome 91, Firefox 89 and Safari 16.4.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass, field

I32, I64, F64, V128 = 0x7F, 0x7E, 0x7C, 0x7B
"""Types of values."""

ADD, LESS, BLOCK_END = 0x6A, 0x49, 0x0B
"""Instructions on whole numbers of 32 bits without sign; the end of a block."""

LOOP = (0x03, 0x40)
AGAIN = (0x0D, b"\x00")
"""A loop, and going back to its beginning where what is on the stack is not 0."""


def unsigned(value: int) -> bytes:
    """Return a whole number from 0 on in LEB128."""
    found = bytearray()
    while True:
        value, part = value >> 7, value & 0x7F
        found.append(part | (0x80 if value else 0))
        if not value:
            return bytes(found)


def signed(value: int) -> bytes:
    """Return a whole number in signed LEB128."""
    found = bytearray()
    while True:
        part, value = value & 0x7F, value >> 7
        done = (value == 0 and not part & 0x40) or (value == -1 and part & 0x40)
        found.append(part | (0 if done else 0x80))
        if done:
            return bytes(found)


def double(value: float) -> bytes:
    """Return a number's bits."""
    return struct.pack("<d", value)


@dataclass
class Pool:
    """Vectors that functions share: each stands once, as a global that never changes.

    Attributes:
        numbers: bytes -> number of the global.
    """

    numbers: dict[bytes, int] = field(default_factory=dict)

    def number(self, vector: bytes) -> int:
        """Return the number of a vector of 16 bytes."""
        return self.numbers.setdefault(vector, len(self.numbers))


@dataclass
class Function:
    """A function: its parameters, and instructions that are added one by one.

    Attributes:
        pool: constants.
        takes, gives: types of its parameters and of its results.
        export: name under which a host finds it, if any.
    """

    pool: Pool
    takes: tuple[int, ...]
    gives: tuple[int, ...] = ()
    export: str = ""
    _locals: list[int] = field(default_factory=list)
    _code: bytearray = field(default_factory=bytearray)

    def local(self, kind: int) -> int:
        """Return the number of a new local value."""
        self._locals.append(kind)
        return len(self.takes) + len(self._locals) - 1

    def put(self, *parts: int | bytes) -> None:
        """Add opcodes, as numbers, and what goes with them, as bytes."""
        for part in parts:
            self._code += bytes((part,)) if isinstance(part, int) else part

    def get(self, local: int) -> None:
        """Push a local value."""
        self.put(0x20, unsigned(local))

    def set(self, local: int) -> None:
        """Pop a local value."""
        self.put(0x21, unsigned(local))

    def tee(self, local: int) -> None:
        """Write a local value and leave it."""
        self.put(0x22, unsigned(local))

    def whole(self, value: int) -> None:
        """Push a constant of 32 bits."""
        self.put(0x41, signed(value - (1 << 32) if value >> 31 else value))

    def wide(self, value: int) -> None:
        """Push a constant of 64 bits."""
        self.put(0x42, signed(value - (1 << 64) if value >> 63 else value))

    def call(self, number: int) -> None:
        """Call a function by its number."""
        self.put(0x10, unsigned(number))

    def constant(self, vector: bytes) -> None:
        """Push a vector of 16 bytes."""
        self.put(0x23, unsigned(self.pool.number(vector)))

    def vector(self, code: int, *parts: bytes) -> None:
        """Add an instruction on vectors."""
        self.put(0xFD, unsigned(code), *parts)

    def at(self, code: int, offset: int, align: int = 3) -> None:
        """Add an instruction on memory at an offset; the address is on the stack."""
        self.put(code, unsigned(align), unsigned(offset))

    def vector_at(self, code: int, offset: int, align: int = 3) -> None:
        """Add an instruction on vectors in memory."""
        self.vector(code, unsigned(align), unsigned(offset))

    def body(self) -> bytes:
        """Return its entry in the code section."""
        runs: list[tuple[int, int]] = []
        for kind in self._locals:
            if runs and runs[-1][1] == kind:
                runs[-1] = (runs[-1][0] + 1, kind)
            else:
                runs.append((1, kind))
        declared = unsigned(len(runs)) + b"".join(unsigned(n) + bytes((kind,)) for n, kind in runs)
        whole = declared + bytes(self._code) + b"\x0b"
        return unsigned(len(whole)) + whole


def module(
    functions: Iterable[Function], pool: Pool, data: Iterable[tuple[int, bytes]], length: int
) -> bytes:
    """Return a module that imports its memory, ``env.memory``.

    Args:
        functions: numbered in their order.
        pool: constants of all of them.
        data: address and bytes of what the memory holds at first.
        length: bytes of memory that it needs for itself.
    """
    listed = list(functions)
    types = list(dict.fromkeys((one.takes, one.gives) for one in listed))
    pages = -(-length // 65536)
    exports = [
        _name(one.export) + b"\x00" + unsigned(number)
        for number, one in enumerate(listed)
        if one.export
    ]
    segments = [
        b"\x00\x41" + signed(address) + b"\x0b" + unsigned(len(held)) + held
        for address, held in data
        if held
    ]
    return b"".join(
        [
            b"\x00asm\x01\x00\x00\x00",
            _section(1, [b"\x60" + _kinds(takes) + _kinds(gives) for takes, gives in types]),
            _section(2, [_name("env") + _name("memory") + b"\x02\x00" + unsigned(pages)]),
            _section(3, [unsigned(types.index((one.takes, one.gives))) for one in listed]),
            _section(6, [b"\x7b\x00\xfd\x0c" + held + b"\x0b" for held in pool.numbers]),
            _section(7, exports),
            _section(10, [one.body() for one in listed]),
            _section(11, segments),
        ]
    )


def _section(number: int, entries: list[bytes]) -> bytes:
    whole = unsigned(len(entries)) + b"".join(entries)
    return bytes((number,)) + unsigned(len(whole)) + whole


def _kinds(kinds: tuple[int, ...]) -> bytes:
    return unsigned(len(kinds)) + bytes(kinds)


def _name(text: str) -> bytes:
    return unsigned(len(text)) + text.encode()
