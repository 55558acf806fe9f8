"""What a scenario changes against another one, in words: what differs is found by ``diff``."""

from __future__ import annotations

from collections.abc import Iterable, Set

from sovsim import parameters
from sovsim.scenario import Scenario
from sovsim.scenario.diff import ABSENT, Difference, diff
from sovsim.telling.names import Names, listed

NOTHING = "nothing"
_SAMPLED = "sampled"
_MOST_OFF = 6
_MOST_UNITS = 4


def changes(first: Scenario, other: Scenario, sampled: Set[str] = frozenset()) -> list[str]:
    """Return what another scenario changes against the first, a clause each; empty for nothing.

    Args:
        first, other: the scenarios.
        sampled: parameters that are drawn from ranges where a scenario sets none.
    """
    names = Names(other.region)
    told: list[str] = []
    found = diff(first, other)
    starts: dict[str, list[str]] = {}
    off: dict[str, list[str]] = {"on": [], "off": []}
    for one in found:
        table, _, rest = one.key.partition(".")
        if table == "initial":
            unit, _, column = rest.partition(".")
            column = names.readable(column)
            starts.setdefault(unit, []).append(f"{column} {_instead(one, 'as in the region')}")
        elif one.key == "mechanisms.off":
            off[one.b].append(one.words.removeprefix("the term or motive "))
        else:
            told.append(_clause(table, rest, one, names, sampled))
    alike: dict[str, list[str]] = {}
    for unit, columns in starts.items():
        alike.setdefault(listed(columns), []).append(names(unit))
    for words, units in alike.items():
        whose = listed(units) if len(units) <= _MOST_UNITS else f"{len(units)} states"
        told.append(f"{whose} start{'s' if len(units) == 1 else ''} with {words}")
    for state, terms in off.items():
        if terms:
            left = len(terms) - _MOST_OFF
            shown = [*terms[:_MOST_OFF], f"{left} more"] if left > 0 else terms
            told.append(f"{'without' if state == 'off' else 'with'} the terms {listed(shown)}")
    return told


def _clause(table: str, rest: str, one: Difference, names: Names, sampled: Set[str]) -> str:
    if table == "scenario":
        return f"{one.words}: {one.b} instead of {one.a}"
    if table == "parameters":
        declared = parameters.find(rest)
        usual = _SAMPLED if rest in sampled else f"{declared.value:g}"
        unit = "" if declared.unit in ("", "-", "1") else f" {declared.unit}"
        before, after = (usual if value == ABSENT else value for value in (one.a, one.b))
        if before == _SAMPLED:
            after, unit = f"{after}{unit}", ""
        meaning = names.local(declared.meaning.rstrip("."))
        return f"{rest} = {after} instead of {before}{unit} ({meaning})"
    if table == "mechanisms":
        before, after = (
            "the default" if value == ABSENT else f"'{value}'" for value in (one.a, one.b)
        )
        return f"rule {rest}: {after} instead of {before}"
    return _play(rest, one, names) if table == "play" else _happening(rest, one, names)


def _play(rest: str, one: Difference, names: Names) -> str:
    """Return an imposed decision: who decides what, about whom, from when on."""
    key, actor, *about = rest.split(" ")
    decision, _, at = key.partition("@")
    whom = "".join(f" towards {names(code)}" for code in about if code)
    who = names.hegemon if actor == "hegemon" else names(actor)
    before, after = ("the model's own" if value == ABSENT else value for value in (one.a, one.b))
    return f"decision of {who} from {at}, {decision}{whom}: {after} instead of {before}"


def _happening(rest: str, one: Difference, names: Names) -> str:
    """Return an event or a play that is added, left out or different."""
    key, *whom = rest.split(" ")
    kind, _, at = key.partition("@")
    where = "".join(
        f", {listed(names(code) for code in codes.split(','))}" for codes in whom if codes
    )
    what = f"{names.local(one.words.rstrip('.'))} ({kind}, {at}{where}"
    if one.a == ABSENT:
        return f"added: {what}; {one.b})"
    if one.b == ABSENT:
        return f"left out: {what})"
    return f"{what}): {one.b} instead of {one.a}"


def _instead(one: Difference, usual: str) -> str:
    before, after = (usual if value == ABSENT else value for value in (one.a, one.b))
    return f"{after} instead of {before}"


def sentences(found: Iterable[str]) -> str:
    """Return changes one after the other; ``nothing`` where there is none."""
    return "; ".join(found) or NOTHING
