"""Verdicts as a page for readers, in Markdown: of one experiment, or over several."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sovsim.experiment.rows import caption, prediction_rows
from sovsim.experiment.verdict import ExperimentVerdict


def summary(verdicts: Sequence[ExperimentVerdict]) -> str:
    """Return the page over several experiments, in Markdown: a table, then each in words."""
    lines = ["# Rival hypotheses", "", _INTRODUCTION, ""]
    lines += [*_table([_line(verdict) for verdict in verdicts]), ""]
    for verdict in verdicts:
        lines += section(verdict)
    return "\n".join(lines).rstrip() + "\n"


_INTRODUCTION = """\
What became of each pair of rival readings in the model. In a *contest* a side may win; in a
*switch* each side's mechanism is put in by hand, and the experiment shows which traces would tell
the two apart. Beside each verdict stands the share of the sampled ranges at which all that a side
predicts holds at once. The ranges are ours, so it is no probability, and nothing here says what
happened in the world. Made by `sovsim experiment --all --out DIR`."""


def _line(verdict: ExperimentVerdict) -> dict[str, object]:
    sides = {side.side: f"{side.verdict}, {_percent(side.space.share)}" for side in verdict.sides}
    return {"": verdict.name, "experiment": verdict.title, "kind": verdict.kind, **sides}


def section(verdict: ExperimentVerdict) -> list[str]:
    """Return what became of an experiment, as lines of Markdown."""
    lines = [f"## {verdict.name} {verdict.title}", "", verdict.question, ""]
    lines += [f"**{verdict.words}**", ""]
    for side in verdict.sides:
        share = _percent(side.space.share)
        lines.append(f"* {side.side}: {side.statement} *{side.verdict}, {share} of the ranges*")
        lines += [f"  * depends on {text}" for text in side.depends_on]
    if verdict.limits:
        lines += ["", f"What the model cannot tell: {' '.join(verdict.limits.split())}"]
    if verdict.amendments:
        lines += ["", "Amended after a first run:", ""]
        lines += [f"* {text}" for text in verdict.amendments]
    return [*lines, ""]


def _percent(share: float) -> str:
    return "no ranges" if math.isnan(share) else f"{share:.0%}"


def page(verdict: ExperimentVerdict) -> str:
    """Return the summary page of an experiment, in Markdown."""
    lines = [f"# {verdict.name} {verdict.title}", "", verdict.question, ""]
    for side in verdict.sides:
        lines.append(f"* **{side.side}** {side.statement} - **{side.verdict}**")
        lines += [f"  * depends on {text}" for text in side.depends_on]
    lines += ["", f"**{verdict.words}**", "", *_table(prediction_rows(verdict)), ""]
    lines += [caption(verdict), ""]
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
    names = list(rows[0])
    lines = [f"| {' | '.join(names)} |", f"|{'---|' * len(names)}"]
    return lines + [f"| {' | '.join(str(row[name]) for name in names)} |" for row in rows]
