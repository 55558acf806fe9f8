"""The table of behaviour as a page of the documentation."""

from __future__ import annotations

from collections.abc import Sequence

from sovsim.studies.behaviour.row import Row

_HEAD = """# How the model behaves

The figures by which the model's world is judged, from default parameters, beside what is wanted
of them. A target is met where the 80 % band of the figure (runs drawn again) touches it; a figure
without a target is reported. *Before* is what version 0.1.0 showed, where it was measured.

The targets are ours. They say which tendencies a reader who knows the region would miss; they are
no data, and since sizes were chosen with an eye on them, meeting them is no evidence for the
model. `sovsim behaviour --markdown` makes this page; {runs} runs of each arm, seed {seed}.

**{met} of {judged} targets are met.**
"""


def page(found: Sequence[Row], runs: int, seed: int) -> str:
    """Return the page in Markdown; what is missed stands first."""
    judged = [row for row in found if row.verdict != "reported"]
    met = [row for row in judged if row.verdict == "met"]
    lines = [_HEAD.format(runs=runs, seed=seed, met=len(met), judged=len(judged))]
    missed = [row for row in judged if row.verdict == "missed"]
    if missed:
        lines += ["## Missed", "", *_table(missed), ""]
    for group in dict.fromkeys(row.group for row in found):
        lines += [
            f"## {group.capitalize()}",
            "",
            *_table([r for r in found if r.group == group]),
            "",
        ]
    return "\n".join(lines).rstrip() + "\n"


def _table(rows: Sequence[Row]) -> list[str]:
    lines = ["| question | before | now | 80 % band | wanted | |", "|---|---|---|---|---|---|"]
    lines += [
        f"| {row.question} | {row.before or '-'} | {row.value:.2f} | "
        f"{row.low:.2f} to {row.high:.2f} | {row.wanted or '-'} | {row.verdict} |"
        for row in rows
    ]
    return lines
