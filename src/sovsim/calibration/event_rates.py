"""Rates of what happens or not, fitted to counts of public record up to a cut.

The smoother fits what runs along a scale; a government that falls once in ten years is no such
thing. So once it has given members their start values and rates, each runs a few times up to the
cut with rates of events drawn from their prior, and rates under which about as much happened as is
on record are kept (`sovsim.calibration.nearest`). Members keep their start values; a rate that the
counts do not tell keeps its prior and says so.

Only the record that ships is asked, as it could have been written at the cut, so that this needs
no folder of data.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from sovsim import given
from sovsim.calibration.event_declared import declared_events
from sovsim.calibration.event_draws import Counted, Draws, draws
from sovsim.calibration.nearest import Nearest, drawn_again
from sovsim.calibration.posterior import ASSUMED, Posterior
from sovsim.calibration.problem import CalibrationError
from sovsim.ensemble.batch import Engine
from sovsim.observed.public_record import PublicRecord
from sovsim.parameters import registry
from sovsim.scenario import Scenario

LEAST_YEARS = 4
"""Years from the start to a cut below which nothing is counted."""

MEMBERS = 200
METHOD = "events: approximate Bayesian computation, rejection with regression adjustment"

_TAILS = (0.1, 0.5, 0.9)


def with_event_rates(
    found: Posterior,
    scenario: Scenario,
    seed: int = 0,
    record: PublicRecord | None = None,
    engine: Engine = "auto",
) -> Posterior:
    """Return a posterior whose members have rates of events, too.

    Args:
        found: what the smoother found; its members keep their values.
        scenario: that it was made from.
        seed: of draws and noise.
        record: facts; those that ship by default. Nothing later than the posterior's last year is
            looked at.
        engine: as for `sovsim.ensemble.run.run_ensemble`.
    """
    made = draws(scenario, found.until, found.points, seed, engine)
    if made is None or len(made.years) < LEAST_YEARS:
        return found
    return _joined(found, made.up_to(found.until, record))


def event_rates(
    scenario: Scenario,
    cuts: Sequence[int],
    members: int = MEMBERS,
    seed: int = 0,
    record: PublicRecord | None = None,
) -> Callable[[int], Posterior | None]:
    """Return posteriors of rates of events alone, by cut, for whoever has no folder of data.

    All else is what runs without a posterior take. The draws run once, up to the last cut; what
    they had done up to an earlier one does not depend on what came later. None is given where
    there are too few years.

    Args:
        scenario: from whose start members run; events after the last cut are dropped.
        cuts: years, the last of each that counts.
        members: of each posterior.
        seed: of draws and noise.
        record: facts; those that ship by default.
    """
    members = given.whole("members", members, 1, error=CalibrationError)
    none = pd.DataFrame(_before_fit(scenario), index=range(members))
    settings = {
        "scenario": scenario.name,
        "start": scenario.start,
        "region": scenario.region.name,
        "spec_hash": scenario.spec_hash,
        "members": members,
        "seed": seed,
        "method": "",
    }

    @cache
    def run() -> Draws | None:
        return draws(scenario, max(cuts), none, seed)

    def fitted(cut: int) -> Posterior | None:
        made = run()
        if made is None or sum(year <= cut for year in made.years) < LEAST_YEARS:
            return None
        empty = pd.DataFrame()
        alone = Posterior(none, none, empty, empty, empty, cut, settings, {})
        return _joined(alone, made.up_to(cut, record))

    return fitted


def _before_fit(scenario: Scenario) -> dict[str, float]:
    """Return what ships as a fit, at its value before any fit."""
    own = {one.name for one in declared_events().rate} | set(scenario.parameters)
    return {
        one.name: one.before_fit
        for one in registry().values()
        if one.status == "calibrated" and one.name not in own
    }


def _joined(found: Posterior, asked: Counted) -> Posterior:
    made, kept = asked.draws, asked.sought(asked.observed)
    generator = np.random.default_rng([made.seed, asked.cut, 7])
    count, members = len(found.points), made.members[kept.rows]
    before = made.numbers[:count]
    chosen = kept.numbers[drawn_again(kept, members, count, generator.random())]
    numbers = np.where(kept.adjusted, chosen, before)
    table = pd.concat([found.identified, _identified(asked, kept)], ignore_index=True)
    method = "; ".join(filter(None, (found.settings.get("method", ""), METHOD)))
    return replace(
        found,
        points=pd.concat([found.points, made.values(numbers)], axis=1),
        prior=pd.concat([found.prior, made.values(before)], axis=1),
        identified=table,
        settings={**found.settings, "method": method, "events": _told(asked, kept)},
    )


def _identified(asked: Counted, kept: Nearest) -> pd.DataFrame:
    """Return what is known of each rate before and after; the ratio is of standard numbers."""
    made = asked.draws
    before, after = made.values(made.numbers), made.values(kept.numbers)
    rows = []
    for place, one in enumerate(made.rates):
        prior = before[one.name].to_numpy(np.float64)
        first = made.numbers[:, place]
        mean, sd, middle, spread = (
            float(first.mean()),
            float(first.std()),
            prior.mean(),
            prior.std(),
        )
        if kept.adjusted[place]:
            mean, sd = kept.moments(kept.numbers[:, place])
            middle, spread = kept.moments(after[one.name].to_numpy(np.float64))
        ratio = sd / float(first.std())
        rows.append(
            {
                "name": one.name,
                "kind": "event",
                "prior_mean": float(prior.mean()),
                "prior_sd": float(prior.std()),
                "posterior_mean": float(middle),
                "posterior_sd": float(spread),
                "moved": mean - float(first.mean()),
                "ratio": ratio,
                "status": "assumed" if ratio > ASSUMED else "calibrated",
            }
        )
    return pd.DataFrame(rows)


def _told(asked: Counted, kept: Nearest) -> dict[str, Any]:
    """Return how it was done, and the counts: observed, of all draws, and of those kept.

    Of the draws the 10, 50 and 90 % quantiles. Those kept are not adjusted, so they say of the
    model under rates near the ones found, and not under these.
    """
    goal, mine = asked.observed, asked.counts[kept.rows]
    counts = [
        {
            "indicator": indicator,
            "what": what,
            "observed": float(goal[place]),
            "before": [float(each) for each in np.quantile(asked.counts[:, place], _TAILS)],
            "kept": [kept.quantile(mine[:, place], tail) for tail in _TAILS],
        }
        for place, (indicator, what) in enumerate(asked.names)
    ]
    rates = zip(asked.draws.rates, kept.told, strict=True)
    return {
        "draws": len(asked.counts),
        "kept": len(kept.rows),
        "farther": kept.beyond,
        "told": {one.name: float(share) for one, share in rates},
        "counts": counts,
    }
