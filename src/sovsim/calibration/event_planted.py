"""Whether rates of events that were planted are found again, and as often as intervals say.

Truths are drawn from the prior, evenly over its quantiles; a run of each, from the start values of
some member and on noise that no draw has, is counted and thinned as the record is, and its rates
are sought as the real ones are. All truths are sought among the same draws, so that a hundred cost
little.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from sovsim.calibration.counts import counted
from sovsim.calibration.event_draws import Counted, draws
from sovsim.calibration.unknowns import drawn
from sovsim.ensemble.batch import Engine
from sovsim.scenario import Scenario

_FIRST_RUN = 4_000_000
TRUTHS = 100
_TAILS = (0.1, 0.9)


def find_planted_events(
    scenario: Scenario,
    until: int,
    truths: int = TRUTHS,
    members: int = 200,
    seed: int = 0,
    engine: Engine = "auto",
) -> pd.DataFrame | None:
    """Return truths and what was found of them, with all else as runs draw it by themselves.

    None where the scenario begins later, or has a state of which there is no record.
    """
    made = draws(scenario, until, pd.DataFrame(index=range(members)), seed, engine)
    return None if made is None else planted_events(made.up_to(until), truths)


def planted_events(asked: Counted, truths: int) -> pd.DataFrame:
    """Return a row for every rate of every truth, in standard numbers.

    Columns ``draw, name, kind, truth, mean, low, high, ratio, adjusted``: bounds are of the 80 %
    interval, ``ratio`` posterior sd over prior sd. A rate that the counts do not tell keeps its
    prior.
    """
    made = asked.draws
    generator = np.random.default_rng([made.seed, asked.cut, 8])
    truth = drawn(len(made.rates), truths, [made.seed, asked.cut, 9]).T
    members = generator.integers(len(made.points), size=truths)
    read = made.run(truth, members, _FIRST_RUN)
    goals = counted(asked.tallies, read, generator)
    rows = []
    for draw, goal in enumerate(goals):
        found = asked.sought(goal)
        for place, one in enumerate(made.rates):
            prior = made.numbers[:, place]
            mean, sd = float(prior.mean()), float(prior.std())
            low, high = (float(each) for each in np.quantile(prior, _TAILS))
            if found.adjusted[place]:
                mine = found.numbers[:, place]
                mean, sd = found.moments(mine)
                low, high = (found.quantile(mine, tail) for tail in _TAILS)
            rows.append(
                {
                    "draw": draw,
                    "name": one.name,
                    "kind": "event",
                    "truth": float(truth[draw, place]),
                    "mean": mean,
                    "low": low,
                    "high": high,
                    "ratio": sd / float(prior.std()),
                    "adjusted": bool(found.adjusted[place]),
                }
            )
    return pd.DataFrame(rows)


def believed_rates(table: pd.DataFrame) -> pd.DataFrame:
    """Return for each rate how well it was found.

    Columns ``name, truths, correlation, covered, error, error_before, ratio``: share of truths in
    80 % intervals, root mean square errors after and before in prior standard deviations.
    """
    rows = []
    for name, mine in table.groupby("name", sort=False):
        held = (mine["low"] <= mine["truth"]) & (mine["truth"] <= mine["high"])
        spread = mine["mean"].std()
        rows.append(
            {
                "name": name,
                "truths": len(mine),
                "correlation": float(mine["truth"].corr(mine["mean"])) if spread > 0 else np.nan,
                "covered": float(held.mean()),
                "error": float(np.sqrt(((mine["truth"] - mine["mean"]) ** 2).mean())),
                "error_before": float(np.sqrt((mine["truth"] ** 2).mean())),
                "ratio": float(mine["ratio"].mean()),
            }
        )
    return pd.DataFrame(rows)
