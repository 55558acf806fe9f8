"""What an ensemble says in words: where states end, and how often what happens in its runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from sovsim.analysis.superiority import wilson
from sovsim.brief import count
from sovsim.ensemble.results import Results
from sovsim.metrics import METRICS
from sovsim.scenario import Scenario
from sovsim.telling.about import main_states
from sovsim.telling.names import Names, capital, listed

HAPPENINGS: dict[str, str] = {
    "coercion": "the hegemon coerced a state",
    "rung_economic_coercion": "the hegemon used economic coercion",
    "rung_subversion": "the hegemon subverted a government",
    "interventions": "the hegemon sent troops into a state",
    "hegemon_wars": "the hegemon began a war on a state",
    "rung_annexation": "the hegemon chose annexation",
    "upheavals": "a government fell",
    "bids_completed": "a bid for the EU or NATO ended in membership",
    "bids_reversed": "a government took a bid back",
    "missions_acted": "the alliance acted for a member",
    "missions_abstained": "the alliance was called and did not act",
    "conflict_onsets": "fighting broke out",
    "settlements": "a conflict was settled",
}
"""Metric that counts it -> what happened."""

_ENDS = ("autonomy", "dependence_russia", "alignment_russia")
_FIRST_TOLD = ("hegemon_wars", "rung_annexation", "interventions", "upheavals", "bids_completed")
_MOST_STATES, _MOST_TOLD, _MOST_WHERE = 3, 4, 3
_RARE = 0.02
_MOVED = 0.01
_QUANTILES = (0.1, 0.5, 0.9)
_ENDS_OF = ("low", "middle", "high")


def happenings(results: Results, arm: str | None = None) -> pd.DataFrame:
    """Return how often things happen: ``metric, what, share, low, high, times, where``.

    Args:
        results: an ensemble.
        arm: of which arm; of the only one by default.

    ``share`` is that of the runs in which it happens at all, with its 95 % interval; ``times`` is
    the mean over all runs; ``where`` names the states in which it happens in most runs.
    """
    scenario = results.scenario(arm)
    names = Names(scenario.region)
    metrics, states = _of(results.metrics, arm), _of(results.states, arm)
    rows = []
    for metric, what in HAPPENINGS.items():
        values = metrics[metric].dropna()
        if values.empty:
            continue
        found = wilson(np.asarray(values > 0, dtype=np.float64))
        each = _by_state(states, metric)
        rows.append(
            {
                "metric": metric,
                "what": names.local(what),
                "share": found.share,
                "low": found.low,
                "high": found.high,
                "times": float(values.mean()),
                "where": "" if each is None else _where(each, names),
            }
        )
    table = pd.DataFrame(rows)
    return table.sort_values("share", ascending=False, kind="stable", ignore_index=True)


def _by_state(states: pd.DataFrame, metric: str) -> pd.Series[float] | None:
    """Return by state in what share of the runs something happens; None where none has it."""
    if metric not in states:
        return None
    happened = (states[metric] > 0).astype(float)
    found: pd.Series[float] = happened.groupby(states["state"]).mean()
    return found


def _where(each: pd.Series[float], names: Names) -> str:
    """Return the states in which something happens in most runs, with the share of the runs."""
    top = each[each > 0.0].sort_values(ascending=False, kind="stable")[:_MOST_WHERE]
    return ", ".join(f"{names(str(code))} {share:.0%}" for code, share in top.items())


def ends(results: Results, arm: str | None = None) -> pd.DataFrame:
    """Return where the middle 80 % of runs end: ``state, metric, low, middle, high``."""
    states = _of(results.states, arm)
    rows = [
        {"state": str(code), "metric": metric, **dict(zip(_ENDS_OF, found, strict=True))}
        for code, mine in states.groupby("state", sort=False)
        for metric in _ENDS
        if (found := np.nanquantile(mine[metric].to_numpy(float), _QUANTILES).tolist())
    ]
    return pd.DataFrame(rows)


def answer(results: Results, arm: str | None = None) -> list[str]:
    """Return what the runs say to the scenario's question, in a few sentences from the tables."""
    scenario = results.scenario(arm)
    states = _of(results.states, arm)
    table = ends(results, arm)
    told = [_ended(code, table, states, scenario) for code in focus(scenario, states)]
    often = [
        (str(row["what"]), float(str(row["share"])))
        for row in sorted(happenings(results, arm).to_dict("records"), key=_weight)
    ]
    sure = [f"{what} in {_share(share)} of the runs" for what, share in often if share >= _RARE]
    rare = [what for what, share in often if share < _RARE]
    if sure:
        told.append(f"{capital(listed(sure[:_MOST_TOLD]))}.")
    if rare:
        words = listed(rare[:_MOST_TOLD])
        told.append(f"Rare, in less than {_RARE:.0%} of the runs, or never: {words}.")
    return told


def _weight(row: Mapping[Any, Any]) -> int:
    """Return the place of a happening in a sentence: what weighs most comes first."""
    metric = row["metric"]
    return _FIRST_TOLD.index(metric) if metric in _FIRST_TOLD else len(_FIRST_TOLD)


def focus(scenario: Scenario, states: pd.DataFrame) -> list[str]:
    """Return the states to tell of: those the scenario is about, else the least free ones."""
    main = main_states(scenario)
    if main:
        return main[:_MOST_STATES]
    order = states.groupby("state")["autonomy"].median().sort_values(kind="stable")
    return [str(code) for code in order.index[:_MOST_STATES]]


def _ended(code: str, table: pd.DataFrame, states: pd.DataFrame, scenario: Scenario) -> str:
    names = Names(scenario.region)
    rows = table[table["state"] == code].to_dict("records")
    mine = {str(row["metric"]): [float(str(row[key])) for key in _ENDS_OF] for row in rows}
    spans = [
        f"{words} of {mine[metric][1]:.2f} (80 % of the runs: "
        f"{mine[metric][0]:.2f} to {mine[metric][2]:.2f})"
        for metric, words in (
            ("autonomy", "an autonomy"),
            ("dependence_russia", f"a dependence on {names.hegemon}"),
        )
    ]
    gap = states.loc[states["state"] == code, "sovereignty_gap_change"].dropna()
    less, freer = float((gap > _MOVED).mean()), float((gap < -_MOVED).mean())
    return (
        f"{names(code)} ends with {listed(spans)}; it is less free than at the start in "
        f"{_share(less)} of the runs, freer in {_share(freer)}."
    )


def made(results: Results) -> str:
    """Return how many runs there are, in a sentence."""
    arms = f" of each of {len(results.arms)} arms" if len(results.arms) > 1 else ""
    failed = len(results.errors)
    lost = f" {count(failed, 'run')} failed and are left out." if failed else ""
    whole = "" if results.complete else f" Only {results.done} are finished so far."
    return f"{count(results.runs, 'run')}{arms}, seed {results.seed}.{lost}{whole}"


def _of(table: pd.DataFrame, arm: str | None) -> pd.DataFrame:
    return table if arm is None or "arm" not in table else table[table["arm"] == arm]


def _share(share: float) -> str:
    return f"{share:.0%}".replace("%", "\N{NO-BREAK SPACE}%")


def headline(names: Sequence[str], table: pd.DataFrame) -> list[str]:
    """Return the metrics that vary over the runs, headline ones first."""
    return [
        name
        for name in names
        if name in table and name in METRICS and table[name].dropna().nunique() > 1
    ]
