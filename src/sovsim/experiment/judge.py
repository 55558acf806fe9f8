"""Verdicts in plain words: on each prediction, on each side, on the experiment.

* A prediction is **supported** where the direction it names is shown, **contradicted** where that
  direction is ruled out, **undecided** otherwise, and **depends** where sampled parameters split
  the direction: in one third of a parameter's range it is shown as predicted, in the other it is
  shown to be otherwise.
* A side is supported where all of its predictions are (or any, by the file's ``verdict_rule``).
* A **contest** may go to a side. A **switch** puts each side's mechanism in by hand; it can show
  that the two leave different traces, and in what share of the ranges, but it has no winner.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from sovsim.analysis.depends import Split
from sovsim.analysis.direction import LEAVES_OPEN
from sovsim.analysis.space import clopper_pearson
from sovsim.analysis.superiority import Share
from sovsim.experiment.model import SIDES, ExperimentData
from sovsim.experiment.schema import PredictionTable
from sovsim.experiment.verdict import ExperimentVerdict, SideVerdict, Verdict

_ORDER: tuple[Verdict, ...] = ("contradicted", "depends", "undecided", "supported")


def of_prediction(direction: str, found: str, split_by: Sequence[Split] = ()) -> Verdict:
    """Return the verdict on a prediction.

    Args:
        direction: what was predicted, a key of `sovsim.analysis.direction.LEAVES_OPEN`.
        found: what was shown over the whole space; ``open`` where nothing was.
        split_by: parameters that split the direction.
    """
    predicted, possible = LEAVES_OPEN[direction], LEAVES_OPEN[found]
    if any((split.below in predicted) != (split.above in predicted) for split in split_by):
        return "depends"
    if possible <= predicted:
        return "supported"
    return "undecided" if possible & predicted else "contradicted"


def of_side(verdicts: Sequence[Verdict], rule: str) -> Verdict:
    """Return the verdict on a side from those on its predictions."""
    if rule == "any":
        return max(verdicts, key=_ORDER.index)
    return min(verdicts, key=_ORDER.index)


def in_words(kind: str, a: Verdict, b: Verdict) -> str:
    """Return the verdict on an experiment in a sentence."""
    if kind == "switch":
        return _switch(a, b)
    if a == b:
        return {
            "supported": "Both sides hold in the model; they do not exclude each other.",
            "contradicted": "Neither side holds in the model.",
            "depends": "It depends; for both sides the parameters named decide.",
            "undecided": "Undecided: the runs do not settle either side.",
        }[a]
    if "supported" in (a, b):
        winner, other = ("A", b) if a == "supported" else ("B", a)
        rest = {
            "contradicted": "the other side does not.",
            "depends": "the other side does in a part of the ranges only.",
            "undecided": "on the other side nothing is settled.",
        }[other]
        return f"Side {winner} holds in the model; {rest}"
    return f"No side holds throughout: A is {_of(a)}, B is {_of(b)}."


def _switch(a: Verdict, b: Verdict) -> str:
    if (a, b) == ("supported", "supported"):
        return "No winner: each mechanism leaves the trace that its side predicts."
    if "contradicted" in (a, b):
        if a == b:
            return "No winner: neither mechanism leaves the whole trace that its side predicts."
        which, other, rest = ("A", "B", b) if a == "contradicted" else ("B", "A", a)
        return (
            f"No winner: the mechanism of side {which} does not leave the whole trace predicted; "
            f"that of side {other} is {_of(rest)}."
        )
    return f"No winner: the trace of side A is {_of(a)}, that of side B is {_of(b)}."


def _of(verdict: Verdict) -> str:
    return "dependent on parameters" if verdict == "depends" else verdict


def with_verdicts(predictions: Sequence[PredictionTable], answers: pd.DataFrame) -> pd.DataFrame:
    """Return the comparisons with side, prediction and verdict; one row per prediction."""
    table = answers.copy()
    table.insert(0, "side", [entry.side for entry in predictions])
    table.insert(1, "arms", [" / ".join(entry.arms) for entry in predictions])
    table.insert(2, "predicted", [entry.direction for entry in predictions])
    table["verdict"] = [
        of_prediction(entry.direction, str(found), split_by)
        for entry, found, split_by in zip(
            predictions, answers["direction"], answers["split_by"], strict=True
        )
    ]
    table["check"] = [entry.check for entry in predictions]
    table["why"] = [entry.why for entry in predictions]
    return table


def conclude(
    experiment: ExperimentData,
    table: pd.DataFrame,
    held: pd.DataFrame,
    *,
    runs: int,
    points: int,
    stopped: str = "",
    seed: int = 0,
) -> ExperimentVerdict:
    """Return the verdict on an experiment.

    Args:
        table: of `with_verdicts`.
        held: a row per sampled point, a column per prediction: whether it holds there.
        runs, points, seed: what was done.
        stopped: why no more runs were added, where a precision was asked for.
    """
    rule = experiment.head.verdict_rule
    table = _with_shares(table, held, experiment.design.confidence)
    sides = []
    for side in SIDES:
        mine = table[(table["side"] == side) & ~table["check"]]
        verdict = of_side([_verdict(v) for v in mine["verdict"]], rule)
        depends = tuple(
            dict.fromkeys(
                f"{metric}, {arms}: {split}"
                for metric, arms, judged, row in zip(
                    mine["metric"], mine["arms"], mine["verdict"], mine["split_by"], strict=True
                )
                if judged == "depends"
                for split in row
            )
        )
        sides.append(
            SideVerdict(
                side=side,
                statement=getattr(experiment.head, side).statement,
                verdict=verdict,
                depends_on=depends,
                space=_space(held[list(mine.index)], rule, experiment.design.confidence),
            )
        )
    head = experiment.head
    return ExperimentVerdict(
        name=head.name,
        title=head.title,
        question=head.question,
        kind=head.kind,
        words=in_words(head.kind, sides[0].verdict, sides[1].verdict),
        sides=(sides[0], sides[1]),
        predictions=table,
        runs=runs,
        points=points,
        seed=seed,
        confidence=experiment.design.confidence,
        stopped=stopped,
        limits=head.limits,
        posterior="" if experiment.posterior is None else _told(experiment),
        amendments=tuple(
            f"{entry.date}: {entry.what} {entry.why}" for entry in experiment.document.amendment
        ),
    )


def _with_shares(table: pd.DataFrame, held: pd.DataFrame, confidence: float) -> pd.DataFrame:
    """Return the table with the share of points at which each prediction holds, by interval."""
    shares = [
        clopper_pearson(int(held[number].sum()), len(held), confidence) for number in table.index
    ]
    return table.assign(
        held=[share.share for share in shares],
        held_low=[share.low for share in shares],
        held_high=[share.high for share in shares],
    )


def _told(experiment: ExperimentData) -> str:
    """Return what each arm takes of the posterior, arms that take the same once."""
    words: dict[str, list[str]] = {}
    for name in experiment.arms:
        laid = experiment.laid(name)
        if laid is not None:
            words.setdefault(laid.words, []).append(name)
    return " ".join(
        text if len(words) == 1 else f"{', '.join(names)}: {text}" for text, names in words.items()
    )


def _verdict(text: object) -> Verdict:
    return next(known for known in _ORDER if known == text)


def _space(held: pd.DataFrame, rule: str, confidence: float) -> Share:
    together = held.any(axis=1) if rule == "any" else held.all(axis=1)
    return clopper_pearson(int(together.sum()), len(together), confidence)
