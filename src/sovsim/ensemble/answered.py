"""What came out of a comparison, in a sentence: from its rows, and from nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from sovsim.brief import clip, count
from sovsim.ensemble.several import Several
from sovsim.metrics import METRICS
from sovsim.region import Region
from sovsim.telling.metrics import metric_name
from sovsim.telling.names import Names, listed

MOST = 4
"""Outcomes of one kind that a sentence names; the others are counted."""


def outcome_name(metric: str, state: str, region: Region) -> str:
    """Return an outcome in words: ``Kazakhstan's autonomy``, ``coercion in Kazakhstan``."""
    name = metric_name(metric, region.poles)
    if not state:
        return name
    whose = Names(region)(state)
    if METRICS[metric].across == "sum":
        return f"{name} in {whose}"
    return f"{whose}'{'' if whose.endswith('s') else 's'} {name}"


def answers(found: Several) -> list[str]:
    """Return what each scenario changes against the first, a sentence each."""
    first, *others = found.scenarios
    titles = _titles(found)
    region = found.scenarios[first].region
    table = found.table
    return [
        _sentence(titles[letter], table[table["scenario"] == letter].to_dict("records"), region)
        for letter in others
    ]


def _titles(found: Several) -> dict[str, str]:
    """Return how sentences call the scenarios: by their titles where these differ."""
    titles = {key: clip(each.title, 90) for key, each in found.scenarios.items()}
    same = len(set(titles.values())) < len(titles)
    return {key: f"{key}, {each}," if same else f"{key}, “{each}”," for key, each in titles.items()}


def _sentence(subject: str, rows: Sequence[Mapping[Any, Any]], region: Region) -> str:
    """Return what one scenario does against the first: changes, then what stays, then the rest.

    Where all rows are of one state it is named once.
    """
    told: dict[str, list[str]] = {
        kind: [] for kind in ("changes", "identical", "same", "alone", "open")
    }
    states = {str(row["state"]) for row in rows}
    [state] = states if len(states) == 1 else [""]
    for row in sorted(rows, key=_weight, reverse=True):
        whose = "" if state else str(row["state"])
        name = outcome_name(str(row["metric"]), whose, region)
        kind, words = _clause(name, row)
        told[kind].append(words)
    parts = [_few(told["changes"])] if told["changes"] else ["changes nothing for certain"]
    if told["identical"]:
        runs = next(row["runs"] for row in rows if row["identical"])
        parts.append(f"the same in all {runs} runs: {_few(told['identical'])}")
    if told["same"]:
        parts.append(f"the same for what matters: {_few(told['same'])}")
    if told["alone"]:
        words = _few(told["alone"])
        parts.append(f"clear by itself, but undecided among {len(rows)} outcomes: {words}")
    if told["open"]:
        parts.append(f"undecided: {_few(told['open'])}")
    where = f"In {Names(region)(state)}, against A," if state else "Against A,"
    return f"{where} {subject} {'; '.join(parts)}."


def clear_alone(row: Mapping[Any, Any]) -> bool:
    """Return whether an undecided row's own interval leaves out all that does not matter."""
    if row["identical"] or row["direction"] in ("higher", "lower", "same"):
        return False
    low, high, smallest = (float(row[key]) for key in ("low", "high", "smallest"))
    return low > smallest or high < -smallest


def _clause(name: str, row: Mapping[Any, Any]) -> tuple[str, str]:
    """Return the kind of a row, and what it says."""
    low, high, value = (float(row[key]) for key in ("low", "high", "difference"))
    if pd.isna(value):
        return "open", f"{name} (not defined)"
    if row["identical"]:
        return "identical", name
    direction = str(row["direction"])
    if direction in ("higher", "lower"):
        verb = "raises" if direction == "higher" else "lowers"
        return "changes", f"{verb} {name} by {abs(value):.3g} {_between(low, high)}"
    if direction == "same":
        return "same", f"{name} (within {float(row['smallest']):g})"
    kind = {"not_lower": "not lower, ", "not_higher": "not higher, "}.get(direction, "")
    if clear_alone(row):
        return "alone", f"{name} ({low:+.2g} to {high:+.2g})"
    beside = low > 0.0 or high < 0.0
    small = f"; perhaps less than the {float(row['smallest']):g} that matters" if beside else ""
    return "open", f"{name} ({kind}{low:+.2g} to {high:+.2g}{small})"


def _between(low: float, high: float) -> str:
    if low * high <= 0:
        return f"({low:+.3g} to {high:+.3g})"
    ends = sorted((abs(low), abs(high)))
    return f"({ends[0]:.3g} to {ends[1]:.3g})"


def _weight(row: Mapping[Any, Any]) -> tuple[bool, float]:
    """Return what is told first: levels before counts, then what is clearest.

    A scenario often sets counts itself, such as missions; what follows from them is news. How clear
    a difference is, is its size in half-widths of the interval.
    """
    level = METRICS[str(row["metric"])].across != "sum"
    width = float(row["high"]) - float(row["low"])
    value = abs(float(row["difference"]))
    if pd.isna(value):
        return level, -1.0
    return level, value / width if width > 0 else float("inf") if value else 0.0


def _few(words: Sequence[str]) -> str:
    left = len(words) - MOST
    return listed([*words[:MOST], f"{count(left, 'other')} below"] if left > 0 else words)
