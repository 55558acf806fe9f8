"""The table of events: what happened, to whom, why, and on what grounds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from sovsim.axes import Route, Rung, Talks, member_name
from sovsim.record.arrow import numbers, whole, words
from sovsim.record.carried_out import Sources
from sovsim.record.history import Happened, History, joined
from sovsim.record.panels import quarter_column
from sovsim.region import Region
from sovsim.rules.quantal_response import RULE
from sovsim.telling.imposed import SET


@dataclass(frozen=True)
class _Row:
    run: int
    step: int
    type: str
    actor: str
    target: str
    rung: str | None = None
    route: str | None = None
    talks: str | None = None
    size: float = np.nan
    cause: str = ""
    claims: str = ""


def events_table(history: History) -> pa.Table:
    """Return a row per event, in the order of runs and quarters.

    Beside what the rules report, every quarter in which the hegemon does anything but respect a
    state is an event: ``coercion``, or ``reward``. The cause of what carries out a decision that
    was not the model's own is the decision's source: ``forced``, ``play`` or ``policy``.
    """
    rows = [*_occurrences(history), *_deeds(history)]
    rows = list({(r.run, r.step, r.type, r.actor, r.target): r for r in reversed(rows)}.values())
    rows.reverse()
    rows.sort(key=lambda row: (row.run, row.step))

    def column(name: str) -> list[Any]:
        return [getattr(row, name) for row in rows]

    return pa.table(
        {
            "run": whole(history.runs[np.array(column("run"), dtype=np.int64)]),
            "step": whole(column("step")),
            "quarter": quarter_column(history, np.array(column("step"), dtype=np.int64)),
            **{name: words(column(name)) for name in ("type", "actor", "target")},
            **{name: words(column(name)) for name in ("rung", "route", "talks")},
            "size": numbers(column("size")),
            **{name: words(column(name)) for name in ("cause", "claims")},
        }
    )


def _occurrences(history: History) -> Iterator[_Row]:
    sources = Sources(history)
    for happened in history.happened:
        event = happened.occurrence
        for run, unit in zip(*event.where.nonzero(), strict=True):
            details = _details(history, happened.step, run, unit) if event.details else {}
            yield _Row(
                run=int(run),
                step=happened.step,
                type=event.type,
                actor=name_of(event.actor, event.unit, int(unit), history.scenario.region),
                target=name_of(event.target, event.unit, int(unit), history.scenario.region),
                size=_size(happened, int(run), int(unit)),
                cause=sources.of(happened, int(unit)) or event.cause,
                claims=_claims(happened, history),
                **details,
            )


def name_of(name: str, axis: str, unit: int, region: Region) -> str:
    """Return the code of an occurrence's actor or target at a unit of its axis."""
    if name == "hegemon":
        return region.hegemon.code
    return region.units(axis)[unit] if name == "state" else name


def _size(happened: Happened, run: int, unit: int) -> float:
    size, where = happened.occurrence.size, happened.occurrence.where
    return np.nan if size is None else float(np.broadcast_to(size, where.shape)[run, unit])


def _claims(happened: Happened, history: History) -> str:
    event = happened.occurrence
    if event.cause != SET:
        return joined(happened.rule.occurrences.get(event.type, ()))
    found: dict[str, None] = {}
    for shock, _ in history.shocks.due(happened.step, len(history.runs)):
        if (shock.type, shock.actor, shock.target) == (event.type, event.actor, event.target):
            found.update(dict.fromkeys(shock.claims))
    return joined(tuple(found))


def _details(history: History, step: int, run: Any, unit: Any) -> dict[str, Any]:
    """Return rung, route and talks of the hegemon towards a state in a quarter."""
    world = history.worlds[step + 1]
    codes = {"rung": Rung, "route": Route, "talks": Talks}
    return {
        name: member_name(members(int(world[name][run, unit]))) for name, members in codes.items()
    }


def _deeds(history: History) -> Iterator[_Row]:
    region = history.scenario.region
    for decided in history.taken("rung"):
        rungs = history.worlds[decided.step + 1].rung
        for run, unit in zip(*np.nonzero(rungs != Rung.RESPECT), strict=True):
            source = decided.settled.source(int(unit))
            yield _Row(
                run=int(run),
                step=decided.step,
                type="reward" if rungs[run, unit] == Rung.REWARD else "coercion",
                actor=region.hegemon.code,
                target=region.codes[unit],
                cause="choice" if source == RULE else source,
                claims=joined(decided.rule.claims),
                **_details(history, decided.step, run, unit),
            )
