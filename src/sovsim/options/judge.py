"""From runs to an answer: ranking, robust choice, where it turns and what to watch."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from sovsim.arrays import FloatArray
from sovsim.options.answer import Answer, ByMeasure
from sovsim.options.model import WEIGHED, Measure, OptionsData
from sovsim.options.ranking import all_pairs, dominated, pareto, ranking
from sovsim.options.regret import choices, goals, regrets, shares_of_best, table
from sovsim.options.turning import pulls, regret_by_thirds, turns
from sovsim.options.values import Grid, goals_met, grid, weighed
from sovsim.options.watch import Sign, signs
from sovsim.points import is_start

See = Callable[[str], Mapping[str, FloatArray]]
"""What can be seen early under a policy: column -> ``[point, replicate]``."""


FEWEST_POINTS = 3
"""Worlds in which a metric has to be defined for all policies."""


class Undefined(ValueError):
    """A metric that is undefined in nearly all worlds; the message is a line or two."""


def judge(
    options: OptionsData,
    outcomes: pd.DataFrame,
    points: pd.DataFrame,
    *,
    seed: int = 0,
    see: See | None = None,
) -> Answer:
    """Return the answer.

    Args:
        options: what was asked.
        outcomes: ``arm, run, point`` and the metrics of the file.
        points: sampled values, a row per point.
        seed: of the noise.
        see: reads early signs; none are told without it.

    Raises:
        Undefined: a metric is undefined in nearly all worlds.
    """
    names = tuple(options.policies)
    confidence = options.design.confidence
    measures = options.measures
    if options.weights:
        both = weighed(outcomes, measures, options.weights)
        outcomes = outcomes.assign(**{WEIGHED: both})
    ruling = (_weighed(options), *measures) if options.weights else measures
    pairs = all_pairs(outcomes, ruling, names, confidence)
    met = goals_met(outcomes, measures, names)
    told = _told(options, points)
    family = 1 if options.weights else len(measures)
    grids = [grid(outcomes, measure, names) for measure in ruling]
    for one in grids:
        if len(one.points) < FEWEST_POINTS:
            name, many = one.measure.name, len(one.points) + one.left_out
            said = f"{options.name}: metric {name} is undefined in {one.left_out} of {many} worlds"
            raise Undefined(f"{said}\n  a share of nothing has no value; choose a count instead")
    rests = [place == 0 or not options.weights for place in range(len(grids))]
    by = tuple(
        _by(one, pairs, told, confidence, family, see if rules else None)
        for one, rules in zip(grids, rests, strict=True)
    )
    own = grids[1:] if options.weights else grids
    posterior = ""
    if options.posterior is not None:
        first = names[0]
        laid = options.posterior.over(options.scenarios[first], options.head.settings)
        posterior = laid.words
    replicates = grids[0].runs.shape[2]
    return Answer(
        name=options.name,
        title=options.head.title,
        question=" ".join(options.head.question.split()),
        decides=options.decides,
        limits=options.head.limits.strip(),
        span=(options.base.start, options.base.end),
        policies={name: " ".join(entry.what.split()) for name, entry in options.policies.items()},
        weights=options.weights,
        by=by,
        dominated=dominated(pairs, measures, names),
        pareto=pareto(own),
        runs=len(points) * replicates,
        points=len(points),
        replicates=replicates,
        seed=seed,
        confidence=confidence,
        labels={name: options.labels.get(name, name) for name in map(str, told)},
        ranges={entry.parameter: (entry.low, entry.high) for entry in options.uncertainties},
        watch_quarter=options.watch_quarter,
        watch_state=options.watch_state,
        values=told,
        pairs=pairs,
        posterior=posterior,
        goals=None if met is None else goals(names, met, confidence),
        wanted=tuple(f"{one.label} {one.goal}" for one in measures if one.has_goal),
    )


def _told(options: OptionsData, points: pd.DataFrame) -> pd.DataFrame:
    """Return the sampled values by which a ranking may turn: what the file calls unknown."""
    drawn = [entry.parameter for entry in options.uncertainties]
    rates = [name for name in points if not is_start(str(name))]
    return points[[name for name in drawn if name in points] or rates]


def _weighed(options: OptionsData) -> Measure:
    shares = ", ".join(
        f"{measure.label} {options.weights[measure.name]:.0%}" for measure in options.measures
    )
    return Measure(
        WEIGHED,
        "the weighed sum",
        "smallest differences",
        1,
        1.0,
        f"All metrics added up, each in its smallest differences that matter: {shares}.",
    )


def _by(
    one: Grid,
    pairs: pd.DataFrame,
    points: pd.DataFrame,
    confidence: float,
    family: int,
    see: See | None,
) -> ByMeasure:
    placed = ranking(one, pairs, confidence)
    found = {row.policy: row for row in table(one, confidence)}
    lost = regrets(one.worth)
    first = placed.leader
    return ByMeasure(
        ranking=placed,
        regrets=tuple(found[row.policy] for row in placed.rows),
        choices=choices(one),
        turns=tuple(turns(one, points, first, confidence, family)),
        pulls=tuple(pulls(one, points, first)),
        thirds=regret_by_thirds(lost, one.policies, points.loc[one.points]),
        signs=() if see is None else tuple(_signs(one, lost, first, see, confidence)),
    )


def _signs(one: Grid, lost: FloatArray, first: str, see: See, confidence: float) -> list[Sign]:
    """Return early signs under a policy, at the points at which the measure is defined."""
    place = one.policies.index(first)
    best = shares_of_best(one.worth)[place]
    seen = {column: np.asarray(values)[one.points] for column, values in see(first).items()}
    return signs(seen, lost[place], best, confidence)
