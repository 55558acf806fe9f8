"""Where a difference lies: higher, lower, the same for all that matters, or not known yet.

The smallest effect that matters, ``d``, cuts the line in three. A difference is

* **higher** where it is shown to lie above ``d``, **lower** where it lies below ``-d``;
* **same** where it is shown to lie between ``-d`` and ``d`` (two one-sided tests, Schuirmann
  1987), so that "no effect" can be shown and is not merely a failure to find one;
* **open** otherwise.

Each claim is tested one-sided at half the level. At most two of the three claims are false at any
true value, so the chance of a false claim is at most the level.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sovsim.analysis.interval import MeanEstimate

Direction = Literal["higher", "lower", "same", "open"]
DECISIVE: tuple[Direction, ...] = ("higher", "lower", "same")
OPPOSITE: dict[Direction, Direction] = {"higher": "lower", "lower": "higher"}


@dataclass(frozen=True)
class Claim:
    """The best supported claim about a difference, and its two-sided p-value."""

    direction: Direction
    chance: float

    def at(self, level: float, chance: float | None = None) -> Direction:
        """Return the direction where it is decisive at a level, else ``open``.

        Args:
            level: of the family of comparisons.
            chance: p-value after correction; the claim's own by default.
        """
        found = self.chance if chance is None else chance
        return self.direction if found <= level else "open"


def claim(estimate: MeanEstimate, smallest: float) -> Claim:
    """Return what an estimate says best about a difference.

    Args:
        estimate: the mean difference.
        smallest: smallest effect that matters, at least 0; with 0 nothing is ever the same.
    """
    if smallest < 0.0:
        raise ValueError(f"the smallest effect that matters is {smallest}, below 0")
    above = estimate.chance_not_above(smallest)
    below = estimate.chance_not_below(-smallest)
    within = max(estimate.chance_not_above(-smallest), estimate.chance_not_below(smallest))
    chances: dict[Direction, float] = {"higher": above, "lower": below, "same": within}
    best = min(DECISIVE, key=lambda direction: chances[direction])
    return Claim(best, min(1.0, 2.0 * chances[best]))
