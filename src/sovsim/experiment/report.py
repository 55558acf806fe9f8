"""What an experiment leaves on disk: verdicts for programs, a summary page for readers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from sovsim.disk.parquet import encode_frame
from sovsim.disk.put import make_folder, put, put_json
from sovsim.experiment.asked import asked
from sovsim.experiment.folder import ASKED, VERDICTS
from sovsim.experiment.verdict import ExperimentVerdict

if TYPE_CHECKING:
    from sovsim.experiment.run import Finished


def write(finished: Finished, folder: Path) -> None:
    """Write what was asked and what came out.

    ``experiment.json`` holds the question, ``verdicts.json`` and ``verdicts.parquet`` the answer,
    ``outcomes.parquet`` the runs, and ``summary.md`` all of it for readers.
    """
    make_folder(folder)
    verdict = finished.verdict
    put_json(folder / ASKED, asked(finished.experiment).as_dict())
    put_json(folder / VERDICTS, verdict.as_dict())
    flat = verdict.predictions.assign(
        experiment=verdict.name,
        split_by=["; ".join(map(str, row)) for row in verdict.predictions["split_by"]],
    )
    put(folder / "verdicts.parquet", encode_frame(flat))
    put(folder / "outcomes.parquet", encode_frame(finished.table))
    put(folder / "summary.md", page(verdict))


def write_all(finished: Sequence[Finished], folder: Path) -> None:
    """Write the summary over several experiments; the JSON files hold a list of what `write` does.

    Args:
        finished: the experiments, in the order wanted.
        folder: of the summary; runs and tables stay in the folder of each experiment.
    """
    make_folder(folder)
    verdicts = [entry.verdict for entry in finished]
    put_json(folder / ASKED, [asked(entry.experiment).as_dict() for entry in finished])
    put_json(folder / VERDICTS, [verdict.as_dict() for verdict in verdicts])
    rows = [line for verdict in verdicts for line in overview_rows(verdict)]
    put(folder / "verdicts.parquet", encode_frame(pd.DataFrame(rows)))
    put(folder / "summary.md", summary(verdicts))


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


def overview_rows(verdict: ExperimentVerdict) -> list[dict[str, object]]:
    """Return one row per side for lists over several experiments."""
    return [
        {
            "experiment": verdict.name,
            "title": verdict.title,
            "kind": verdict.kind,
            "side": side.side,
            "verdict": side.verdict,
            "share of ranges": _share(side.space.share, side.space.low, side.space.high),
            "depends on": "; ".join(side.depends_on),
        }
        for side in verdict.sides
    ]


def prediction_rows(verdict: ExperimentVerdict) -> list[dict[str, object]]:
    """Return one row per prediction for the screen and the page."""
    return [
        {
            "side": row["side"],
            "metric": row["metric"],
            "arms": row["arms"],
            "predicted": row["predicted"],
            "difference": _interval(row["difference"], row["low"], row["high"]),
            "smallest": float(row["smallest"]),
            "superiority": _number(row["superiority"]),
            "share of ranges": _share(row["held"], row["held_low"], row["held_high"]),
            "verdict": f"{row['verdict']} (check)" if row["check"] else row["verdict"],
        }
        for _, row in verdict.predictions.iterrows()
    ]


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


def caption(verdict: ExperimentVerdict) -> str:
    """Return how the figures were made, in a sentence or two."""
    methods = sorted(set(verdict.predictions["method"]))
    points = f", {verdict.points} points of the parameter space" if verdict.points else ""
    reason = f" Stopping rule: {verdict.stopped}." if verdict.stopped else ""
    return (
        f"{verdict.runs} runs of each arm on common random numbers{points}, seed {verdict.seed}. "
        f"Intervals at {verdict.confidence:.0%} ({', '.join(methods)}); p-values corrected by "
        f"Holm over the predictions.{reason} The share of ranges counts sampled points by the "
        "mean of their runs."
    )


def _table(rows: Sequence[dict[str, object]]) -> list[str]:
    if not rows:
        return []
    names = list(rows[0])
    lines = [f"| {' | '.join(names)} |", f"|{'---|' * len(names)}"]
    return lines + [f"| {' | '.join(str(row[name]) for name in names)} |" for row in rows]


def _interval(value: float, low: float, high: float) -> str:
    return f"{_number(value)} [{_number(low)}, {_number(high)}]"


def _share(share: float, low: float, high: float) -> str:
    if math.isnan(share):
        return "-"
    return f"{share:.0%} [{low:.0%}, {high:.0%}]"


def _number(value: float) -> str:
    return "-" if math.isnan(value) else f"{value:.3g}"
