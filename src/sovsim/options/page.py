"""The one page: blocks of text and tables, the same for screen, Markdown and HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sovsim.analysis.superiority import Share
from sovsim.options import sentences as say
from sovsim.options.answer import Answer, ByMeasure
from sovsim.options.headline import headline
from sovsim.options.limits import cannot_tell
from sovsim.options.ranking import Placed

Row = Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """A table: every row has the same keys, which are its headings.

    Attributes:
        title: above it.
        rows: of words.
        detail: whether a reader in a hurry is spared it.
    """

    title: str
    rows: Sequence[Row]
    detail: bool = False


@dataclass(frozen=True)
class Section:
    """A part of the page.

    Attributes:
        id, title: for links and headings.
        lead: sentences, the first of them the most important.
        points: sentences that are listed.
        tables: below them.
        after: sentences below the tables.
    """

    id: str
    title: str
    lead: Sequence[str] = ()
    points: Sequence[str] = ()
    tables: Sequence[Table] = field(default_factory=tuple)
    after: Sequence[str] = ()


def sections(answer: Answer) -> list[Section]:
    """Return the page in its order: answer, ranking, robust choice, what it hangs on, limits."""
    ruling = answer.ruling
    telling = [one for one in ruling if one.tells] or list(ruling[:1])
    differ, agree = say.robust(telling)
    turned = [told for one in ruling for told in say.turning(answer, one)[:1]]
    return [
        Section(
            "answer",
            "The answer",
            lead=[headline(answer), *differ],
            points=[say.by_measure(one) for one in answer.by],
            after=[
                *say.twins(answer),
                *agree,
                *say.reaching(answer),
                *turned[:2],
                say.over_what(answer),
            ],
        ),
        Section(
            "policies",
            "The policies",
            points=[f"{name}: {what}" for name, what in answer.policies.items()],
        ),
        Section(
            "ranking",
            "The ranking",
            tables=[ranking_table(one, detail=one not in telling) for one in answer.by],
            after=[
                "Place: best and worst that the runs allow. Behind: mean paired difference to "
                "the first, same worlds and chance events, with its interval; above 0 is worse. "
                "Best in: share of the worlds, ties shared."
            ],
        ),
        Section(
            "robust",
            "Robust choice: regret, if nobody knows the world",
            points=[*say.trade_offs(answer), *(say.worst(answer, one) for one in telling)],
            tables=[
                table
                for one in ruling
                for table in (
                    regret_table(one, detail=one not in telling),
                    interval_table(one),
                )
            ]
            + goal_tables(answer),
            after=[
                "Regret: how much better the best policy of the same world does. 9 in 10: nine of "
                "ten worlds have no more. Worst: in the worst world; picked from many, it looks "
                "worse than it is."
            ],
        ),
        Section(
            "depends",
            "What the ranking depends on",
            points=[told for one in ruling for told in say.depends(answer, one)]
            or ["No unknown is shown to turn it."],
        ),
        Section(
            "watch",
            f"What to watch until {answer.watch_quarter}",
            points=[told for one in telling for told in say.watching(answer, one)],
        ),
        Section("limits", "What this cannot tell", points=cannot_tell(answer)),
    ]


def ranking_table(one: ByMeasure, *, detail: bool = False) -> Table:
    """Return the ranking by one measure."""
    measure = one.measure
    best = {row.policy: row.best for row in one.regrets}

    def behind(row: Placed) -> str:
        if not row.against_first:
            return ""
        ends = say.interval(row.behind_low, row.behind_high, measure)
        return f"{say.number(row.behind, measure)} {ends}"

    rows = [
        {
            "policy": row.policy,
            "place": str(row.first) if row.first == row.last else f"{row.first}-{row.last}",
            "mean": say.number(row.value, measure),
            "behind the first": behind(row),
            "shown": say.shown_against(row.against_first, row.identical),
            "best in": say.percent(best[row.policy].share),
        }
        for row in one.ranking.rows
    ]
    better = "more is better" if measure.sign > 0 else "less is better"
    left = f"; {one.ranking.left_out} worlds left out, undefined" if one.ranking.left_out else ""
    return Table(f"{measure.label} ({measure.unit}; {better}{left})", rows, detail)


def regret_table(one: ByMeasure, *, detail: bool = False) -> Table:
    """Return regret, worst case and goals by one measure."""
    measure = one.measure
    rows = [
        {
            "policy": row.policy,
            "mean": say.number(row.mean, measure),
            "9 in 10": say.number(row.high, measure),
            "worst": say.number(row.worst, measure),
            "in world": str(row.worst_point) if row.worst > 0.0 else "-",
            "worst outcome": say.number(measure.sign * row.lowest, measure),
        }
        for row in one.regrets
    ]
    return Table(f"Regret by {measure.label} ({measure.unit})", rows, detail)


def goal_tables(answer: Answer) -> list[Table]:
    """Return how often goals are met; nothing without goals."""
    if answer.goals is None:
        return []
    runs, worlds = answer.goals.runs, answer.goals.worlds

    def told(share: Share) -> str:
        return f"{say.percent(share.share)} [{say.percent(share.low)}, {say.percent(share.high)}]"

    rows = [
        {"policy": name, "in runs": told(runs[name]), "in worlds": told(worlds[name])}
        for name in sorted(answer.policies, key=lambda name: -runs[name].share)
    ]
    title = f"All goals met ({'; '.join(answer.wanted)}); in worlds: by at least half of the runs"
    return [Table(title, rows)]


def interval_table(one: ByMeasure) -> Table:
    """Return the intervals of regret and of being best."""
    measure = one.measure
    rows = [
        {
            "policy": row.policy,
            "mean": say.interval(row.mean_low, row.mean_high, measure),
            "checked": say.number(row.mean_checked, measure),
            "9 in 10": say.interval(row.high_low, row.high_high, measure),
            "worst": say.interval(row.worst_low, row.worst_high, measure),
            "best in": f"[{say.percent(row.best.low)}, {say.percent(row.best.high)}]",
            "within what matters": say.percent(row.within.share),
        }
        for row in one.regrets
    ]
    title = f"Intervals of regret by {measure.label}"
    return Table(f"{title}; checked: the mean with the best chosen by other runs", rows, True)


def markdown(answer: Answer, shown: Sequence[Section] = ()) -> str:
    """Return the page in Markdown.

    Args:
        answer: what came out.
        shown: the parts of the page; those of `sections` by default.
    """
    lines = [f"# {answer.title}", "", answer.question, ""]
    for section in shown or sections(answer):
        lines += [f"## {section.title}", ""]
        for place, text in enumerate(section.lead):
            lines += [f"**{text}**" if section.id == "answer" and not place else text, ""]
        if section.points:
            lines += [*(f"* {text}" for text in section.points), ""]
        for table in section.tables:
            lines += [f"### {table.title}", "", *_table(table.rows), ""]
        for text in section.after:
            lines += [text, ""]
    return "\n".join(lines).rstrip() + "\n"


def _table(rows: Sequence[Row]) -> list[str]:
    heads = list(rows[0])
    found = [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}"]
    return found + [f"| {' | '.join(str(row[head]) for head in heads)} |" for row in rows]
