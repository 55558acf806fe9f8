"""What an answer cannot tell, in sentences."""

from __future__ import annotations

from sovsim.options.answer import Answer
from sovsim.telling.names import listed


def cannot_tell(answer: Answer) -> list[str]:
    """Return what the answer cannot tell, the file's own limits first."""
    chance = [
        one.measure.label
        for one in answer.ruling
        if any(row.mean_checked < row.mean / 2.0 and row.mean > 0.0 for row in one.regrets[1:])
    ]
    own = [" ".join(part.split()) for part in answer.limits.split("\n\n") if part.strip()]
    told = [
        *own,
        "Whether the model is right about the world: its backtest tells (docs/against-data.md), "
        "not these intervals. A policy is carried out as written to the end, and nobody learns or "
        "bargains because of it beyond what the model's actors do.",
        "How likely a world is: the ranges are ours and every world counts alike.",
    ]
    if chance:
        told.append(
            f"Much of the regret by {listed(chance)} is chance: with the best policy of a world "
            "chosen by other runs than those that are counted, it falls by more than half for "
            "some. More runs per world would tell (--replicates)."
        )
    if not answer.weights and len(answer.metrics) > 1:
        told.append(
            "What one metric is worth against another: no weights are given, so each ranks by "
            "itself, and the choice between them is the decision maker's."
        )
    return told
