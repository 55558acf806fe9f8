"""What would have turned a decision: the nearest other draw, and the smallest gain in utility."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Option:
    """An option of a decision, as it stood.

    Attributes:
        name: lower-case name.
        probability: chance of being chosen.
        low, high: draws from `low` up to `high` choose it.
        terms: motive -> utility.
    """

    name: str
    probability: float
    low: float
    high: float
    terms: dict[str, float]

    @property
    def utility(self) -> float:
        """Sum of the utility terms."""
        return sum(self.terms.values())

    def holds(self, draw: float) -> bool:
        """Return whether a draw chooses the option."""
        return self.low <= draw < self.high


@dataclass(frozen=True)
class OtherDraw:
    """The nearest draw that chooses another option, and how far away it is (signed)."""

    option: str
    draw: float
    distance: float


@dataclass(frozen=True)
class OtherUtility:
    """The smallest gain in utility with which the runner-up would have been chosen."""

    option: str
    probability: float
    gain: float


def stretched(names: Sequence[str], probabilities: Sequence[float]) -> list[tuple[float, float]]:
    """Return the stretch of draws that chooses each option, in the order of the options."""
    stretches, low = [], 0.0
    for _, probability in zip(names, probabilities, strict=True):
        stretches.append((low, low + probability))
        low += probability
    return stretches


def drawn(options: Sequence[Option], draw: float) -> Option:
    """Return the option that the draw chooses when nobody interferes."""
    return next((option for option in options if option.holds(draw)), options[-1])


def nearest_draw(options: Sequence[Option], draw: float) -> OtherDraw | None:
    """Return the nearest draw that would have chosen another option."""
    settled = drawn(options, draw)
    # A probability below what a draw resolves leaves a stretch that no draw falls into.
    others = [option for option in options if option is not settled and option.low < option.high]
    if not others:
        return None

    def edge(option: Option) -> float:
        return option.high if option.high <= draw else option.low

    nearest = min(others, key=lambda option: abs(edge(option) - draw))
    return OtherDraw(nearest.name, edge(nearest), edge(nearest) - draw)


def smallest_gain(options: Sequence[Option], draw: float) -> OtherUtility | None:
    """Return how much more utility the runner-up would have needed, the draw being what it was.

    The runner-up is the most probable of the other options. More utility widens its stretch, at
    the cost of all others, until the draw falls into it.
    """
    settled = drawn(options, draw)
    others = [option for option in options if option is not settled and option.probability > 0.0]
    scale = _scale(options)
    if not others or scale is None or not 0.0 < draw < 1.0:
        return None
    runner_up = max(others, key=lambda option: option.probability)
    held = runner_up.probability
    rest = max(1.0 - held, 0.0)
    if runner_up.high <= draw:
        wanted = (draw * rest - runner_up.low) / (1.0 - draw)
    else:
        wanted = runner_up.low / draw - rest
    if wanted <= held:
        return None
    return OtherUtility(runner_up.name, held, scale * math.log(wanted / held))


def _scale(options: Sequence[Option]) -> float | None:
    """Return the noise of the choice, read off two options that differ in utility."""
    best: tuple[float, float] | None = None
    likely = [option for option in options if option.probability > 1e-300]
    for one in likely:
        for other in likely:
            apart = one.utility - other.utility
            if apart > 1e-9 and (best is None or apart > best[0]):
                ratio = math.log(one.probability / other.probability)
                if ratio > 0.0:
                    best = (apart, apart / ratio)
    return None if best is None else best[1]
