"""Verdicts as a page for readers, in Markdown: of one experiment, or over several."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sovsim.experiment.against import HeldAgainst
from sovsim.experiment.registration import in_brief
from sovsim.experiment.rows import caption, prediction_rows
from sovsim.experiment.verdict import ExperimentVerdict, SideVerdict
from sovsim.experiment.words import with_interval


def summary(verdicts: Sequence[ExperimentVerdict]) -> str:
    """Return the page over several experiments, in Markdown: a table, then each in words."""
    scored = any(verdict.against is not None for verdict in verdicts)
    lines = ["# Rival hypotheses", "", f"{_INTRODUCTION}{_SCORED if scored else ''}", ""]
    lines += [*_table([_line(verdict) for verdict in verdicts]), ""]
    for verdict in verdicts:
        lines += [*section(verdict), *against_section(verdict)]
    return "\n".join(lines).rstrip() + "\n"


_INTRODUCTION = """\
What became of each pair of rival readings in the model. In a *contest* a side may win; in a
*switch* each side's mechanism is put in by hand, and the experiment shows which traces would tell
the two apart. A side *holds* where all that it predicts is so in at least two thirds of the sampled
ranges and on average over them; it *fails* where that is so in at most a third of them and not on
average; it *depends* in between; it is *open* where the runs do not settle it. Beside each word
stands the share of the ranges. The ranges are ours, so it is no probability, and nothing here says
what happened in the world. Made by `sovsim experiment --all --out DIR`.

What decides a contest is drawn as far below 0 as above, so that a mechanism may also work against
its own side. Over all ranges a side can then hold in about half of them at most, and in three of
eight where it must also outdo the other: that such a contest has no winner there is arithmetic
and no finding. A side of such a contest *fails* only where it also fails in the ranges in which
its own mechanism works; else it *depends* on the signs of the weights. Read *both at work*: of
the ranges in which the weights of both sides lie above 0, in how many each side's whole
prediction is so, and whether one is so more often than luck has it (a sign test on the points,
none corrected for the number of experiments). The ranges of the two weights were matched on small
runs so that either moves the outcome by about as much. That neither side leads is then no finding
either; a lead is what is left of unlike exposure, of feedback through the model, or of the match,
and what shifts the border is named. How large the effects are stands under each experiment. Where
the sides speak of different outcomes and do not exclude each other (RH-11) it compares the two,
no more."""


_AGAINST = """\
What observed years say of the mechanisms behind rival hypotheses. Each mechanism is put into the
region's history, run freely from cuts in the past with the same random numbers, and scored against
later years on the same rows as its rival. Data *tell two arms apart* where three things hold: the
90 % interval of the ratio of their errors leaves out 1; with their names swapped at random within
states so large a difference is rare (a chance of at most one in ten); and, where the arms were run
twice, other random numbers do not move it by as much. Of twenty-three looks at this level two or
so would be told by luck. Where the data do not tell, that is no sign that both mechanisms are
wrong, or right: mostly the data are few, or say nothing of what the two differ in. Intervals count
how states differ, and no shock that befalls all of them together, of which history drew one course:
on eight histories that the model made itself, with workers going abroad fast or slowly, the right
one of the two was told three times, the wrong one once, neither four times. No mechanism was
chosen, sized or dropped by these scores. Made by
`sovsim score --experiment all --observed DIR --passed-on --out SCORES`."""


_SCORED = """

The column *observed* says whether data tell the two mechanisms apart: each is put into the
region's history, run freely from cuts in the past, and scored against years that it has not seen
(`sovsim score --experiment all --observed DIR --passed-on --out SCORES`, then `--scored SCORES`).
Where they do not, that is no sign that both are wrong, or right."""


def _line(verdict: ExperimentVerdict) -> dict[str, object]:
    sides = {
        f"side {side.side}": f"{side.statement} **{side.verdict}, {_share_of(side)}**"
        for side in verdict.sides
    }
    sides["both at work"] = verdict.at_work or "-"
    against = {"elsewhere": verdict.elsewhere} if verdict.elsewhere else {}
    against |= {} if verdict.against is None else {"observed": verdict.against.short}
    head = {"": verdict.name, "experiment": verdict.title, "kind": verdict.kind}
    return {**head, **sides, **against}


def section(verdict: ExperimentVerdict) -> list[str]:
    """Return what became of an experiment, as lines of Markdown."""
    lines = [f"## {verdict.name} {verdict.title}", "", verdict.question, ""]
    lines += [f"**{verdict.words}**", "", *_sides(verdict), *_corners(verdict, why=False)]
    lines += _contest_if(verdict)
    if verdict.limits:
        lines += ["", f"What the model cannot tell: {' '.join(verdict.limits.split())}"]
    if verdict.amendments:
        lines += ["", "Amended after a first run:", ""]
        lines += [f"* {text}" for text in verdict.amendments]
    lines += _registered(verdict, in_brief(verdict.registered))
    return [*lines, ""]


def _sides(verdict: ExperimentVerdict) -> list[str]:
    """Return what became of each side: its statement, the word, what of it is so."""
    lines = []
    for side in verdict.sides:
        lines.append(f"* {side.side}: {side.statement} **{side.verdict}, {_share_of(side)}**")
        lines.append(f"  * {side.told}")
        lines += [f"  * {text}" for text in side.depends_on]
    return lines


def _share_of(side: SideVerdict) -> str:
    if math.isnan(side.space.share):
        return side.because or "no ranges sampled"
    share = with_interval(side.space)
    return f"{share}, {side.because}" if side.because else share


def _corners(verdict: ExperimentVerdict, *, why: bool = True) -> list[str]:
    """Return who holds by the signs of what decides, as lines of Markdown.

    Args:
        why: with why that is told; the page on several experiments says it once.
    """
    lines = [line for text in verdict.checks for line in ("", text)]
    if not verdict.corners:
        return lines
    first, *more = verdict.corners
    head = first if why or not verdict.at_work else "By the signs of the weights:"
    return [*lines, "", head, "", *(f"* {text}" for text in more)]


def _contest_if(verdict: ExperimentVerdict) -> list[str]:
    if not verdict.contest_if:
        return []
    return ["", f"It would be a contest with this: {' '.join(verdict.contest_if.split())}"]


def _registered(verdict: ExperimentVerdict, registered: Sequence[str]) -> list[str]:
    """Return what came out elsewhere, with other seeds, and what was changed since registered."""
    lines = ["", verdict.beside] if verdict.beside else []
    for told in (verdict.stable, registered):
        if told:
            first, *more = told
            lines += ["", first, *([""] if more else []), *(f"* {text}" for text in more)]
    return lines


def against_section(verdict: ExperimentVerdict) -> list[str]:
    """Return what observed years say of an experiment, as lines of Markdown; none if not scored."""
    against = verdict.against
    if against is None:
        return []
    lines = [f"### {verdict.name} against data", "", against.why, ""]
    lines += [f"* {text}" for text in against.verdicts]
    return [*lines, ""]


def against_page(found: Sequence[HeldAgainst]) -> str:
    """Return the page of what observed years say of experiments, in Markdown."""
    lines = ["# Rival hypotheses against data", "", _AGAINST, ""]
    lines += [
        *_table(
            [{"": one.experiment, "experiment": one.title, "observed": one.short} for one in found]
        ),
        "",
    ]
    for one in found:
        lines += [f"## {one.experiment} {one.title}", "", one.why, ""]
        if one.verdicts:
            lines += [f"**{' '.join(one.verdicts)}**", ""]
        if one.table:
            lines += [*_table([dict(row) for row in one.table]), ""]
        lines += [f"* {text}" for text in one.more]
        if one.how:
            lines += ["", one.how]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def page(verdict: ExperimentVerdict) -> str:
    """Return the summary page of an experiment, in Markdown."""
    lines = [f"# {verdict.name} {verdict.title}", "", verdict.question, ""]
    lines += [f"**{verdict.words}**", "", *_sides(verdict), *_corners(verdict)]
    lines += _contest_if(verdict)
    lines += [*_registered(verdict, verdict.registered), "", *_table(prediction_rows(verdict)), ""]
    lines += [caption(verdict), ""]
    lines += [line.replace("### ", "## ") for line in against_section(verdict)]
    if verdict.limits:
        lines += ["## Limits", "", verdict.limits.strip(), ""]
    if verdict.amendments:
        lines += ["## Amended after a first run", ""]
        lines += [*(f"* {text}" for text in verdict.amendments), ""]
    lines += ["## Why each side predicts what it does", ""]
    lines += [
        f"* {row['side']}, {row['metric']} ({row['arms']}) {row['predicted']}: {row['why']}"
        for _, row in verdict.predictions.iterrows()
    ]
    return "\n".join(lines) + "\n"


def _table(rows: Sequence[dict[str, object]]) -> list[str]:
    if not rows:
        return []
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = [f"| {' | '.join(names)} |", f"|{'---|' * len(names)}"]
    return lines + [f"| {' | '.join(str(row.get(name, '')) for name in names)} |" for row in rows]
