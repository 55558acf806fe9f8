"""Keyed noise: every draw has an address, and nothing shifts it.

The address is (seed, run, chunk of quarters, purpose, unit), the unit by its code. A stream belongs
to a seed, a unit, a purpose and a chunk; it is a Philox generator with the seed as its key, and the
rest stands in the counter: words of chunk, purpose and unit, and the run as the place in the
stream. Uniforms only; normals come by the inverse distribution function. One more state, one more
purpose, a longer horizon, other arms or other block sizes therefore change no other draw, and two
arms of one seed differ only by what the arms change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from sovsim.addresses import word
from sovsim.arrays import FloatArray
from sovsim.special import ndtri

CHUNK = 16
"""Quarters drawn at once, a multiple of the draws of one count: repositioning a generator costs
more than the draws it skips."""

_COUNT = 4
"""Draws that a generator makes from one value of its counter."""

SYSTEM = "system"
_START_WORD = 1 << 40
_SMALLEST = 2.0**-54


class Purpose(IntEnum):
    """What a draw is for, and the axis whose units each have one of their own.

    States, unless another axis stands there. Numbers are stable: add at the end, never reuse one.
    """

    axis: str

    def __new__(cls, number: int, axis: str = "state") -> Purpose:
        """Return the purpose of a number."""
        self = int.__new__(cls, number)
        self._value_ = number
        self.axis = axis
        return self

    PREFERENCE_RUSSIA_POLITICAL = 0
    PREFERENCE_RUSSIA_SECURITY = 1
    PREFERENCE_RUSSIA_ECONOMIC = 2
    PREFERENCE_WEST_POLITICAL = 3
    PREFERENCE_WEST_SECURITY = 4
    PREFERENCE_WEST_ECONOMIC = 5
    PUBLIC_RUSSIA = 6
    PUBLIC_WEST = 7
    DEPENDENCE = 8
    WELFARE = 9
    UNREST = 10
    PERCEPTION_POLITICAL = 11
    PERCEPTION_SECURITY = 12
    PERCEPTION_ECONOMIC = 13
    ALIGNMENT_RUSSIA = 14
    ALIGNMENT_WEST = 15
    RHETORIC = 16, "system"
    OFFER_EU = 17
    OFFER_NATO = 18
    OFFER_CHINA = 19
    OFFER_TURKEY = 20
    FOREIGN_POLICY = 21
    HEGEMON_RUNG = 22
    HEGEMON_ROUTE = 23
    HEGEMON_TALKS = 24
    ENGAGEMENT = 25, "system"
    GLOBAL_VOTE = 26, "system"
    VOTE_REGIME = 27
    VOTE_WAR = 28
    LEADER_MISSION = 29
    RESPONSE_LAG = 30
    DURATION = 31
    UPHEAVAL = 32
    CONFLICT_TRANSITION = 33
    CONFLICT_ONSET = 34
    DYAD_WAR = 35, "dyad"
    RECOGNITION = 36, "contested"
    CONDEMNATION = 37, "system"
    NUCLEAR_SIGNAL = 38, "system"
    MEDIATION = 39, "system"
    RESUMPTION = 40
    SPARK = 41
    ELECTION = 42
    CONTESTED_ELECTION = 43
    SUCCESSION = 44
    NEW_GOVERNMENT_RUSSIA = 45
    NEW_GOVERNMENT_WEST = 46
    CORE_RUSSIA = 47
    CORE_WEST = 48
    REGIME_TYPE = 49
    TIDE_POLITICAL = 50, "system"
    TIDE_SECURITY = 51, "system"
    TIDE_ECONOMIC = 52, "system"
    HEGEMON_DISTANCE = 53, "system"
    PROJECT = 54
    BID_EU = 55
    BID_NATO = 56
    BODY_CIS = 57
    BODY_CSTO = 58
    BODY_EAEU = 59
    FOUNDING = 60, "system"
    BREACH = 61
    WAR_END = 62
    NORM_ROUTE_GLOBAL = 63, "system"
    NORM_ROUTE_REGIONAL = 64, "system"
    CONSENT = 65
    ENERGY_PRICE = 66, "system"
    ARMS = 67
    ELECTION_CLOCK = 68
    UN_TEXT = 69, "system"


class Noise:
    """The draws of some runs of one seed, one quarter at a time.

    Args:
        seed: any integer from 0; 0 is a seed like any other.
        runs: numbers of the runs, so that run *k* is the same whatever runs stand beside it.
        units: axis -> codes of its units, as from `sovsim.region.Region.units`.
        addresses: code -> code whose draws a unit takes; its own unless a test relabels.
    """

    def __init__(
        self,
        seed: int,
        runs: npt.NDArray[np.int64],
        units: Mapping[str, Sequence[str]],
        addresses: Mapping[str, str] | None = None,
    ) -> None:
        self.seed = seed
        self.run_numbers = np.asarray(runs, dtype=np.int64)
        self.units = {SYSTEM: (SYSTEM,), **units}
        renamed = addresses or {}
        self._words = {
            axis: [word(renamed.get(code, code)) for code in codes]
            for axis, codes in self.units.items()
        }
        distinct, self._places = np.unique(self.run_numbers, return_inverse=True)
        self._in_order = np.array_equal(distinct, self.run_numbers)
        self._stretches = np.split(distinct, np.flatnonzero(np.diff(distinct) > 1) + 1)
        self._distinct = len(distinct)
        self._drawn: dict[Purpose, tuple[int, FloatArray]] = {}
        self.step = 0

    def at(self, step: int) -> Noise:
        """Move to a quarter and return itself."""
        self.step = step
        return self

    def uniform(self, purpose: Purpose, units: int | None = None) -> FloatArray:
        """Return draws in (0, 1), one for each unit of the purpose's axis, shape ``(run, unit)``.

        Args:
            units: number of units that the caller counts on.

        Raises:
            ValueError: the purpose's axis has another number of units.
        """
        chunk, quarter = divmod(self.step, CHUNK)
        held = self._drawn.get(purpose)
        if held is None or held[0] != chunk:
            held = (chunk, self._draw(self._words[purpose.axis], purpose, chunk, CHUNK))
            self._drawn[purpose] = held
        draws: FloatArray = held[1][quarter]
        if units is not None and units != draws.shape[-1]:
            raise ValueError(f"{purpose.name} is drawn for each {purpose.axis}, not for {units}")
        return draws

    def normal(
        self,
        purpose: Purpose,
        units: int | None = None,
        where: npt.NDArray[np.bool_] | None = None,
    ) -> FloatArray:
        """Return standard normal draws, shape ``(run, unit)``.

        Args:
            units: number of units that the caller counts on.
            where: units that use theirs; the others have 0, which is cheaper than a draw.
        """
        draws = self.uniform(purpose, units)
        if where is None:
            normal: FloatArray = ndtri(draws)
        else:
            normal = np.zeros(draws.shape)
            ndtri(draws, out=normal, where=where)
        return normal

    def start(self, column: str, axis: str = SYSTEM) -> FloatArray:
        """Return standard normal draws for the start values of a column, shape ``(run, unit)``."""
        draws = self._draw(self._words[axis], word(column), _START_WORD, _COUNT)
        normal: FloatArray = ndtri(draws[0])
        return normal

    def _draw(self, units: Sequence[int], purpose: int, chunk: int, length: int) -> FloatArray:
        """Return so many draws of each run, shape ``(draw, run, unit)``.

        One generator is moved from unit to unit: to make one for each costs more than the draws.
        """
        bits = np.random.Philox(key=[0, 0])
        generator = np.random.Generator(bits)
        state = bits.state
        counter = np.array([0, 0, purpose, chunk], dtype=np.uint64)
        state["state"] = {"counter": counter, "key": np.array([self.seed, 0], dtype=np.uint64)}
        rows = np.empty((len(units), self._distinct * length))
        for row, unit in zip(rows, units, strict=True):
            counter[1] = unit
            first = 0
            for stretch in self._stretches:
                counter[0] = int(stretch[0]) * (length // _COUNT)
                bits.state = state
                last = first + len(stretch) * length
                generator.random(out=row[first:last])
                first = last
        streams = rows.reshape(len(units), self._distinct, length).transpose(2, 1, 0)
        drawn = np.maximum(streams, _SMALLEST, order="C")
        return drawn if self._in_order else drawn[:, self._places]
