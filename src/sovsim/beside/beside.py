"""A scenario's runs, one of them or none in front, beside what a folder of data holds of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sovsim import given, quarters
from sovsim.arrays import FloatArray
from sovsim.backtest.sight import sight
from sovsim.beside.bands import Bands, anchored, bands, error_by_lead
from sovsim.beside.readings import Readings, readings
from sovsim.ensemble.fitted import Fitted as Posterior
from sovsim.observed.fitting import Fitted, NothingToFit, fit
from sovsim.observed.folder import Observed
from sovsim.observed.indicator import Indicator
from sovsim.observed.indicators import INDICATORS
from sovsim.observed.panel import Panel
from sovsim.scenario import Scenario, load_scenario
from sovsim.scenario.cut import known_at

REFERENCE = "baseline-1992-2026"
"""Scenario to whose course the links are fitted: what was, as far as the model tells it."""

USUAL = ("ideal point", "trade share", "arms share", "autonomy abroad", "polyarchy")
"""Indicators that are shown where none is named."""

COLUMNS = (
    "indicator", "state", "year", "band", "low", "middle", "high", "run", "observed",
    "observed_low", "observed_high", "known",
)  # fmt: skip
"""Columns of the table."""

Progress = Callable[[int, int], None]


class BesideError(ValueError):
    """Nothing that could be shown beside each other; the message is a line or two."""


@dataclass(frozen=True, eq=False)
class Asked:
    """What is to be shown.

    Attributes:
        scenario: what is run many times.
        until: last year that links and bands may know; by default that of the posterior, else the
            last that is observed. Where it is given, parameters that ship as fits take their value
            before any fit in the bands.
        runs, seed: of the ensemble.
        indicators: names; `USUAL` by default.
        posterior: from which runs start, those to which links are fitted among them.
        settings, taken: as for `sovsim.ensemble.fitted.Fitted.over`.
        own: a run to be drawn by itself: its scenario and its number.
    """

    scenario: Scenario
    until: int | None = None
    runs: int = 100
    seed: int = 0
    indicators: Sequence[str] = ()
    posterior: Posterior | None = None
    settings: Iterable[str] = ()
    taken: Iterable[str] = ()
    own: tuple[Scenario, int] | None = None


@dataclass(frozen=True, eq=False)
class Beside:
    """A course beside what was observed.

    Attributes:
        asked: what was to be shown.
        until: last year that links and bands know.
        table: a row per indicator, state and year (`COLUMNS`): the band, the run (where the band is
            one of change, from the last figure known as well), and what was observed with four
            fifths of its measurement error.
        links: indicator -> its link, fitted to years up to `until`.
        left_out: indicator -> why it cannot be shown.
        posterior: what the runs have from a posterior, in words.
        faults: how many the folder has.
    """

    asked: Asked
    until: int
    table: pd.DataFrame
    links: Mapping[str, Fitted]
    left_out: Mapping[str, str]
    posterior: str = ""
    faults: int = 0

    def held(self, name: str) -> dict[str, tuple[int, int]]:
        """Return how many figures lie in their bands, and of how many: known ones, later ones."""
        rows = self.table[(self.table["indicator"] == name) & self.table["observed"].notna()]
        inside = rows["observed"].between(rows["low"], rows["high"])
        return {
            word: (int(inside[rows["known"] == known].sum()), int((rows["known"] == known).sum()))
            for word, known in (("known", True), ("later", False))
        }


def beside(asked: Asked, observed: Observed, progress: Progress | None = None) -> Beside:
    """Return a scenario's course beside what was observed.

    Links are fitted to the course of `REFERENCE` as it was known at the end of `until`, or of the
    scenario that the posterior was fitted to: a link says how a figure follows the model, whatever
    a scenario supposes.

    Raises:
        BesideError: no indicator was observed in the years of the scenario.
    """
    runs, seed = given.whole("runs", asked.runs, 2, error=BesideError), given.seed(asked.seed)
    reference = load_scenario(REFERENCE if asked.posterior is None else asked.posterior.scenario)
    if asked.scenario.region.name != reference.region.name:
        raise BesideError(
            f"{observed.folder}: is about the region {reference.region.name}, the scenario about "
            f"{asked.scenario.region.name}"
        )
    states = asked.scenario.region.codes
    chosen, left_out = _chosen(asked, observed, states)
    until = _until(asked, {one.name: panel for one, panel in chosen})
    known = _ended(reference, until)
    indicators = [one for one, _ in chosen]
    before = observed.until(until)
    values = _before(known, asked, runs)
    if asked.posterior is not None:
        values |= asked.posterior.over(known).values(runs)
    past = readings(known, indicators, seed, range(runs), values)
    _tell(progress, 1)
    values, words = _before(asked.scenario, asked, runs), ""
    if asked.posterior is not None:
        laid = asked.posterior.over(asked.scenario, asked.settings, asked.taken)
        values, words = {**values, **laid.values(runs)}, laid.words
    many = readings(asked.scenario, indicators, seed, range(runs), values)
    _tell(progress, 2)
    one_run = None
    if asked.own is not None:
        own, number = asked.own
        one_run = readings(own, indicators, seed, [number], {})
    tables, links = [], {}
    for one, panel in chosen:
        try:
            made = _table(one, panel, one.seen(before, states), past, many, one_run, until)
        except NothingToFit as error:
            left_out[one.name] = str(error)
            continue
        tables.append(made[0])
        links[one.name] = made[1]
    _tell(progress, 3)
    if not tables:
        why = "; ".join(f"{name}: {reason}" for name, reason in left_out.items())
        raise BesideError(f"{observed.folder}: nothing can be shown\n  {why[:300]}")
    whole, faults = pd.concat(tables, ignore_index=True), len(observed.damage)
    return Beside(asked, until, whole, links, left_out, words, faults)


def _before(scenario: Scenario, asked: Asked, runs: int) -> dict[str, FloatArray]:
    """Return what shipped fits were before any fit, where runs may not know the end of the data."""
    if asked.until is None:
        return {}
    return {name: np.full(runs, value) for name, value in sight(scenario).assumed.items()}


def _tell(progress: Progress | None, done: int) -> None:
    if progress is not None:
        progress(done, 3)


def _chosen(
    asked: Asked, observed: Observed, states: Sequence[str]
) -> tuple[list[tuple[Indicator, Panel]], dict[str, str]]:
    """Return the indicators that have a figure in the years of the scenario, and why others not."""
    known = {one.name: one for one in INDICATORS if one.group != "events"}
    first, last = (quarters.parse(each) // 4 for each in (asked.scenario.start, asked.scenario.end))
    chosen, left_out = [], {}
    for name in dict.fromkeys(asked.indicators or USUAL):
        if name not in known:
            raise BesideError(f"there is no indicator '{name}'\n  allowed: {', '.join(known)}")
        panel = known[name].seen(observed, states)
        if panel is None:
            left_out[name] = f"{known[name].series} is not in the folder"
        elif panel.value.loc[first:last].isna().all(axis=None):
            left_out[name] = f"nothing was observed from {first} to {last}"
        else:
            chosen.append((known[name], panel))
    if not chosen:
        why = "; ".join(f"{name}: {reason}" for name, reason in left_out.items())
        raise BesideError(f"{observed.folder}: nothing can be shown\n  {why[:300]}")
    return chosen, left_out


def _until(asked: Asked, panels: Mapping[str, Panel]) -> int:
    """Return the last year that may be known."""
    posterior = asked.posterior
    if asked.until is not None:
        until = given.whole("until", asked.until, error=BesideError)
        if posterior is not None and posterior.until > until:
            raise BesideError(
                f"posterior {posterior.name} has seen data up to {posterior.until}, which is more "
                f"than --until {until}"
            )
        return until
    if posterior is not None:
        return posterior.until
    return max(int(each.value.dropna(how="all").index.max()) for each in panels.values())


def _ended(reference: Scenario, until: int) -> Scenario:
    """Return the reference as it was known at the end of a year, and no longer than that."""
    first, last = (quarters.parse(each) // 4 for each in (reference.start, reference.end))
    if until < first:
        raise BesideError(
            f"--until {until}: links are fitted to the course of {reference.name}, from {first} on"
        )
    end = min(until, last)
    return known_at(reference.with_settings([f"scenario.end={end}Q4"]), f"{end}Q4")


def _table(
    one: Indicator,
    panel: Panel,
    before: Panel | None,
    past: Readings,
    many: Readings,
    own: Readings | None,
    until: int,
) -> tuple[pd.DataFrame, Fitted]:
    if before is None:
        raise NothingToFit(f"nothing was observed up to {until}")
    states, years = list(many.states), list(many.years)
    mean = pd.DataFrame(past.runs[one.name].mean(axis=0), list(past.years), list(past.states))
    link = fit(one.link, mean, before, until, year_effects=one.year_effects)
    values = before.value.reindex(index=list(past.years), columns=states).to_numpy(np.float64)
    expected = error_by_lead(link, values, mean[states].to_numpy(np.float64))
    level = link.predict(many.runs[one.name])
    seen, error = (
        each.reindex(index=years, columns=states).to_numpy(np.float64)
        for each in (panel.value, panel.error)
    )
    known = sum(year <= until for year in years)
    # What was observed after the cut is drawn, and nothing of the bands is taken from it.
    given_error = np.where(np.arange(len(years))[:, None] < known, error, np.nan)
    spreads = float(link.predict(past.runs[one.name]).var(axis=0).mean())
    found = bands(link, expected, level, given_error, seen[:known], spreads, one.name)
    run = np.full(seen.shape, np.nan)
    if own is not None:
        alone = link.predict(own.runs[one.name])
        moved = np.where(found.changed, anchored(alone, seen[:known]), alone)[0]
        run = np.minimum(np.maximum(moved, one.link.low), one.link.high)
    return _rows(one.name, years, states, found, run, seen, error, known), link


def _rows(
    name: str,
    years: list[int],
    states: list[str],
    found: Bands,
    run: FloatArray,
    seen: FloatArray,
    error: FloatArray,
    known: int,
) -> pd.DataFrame:
    width = 1.2816 * error
    return pd.DataFrame(
        {
            "indicator": name,
            "state": np.tile(np.array(states, dtype=object), len(years)),
            "year": np.repeat(years, len(states)),
            "band": np.where(found.changed.ravel(), "change", "level"),
            "low": found.low.ravel(),
            "middle": found.middle.ravel(),
            "high": found.high.ravel(),
            "run": run.ravel(),
            "observed": seen.ravel(),
            "observed_low": (seen - width).ravel(),
            "observed_high": (seen + width).ravel(),
            "known": np.repeat(np.arange(len(years)) < known, len(states)),
        }
    )[list(COLUMNS)]
