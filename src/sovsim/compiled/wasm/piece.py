"""One piece of a quarter: a function of WebAssembly that works on two runs side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import partial

from sovsim.compiled.functions import FUNCTIONS
from sovsim.compiled.pieces.plan import SOURCES, SUMS, Piece, read_by
from sovsim.compiled.program import Row
from sovsim.compiled.wasm import vectors
from sovsim.compiled.wasm.binary import ADD, AGAIN, BLOCK_END, I32, LESS, LOOP, V128, Function, Pool
from sovsim.compiled.wasm.places import DRAWS, FORCED, OWN, STATE, STRIDE, At, Places

_BEGINS = {"sum": -0.0, "highest": float("-inf"), "lowest": float("inf")}
_OF_NOTHING = {**_BEGINS, "sum": 0.0}
_EXTREMES = ("minimum", "maximum")
_PRESENT = ("fmin", "fmax")
_SHIFT = 0x76
FILL = "fill"


def function(pool: Pool, places: Places, piece: Piece, calls: Mapping[str, int]) -> Function:
    """Return a piece as a function.

    Args:
        calls: number of each mathematical function, and of `fill`.
    """
    return _Writer(pool, places, piece, calls).written()


def fill(pool: Pool) -> Function:
    """Return the function that writes a value into slots: address, bytes, value."""
    to = Function(pool, (I32, I32, V128))
    to.get(0)
    to.get(1)
    to.put(ADD)
    to.set(1)
    to.put(*LOOP)
    to.get(0)
    to.get(2)
    to.vector_at(vectors.STORE, 0)
    to.get(0)
    to.whole(STRIDE)
    to.put(ADD)
    to.tee(0)
    to.get(1)
    to.put(LESS, *AGAIN, BLOCK_END)
    return to


class _Writer:
    """Writes a piece: single values before the loop, the loop, and what came together after it."""

    def __init__(self, pool: Pool, places: Places, piece: Piece, calls: Mapping[str, int]) -> None:
        self._places, self._piece, self._calls = places, piece, calls
        self._rows = places.program.rows
        self._looped = piece.units != 1
        self._to = Function(pool, (I32, I32, I32))
        self._to.local(I32)  # OWN
        self._local: dict[int, int] = {}
        self._gathered: list[tuple[int, int]] = []
        inside = places.plan.inside
        reads = [one for row in piece.rows for one in read_by(places.program, row, inside)]
        self._uses = Counter(reads)
        self._bases: dict[int, int] = {}

    def written(self) -> Function:
        if not self._piece.units:
            for number in self._piece.rows:
                self._of_nothing(number)
            return self._to
        if self._looped:
            self._before()
            self._to.put(*LOOP)
        for number in self._piece.rows:
            if self._rows[number].operation in SUMS and self._looped:
                self._gather(number)
            else:
                self._name(number)
        if self._looped:
            self._step()
        for number, local in self._gathered:
            self._write_all(number, local)
        return self._to

    def _before(self) -> None:
        """Read single values, note where arrays begin that units are taken from, begin sums."""
        for one in self._uses:
            row = self._rows[one]
            if row.units == 1 and row.operation != "constant":
                self._read(one)
                self._keep(one)
        for number in self._piece.rows:
            row = self._rows[number]
            if row.operation in SUMS:
                self._begin(row.operation)
                self._gathered.append((number, self._kept()))
        for parameter in (STATE, FORCED, DRAWS):
            self._to.get(parameter)
            self._bases[parameter] = self._to.local(I32)
            self._to.set(self._bases[parameter])

    def _begin(self, operation: str) -> None:
        if operation in _BEGINS:
            vectors.constant(self._to, _BEGINS[operation])
        else:
            vectors.truth(self._to, operation == "all")

    def _step(self) -> None:
        """Move on to the next unit."""
        for parameter in (STATE, FORCED, DRAWS):
            self._to.get(parameter)
            self._to.whole(STRIDE)
            self._to.put(ADD)
            self._to.set(parameter)
        self._to.get(OWN)
        self._to.whole(STRIDE)
        self._to.put(ADD)
        self._to.tee(OWN)
        self._to.whole(STRIDE * self._piece.units)
        self._to.put(LESS, *AGAIN, BLOCK_END)

    def _gather(self, number: int) -> None:
        row, local = self._rows[number], dict(self._gathered)[number]
        self._push(row.of[0])
        self._to.get(local)
        if row.operation in ("highest", "lowest"):
            # As everywhere the first of two is what came before: see `vectors.extreme`.
            self._to.vector(vectors.LARGER if row.operation == "highest" else vectors.SMALLER)
        else:
            name = {"sum": "add", "any": "or", "all": "and"}[row.operation]
            self._to.vector(vectors.PLAIN[name])
        self._to.set(local)

    def _of_nothing(self, number: int) -> None:
        """Write what a row comes to that goes through no units."""
        operation = self._rows[number].operation
        if operation in _OF_NOTHING:
            vectors.constant(self._to, _OF_NOTHING[operation])
        elif operation in SUMS:
            vectors.truth(self._to, operation == "all")
        else:
            return
        self._write_all(number, self._kept())

    def _name(self, number: int) -> None:
        row = self._rows[number]
        if row.operation in SOURCES:
            self._read(number)
        else:
            self._work_out(row)
        local = self._kept()
        self._local[number] = local
        self._write_all(number, local)

    def _push(self, one: int) -> None:
        row = self._rows[one]
        if one in self._local:
            self._to.get(self._local[one])
        elif one in self._places.plan.inside:
            self._work_out(row)
        else:
            self._read(one)
            if self._uses[one] > 1 and row.operation != "constant":
                self._to.tee(self._keep_local(one))

    def _keep(self, one: int) -> None:
        self._to.set(self._keep_local(one))

    def _keep_local(self, one: int) -> int:
        self._local[one] = self._to.local(V128)
        return self._local[one]

    def _kept(self) -> int:
        local = self._to.local(V128)
        self._to.set(local)
        return local

    def _read(self, one: int) -> None:
        row = self._rows[one]
        if row.operation == "constant":
            if row.kind == "truth":
                vectors.truth(self._to, bool(row.data))
            else:
                vectors.constant(self._to, float(row.data))
            return
        self._load(self._places.at(one))
        self._as_truth(one)

    def _as_truth(self, one: int) -> None:
        if self._rows[one].kind == "truth" and not self._places.is_mask(one):
            vectors.constant(self._to, 0.0)
            self._to.vector(vectors.PLAIN["not_equal"])

    def _load(self, at: At) -> None:
        self._to.get(at.base)
        if at.shift:
            self._to.whole(at.shift)
            self._to.put(_SHIFT)
        self._to.vector_at(at.load, at.offset)

    def _work_out(self, row: Row) -> None:
        name, to = row.operation, self._to
        given = [partial(self._push, one) for one in row.of]
        if name == "take":
            self._take(row)
        elif name in SUMS:
            self._push(row.of[0])
        elif name in _EXTREMES:
            vectors.extreme(to, name, given)
        elif name in _PRESENT:
            vectors.present(to, name, given)
        elif name in FUNCTIONS:
            self._push(row.of[0])
            to.call(self._calls[name])
        elif name == "where":
            for one in (*row.of[1:], row.of[0]):
                self._push(one)
            to.vector(vectors.SELECT)
        elif name == "number":
            self._push(row.of[0])
            vectors.as_number(to)
        elif name in ("equal", "not_equal") and self._rows[row.of[0]].kind == "truth":
            for one in row.of:
                self._push(one)
            to.vector(vectors.PLAIN["xor"])
            if name == "equal":
                to.vector(vectors.PLAIN["not"])
        else:
            for one in row.of:
                self._push(one)
            to.vector(vectors.PLAIN[name])

    def _take(self, row: Row) -> None:
        (source,) = row.of
        if self._rows[source].units == 1:
            self._push(source)
            return
        at, index = self._places.at(source), self._places.indices(row)
        self._to.get(index.base)
        self._to.whole(index.shift)
        self._to.put(_SHIFT)
        self._to.at(0x28, index.offset, 2)
        if at.shift:
            self._to.whole(at.shift)
            self._to.put(_SHIFT)
        if at.base != OWN:
            self._to.get(self._bases.get(at.base, at.base))
            self._to.put(ADD)
        self._to.vector_at(at.load, at.offset)
        self._as_truth(source)

    def _write_all(self, number: int, local: int) -> None:
        """Write a row wherever it belongs; what came together, after the loop, from local 0 on."""
        row = self._rows[number]
        held = self._places.held(number)
        if held is not None:
            self._store(held, local, row.units)
        for end in self._places.ends.get(number, ()):
            value = local
            if row.kind == "truth":
                self._to.get(local)
                vectors.as_number(self._to)
                value = self._kept()
            address = self._places.end(end)
            if row.units == 1 and end.units != 1:
                if end.units:
                    self._to.whole(address)
                    self._to.whole(STRIDE * end.units)
                    self._to.get(value)
                    self._to.call(self._calls[FILL])
            else:
                self._store(address, value, row.units)

    def _store(self, address: int, local: int, units: int) -> None:
        if units == 1:
            self._to.whole(0)
        else:
            self._to.get(OWN)
        self._to.get(local)
        self._to.vector_at(vectors.STORE, address)
