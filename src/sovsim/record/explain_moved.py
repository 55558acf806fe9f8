"""What moved in a quarter where nothing is asked for: the largest terms, components together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sovsim.brief import count
from sovsim.record.explain_lines import changed, largest, look, sentence, unit_of, value, words
from sovsim.record.explained import HEADLINES, IMPOSED, Movement, Term
from sovsim.record.history import CHOICE
from sovsim.record.reads import STREETS
from sovsim.telling.names import capital
from sovsim.variables import VARIABLES

_TERMS = 3
_MOST, _MOST_ALONE = 10, 25
"""Further variables that are told: beside what is told at length, and where nothing is."""

NAMED: tuple[str, ...] = (
    *("presence", "presence_unasked", "occupation", "territory_held", "conflict_intensity"),
    *("pressure", "threat_perception", "perceived_expectation", "sovereignty_conception"),
    *("preference_russia", "preference_west", "preference_autonomy", "public_russia"),
    *("public_west", "relation", "dependence_west", "dependence_china", "dependence_turkey"),
    *("welfare", "regime_type", "capacity", "support", "citizenship", "opening_disorder"),
    *("opening_bid", "resources", "readiness", "doctrine", "self_image", "eurasianism", "stance"),
    *("rhetoric_respect", "action_respect", "trust", "status", "sanction_burden", "alarm"),
    *("ties_with_west", "isolation_west", "isolation_world", "nuclear_signal", "war_exhaustion"),
    *("cohesion", "credibility", "legitimacy", "mandate_peacekeeping", "institution_readiness"),
    *("norm_strength", "recognition", "rivalry", "openness", "resolve", "power_cohesion"),
)
"""Variables that a reader asks about before others, the helpers of rules and counters; ours."""


def moved_lines(movements: Iterable[Movement]) -> Iterator[str]:
    """Yield what moved, without claims that were not cited."""
    found = _by_variable(movements)
    told = False
    for title, names in (
        ("What moved unrest and the hold of the government", STREETS),
        ("What moved autonomy, alignment and dependence", HEADLINES),
    ):
        group = [found.pop(name) for name in names if name in found]
        if group:
            told = True
            yield from ["", title]
        for parts in group:
            yield from _one(parts[0]) if len(parts) == 1 else _together(parts)
    yield from _others(found, _MOST if told else _MOST_ALONE)


def _by_variable(movements: Iterable[Movement]) -> dict[str, list[Movement]]:
    found: dict[str, list[Movement]] = {}
    for movement in movements:
        found.setdefault(movement.variable, []).append(movement)
    return found


def _one(movement: Movement) -> Iterator[str]:
    yield from sentence(changed(movement), indent=2, hang=4)
    yield from largest(movement.terms, _TERMS)


def _together(parts: Sequence[Movement]) -> Iterator[str]:
    """Yield the components of a variable as the columns of a table, their terms as its rows."""
    name = capital(look().named(parts[0].variable))
    if not any(part.terms for part in parts):
        held = ", ".join(f"{_detail(part)} {value(part.after)}" for part in parts)
        yield from sentence(f"{name} stayed: {held}. Nothing moved it.", indent=2, hang=4)
        return
    terms = [{term.name: term for term in part.terms} for part in parts]
    order = _by_weight(terms)
    told = order if len(order) <= _TERMS + 1 else order[:_TERMS]
    rest = order[len(told) :]
    wide = [max(8, len(_detail(part)) + 1) for part in parts]
    labels = {term.name: term.told for one in terms for term in one.values()}
    rows = [
        ("a quarter before", [value(part.before) for part in parts]),
        *((labels[key], _sums([key], terms)) for key in told),
        *([(f"{len(rest)} other terms", _sums(rest, terms))] if rest else []),
        ("at its end", [value(part.after) for part in parts]),
    ]
    room = min(look().width - sum(wide), max(len(name) + 2, *(len(row) + 4 for row, _ in rows)) + 1)
    yield from _row(name, map(_detail, parts), wide, room, indent=2)
    for label, cells in rows:
        yield from _row(label, cells, wide, room)
    yield from sentence(_behind(told, terms), indent=4, hang=6)


def _by_weight(terms: Sequence[Mapping[str, Term]]) -> list[str]:
    """Return the names of terms by their share in what moved a component, summed over all."""
    shares: dict[str, float] = {}
    for one in terms:
        total = sum(abs(term.value) for term in one.values())
        for name, term in one.items():
            shares[name] = shares.get(name, 0.0) + (abs(term.value) / total if total else 0.0)
    return sorted(shares, key=lambda name: -shares[name])


def _sums(keys: Sequence[str], terms: Sequence[Mapping[str, Term]]) -> list[str]:
    """Return what terms come to in each component; a dash where none of them moved it."""
    found = ([one[key].value for key in keys if key in one] for one in terms)
    return [f"{sum(values):+.4f}" if values else "-" for values in found]


def _row(
    label: str, cells: Iterable[str], wide: Sequence[int], room: int, indent: int = 4
) -> Iterator[str]:
    """Yield a row of a table; a label that does not fit its room stands above its numbers."""
    if indent + len(label) > room:
        yield from sentence(label, indent=indent, hang=indent + 2)
        label = ""
    numbers = "".join(f"{cell:>{width}}" for cell, width in zip(cells, wide, strict=True))
    yield f"{' ' * indent + label:<{room}}{numbers}"


def _detail(part: Movement) -> str:
    """Return which component it is."""
    return look().named(part.column).removeprefix(look().named(part.variable)).strip(" ()")


def _behind(keys: Iterable[str], terms: Sequence[Mapping[str, Term]]) -> str:
    """Return the claims behind terms, each by its key; what has none is ours."""
    told, ours = [], []
    for key in keys:
        claims = dict.fromkeys(claim for one in terms if key in one for claim in one[key].claims)
        if claims:
            told.append(f"{key} [{'; '.join(look().cites(claim) for claim in claims)}]")
        elif key != "bounds":
            ours.append(key)
    if ours:
        told.append(f"ours, no claim behind it: {', '.join(ours)}")
    return "; ".join(told)


def _others(found: dict[str, list[Movement]], most: int) -> Iterator[str]:
    moved = {name: [p for p in parts if p.terms] for name, parts in found.items()}
    moved = {name: parts for name, parts in moved.items() if parts}
    decided = [
        part
        for parts in moved.values()
        for part in parts
        if {term.name for term in part.terms} <= {CHOICE, IMPOSED}
    ]
    rest = {name: [part for part in parts if part not in decided] for name, parts in moved.items()}
    rest = {name: parts for name, parts in rest.items() if parts}
    order = sorted(rest, key=lambda name: _importance(rest[name]))
    if moved:
        yield ""
        yield "What else moved: first what readers ask about, by size"
    if decided:
        said = ", ".join(f"{look().named(p.column)} after {_plain(p.before)}" for p in decided)
        yield from sentence(f"Decided otherwise than a quarter before: {said}.", 2, 4)
    for name in order[:most]:
        yield from sentence(_short(rest[name]), indent=2, hang=4)
    left = len(order) - most
    still = sum(VARIABLES[name].kind in ("stock", "code") for name in found if name not in moved)
    counts = [f"{count(left, 'more variable')} moved"] if left > 0 else []
    counts += [f"{still if counts else count(still, 'variable')} did not move"] if still else []
    if counts:
        yield from sentence(f"... and {', '.join(counts)}", indent=2, hang=4)


def _importance(parts: Sequence[Movement]) -> tuple[bool, bool, float]:
    """Return the place of a variable: codes that changed, what is named, then by size."""
    code = any(isinstance(part.after, str) for part in parts)
    named = parts[0].variable in NAMED
    return not code, not named, -max(abs(part.change) for part in parts)


def _plain(before: float | str) -> str:
    return words(before) if isinstance(before, str) else f"{before:g}"


def _short(parts: Sequence[Movement]) -> str:
    """Return how the components of a variable went, and what moved them most."""
    ordered = sorted(parts, key=lambda part: -abs(part.change))
    first = ordered[0]
    same = [term for term in first.terms if term.value * first.change > 0.0]
    largest_term = (same or list(first.terms))[0]
    most = "most " if len(first.terms) > 1 else ""
    by = f"{most}by {largest_term.told}"
    if isinstance(first.after, str):
        return f"{changed(first)[:-1]}, {by}."
    if len(ordered) == 1:
        name, unit = capital(look().named(first.column)), unit_of(first.variable)
        return f"{name} {first.change:+.4f} to {value(first.after)}{unit}, {by}."
    told = ", ".join(f"{_detail(part)} {part.change:+.4f}" for part in ordered)
    return f"{capital(look().named(first.variable))}: {told}; the first {by}."
