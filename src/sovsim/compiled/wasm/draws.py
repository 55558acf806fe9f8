"""Draws of two runs in WebAssembly: Philox 4x64-10, bit for bit as `sovsim.noise` makes them."""

from __future__ import annotations

from sovsim.compiled.wasm.binary import (
    ADD,
    AGAIN,
    BLOCK_END,
    I32,
    I64,
    LESS,
    LOOP,
    Function,
    Pool,
    double,
)

DRAWS = 4
"""Draws that one value of the counter gives."""

_MULTIPLIERS = (0xD2E7470EE14C6C93, 0xCA5A826395121157)
_ROUNDS = 10
_LOW = (1 << 32) - 1
_LOAD_I64, _LOAD_U32, _STORE_F64 = 0x29, 0x35, 0x39
_MULTIPLY, _AND, _XOR, _SHIFT, _ADD = 0x7E, 0x83, 0x85, 0x88, 0x7C


def draw(pool: Pool, keys: int, places: int, words: int, slots: int) -> Function:
    """Return the function ``draw(out, chunk)``, which fills ``out[draw][slot][run]``.

    Args:
        keys: address of the keys of ten rounds, each two numbers of 64 bits.
        places: address of the first word of the counter of each run, 64 bits.
        words: address of word and purpose of each slot, of 32 bits each.
        slots: how many there are.
    """
    to = Function(pool, (I32, I32), (), "draw")
    out, chunk = 0, 1
    slot, run, at = (to.local(I32) for _ in range(3))
    a, b, c, d, high0, high1, low0, low1, t, u = (to.local(I64) for _ in range(10))

    def product(of: int, which: int, high: int, low: int) -> None:
        """Set the halves of 64 bits of a product of 128."""
        upper, lower = _MULTIPLIERS[which] >> 32, _MULTIPLIERS[which] & _LOW
        half(of, 0)
        to.wide(lower)
        to.put(_MULTIPLY)
        to.wide(32)
        to.put(_SHIFT)
        half(of, 0)
        to.wide(upper)
        to.put(_MULTIPLY, _ADD)
        to.set(t)
        half(t, 0)
        half(of, 1)
        to.wide(lower)
        to.put(_MULTIPLY, _ADD)
        to.set(u)
        half(t, 1)
        half(u, 1)
        to.put(_ADD)
        half(of, 1)
        to.wide(upper)
        to.put(_MULTIPLY, _ADD)
        to.set(high)
        to.get(of)
        to.wide(_MULTIPLIERS[which])
        to.put(_MULTIPLY)
        to.set(low)

    def half(of: int, upper: int) -> None:
        to.get(of)
        to.wide(32 if upper else _LOW)
        to.put(_SHIFT if upper else _AND)

    def mixed(high: int, other: int, key: int, into: int) -> None:
        to.get(high)
        to.get(other)
        to.put(_XOR)
        to.get(at)
        to.at(_LOAD_I64, keys + key)
        to.put(_XOR)
        to.set(into)

    def stored(value: int, number: int) -> None:
        """Store a draw: 53 bits, and never 0."""
        to.get(out)
        to.get(value)
        to.wide(11)
        to.put(_SHIFT, 0xBA)  # to a number
        to.put(0x44, double(2.0**-53), 0xA2)  # its share
        to.put(0x44, double(2.0**-54), 0xA5)  # the larger
        to.at(_STORE_F64, number * slots * 16)

    to.put(*LOOP)  # slots
    to.whole(0)
    to.set(run)
    to.put(*LOOP)  # runs
    to.get(run)
    to.at(_LOAD_I64, places)
    to.set(a)
    for into, offset in ((b, 0), (c, 4)):
        to.get(slot)
        to.at(_LOAD_U32, words + offset, 2)
        to.set(into)
    to.get(chunk)
    to.put(0xAD)  # to 64 bits
    to.set(d)
    to.whole(0)
    to.set(at)
    to.put(*LOOP)  # rounds
    product(a, 0, high0, low0)
    product(c, 1, high1, low1)
    mixed(high1, b, 0, a)
    mixed(high0, d, 8, c)
    to.get(low1)
    to.set(b)
    to.get(low0)
    to.set(d)
    _again(to, at, 16, 16 * _ROUNDS)
    for number, value in enumerate((a, b, c, d)):
        stored(value, number)
    _moved(to, out, 8)
    _again(to, run, 8, 16)
    _again(to, slot, 8, 8 * slots)
    return to


def _moved(to: Function, local: int, by: int) -> None:
    to.get(local)
    to.whole(by)
    to.put(ADD)
    to.set(local)


def _again(to: Function, local: int, by: int, end: int) -> None:
    """Close a loop that counts a local up to its end."""
    to.get(local)
    to.whole(by)
    to.put(ADD)
    to.tee(local)
    to.whole(end)
    to.put(LESS, *AGAIN, BLOCK_END)
