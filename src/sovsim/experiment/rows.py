"""Verdicts as rows of plain words, for the screen, the page and the report."""

from __future__ import annotations

import math

from sovsim.analysis.superiority import Share
from sovsim.brief import count
from sovsim.experiment.verdict import ExperimentVerdict
from sovsim.experiment.words import labelled, with_interval


def overview_rows(verdict: ExperimentVerdict) -> list[dict[str, object]]:
    """Return one row per side for lists over several experiments."""
    return [
        {
            "experiment": verdict.name,
            "title": verdict.title,
            "kind": verdict.kind,
            "side": side.side,
            "says": side.statement,
            "verdict": labelled(side.verdict, side.because),
            "share of ranges": _share(side.space),
            "depends on": "; ".join(side.depends_on),
        }
        for side in verdict.sides
    ]


def prediction_rows(verdict: ExperimentVerdict) -> list[dict[str, object]]:
    """Return one row per prediction for the screen and the page."""
    return [
        {
            "side": f"{row['side']} (check)" if row["check"] else row["side"],
            "metric": row["metric"],
            "arms": row["arms"],
            "predicted": row["predicted"].replace("_", " "),
            "difference": _interval(row["difference"], row["low"], row["high"]),
            "smallest": float(row["smallest"]),
            "superiority": _number(row["superiority"]),
            "share of ranges": _share(Share(row["held"], row["held_low"], row["held_high"])),
            "verdict": labelled(row["verdict"], row["because"]),
        }
        for _, row in verdict.predictions.iterrows()
    ]


def caption(verdict: ExperimentVerdict) -> str:
    """Return how the figures were made, in a sentence or two."""
    methods = sorted(set(verdict.predictions["method"]))
    points = f", {count(verdict.points, 'point')} of the parameter space" if verdict.points else ""
    posterior = f" {verdict.posterior}" if verdict.posterior else ""
    reason = f" Stopping rule: {verdict.stopped}." if verdict.stopped else ""
    return (
        f"{verdict.runs} runs of each arm on common random numbers{points}, seed {verdict.seed}. "
        f"Intervals at {verdict.confidence:.0%} ({', '.join(methods)}); what an average shows is "
        f"corrected by Holm over the predictions.{reason} The share of ranges counts sampled "
        "points by the mean of their runs, with what chance adds taken off. Superiority: share of "
        "pairs of runs in which the first arm has more, ties half. Four arms: the difference of "
        f"the first two less that of the last two.{posterior}"
    )


def _interval(value: float, low: float, high: float) -> str:
    return f"{_number(value)} [{_number(low)}, {_number(high)}]"


def _share(share: Share) -> str:
    return "-" if math.isnan(share.share) else with_interval(share)


def _number(value: float) -> str:
    return "-" if math.isnan(value) else f"{value:.3g}"
