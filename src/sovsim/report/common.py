"""How common the course of a run is, as the report tells it; the counting is done elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from sovsim.ensemble.how_common import MOVED, Commonness
from sovsim.metrics import HEADLINE, METRICS
from sovsim.report.rows import number
from sovsim.report.story import Told
from sovsim.telling.about import concerned
from sovsim.telling.metrics import metric_name
from sovsim.telling.names import Names

_RARE, _USUAL = 0.2, 0.6
_FIRST = 3


@dataclass(frozen=True)
class Happening:
    """A turn of the run, and how often it is taken in other runs."""

    words: str
    share: str
    rank: str


@dataclass(frozen=True)
class Moved:
    """How far a state moved, and the share of other runs in which it moved the same way."""

    state: str
    cells: list[tuple[str, str]]


@dataclass(frozen=True)
class Stands:
    """A headline outcome of the run among those of others."""

    name: str
    unit: str
    value: str
    others: str
    below: str
    meaning: str


@dataclass(frozen=True)
class Common:
    """What the report says of other runs; `first` are the turns about the states in focus."""

    runs: int
    since: str
    happenings: list[Happening]
    first: list[Happening]
    columns: list[str]
    moves: list[Moved]
    metrics: list[Stands]
    command: str


def common_rows(
    found: Commonness, turns: Sequence[Told], focus: Sequence[str], names: Names
) -> Common:
    """Return the rows of a report.

    Args:
        found: where the run stands.
        turns: turning points, as the report tells them; imposed ones are left out.
        focus: codes of the states in focus.
        names: of the region.
    """
    told = [
        (turn, Happening(turn.words, _share(share), _rank(share)))
        for turn in turns
        if not turn.by and (share := found.share_of(turn.key)) is not None
    ]
    about = [happening for turn, happening in told if _about(turn, focus, names)]
    return Common(
        runs=found.runs,
        since=found.since,
        happenings=[happening for _, happening in told],
        first=(about or [happening for _, happening in told])[:_FIRST],
        columns=[names.readable(name) for name in MOVED],
        moves=[_moved(found.moves, code, names) for code in focus],
        metrics=[_stands(row, names) for row in _headlines(found.metrics)],
        command=f"sovsim report RUN --runs {found.runs}",
    )


def _about(turn: Told, focus: Sequence[str], names: Names) -> bool:
    found = [code for name in turn.key[1:] for code in concerned(name, names.region)]
    return any(code in focus for code in found)


def _signed(change: float) -> str:
    return f"{change:+.2f}".replace("-", "\u2212")


def _share(share: float) -> str:
    return f"{share:.0%}".replace("%", "\u00a0%")


def _rank(share: float) -> str:
    if share >= _USUAL:
        return "usual"
    return "rare" if share < _RARE else "one way among others"


def _moved(moves: pd.DataFrame, code: str, names: Names) -> Moved:
    rows = {row["variable"]: row for row in moves[moves["state"] == code].to_dict("records")}
    return Moved(
        state=names(code),
        cells=[
            (_signed(float(rows[name]["change"])), _share(float(rows[name]["same_way"])))
            for name in MOVED
        ],
    )


def _headlines(metrics: pd.DataFrame) -> list[dict[str, object]]:
    rows = {str(row["metric"]): row for row in metrics.to_dict("records")}
    found = [rows[name] for name in HEADLINE if name in rows]
    return [{str(key): value for key, value in row.items()} for row in found]


def _stands(row: dict[str, object], names: Names) -> Stands:
    unit, name = str(row["unit"]), str(row["metric"])
    low, middle, high = (number(float(str(row[key])), unit) for key in ("low", "middle", "high"))
    return Stands(
        name=metric_name(name, names.poles),
        unit=unit,
        value=number(row["value"], unit),
        others=f"{middle} ({low} to {high})",
        below=_share(float(str(row["below"]))),
        meaning=names.local(METRICS[name].meaning),
    )
