"""An explanation in sentences, for a reader who knows the field and not the program."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sovsim.record.explained import (
    HEADLINES,
    Decision,
    Movement,
    Term,
    cited,
)
from sovsim.record.flips import Option
from sovsim.record.reads import STREETS, Read, shown
from sovsim.region.poles import USUAL, Poles
from sovsim.rules.quantal_response import RULE
from sovsim.telling.imposed import BY
from sovsim.telling.names import capital, readable
from sovsim.variables import VARIABLES

if TYPE_CHECKING:
    from sovsim.record.explanation import Explanation

WIDTH = 80
"""Letters a line where nothing is said."""

_IN_FULL = ("action", "rung")
_IMPOSED = {
    "forced": "The scenario imposed it",
    "play": "It was played",
    "policy": "A policy settled it",
}
_BY = {"forced": BY["forced"], "play": BY["play"], "policy": BY["policy"]}
_TINY = 5e-7
_NAME_WIDTH = 41
_MOST_READ, _FEW_READ = 8, 5
"""So many quantities that a rule reads are shown where none is asked for."""


@dataclass(frozen=True)
class _Look:
    """How an explanation is written: its width, and the region's own names of the powers."""

    width: int = WIDTH
    poles: Poles = USUAL
    hegemon: str = ""

    def named(self, column: str) -> str:
        """Return a column in plain words."""
        told = readable(column, self.poles)
        if not self.hegemon:
            return told
        return told.replace("the hegemon", self.hegemon).replace("(hegemon)", f"({self.hegemon})")


_USUAL = _Look()
_LOOK: ContextVar[_Look] = ContextVar("look", default=_USUAL)


def render(explanation: Explanation, width: int = WIDTH) -> str:
    """Return the whole text, in lines of so many letters at most."""
    before = _LOOK.set(_Look(width, explanation.poles, explanation.hegemon))
    try:
        return _rendered(explanation)
    finally:
        _LOOK.reset(before)


def _rendered(explanation: Explanation) -> str:
    head = f"{explanation.actor_name} in {explanation.quarter} ({explanation.scenario})"
    parts = [[head, "=" * len(head)]]
    if explanation.events and not explanation.asked:
        parts.append(["", "What happened", *_events(explanation)])
    full = bool(explanation.asked)
    if explanation.decisions:
        parts.append(["", "What was decided"])
        for decision in explanation.decisions:
            in_full = full or decision.decision in _IN_FULL
            parts.append(list(_decision(decision, explanation, in_full)))
    for told in explanation.closed:
        parts.append(["", *_sentence(told, indent=0)])
    parts.append(list(_movements(explanation.movements, full)))
    return "\n".join(line for part in parts for line in part)


def words(name: str) -> str:
    """Return a name in plain words."""
    return name.replace("_", " ")


def _events(explanation: Explanation) -> Iterator[str]:
    for event in explanation.events:
        mark = f" [{event.by}]" if event.by else ""
        yield from _sentence(f"{capital(event.words)}{mark}.", indent=2, hang=4)
        if event.reads:
            yield from _reads(event.rule, event.reads, explanation, _FEW_READ)


def _decision(decision: Decision, explanation: Explanation, full: bool) -> Iterator[str]:
    names = explanation.names
    about = f" towards {names.get(decision.target, decision.target)}" if decision.target else ""
    who = names.get(decision.actor, decision.actor)
    chosen = next((o for o in decision.options if o.name == decision.chosen), None)
    share = f" (probability {chosen.probability:.3f})" if chosen else ""
    imposed = f" [{_BY[decision.source]}]" if decision.source in _BY else ""
    yield ""
    yield from _sentence(
        f"{capital(words(decision.decision))} of {who}{about}: "
        f"{words(decision.chosen)}{share}{imposed}",
        indent=2,
        hang=4,
    )
    yield from _sentence(_how(decision, chosen))
    if len(decision.options) > 1:
        yield from _sentence(_turned(decision))
    if not full:
        return
    if decision.reads:
        most = len(decision.reads) if explanation.asked else _MOST_READ
        own = decision.source not in _BY
        yield from _reads(decision.rule, decision.reads, explanation, most, own=own)
    for option in sorted(decision.options, key=lambda option: -option.probability):
        mark = "*" if option.name == decision.chosen else " "
        yield (
            f"   {mark} {words(option.name):<22} probability {option.probability:.3f}, "
            f"utility {option.utility:+.3f}"
        )
        if option.name == decision.chosen:
            moved = [Term(name, value, ()) for name, value in option.terms.items() if value]
            for term in sorted(moved, key=lambda term: -abs(term.value)):
                yield from _term(Term(term.name, term.value, decision.claims.get(term.name, ())))
        else:
            yield from _sentence(_inline(option), indent=8)
    yield from _sentence(
        "(* was chosen; utility is the sum of the terms, each with the claims behind it)"
    )


def _reads(
    rule: str, found: Iterable[Read], explanation: Explanation, most: int, *, own: bool = True
) -> Iterator[str]:
    """Say what a rule reads, the most unusual first."""
    telling, others = shown(found, most)
    if not telling:
        return
    lead = "What led to it" if own else "What was not asked"
    yield from _sentence(
        f"{lead}: of what {rule} reads, the most telling first (a quarter before; as the rule saw "
        "it; mean over the run):"
    )
    look = _LOOK.get()
    room = min(_NAME_WIDTH, look.width - 39)
    for read in telling:
        name = look.named(read.column)
        if read.whose != explanation.actor:
            name = f"{name}, {explanation.names.get(read.whose, read.whose)}"
        before = _short_value(read.before)
        usual = "" if read.usual is None else _short_value(read.usual)
        if len(name) > room:
            yield from _sentence(name, indent=6, hang=8)
            name = ""
        line = f"      {name:<{room}} {before:>9} {_short_value(read.seen):>9} {usual:>6}"
        yield line.rstrip()
    if others:
        yield f"      ... and {others} more that it reads"


def _short_value(value: float | str) -> str:
    return words(value) if isinstance(value, str) else f"{value:.2f}"


def _inline(option: Option) -> str:
    terms = sorted(option.terms.items(), key=lambda item: -abs(item[1]))
    moved = [f"{words(name)} {value:+.3f}" for name, value in terms if abs(value) >= 5e-4]
    return ", ".join(moved) or "no motive speaks for or against it"


def _how(decision: Decision, chosen: Option | None) -> str:
    if len(decision.options) == 1:
        return "It was the only option open."
    if decision.source == RULE and chosen is not None:
        return (
            f"The draw was {decision.draw:.4f}, and draws from {chosen.low:.4f} to "
            f"{chosen.high:.4f} choose this option."
        )
    imposed = _IMPOSED.get(decision.source, f"It was settled by: {decision.source}")
    if decision.by_draw == decision.chosen:
        return f"{imposed}; the draw of {decision.draw:.4f} would have chosen the same."
    return (
        f"{imposed}; the draw of {decision.draw:.4f} would have chosen {words(decision.by_draw)}."
    )


def _turned(decision: Decision) -> str:
    said = []
    if decision.other_draw is not None:
        other = decision.other_draw
        side = "above" if other.distance > 0 else "below"
        said.append(
            f"A draw {side} {other.draw:.4f}, {abs(other.distance):.4f} away, would have chosen "
            f"{words(other.option)}."
        )
    if decision.other_utility is not None:
        runner = decision.other_utility
        said.append(
            f"The likeliest other option, {words(runner.option)} (probability "
            f"{runner.probability:.3f}), would have been chosen at this draw with a utility "
            f"higher by {runner.gain:.3f}."
        )
    return " ".join(said) or "No other draw would have chosen anything else."


def _movements(movements: Iterable[Movement], full: bool) -> Iterator[str]:
    told = [m for m in movements if full or m.variable in (*STREETS, *HEADLINES)]
    rest = [m for m in movements if m not in told]
    if full:
        groups = {"What moved it": sorted(told, key=lambda m: -abs(m.change))}
    else:
        groups = {
            "What moved unrest and the hold of the government": _of(told, STREETS),
            "What moved autonomy, alignment and dependence": _of(told, HEADLINES),
        }
    for title, group in groups.items():
        if group:
            yield ""
            yield title
        for movement in group:
            yield ""
            yield from _movement(movement, full)
    moved = sorted((m for m in rest if m.terms), key=lambda m: -abs(m.change))
    if moved:
        yield ""
        yield "What else moved, largest first"
        for movement in moved:
            yield from _sentence(_short(movement), indent=2)
    touched = {m.variable for m in moved}
    still = [
        _LOOK.get().named(name)
        for name in dict.fromkeys(m.variable for m in rest)
        if _still(name, touched)
    ]
    if still:
        yield ""
        yield from _sentence(f"Nothing moved: {', '.join(still)}.", indent=0)


def _of(movements: Iterable[Movement], variables: tuple[str, ...]) -> list[Movement]:
    return [movement for movement in movements if movement.variable in variables]


def _still(variable: str, touched: set[str]) -> bool:
    """Return whether it is worth saying that nothing moved a variable."""
    return variable not in touched and VARIABLES[variable].kind in ("stock", "code")


def _movement(movement: Movement, full: bool) -> Iterator[str]:
    yield from _sentence(_changed(movement), indent=2, hang=4)
    if full:
        yield from _sentence(movement.meaning)
    for term in movement.terms:
        yield from _term(term)


def _changed(movement: Movement) -> str:
    name = capital(_LOOK.get().named(movement.column))
    if not movement.terms:
        return f"{name} stayed at {_value(movement.after)}. Nothing moved it."
    if isinstance(movement.after, str) or isinstance(movement.before, str):
        return f"{name} went from {_value(movement.before)} to {_value(movement.after)}."
    if abs(movement.change) < _TINY:
        return f"{name} stayed at {_value(movement.after)}: what moved it cancelled out."
    verb = "rose" if movement.change > 0 else "fell"
    unit = VARIABLES[movement.variable].unit
    told = f" {unit}" if unit not in ("share", "code", "0 or 1") else ""
    return (
        f"{name} {verb} from {_value(movement.before)} to {_value(movement.after)}{told} "
        f"({movement.change:+.4f})."
    )


def _short(movement: Movement) -> str:
    same = [term for term in movement.terms if term.value * movement.change > 0.0]
    largest = (same or list(movement.terms))[0]
    if movement.variable in _IN_FULL or len(movement.terms) == 1:
        return f"{_changed(movement)[:-1]}, by {words(largest.name)}."
    return f"{_changed(movement)[:-1]}, most by {words(largest.name)} ({largest.value:+.4f})."


def _value(value: float | str) -> str:
    return words(value) if isinstance(value, str) else f"{value:.4f}"


def _term(term: Term) -> Iterator[str]:
    lead = f"      {term.value:+.5f}  {words(term.name)}"
    if not term.claims:
        yield f"{lead} (ours; no claim behind it)" if term.name != "bounds" else lead
        return
    yield from textwrap.wrap(
        f"{lead}  [{'; '.join(cited(claim) for claim in term.claims)}]",
        _LOOK.get().width,
        initial_indent="",
        subsequent_indent=" " * 18,
        break_long_words=False,
        break_on_hyphens=False,
        drop_whitespace=True,
    )


def _sentence(text: str, indent: int = 4, hang: int | None = None) -> list[str]:
    first = " " * indent
    rest = first if hang is None else " " * hang
    return textwrap.wrap(
        text,
        _LOOK.get().width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
