"""The scenario's question, answered from the outcomes of one run: what followed, who moved where.

What follows in time need not follow from it; the sentences say in which order things came, and
how far the states in focus moved. They read the run's tables and compute nothing but differences.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from sovsim.axes import Rung
from sovsim.plots.tables import Run, first_run, quarters_of, with_means
from sovsim.report.story import Event, weight
from sovsim.telling.about import concerned, main_states, states_in
from sovsim.telling.imposed import SET, Given, by, happened_at, what_it_sets
from sovsim.telling.names import Names, capital, text
from sovsim.telling.sentences import sentence

YEAR = 4
"""Quarters within which something is said to have followed."""

_MOST_STRUCK = 3
_MOST_FOLLOWED = 5
_MOST_WHOM = 2
_STIR = 0.05
"""A smaller rise of unrest is not told."""
_SAME = 0.01
"""A smaller change is told as none."""

_VARIABLES = ("autonomy", "dependence", "alignment_russia", "alignment_west")


LEADS: dict[tuple[int, int], str] = {
    (1, -1): "more independence",
    (1, 0): "more freedom at the same ties",
    (1, 1): "more freedom together with closer ties",
    (0, -1): "looser ties at the same freedom",
    (0, 0): "hardly a change",
    (0, 1): "closer ties at the same freedom",
    (-1, -1): "freedom lost, although ties loosened",
    (-1, 0): "freedom lost, although ties did not grow",
    (-1, 1): "into dependence",
}
"""Way of autonomy and way of dependence -> where that leads, on the question of the whole model."""

_CONDUCT = {1: "came closer to", 0: "hardly changed towards", -1: "moved away from"}


@dataclass(frozen=True)
class Struck:
    """What the scenario set in a quarter, and what the model made follow within a year.

    Attributes:
        quarter: when.
        words: what was set, in a sentence.
        by: who is behind it.
        followed: what came of it, in sentences with their quarters.
        hidden: how many further events of weight followed.
        stirred: how unrest and pressure went within the year, in a sentence; empty if neither did.
        whom: whom the events were looked for; empty where it was anybody.
    """

    quarter: str
    words: str
    by: str
    followed: list[str]
    hidden: int
    stirred: str
    whom: str


@dataclass(frozen=True)
class Answer:
    """What the run says to the question.

    Attributes:
        since: the quarter from which changes are counted, the last before the scenario strikes.
        until: the last quarter.
        struck: what was set, and what followed.
        hidden: how many further dates of the scenario's own are not told here.
        states: what became of each state in focus, in a sentence.
        region: what became of all states, in a sentence.
    """

    since: str
    until: str
    struck: list[Struck]
    hidden: int
    states: list[str]
    region: str


def answer(run: Run, focus: Sequence[str]) -> Answer:
    """Return the answer that a run gives.

    Args:
        run: a finished run.
        focus: codes of the states to tell of where the scenario is about none in particular.
    """
    names = Names(run.scenario.region)
    dates = _dates(run)
    kept = dict(list(dates.items())[:_MOST_STRUCK])
    every = quarters_of(run.states)
    since = before_strike(run)
    main = main_states(run.scenario)
    means = with_means(first_run(run.states), _VARIABLES)
    start = means[means["quarter"] == since].set_index("state")
    end = means[means["quarter"] == every[-1]].set_index("state")
    return Answer(
        since=since,
        until=every[-1],
        struck=[_struck(quarter, rows, run, names) for quarter, rows in kept.items()],
        hidden=len(dates) - len(kept),
        states=[_state(code, start, end, since, names) for code in main or focus],
        region=_region(start, end, since, names),
    )


def before_strike(run: Run) -> str:
    """Return the quarter before the scenario first strikes; the first quarter if there is none."""
    every = quarters_of(run.states)
    first = next(iter(_dates(run)), None)
    if first not in every[1:]:
        return every[0]
    return every[every.index(str(first)) - 1]


def _dates(run: Run) -> dict[str, list[Given]]:
    """Return what the scenario is about, by quarter: its own file's events, or its states'."""
    scenario = run.scenario
    main, rows = main_states(scenario), what_it_sets(scenario)
    chosen = [row for row in rows if row.own] if scenario.base_text else []
    if not chosen:
        chosen = [row for row in rows if _concerns(row, main, run)]
    happened = first_run(run.events).to_dict("records")
    dated: dict[str, list[Given]] = {}
    for row in chosen:
        dated.setdefault(happened_at(row, happened), []).append(row)
    return dict(sorted(dated.items()))


def _concerns(row: Given, main: Sequence[str], run: Run) -> bool:
    return any(code in main for name in row.whom for code in concerned(name, run.scenario.region))


def _struck(quarter: str, rows: list[Given], run: Run, names: Names) -> Struck:
    region = run.scenario.region
    found = [code for row in rows for name in row.whom for code in concerned(name, region)]
    whom = list(dict.fromkeys(found))
    whom = whom if len(whom) <= _MOST_WHOM else []
    followed = _following(quarter, whom, run)
    told = [f"{sentence(event, names)} ({event['quarter']})" for event in followed]
    return Struck(
        quarter=quarter,
        words=capital("; ".join(row.told for row in rows)),
        by=" and ".join(dict.fromkeys(row.by for row in rows)),
        followed=told[:_MOST_FOLLOWED],
        hidden=max(len(told) - _MOST_FOLLOWED, 0),
        stirred=" ".join(_stirred(quarter, code, run, names) for code in whom),
        whom=" and ".join(names(code) for code in whom),
    )


def _following(quarter: str, whom: Sequence[str], run: Run) -> list[Event]:
    """Return the model's own events of weight within a year: the weightiest by date, then others.

    Of states, those are meant that are given; what befalls no state, such as sanctions, counts.
    """
    first = run.scenario.step_of(quarter)
    main = main_states(run.scenario)
    found: dict[tuple[str, str, str], Event] = {}
    for event in first_run(run.events).to_dict("records"):
        cause = text(event.get("cause"))
        soon = first <= int(event["step"]) < first + YEAR
        if not soon or cause == SET or by(cause) or not weight(event, main, run):
            continue
        about = states_in(event, run.scenario.region)
        if whom and about and not set(about) & set(whom):
            continue
        key = (text(event["type"]), text(event.get("actor")), text(event.get("target")))
        found.setdefault(key, event)
    kept = sorted(found.values(), key=lambda event: -weight(event, main, run))
    best = sorted(kept[:_MOST_FOLLOWED], key=lambda event: int(event["step"]))
    return [*best, *kept[_MOST_FOLLOWED:]]


def _stirred(quarter: str, code: str, run: Run, names: Names) -> str:
    """Return how unrest and the hegemon's own pressure went within a year, in a sentence."""
    at = run.scenario.step_of(quarter)
    states = first_run(run.states)
    here = states[states["state"] == code]
    unrest = dict(zip(here["step"], here["unrest"], strict=True))
    before = float(unrest[max(at - 1, min(unrest))])
    highest = max(float(value) for step, value in unrest.items() if at <= step < at + YEAR)
    told = []
    if highest - before >= _STIR:
        told.append(f"Unrest in {names(code)} rose from {before:.2f} to {highest:.2f}.")
    events = first_run(run.events)
    mine = events[
        (events["type"] == "coercion")
        & (events["target"] == code)
        & (events["cause"] == "choice")
        & events["step"].between(at, at + YEAR - 1)
    ]
    if len(mine):
        worst = max(mine.to_dict("records"), key=lambda event: Rung[str(event["rung"]).upper()])
        told.append(f"The strongest pressure: {sentence(worst, names)} ({worst['quarter']}).")
    return " ".join(told)


def _state(code: str, start: pd.DataFrame, end: pd.DataFrame, since: str, names: Names) -> str:
    free, tied, russia, west = (
        (float(str(start.at[code, name])), float(str(end.at[code, name]))) for name in _VARIABLES
    )
    freedom = {1: "freer than", 0: "about as free as", -1: "less free than"}[_sign(free)]
    ties = {1: "more tied", 0: "about as tied", -1: "less tied"}[_sign(tied)]
    return (
        f"{names(code)} ended {freedom} in {since} (autonomy {_span(free)}) and {ties} to "
        f"{names.hegemon} (dependence {_span(tied)}): {LEADS[_sign(free), _sign(tied)]}. "
        f"Its conduct {_CONDUCT[_sign(russia)]} {names.hegemon} ({_span(russia)}) and "
        f"{_CONDUCT[_sign(west)]} the West ({_span(west)})."
    )


def _sign(span: tuple[float, float]) -> int:
    change = span[1] - span[0]
    return 0 if abs(change) < _SAME else 1 if change > 0 else -1


def _span(span: tuple[float, float]) -> str:
    return f"{span[0]:.2f} to {span[1]:.2f}"


def _region(start: pd.DataFrame, end: pd.DataFrame, since: str, names: Names) -> str:
    moved = end["autonomy"] - start["autonomy"]
    freer, less = int((moved >= _SAME).sum()), int((moved <= -_SAME).sum())
    free, tied = (
        (float(start[name].mean()), float(end[name].mean())) for name in ("autonomy", "dependence")
    )
    return (
        f"Of all {len(end)} states, {freer} ended freer than in {since} and {less} less free; "
        f"their mean autonomy went from {_span(free)}, their mean dependence on {names.hegemon} "
        f"from {_span(tied)}."
    )
