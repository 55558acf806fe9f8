"""The scenario's question, answered from the outcomes of one run: what followed, who moved where.

What follows in time need not follow from it; the sentences say in which order things came, and
how far the states in focus moved. They read the run's tables and compute nothing but differences.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from sovsim.axes import Rung
from sovsim.plots.tables import first_run, quarters_of, with_means
from sovsim.record.recorded import SavedRun
from sovsim.report.story import Event
from sovsim.telling.about import concerned, main_states, states_in
from sovsim.telling.imposed import SET, Given, by, happened_at, what_it_sets
from sovsim.telling.names import Names, capital, institution_name, listed, text
from sovsim.telling.sentences import sentence
from sovsim.telling.weight import weight

YEAR = 4
"""Quarters within which something is said to have followed."""

_MOST_STRUCK = 3
_MOST_FOLLOWED = 5
_BOTH = "set and imposed by the scenario"
_MOST_WHOM = 2
_FORCE = ("annexation", "invasion")
_ANSWERS = ("nuclear_signal", "sanctions_imposed", "un_condemns")
"""What befalls no state: it belongs to the force used in the same quarter."""
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

_KEPT_APART = ("CIS", "CSTO", "EAEU", "SCO")
_OF_BODIES = {
    "cohesion": "cohesion",
    "credibility": "credibility",
    "legitimacy_un_majority": "legitimacy with the majority of the United Nations",
    "legitimacy_members": "legitimacy with its members",
}
"""Column of the institutions' table -> what it is, for the answer."""

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
        bodies: what became of the institutions that the scenario is about, likewise.
        region: what became of all states, in a sentence.
    """

    since: str
    until: str
    struck: list[Struck]
    hidden: int
    states: list[str]
    bodies: list[str]
    region: str


def answer(run: SavedRun, focus: Sequence[str]) -> Answer:
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
        bodies=_bodies(run, since, names),
        region=_region(start, end, since, names),
    )


def before_strike(run: SavedRun) -> str:
    """Return the quarter before the scenario first strikes; the first quarter if there is none."""
    every = quarters_of(run.states)
    first = next(iter(_dates(run)), None)
    if first not in every[1:]:
        return every[0]
    return every[every.index(str(first)) - 1]


def _dates(run: SavedRun) -> dict[str, list[Given]]:
    """Return what the scenario is about, by quarter: its own file's events, or its states'."""
    scenario = run.scenario
    main, rows = main_states(scenario), what_it_sets(scenario)
    chosen = [row for row in rows if row.own] if scenario.base_text else []
    if not chosen:
        chosen = [row for row in rows if _concerns(row, main, run)]
    happened = run.happened
    dated: dict[str, list[Given]] = {}
    for row in chosen:
        dated.setdefault(happened_at(row, happened), []).append(row)
    return dict(sorted(dated.items()))


def _concerns(row: Given, main: Sequence[str], run: SavedRun) -> bool:
    return any(code in main for name in row.whom for code in concerned(name, run.scenario.region))


def _struck(quarter: str, rows: list[Given], run: SavedRun, names: Names) -> Struck:
    named = list(dict.fromkeys(name for row in rows for name in row.whom))
    found = [code for name in named for code in concerned(name, run.scenario.region)]
    states = list(dict.fromkeys(found))
    whom = next((some for some in (states, named) if 0 < len(some) <= _MOST_WHOM), [])
    states = [code for code in states if code in whom]
    land = [name for name in named if set(concerned(name, run.scenario.region)) & set(states)]
    followed = _following(quarter, {*whom, *land}, run)
    told = [f"{sentence(event, names)} ({event['quarter']})" for event in followed]
    return Struck(
        quarter=quarter,
        words=capital("; ".join(row.told for row in rows)),
        by=_BOTH if len({row.by for row in rows}) > 1 else rows[0].by,
        followed=told[:_MOST_FOLLOWED],
        hidden=max(len(told) - _MOST_FOLLOWED, 0),
        stirred=" ".join(_stirred(quarter, code, run, names) for code in states),
        whom=" and ".join(names(code) for code in whom if code != "all"),
    )


def _following(quarter: str, whom: set[str], run: SavedRun) -> list[Event]:
    """Return the model's own events of weight within a year: the weightiest by date, then others.

    Those count in which one of the given takes part, and the answers of the world to force against
    one of them in the same quarter.
    """
    first = run.scenario.step_of(quarter)
    main, region = main_states(run.scenario), run.scenario.region
    events = [event for event in run.happened if first <= int(event["step"]) < first + YEAR]
    forced = {
        int(event["step"])
        for event in events
        if text(event["type"]) in _FORCE and text(event.get("target")) in whom
    }
    found: dict[tuple[str, str, str], Event] = {}
    for event in events:
        cause = text(event.get("cause"))
        if cause == SET or by(cause) or not weight(event, main, run.scenario.region):
            continue
        key = (text(event["type"]), text(event.get("actor")), text(event.get("target")))
        about = {*key[1:], *states_in(event, region)}
        answers = key[0] in _ANSWERS and int(event["step"]) in forced
        if not whom or "all" in whom or about & whom or answers:
            found.setdefault(key, event)
    dated = list(found.values())
    kept = sorted(
        range(len(dated)), key=lambda place: -weight(dated[place], main, run.scenario.region)
    )
    order = [*sorted(kept[:_MOST_FOLLOWED]), *kept[_MOST_FOLLOWED:]]
    return [dated[place] for place in order]


def _stirred(quarter: str, code: str, run: SavedRun, names: Names) -> str:
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
    pressed = events[
        (events["type"] == "coercion")
        & (events["target"] == code)
        & events["step"].between(at, at + YEAR - 1)
    ]
    mine = pressed[pressed["cause"] == "choice"]
    if len(mine):
        worst = max(mine.to_dict("records"), key=lambda event: Rung[str(event["rung"]).upper()])
        lead = "The" if len(mine) == len(pressed) else "Beside what was imposed, the"
        told.append(f"{lead} strongest pressure: {sentence(worst, names)} ({worst['quarter']}).")
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
        f"{'' if _sign(russia) == _sign(west) else _CONDUCT[_sign(west)] + ' '}"
        f"{names.poles.west} ({_span(west)})."
    )


def _sign(span: tuple[float, float]) -> int:
    change = span[1] - span[0]
    return 0 if abs(change) < _SAME else 1 if change > 0 else -1


def _span(span: tuple[float, float]) -> str:
    return f"{span[0]:.2f} to {span[1]:.2f}"


def _bodies(run: SavedRun, since: str, names: Names) -> list[str]:
    """Return what became of the institutions that the scenario's own events or its title name."""
    table = first_run(run.institutions)
    present = list(dict.fromkeys(table["institution"]))
    title = f"{run.scenario.title} {run.scenario.question}"
    struck = {name for rows in _dates(run).values() for row in rows for name in row.whom}
    about = [
        code
        for code in present
        if code in _KEPT_APART
        and (code in struck or institution_name(names.region, code) in title.split())
    ]
    told = []
    for code in about:
        mine = table[table["institution"] == code].set_index("quarter")
        spans = [
            f"{words} {_span((float(mine.at[since, column]), float(mine[column].iloc[-1])))}"
            for column, words in _OF_BODIES.items()
            if column in mine
        ]
        told.append(f"{capital(names(code))}, from {since} to the end: {listed(spans)}.")
    return told


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
