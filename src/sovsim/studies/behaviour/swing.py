"""Questions on movement: how much states change within five years, and how much of it is noise."""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import Channel
from sovsim.observed.folder import Observed
from sovsim.observed.indicator import model_states
from sovsim.observed.panel import panel
from sovsim.observed.readings import between
from sovsim.schedule import RULES
from sovsim.studies.behaviour.arms import Course, course, prepared
from sovsim.studies.behaviour.row import Row, figure

_GROUP = "movement"
_YEARS = 5
_FIRST_OBSERVED = 1992
_LAST_OBSERVED = 21
"""Years from 1992 to 2012: the span of the observed figures."""

OBSERVED = {"place": 0.50, "security": 0.72}
"""Spread within states of the change over five years, net of the year's mean, as a share of the
spread between states of the level, 1992-2012, as `observed_swings` works it out: of UN ideal points
(Bailey, Strezhnev and Voeten 2017, release of July 2025), and of Russia's share in the major arms
delivered in five years (SIPRI Arms Transfers Database), 104 changes of states that had deliveries
both times. Figures from published data, of which nothing else is kept here."""

SERIES = {"place": "unga_idealpoint", "security": "sipri_arms_share_russia_5y"}
"""The observed series behind each figure."""


def rows(runs: int, seed: int, baseline: Course) -> list[Row]:
    """Return the rows on five-year change."""
    found = [
        figure(
            _GROUP,
            f"{words}: spread of five-year change within states, over the observed one",
            lambda values, observed=OBSERVED[name]: swing(values) / observed,
            series(baseline, name),
            least=0.5,
            most=2.0,
            before="0.1-0.3",
        )
        for name, words in (
            ("place", "place (UN ideal point)"),
            ("security", "dependence in security"),
        )
    ]
    still = course(
        prepared("baseline-1992-2026", runs, seed),
        off=noise_terms(),
        kept=("alignment_russia", "alignment_west", "hegemon_distance", "dependence"),
    )
    found += [
        figure(
            _GROUP,
            f"{words}: share of that variance that goes with the pure noise terms",
            lambda noisy, quiet: 1.0 - (swing(quiet) / swing(noisy)) ** 2,
            series(baseline, name),
            series(still, name),
            most=0.5,
        )
        for name, words in (("place", "place"), ("security", "dependence in security"))
    ]
    return found


def noise_terms() -> frozenset[str]:
    """Return the names of all terms that a normal draw drives and nothing else."""
    return frozenset(
        f"{variable}.{name}"
        for rule in RULES.values()
        for variable, terms in rule.signed_terms.items()
        for name, term in terms.items()
        if term.by == "draw" or name == "noise"
    )


def series(kept: Course, name: str) -> FloatArray:
    """Return yearly values to 2012, shape ``(run, year, state)``."""
    if name == "place":
        west, hegemon = (kept.over(f"alignment_{pole}").mean(axis=1) for pole in ("west", "russia"))
        values = between(west, hegemon, 1.0 - 2.0 * kept.over("hegemon_distance"))
    else:
        values = kept.over("dependence")[:, Channel.SECURITY]
    yearly = values[3::4][:_LAST_OBSERVED]
    return np.moveaxis(yearly, 1, 0)


def swing(values: FloatArray) -> float:
    """Return the spread of five-year change within runs and states over that between states.

    Args:
        values: shape ``(run, year, state)``.
    """
    change = values[:, _YEARS:] - values[:, :-_YEARS]
    change = change - change.mean(axis=-1, keepdims=True)
    within = np.sqrt((change**2).mean())
    between = np.sqrt(values.var(axis=-1).mean())
    return float(within / between)


def observed_swings(observed: Observed) -> dict[str, float]:
    """Return the figures of `OBSERVED` from a folder of observed data that holds their series."""
    found = {}
    for name, series_name in SERIES.items():
        seen = panel(observed.series[series_name], model_states()).value
        years = seen.loc[_FIRST_OBSERVED : _FIRST_OBSERVED + _LAST_OBSERVED - 1]
        values = years.to_numpy()
        change = values[_YEARS:] - values[:-_YEARS]
        change = change - np.nanmean(change, axis=1, keepdims=True)
        within = np.sqrt(np.nanmean(change**2))
        found[name] = float(within / np.sqrt(np.nanmean(np.nanvar(values, axis=1))))
    return found
