"""The answer in one sentence."""

from __future__ import annotations

from sovsim.options import sentences as say
from sovsim.options.answer import Answer, ByMeasure
from sovsim.options.turning import Turn
from sovsim.telling.names import capital, listed


def headline(answer: Answer) -> str:
    """Return the answer in one sentence."""
    ruling = answer.ruling
    if len(ruling) == 1:
        return _by_one(answer, ruling[0])
    telling = [one for one in ruling if one.tells]
    silent = [one for one in ruling if not one.tells]
    turned = [one for one in silent if one.turns]
    if not telling and not turned:
        return (
            f"By none of the {len(ruling)} metrics is a policy shown to do better than another by "
            "as much as matters."
        )
    left = "".join(f"; by {one.measure.label} {_it_turns(answer, one.turns[0])}" for one in turned)
    rest = [one for one in silent if not one.turns]
    if rest:
        labels = listed(one.measure.label for one in rest)
        left += f"; by {labels} no policy is shown to be behind by as much as matters"
    if not telling:
        return f"{capital(left.removeprefix('; '))}."
    if len(telling) == 1:
        return f"{_by_one(answer, telling[0]).rstrip('.')}{left}."
    common = [
        policy
        for policy in answer.policies
        if all(policy in one.ranking.leaders for one in telling)
    ]
    if common:
        where = listed(one.measure.label for one in telling)
        verb = "is" if len(common) == 1 else "are"
        return f"{capital(say.either(common))} {verb} first, or tied for it, by {where}{left}."
    firsts = "; ".join(f"by {one.measure.label} {_firsts(one)}" for one in telling)
    return f"No policy is first by everything: {firsts}{left}."


def _firsts(one: ByMeasure) -> str:
    behind = [row.policy for row in one.ranking.rows if row.first > 1]
    leaders = one.ranking.leaders
    return (
        f"any but {say.either(behind)}" if len(leaders) > len(behind) + 1 else say.either(leaders)
    )


def _by_one(answer: Answer, one: ByMeasure) -> str:
    rows, label = one.ranking.rows, one.measure.label
    leaders = one.ranking.leaders
    if not one.tells:
        if all(row.identical for row in rows[1:]):
            return f"By {label} the policies come to the same in every run."
        if one.turns:
            return f"By {label} {_it_turns(answer, one.turns[0])}."
        return f"By {label} no policy is shown to do better than another by as much as matters."
    if len(leaders) > 1:
        behind = [row.policy for row in rows if row.first > 1]
        if len(leaders) > len(behind) + 1:
            return (
                f"{capital(rows[0].policy)} is in front by {label}, but of the others only "
                f"{listed(behind)} {'is' if len(behind) == 1 else 'are'} shown to be worse by as "
                "much as matters."
            )
        return f"{capital(say.either(leaders))} come first by {label} (which of them is not shown)."
    second, best = rows[1], one.regrets[0].best
    ends = say.interval(second.behind_low, second.behind_high, one.measure)
    return (
        f"{capital(rows[0].policy)} does best by {label}: ahead of {second.policy} by "
        f"{say.number(second.behind, one.measure)} {ends}, and best in "
        f"{say.percent(best.share)} [{say.percent(best.low)}, {say.percent(best.high)}] of the "
        "worlds tried."
    )


def _it_turns(answer: Answer, turn: Turn) -> str:
    name = answer.labels.get(turn.parameter, turn.parameter)
    return (
        f"it depends on {name}: below about {say.plain(turn.at)} {turn.below} does better, above "
        f"it {turn.above}"
    )
