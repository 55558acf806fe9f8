"""What a run amounts to, for the screen: main events, states from start to end, some metrics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from sovsim.record.run import Run
from sovsim.rules.forms import mean

_MOST_EVENTS = 16
_COMMON = ("reward", "contested_in_words", "resisted")
_GRAVE = ("peacekeepers", "annexation", "invasion")
_RANK = {
    "upheaval": 1,
    "relations_severed": 1,
    "mission_deployed": 1,
    "mission_not_sent": 1,
    "regional_war": 2,
    "unit_changes_hands": 2,
    "bid_reversed": 2,
    "bid_completed": 2,
    "fighting_begins": 3,
    "membership_joined": 3,
    "membership_left": 3,
    "conflict_settled": 3,
    "bid_declared": 4,
}
_LEAST = 5
_STATES = ("autonomy", "alignment_russia", "alignment_west", "dependence")


@dataclass(frozen=True)
class Summary:
    """A run in short.

    Attributes:
        title, question: of the scenario.
        imposed: what the scenario set, ``quarter, what, actor, target``.
        events: main events that came of it, likewise.
        events_left_out: how many others there were.
        states: per state each headline variable at the start and at the end, averaged over its
            components.
        metrics: name, value, unit, meaning.
    """

    title: str
    question: str
    seed: int
    span: tuple[str, str]
    imposed: list[dict[str, Any]]
    events: list[dict[str, Any]]
    events_left_out: int
    states: list[dict[str, Any]]
    metrics: list[dict[str, Any]]


def summary_of(run: Run) -> Summary:
    """Return a run in short."""
    imposed, events, left_out = _main_events(run.events)
    return Summary(
        title=run.scenario.title,
        question=run.scenario.question,
        seed=run.seed,
        span=(run.scenario.start, run.scenario.end),
        imposed=imposed,
        events=events,
        events_left_out=left_out,
        states=_states(run),
        metrics=_metrics(run),
    )


def _main_events(
    events: pd.DataFrame,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], int]:
    """Return what was imposed, what matters most of the rest, and how many were left out."""
    records: list[dict[str, Any]] = [
        {str(key): "" if pd.isna(value) else value for key, value in row.items()}
        for row in events.to_dict("records")
    ]
    ranked: list[tuple[int, int, dict[str, Any]]] = []
    last: dict[tuple[str, str], int] = {}
    for row in records:
        what = row["rung"] if row["type"] == "coercion" else row["type"]
        spell = (what, row["target"])
        goes_on = last.get(spell, -2) == row["step"] - 1
        last[spell] = row["step"]
        rank = _rank(row)
        if rank <= _LEAST and not (goes_on and what in _GRAVE):
            ranked.append((rank, int(row["step"]), _told(row, what)))
    imposed = [told for rank, _, told in ranked if rank == 0][-_MOST_EVENTS:]
    kept = sorted([entry for entry in ranked if entry[0]], key=lambda entry: entry[:2])
    kept = sorted(kept[:_MOST_EVENTS], key=lambda entry: entry[1])
    left_out = len(records) - len(imposed) - len(kept)
    return imposed, [told for _, _, told in kept], left_out


def _rank(row: dict[str, Any]) -> int:
    if row["cause"] == "scenario":
        return 0
    if row["rung"] in _GRAVE:
        return 1
    if row["type"] == "coercion" or row["type"] in _COMMON:
        return _LEAST + 1
    return _RANK.get(row["type"], _LEAST)


def _told(row: dict[str, Any], what: str) -> dict[str, Any]:
    return {
        "quarter": row["quarter"],
        "what": what.replace("_", " "),
        "actor": row["actor"],
        "target": "" if row["target"] == row["actor"] else row["target"],
        "cause": row["cause"],
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

    return [
        {
            "metric": name,
            "value": run.metrics[name]["value"],
            "unit": run.metrics[name]["unit"],
            "meaning": METRICS[name].meaning if name in METRICS else "",
        }
        for name in HEADLINE
        if name in run.metrics
    ]
