"""Keyed noise: every draw has an address (seed, run, step, unit, purpose), and nothing shifts it.

A run's stream is a Philox generator with the key (seed, run). Its counter's high word addresses a
chunk of eight quarters, and a chunk is drawn whole as ``[purpose, step, unit]``, uniforms only;
normals come by the inverse distribution function. One more purpose (at the end), a longer horizon,
other arms or other block sizes therefore change no other draw, and two arms of one seed differ
only by what the arms change.
"""

from __future__ import annotations

import math
import zlib
from enum import IntEnum

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from sovsim.arrays import FloatArray

CHUNK = 8
"""Quarters drawn at once: repositioning a generator costs more than the draws it skips."""

_LAYOUT = 21
"""Number of the layout of draws; another number is another world of noise under every seed.

This one was picked so that run 0 of seed 0 takes the commonest course of the scenario that README
shows (a request and a mission, as in more than half of all runs); nothing else hangs on it.
"""

_START_WORD = 1 << 40
_SMALLEST = 2.0**-54
_TOGETHER = 32
"""Runs whose chunks are drawn before they are put in order; so few stay in the cache."""


class Purpose(IntEnum):
    """What a draw is for. Numbers are stable: add at the end, never reuse one."""

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
    RHETORIC = 16
    OFFER_EU = 17
    OFFER_NATO = 18
    OFFER_CHINA = 19
    OFFER_TURKEY = 20
    FOREIGN_POLICY = 21
    HEGEMON_RUNG = 22
    HEGEMON_ROUTE = 23
    HEGEMON_TALKS = 24
    ENGAGEMENT = 25
    GLOBAL_VOTE = 26
    GLOBAL_ROUTE = 27
    VOTE_REGIME = 28
    VOTE_WAR = 29
    LEADER_MISSION = 30
    RESPONSE_LAG = 31
    DURATION = 32
    UPHEAVAL = 33
    CONFLICT_TRANSITION = 34
    CONFLICT_ONSET = 35
    DYAD_WAR = 36
    RECOGNITION = 37
    CONDEMNATION = 38
    NUCLEAR_SIGNAL = 39
    MEDIATION = 40
    RESUMPTION = 41
    SPARK = 42
    ELECTION = 43
    CONTESTED_ELECTION = 44
    SUCCESSION = 45
    NEW_GOVERNMENT_RUSSIA = 46
    NEW_GOVERNMENT_WEST = 47
    CORE_RUSSIA = 48
    CORE_WEST = 49
    REGIME_TYPE = 50
    TIDE_POLITICAL = 51
    TIDE_SECURITY = 52
    TIDE_ECONOMIC = 53
    HEGEMON_DISTANCE = 54
    PROJECT = 55
    BID_EU = 56
    BID_NATO = 57
    BODY_CIS = 58
    BODY_CSTO = 59
    BODY_EAEU = 60
    FOUNDING = 61
    BREACH = 62
    WAR_END = 63
    RIVALS = 64
    NORM_ROUTE_GLOBAL = 65
    NORM_ROUTE_REGIONAL = 66
    CITIZENSHIP = 67
    CONSENT = 68
    ENERGY_PRICE = 69
    ARMS = 70
    ELECTION_CLOCK = 71


class Noise:
    """The draws of some runs of one seed, one quarter at a time.

    Args:
        seed: any integer from 0; 0 is a seed like any other.
        runs: numbers of the runs, so that run *k* is the same whatever runs stand beside it.
        units: units in the longest unit axis; draws of shorter axes use the first ones.
        order: for each unit, the unit whose draws it takes; the identity unless a test relabels.
    """

    def __init__(
        self,
        seed: int,
        runs: npt.NDArray[np.int64],
        units: int,
        order: npt.NDArray[np.int64] | None = None,
    ) -> None:
        self.seed = seed
        self.run_numbers = np.asarray(runs, dtype=np.int64)
        self.units = units
        self._order = order
        self._chunk = -1
        self._uniforms: FloatArray = np.empty(0)
        self.step = 0

    def at(self, step: int) -> Noise:
        """Move to a quarter and return itself."""
        chunk = step // CHUNK
        if chunk != self._chunk:
            self._uniforms = self._draw(chunk)
            self._chunk = chunk
        self.step = step
        return self

    def uniform(self, purpose: Purpose, units: int | None = None) -> FloatArray:
        """Return draws in (0, 1), shape ``(run, unit)``."""
        draws = self._uniforms[purpose, self.step % CHUNK]
        if self._order is not None and (units is None or units == len(self._order)):
            return draws[:, self._order]
        return draws if units is None else draws[:, :units]

    def normal(self, purpose: Purpose, units: int | None = None) -> FloatArray:
        """Return standard normal draws, shape ``(run, unit)``."""
        normal: FloatArray = ndtri(self.uniform(purpose, units))
        return normal

    def start(self, column: str, units: int) -> FloatArray:
        """Return standard normal draws for the start value of a column, shape ``(run, unit)``."""
        word = _START_WORD + zlib.crc32(column.encode())
        draws = np.empty((len(self.run_numbers), units))
        self._fill(draws, word)
        np.maximum(draws, _SMALLEST, out=draws)
        if self._order is not None and units == len(self._order):
            draws = draws[:, self._order]
        normal: FloatArray = ndtri(draws)
        return normal

    def _draw(self, chunk: int) -> FloatArray:
        shape = (len(Purpose), CHUNK, self.units)
        drawn = np.empty((*shape[:2], len(self.run_numbers), self.units))
        for first in range(0, len(self.run_numbers), _TOGETHER):
            runs = slice(first, first + _TOGETHER)
            streams = np.empty((len(self.run_numbers[runs]), math.prod(shape)))
            self._fill(streams, chunk, first)
            np.maximum(streams, _SMALLEST, out=streams)
            drawn[:, :, runs] = np.moveaxis(streams.reshape(-1, *shape), 0, 2)
        return drawn

    def _fill(self, rows: FloatArray, word: int, first: int = 0) -> None:
        """Fill each row with the stream of a run from a word on; the first row's run is given.

        One generator is moved from run to run: to make one for each costs more than the draws.
        """
        bits = np.random.Philox(key=[0, 0])
        generator = np.random.Generator(bits)
        state = bits.state
        counter = np.array([0, 0, _LAYOUT, word], dtype=np.uint64)
        key = np.array([self.seed, 0], dtype=np.uint64)
        state["state"] = {"counter": counter, "key": key}
        for row, run in zip(rows, self.run_numbers[first:].tolist(), strict=False):
            key[1] = run
            bits.state = state
            generator.random(out=row)
