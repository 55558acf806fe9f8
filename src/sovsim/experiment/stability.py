"""Whether a verdict stands with other random numbers and other points of the ranges."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sovsim.experiment.model import ExperimentData
from sovsim.experiment.verdict import ExperimentVerdict, SideVerdict
from sovsim.experiment.words import percent

NOT_EACH = "not with each seed"
ONE_SEED = "With another seed that is not so."


def reseeded(experiment: ExperimentData, number: int) -> ExperimentData:
    """Return the experiment with the seed that lies a number above its own, for all it draws."""
    seed = experiment.design.seed + number
    return replace(experiment, design=experiment.design.model_copy(update={"seed": seed}))


def stability(verdicts: Sequence[ExperimentVerdict]) -> tuple[str, ...]:
    """Return whether the verdicts over several seeds are the same, and each side's, in sentences.

    Args:
        verdicts: of one experiment with a seed each.
    """
    seeds = ", ".join(str(verdict.seed) for verdict in verdicts)
    parts = list(_rows(verdicts))
    moved = [name for name, words, _ in parts if len(set(words)) > 1]
    told = (
        "every verdict is the same."
        if not moved
        else f"not the same with each: {', '.join(moved)}."
    )
    return (
        f"With seeds {seeds}, for noise and points: {told}",
        *(f"{name}: {'; '.join(shown)}" for name, _, shown in parts),
    )


def stands(verdicts: Sequence[ExperimentVerdict]) -> bool:
    """Return whether who leads where both mechanisms work is the same with each seed."""
    return len({_lead(verdict) for verdict in verdicts}) == 1


def _lead(verdict: ExperimentVerdict) -> str:
    return verdict.at_work.partition(": ")[2]


def _rows(
    verdicts: Sequence[ExperimentVerdict],
) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield for each side, and for where both work, a name, its words, and these with shares."""
    for place in (0, 1):
        sides = [verdict.sides[place] for verdict in verdicts]
        yield f"Side {sides[0].side}", [side.verdict for side in sides], [_shown(s) for s in sides]
    at_work = [verdict.at_work for verdict in verdicts]
    if all(at_work):
        yield "Where both work", [_lead(verdict) for verdict in verdicts], at_work


def _shown(side: SideVerdict) -> str:
    share = side.space.share
    return side.verdict if math.isnan(share) else f"{side.verdict} {percent(share)}"
