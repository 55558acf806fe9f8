"""Policies in their order by one measure, with what is shown of that order and what is not.

Every policy is held against every other on the same points and noise, and all of these comparisons
are corrected together (Holm), so that it does no harm that the order is read off the same runs. A
policy's **place** is a range: one more than the policies that are shown to be better, to as many as
are not shown to be worse. Policies whose places overlap are not told apart, or tie.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sovsim.analysis.compare import Question, compare
from sovsim.analysis.interval import mean_estimate
from sovsim.options.model import Measure
from sovsim.options.values import Grid

BETTER, WORSE, SAME, OPEN = "better", "worse", "same", "open"

_TURNED = {
    "higher": BETTER,
    "lower": WORSE,
    "same": SAME,
    "not_lower": "not worse",
    "not_higher": "not better",
    "open": OPEN,
}
_LESS_IS_BETTER = {
    "higher": "lower",
    "lower": "higher",
    "same": "same",
    "not_lower": "not_higher",
    "not_higher": "not_lower",
    "open": "open",
}


@dataclass(frozen=True)
class Placed:
    """A policy in a ranking.

    Attributes:
        policy: its name.
        value, value_low, value_high: mean of the measure over the points, in its unit.
        first, last: best and worst place that it may have.
        behind: mean paired difference to the first one, above 0 where it does worse, in the
            measure's unit; `behind_low`, `behind_high` its interval.
        against_first: what is shown against the first: worse, same, open, not better; empty for
            the first itself.
        identical: whether every run is equal to the first's.
    """

    policy: str
    value: float
    value_low: float
    value_high: float
    first: int
    last: int
    behind: float
    behind_low: float
    behind_high: float
    against_first: str
    identical: bool


@dataclass(frozen=True)
class Ranking:
    """Policies by one measure, the best mean first; ties in the order of the file."""

    measure: Measure
    rows: tuple[Placed, ...]
    left_out: int

    @property
    def leader(self) -> str:
        """The policy with the best mean."""
        return self.rows[0].policy

    @property
    def leaders(self) -> tuple[str, ...]:
        """All policies that may have the first place."""
        return tuple(row.policy for row in self.rows if row.first == 1)


def all_pairs(
    table: pd.DataFrame,
    measures: Sequence[Measure],
    policies: Sequence[str],
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Return every policy against every other by every measure; more is better.

    Columns: ``measure, x, y, better`` (by how much x does better than y, in the measure's unit),
    ``low, high, shown`` (x against y: better, worse, same, not worse, not better, open),
    ``chance`` (corrected), ``identical``. Each pair stands twice, once either way.
    """
    asked = [
        Question(measure.name, x, y, measure.smallest)
        for measure in measures
        for place, x in enumerate(policies)
        for y in policies[place + 1 :]
    ]
    found = compare(table, asked, confidence=confidence)
    signs = {measure.name: measure.sign for measure in measures}
    rows = []
    for row in found.to_dict("records"):
        sign = signs[str(row["metric"])]
        low, high = sorted((sign * row["low"], sign * row["high"]))
        direction = str(row["direction"])
        both = {
            1: direction if sign > 0 else _LESS_IS_BETTER[direction],
            -1: _LESS_IS_BETTER[direction] if sign > 0 else direction,
        }
        for turn, x, y in ((1, row["x"], row["y"]), (-1, row["y"], row["x"])):
            ends = (low, high) if turn > 0 else (-high, -low)
            rows.append(
                {
                    "measure": row["metric"],
                    "x": x,
                    "y": y,
                    "better": turn * sign * row["difference"],
                    "low": ends[0],
                    "high": ends[1],
                    "shown": _TURNED[both[turn]],
                    "chance": row["chance_holm"],
                    "identical": row["identical"],
                }
            )
    return pd.DataFrame(rows)


def ranking(grid: Grid, pairs: pd.DataFrame, confidence: float = 0.95) -> Ranking:
    """Return the ranking by one measure.

    Args:
        grid: its values.
        pairs: of `all_pairs`, for all measures.
        confidence: of the intervals.
    """
    worth = grid.worth.mean(axis=1)
    order = sorted(range(len(worth)), key=lambda place: (-worth[place], place))
    own = {
        (str(row["x"]), str(row["y"])): row
        for row in pairs.to_dict("records")
        if row["measure"] == grid.measure.name
    }
    leader = grid.policies[order[0]]
    rows = []
    for place in order:
        policy = grid.policies[place]
        others = [other for other in grid.policies if other != policy]
        shown = [str(own[policy, other]["shown"]) for other in others]
        value = mean_estimate(grid.measure.sign * grid.worth[place], confidence)
        against = None if policy == leader else own[policy, leader]
        rows.append(
            Placed(
                policy=policy,
                value=value.mean,
                value_low=value.low,
                value_high=value.high,
                first=1 + shown.count(WORSE),
                last=len(grid.policies) - shown.count(BETTER),
                behind=0.0 if against is None else -float(against["better"]),
                behind_low=0.0 if against is None else -float(against["high"]),
                behind_high=0.0 if against is None else -float(against["low"]),
                against_first="" if against is None else str(against["shown"]),
                identical=against is not None and bool(against["identical"]),
            )
        )
    return Ranking(grid.measure, tuple(rows), grid.left_out)


def dominated(
    pairs: pd.DataFrame, measures: Sequence[Measure], policies: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """Return which policies are shown to be dominated, and by which others.

    One dominates another where it is shown to do better by some measure, and by every other
    measure better, the same, or not worse.
    """
    shown = {(row["measure"], row["x"], row["y"]): row["shown"] for row in pairs.to_dict("records")}
    found: dict[str, tuple[str, ...]] = {}
    for policy in policies:
        by = []
        for other in policies:
            if other == policy:
                continue
            all_shown = [shown[measure.name, other, policy] for measure in measures]
            if BETTER in all_shown and set(all_shown) <= {BETTER, SAME, "not worse"}:
                by.append(other)
        if by:
            found[policy] = tuple(by)
    return found


def pareto(grids: Sequence[Grid]) -> tuple[str, ...]:
    """Return the policies that no other dominates by the means, by as much as matters."""
    means = np.stack([grid.worth.mean(axis=1) for grid in grids])
    least = np.array([[grid.measure.smallest] for grid in grids])
    found = []
    for place, name in enumerate(grids[0].policies):
        ahead = means - means[:, place : place + 1]
        beaten = (ahead >= -least).all(axis=0) & (ahead > least).any(axis=0)
        if not beaten.any():
            found.append(name)
    return tuple(found)
