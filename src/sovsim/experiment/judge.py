"""Judges an experiment: its predictions, its sides, and both together.

The words and the rule by which a word goes with its numbers are in `sovsim.experiment.words`, in
one place for predictions and sides alike:

* a **prediction** holds, fails, depends or is open by its own share of the ranges and its average;
* a **side** likewise by the share of the ranges in which *all* that it predicts holds at once (any,
  by the file's ``verdict_rule``), and by the averages of all its predictions together; where its
  own weight is drawn through 0, it may depend on the signs. Rows marked ``check`` do not count;
* where it depends, the parameters are named whose lower and upper thirds differ
  (`sovsim.experiment.where`);
* a **contest** may go to a side. A **switch** puts each side's mechanism in by hand; it can show
  that the two leave different traces, and in what share of the ranges, but it has no winner.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from sovsim.analysis.superiority import Share
from sovsim.experiment import corners
from sovsim.experiment.deciding import Deciding
from sovsim.experiment.model import SIDES, ExperimentData
from sovsim.experiment.sentence import Part, Said, fails, head, holds, over_all, told
from sovsim.experiment.shares import Points
from sovsim.experiment.verdict import ExperimentVerdict, SideVerdict
from sovsim.experiment.where import Where, where
from sovsim.experiment.words import Average, average, averages, by_the_signs, judged

NO_SHARE = Share(float("nan"), float("nan"), float("nan"))


def conclude(
    experiment: ExperimentData,
    answers: pd.DataFrame,
    points: Points | None,
    values: pd.DataFrame | None = None,
    *,
    runs: int,
    visited: int = 0,
    stopped: str = "",
    seed: int = 0,
) -> ExperimentVerdict:
    """Return the verdict on an experiment.

    Args:
        answers: of `sovsim.analysis.compare.compare`, a row per prediction.
        points: what the runs say at each sampled point; None where nothing was sampled.
        values: of the sampled parameters, by number of the point.
        runs, visited, seed: runs of each arm, points among them, seed of the noise.
        stopped: why no more runs were added, where a precision was asked for.
    """
    table = _predictions(experiment, answers, points, values)
    sides = [_side(experiment, side, table, points, values) for side in SIDES]
    found, more = _corners(experiment, table, points, values)
    top, level = experiment.head, experiment.design.confidence
    said = _said(sides[0]), _said(sides[1])
    return ExperimentVerdict(
        name=top.name,
        title=top.title,
        question=top.question,
        kind=top.kind,
        words=over_all(corners.lead(found, level), head(top.kind, *said), *said),
        sides=(sides[0], sides[1]),
        predictions=table,
        runs=runs,
        points=visited,
        seed=seed,
        confidence=level,
        stopped=stopped,
        limits=top.limits,
        contest_if=top.contest_if,
        posterior="" if experiment.posterior is None else _posterior(experiment),
        corners=corners.told(found, more),
        at_work=corners.at_work(found, level),
        amendments=tuple(
            f"{entry.date}: {entry.what} {entry.why}" for entry in experiment.document.amendment
        ),
    )


def _said(side: SideVerdict) -> Said:
    return Said(side.side, side.statement, side.verdict, side.because, side.space)


def _predictions(
    experiment: ExperimentData,
    answers: pd.DataFrame,
    points: Points | None,
    values: pd.DataFrame | None,
) -> pd.DataFrame:
    """Return the comparisons with side, prediction and verdict; one row per prediction."""
    predictions, level = experiment.predictions, experiment.design.confidence
    raw = [name for name in answers if str(name).startswith("space_")]  # chance is still in these
    table = answers.drop(columns=raw)
    table.insert(0, "side", [entry.side for entry in predictions])
    table.insert(1, "arms", [" / ".join(entry.arms) for entry in predictions])
    table.insert(2, "predicted", [entry.direction for entry in predictions])
    shares = [_share(points, [number], "all", level) for number in range(len(predictions))]
    means = [
        average(entry.direction, str(found))
        for entry, found in zip(predictions, answers["direction"], strict=True)
    ]
    found = [judged(share, mean) for share, mean in zip(shares, means, strict=True)]
    return table.assign(
        average=means,
        held=[share.share for share in shares],
        held_low=[share.low for share in shares],
        held_high=[share.high for share in shares],
        verdict=[verdict for verdict, _ in found],
        because=[because for _, because in found],
        split_by=pd.Series(
            [
                _where(points, [number], "all", values, level) if verdict == "depends" else ()
                for number, (verdict, _) in enumerate(found)
            ],
            dtype=object,
        ),
        check=[entry.check for entry in predictions],
        why=[entry.why for entry in predictions],
        holds=[holds(entry) for entry in predictions],
        fails=[fails(entry) for entry in predictions],
    )


def _side(
    experiment: ExperimentData,
    side: str,
    table: pd.DataFrame,
    points: Points | None,
    values: pd.DataFrame | None,
) -> SideVerdict:
    rule, level = experiment.head.verdict_rule, experiment.design.confidence
    mine = table[(table["side"] == side) & ~table["check"]]
    rows = [int(number) for number in mine.index]
    means: list[Average] = list(mine["average"])
    space = _share(points, rows, rule, level)
    verdict, because = judged(space, averages(means, rule))
    deciding = Deciding.of(experiment.document.uncertainty)
    if _with_corners(experiment, deciding) and points is not None and values is not None:
        held, drawn = points.together(rows, rule), values.loc[points.numbers]
        own = corners.at_own(deciding, drawn, side, held, level)
        verdict, because = by_the_signs(verdict, because, own)
    parts = [
        Part(
            experiment.predictions[number],
            row["verdict"],
            row["because"],
            Share(row["held"], row["held_low"], row["held_high"]),
        )
        for number, row in zip(rows, mine.to_dict("records"), strict=True)
    ]
    depends = _where(points, rows, rule, values, level) if verdict == "depends" else ()
    return SideVerdict(
        side=side,
        statement=getattr(experiment.head, side).statement,
        verdict=verdict,
        because=because,
        told=told(parts, space, rule),
        depends_on=tuple(str(one) for one in depends),
        space=space,
    )


def _with_corners(experiment: ExperimentData, deciding: Deciding) -> bool:
    return experiment.head.kind == "contest" and bool(deciding.every)


def _corners(
    experiment: ExperimentData,
    table: pd.DataFrame,
    points: Points | None,
    values: pd.DataFrame | None,
) -> tuple[tuple[corners.Corner, ...], tuple[object, ...]]:
    """Return who holds by the signs of what decides, and what is so where both work."""
    if points is None or values is None or experiment.head.kind != "contest":
        return (), ()
    rule, level = experiment.head.verdict_rule, experiment.design.confidence
    counted = [
        [int(number) for number in table[(table["side"] == side) & ~table["check"]].index]
        for side in SIDES
    ]
    a, b = (points.together(rows, rule) for rows in counted)
    deciding = Deciding.of(experiment.document.uncertainty)
    drawn = values.loc[points.numbers]
    found = corners.corners(deciding, drawn, (a, b), level)
    sizes = corners.effects(deciding, drawn, points, [*counted[0], *counted[1]], level)
    return found, (*sizes, *corners.shifts(deciding, drawn, (a, b), level))


def _share(points: Points | None, rows: Sequence[int], rule: str, level: float) -> Share:
    return NO_SHARE if points is None else points.share(rows, rule, level)


def _where(
    points: Points | None,
    rows: Sequence[int],
    rule: str,
    values: pd.DataFrame | None,
    level: float,
) -> tuple[Where, ...]:
    """Return the parameters that decide whether some predictions hold at once."""
    if points is None or values is None:
        return ()
    return where(points.together(rows, rule), values.loc[points.numbers], level)


def _posterior(experiment: ExperimentData) -> str:
    """Return what each arm takes of the posterior, arms that take the same once."""
    words: dict[str, list[str]] = {}
    for name in experiment.arms:
        laid = experiment.laid(name)
        if laid is not None:
            words.setdefault(laid.words, []).append(name)
    return " ".join(
        text if len(words) == 1 else f"{', '.join(names)}: {text}" for text, names in words.items()
    )
