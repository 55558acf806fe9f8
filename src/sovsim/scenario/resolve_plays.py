"""Checks a ``[[play]]``: who may take which decision, about whom, with which options."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum

from sovsim.axes import Bid, Institution, Power, member_name
from sovsim.documents.errors import Faults, Problem, unknown
from sovsim.documents.lines import Key
from sovsim.region import Region
from sovsim.scenario.checks import step
from sovsim.scenario.model import Play
from sovsim.scenario.schema import PlayTable
from sovsim.variables import VARIABLES

HEGEMON = "hegemon"
BODIES = (Institution.CIS, Institution.CSTO, Institution.EAEU)
"""Bodies that a state joins and leaves by its own choice."""


@dataclass(frozen=True)
class Decision:
    """A decision variable as a play sees it.

    Attributes:
        actor: ``state``, ``hegemon`` or ``power``.
        target: whether it is taken about a state.
        options: names of its options, in the order of their codes.
        bodies: name -> leading index, for a decision about one bid or one body, its target.
    """

    actor: str
    target: bool
    options: tuple[str, ...]
    bodies: Mapping[str, int] = field(default_factory=dict)


def _decision(name: str, actor: str, target: bool) -> Decision:
    codes = VARIABLES[name].codes
    names = ("against", "abstain", "for") if codes is None else map(member_name, codes)
    return Decision(actor, target, tuple(names))


def _about(name: str, actor: str, members: Iterable[IntEnum]) -> Decision:
    """Return a decision that is taken about one bid or one body at a time."""
    bodies = {member.name: int(member) for member in members}
    return replace(_decision(name, actor, True), bodies=bodies)


DECISIONS: dict[str, Decision] = {
    "action": _decision("action", "state", False),
    "bid_move": _about("bid_move", "state", Bid),
    "body_move": _about("body_move", "state", BODIES),
    "breach": _decision("breach", "state", False),
    "founding": _about("founding", HEGEMON, (Institution.EAEU,)),
    "vote_regime": _decision("vote_regime", "state", False),
    "vote_war": _decision("vote_war", "state", False),
    "rung": _decision("rung", HEGEMON, True),
    "route": _decision("route", HEGEMON, True),
    "talks": _decision("talks", HEGEMON, True),
    "leader_mission": _decision("leader_mission", HEGEMON, True),
    "engagement": _decision("engagement", HEGEMON, False),
    "global_vote": _decision("global_vote", HEGEMON, False),
    "offer": _decision("offer", "power", True),
}
"""Decisions that a play may record, by the name of their variable."""


def resolve_play(table: PlayTable, path: Key, region: Region, span: tuple[int, int]) -> Play:
    """Return a recorded decision, checked.

    Raises:
        Problem, Problems: naming every key that is wrong.
    """
    if table.decision not in DECISIONS:
        raise unknown((*path, "decision"), "decision", table.decision, DECISIONS, table.decision)
    decision = DECISIONS[table.decision]
    faults = Faults()
    with faults:
        step(table.at, span, (*path, "at"))
    actors = _actors(decision.actor, region)
    if table.actor not in actors:
        what = f"actor who decides on '{table.decision}'"
        faults.add(unknown((*path, "actor"), what, table.actor, actors, table.actor))
    if table.option not in decision.options:
        what = f"option of '{table.decision}'"
        faults.add(unknown((*path, "option"), what, table.option, decision.options, table.option))
    if decision.target and table.target is None:
        about = "a bid or a body" if decision.bodies else "a state"
        faults.add(Problem((*path, "target"), f"is missing; '{table.decision}' is about {about}"))
    if table.target is not None and not decision.target:
        wrong = f"does not go with the decision '{table.decision}'"
        faults.add(Problem((*path, "target"), wrong))
    elif table.target is not None and decision.bodies:
        if table.target not in decision.bodies:
            what = f"body that '{table.decision}' is about"
            faults.add(
                unknown((*path, "target"), what, table.target, decision.bodies, table.target)
            )
    elif table.target is not None and table.target not in region.codes:
        what = f"state of the region '{region.name}'"
        faults.add(unknown((*path, "target"), what, table.target, region.codes, table.target))
    faults.settle()
    actor = HEGEMON if decision.actor == HEGEMON else table.actor
    target = table.target or ""
    return Play(table.at, actor, table.decision, table.option, table.duration, target)


def check_distinct(plays: list[tuple[Key, Play]]) -> None:
    """Raise Problems where an actor takes the same decision twice in one quarter."""
    seen: set[tuple[str, ...]] = set()
    faults = Faults()
    for path, play in plays:
        key = (play.at, play.actor, play.decision, play.target)
        if key in seen:
            wrong = "is taken twice in this quarter"
            faults.add(Problem((*path, "decision"), wrong, found=play.decision))
        seen.add(key)
    faults.settle()


def _actors(kind: str, region: Region) -> tuple[str, ...]:
    if kind == "state":
        return region.codes
    if kind == "power":
        return tuple(power.name for power in Power)
    return (HEGEMON, region.hegemon.code)
