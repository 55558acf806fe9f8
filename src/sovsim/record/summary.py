"""What a run amounts to, for the screen: main events, states from start to end, some metrics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sovsim.record.run import Run
from sovsim.rules.forms import mean
from sovsim.telling.about import concerned, main_states
from sovsim.telling.imposed import SET, Given, by, what_it_sets
from sovsim.telling.metrics import metric_name
from sovsim.telling.names import Names, capital
from sovsim.telling.sentences import sentence
from sovsim.telling.weight import KEEPERS, MAIN, NOISE, kind_of, weight

_MOST_EVENTS = 16
_MOST_GIVEN = 8
"""So many of the events that a scenario sets are shown, its own and those about the states that it
is about before others, decisions before what happens without one, and what is routine last; its own
are always among them where it extends another file."""
ROUTINE = (
    "alternative_supply",
    "exercise",
    "globalisation",
    "norm_proposal",
    "summit",
    "un_debate",
    "un_dissent",
    "un_text",
)
"""Types of event that are told last of what a scenario sets."""

_SPELLS = (KEEPERS, "annexation", "invasion")
"""What is told once for as long as it goes on from quarter to quarter."""

_UNTOLD = (*NOISE, "resisted")
"""What the screen has no room for; the report lists resistance."""

_STATES = ("autonomy", "alignment_russia", "alignment_west", "dependence")


@dataclass(frozen=True)
class Summary:
    """A run in short.

    Attributes:
        title, question: of the scenario.
        hegemon: name of the hegemon.
        west: what the region calls the pole of EU and NATO.
        imposed: what the scenario sets: ``quarter, what, cause, by, decision, own``.
        imposed_left_out: how many others it sets.
        events: main events that came of it: ``quarter, what, actor, target, cause, by``; `by` is
            empty where the event is the model's own.
        events_left_out: how many others there were.
        states: per state each headline variable at the start and at the end, averaged over its
            components.
        metrics: name, label in the region's own words, value, unit, meaning.
        metrics_left_out: how many others there are.
    """

    title: str
    question: str
    hegemon: str
    west: str
    seed: int
    span: tuple[str, str]
    imposed: list[dict[str, Any]]
    imposed_left_out: int
    events: list[dict[str, Any]]
    events_left_out: int
    states: list[dict[str, Any]]
    metrics: list[dict[str, Any]]
    metrics_left_out: int


def summary_of(run: Run) -> Summary:
    """Return a run in short."""
    imposed, imposed_left_out = _given(run)
    events, left_out = _main_events(run)
    metrics = _metrics(run)
    return Summary(
        title=run.scenario.title,
        question=run.scenario.question,
        hegemon=run.scenario.region.hegemon.name,
        west=run.scenario.region.poles.west,
        seed=run.seed,
        span=(run.scenario.start, run.scenario.end),
        imposed=imposed,
        imposed_left_out=imposed_left_out,
        events=events,
        events_left_out=left_out,
        states=_states(run),
        metrics=metrics,
        metrics_left_out=len(run.metrics) - len(metrics),
    )


def _given(run: Run) -> tuple[list[dict[str, Any]], int]:
    """Return what the scenario sets, the most important of it, and how much was left out."""
    scenario = run.scenario
    rows, main = what_it_sets(scenario), main_states(scenario)
    own = [row for row in rows if row.own and scenario.base_text]
    about = [row for row in rows if _concerns(row.whom, main, run) and row not in own]
    rest = [row for row in rows[::-1] if row not in own and row not in about]
    room = max(_MOST_GIVEN - len(own), 0)
    kept = [*own, *[*about, *sorted(rest, key=_standing)][:room]]
    told = [
        {
            "quarter": row.quarter,
            "what": f"{capital(row.lasting)}.",
            "cause": row.cause,
            "by": row.by,
            "decision": row.decision,
            "own": row.own,
        }
        for row in rows
        if row in kept
    ]
    return told, len(rows) - len(told)


def _standing(row: Given) -> int:
    """Return where an inherited row stands; what has the least comes first."""
    return 0 if row.nature == "choice" else 1 + (row.type in ROUTINE)


def _concerns(whom: tuple[str, ...], main: list[str], run: Run) -> bool:
    return any(code in main for name in whom for code in concerned(name, run.scenario.region))


def _main_events(run: Run) -> tuple[list[dict[str, Any]], int]:
    """Return what matters most of what happened, and how many events were left out."""
    names = Names(run.scenario.region)
    records: list[dict[str, Any]] = [
        {name: "" if value is None else value for name, value in row.items()}
        for row in run.arrow["events"].to_pylist()
        if row["cause"] != SET
    ]
    left = len(records)
    main = main_states(run.scenario)
    weighed: list[tuple[int, int]] = []
    last: dict[tuple[str, str], int] = {}
    for place, row in enumerate(records):
        kind = kind_of(row)
        before = last.get(spell := (kind, row["target"]))
        last[spell] = row["step"]
        goes_on = kind in _SPELLS and before == row["step"] - 1
        if kind not in _UNTOLD and not goes_on:
            own = weight(row, main, run.scenario.region)
            weighed.append((own - MAIN * (before is not None), place))
    told = [_told(records[place], names) for place in sorted(_heaviest(weighed, _MOST_EVENTS))]
    return told, left - len(told)


def _heaviest(weighed: list[tuple[int, int]], most: int) -> list[int]:
    """Return places, the most weight first; where not all of one find room, some all along."""
    kept: list[int] = []
    for heaviest in sorted({own for own, _ in weighed}, reverse=True):
        here, room = [place for own, place in weighed if own == heaviest], most - len(kept)
        if len(here) > room:
            here = [here[len(here) * slot // room] for slot in range(room)]
        kept += here
    return kept


def _told(row: Mapping[str, Any], names: Names) -> dict[str, Any]:
    return {
        "quarter": row["quarter"],
        "what": sentence(row, names),
        "actor": row["actor"],
        "target": "" if row["target"] == row["actor"] else row["target"],
        "cause": row["cause"],
        "by": by(str(row["cause"])),
    }


def _states(run: Run) -> list[dict[str, Any]]:
    region, worlds = run.scenario.region, run.history.worlds
    first, last = worlds[0], worlds[-1]
    rows: list[dict[str, Any]] = [
        {"state": state.code, "name": state.name} for state in region.states
    ]
    for variable in _STATES:
        before, after = mean(first[variable])[0], mean(last[variable])[0]
        for row, start, end in zip(rows, before, after, strict=True):
            row[f"{variable}_start"], row[f"{variable}_end"] = float(start), float(end)
    return rows


def _metrics(run: Run) -> list[dict[str, Any]]:
    from sovsim.metrics import HEADLINE, METRICS

    poles = run.scenario.region.poles
    return [
        {
            "metric": name,
            "label": metric_name(name, poles),
            "value": run.metrics[name]["value"],
            "unit": run.metrics[name]["unit"],
            "meaning": poles.local(METRICS[name].meaning) if name in METRICS else "",
        }
        for name in HEADLINE
        if name in run.metrics
    ]
