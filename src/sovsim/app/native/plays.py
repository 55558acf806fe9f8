"""Decisions that somebody takes for an actor: as a ``[[play]]`` of a scenario, and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sovsim.app.native.runs import Runs
from sovsim.app.native.telling import Told
from sovsim.app.native.words import MISSING, few, named, or_else, refuse, shown, whole
from sovsim.axes import Power, member_name
from sovsim.region import Region
from sovsim.region.topology import Topology
from sovsim.scenario import Scenario
from sovsim.scenario.resolve_plays import DECISIONS, HEGEMON, Decision
from sovsim.shocks import Override
from sovsim.variables import VARIABLES

Request = Mapping[str, Any]

FOUNDING = "founding"
LONGEST = 1_000_000
"""Quarters for which a play may be said to hold."""


@dataclass(frozen=True)
class Decided:
    """The decisions that the rules of a scenario take, as a play may take them.

    Attributes:
        decisions: those of `DECISIONS` that there are.
        indices: decision -> leading index, as text -> the index.
    """

    decisions: Mapping[str, Decision]
    indices: Mapping[str, Mapping[str, tuple[int, ...]]]

    @classmethod
    def of(cls, told: Told, region: Region) -> Decided:
        """Return the decisions of which a quarter tells; one tells of what any other does.

        A body that the region's data do not list is never founded, and nobody can decide on it.
        """
        taken: dict[str, set[tuple[int, ...]]] = {}
        for _, settled in told.choices:
            index = tuple(int(one) for one in settled.choice.index)
            taken.setdefault(settled.choice.decision, set()).add(index)
        listed = Topology.from_region(region).listed
        taken = {
            name: found if name != FOUNDING else {one for one in found if listed[one].any()}
            for name, found in taken.items()
        }
        taken = {name: found for name, found in taken.items() if found}
        return cls(
            {name: decision for name, decision in DECISIONS.items() if name in taken},
            {
                name: {",".join(map(str, index)): index for index in sorted(found)}
                for name, found in taken.items()
            },
        )


def play_of(
    scenario: Scenario, decided: Decided, request: Request, start: int, duration: int
) -> Override:
    """Return a decision that is asked for.

    Raises:
        Refused: there is no such decision, option, actor or target.
    """
    name = request.get("decision", MISSING)
    decision = named("decision", decided.decisions, name, "unknown-decision")
    if request.get("option") not in decision.options:
        known = ", ".join(decision.options)
        option = shown(request.get("option", MISSING))
        refuse("unknown-option", f"{name} has no option {option}; known: {known}")
    written = _index(decision, request)
    index = named("choice", decided.indices[name], written, "unknown-actor")
    return Override(
        decision=name,
        option=decision.options.index(request["option"]),
        start=start,
        duration=min(duration, scenario.steps),
        unit=_unit(scenario, name, decision, request),
        index=index,
        source="play",
    )


def plays_of(scenario: Scenario, decided: Decided, rows: Any) -> tuple[Override, ...]:
    """Return decisions that are imposed from the start, wherever they are due.

    Raises:
        Refused: a row is none that a scenario could hold.
    """
    if not isinstance(rows, list):
        refuse("bad-play", "plays is a list")
    quarters = [scenario.quarter(step) for step in range(scenario.steps + 1)]
    found = []
    for row in rows:
        if not isinstance(row, Mapping | list):
            refuse("bad-play", f"{shown(row)} is no play")
        told: Request = row if isinstance(row, Mapping) else {}
        if told.get("at") not in quarters:
            span = f"{quarters[0]} to {quarters[-1]}"
            at = shown(told.get("at", MISSING))
            refuse("bad-play", f"at = {at} is no quarter of the scenario, {span}")
        duration = whole("duration", or_else(told, "duration", 1), LONGEST, "bad-play")
        found.append(play_of(scenario, decided, told, quarters.index(told["at"]), duration))
    return tuple(found)


def played(runs: Runs, decided: Decided, request: Request) -> None:
    """Take a decision for the coming quarter, in place of one that was taken for it.

    Raises:
        Refused: there is no such decision, or it is not due or not open in a single run. In several
            runs it is imposed wherever it is due.
    """
    if runs.step >= runs.scenario.steps:
        refuse("past-end", "the scenario is over")
    play = play_of(runs.scenario, decided, request, runs.step, 1)
    if len(runs.runs) == 1:
        _check_open(runs.next_told(play), play)
    others = tuple(one for one in runs.plays if _place(one) != _place(play))
    runs.impose((*others, play))


def _place(play: Override) -> tuple[Any, ...]:
    return play.start, play.decision, play.index, play.unit


def _index(decision: Decision, request: Request) -> str:
    """Return the leading index: the bid or body that it is about, or the power that decides."""
    if decision.bodies:
        target = request.get("target", MISSING)
        return str(named("target", decision.bodies, target, "unknown-target"))
    if decision.actor == "power":
        powers = {power.name: int(power) for power in Power}
        return str(named("actor", powers, request.get("actor", MISSING), "unknown-actor"))
    return ""


def _unit(scenario: Scenario, name: str, decision: Decision, request: Request) -> int | None:
    """Return the unit that decides, or about which is decided."""
    actor, target = (request.get(one, MISSING) for one in ("actor", "target"))
    region, per = scenario.region, VARIABLES[name].per
    if decision.actor == HEGEMON and actor not in (HEGEMON, region.hegemon.code):
        said = f"does not decide on {name}; the hegemon does"
        refuse("unknown-actor", f"{shown(actor)} {said}")
    if per == "system":
        return None
    about = target if decision.target and not decision.bodies else actor
    units = region.units(per)
    if not isinstance(about, str) or about not in units:
        asked = "target" if about == target else "actor"
        known = few(units)
        refuse(f"unknown-{asked}", f"there is no {asked} {shown(about)}; known: {known}")
    return units.index(about)


def _check_open(told: Told, play: Override) -> None:
    """Refuse what is not open to the actor in a simulation of one run."""
    unit = play.unit or 0
    for _, settled in told.choices:
        choice = settled.choice
        if (choice.decision, choice.index) != (play.decision, play.index):
            continue
        active = np.broadcast_to(settled.active, settled.chosen.shape)
        if not active[0, unit]:
            refuse("not-due", f"no decision on {play.decision} is due this quarter")
        eligible = np.broadcast_to(settled.eligible, (len(choice.options), *active.shape))
        names = [member_name(option) for option in choice.options]
        if not eligible[play.option, 0, unit]:
            opened = ", ".join(names[one] for one in np.flatnonzero(eligible[:, 0, unit]))
            refuse("not-open", f"{names[play.option]} is not open this quarter; open: {opened}")
