"""The explanation that is given where nothing is asked for: what matters most, the rest counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sovsim.axes import Rung
from sovsim.record.explain_decided import (
    IMPOSED_BY,
    IN_FULL,
    certain_lines,
    chosen_of,
    decision_head,
    events,
    how,
    inline,
    read_table,
)
from sovsim.record.explain_lines import largest, sentence, words
from sovsim.record.explain_moved import moved_lines
from sovsim.record.explained import Decision
from sovsim.record.flips import Option
from sovsim.rules.quantal_response import RULE

if TYPE_CHECKING:
    from sovsim.record.explanation import Explanation

NEAR_CERTAIN = 0.95
"""From this probability on a choice is told in a line; ours."""
_AT_LENGTH, _SHORT, _LINES = 2, 8, 8
"""Decisions that are told with what led to them, in a few lines, and in one."""
_TERMS, _OTHER_TERMS = 4, 3
_READ = 3


def brief_lines(explanation: Explanation) -> Iterator[str]:
    """Yield the text, without its claims."""
    yield from explanation.head
    if explanation.events:
        yield from ["", "What happened", *events(explanation, _READ, table=True)]
    yield from _decided(explanation)
    yield from moved_lines(explanation.movements)
    yield ""
    yield from sentence(
        "`--all` (in Python `.text(everything=True)`) shows most of what is only counted here, a "
        "name after the quarter, such as `autonomy`, all about it. Behind a term its key stands in "
        "brackets: `sovsim why KEY` says which rule it belongs to, and how to switch it off.",
        indent=0,
    )


def _decided(explanation: Explanation) -> Iterator[str]:
    open_ones = [one for one in explanation.decisions if not _near_certain(one)]
    certain = [one for one in explanation.decisions if _near_certain(one)]
    main = _weightiest((one for one in open_ones if one.decision in IN_FULL), _AT_LENGTH)
    others = [one for one in open_ones if one not in main]
    short = _weightiest(others, _SHORT)
    if explanation.decisions:
        yield from ["", "What was decided"]
    for decision in main:
        yield from ["", *_at_length(decision, explanation)]
    if short:
        yield ""
    for decision in short:
        yield from _in_short(decision, explanation)
    if len(others) > len(short):
        yield from sentence(
            f"... and {len(others) - len(short)} more that could well have gone otherwise; told "
            "are what was imposed, the highest rungs and what was least likely",
            indent=2,
            hang=4,
        )
    lines = certain_lines(certain, explanation)
    if lines:
        yield ""
    for line in lines[:_LINES]:
        yield from line
    if len(lines) > _LINES:
        yield from sentence(
            f"... and {len(lines) - _LINES} such lines more, with one option open or a probability "
            f"of at least {NEAR_CERTAIN:g}",
            indent=2,
            hang=4,
        )


def _near_certain(decision: Decision) -> bool:
    """Return whether nothing else could well have come of a decision that nobody imposed."""
    chosen = chosen_of(decision)
    sure = len(decision.options) == 1 or (chosen is not None and chosen.probability >= NEAR_CERTAIN)
    return decision.source == RULE and sure


def _weightiest(decisions: Iterable[Decision], most: int) -> list[Decision]:
    """Return so many decisions in their order: imposed ones, high rungs, what was least likely."""

    def weight(decision: Decision) -> tuple[bool, int, float]:
        chosen = chosen_of(decision)
        height = Rung[decision.chosen.upper()] if decision.decision == "rung" else 0
        likely = 0.0 if chosen is None else chosen.probability
        return decision.source not in IMPOSED_BY, -int(height), likely

    found = list(decisions)
    kept = sorted(found, key=weight)[:most]
    return [one for one in found if one in kept]


def _at_length(decision: Decision, explanation: Explanation) -> Iterator[str]:
    yield from decision_head(decision, explanation)
    yield from sentence(how(decision))
    if decision.reads:
        own = decision.source not in IMPOSED_BY
        yield from read_table(decision.rule, decision.reads, explanation, _READ, own=own)
    chosen = chosen_of(decision)
    if chosen is not None:
        terms = decision.terms_of(chosen)
        if terms:
            yield from sentence(f"Its utility, {chosen.utility:+.3f}, is the sum of:")
            yield from largest(terms, _TERMS)
    other = _other_option(decision)
    if other is not None:
        terms_told = inline(decision, other, _OTHER_TERMS)
        yield from sentence(f"{_likeliest(decision)}; utility {other.utility:+.3f}: {terms_told}.")


def _in_short(decision: Decision, explanation: Explanation) -> Iterator[str]:
    yield from decision_head(decision, explanation)
    chosen, said = chosen_of(decision), []
    if decision.source != RULE:
        said.append(how(decision))
    if chosen is not None and any(chosen.terms.values()):
        said.append(f"Utility {chosen.utility:+.3f}: {inline(decision, chosen, _OTHER_TERMS)}.")
    if _other_option(decision) is not None:
        said.append(f"{_likeliest(decision)}.")
    yield from sentence(" ".join(said))


def _other_option(decision: Decision) -> Option | None:
    runner = decision.other_utility
    if runner is None:
        return None
    return next(one for one in decision.options if one.name == runner.option)


def _likeliest(decision: Decision) -> str:
    """Return the likeliest other option, and what it lacked."""
    runner = decision.other_utility
    assert runner is not None
    others = len(decision.options) - 1
    lead = f"Likeliest of {others} others" if others > 1 else "The other"
    return (
        f"{lead}: {words(runner.option)} ({runner.probability:.3f}), lacking {runner.gain:.3f} of "
        "utility at this draw"
    )
