"""Who holds where which side's mechanism works: a contest told by the signs of what decides it.

In a fair contest what decides is sampled as far below 0 as above, for both sides. A side that needs
one sign can then hold in about half of the ranges, one that needs two in a quarter: over the whole
ranges such a contest has no winner by design. The corners say more: where the weights of both sides
lie above 0, both mechanisms are at work as their sides say, and what one side has over the other
there is what the model adds, as far as the two ranges are of one strength. That they are is a
judgement. Beside the count of ranges stand the sizes of the effects there.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from sovsim.analysis.interval import MeanEstimate, mean_estimate
from sovsim.analysis.space import clopper_pearson
from sovsim.analysis.superiority import Share
from sovsim.experiment.deciding import Deciding
from sovsim.experiment.schema import PredictionTable
from sovsim.experiment.sentence import holds
from sovsim.experiment.shares import Points
from sovsim.experiment.where import where
from sovsim.experiment.words import percent, with_interval

BoolArray = npt.NDArray[np.bool_]
NAMES = {
    (True, True): "weights of both sides above 0",
    (True, False): "only A's above 0",
    (False, True): "only B's above 0",
    (False, False): "neither above 0",
}
_BY_DESIGN = (
    "What decides is drawn as far below 0 as above, so that over all ranges a side can hold in "
    "about half of them at most, and in three of eight where it must also outdo the other."
)
_MATCHED = (
    "The ranges of the two weights were matched so that either moves the outcome by about as much; "
    "that neither leads is then no finding, and a lead is what is left of unlike exposure, of "
    "feedback, or of the match."
)
FEWEST = 6
"""Points that a corner needs for a sentence; with fewer any share may be luck."""
LEAD = 0.3
"""A lead in the share of ranges, where both mechanisms work, that a design should not miss."""


@dataclass(frozen=True)
class Corner:
    """A part of the sampled ranges, by the signs of what decides.

    Attributes:
        name: which part.
        points: sampled points in it.
        a, b: share of them at which all that a side predicts holds, with its interval.
        luck: two-sided chance of so one-sided a count, were each side as likely to hold where one
            of them does alone (sign test, McNemar's exact test).
    """

    name: str
    points: int
    a: Share
    b: Share
    luck: float

    def __str__(self) -> str:
        shares = f"A holds in {_told(self.a)}, B holds in {_told(self.b)}"
        return f"{self.name} ({self.points} points): {shares}"


@dataclass(frozen=True)
class Effect:
    """What a prediction comes to where the mechanisms of both sides work.

    Attributes:
        prediction: which.
        held: share of the points there at which it holds, with its interval.
        mean: of its difference over these points, in the unit of its metric.
    """

    prediction: PredictionTable
    held: Share
    mean: MeanEstimate

    def __str__(self) -> str:
        mean, entry = self.mean, self.prediction
        size = f"{mean.mean:.3g} [{mean.low:.3g}, {mean.high:.3g}]"
        return f"{entry.side}, {holds(entry)}: in {_told(self.held)}; on average {size}"


def corners(
    deciding: Deciding,
    values: pd.DataFrame,
    held: tuple[BoolArray, BoolArray],
    confidence: float,
) -> tuple[Corner, ...]:
    """Return the corners of what decides, or its halves where one weight decides for both sides.

    Several weights of a side count together, by the mean of their shares of their ranges.

    Args:
        deciding: what decides in the experiment.
        values: of the sampled parameters, a row per point.
        held: whether all that A, and all that B predicts holds, at each point.
        confidence: level of the intervals.
    """
    if values.empty:
        return ()
    if deciding.mirrored:
        a, b = (_above(values[list(names)]) for names in (deciding.a, deciding.b))
        parts = [(name, (a == signs[0]) & (b == signs[1])) for signs, name in NAMES.items()]
    elif deciding.both:
        above = _above(values[list(deciding.both)])
        what = deciding.both[0] if len(deciding.both) == 1 else "what decides for both"
        parts = [(f"{what} above 0", above), (f"{what} below 0", ~above)]
    else:
        return ()
    return tuple(
        _corner(name, held[0][inside], held[1][inside], confidence) for name, inside in parts
    )


def effects(
    deciding: Deciding,
    values: pd.DataFrame,
    points: Points,
    rows: Sequence[int],
    confidence: float,
) -> tuple[Effect, ...]:
    """Return what predictions come to where both mechanisms work; empty without such a corner.

    Args:
        deciding, values: as in `corners`.
        points: what the runs at each sampled point say.
        rows: numbers of the predictions.
        confidence: level of the intervals.
    """
    inside = _where_both_work(deciding, values)
    if inside is None:
        return ()
    held = points.held()
    return tuple(
        Effect(
            points.predictions[row],
            clopper_pearson(int(held[row][inside].sum()), int(inside.sum()), confidence),
            mean_estimate(points.means[row][inside], confidence),
        )
        for row in rows
    )


def at_own(
    deciding: Deciding, values: pd.DataFrame, side: str, held: BoolArray, confidence: float
) -> Share:
    """Return in what share a side holds of the ranges in which its own mechanism works.

    Where one weight decides for both sides, that is the half of its range in which it holds more.

    Args:
        deciding, values: as in `corners`.
        held: whether all that the side predicts holds, at each point.
        confidence: level of the interval.
    """
    own = deciding.a if side == "A" else deciding.b
    above = _above(values[list(own or deciding.both)])
    halves = [above] if own else [above, ~above]
    shares = [
        clopper_pearson(int(held[half].sum()), int(half.sum()), confidence)
        for half in halves
        if half.sum() >= FEWEST
    ]
    return max(shares, key=lambda share: share.share, default=Share(math.nan, math.nan, math.nan))


def shifts(
    deciding: Deciding,
    values: pd.DataFrame,
    held: tuple[BoolArray, BoolArray],
    confidence: float,
) -> tuple[str, ...]:
    """Return what else than the deciding weights shifts who holds where both work, a text each.

    Args:
        deciding, values, held, confidence: as in `corners`.
    """
    inside = _where_both_work(deciding, values)
    if inside is None:
        return ()
    rest = values.loc[inside, [name for name in values if name not in deciding.every]]
    found = [
        f"side {side} shifts with {one}"
        for side, mine in zip(("A", "B"), held, strict=True)
        for one in where(mine[inside], rest, confidence)
    ]
    return tuple(found) or ("nothing else that is drawn is shown to shift who holds",)


def _where_both_work(deciding: Deciding, values: pd.DataFrame) -> BoolArray | None:
    """Return the points at which the weights of both sides lie above 0; None where too few do."""
    if values.empty or not deciding.mirrored:
        return None
    inside = _above(values[list(deciding.a)]) & _above(values[list(deciding.b)])
    return inside if inside.sum() >= FEWEST else None


def _corner(name: str, a: BoolArray, b: BoolArray, confidence: float) -> Corner:
    from scipy.stats import binomtest

    alone, other = int((a & ~b).sum()), int((b & ~a).sum())
    luck = float(binomtest(alone, alone + other).pvalue) if alone + other else 1.0
    one, two = (clopper_pearson(int(held.sum()), len(held), confidence) for held in (a, b))
    return Corner(name, len(a), one, two, luck)


def lead(found: tuple[Corner, ...], confidence: float) -> str:
    """Return who holds where both mechanisms work, in a sentence; empty where it is unknown."""
    corner = _both(found)
    if corner is None or corner.points < FEWEST:
        return ""
    winner = _winner(corner, confidence)
    prevails = f"{winner} holds more often" if winner else "neither is shown to hold more often"
    return (
        f"Where both mechanisms work as their sides say, {prevails}: A in "
        f"{percent(corner.a.share)} of these ranges, B in {percent(corner.b.share)}."
    )


def told(found: tuple[Corner, ...], more: Sequence[object] = ()) -> tuple[str, ...]:
    """Return why the corners are told, what is so where both work, every corner.

    Args:
        found: of `corners`.
        more: of `effects` and `shifts`.
    """
    if not found:
        return ()
    every = (*(f"where both work: {text}" for text in more), *(str(one) for one in found))
    corner = _both(found)
    if corner is None:
        return (f"{_BY_DESIGN} By that sign:", *every)
    if corner.points < FEWEST:
        head = "Too few points have the weights of both sides above 0 to say who holds there."
        return (f"{head} {_BY_DESIGN}", *every)
    return (f"{_BY_DESIGN} {_MATCHED}", *every)


def at_work(found: tuple[Corner, ...], confidence: float) -> str:
    """Return who prevails where both mechanisms work, in a few words; empty where it is unknown."""
    corner = _both(found)
    if corner is None or corner.points < FEWEST:
        return ""
    winner = _winner(corner, confidence)
    shares = f"A {percent(corner.a.share)}, B {percent(corner.b.share)}"
    return f"{shares}: {winner} more often" if winner else f"{shares}: no difference shown"


def points_for_lead(confidence: float, power: float) -> int:
    """Return the points over all ranges at which a lead where both mechanisms work is told.

    A quarter of them lies there. The sign test sees a lead worst where every point holds for one
    side alone; this is reckoned with.

    Args:
        confidence: one less the level of the test.
        power: chance that a lead of `LEAD` is told.
    """
    from scipy.special import ndtri

    level, chance = float(ndtri(0.5 + confidence / 2.0)), float(ndtri(power))
    there = ((level + chance * math.sqrt(1.0 - LEAD**2)) / LEAD) ** 2
    return 4 * math.ceil(there)


def _both(found: tuple[Corner, ...]) -> Corner | None:
    return next((corner for corner in found if corner.name == NAMES[True, True]), None)


def _winner(corner: Corner, confidence: float) -> str:
    """Return the side that holds more often than luck would have it; empty without one."""
    if corner.luck >= 1.0 - confidence:
        return ""
    return "A" if corner.a.share > corner.b.share else "B"


def _above(values: pd.DataFrame) -> BoolArray:
    """Return where the weights of a side lie above 0 together, each in shares of its spread."""
    spread = values.abs().max().replace(0.0, 1.0)
    return np.asarray((values / spread).mean(axis=1) > 0.0, dtype=bool)


def _told(share: Share) -> str:
    if not np.isfinite(share.share):
        return "no point"
    return with_interval(share)
