"""What a sample may hide: things too rare to have happened in it, and how large they could be.

Of `n` units none of which shows something, up to about ``3 / n`` of all units may (the rule of
three; Hanley and Lippman-Hand 1983): a sample without variation is no proof that nothing varies.
How much that can move a mean hangs on the **reach**: how far a unit that was not seen may lie from
those that were.
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray

FEWEST_VARYING = 10
"""Units that differ from the rest, below which their sizes are too few to tell the reach."""

BESIDE = 2
"""Units set beside a sample on either side, one reach away, where most of its units are equal."""


def unseen_share(units: int, confidence: float = 0.95) -> float:
    """Return the largest share of all units that may show what none of these shows; 1 of none."""
    return 1.0 - (1.0 - confidence) ** (1.0 / units) if units else 1.0


def reach(values: FloatArray) -> float:
    """Return how far apart two runs of an outcome lie that differ at all, on average.

    Of an outcome in whole numbers it is at least 1. What never varies is taken to reach as far as
    its own size, and what is always 0 to reach 1.

    Args:
        values: of the outcome, whatever the arm; not empty.
    """
    ordered = np.sort(values)
    size = len(ordered)
    alike = np.unique(ordered, return_counts=True)[1].astype(np.float64)
    differing = (float(size) ** 2 - float((alike**2).sum())) / 2.0
    least = 1.0 if bool((ordered == np.round(ordered)).all()) else 0.0
    if differing == 0.0:
        return max(abs(float(ordered[0])), least)
    places = np.arange(size, dtype=np.float64)
    apart = float(((2.0 * places - size + 1.0) * ordered).sum())
    return max(apart / differing, least)


def common_value(values: FloatArray) -> tuple[float, int] | None:
    """Return the value that more than half of the units have, and how many; None without one."""
    found, counts = np.unique(values, return_counts=True)
    most = int(counts.argmax())
    if 2 * counts[most] <= len(values) or counts[most] < 2:
        return None
    return float(found[most]), int(counts[most])


def with_unseen(values: FloatArray, common: float, count: int, outcome: float) -> FloatArray:
    """Return a sample with `BESIDE` units more on either side of its common value.

    They lie one reach away: as far as the farthest unit seen, or, while few units differ, further:
    where most units show no difference (0), as far as runs of the outcome lie apart; where most
    show the same one, as far as a unit lies that shows none. For shares of units this is the
    interval of Agresti and Coull (1998), carried over to differences as by Bonett and Price (2012).

    Args:
        values: the units.
        common: the value that most of them have; `count` of them.
        outcome: reach of the outcome.
    """
    far = float(np.abs(values - common).max())
    if len(values) - count < FEWEST_VARYING:
        far = max(far, abs(common) or outcome)
    return np.concatenate([values, [common + far] * BESIDE, [common - far] * BESIDE])
