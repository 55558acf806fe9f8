"""How the model behaves: the figures by which its world is judged, beside what is wanted of them.

Tendencies over many runs from default parameters, not a script. Questions and thresholds are
ours and were set before the rules that meet them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sovsim import given
from sovsim.studies.behaviour import autonomy, bodies, force, governments, order, swing
from sovsim.studies.behaviour.arms import course, prepared
from sovsim.studies.behaviour.row import Row

__all__ = ["GROUPS", "PAIRS", "RUNS", "Row", "behaviour"]

RUNS = 200
PAIRS = 400
"""Pairs of runs for the questions on order, whose effects are smaller."""

GROUPS = ("autonomy", "governments", "force", "bodies", "movement", "order")
"""What can be asked for by itself."""


def behaviour(
    runs: int = RUNS,
    seed: int = 0,
    groups: Iterable[str] = GROUPS,
    progress: Callable[[int, int], None] | None = None,
) -> list[Row]:
    """Return the table, a row per figure.

    Args:
        runs: of each arm; questions on order take twice as many pairs.
        groups: which of `GROUPS`.
        progress: told how many of the groups are done.

    Raises:
        ArgumentError: runs or seed are no whole numbers.
    """
    seed = given.seed(seed)
    wanted = tuple(name for name in GROUPS if name in frozenset(groups))
    baseline = None
    found: list[Row] = []
    for done, group in enumerate(wanted):
        if progress is not None:
            progress(done, len(wanted))
        if group == "order":
            found += order.rows(2 * runs, seed)
            continue
        if baseline is None:
            baseline = course(prepared("baseline-1992-2026", runs, seed))
        ask = {
            "autonomy": autonomy.rows,
            "governments": governments.rows,
            "force": force.rows,
            "bodies": bodies.rows,
            "movement": swing.rows,
        }[group]
        found += ask(runs, seed, baseline)
    return found
