"""An explanation in sentences, for a reader who knows the field and not the program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sovsim.record.explain_brief import brief_lines
from sovsim.record.explain_decided import (
    IMPOSED_BY,
    IN_FULL,
    decision_head,
    events,
    how,
    inline,
    read_lines,
)
from sovsim.record.explain_lines import (
    WIDTH,
    Look,
    changed,
    look,
    sentence,
    term_lines,
    with_claims_at_the_end,
    words,
    written,
)
from sovsim.record.explained import HEADLINES, Decision, Movement
from sovsim.record.reads import STREETS
from sovsim.telling.explanations import TURNED
from sovsim.variables import VARIABLES

if TYPE_CHECKING:
    from sovsim.record.explanation import Explanation

_MOST_READ, _FEW_READ = 8, 5
"""So many quantities that a rule reads are shown where none is asked for."""


def render(explanation: Explanation, width: int = WIDTH, *, everything: bool = False) -> str:
    """Return the text, in lines of so many letters at most.

    Args:
        explanation: what is told; where a variable is asked for, all of it.
        width: letters a line.
        everything: every option, term and variable, not only what matters most.
    """
    how_written = Look(width, explanation.poles)
    if explanation.asked:
        return "\n".join(written(lambda: _whole(explanation), how_written))
    chosen = _whole if everything else brief_lines
    return "\n".join(with_claims_at_the_end(lambda: chosen(explanation), how_written))


def _whole(explanation: Explanation) -> Iterator[str]:
    yield from explanation.head
    if explanation.events and not explanation.asked:
        yield from ["", "What happened", *events(explanation, _FEW_READ)]
    full = bool(explanation.asked)
    if explanation.decisions:
        yield from ["", "What was decided"]
        for decision in explanation.decisions:
            in_full = full or decision.decision in IN_FULL
            yield from _decision(decision, explanation, in_full)
    for told in explanation.closed:
        yield from ["", *sentence(told, indent=0)]
    yield from _movements(explanation.movements, full)


def _decision(decision: Decision, explanation: Explanation, full: bool) -> Iterator[str]:
    yield ""
    yield from decision_head(decision, explanation)
    yield from sentence(how(decision))
    if len(decision.options) > 1:
        yield from sentence(turned(decision))
    if not full:
        return
    if decision.reads:
        most = len(decision.reads) if explanation.asked else _MOST_READ
        own = decision.source not in IMPOSED_BY
        yield from read_lines(decision.rule, decision.reads, explanation, most, own=own)
    for option in sorted(decision.options, key=lambda option: -option.probability):
        mark = "*" if option.name == decision.chosen else " "
        yield (
            f"   {mark} {words(option.name):<22} probability {option.probability:.3f}, "
            f"utility {option.utility:+.3f}"
        )
        if option.name == decision.chosen:
            for term in decision.terms_of(option):
                yield from term_lines(term)
        else:
            yield from sentence(inline(decision, option), indent=8)
    yield from sentence(
        "(* was chosen; utility is the sum of the terms, each with the claims behind it)"
    )


def turned(decision: Decision) -> str:
    """Return what would have turned a decision: another draw, or more utility."""
    said = []
    if decision.other_draw is not None:
        other = decision.other_draw
        side = "above" if other.distance > 0 else "below"
        away = abs(other.distance)
        option = words(other.option)
        said.append(TURNED[side].format(draw=other.draw, distance=away, option=option))
    if decision.other_utility is not None:
        runner = decision.other_utility
        said.append(TURNED["gain"].format(**vars(runner) | {"option": words(runner.option)}))
    return " ".join(said) or TURNED["nothing"]


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
            yield from sentence(_short(movement), indent=2)
    touched = {m.variable for m in moved}
    still = [
        look().named(name)
        for name in dict.fromkeys(m.variable for m in rest)
        if _still(name, touched)
    ]
    if still:
        yield ""
        yield from sentence(f"Nothing moved: {', '.join(still)}.", indent=0)


def _of(movements: Iterable[Movement], variables: tuple[str, ...]) -> list[Movement]:
    return [movement for movement in movements if movement.variable in variables]


def _still(variable: str, touched: set[str]) -> bool:
    """Return whether it is worth saying that nothing moved a variable."""
    return variable not in touched and VARIABLES[variable].kind in ("stock", "code")


def _movement(movement: Movement, full: bool) -> Iterator[str]:
    yield from sentence(changed(movement), indent=2, hang=4)
    if full:
        yield from sentence(movement.meaning)
    for term in movement.terms:
        yield from term_lines(term)


def _short(movement: Movement) -> str:
    same = [term for term in movement.terms if term.value * movement.change > 0.0]
    largest = (same or list(movement.terms))[0]
    if movement.variable in IN_FULL or len(movement.terms) == 1:
        return f"{changed(movement)[:-1]}, by {largest.told}."
    return f"{changed(movement)[:-1]}, most by {largest.told} ({largest.value:+.4f})."
