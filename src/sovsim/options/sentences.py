"""The answer in sentences, for a reader who has five minutes."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from sovsim.brief import count
from sovsim.options.answer import Answer, ByMeasure
from sovsim.options.model import Measure
from sovsim.options.ranking import WORSE, Placed
from sovsim.telling.names import capital, listed, readable

CRITERIA: dict[str, str] = {
    "mean": "the average over the worlds",
    "minimax regret": "the smallest worst regret",
    "high regret": "the smallest regret in nine of ten worlds",
    "maximin": "the best worst case",
}
"""Ways of choosing, in words."""

_OUTER = 1 / 6
"""Share of a range at either end that counts as extreme."""

_MOST = 3
"""Unknowns by which a world is told."""

_CLOSE = 0.3
"""Rank correlation from which a lead is said to follow an unknown."""


def number(value: float, measure: Measure) -> str:
    """Return a number of a measure, in as many digits as matter; ``-`` where there is none."""
    if math.isnan(value):
        return "-"
    told = f"{value:{measure.tells}}"
    return told.removeprefix("-") if float(told) == 0.0 else told


def interval(low: float, high: float, measure: Measure) -> str:
    """Return an interval; empty where there is none."""
    if math.isnan(low) or math.isnan(high):
        return ""
    return f"[{number(low, measure)}, {number(high, measure)}]"


def plain(value: float) -> str:
    """Return a number of no measure: three digits that count."""
    return f"{value:.3g}"


def percent(share: float) -> str:
    """Return a share as a percentage."""
    return "-" if math.isnan(share) else f"{share:.0%}"


def either(names: Sequence[str]) -> str:
    """Return names as ``a, b or c``."""
    *most, last = names
    return f"{', '.join(most)} or {last}" if most else last


def over_what(answer: Answer) -> str:
    """Return how sure that is, and over what."""
    return (
        f"Tried in {count(answer.points, 'world')} drawn from the ranges of "
        f"{count(len(answer.ranges), 'unknown')}, {count(answer.replicates, 'run')} of every "
        f"policy in each on the same chance events, {answer.span[0]} to {answer.span[1]}; "
        f"intervals at {answer.confidence:.0%}, comparisons corrected for their number (Holm). "
        "The ranges are ours: shares of worlds are no probabilities."
        f"{' ' if answer.posterior else ''}{answer.posterior}"
    )


def by_measure(one: ByMeasure) -> str:
    """Return the order by one measure in a line or two."""
    measure, rows = one.measure, one.ranking.rows
    better = "more" if measure.sign > 0 else "less"
    head = f"{capital(measure.label)} ({better} is better, {plain(measure.smallest)} matters):"
    leaders = [row for row in rows if row.first == 1]
    worse = [row for row in rows if row.first > 1]

    def told(placed: Sequence[Placed]) -> str:
        return ", ".join(f"{row.policy} {number(row.value, measure)}" for row in placed)

    if not worse:
        low, high = sorted((rows[0].value, rows[-1].value))
        if all(row.against_first == "same" for row in rows[1:]):
            return f"{head} all the same for all that matters ({number(high, measure)})."
        if number(low, measure) == number(high, measure):
            return f"{head} the same mean for all, {number(high, measure)}."
        between = f"{number(low, measure)} to {number(high, measure)}"
        return f"{head} none shown to be behind by that; {rows[0].policy} in front, {between}."
    words = told(leaders[:1])
    if len(leaders) > 1:
        same = all(row.against_first == "same" for row in leaders[1:])
        word = "the same for all that matters" if same else "not shown to be behind by that"
        words += f"; {word}: {told(leaders[1:])}"
    return f"{head} {words}; worse: {told(worse)}."


def robust(measures: Sequence[ByMeasure]) -> tuple[list[str], list[str]]:
    """Return what the ways of choosing pick: where they disagree, and where they agree.

    They agree where some policy is the best by each of them, or short of it by less than matters.
    """
    differ, agreed = [], []
    for one in measures:
        common = set.intersection(*(set(choice.close) for choice in one.choices))
        if not common:
            differ.append(_disagreeing(one))
            continue
        names = [row.policy for row in one.ranking.rows if row.policy in common]
        kept = min(choice.kept[names[0]] for choice in one.choices)
        others = [row.policy for row in one.ranking.rows if row.policy not in common]
        if not others:
            told = "any of them"
        else:
            told = f"any but {either(others)}" if len(names) > len(others) + 1 else either(names)
        agreed.append(
            f"by {one.measure.label} {told} (so again in {percent(kept)} of redrawn sets of worlds)"
        )
    if not agreed:
        return differ, []
    return differ, [
        "Whichever way one chooses (average, worst regret, regret in nine of ten worlds, worst "
        f"case) no other is better by as much as matters: {'; '.join(agreed)}."
    ]


def _disagreeing(one: ByMeasure) -> str:
    picks: dict[tuple[str, ...], list[str]] = {}
    for choice in one.choices:
        picks.setdefault(choice.close, []).append(CRITERIA[choice.criterion])
    told = "; ".join(f"{listed(ways)}: {either(policies)}" for policies, ways in picks.items())
    return f"By {one.measure.label} the ways of choosing disagree. {capital(told)}."


def reaching(answer: Answer) -> list[str]:
    """Return which policy meets the goals most often, where there are goals."""
    if answer.goals is None:
        return []
    share = answer.goals.runs
    one = share[answer.goals.choice.best]
    best = [name for name in share if share[name].share == one.share]
    rest = sorted((name for name in share if name not in best), key=lambda n: -share[n].share)
    by = "all policies alike" if not rest else f"most often by {either(best)}"
    told = (
        f"The goals ({listed(answer.wanted)}) are met {by}: in {percent(one.share)} "
        f"[{percent(one.low)}, {percent(one.high)}] of the runs"
    )
    return [f"{told}; next {rest[0]}, {percent(share[rest[0]].share)}." if rest else f"{told}."]


def twins(answer: Answer) -> list[str]:
    """Return which policies come to the same in every run by every metric."""
    same: dict[tuple[str, str], bool] = {}
    for row in answer.pairs.to_dict("records"):
        pair = (str(row["x"]), str(row["y"]))
        same[pair] = same.get(pair, True) and bool(row["identical"])
    groups: list[list[str]] = []
    for name in answer.policies:
        group = next((group for group in groups if same.get((group[0], name))), None)
        if group is None:
            groups.append([name])
        else:
            group.append(name)
    return [
        f"{capital(listed(group))} come to the same in every run by every metric."
        for group in groups
        if len(group) > 1
    ]


def trade_offs(answer: Answer) -> list[str]:
    """Return which policies are dominated, where there are several metrics."""
    if len(answer.metrics) < 2:
        return []
    shown = [f"{policy} (by {either(by)})" for policy, by in answer.dominated.items()]
    by_means = [name for name in answer.policies if name not in (*answer.pareto, *answer.dominated)]
    told = "No policy is shown to be dominated"
    if shown:
        told = f"Shown to be dominated, no better by any metric and worse by some: {listed(shown)}"
    if by_means:
        many = len(by_means) > 1
        told += (
            f"; by the means alone, where a lead too small to matter counts as a tie, "
            f"{listed(by_means)} {'are' if many else 'is'}{' too' if shown else ''}"
        )
    return [f"{told}."]


def turning(answer: Answer, one: ByMeasure) -> list[str]:
    """Return where the ranking by a measure turns, a sentence each."""
    label, measure = one.measure.label, one.measure
    told = []
    for turn in one.turns[:4]:
        name = answer.labels.get(turn.parameter, turn.parameter)
        told.append(
            f"By {label}, {name} turns it at {plain(turn.at)} [{plain(turn.low)}, "
            f"{plain(turn.high)}]: below, {turn.below} does better (by "
            f"{number(turn.lead_below, measure)} in the lowest third), above, {turn.above} (by "
            f"{number(turn.lead_above, measure)} in the highest)."
        )
    return told


def depends(answer: Answer, one: ByMeasure) -> list[str]:
    """Return what the ranking by a measure depends on."""
    label, first = one.measure.label, one.ranking.leader
    told = turning(answer, one)
    if not one.tells:
        return told
    if not told:
        told.append(f"By {label} no single unknown turns {first} against another policy.")
    pulls = [pull for pull in one.pulls if abs(pull.rank_correlation) >= _CLOSE]
    if pulls:
        pull = pulls[0]
        name = answer.labels.get(pull.parameter, pull.parameter)
        told.append(
            f"What its lead over the best other follows most closely: {name} (rank correlation "
            f"{pull.rank_correlation:+.2f}), {number(pull.lead_low, one.measure)} where that is "
            f"low, {number(pull.lead_high, one.measure)} where it is high."
        )
    return told


def worst(answer: Answer, one: ByMeasure) -> str:
    """Return in which world the first policy loses most."""
    regret, label = one.regrets[0], one.measure.label
    if regret.worst <= 0.0:
        return f"By {label} {regret.policy} loses to no other in any world tried."
    between = interval(regret.worst_low, regret.worst_high, one.measure)
    lost = f"{number(regret.worst, one.measure)} {between}".rstrip()
    return (
        f"By {label} {regret.policy} loses most, {lost}, in world "
        f"{regret.worst_point}: {_world(answer, regret.worst_point)}."
    )


def _world(answer: Answer, point: int) -> str:
    told = []
    for name in answer.values:
        values = answer.values[name].to_numpy(np.float64)
        here = float(values[point])
        rank = float((values < here).mean())
        word = "low" if rank < 0.5 else "high"
        words = f"{answer.labels.get(str(name), str(name))} {word} ({plain(here)})"
        told.append((abs(rank - 0.5), words))
    outer = [words for far, words in sorted(told, reverse=True)[:_MOST] if far >= 0.5 - _OUTER]
    return listed(outer) if outer else "no unknown near an end of its range"


def watching(answer: Answer, one: ByMeasure) -> list[str]:
    """Return what to watch under the first policy, by one measure."""
    first, label = one.ranking.leader, one.measure.label
    if one.regrets[0].worst <= one.measure.smallest:
        return [f"By {label} {first} never loses as much as matters; there is nothing to watch."]
    clear = [sign for sign in one.signs if sign.tells(1.0 - answer.confidence)]
    if not clear:
        closest = ""
        if one.signs:
            sign = one.signs[0]
            closest = (
                f" The closest is {readable(sign.column)}: rank correlation "
                f"{sign.correlation:+.2f} [{sign.low:.2f}, {sign.high:.2f}]."
            )
        return [f"By {label} nothing that is looked at tells whether {first} is right.{closest}"]
    return [
        f"By {label}, {readable(sign.column)}: {first} is best in {percent(sign.best_below)} of "
        f"the histories in which it lies below {plain(sign.middle)}, and in "
        f"{percent(sign.best_above)} of the others (rank correlation with what {first} loses "
        f"{sign.correlation:+.2f} [{sign.low:.2f}, {sign.high:.2f}])."
        for sign in clear[:3]
    ]


def shown_against(word: str, identical: bool) -> str:
    """Return in words what is shown of a policy against the first."""
    if identical:
        return "equal in every run"
    return {
        "": "first",
        WORSE: "worse",
        "same": "same",
        "not better": "not better",
        "not worse": "not worse",
        "open": "open",
        "better": "better",
    }[word]
