"""The draws of eight runs, as `sovsim.noise` makes them: Philox 4x64-10, bit for bit.

A block of its counter gives four draws, so a kernel draws for four quarters at once. The first two
rounds fall apart into what rests on the run and what rests on the draw's address alone; each is
worked out once and not for every pair of them.
"""

from __future__ import annotations

from sovsim.compiled.llvm.code import BYTES, Code
from sovsim.compiled.pack import LANES

DRAWS = 4
"""Draws that one value of the counter gives."""

CHUNK_BLOCKS = 4
"""Values of the counter that a chunk of quarters takes; see `sovsim.noise.CHUNK`."""

_MULTIPLIERS = (0xD2E7470EE14C6C93, 0xCA5A826395121157)
_WEYL = (0x9E3779B97F4A7C15, 0xBB67AE8584CAA73B)
_ROUNDS = 10
_LOW = (1 << 32) - 1


def draw(slots: int, stride: int) -> list[str]:
    """Return the function that fills ``drawn[draw of block, slot, lane]``, named ``draw``.

    Its arguments: the draws; a word and a purpose for each slot; the numbers of the runs; the seed;
    the chunk of quarters; the block in it.

    Args:
        slots: how many there are.
        stride: bytes from draw to draw of a block.
    """
    arguments = "ptr noalias %drawn, ptr noalias %words, ptr noalias %runs"
    together = 2 if slots > 1 else 1
    once = Code("r")
    of_run = _of_run(once)
    code = Code("d", together * LANES)
    _of_slots(code, of_run, together, stride)
    # Where slots do not come out even, the last are drawn twice.
    return [
        f"define internal void @draw({arguments}, i64 %seed, i64 %chunk, i64 %block) noinline {{",
        "entry:",
        *_keys(),
        *once.lines,
        f"  br i1 {'true' if slots else 'false'}, label %loop, label %done",
        "loop:",
        "  %place = phi i64 [ 0, %entry ], [ %next, %loop ]",
        f"  %slot = call i64 @llvm.umin.i64(i64 %place, i64 {max(slots - together, 0)})",
        *code.lines,
        f"  %next = add i64 %place, {together}",
        f"  %more = icmp ult i64 %next, {slots}",
        "  br i1 %more, label %loop, label %done",
        "done:",
        "  ret void",
        "}",
        "declare i64 @llvm.umin.i64(i64, i64)",
    ]


def _keys() -> list[str]:
    lines = []
    for number in range(_ROUNDS):
        for name, begin, step in (("key", "%seed", _WEYL[0]), ("other", "0", _WEYL[1])):
            lines.append(f"  %{name}{number} = add i64 {begin}, {_signed(number * step)}")
    return lines


def _of_run(code: Code) -> list[str]:
    """Return the part of two rounds that rests on the run: three words of each lane."""
    first = code.whole("mul", code.load("%runs", code.wholes), CHUNK_BLOCKS)
    begin = code.alike(code.let("add i64 %block, 1"), "i64")
    counter = code.let(f"add {code.wholes} {first}, {begin}")
    high, low = _product(code, counter, 0)
    second = _xor(code, high, *(code.alike(one, "i64") for one in ("%chunk", "%other0")))
    high, third = _product(code, second, 1)
    return [high, third, _xor(code, low, code.alike("%other1", "i64"))]


def _of_slots(code: Code, of_run: list[str], together: int, stride: int) -> None:
    """Add what draws for some slots."""
    address = code.address("%words", code.let("mul i64 %slot, 16"))
    parts = [_of_address(code, code.address(address, 16 * number)) for number in range(together)]
    of_address = [
        code.together([code.of_width(LANES).alike(one, "i64") for one in word], "i64")
        for word in zip(*parts, strict=True)
    ]
    runs = [code.together([one], "i64") for one in of_run]
    state = [
        _xor(code, runs[0], of_address[0]),
        runs[1],
        _xor(code, of_address[1], runs[2]),
        of_address[2],
    ]
    for number in range(2, _ROUNDS):
        high0, low0 = _product(code, state[0], 0)
        high1, low1 = _product(code, state[2], 1)
        keys = [code.alike(f"%{name}{number}", "i64") for name in ("key", "other")]
        first, third = _xor(code, high1, state[1], keys[0]), _xor(code, high0, state[3], keys[1])
        state = [first, low1, third, low0]
    to = code.address("%drawn", code.let(f"mul i64 %slot, {BYTES}"))
    for place, bits in enumerate(state):
        code.store(_uniform(code, bits), code.address(to, place * stride))


def _of_address(code: Code, address: str) -> list[str]:
    """Return the part of two rounds that rests on a draw's address: three words."""
    word, purpose = code.load(address, "i64"), code.load(code.address(address, 8), "i64")
    high, low = _wide_product(code, purpose, 1)
    zeroth = code.let(f"xor i64 {code.let(f'xor i64 {high}, {word}')}, %key0")
    high, third = _wide_product(code, zeroth, 0)
    return [code.let(f"xor i64 {low}, %key1"), high, third]


def _uniform(code: Code, bits: str) -> str:
    """Return uniform numbers of bits: 53 of them, and never 0."""
    whole = code.whole("lshr", bits, 11)
    number = code.let(f"uitofp {code.wholes} {whole} to {code.numbers}")
    number = code.multiply(number, code.number(2.0**-53))
    least = code.number(2.0**-54)
    return code.where(code.less(number, least), least, number)


def _product(code: Code, a: str, which: int) -> tuple[str, str]:
    """Return the upper and the lower half of products with a multiplier, made of 32-bit halves."""
    m_low, m_high = _MULTIPLIERS[which] & _LOW, _MULTIPLIERS[which] >> 32
    low, high = code.whole("and", a, _LOW), code.whole("lshr", a, 32)
    ll, lh = code.whole("mul", low, m_low), code.whole("mul", low, m_high)
    hl, hh = code.whole("mul", high, m_low), code.whole("mul", high, m_high)
    middle = _add(code, code.whole("lshr", ll, 32), lh)
    upper = _add(code, code.whole("and", middle, _LOW), hl)
    top = _add(code, _add(code, hh, code.whole("lshr", middle, 32)), code.whole("lshr", upper, 32))
    bottom = f"or {code.wholes} {code.whole('shl', upper, 32)}, {code.whole('and', ll, _LOW)}"
    return top, code.let(bottom)


def _wide_product(code: Code, a: str, which: int) -> tuple[str, str]:
    """Return the halves of a product of a single whole number."""
    wide = code.let(f"zext i64 {a} to i128")
    whole = code.let(f"mul i128 {wide}, {_MULTIPLIERS[which]}")
    high = code.let(f"lshr i128 {whole}, 64")
    return code.let(f"trunc i128 {high} to i64"), code.let(f"trunc i128 {whole} to i64")


def _add(code: Code, a: str, b: str) -> str:
    return code.let(f"add {code.wholes} {a}, {b}")


def _xor(code: Code, *of: str) -> str:
    value, *others = of
    for other in others:
        value = code.let(f"xor {code.wholes} {value}, {other}")
    return value


def _signed(value: int) -> int:
    value &= (1 << 64) - 1
    return value - (1 << 64) if value >> 63 else value
