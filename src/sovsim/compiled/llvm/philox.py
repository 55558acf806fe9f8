"""The draws of eight runs, as `sovsim.noise` makes them: Philox 4x64-10, bit for bit.

A block of its counter gives four draws, so a kernel draws for four quarters at once. The first two
rounds fall apart into what rests on the run and what rests on the draw's address alone; each is
worked out once and not for every pair of them. The rest goes run by run: a processor has a product
of 128 bits for single whole numbers only.
"""

from __future__ import annotations

from sovsim.compiled.llvm.code import BYTES, LANES, NUMBERS, WHOLES, Code

DRAWS = 4
"""Draws that one value of the counter gives."""

CHUNK_BLOCKS = 4
"""Values of the counter that a chunk of quarters takes; see `sovsim.noise.CHUNK`."""

_MULTIPLIERS = (0xD2E7470EE14C6C93, 0xCA5A826395121157)
_WEYL = (0x9E3779B97F4A7C15, 0xBB67AE8584CAA73B)
_ROUNDS = 10
_OF_RUN = 3 * 8
"""Bytes that the first rounds keep of a run."""

SIZE = LANES * _OF_RUN
"""Bytes that drawing needs besides its result."""


def draw(slots: int) -> list[str]:
    """Return the functions that fill ``drawn[draw of block, slot, lane]``, beginning with ``draw``.

    Its arguments: the draws; what it needs besides; a word and a purpose for each slot; the numbers
    of the runs; the seed; the chunk of quarters; the block in it.
    """
    arguments = "ptr noalias %drawn, ptr noalias %kept, ptr noalias %words, ptr noalias %runs"
    return [
        f"define internal void @draw({arguments}, i64 %seed, i64 %chunk, i64 %block) noinline {{",
        *_keys(),
        "  br label %runs_begin",
        *_runs(),
        *_slots(slots),
        *_numbers(slots),
        "}",
    ]


def _keys() -> list[str]:
    lines = ["  %key0 = add i64 %seed, 0", "  %other0 = add i64 0, 0"]
    for number in range(1, _ROUNDS):
        lines.append(f"  %key{number} = add i64 %key{number - 1}, {_signed(_WEYL[0])}")
        lines.append(f"  %other{number} = add i64 %other{number - 1}, {_signed(_WEYL[1])}")
    return lines


def _runs() -> list[str]:
    """Return the part of two rounds that rests on the run."""
    code = Code("r")
    run = code.load(code.address("%runs", code.let("mul i64 %lane, 8")), "i64")
    first = code.let(f"mul i64 {run}, {CHUNK_BLOCKS}")
    counter = code.let(f"add i64 {code.let(f'add i64 {first}, %block')}, 1")
    high, low = _product(code, counter, 0)
    second = _xor(code, high, "%chunk", "%other0")
    high, third = _product(code, second, 1)
    kept = code.address("%kept", code.let(f"mul i64 %lane, {_OF_RUN}"))
    for place, value in enumerate((high, third, _xor(code, low, "%other1"))):
        code.store(value, code.address(kept, 8 * place), "i64")
    return _looped("runs", "lane", LANES, code.lines, "slots_begin")


def _slots(slots: int) -> list[str]:
    """Return the part that rests on the address, and what is left to do for each run."""
    code = Code("s")
    address = code.address("%words", code.let("mul i64 %slot, 16"))
    word, purpose = code.load(address, "i64"), code.load(code.address(address, 8), "i64")
    high, low = _product(code, purpose, 1)
    zeroth = _xor(code, high, word, "%key0")
    high, third = _product(code, zeroth, 0)
    low = _xor(code, low, "%key1")
    to = code.address("%drawn", code.let(f"mul i64 %slot, {BYTES}"))
    inner = Code("d")
    kept = inner.address("%kept", inner.let(f"mul i64 %run, {_OF_RUN}"))
    of_run = [inner.load(inner.address(kept, 8 * place), "i64") for place in range(3)]
    state = [
        _xor(inner, of_run[0], low),
        of_run[1],
        _xor(inner, high, of_run[2]),
        third,
    ]
    for number in range(2, _ROUNDS):
        state = _round(inner, state, number)
    here = inner.address(to, inner.let("mul i64 %run, 8"))
    for place, value in enumerate(state):
        inner.store(value, inner.address(here, place * slots * BYTES), "i64")
    lanes = _looped("each", "run", LANES, inner.lines, "slots_next")
    body = [*code.lines, "  br label %each_begin", *lanes]
    return _looped("slots", "slot", slots, body, "numbers_begin", "slots_next")


def _numbers(slots: int) -> list[str]:
    """Return what makes uniform numbers of bits: 53 of them, and never 0."""
    code = Code("n")
    at = code.address("%drawn", code.let(f"mul i64 %place, {BYTES}"))
    bits = code.whole("lshr", code.load(at, WHOLES), 11)
    number = code.let(f"uitofp {WHOLES} {bits} to {NUMBERS}")
    number = code.multiply(number, code.number(2.0**-53))
    least = code.number(2.0**-54)
    code.store(code.where(code.less(number, least), least, number), at)
    lines = _looped("numbers", "place", DRAWS * slots, code.lines, "all_done")
    return [*lines, "all_done:", "  ret void"]


def _looped(
    name: str, counter: str, times: int, body: list[str], after: str, last: str = ""
) -> list[str]:
    """Return a loop that a block ``name_begin`` enters and that goes on to a block."""
    last = last or f"{name}_loop"
    end = [] if last == f"{name}_loop" else [f"{last}:"]
    return [
        f"{name}_begin:",
        f"  br label %{name}_loop",
        f"{name}_loop:",
        f"  %{counter} = phi i64 [ 0, %{name}_begin ], [ %{counter}_next, %{last} ]",
        *body,
        *end,
        f"  %{counter}_next = add i64 %{counter}, 1",
        f"  %{counter}_more = icmp ult i64 %{counter}_next, {times}",
        f"  br i1 %{counter}_more, label %{name}_loop, label %{after}",
    ]


def _round(code: Code, state: list[str], number: int) -> list[str]:
    high0, low0 = _product(code, state[0], 0)
    high1, low1 = _product(code, state[2], 1)
    return [
        _xor(code, high1, state[1], f"%key{number}"),
        low1,
        _xor(code, high0, state[3], f"%other{number}"),
        low0,
    ]


def _product(code: Code, a: str, which: int) -> tuple[str, str]:
    """Return the upper and the lower half of the product with a multiplier."""
    wide = code.let(f"zext i64 {a} to i128")
    whole = code.let(f"mul i128 {wide}, {_MULTIPLIERS[which]}")
    high = code.let(f"lshr i128 {whole}, 64")
    return code.let(f"trunc i128 {high} to i64"), code.let(f"trunc i128 {whole} to i64")


def _xor(code: Code, *of: str) -> str:
    value, *others = of
    for other in others:
        value = code.let(f"xor i64 {value}, {other}")
    return value


def _signed(value: int) -> int:
    return value - (1 << 64) if value >> 63 else value
