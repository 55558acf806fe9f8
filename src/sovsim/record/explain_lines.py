"""How an explanation is written: its lines, its names, and how it cites claims."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field, replace

from sovsim.record.explain_claims import Cites
from sovsim.record.explained import Movement, Term
from sovsim.region.poles import USUAL, Poles
from sovsim.telling.explanations import MOVED, OURS
from sovsim.telling.names import capital, readable
from sovsim.variables import VARIABLES

WIDTH = 80
"""Letters a line where nothing is said."""

_TINY = 5e-7


@dataclass(frozen=True)
class Look:
    """How an explanation is written.

    Attributes:
        width: letters a line at most.
        poles: the region's own names of the powers.
        cites: how claims are cited, and which were.
    """

    width: int = WIDTH
    poles: Poles = USUAL
    cites: Cites = field(default_factory=lambda: Cites(in_full=True))

    def named(self, column: str) -> str:
        """Return a column in plain words."""
        return readable(column, self.poles)


_LOOK: ContextVar[Look] = ContextVar("look")


def look() -> Look:
    """Return how the explanation is written that is being written."""
    return _LOOK.get()


def written(text: Callable[[], Iterable[str]], how: Look) -> list[str]:
    """Return the lines of a text, written in a certain way."""
    before = _LOOK.set(how)
    try:
        return list(text())
    finally:
        _LOOK.reset(before)


def with_claims_at_the_end(text: Callable[[], Iterable[str]], how: Look) -> list[str]:
    """Return a text that cites claims by their ids, with all of them told once at its end.

    It is written twice: which claims serve with more than one link is known after the first time.
    """
    first = Cites()
    written(text, replace(how, cites=first))
    cites = Cites(several=first.with_several_links())
    lines = written(text, replace(how, cites=cites))
    return [*lines, *written(lambda: _claims(cites), how)]


def _claims(cites: Cites) -> Iterable[str]:
    groups = list(cites.groups())
    if not groups:
        return
    yield ""
    yield from sentence("The claims: place in the documents, how strong, and what for", 0, 2)
    for title, told in groups:
        yield from sentence(f"{title}:", indent=2, hang=4)
        yield from sentence(f"{', '.join(told)}.", indent=4)


def words(name: str) -> str:
    """Return a name in plain words."""
    return name.replace("_", " ")


def value(number: float | str) -> str:
    """Return a value, or a code in words."""
    return words(number) if isinstance(number, str) else f"{number:.4f}"


def unit_of(variable: str) -> str:
    """Return the unit that stands behind a value; empty for shares, codes and bare numbers."""
    unit = VARIABLES[variable].unit
    bare = unit.startswith(("share", "code")) or not unit[:1].isalpha()
    return "" if bare else f" {unit}"


def changed(movement: Movement) -> str:
    """Return how a component went, in a sentence."""
    name = capital(look().named(movement.column))
    if not movement.terms:
        how = "still"
    elif isinstance(movement.after, str) or isinstance(movement.before, str):
        how = "code"
    elif abs(movement.change) < _TINY:
        how = "cancelled"
    else:
        how = "rose" if movement.change > 0 else "fell"
    return MOVED[how].format(
        name=name,
        before=value(movement.before),
        after=value(movement.after),
        unit=unit_of(movement.variable),
        change=movement.change,
    )


def term_lines(term: Term) -> list[str]:
    """Return a term with its size and the claims behind it."""
    behind = "; ".join(look().cites(claim) for claim in term.claims) or OURS
    claims = f"  [{behind}]" if term.claims or term.name != "bounds" else ""
    return textwrap.wrap(
        f"      {term.value:+.5f}  {term.told}{claims}",
        look().width,
        initial_indent="",
        subsequent_indent=" " * 18,
        break_long_words=False,
        break_on_hyphens=False,
        drop_whitespace=True,
    )


def largest(terms: Sequence[Term], most: int) -> Iterator[str]:
    """Yield the largest terms; several smaller ones are counted, with their sum."""
    told = terms if len(terms) <= most + 1 else terms[:most]
    for term in told:
        yield from term_lines(term)
    rest = terms[len(told) :]
    if rest:
        yield f"      {sum(term.value for term in rest):+.5f}  {len(rest)} smaller terms"


def sentence(text: str, indent: int = 4, hang: int | None = None) -> list[str]:
    """Return a sentence in lines that fit."""
    first = " " * indent
    rest = first if hang is None else " " * hang
    return textwrap.wrap(
        text,
        look().width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
