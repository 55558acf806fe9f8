"""Where the ranking turns: parameters in one part of whose range another policy does better.

The pair is the first policy against each rival. A parameter turns it where one third of its range
shows the first to do better by as much as matters, and the opposite third the rival
(`sovsim.analysis.depends`, corrected for parameters, rivals and measures). The **turning point** is
the cut that parts the points best: with the rival on one side of it and the first policy on the
other, most is gained. Its interval holds every cut that the points beside it do not speak against:
where the first policy is said to be ahead, the next few points must not show it behind, and the
other way round. It asks that the difference changes sign once, and no more about its shape, and
errs to the wide side; bootstrapped intervals of a cut hold it too seldom (.37 to .94 at 64 points).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sovsim.analysis.depends import rank_correlation, splits
from sovsim.analysis.interval import mean_estimate
from sovsim.arrays import FloatArray
from sovsim.options.values import Grid

WINDOWS = (1 / 6, 1 / 3)
"""Shares of the points beside a cut that may speak against it; few see a step, many a slope."""

FEWEST_BESIDE = 6


@dataclass(frozen=True)
class Turn:
    """A parameter that turns the ranking of two policies.

    Attributes:
        measure: by which they are ranked.
        parameter: its name.
        below, above: who does better below and above the turning point.
        at, low, high: the turning point and its interval, in the parameter's unit.
        lead_below, lead_above: by how much the better one is ahead in the outer thirds.
        first, rival: the pair; the difference is ``first - rival``.
    """

    measure: str
    parameter: str
    below: str
    above: str
    at: float
    low: float
    high: float
    lead_below: float
    lead_above: float
    first: str
    rival: str


@dataclass(frozen=True)
class Pull:
    """How closely the lead over the best rival follows a parameter.

    Attributes:
        measure, parameter: names.
        rank_correlation: Spearman's, of the parameter with the lead of the first policy over the
            best of the others at each point.
        lead_low, lead_high: mean lead in the lowest and the highest third of the range.
    """

    measure: str
    parameter: str
    rank_correlation: float
    lead_low: float
    lead_high: float


def cut(values: FloatArray, differences: FloatArray) -> float:
    """Return where a difference that changes its sign once along some values does so.

    The cut leaves the smallest sum of differences on one side and the largest on the other; for a
    difference that grows or falls throughout it is where its isotonic regression crosses 0.
    """
    order = np.argsort(values, kind="stable")
    ordered, sums = values[order], np.cumsum(differences[order])
    rises = rank_correlation(values, differences) >= 0.0
    inner = sums[:-1] if len(sums) > 1 else sums
    place = int(inner.argmin() if rises else inner.argmax())
    return float((ordered[place] + ordered[min(place + 1, len(ordered) - 1)]) / 2.0)


def plausible(
    values: FloatArray, differences: FloatArray, confidence: float = 0.95
) -> tuple[float, float]:
    """Return the lowest and the highest cut that the points beside it do not speak against."""
    order = np.argsort(values, kind="stable")
    x, d = values[order], differences[order]
    if rank_correlation(values, differences) < 0.0:
        d = -d
    widths = [max(FEWEST_BESIDE, math.ceil(share * len(d))) for share in WINDOWS]
    level = (1.0 - confidence) / (2.0 * len(widths))
    cuts = [float(x[0]), *((x[1:] + x[:-1]) / 2.0), float(x[-1])]
    kept = [
        at
        for place, at in enumerate(cuts)
        if not any(
            _shown(d[max(0, place - width) : place], level, above=True)
            or _shown(d[place : place + width], level, above=False)
            for width in widths
        )
    ]
    at = cut(values, differences)
    return min([at, *kept]), max([at, *kept])


def _shown(differences: FloatArray, level: float, *, above: bool) -> bool:
    """Return whether the mean of some differences is shown to lie above, or below, 0."""
    if len(differences) < FEWEST_BESIDE:
        return False
    estimate = mean_estimate(differences)
    tail = estimate.chance_not_above(0.0) if above else estimate.chance_not_below(0.0)
    return tail <= level


def turns(
    grid: Grid, points: pd.DataFrame, first: str, confidence: float = 0.95, family: int = 1
) -> list[Turn]:
    """Return the parameters that turn the ranking of the first policy, the widest lead first.

    Args:
        grid: values of a measure.
        points: sampled values by number of the point.
        first: the policy that is held against every other.
        confidence: of the whole family of tests, and of each interval.
        family: how many measures are looked at beside this one and with it.
    """
    worth = grid.worth
    mine = grid.policies.index(first)
    rivals = [place for place in range(len(grid.policies)) if place != mine]
    level = 1.0 - (1.0 - confidence) / (len(rivals) * family)
    found = []
    for place in rivals:
        lead = worth[mine] - worth[place]
        known = points.loc[grid.points]
        if not np.ptp(lead):
            continue
        table = splits(known, lead, grid.measure.smallest, level)
        for row in table.to_dict("records"):
            both = {row["direction_below"], row["direction_above"]}
            if both != {"higher", "lower"}:
                continue
            name = str(row["parameter"])
            values = known[name].to_numpy(np.float64)
            low, high = plausible(values, lead, confidence)
            rival = grid.policies[place]
            rises = row["direction_above"] == "higher"
            found.append(
                Turn(
                    measure=grid.measure.name,
                    parameter=name,
                    below=rival if rises else first,
                    above=first if rises else rival,
                    at=cut(values, lead),
                    low=low,
                    high=high,
                    lead_below=abs(float(row["mean_below"])),
                    lead_above=abs(float(row["mean_above"])),
                    first=first,
                    rival=rival,
                )
            )
    return sorted(found, key=lambda turn: -min(turn.lead_below, turn.lead_above))


def pulls(grid: Grid, points: pd.DataFrame, first: str) -> list[Pull]:
    """Return how closely the first policy's lead follows each parameter, the closest first."""
    worth = grid.worth
    mine = grid.policies.index(first)
    rest = np.delete(worth, mine, axis=0).max(axis=0)
    lead = worth[mine] - rest
    found = []
    for name in points.columns:
        values = points.loc[grid.points, name].to_numpy(np.float64)
        low, high = np.quantile(values, (1 / 3, 2 / 3))
        found.append(
            Pull(
                grid.measure.name,
                str(name),
                rank_correlation(values, lead),
                float(lead[values <= low].mean()),
                float(lead[values >= high].mean()),
            )
        )
    return sorted(
        found, key=lambda pull: -abs(0.0 if math.isnan(pull.rank_correlation) else
                                     pull.rank_correlation)
    )  # fmt: skip


def regret_by_thirds(
    lost: FloatArray, policies: Sequence[str], points: pd.DataFrame
) -> pd.DataFrame:
    """Return mean regret by policy, parameter and third of its range.

    Columns: ``policy, parameter, third`` (0 low, 1 middle, 2 high), ``low, high`` (of the third),
    ``regret``.

    Args:
        lost: regret, ``[policy, point]``.
        points: sampled values, a row per point in that order.
    """
    rows = []
    for name in points.columns:
        values = points[name].to_numpy(np.float64)
        ends = np.quantile(values, (0.0, 1 / 3, 2 / 3, 1.0))
        for third in range(3):
            inside = (values >= ends[third]) & (values <= ends[third + 1])
            for place, policy in enumerate(policies):
                rows.append(
                    {
                        "policy": policy,
                        "parameter": str(name),
                        "third": third,
                        "low": float(ends[third]),
                        "high": float(ends[third + 1]),
                        "regret": float(lost[place, inside].mean()),
                    }
                )
    return pd.DataFrame(rows)
