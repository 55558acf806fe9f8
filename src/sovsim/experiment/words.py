"""The words of a verdict, and the one rule by which a word goes with its numbers.

Two things are known of a prediction, and of all that a side predicts together:

* its **share**: in how many of the sampled ranges it holds, with an interval
  (`sovsim.experiment.shares`);
* its **average**: whether the mean over all ranges *shows* it, *rules it out*, or leaves it
  *unsure* (`sovsim.analysis.direction`). All that a side predicts is shown where each part is, and
  ruled out where one part is (with ``verdict_rule = "any"`` the other way about).

Four words, and nothing else:

* **holds**: in at least two thirds of the ranges, surely in more than half, and the average shows
  it.
* **fails**: in at most a third of the ranges, surely in less than half, and the average rules it
  out; or surely in at most a third, and the average does not show it.
* **depends**: in between. More than a third and less than two thirds of the ranges (surely more
  than a sixth and less than five sixths); or most ranges, but not the average; or few ranges, but
  the average.
* **open**: the runs do not settle it. Either the share is unsure, its interval too wide for a word;
  or most ranges (or few) have it and the average is unsure. More runs would settle it.

"Surely" means the whole interval. Without sampled ranges there is no share; then it holds where the
average shows it, fails where the average rules it out, and is open otherwise.

In a contest whose sides have a weight of their own each, drawn through 0, a side has no more than
about half of the ranges by design, so that "fails" over all of them would tell the design. There a
side fails only where it also fails by its share of the ranges in which its own mechanism works (own
weight above 0, the other's free; of one weight for both sides the half in which it holds more);
else it **depends**, by the signs of the weights (`by_the_signs`).

So no word stands against its number: what holds has 67 % or more, what fails 33 % or less, what
depends lies between or says that the average is otherwise, and what is open says which number is
unsure. A share is never rounded over a third (`percent`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from sovsim.analysis.direction import LEAVES_OPEN
from sovsim.analysis.superiority import Share

Verdict = Literal["holds", "depends", "open", "fails"]
Average = Literal["shown", "ruled out", "unsure"]
VERDICTS: tuple[Verdict, ...] = ("holds", "depends", "open", "fails")

THIRD, HALF, TWO_THIRDS = 1.0 / 3.0, 0.5, 2.0 / 3.0
SIXTH, FIVE_SIXTHS = 1.0 / 6.0, 5.0 / 6.0
_ROUNDING = 1e-9


def average(predicted: str, found: str) -> Average:
    """Return what the mean over all ranges says of a prediction.

    Args:
        predicted: a key of `sovsim.analysis.direction.LEAVES_OPEN`.
        found: what was shown; ``open`` where nothing was.
    """
    wanted, possible = LEAVES_OPEN[predicted], LEAVES_OPEN[found]
    if possible <= wanted:
        return "shown"
    return "unsure" if possible & wanted else "ruled out"


def averages(parts: Sequence[Average], rule: str) -> Average:
    """Return what the means say of all parts together, or of any of them."""
    if rule == "any":
        if "shown" in parts:
            return "shown"
        return "ruled out" if all(part == "ruled out" for part in parts) else "unsure"
    if "ruled out" in parts:
        return "ruled out"
    return "shown" if all(part == "shown" for part in parts) else "unsure"


def judged(share: Share, mean: Average) -> tuple[Verdict, str]:
    """Return the word for a share and an average, and what has to be said with it, if anything."""
    if math.isnan(share.share):
        alone: dict[Average, tuple[Verdict, str]] = {
            "shown": ("holds", ""),
            "ruled out": ("fails", ""),
            "unsure": ("open", "average unsure"),
        }
        return alone[mean]
    if share.share >= TWO_THIRDS - _ROUNDING:
        if share.low <= HALF:
            return "open", "share unsure"
        if mean == "unsure":
            return "open", "average unsure"
        return ("holds", "") if mean == "shown" else ("depends", "not on average")
    if share.share <= THIRD + _ROUNDING:
        if share.high >= HALF:
            return "open", "share unsure"
        if mean == "shown":
            return "depends", "but on average"
        sure = mean == "ruled out" or share.high <= THIRD
        return ("fails", "") if sure else ("open", "average unsure")
    if share.low <= SIXTH or share.high >= FIVE_SIXTHS:
        return "open", "share unsure"
    return "depends", ""


SIGNS = "by the signs"
"""Said with "depends" where a side cannot hold in ranges in which its mechanism works backwards."""


def by_the_signs(verdict: Verdict, because: str, at_own: Share) -> tuple[Verdict, str]:
    """Return the word of a side whose own weight is drawn through 0, and what is said with it.

    Args:
        verdict, because: over all ranges.
        at_own: share of the ranges in which its own mechanism works.
    """
    if verdict == "holds" or because == "not on average" or math.isnan(at_own.share):
        return verdict, because
    if at_own.share > THIRD + _ROUNDING:
        return ("depends", SIGNS) if at_own.low > SIXTH else ("open", "share unsure")
    return ("fails", "") if at_own.high < HALF else ("open", "share unsure")


def labelled(verdict: str, because: str) -> str:
    """Return a word with what has to be said with it."""
    return f"{verdict}: {because}" if because else verdict


def with_interval(share: Share) -> str:
    """Return a share with its interval, in whole percent."""
    return f"{percent(share.share)} [{share.low:.0%}, {share.high:.0%}]"


def percent(share: float) -> str:
    """Return a share in whole percent that lies on the same side of a third as the share."""
    whole = round(100.0 * share)
    if share > THIRD + _ROUNDING and whole <= 33:
        whole = 34
    if share < TWO_THIRDS - _ROUNDING and whole >= 67:
        whole = 66
    return f"{whole}%"
