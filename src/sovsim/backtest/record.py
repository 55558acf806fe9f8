"""A backtest on the facts of public record that ship, for whoever has no folder of data.

The model runs freely from cuts in the past; what lasts is held against the last value, what happens
against rates before the cut, votes against the last vote. Of the model rates of events alone are
fitted, to counts of the record up to each cut (`sovsim.calibration.event_rates`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from sovsim.backtest.case import case
from sovsim.backtest.chance_marks import chance_marks, changes
from sovsim.backtest.design import Design, design
from sovsim.backtest.events import chances
from sovsim.backtest.forecast import COLUMNS, forecast
from sovsim.backtest.path import Drawn, Fitting, every_path
from sovsim.backtest.record_bars import record_bars
from sovsim.backtest.record_forecasts import as_forecasts
from sovsim.backtest.run import Progress
from sovsim.backtest.scores import by_horizon, scores
from sovsim.backtest.stocks import LAST, lasting
from sovsim.observed.folder import Observed
from sovsim.observed.record_indicators import shipped_facts
from sovsim.scenario import Scenario

STEP = 5
"""Years between the cuts that are taken where none is named."""

BASE = "base rate"
"""The guess that events must beat."""


@dataclass(frozen=True)
class RecordBacktest:
    """What a backtest on the shipped facts found.

    Attributes:
        design: what was asked.
        standing: what lasts: its chance in every state and year after a cut, by each method, and
            what was.
        chances: what happens, likewise.
        lasting, events: marks of what lasts, against the last value, and of what happens, against
            base rates (`sovsim.backtest.chance_marks.chance_marks`).
        changes: of what lasts, who saw that it would change.
        bars: what was wanted beforehand, and whether it is reached.
        votes: errors of votes by cut and method (`sovsim.backtest.scores.scores`).
        forecasts: what lasts and votes as predictions
            (`sovsim.backtest.record_forecasts.as_forecasts`).
        samples: cut -> number of points of the sample that its runs were drawn from; a cut that
            lacks ran from assumed values.
    """

    design: Design
    standing: pd.DataFrame
    chances: pd.DataFrame
    lasting: pd.DataFrame
    events: pd.DataFrame
    changes: pd.DataFrame
    bars: pd.DataFrame
    votes: pd.DataFrame
    forecasts: pd.DataFrame
    samples: Mapping[int, int] = field(default_factory=dict)

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table by name."""
        return {
            "forecasts": self.forecasts,
            "standing": self.standing,
            "chances": self.chances,
            "lasting": self.lasting,
            "changes": self.changes,
            "events": self.events,
            "bars": self.bars,
            "votes": self.votes,
        }


def record_design(
    scenario: Scenario,
    cuts: Sequence[int] = (),
    until: int | None = None,
    runs: int = 200,
    seed: int = 0,
) -> Design:
    """Return the backtest on the shipped facts that was asked for, checked.

    Args:
        scenario, until, runs, seed: as of `sovsim.backtest.design.design`.
        cuts: years; by default `until`, or every fifth from the first possible one.
    """
    asked = design(scenario, shipped_facts(), cuts, until, runs, seed)
    if cuts or until is not None:
        return asked
    return asked.at(asked.cuts[::STEP])


def run_record(
    asked: Design,
    observed: Observed | None = None,
    progress: Progress | None = None,
    fit: Fitting | None = None,
) -> RecordBacktest:
    """Run the model freely at every cut and hold it against what is of public record.

    Args:
        asked: the design.
        observed: the facts; those that ship by default.
        progress: told after every cut.
        fit: gives a sample for a cut, made from nothing later; without it runs take assumed values.
    """
    facts = observed or shipped_facts()
    told, happened, votes = [], [], []
    samples: dict[int, int] = {}

    def sample(cut: int) -> Drawn | None:
        drawn = None if fit is None else fit(cut)
        if drawn is not None:
            samples[cut] = len(drawn.points)
        return drawn

    states = asked.scenario.region.codes
    whole = {one.name: one.seen(facts, states) for one in asked.everything}
    for done, (cut, found) in enumerate(every_path(asked, sample)):
        known = facts.until(cut)
        before = {one.name: one.seen(known, states) for one in asked.everything}
        for one in asked.indicators:
            seen = before[one.name], whole[one.name]
            if one.group == "bodies":
                told.append(lasting(one, *seen, found, cut))
            elif (made := case(one, *seen, found, cut)) is not None:
                votes.append(forecast(made, asked.seed)[0])
        happened += [
            chances(one, before[one.name], whole[one.name], found, cut) for one in asked.events
        ]
        if progress is not None:
            progress(done + 1, len(asked.cuts))
    lasts, events = (pd.concat(each, ignore_index=True) for each in (told, happened))
    voted = pd.concat(votes, ignore_index=True) if votes else pd.DataFrame(columns=list(COLUMNS))
    marks = chance_marks(events, BASE, asked.seed)
    return RecordBacktest(
        asked,
        lasts,
        events,
        chance_marks(lasts, LAST, asked.seed),
        marks,
        changes(lasts, ("model", "model, all runs", "rates")),
        record_bars(lasts, marks, BASE),
        scores(by_horizon(voted)) if votes else pd.DataFrame(),
        as_forecasts(lasts, voted),
        samples,
    )
