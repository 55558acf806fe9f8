"""Where a difference lies: higher, lower, the same for all that matters, or not known yet.

The smallest effect that matters, ``d``, cuts the line in three. A difference is

* **higher** where it is shown to lie above ``d``, **lower** where it lies below ``-d``;
* **same** where it is shown to lie between ``-d`` and ``d`` (two one-sided tests, Schuirmann
  1987), so that "no effect" can be shown and is not merely a failure to find one;
* **not lower** or **not higher** where it is shown to lie above ``-d``, or below ``d``, no more;
* **open** otherwise.

All claims rest on four one-sided tests: above and below ``d`` and ``-d``. Higher and lower are
claimed at half the level each, since between ``-d`` and ``d`` either could be false; the same at
the whole level in both of its tests, since a difference beyond ``d`` can be taken for a smaller one
on one side only. At any true value the tests that could claim something false are nested on either
side (what is shown to lie above ``d`` is shown to lie above ``-d``), so the chance of a false claim
is at most the level (a difference of exactly ``d`` being none that matters).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from sovsim.analysis.interval import MeanEstimate

Direction = Literal["higher", "lower", "same", "not_lower", "not_higher", "open"]
DECISIVE: tuple[Direction, ...] = ("higher", "lower", "same")
LEAVES_OPEN: dict[str, frozenset[str]] = {
    "higher": frozenset({"higher"}),
    "lower": frozenset({"lower"}),
    "same": frozenset({"same"}),
    "not_lower": frozenset({"higher", "same"}),
    "not_higher": frozenset({"lower", "same"}),
    "open": frozenset(DECISIVE),
}
"""Direction -> where the difference may still lie."""


@dataclass(frozen=True)
class Claim:
    """The best supported claim about a difference, and its p-value.

    Attributes:
        direction: higher, lower or same.
        chance: its p-value, to be held against the whole level.
        weaker: what is left where that cannot be shown: not lower, or not higher.
        weaker_chance: its p-value, never above `chance`.
    """

    direction: Direction
    chance: float
    weaker: Direction
    weaker_chance: float

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
    chances: dict[Direction, float] = {"higher": 2.0 * above, "lower": 2.0 * below, "same": within}
    best = min(DECISIVE, key=lambda direction: chances[direction])
    rather_high = estimate.chance_not_above(-smallest)
    rather_low = estimate.chance_not_below(smallest)
    weaker: Direction = "not_lower" if rather_high <= rather_low else "not_higher"
    weakest = min(rather_high, rather_low)
    chance = min(1.0, chances[best])
    return Claim(best, chance, weaker, min(chance, 2.0 * weakest))


def holds(
    differences: npt.NDArray[np.float64], smallest: float, direction: str
) -> npt.NDArray[np.bool_]:
    """Return where differences, taken as they are, lie in the direction named."""
    side = np.where(
        differences > smallest, "higher", np.where(differences < -smallest, "lower", "same")
    )
    return np.isin(side, list(LEAVES_OPEN[direction]))
