"""What happened and what was decided in a quarter, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from sovsim.record.explain_lines import look, sentence, words
from sovsim.record.explained import Decision
from sovsim.record.flips import Option
from sovsim.record.reads import Read, shown
from sovsim.rules.quantal_response import RULE
from sovsim.telling.explanations import DECIDED
from sovsim.telling.imposed import BY
from sovsim.telling.names import capital, listed

if TYPE_CHECKING:
    from sovsim.record.explanation import Explanation

IN_FULL = ("action", "rung")
"""Decisions that are told in full unless another is asked for."""
IMPOSED_BY = {"forced": BY["forced"], "play": BY["play"], "policy": BY["policy"]}
_NAME_WIDTH = 41


def events(explanation: Explanation, most_read: int, *, table: bool = False) -> Iterator[str]:
    """Yield what happened, with so many quantities that a rule behind it reads."""
    read = read_table if table else read_lines
    for event in explanation.events:
        mark = f" [{event.by}]" if event.by else ""
        yield from sentence(f"{capital(event.words)}{mark}.", indent=2, hang=4)
        if event.reads:
            yield from read(event.rule, event.reads, explanation, most_read)


def chosen_of(decision: Decision) -> Option | None:
    """Return the option that was chosen, where it was open."""
    return next((o for o in decision.options if o.name == decision.chosen), None)


def decision_head(decision: Decision, explanation: Explanation) -> list[str]:
    """Return who decided what about whom, and how likely it was."""
    names = explanation.names
    about = f" towards {names.get(decision.target, decision.target)}" if decision.target else ""
    who, chosen = names.get(decision.actor, decision.actor), chosen_of(decision)
    share = f" (probability {chosen.probability:.3f})" if chosen else ""
    imposed = f" [{IMPOSED_BY[decision.source]}]" if decision.source in IMPOSED_BY else ""
    return sentence(
        f"{capital(decision.name)} of {who}{about}: {words(decision.chosen)}{share}{imposed}",
        indent=2,
        hang=4,
    )


def certain_lines(decisions: Iterable[Decision], explanation: Explanation) -> list[list[str]]:
    """Return decisions that could hardly have gone otherwise, those of one outcome in a line."""
    alike: dict[tuple[str, str, bool], list[Decision]] = {}
    for one in decisions:
        alike.setdefault((one.name, one.chosen, len(one.options) == 1), []).append(one)
    return [
        _alike(group, explanation) for found in alike.values() for group in _one_sided(list(found))
    ]


def _one_sided(decisions: list[Decision]) -> list[list[Decision]]:
    """Return decisions in groups that share their actor, or one that shares its target."""
    if len({one.target for one in decisions}) == 1:
        return [decisions]
    actors = dict.fromkeys(one.actor for one in decisions)
    return [[one for one in decisions if one.actor == actor] for actor in actors]


def _alike(decisions: Sequence[Decision], explanation: Explanation) -> list[str]:
    def named(codes: Iterable[str]) -> str:
        return listed(explanation.names.get(code, code) for code in dict.fromkeys(codes) if code)

    first = decisions[0]
    whom = named(one.target for one in decisions)
    about = f" towards {whom}" if whom else ""
    chances = [chosen.probability for chosen in map(chosen_of, decisions) if chosen is not None]
    told = f"probability {listed(f'{chance:.3f}' for chance in chances)}"
    sure = "the only option open" if len(first.options) == 1 else told
    text = (
        f"{capital(first.name)} of {named(one.actor for one in decisions)}{about}: "
        f"{words(first.chosen)} ({sure})"
    )
    return sentence(text, indent=2, hang=4)


def how(decision: Decision) -> str:
    """Return how it came out: by which draw, or who settled it."""
    chosen = chosen_of(decision)
    if len(decision.options) == 1:
        return DECIDED["only"]
    if decision.source == RULE and chosen is not None:
        return DECIDED["drawn"].format(draw=decision.draw, low=chosen.low, high=chosen.high)
    settled = decision.source if decision.source in IMPOSED_BY else "settled"
    imposed = DECIDED[settled].format(source=decision.source)
    would = DECIDED["same" if decision.by_draw == decision.chosen else "other"]
    return would.format(imposed=imposed, draw=decision.draw, option=words(decision.by_draw))


def read_lines(
    rule: str, found: Iterable[Read], explanation: Explanation, most: int, *, own: bool = True
) -> Iterator[str]:
    """Say what a rule reads, the most unusual first."""
    telling, others = shown(found, most)
    if not telling:
        return
    lead = "What led to it" if own else "What was not asked"
    yield from sentence(
        f"{lead}: of what {rule} reads, the most telling first (a quarter before; as the rule saw "
        "it; mean over the run):"
    )
    yield from _numbers(telling, explanation)
    if others:
        yield f"      ... and {others} more that it reads"


def read_table(
    rule: str, found: Iterable[Read], explanation: Explanation, most: int, *, own: bool = True
) -> Iterator[str]:
    """Yield the same with a head over its columns: a quarter before, as the rule saw it, mean."""
    telling, others = shown(found, most)
    if not telling:
        return
    lead = "reads" if own else "was not asked, and reads"
    yield from _line(f"{rule} {lead}", "before", "as seen", "mean", indent=4)
    yield from _numbers(telling, explanation)
    if others:
        yield f"      ... and {others} more"


def _numbers(telling: Iterable[Read], explanation: Explanation) -> Iterator[str]:
    for read in telling:
        name = look().named(read.column)
        if read.whose != explanation.actor:
            name = f"{name}, {explanation.names.get(read.whose, read.whose)}"
        usual = "" if read.usual is None else _short_value(read.usual)
        yield from _line(name, _short_value(read.before), _short_value(read.seen), usual)


def _line(name: str, before: str, seen: str, usual: str, indent: int = 6) -> Iterator[str]:
    room = min(_NAME_WIDTH, look().width - 39) + 6 - indent
    if len(name) > room:
        yield from sentence(name, indent=indent, hang=indent + 2)
        name = ""
    yield f"{' ' * indent}{name:<{room}} {before:>9} {seen:>9} {usual:>6}".rstrip()


def _short_value(value: float | str) -> str:
    return words(value) if isinstance(value, str) else f"{value:.2f}"


def inline(decision: Decision, option: Option, most: int | None = None) -> str:
    """Return the terms of an option's utility in a line, the largest first.

    Args:
        decision: whose option it is.
        option: which.
        most: terms that are named; the others are counted, with their sum.
    """
    moved = [term for term in decision.terms_of(option) if abs(term.value) >= 5e-4]
    told = [f"{term.value:+.3f} {term.told}" for term in moved[:most]]
    rest = [] if most is None else moved[most:]
    if rest:
        told.append(f"{sum(term.value for term in rest):+.3f} {len(rest)} more")
    return "; ".join(told) or "no motive speaks for or against it"
