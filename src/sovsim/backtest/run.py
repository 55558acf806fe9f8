"""A backtest from beginning to end: free runs at every cut, predictions, marks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pandas as pd

from sovsim.backtest.bars import bars
from sovsim.backtest.case import Case, case
from sovsim.backtest.design import BacktestError, Design
from sovsim.backtest.direction import directions, pooled_direction
from sovsim.backtest.events import chances, event_scores
from sovsim.backtest.forecast import Fit, forecast
from sovsim.backtest.path import paths
from sovsim.backtest.placebo import placebo
from sovsim.backtest.pools import pooled_indicators, pools
from sovsim.backtest.scores import by_horizon, scores
from sovsim.observed.folder import Observed

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Backtest:
    """What a backtest found.

    Attributes:
        design: what was asked.
        forecasts: every prediction (`sovsim.backtest.forecast.COLUMNS`).
        fits: what was fitted before each cut, links and methods.
        scores: marks by indicator, cut, horizon and method.
        pools: pooled ratios to persistence, of groups and of indicators.
        direction, direction_pools: of five-year moves, by indicator and by group.
        placebo: labels shuffled.
        chances, events: of events on state-years, and their marks.
        bars: what was wanted beforehand, and whether it is reached.
        left_out: indicators that could not be predicted at any cut.
    """

    design: Design
    forecasts: pd.DataFrame
    fits: pd.DataFrame
    scores: pd.DataFrame
    pools: pd.DataFrame
    direction: pd.DataFrame
    direction_pools: pd.DataFrame
    placebo: pd.DataFrame
    chances: pd.DataFrame
    events: pd.DataFrame
    bars: pd.DataFrame
    left_out: tuple[str, ...]

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table by name."""
        return {
            "forecasts": self.forecasts,
            "fits": self.fits,
            "scores": self.scores,
            "pools": self.pools,
            "direction": self.direction,
            "direction_pools": self.direction_pools,
            "placebo": self.placebo,
            "chances": self.chances,
            "events": self.events,
            "bars": self.bars,
        }


def run_backtest(asked: Design, observed: Observed, progress: Progress | None = None) -> Backtest:
    """Run the model freely at every cut and hold it against what came.

    Args:
        asked: the design.
        observed: the data.
        progress: told after every cut.

    Raises:
        BacktestError: no indicator has enough data before a cut and a figure after it.
    """
    cases: list[Case] = []
    tables, fits, events = [], [], []
    for done, cut in enumerate(asked.cuts):
        found = paths(asked, cut)
        events += [chances(one, observed, found, cut) for one in asked.events]
        for one in asked.indicators:
            made = case(one, observed, found, cut)
            if made is not None:
                table, fit = forecast(made, asked.seed)
                tables.append(table)
                fits += _fits(made, fit)
                cases.append(replace(made, runs=made.path[None]))
        if progress is not None:
            progress(done + 1, len(asked.cuts))
    if not cases:
        raise BacktestError(
            f"{observed.folder}: no indicator has enough figures up to a cut and one after it\n"
            f"  cuts: {', '.join(map(str, asked.cuts))}"
        )
    forecasts = pd.concat(tables, ignore_index=True)
    rows = by_horizon(forecasts)
    main = pooled_indicators(asked.indicators)
    marked = scores(rows)
    by_pool = pools(rows, asked.indicators, asked.seed)
    moves = directions(forecasts, cases)
    by_group = pooled_direction(moves, main)
    shuffled = placebo(cases, main, asked.seed)
    happened = pd.concat(events, ignore_index=True)
    by_event = event_scores(happened)
    there = {one.indicator.name for one in cases}
    return Backtest(
        asked,
        forecasts,
        pd.DataFrame(fits),
        marked,
        by_pool,
        moves,
        by_group,
        shuffled,
        happened,
        by_event,
        bars(marked, by_pool, by_group, shuffled, by_event, main),
        tuple(one.name for one in asked.indicators if one.name not in there),
    )


def _fits(made: Case, fit: dict[str, Fit]) -> list[dict[str, object]]:
    """Return a row for each method: its pull and spread, and the link that it reads."""
    link = made.link
    return [
        {
            "indicator": made.indicator.name,
            "cut": made.cut,
            "method": name,
            "pull": one.pull,
            "floor": one.spread.floor,
            "growth": one.spread.growth,
            "offset": link.offset,
            "scale": link.scale,
            "against": link.against,
            "state_years": link.count,
        }
        for name, one in fit.items()
    ]
