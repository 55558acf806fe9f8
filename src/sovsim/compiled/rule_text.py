"""A rule's part of a program, told to a reader: what it hands back, expression by expression."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

import numpy as np

from sovsim.axes import member_name
from sovsim.compiled.alone import Alone
from sovsim.compiled.forms import Form, Forms, placeholder
from sovsim.compiled.symbolic import Symbolic, known
from sovsim.compiled.text import WIDTH, lines, piece
from sovsim.region.topology import Topology
from sovsim.rules.contract import Choice, Occurrence, Transition, whole
from sovsim.variables import VARIABLES

_LONG = 48
"""Letters from which on something that the source names gets a line of its own."""
_SHORT = 14
"""Letters up to which what is used more than once stays where it is."""


@dataclass
class Told:
    """What is handed back in one place: a heading, and expressions with what they are.

    Attributes:
        heading: such as ``changes autonomy[domain] by``.
        rows: (label, number of a form).
    """

    heading: str
    rows: list[tuple[str, int]] = field(default_factory=list)


def rule_text(one: Alone, topology: Topology, width: int = WIDTH) -> Iterator[str]:
    """Yield a rule's part of the program in lines of a width."""
    forms = Forms(one.graph, topology, one.names)
    places = [*_terms(one, forms), *_choices(one, forms), *_transitions(one, forms)]
    places += _occurrences(one, forms)
    names = _named(forms, [number for place in places for _, number in place.rows])
    if names:
        yield "with"
        for number in sorted(names):
            body = piece(forms, number, names, top=True)
            yield from lines(f"{names[number]} = ", body, 2, width)
    for place in places:
        yield place.heading
        for label, number in place.rows:
            yield from lines(f"{label} = ", piece(forms, number, names), 2, width)


def _cells(one: Alone, value: Any, leading: tuple[int, ...]) -> np.ndarray[Any, Any]:
    array = known(one.graph, np.asarray(value) if not isinstance(value, Symbolic) else value)
    return np.broadcast_to(array.cells, leading)


def _grouped(
    forms: Forms, cells: np.ndarray[Any, Any], axes: Sequence[type[IntEnum]]
) -> list[tuple[list[tuple[int, ...]], int]]:
    """Return the forms of all members, each with the members that have it."""
    groups: dict[int, list[tuple[int, ...]]] = {}
    for index in np.ndindex(cells.shape):
        left = dict(zip(axes, index, strict=True))
        groups.setdefault(forms.of(int(cells[index]), left), []).append(index)
    return [(members, number) for number, members in groups.items()]


def _labels(
    name: str, members: Sequence[tuple[int, ...]], axes: Sequence[type[IntEnum]], every: bool
) -> str:
    """Return a name with the members that are meant; those that are not where they are fewer."""
    if every:
        return name
    places = list(itertools.product(*(map(int, axis) for axis in axes)))
    rest = [place for place in places if place not in set(members)]
    few, word = (rest, "all but ") if 0 < len(rest) < len(members) else (members, "")
    said = [
        " ".join(member_name(axis(place)) for axis, place in zip(axes, index, strict=True))
        for index in few
    ]
    return f"{name} ({word}{', '.join(said)})"


def _all_of(variable: str, index: tuple[int, ...] = ()) -> str:
    """Return a variable's name with its axes, as far as no place on them is said."""
    axes = VARIABLES[variable].axes
    words = [member_name(axis(place)) for axis, place in zip(axes, index, strict=False)]
    words += [placeholder(axis) for axis in axes[len(index) :]]
    if len(index) == len(axes):
        return "_".join([variable, *words])
    return f"{variable}[{', '.join(words)}]"


def _terms(one: Alone, forms: Forms) -> Iterator[Told]:
    for variable, terms in one.outcome.terms.items():
        axes = VARIABLES[variable].axes
        place = Told(f"changes {_all_of(variable)} by the sum of")
        for name, term in terms.items():
            cells = _cells(one, whole(term), VARIABLES[variable].leading)
            groups = _grouped(forms, cells, axes)
            shown = [entry for entry in groups if not forms.is_zero(entry[1])] or groups
            for members, number in shown:
                place.rows.append((_labels(name, members, axes, len(groups) == 1), number))
        yield place


def _choices(one: Alone, forms: Forms) -> Iterator[Told]:
    for choice in one.outcome.choices:
        yield from _choice(one, forms, choice)


def _choice(one: Alone, forms: Forms, choice: Choice) -> Iterator[Told]:
    options, count = choice.options, len(choice.options)
    place = Told(f"decides {_all_of(choice.decision, choice.index)}, option by option, with")
    for label, value in (("draw", choice.draw), ("noise", choice.scale), ("due", choice.active)):
        if value is not None:
            place.rows.append((label, forms.of(int(_cells(one, value, ())), {})))
    for members, number in _grouped(forms, _cells(one, choice.eligible, (count,)), [options]):
        place.rows.append((_labels("open", members, [options], False), number))
    yield place
    motives = Told(f"  utility of an option of {choice.decision}, the sum of")
    for name, term in choice.terms.items():
        utility = term if isinstance(term, Symbolic) else _along(term)
        groups = _grouped(forms, _cells(one, utility, (count,)), [options])
        shown = [entry for entry in groups if not forms.is_zero(entry[1])] or groups
        for members, number in shown:
            motives.rows.append((_labels(name, members, [options], len(groups) == 1), number))
    yield motives


def _along(term: Any) -> Any:
    return term.table * term.strength if hasattr(term, "table") else term


def _transitions(one: Alone, forms: Forms) -> Iterator[Told]:
    for entry in one.outcome.transitions:
        yield _transition(one, forms, entry)


def _transition(one: Alone, forms: Forms, entry: Transition) -> Told:
    variable = VARIABLES[entry.variable]
    leading, axes = variable.leading[len(entry.index) :], variable.axes[len(entry.index) :]
    place = Told(f"sets {_all_of(entry.variable, entry.index)} ({entry.cause})")
    for label, value in (("to", entry.value), ("where", entry.where)):
        if value is None:
            continue
        groups = _grouped(forms, _cells(one, value, leading), axes)
        for members, number in groups:
            place.rows.append((_labels(label, members, axes, len(groups) == 1), number))
    return place


def _occurrences(one: Alone, forms: Forms) -> Iterator[Told]:
    for entry in one.outcome.occurrences:
        yield _occurrence(one, forms, entry)


def _occurrence(one: Alone, forms: Forms, entry: Occurrence) -> Told:
    place = Told(f"tells of {entry.type}" + (f" ({entry.cause})" if entry.cause else ""))
    place.rows.append(("where", forms.of(int(_cells(one, entry.where, ())), {})))
    if entry.size is not None:
        place.rows.append(("size", forms.of(int(_cells(one, entry.size, ())), {})))
    return place


def _named(forms: Forms, roots: Iterable[int]) -> dict[int, str]:
    """Return the forms that get a line of their own, each with its name."""
    uses: Counter[int] = Counter(roots)
    seen: set[int] = set()
    waiting = list(uses)
    while waiting:
        number = waiting.pop()
        if number not in seen:
            seen.add(number)
            uses.update(forms.found[number].of)
            waiting += forms.found[number].of
    names: dict[int, str] = {}
    taken: Counter[str] = Counter()
    for number in sorted(seen):
        form = forms.found[number]
        if form.operation in ("name", "at"):
            continue
        length = len(piece(forms, number, names, top=True).flat())
        called = forms.names.get(number)
        if length <= _SHORT or not (uses[number] > 1 or (called and length >= _LONG)):
            continue
        names[number] = _name(form, called or "part", taken)
    return names


def _name(form: Form, called: str, taken: Counter[str]) -> str:
    taken[called] += 1
    open_ = f"[{', '.join(sorted(form.open))}]" if form.open else ""
    number = str(taken[called]) if called == "part" or taken[called] > 1 else ""
    return f"{called}{'_' if number else ''}{number}{open_}"
