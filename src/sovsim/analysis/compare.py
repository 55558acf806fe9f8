"""Two arms on common random numbers: difference, interval, superiority, direction, robustness.

Table in (one row per arm and run), table out (one row per question). Units are the sampled points
of the parameter space, or the runs where nothing was sampled. All p-values of a call are corrected
together (Holm); a question that is asked twice counts once, and so does one about an outcome and
its complement, whose differences are the same but for their sign.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from sovsim.analysis import depends
from sovsim.analysis.direction import Claim, claim
from sovsim.analysis.interval import Method, mean_estimate
from sovsim.analysis.multiple import holm
from sovsim.analysis.pairs import Pairs, pairs
from sovsim.analysis.space import space_shares
from sovsim.analysis.superiority import superiority
from sovsim.analysis.unseen import unseen_share
from sovsim.analysis.variance import variance_reduction

ROUNDING = 1e-9
"""Size beside the largest difference below which two differences count as equal."""


@dataclass(frozen=True)
class Question:
    """Whether arm `x` has more of a metric than arm `y`.

    Attributes:
        metric: column of the table.
        x, y: names of the arms; the difference is ``x - y``.
        smallest: smallest effect that matters, in the metric's unit.
    """

    metric: str
    x: str
    y: str
    smallest: float = 0.0


def compare(
    table: pd.DataFrame,
    questions: Sequence[Question],
    points: pd.DataFrame | None = None,
    confidence: float = 0.95,
    method: Method = "t",
) -> pd.DataFrame:
    """Answer questions about arms; one row each, in the order of the questions.

    Columns: ``metric, x, y, runs, units, undefined, mean_x, mean_y, difference, low, high,
    method`` (what the interval was computed by, `MeanEstimate.used`), ``note`` (why, where it is
    not what was asked for), ``identical`` (in every run that was made), ``unseen`` (share of units
    that may differ though none was seen to, at the level), ``span`` (from the least to the
    most of the outcome), ``carrying`` (by how many units the width of the interval is carried),
    ``superiority, superiority_low, superiority_high, correlation,
    variance_reduction, smallest, chance, chance_holm, direction, space_higher, space_same,
    space_lower`` (each ``space_`` with ``_low`` and ``_high``), ``split_by`` (a tuple of
    `sovsim.analysis.depends.Split`).

    Args:
        table: one row per arm and run; see `sovsim.analysis.pairs.pairs`.
        questions: what is asked.
        points: values of sampled parameters, indexed by the number of the point.
        confidence: level of the intervals; ``1 - confidence`` is the level of the family of tests.
        method: of the intervals and tests.
    """
    asked = list(dict.fromkeys(questions))
    answers = [_answer(table, question, points, confidence, method) for question in asked]
    found = _decided(answers, 1.0 - confidence)
    rows = [found[asked.index(question)] for question in questions]
    return pd.DataFrame(rows).drop(columns=["claim", "units_of"]) if rows else pd.DataFrame()


def _decided(answers: Sequence[dict[str, Any]], level: float) -> list[dict[str, Any]]:
    """Return the answers with corrected p-value and direction.

    Where Holm's steps end, the questions that are left may still make their weaker claim, at the
    level of that step.
    """
    place, kept = _distinct(answers)
    corrected = holm([answers[number]["claim"].chance for number in kept])
    left = int((corrected > level).sum())
    rows = []
    for row, chance in zip(answers, corrected[place], strict=True):
        claimed: Claim = row["claim"]
        direction = claimed.at(level, float(chance))
        if direction == "open" and claimed.weaker_chance <= level / left:
            direction = claimed.weaker
        rows.append({**row, "chance_holm": float(chance), "direction": direction})
    return rows


def _distinct(answers: Sequence[dict[str, Any]]) -> tuple[list[int], list[int]]:
    """Return the place of each answer among those that count, and which of them count.

    Answers whose differences are equal in size at every unit, whatever their sign, count once.
    """
    place: list[int] = []
    kept: list[int] = []
    for number, row in enumerate(answers):
        twin = next((at for at, other in enumerate(kept) if _twins(row, answers[other])), None)
        if twin is None:
            twin = len(kept)
            kept.append(number)
        place.append(twin)
    return place, kept


def _twins(one: dict[str, Any], other: dict[str, Any]) -> bool:
    if one["smallest"] != other["smallest"] or one["units"] != other["units"]:
        return False
    here, there = one["units_of"], other["units_of"]
    size = float(np.abs(here).max()) if len(here) else 0.0
    if size == 0.0:
        return False
    slack = size * ROUNDING
    return any(bool(np.abs(here - sign * there).max() <= slack) for sign in (1.0, -1.0))


def _answer(
    table: pd.DataFrame,
    question: Question,
    points: pd.DataFrame | None,
    confidence: float,
    method: Method,
) -> dict[str, Any]:
    both = pairs(table, question.x, question.y, question.metric)
    units = both.over_points(both.difference)
    estimate = mean_estimate(units, confidence, method, outcome=both.reach)
    best = claim(estimate, question.smallest)
    better = superiority(both, confidence)
    sampled = points is not None and points.shape[1] > 0
    shared = len(units) < len(both.x)
    gain = variance_reduction(both.x, both.y, both.point if sampled or shared else None)
    return {
        "metric": question.metric,
        "x": question.x,
        "y": question.y,
        "runs": len(both.x),
        "units": estimate.n,
        "undefined": both.undefined,
        "mean_x": _mean(both, both.x),
        "mean_y": _mean(both, both.y),
        "difference": estimate.mean,
        "low": estimate.low,
        "high": estimate.high,
        "method": estimate.used,
        "note": estimate.note,
        "identical": bool(len(both.x)) and bool(np.all(both.difference == 0.0)),
        "unseen": unseen_share(estimate.n, confidence),
        "span": both.span,
        "carrying": estimate.carrying,
        "superiority": better.share,
        "superiority_low": better.low,
        "superiority_high": better.high,
        "correlation": gain.correlation,
        "variance_reduction": gain.reduction,
        "smallest": question.smallest,
        "chance": best.chance,
        "claim": best,
        "units_of": units,
        **_space(both, points, question.smallest, confidence, method),
    }


def _mean(both: Pairs, values: np.ndarray) -> float:
    return float(both.over_points(values).mean()) if len(values) else float("nan")


def _space(
    both: Pairs,
    points: pd.DataFrame | None,
    smallest: float,
    confidence: float,
    method: Method,
) -> dict[str, Any]:
    """Return the shares of the space by direction, and the parameters that split it."""
    sampled = points is not None and points.shape[1] > 0
    differences = both.over_points(both.difference) if sampled else np.empty(0)
    shares = space_shares(differences, smallest, confidence)
    columns: dict[str, Any] = {}
    for name in ("higher", "same", "lower"):
        share = getattr(shares, name)
        columns[f"space_{name}"] = share.share
        columns[f"space_{name}_low"] = share.low
        columns[f"space_{name}_high"] = share.high
    if points is None or not sampled:
        return {**columns, "split_by": ()}
    table = depends.splits(
        points.loc[both.points], differences, smallest, confidence, method, both.reach
    )
    return {**columns, "split_by": depends.found(table)}
