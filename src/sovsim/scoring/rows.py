"""What a score found, as rows for a screen or a page."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from typing import Any

from sovsim.brief import clip, span
from sovsim.scoring.common import DIFFERS
from sovsim.scoring.difference import DIFFER, POOLS, pairs
from sovsim.scoring.score import Score

_MOST_ROWS = 8
_MOST_PAIRS = 3


def difference_rows(found: Score, x: str, y: str) -> list[dict[str, Any]]:
    """Return the pools and the indicators on which two arms differ most, for a screen."""
    table = found.differences
    part = table[(table["x"] == x) & (table["y"] == y) & (table["mark"] == "mae")]
    ranked = table[(table["x"] == x) & (table["y"] == y) & (table["mark"] == "crps")]
    crps = dict(zip(ranked["pool"], ranked["ratio"], strict=True))
    single = part[(part["kind"] == "indicator") & (part["apart"] >= DIFFERS)]
    single = single.sort_values("apart", ascending=False, kind="stable").head(_MOST_ROWS)
    order = [name for name in (DIFFER, *POOLS) if name in set(part["pool"])]
    rows = part.set_index("pool").loc[[*order, *single["pool"]]].reset_index()
    return [
        {
            "over": row["pool"],
            "rows": str(row["rows"]),
            "error": f"{row['ratio']:.3f}",
            "90 %": span(row["low"], row["high"], 3),
            "CRPS": f"{crps[row['pool']]:.3f}",
            "won": f"{row['won']:.2f}",
            "apart": f"{row['apart']:.3f}",
            "chance": f"{row['chance']:.2f}",
        }
        for row in rows.to_dict("records")
    ]


def tables_of_pairs(found: Score) -> list[tuple[list[dict[str, Any]], str]]:
    """Return the table of differences of each pair of arms with its title; of three at most."""
    shown = list(pairs(found.names))[:_MOST_PAIRS]
    return [
        (
            difference_rows(found, found.names[x], found.names[y]),
            f"Error of {found.names[x]} over that of {found.names[y]}",
        )
        for x, y in shown
    ]


def weight_rows(found: Score) -> list[dict[str, Any]]:
    """Return each arm's error over persistence, its weights, and its placebo."""
    crps, log = found.stacks
    wins = {
        one.name: one.placebo.set_index(["on", "group"])["wins"].to_dict() for one in found.arms
    }
    rows = []
    for at, name in enumerate(found.names):
        one, other = crps.table.iloc[at], log.table.iloc[at]
        placebo = wins[name].get(("change", "alignment, dependence"), math.nan)
        still = found.persistence.get(name, math.nan)
        rows.append(
            {
                "arm": clip(name, 16),
                "by CRPS": f"{one['weight']:.2f}",
                "90 %": span(one["low"], one["high"]),
                "by log": f"{other['weight']:.2f}",
                "90 % ": span(other["low"], other["high"]),
                "cuts out": span(one["least"], one["most"]),
                "error": "-" if math.isnan(still) else f"{still:.3f}",
                "placebo": "-" if math.isnan(placebo) else f"{placebo:.2f}",
            }
        )
    return rows


def event_title(found: Score) -> str:
    """Return the heading of the table of events."""
    which = f", {found.names[0]} less {found.names[1]}" if len(found.names) == 2 else ""
    return f"Chances of events on state-years: difference in log loss{which}"


def event_rows(found: Score) -> list[dict[str, Any]]:
    """Return how the log loss of chances of events differs."""
    part = found.events[found.events["method"] == "model"]
    alone = len(found.names) == 2
    return [
        {
            "event": row["event"],
            **({} if alone else {"arms": f"{clip(row['x'], 12)} - {clip(row['y'], 12)}"}),
            "cases": f"{row['cases']} of {row['n']}",
            "log loss": f"{row['difference']:+.4f}",
            "90 %": f"{row['low']:+.4f} to {row['high']:+.4f}",
            "nearer": _nearer(row),
        }
        for row in part.to_dict("records")
        if row["difference"] != 0 or row["low"] != 0 or row["high"] != 0
    ]


def _nearer(row: Mapping[Hashable, Any]) -> str:
    if row["low"] <= 0 <= row["high"]:
        return "-"
    return clip(str(row["x"] if row["high"] < 0 else row["y"]), 12)
