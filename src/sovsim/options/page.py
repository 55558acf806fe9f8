"""The one page: blocks of text and tables, the same for screen, Markdown and HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sovsim.options import sentences as say
from sovsim.options.answer import Answer, ByMeasure
from sovsim.options.regret import HIGH

Row = Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """A table: every row has the same keys, which are its headings."""

    title: str
    rows: Sequence[Row]


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
    picked = [say.choosing(one) for one in ruling]
    differ = [told for told, agree in picked if not agree]
    agree = [told for told, agree in picked if agree]
    watched = [told for one in ruling for told in say.watching(answer, one)]
    return [
        Section(
            "answer",
            "The answer",
            lead=[say.headline(answer)],
            points=[say.by_measure(one) for one in ruling],
            after=[*differ, *([] if differ else agree), say.over_what(answer)],
        ),
        Section(
            "policies",
            "The policies",
            points=[f"{name}: {what}" for name, what in answer.policies.items()],
        ),
        Section(
            "ranking",
            "Who comes first, and how surely",
            tables=[ranking_table(one) for one in answer.by],
            after=[
                "Place: best and worst that the runs allow. Behind: mean paired difference to "
                "the first on the same worlds and chance events, with its interval; above 0 is "
                "worse."
            ],
        ),
        Section(
            "robust",
            "If nobody knows the world: regret",
            lead=[*differ, *agree],
            points=say.trade_offs(answer),
            tables=[table for one in ruling for table in regret_tables(one)],
            after=[
                "Regret: how much better the best policy of the same world does. "
                f"{HIGH:.0%} of the worlds have no more than the quantile. Its interval at the "
                "worst world comes from that world's runs; a worst world that was picked from "
                "many looks worse than it is.",
                *[say.worst(answer, one) for one in ruling],
            ],
        ),
        Section(
            "depends",
            "What the ranking depends on",
            points=[told for one in ruling for told in say.depends(answer, one)],
        ),
        Section(
            "watch",
            f"What to watch until {answer.watch_quarter}",
            points=watched or ["The first policy loses to no other anywhere; nothing to watch."],
        ),
        Section("limits", "What this cannot tell", points=say.cannot_tell(answer)),
    ]


def ranking_table(one: ByMeasure) -> Table:
    """Return the ranking by one measure."""
    measure = one.measure
    best = {row.policy: row.best for row in one.regrets}
    rows = [
        {
            "policy": row.policy,
            "place": str(row.first) if row.first == row.last else f"{row.first}-{row.last}",
            "mean": say.number(row.value),
            "behind the first": ""
            if not row.against_first
            else f"{say.number(row.behind)} {say.interval(row.behind_low, row.behind_high)}",
            "best in": say.percent(best[row.policy].share),
            "shown": say.shown_against(row.against_first, row.identical),
        }
        for row in one.ranking.rows
    ]
    better = "more is better" if measure.sign > 0 else "less is better"
    left = f"; {one.ranking.left_out} worlds left out, undefined" if one.ranking.left_out else ""
    return Table(f"{measure.label} ({measure.unit}; {better}{left})", rows)


def regret_tables(one: ByMeasure) -> list[Table]:
    """Return regret and goals by one measure."""
    rows = [
        {
            "policy": row.policy,
            "mean regret": f"{say.number(row.mean)} {say.interval(row.mean_low, row.mean_high)}",
            f"{HIGH:.0%} quantile": f"{say.number(row.high)} "
            f"{say.interval(row.high_low, row.high_high)}",
            "best in": f"{say.percent(row.best.share)} [{say.percent(row.best.low)}, "
            f"{say.percent(row.best.high)}]",
        }
        for row in one.regrets
    ]
    sign = one.measure.sign
    worst = [
        {
            "policy": row.policy,
            "worst regret": f"{say.number(row.worst)} "
            f"{say.interval(row.worst_low, row.worst_high)}",
            "in world": str(row.worst_point) if row.worst > 0.0 else "-",
            "worst outcome": say.number(sign * row.lowest),
            **(
                {}
                if row.goal.share != row.goal.share
                else {
                    "goal met": f"{say.percent(row.goal.share)} [{say.percent(row.goal.low)}, "
                    f"{say.percent(row.goal.high)}]",
                    "in worlds": say.percent(row.goal_points.share),
                }
            ),
        }
        for row in one.regrets
    ]
    label = one.measure.label
    return [Table(f"Regret: {label}", rows), Table(f"At the worst: {label}", worst)]


def markdown(answer: Answer) -> str:
    """Return the page in Markdown."""
    lines = [f"# {answer.title}", "", answer.question, ""]
    for section in sections(answer):
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
