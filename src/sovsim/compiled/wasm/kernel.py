"""A program as a module of WebAssembly: a kernel that takes two runs through one quarter.

It imports ``env.memory`` and exports

* ``draw(out, chunk)``: fills ``out[quarter][slot][run]`` with the draws of four quarters, from the
  round keys at ``keys``, the first words of both runs' counters at ``places``, and the words and
  purposes at ``words``;
* ``quarter(state, forced, draws)``: moves the state of two runs on. All three are addresses of
  slots, two numbers of 64 bits each, run by run. What the program tells of the quarter stands at
  ``told`` afterwards, slot by slot likewise.
"""

from __future__ import annotations

from dataclasses import dataclass

from sovsim.compiled.layout import Layout
from sovsim.compiled.pieces.memory import stretches
from sovsim.compiled.pieces.plan import LENGTH, SOURCES, Piece, plan
from sovsim.compiled.program import Program
from sovsim.compiled.wasm.binary import ADD, I32, Function, Pool, module
from sovsim.compiled.wasm.draws import draw
from sovsim.compiled.wasm.piece import FILL, fill, function
from sovsim.compiled.wasm.places import STRIDE, Places
from sovsim.compiled.wasm.vectors import functions

_COPY = (0xFC, b"\x0a\x00\x00")


@dataclass(frozen=True)
class Kernel:
    """A module, and what a host must know of it.

    Attributes:
        code: the module's bytes.
        keys, places, words, told: addresses; see the module.
        heap: address from which on memory belongs to the host.
    """

    code: bytes
    keys: int
    places: int
    words: int
    told: int
    heap: int


def kernel(program: Program, layout: Layout, length: int = LENGTH) -> Kernel:
    """Return the kernel of a program.

    Args:
        layout: holds every key that the program reads or gives.
        length: operations in a piece.
    """
    program = program.needed()
    places = Places(program, plan(program, length), layout)
    pool = Pool()
    called = {**functions(pool), FILL: fill(pool)}
    calls = {name: number for number, name in enumerate(called)}
    pieces = [*places.plan.pieces, *_sources(places)]
    written = [function(pool, places, piece, calls) for piece in pieces]
    keys = _aligned(places.known + len(places.constants))
    counters = keys + 10 * 16
    words = counters + 16
    heap = _aligned(words + 8 * layout.draw_slots)
    listed = [*called.values(), *written]
    listed += [
        _quarter(pool, places, range(len(called), len(listed))),
        draw(pool, keys, counters, words, layout.draw_slots),
    ]
    code = module(listed, pool, [(places.known, bytes(places.constants))], heap)
    return Kernel(code, keys, counters, words, places.told, heap)


def _sources(places: Places) -> list[Piece]:
    """Return the pieces for outputs that nobody works out, such as an input under a new key."""
    rows = places.program.rows
    found: dict[int, list[int]] = {}
    for one in places.ends:
        if rows[one].operation in SOURCES and rows[one].units:
            found.setdefault(rows[one].units, []).append(one)
    return [Piece(units, tuple(numbers)) for units, numbers in sorted(found.items())]


def _quarter(pool: Pool, places: Places, pieces: range) -> Function:
    to = Function(pool, (I32, I32, I32), (), "quarter")
    for piece in pieces:
        for parameter in range(3):
            to.get(parameter)
        to.call(piece)
    for first, last in stretches(places.ends):
        to.get(0)
        to.whole(STRIDE * first)
        to.put(ADD)
        to.whole(places.out + STRIDE * first)
        to.whole(STRIDE * (last - first))
        to.put(*_COPY)
    return to


def _aligned(address: int) -> int:
    return -(-address // 16) * 16
