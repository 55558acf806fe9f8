"""The verdict as sentences: a head on both sides, and for each side what of it is so.

The words go by verdict and number alone, never by which side is called A: with the names of the
sides exchanged every sentence is the same with the names exchanged.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sovsim.analysis.superiority import Share
from sovsim.experiment.schema import PredictionTable
from sovsim.experiment.words import VERDICTS, Verdict, percent

_CONTEST: Mapping[Verdict, str] = {
    "holds": "holds",
    "depends": "holds in a part of the ranges",
    "open": "is open",
    "fails": "fails",
}
_TRACE: Mapping[Verdict, str] = {
    "holds": "shows",
    "depends": "shows in a part of the ranges",
    "open": "is open",
    "fails": "does not show",
}
_BOTH: Mapping[str, Mapping[Verdict, str]] = {
    "contest": {
        "holds": "Both sides hold; they do not exclude each other",
        "depends": "Both sides hold in a part of the ranges",
        "open": "Open: the runs settle neither side",
        "fails": "Neither side holds",
    },
    "switch": {
        "holds": "Each mechanism leaves the trace that its side predicts",
        "depends": "Each mechanism leaves its trace in a part of the ranges",
        "open": "Whether the mechanisms leave their traces is open",
        "fails": "Neither mechanism leaves the whole trace that its side predicts",
    },
}


_SAID = {"not on average": "but not on average", "average unsure": "the average is unsure"}
"""How a sentence says what a label says; else in the same words."""


@dataclass(frozen=True)
class Said:
    """What a head says of a side: its name, what it states, verdict, reason and share."""

    side: str
    statement: str
    verdict: Verdict
    because: str
    space: Share


@dataclass(frozen=True)
class Part:
    """A prediction that counts, and what became of it."""

    prediction: PredictionTable
    verdict: Verdict
    because: str
    share: Share


def head(kind: str, first: Said, second: Said) -> str:
    """Return what became of both sides, in a sentence or two."""
    sides = sorted((first, second), key=_order)
    if first.verdict == second.verdict:
        text = _BOTH[kind][first.verdict] + _both_numbers(sides)
    else:
        text = ", ".join(_one(kind, side) for side in sides)
        text = text[0].upper() + text[1:]
    if kind == "switch":
        return f"No winner, since both mechanisms are put in. {text}."
    holding = [side for side in sides if side.verdict == "holds"]
    if len(holding) == 1:
        return f"{text}: \u201c{holding[0].statement.strip()}\u201d"
    return f"{text}."


def over_all(lead: str, overall: str, first: Said, second: Said) -> str:
    """Return a head after what is so where both mechanisms work; alone where that is unknown.

    Over all ranges a word is left out where no side holds: weights below 0 keep either from it.
    """
    if not lead:
        return overall
    sides = (first, second)
    if any(side.verdict == "holds" or math.isnan(side.space.share) for side in sides):
        told = f"{overall[0].lower()}{overall[1:]}"
    else:
        told = (
            f"all that A predicts is so in {percent(first.space.share)}, all that B predicts in "
            f"{percent(second.space.share)}."
        )
    return f"{lead} Over all ranges, weights below 0 included, {told}"


def _order(side: Said) -> tuple[int, float, str]:
    share = 0.0 if math.isnan(side.space.share) else side.space.share
    numbers = _numbers(side.space, side.because)
    return VERDICTS.index(side.verdict), -share, numbers


def _one(kind: str, side: Said) -> str:
    who = f"the trace of side {side.side}" if kind == "switch" else f"side {side.side}"
    verb = (_TRACE if kind == "switch" else _CONTEST)[side.verdict]
    numbers = _numbers(side.space, side.because, _of(side))
    return f"{who} {verb}{f' ({numbers})' if numbers else ''}"


def _both_numbers(sides: Sequence[Said]) -> str:
    numbers = [_numbers(side.space, side.because, _of(side)) for side in sides]
    if not any(numbers):
        return ""
    if numbers[0] == numbers[1]:
        return f" (each: {numbers[0]})"
    told = "; ".join(
        f"{side.side}: {number}" for side, number in zip(sides, numbers, strict=True) if number
    )
    return f" ({told})"


def _of(side: Said) -> str:
    """Return of what a share is, where the words before it do not say so."""
    return "" if side.verdict == "depends" else " of the ranges"


def _numbers(share: Share, because: str, of: str = " of the ranges") -> str:
    """Return share and reason: the interval where it is what leaves the share unsure."""
    if math.isnan(share.share):
        return because
    text = f"{percent(share.share)}{of}"
    if because == "share unsure":
        return f"{text}, anything from {share.low:.0%} to {share.high:.0%}"
    return f"{text}, {_SAID.get(because, because)}" if because else text


def told(parts: Sequence[Part], space: Share, rule: str) -> str:
    """Return what of a side's predictions is so, in a sentence.

    Args:
        parts: its predictions that count.
        space: share of the ranges in which all of them hold at once (any, by the rule).
        rule: the experiment's ``verdict_rule``.
    """
    groups: dict[Verdict, list[str]] = {"holds": [], "fails": [], "depends": [], "open": []}
    counted = False
    for verdict, clauses in groups.items():
        for part in (part for part in parts if part.verdict == verdict):
            of = "" if counted else " of the ranges"
            clauses.append(_clause(part, of))
            counted = True
    text = _listed(groups["holds"])
    if groups["fails"]:
        text += f"{', but ' if text else ''}{_listed(groups['fails'])}"
    for verdict, begun in (("depends", "it depends"), ("open", "it is open")):
        if groups[verdict]:
            text += f"{'; ' if text else ''}{begun} {_listed(groups[verdict])}"
    together = _together(parts, space, rule)
    text = text[0].upper() + text[1:]
    return f"{text}{f'; {together}' if together else ''}."


def _clause(part: Part, of: str) -> str:
    """Return what a prediction comes to: where it fails, the share at which it does not hold."""
    entry, share = part.prediction, part.share
    if part.verdict == "fails":
        if math.isnan(share.share):
            return fails(entry)
        turned = Share(1.0 - share.share, 1.0 - share.high, 1.0 - share.low)
        return f"{fails(entry)} ({percent(turned.share)}{of})"
    numbers = _numbers(share, part.because, of)
    if part.verdict in ("depends", "open"):
        return f"whether {holds(entry)} ({numbers})"
    return f"{holds(entry)} ({numbers})" if numbers else holds(entry)


def holds(entry: PredictionTable) -> str:
    """Return what is so where a prediction holds."""
    if entry.holds is not None:
        return entry.holds
    return f"{entry.metric} is {_DIRECTIONS[entry.direction]} ({_compared(entry)})"


def fails(entry: PredictionTable) -> str:
    """Return what is so where a prediction fails."""
    if entry.fails is not None:
        return entry.fails
    return f"{entry.metric} is {_OTHERWISE[entry.direction]} ({_compared(entry)})"


_DIRECTIONS = {
    "higher": "higher",
    "lower": "lower",
    "same": "the same",
    "not_lower": "not lower",
    "not_higher": "not higher",
}
_OTHERWISE = {
    "higher": "not higher",
    "lower": "not lower",
    "same": "not the same",
    "not_lower": "lower",
    "not_higher": "higher",
}


def _compared(entry: PredictionTable) -> str:
    if len(entry.arms) == 1:
        return f"{entry.arms[0]} against {entry.level:g}"
    if len(entry.arms) == 2:
        return f"{entry.arms[0]} against {entry.arms[1]}"
    first, second, third, fourth = entry.arms
    return f"{first} less {second} against {third} less {fourth}"


def _listed(texts: Sequence[str]) -> str:
    if len(texts) < 2:
        return "".join(texts)
    return f"{', '.join(texts[:-1])} and {texts[-1]}"


def _together(parts: Sequence[Part], space: Share, rule: str) -> str:
    """Return at what share all holds at once, where that is not what the parts already say."""
    if len(parts) < 2 or math.isnan(space.share):
        return ""
    if rule == "any":
        return f"at least one of these in {percent(space.share)}"
    how_many = "both" if len(parts) == 2 else "all"
    return f"{how_many} as predicted in {percent(space.share)}"
