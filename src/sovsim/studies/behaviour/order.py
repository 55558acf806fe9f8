"""Questions on order: whether institutions, standing and norms move what happens.

Each variable is set to a tenth and to nine tenths at the start of the same runs, and held there;
the outcome and the direction were written down before the first run.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import Rung
from sovsim.rules.ladder import COERCIVE, FORCEFUL
from sovsim.studies.behaviour.arms import Change, Course, course, prepared, with_columns
from sovsim.studies.behaviour.row import Row, figure

_GROUP = "order"
LOW, HIGH = 0.1, 0.9
LEAST = 0.10
_YEARS = 5


@dataclass(frozen=True)
class Lever:
    """A variable that is moved, and what is expected to follow.

    Attributes:
        columns: of the world, moved together.
        scenario: in which; `last` is the last quarter looked at.
        outcome: name in `OUTCOMES`.
        sign: +1 where more of it is to raise the outcome.
    """

    name: str
    columns: tuple[str, ...]
    outcome: str
    sign: int
    scenario: str = "base-2012"
    last: str = "2016Q4"


def standardised(high: FloatArray, low: FloatArray) -> float:
    """Return the mean difference of pairs in standard deviations of the outcome."""
    spread = np.sqrt(0.5 * (high.var() + low.var()))
    return float((high - low).mean() / spread) if spread > 0 else 0.0


def _count(rungs: tuple[Rung, ...]) -> Callable[[Course], FloatArray]:
    def outcome(kept: Course) -> FloatArray:
        rung = kept.over("rung")
        found: FloatArray = np.isin(rung, rungs).sum(axis=(0, 2)) * 1.0
        return found

    return outcome


def _outvoted(kept: Course) -> FloatArray:
    """Return how often the alliance does other than its leader wants."""
    found: FloatArray = (kept.over("mission") != kept.over("leader_mission")).sum(axis=(0, 2)) * 1.0
    return found


OUTCOMES: dict[str, Callable[[Course], FloatArray]] = {
    "coercion": _count(COERCIVE),
    "force": _count(FORCEFUL),
    "keepers": _count((Rung.PEACEKEEPERS,)),
    "threats": _count((Rung.OPEN_THREAT, Rung.ECONOMIC_COERCION)),
    "autonomy": lambda kept: kept.kept["autonomy"][-1].mean(axis=(0, 2)),
    "alignment_russia": lambda kept: kept.kept["alignment_russia"][-1].mean(axis=(0, 2)),
    "alignment_west": lambda kept: kept.kept["alignment_west"][-1].mean(axis=(0, 2)),
    "relation": lambda kept: kept.kept["relation"][-1][0].mean(axis=-1),
    "missions": lambda kept: (kept.over("mission") == 1).sum(axis=(0, 2)) * 1.0,
    "outvoted": _outvoted,
    "members": lambda kept: kept.last.membership[1].sum(axis=-1),
    "dependence": lambda kept: kept.kept["dependence"][-1].mean(axis=(0, 2)),
    "dependence_turkey": lambda kept: kept.kept["dependence_turkey"][-1].mean(axis=-1),
    "bids": lambda kept: kept.last.bid_stage.sum(axis=(0, 2)),
    "upheavals": lambda kept: kept.over("upheaval").sum(axis=(0, 2)),
}
"""Political outcomes by run."""

LEVERS = (
    Lever(
        "mandate of the CSTO", ("mandate_peacekeeping_csto",), "missions", 1, "base-2019", "2024Q4"
    ),
    Lever(
        "legitimacy of the CSTO among members",
        ("legitimacy_csto_members",),
        "missions",
        1,
        "base-2019",
        "2024Q4",
    ),
    Lever("isolation in the world", ("isolation_world",), "coercion", -1),
    Lever("status", ("status",), "keepers", 1),
    Lever("stance at the global level", ("stance_global",), "alignment_russia", 1),
    Lever(
        "Russian meaning of peacekeeping",
        ("norm_strength_peacekeeping_russian_regional",),
        "keepers",
        1,
    ),
    Lever("UN meaning of peacekeeping", ("norm_strength_peacekeeping_un_global",), "keepers", -1),
    Lever("respect in words", ("rhetoric_respect",), "alignment_russia", 1),
    Lever("trust in the OSCE", ("trust_osce",), "coercion", -1),
    Lever("leverage over Turkey", ("leverage_turkey",), "autonomy", -1),
    Lever("precedent of secession", ("secession_precedent",), "force", 1),
)
"""What is moved, on what, and in which direction; written before the first run."""


def rows(runs: int, seed: int) -> list[Row]:
    """Return a row per lever; pairs share their noise."""
    return [_row(lever, runs, seed) for lever in LEVERS]


def _row(lever: Lever, runs: int, seed: int) -> Row:
    high, low = (_outcome(lever, value, runs, seed) for value in (HIGH, LOW))
    return figure(
        _GROUP,
        f"{lever.name}, 0.1 to 0.9: {lever.outcome} "
        f"({'+' if lever.sign > 0 else '-'} expected, in standard deviations)",
        lambda first, second: lever.sign * standardised(first, second),
        high,
        low,
        least=LEAST,
        before="0.00-0.01",
    )


def _outcome(lever: Lever, value: float, runs: int, seed: int) -> FloatArray:
    held: Change = with_columns(dict.fromkeys(lever.columns, value))
    start = prepared(lever.scenario, runs, seed)
    first = f"{start.scenario.start}"
    kept = course(start, change={first: held}, after=held, last=lever.last)
    return OUTCOMES[lever.outcome](kept)
