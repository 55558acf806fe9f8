"""The answer in sentences, for a reader who has five minutes."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from sovsim.brief import count
from sovsim.options.answer import Answer, ByMeasure
from sovsim.options.ranking import WORSE
from sovsim.telling.names import capital, listed, readable

CRITERIA: dict[str, str] = {
    "mean": "the average over the ranges",
    "minimax regret": "the smallest worst regret",
    "high regret": "the smallest regret in nine of ten worlds",
    "maximin": "the best worst case",
    "goal": "the goals met most often",
}
"""Ways of choosing, in words."""

_OUTER = 1 / 6
"""Share of a range at either end that counts as extreme."""


def number(value: float) -> str:
    """Return a number for readers: three digits that count."""
    if math.isnan(value):
        return "-"
    told = f"{value:.3g}"
    return told if "e" not in told else f"{value:.0f}" if abs(value) >= 1 else f"{value:.1g}"


def interval(low: float, high: float) -> str:
    """Return an interval; empty where there is none."""
    return "" if math.isnan(low) or math.isnan(high) else f"[{number(low)}, {number(high)}]"


def percent(share: float) -> str:
    """Return a share as a percentage."""
    return "-" if math.isnan(share) else f"{share:.0%}"


def either(names: Sequence[str]) -> str:
    """Return names as ``a, b or c``."""
    *most, last = names
    return f"{', '.join(most)} or {last}" if most else last


def headline(answer: Answer) -> str:
    """Return the answer in one sentence."""
    ruling = answer.ruling
    if len(ruling) == 1:
        return _by_one(ruling[0])
    telling = [one for one in ruling if _tells(one)]
    silent = [one for one in ruling if not _tells(one)]
    if not telling:
        return (
            f"By none of the {len(ruling)} metrics is a policy shown to do better than another by "
            "as much as matters."
        )
    left = ""
    if silent:
        left = f"; {listed(one.measure.label for one in silent)} {_tell(silent)} them apart"
    common = [
        policy
        for policy in answer.policies
        if all(policy in one.ranking.leaders for one in telling)
    ]
    if len(telling) == 1:
        return f"{_by_one(telling[0]).rstrip('.')}{left}."
    if common:
        where = listed(one.measure.label for one in telling)
        verb = "is" if len(common) == 1 else "are"
        return f"{capital(either(common))} {verb} first, or tied for it, by {where}{left}."
    firsts = "; ".join(f"by {one.measure.label} {either(one.ranking.leaders)}" for one in telling)
    return f"No policy is first by everything: {firsts}{left}."


def _tell(silent: Sequence[ByMeasure]) -> str:
    return "does not tell" if len(silent) == 1 else "do not tell"


def _tells(one: ByMeasure) -> bool:
    return len(one.ranking.leaders) < len(one.ranking.rows)


def _by_one(one: ByMeasure) -> str:
    rows, label = one.ranking.rows, one.measure.label
    leaders = one.ranking.leaders
    if not _tells(one):
        if all(row.identical for row in rows[1:]):
            return f"By {label} the policies come to the same in every run."
        return f"By {label} no policy is shown to do better than another by as much as matters."
    if len(leaders) > 1:
        return (
            f"{capital(either(leaders))} {'come' if len(leaders) > 1 else 'comes'} first by "
            f"{label}, and the runs do not tell them apart."
        )
    second, best = rows[1], one.regrets[0].best
    return (
        f"{capital(rows[0].policy)} does best by {label}: ahead of {second.policy} by "
        f"{number(second.behind)} {interval(second.behind_low, second.behind_high)}, and best in "
        f"{percent(best.share)} [{percent(best.low)}, {percent(best.high)}] of the worlds tried."
    )


def over_what(answer: Answer) -> str:
    """Return how sure that is, and over what."""
    return (
        f"Tried in {count(answer.points, 'world')} drawn from the ranges of "
        f"{count(len(answer.ranges), 'unknown')}, {count(answer.replicates, 'run')} of every "
        f"policy in each on the same chance events, {answer.span[0]} to {answer.span[1]}; "
        f"intervals at {answer.confidence:.0%}, comparisons corrected for their number (Holm). "
        "The ranges are ours: shares of worlds are no probabilities."
    )


def by_measure(one: ByMeasure) -> str:
    """Return the order by one measure in a line or two."""
    measure, rows = one.measure, one.ranking.rows
    better = "more is better" if measure.sign > 0 else "less is better"
    head = f"By {measure.label} ({better}, from {number(measure.smallest)} it matters):"
    first = rows[0]
    leaders = [row for row in rows if row.first == 1]
    worse = [row for row in rows if row.first > 1]
    told = f"{first.policy} {number(first.value)}"
    if len(leaders) > 1:
        others = ", ".join(f"{row.policy} {number(row.value)}" for row in leaders[1:])
        same = all(row.against_first == "same" for row in leaders[1:])
        word = "the same for all that matters" if same else "not told apart from it"
        told += f"; {word}: {others}"
    if worse:
        told += f"; worse: {', '.join(f'{row.policy} {number(row.value)}' for row in worse)}"
    return f"{head} {told}."


def choosing(one: ByMeasure) -> tuple[str, bool]:
    """Return what the ways of choosing pick, and whether they agree."""
    label = one.measure.label
    picks: dict[tuple[str, ...], list[str]] = {}
    for choice in one.choices:
        picks.setdefault(choice.policies, []).append(CRITERIA[choice.criterion])
    sets = [set(policies) for policies in picks]
    common = set.intersection(*sets)
    if common:
        kept = min(choice.kept for choice in one.choices)
        names = either([row.policy for row in one.ranking.rows if row.policy in common])
        return (
            f"By {label} every way of choosing picks {names} (again in at least {percent(kept)} "
            "of redrawn sets of worlds).",
            True,
        )
    told = "; ".join(f"{listed(ways)}: {either(policies)}" for policies, ways in picks.items())
    return f"By {label} the ways of choosing disagree. {capital(told)}.", False


def trade_offs(answer: Answer) -> list[str]:
    """Return which policies are dominated and which remain, where there are several metrics."""
    if len(answer.metrics) < 2:
        return []
    told = [
        f"{policy} is dominated: {either(by)} {'does' if len(by) == 1 else 'do'} better by some "
        "metric and no worse by any, by as much as matters."
        for policy, by in answer.dominated.items()
    ]
    if not told:
        told = ["No policy is shown to be dominated: each loses something that another keeps."]
    rest = [name for name in answer.policies if name not in answer.pareto]
    means = f"By the means alone {listed(answer.pareto)} remain"
    if len(answer.pareto) == 1:
        means = f"By the means alone {answer.pareto[0]} beats all others on every metric"
    told.append(f"{means}{'' if not rest else f'; {listed(rest)} fall behind on every count'}.")
    return told


def depends(answer: Answer, one: ByMeasure) -> list[str]:
    """Return what the ranking by a measure depends on."""
    label, first = one.measure.label, one.ranking.leader
    told = []
    for turn in one.turns[:4]:
        name = answer.labels.get(turn.parameter, turn.parameter)
        told.append(
            f"By {label}, {name} turns it: below {number(turn.at)} "
            f"{interval(turn.low, turn.high)} {turn.below} does better (by "
            f"{number(turn.lead_below)} in the lowest third), above it {turn.above} (by "
            f"{number(turn.lead_above)} in the highest)."
        )
    pulls = [pull for pull in one.pulls if not math.isnan(pull.rank_correlation)]
    if not one.turns:
        told.append(f"By {label} no single unknown turns {first} against another policy.")
    if pulls and abs(pulls[0].rank_correlation) >= 0.3:
        pull = pulls[0]
        name = answer.labels.get(pull.parameter, pull.parameter)
        told.append(
            f"The lead of {first} over the best other follows {name} most closely (rank "
            f"correlation {pull.rank_correlation:+.2f}): {number(pull.lead_low)} where it is low, "
            f"{number(pull.lead_high)} where it is high."
        )
    return told


def worst(answer: Answer, one: ByMeasure) -> str:
    """Return in which world the first policy loses most."""
    regret = one.regrets[0]
    if regret.worst <= 0.0:
        return f"{capital(regret.policy)} loses to no other in any world tried."
    return (
        f"{capital(regret.policy)} loses most, {number(regret.worst)} "
        f"{interval(regret.worst_low, regret.worst_high)}, in world {regret.worst_point}: "
        f"{_world(answer, regret.worst_point)}."
    )


def _world(answer: Answer, point: int) -> str:
    told = []
    for name in answer.values:
        values = answer.values[name].to_numpy(np.float64)
        here = float(values[point])
        rank = float((values < here).mean())
        if rank <= _OUTER or rank >= 1.0 - _OUTER:
            word = "low" if rank <= _OUTER else "high"
            told.append(f"{answer.labels.get(str(name), str(name))} {word} ({number(here)})")
    return listed(told) if told else "no unknown near an end of its range"


def watching(answer: Answer, one: ByMeasure) -> list[str]:
    """Return what to watch under the first policy, by one measure."""
    first, label = one.ranking.leader, one.measure.label
    level = 1.0 - answer.confidence
    if one.regrets[0].worst <= 0.0:
        return []
    clear = [sign for sign in one.signs if sign.tells(level)]
    if not clear:
        closest = ""
        if one.signs:
            sign = one.signs[0]
            closest = (
                f" The closest is {readable(sign.column)}: rank correlation "
                f"{sign.correlation:+.2f} {interval(sign.low, sign.high)}."
            )
        return [f"By {label} nothing that is looked at tells whether {first} is right.{closest}"]
    return [
        f"By {label}, {readable(sign.column)}: {first} is best in {percent(sign.best_below)} of "
        f"the histories in which it lies below {number(sign.middle)}, and in "
        f"{percent(sign.best_above)} of the others (rank correlation with what {first} loses "
        f"{sign.correlation:+.2f} {interval(sign.low, sign.high)})."
        for sign in clear[:3]
    ]


def cannot_tell(answer: Answer) -> list[str]:
    """Return what the answer cannot tell, the file's own limits last."""
    chance = any(
        row.mean_checked < row.mean / 2.0 and row.mean > 0.0
        for one in answer.ruling
        for row in one.regrets
    )
    told = [
        "It ranks policies in a model. Whether the model is right about the world is told by its "
        "backtest (docs/against-data.md, docs/forecasting.md), not by these intervals.",
        "The ranges are ours, and every world counts alike. How likely each is, nobody has said; "
        "a share of worlds is no probability.",
        "A policy here is carried out as written to the end. Nobody learns, bargains or changes "
        "course because of it beyond what the model's actors do.",
    ]
    if chance:
        told.append(
            "Part of the regret told is chance: with the best policy of a world chosen by other "
            "runs than those that are counted, the mean regret falls by more than half somewhere. "
            "More runs per world would tell them apart."
        )
    if not answer.weights and len(answer.metrics) > 1:
        told.append(
            "No weights are given, so each metric ranks by itself: what a quarter of coercion is "
            "worth against freedom to decide is the decision maker's to say."
        )
    return told + [part.replace("\n", " ") for part in answer.limits.split("\n\n") if part]


def shown_against(word: str, identical: bool) -> str:
    """Return in words what is shown of a policy against the first."""
    if identical:
        return "equal in every run"
    return {
        "": "first",
        WORSE: "worse",
        "same": "the same",
        "not better": "not better",
        "not worse": "not worse",
        "open": "not told apart",
        "better": "better",
    }[word]
