"""Checks an ``[[event]]`` against the catalogue, the region and the span."""

from __future__ import annotations

from collections.abc import Sequence

from sovsim.axes import Bid
from sovsim.documents.errors import Faults, Problem, unknown
from sovsim.documents.lines import Key
from sovsim.documents.text import listed
from sovsim.documents.values import Range
from sovsim.region import Region
from sovsim.scenario.checks import ALL, check_claims, in_range, names_of, step
from sovsim.scenario.events import EVENT_TYPES, SELECTORS, EventType, options
from sovsim.scenario.model import Event
from sovsim.scenario.resolve_plays import BODIES
from sovsim.scenario.schema import EventTable
from sovsim.variables import COMPONENTS, VARIABLES

_OWN_KEYS = ("institution", "members", "column", *SELECTORS)
_MANY = ("state", "power", "institution")
"""Kinds of which an event may name several, or all."""


def resolve_event(table: EventTable, path: Key, region: Region, span: tuple[int, int]) -> Event:
    """Return an event of a scenario, checked.

    Raises:
        Problem, Problems: naming every key that is wrong.
    """
    if table.type not in EVENT_TYPES:
        wrong = "is no type of event"
        raise Problem((*path, "type"), wrong, known=EVENT_TYPES, found=table.type)
    kind = EVENT_TYPES[table.type]
    faults = Faults()
    who: tuple[str, ...] = ()
    size: float | Range | None = None
    choices: tuple[tuple[str, str | tuple[str, ...]], ...] = ()
    with faults:
        begin = step(table.at, span, (*path, "at"))
        if table.until is not None and step(table.until, span, (*path, "until")) < begin:
            raise Problem((*path, "until"), f"comes before {table.at}", found=table.until)
    with faults:
        check_claims(table.claims or (), (*path, "claims"))
    with faults:
        _check_keys(table, kind, path)
    with faults:
        who = _who(table, kind, path, region)
    with faults:
        size = _size(table, kind, path)
    with faults:
        choices = _choices(table, kind, path, region)
    faults.settle()
    return Event(
        type=kind.name,
        at=table.at,
        until=table.until or table.at,
        who=who,
        size=size,
        duration=table.duration or 1,
        choices=choices,
        claims=kind.claims if table.claims is None else table.claims,
        forced=table.forced,
        note=table.note,
        nature=table.nature or ("choice" if kind.forced else "condition"),
    )


def _check_keys(table: EventTable, kind: EventType, path: Key) -> None:
    """Check which keys go with the type."""
    faults = Faults()
    for key in _OWN_KEYS:
        given = getattr(table, key) is not None
        if given and key not in kind.keys:
            own = ", ".join(kind.keys) or "no keys of its own"
            wrong = f"does not go with the type '{kind.name}'"
            faults.add(Problem((*path, key), wrong, allowed=own))
        if key in kind.needs and not given:
            faults.add(Problem((*path, key), f"is missing; the type '{kind.name}' needs it"))
    if table.duration is not None and not kind.lasting:
        wrong = f"does not go with the type '{kind.name}', whose effect stays"
        faults.add(Problem((*path, "duration"), wrong))
    if kind.forced and not table.forced:
        wrong = f"is missing; the type '{kind.name}' is a decision"
        allowed = "true, for a counterfactual about it"
        faults.add(Problem((*path, "forced"), wrong, allowed=allowed))
    if table.forced and not kind.forced:
        wrong = f"does not go with '{kind.name}', which is no decision"
        faults.add(Problem((*path, "forced"), wrong))
    if kind.forced and table.nature not in (None, "choice"):
        wrong = f"does not go with '{kind.name}', which is a decision"
        faults.add(Problem((*path, "nature"), wrong, found=table.nature, allowed="choice"))
    if kind.forced and table.until is not None:
        wrong = "does not go with a decision; give its one quarter"
        faults.add(Problem((*path, "until"), wrong))
    faults.settle()


def _who(table: EventTable, kind: EventType, path: Key, region: Region) -> tuple[str, ...]:
    at = (*path, "who")
    if kind.who == "any" and table.column is None:
        return ()  # that the column is missing is said already
    who = _shift_unit(table, path) if kind.who == "any" else kind.who
    if who == "world":
        if table.who is not None:
            raise Problem(at, f"does not go with '{kind.name}', which befalls nobody alone")
        return ()
    if table.who is None:
        raise Problem(at, f"is missing; '{kind.name}' befalls a {who}")
    if table.who == (ALL,) and who in _MANY:
        return (ALL,) if who == "state" else tuple(names_of(region, who))
    known = names_of(region, who)
    _check_names(table.who, f"{who} of the region '{region.name}'", known, at)
    return table.who


def _check_names(names: Sequence[str], what: str, known: Sequence[str], path: Key) -> None:
    faults = Faults()
    for name in names:
        if name not in known:
            faults.add(unknown(path, what, name, known, name))
    faults.settle()


def _shift_unit(table: EventTable, path: Key) -> str:
    """Return the unit axis of the column that a ``shift`` moves; ``world`` for system columns."""
    column = table.column or ""
    stocks = [name for name, (owner, _) in COMPONENTS.items() if VARIABLES[owner].kind == "stock"]
    if column not in stocks:
        wrong = "is no continuous column"
        raise Problem((*path, "column"), wrong, known=stocks, found=column)
    per = VARIABLES[COMPONENTS[column][0]].per
    return "world" if per == "system" else per


def _size(table: EventTable, kind: EventType, path: Key) -> float | Range | None:
    if table.size is None:
        return kind.size
    if kind.size is None:
        raise Problem((*path, "size"), f"does not go with the type '{kind.name}'")
    in_range(table.size, kind.low, kind.high, (*path, "size"))
    return table.size


def _choices(
    table: EventTable, kind: EventType, path: Key, region: Region
) -> tuple[tuple[str, str | tuple[str, ...]], ...]:
    chosen: list[tuple[str, str | tuple[str, ...]]] = []
    for key in kind.keys:
        value = getattr(table, key)
        if value is None:
            continue
        at = (*path, key)
        if key in SELECTORS:
            _check_names([value], key, list(options(key)), at)
        elif key == "institution":
            known = _bodies(kind, names_of(region, "institution"))
            _check_names([value], f"institution of the region '{region.name}'", known, at)
        elif key == "members":
            what = f"state of the region '{region.name}'"
            _check_names(value, what, names_of(region, "state"), at)
        chosen.append((key, value))
    return tuple(chosen)


def _bodies(kind: EventType, known: Sequence[str]) -> list[str]:
    """Return the institutions that an event may name: those that its variables know."""
    axes = [VARIABLES[name].axes for name, _ in kind.decisions]
    axes += [VARIABLES[effect.variable].axes for effect in kind.effects]
    bids = any(Bid in each for each in axes)
    moves = any(name == "body_move" for name, _ in kind.decisions)
    fitting = {bid.name for bid in Bid} if bids else {body.name for body in BODIES}
    return [name for name in known if name in fitting or not (bids or moves)]


def check_distinct(events: Sequence[tuple[Key, Event]]) -> None:
    """Raise Problems where two events are the same."""
    seen: set[str] = set()
    faults = Faults()
    for path, event in events:
        if event.key in seen:
            wrong = "stands there twice with the same date and the same names"
            faults.add(Problem((*path, "type"), wrong, found=event.type))
        seen.add(event.key)
    faults.settle()


def check_dropped(labels: Sequence[str], inherited: Sequence[str], path: Key) -> None:
    """Raise Problems for a dropped event that the extended file has not."""
    faults = Faults()
    for label in labels:
        if label not in inherited:
            wrong = "drops an event that is not inherited"
            allowed = listed(inherited)
            faults.add(Problem(path, wrong, allowed=allowed, known=inherited, found=label))
    faults.settle()
