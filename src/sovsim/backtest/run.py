"""A backtest from beginning to end: free runs at every cut, predictions, marks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace

import numpy as np
import pandas as pd

from sovsim.backtest import events as happenings
from sovsim.backtest import forecast as predictions
from sovsim.backtest.bars import bars
from sovsim.backtest.case import Case, case
from sovsim.backtest.courses import courses
from sovsim.backtest.design import BacktestError, Design
from sovsim.backtest.direction import directions, moves, turns
from sovsim.backtest.forecast import Fit
from sovsim.backtest.lasting import lasting
from sovsim.backtest.left_out import left_out
from sovsim.backtest.methods import METHODS, PERSISTENCE, VARIANTS, Method
from sovsim.backtest.path import Drawn, Fitting, every_path
from sovsim.backtest.placebo import placebo
from sovsim.backtest.pools import pooled_indicators, pools, without
from sovsim.backtest.reliability import coverage, frequency
from sovsim.backtest.scores import by_horizon, scores
from sovsim.observed.folder import Observed
from sovsim.observed.panel import Panel

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Marks:
    """The tables of a backtest.

    Attributes:
        forecasts: every prediction (`sovsim.backtest.forecast.COLUMNS`).
        fits: what was fitted before each cut, links and methods.
        scores: marks by indicator, cut, horizon and method.
        pools: pooled ratios to persistence, of groups and of indicators.
        without: the same, of states that were left out of what was fitted.
        direction, direction_pools: of five-year moves, by indicator and by group.
        turning: turning points among five-year moves, by group.
        placebo: labels shuffled.
        chances, events: of events on state-years, and their marks.
        frequency: how often events happened that had a chance of about so much.
        coverage: how often bands of each level hold what came, by group.
        lasting: what lasts, such as memberships, in the last year.
        courses: what was observed, and the model's level beside it.
        bars: what was wanted beforehand, and whether it is reached.
    """

    forecasts: pd.DataFrame
    fits: pd.DataFrame
    scores: pd.DataFrame
    pools: pd.DataFrame
    without: pd.DataFrame
    direction: pd.DataFrame
    direction_pools: pd.DataFrame
    turning: pd.DataFrame
    placebo: pd.DataFrame
    chances: pd.DataFrame
    events: pd.DataFrame
    frequency: pd.DataFrame
    coverage: pd.DataFrame
    lasting: pd.DataFrame
    courses: pd.DataFrame
    bars: pd.DataFrame


@dataclass(frozen=True)
class Backtest(Marks):
    """What a backtest found.

    Attributes:
        design: what was asked.
        left_out: indicators that could not be predicted at any cut.
        samples: cut -> number of points of the sample that its runs were drawn from; a cut that
            lacks ran from assumed values.
    """

    design: Design
    left_out: tuple[str, ...]
    samples: dict[int, int] = field(default_factory=dict)

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table by name."""
        return {each.name: getattr(self, each.name) for each in fields(Marks)}


@dataclass(frozen=True)
class Predicted:
    """What was predicted at all cuts, before any mark is given.

    Attributes:
        cases: each indicator at each cut, without the single runs.
        forecasts, fits, chances: as in `Marks`.
        samples: as in `Backtest`.
    """

    cases: tuple[Case, ...]
    forecasts: pd.DataFrame
    fits: pd.DataFrame
    chances: pd.DataFrame
    samples: dict[int, int]


def predict(
    asked: Design,
    observed: Observed,
    fit: Fitting | None = None,
    progress: Progress | None = None,
    methods: Mapping[str, Method] = METHODS,
) -> Predicted:
    """Run the model freely at every cut and predict what came by some methods.

    The arguments are those of `run_backtest`.

    Raises:
        BacktestError: no indicator has enough data before a cut and a figure after it.
    """
    cases: list[Case] = []
    tables, fits, chances = [], [], []
    samples: dict[int, int] = {}

    def sample(cut: int) -> Drawn | None:
        drawn = None if fit is None else fit(cut)
        if drawn is not None:
            samples[cut] = len(drawn.points)
        return drawn

    whole = _seen(asked, observed)
    for done, (cut, paths) in enumerate(every_path(asked, sample, observed)):
        before = _seen(asked, observed.until(cut))
        for one in asked.events:
            chances.append(happenings.chances(one, before[one.name], whole[one.name], paths, cut))
        for one in asked.indicators:
            made = case(one, before[one.name], whole[one.name], paths, cut)
            if made is not None:
                table, how = predictions.forecast(made, asked.seed, methods)
                tables.append(table)
                fits += _fits(made, how)
                cases.append(replace(made, runs=made.path[None], anew_runs=made.anew[None]))
        if progress is not None:
            progress(done + 1, len(asked.cuts))
    happened = _joined(chances, happenings.COLUMNS)
    if not cases and happened.empty:
        raise BacktestError(
            f"{observed.folder}: no indicator has enough figures up to a cut and one after it\n"
            f"  cuts: {', '.join(map(str, asked.cuts))}"
        )
    forecasts = _joined(tables, predictions.COLUMNS)
    return Predicted(tuple(cases), forecasts, pd.DataFrame(fits), happened, samples)


def run_backtest(
    asked: Design,
    observed: Observed,
    fit: Fitting | None = None,
    progress: Progress | None = None,
) -> Backtest:
    """Run the model freely at every cut and hold it against what came.

    Args:
        asked: the design.
        observed: the data.
        fit: gives a sample of parameters and start values for a cut, made from nothing later;
            without it runs take assumed values.
        progress: told after every cut.

    Raises:
        BacktestError: no indicator has enough data before a cut and a figure after it.
    """
    made = predict(asked, observed, fit, progress)
    happened = made.chances
    marks = _marks(asked, made.cases, made.forecasts, made.fits, happened)
    there = {one.indicator.name for one in made.cases} | set(happened["indicator"])
    lacking = tuple(one.name for one in asked.everything if one.name not in there)
    return Backtest(**vars(marks), design=asked, left_out=lacking, samples=made.samples)


def _marks(
    asked: Design,
    cases: Sequence[Case],
    forecasts: pd.DataFrame,
    fits: pd.DataFrame,
    happened: pd.DataFrame,
) -> Marks:
    """Return every table, from predictions and chances."""
    seed, main = asked.seed, pooled_indicators(asked.indicators)
    rows = by_horizon(forecasts)
    marked = scores(rows)
    by_pool = pools(rows, asked.indicators, seed)
    moved = moves(forecasts, cases)
    pooled = moved[moved["indicator"].isin(main)]
    by_group = directions(pooled, ["group"], seed)
    shuffled = placebo(cases, main, seed)
    by_event = happenings.event_scores(happened, seed)
    last = lasting(forecasts, seed)
    lacking = left_out([one for one in cases if one.indicator.name in main])
    return Marks(
        forecasts=forecasts,
        fits=fits,
        scores=marked,
        pools=by_pool,
        without=without(lacking, rows, asked.indicators, seed),
        direction=directions(moved, ["indicator", "group"], seed),
        direction_pools=by_group,
        turning=turns(pooled, ["group"], seed),
        placebo=shuffled,
        chances=happened,
        events=by_event,
        frequency=frequency(happened, seed),
        coverage=coverage(forecasts, main, (*VARIANTS, PERSISTENCE), seed),
        lasting=last,
        courses=courses(cases),
        bars=bars(marked, by_pool, by_group, shuffled, by_event, last, main),
    )


def _seen(asked: Design, observed: Observed) -> dict[str, Panel | None]:
    """Return what a folder holds of every indicator."""
    states = asked.scenario.region.codes
    return {one.name: one.seen(observed, states) for one in asked.everything}


def _joined(tables: Sequence[pd.DataFrame], columns: Sequence[str]) -> pd.DataFrame:
    there = [table for table in tables if len(table)]
    if not there:
        return pd.DataFrame(columns=list(columns))
    return pd.concat(there, ignore_index=True)


def _fits(made: Case, fit: dict[str, Fit]) -> list[dict[str, object]]:
    """Return a row for each method: what was fitted, its spread, and the link that it reads.

    ``strength`` is the pull, the weight, or of a regression the coefficient of the model's change.
    """
    link = made.link
    return [
        {
            "indicator": made.indicator.name,
            "cut": made.cut,
            "method": name,
            "strength": float(np.ravel(one.strength)[-1]),
            "floor": one.spread.floor,
            "growth": one.spread.growth,
            "offset": link.offset,
            "scale": link.scale,
            "against": link.against,
            "state_years": link.count,
        }
        for name, one in fit.items()
    ]
