"""All experiments at a glance: in what share of the ranges each side's predictions hold."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sovsim.experiment.verdict import ExperimentVerdict
from sovsim.plots import style
from sovsim.plots.settings import drawn
from sovsim.plots.style import NO_NOTES, Notes
from sovsim.plots.verdict_marks import MARKS, draw_interval, write

Row = Mapping[Hashable, Any]

KINDS: dict[str, str] = {
    "contest": "Contests: the model may decide for a side",
    "switch": "Switches: each side's mechanism is put in by hand, so that there is no winner",
}
"""Kind of experiment -> heading."""

_COLUMNS = (3.05, 0.35, 2.85, 1.4)
"""Widths of titles, sides, shares and verdicts, in inches."""
_ROW = 0.165
_GAP = 0.085
_HEAD = 0.3
_TITLE_CHARS = 39


def overview_table(verdicts: Sequence[ExperimentVerdict]) -> pd.DataFrame:
    """Return a row per experiment and side, contests first.

    Columns: ``experiment, title, kind, side, verdict, share, low, high``; the share of the sampled
    ranges at which all that counts of a side's predictions holds at once (any, by its rule).
    """
    rows = [
        {
            "experiment": verdict.name,
            "title": verdict.title,
            "kind": verdict.kind,
            "side": side.side,
            "verdict": side.verdict,
            "share": side.space.share,
            "low": side.space.low,
            "high": side.space.high,
        }
        for kind in KINDS
        for verdict in verdicts
        if verdict.kind == kind
        for side in verdict.sides
    ]
    return pd.DataFrame(rows)


@drawn
def draw_overview(table: pd.DataFrame, *, notes: Notes = NO_NOTES) -> Figure:
    """Return the shares of all sides with their intervals and verdicts.

    Args:
        table: of `overview_table`.
        notes: title, caption and stamp.
    """
    rows = table.to_dict("records")
    places, heads, height = _places(rows)
    fig = style.new_figure(height=height + 1.35)
    grid = fig.add_gridspec(1, 4, width_ratios=_COLUMNS)
    titles, sides, shares, words = (fig.add_subplot(grid[0, place]) for place in range(4))
    for ax in (titles, sides, shares, words):
        style.bare(ax)
        ax.set_ylim(height, 0.0)
    titles.set_zorder(5)
    titles.patch.set_visible(False)
    _dress(shares)
    for number, (row, place) in enumerate(zip(rows, places, strict=True)):
        verdict = str(row["verdict"])
        if number == 0 or rows[number - 1]["experiment"] != row["experiment"]:
            _write_title(titles, row, place)
            _rule(titles, place - (_ROW + _GAP) / 2)
        write(sides, 0.5, place, str(row["side"]), ha="center", color=style.MUTED)
        draw_interval(shares, place, row["share"], row["low"], row["high"], verdict)
        if math.isnan(row["share"]):
            write(shares, 0.5, place, "nothing sampled", ha="center", color=style.MUTED)
        told = verdict if math.isnan(row["share"]) else f"{verdict}  {row['share']:.0%}"
        write(words, 0.06, place, told, color=MARKS[verdict].colour, fontweight="bold")
    for kind, place in heads.items():
        write(titles, 0.0, place, KINDS[kind], fontsize=style.TEXT, fontweight="bold", zorder=6)
        shares.axhspan(
            place - 0.11, place + 0.1, color=style.PAPER, zorder=2.5, linewidth=0, clip_on=False
        )
    caption = (
        "Mark and line: share of the sampled ranges at which what a side predicts holds at once, "
        "with its interval. It counts ranges that we chose and is no probability of being right. "
        "The verdict is about the mean over the ranges, so that it may differ from the share."
    )
    return style.finish(fig, caption, notes)


def _places(rows: Sequence[Row]) -> tuple[list[float], dict[str, float], float]:
    """Return the middle of each row and of each heading, and the height, in inches."""
    places: list[float] = []
    heads: dict[str, float] = {}
    top, before = 0.0, None
    for row in rows:
        kind = str(row["kind"])
        if kind not in heads:
            top += 0.1 if heads else 0.0
            heads[kind] = top + _HEAD / 2
            top += _HEAD
        if row["experiment"] != before:
            top += _GAP
            before = row["experiment"]
        places.append(top + _ROW / 2)
        top += _ROW
    return places, heads, top + _GAP


def _dress(ax: Axes) -> None:
    style.dress(ax, title="Share of ranges at which a side's predictions hold")
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(side == "bottom")
    ax.set_xlim(0.0, 1.0)
    ticks = [0.0, 0.25, 0.5, 0.75, 1.0]
    ax.set_xticks(ticks, [f"{tick:.0%}" for tick in ticks])
    for tick in ticks:
        ax.axvline(tick, color=style.FAINT, linewidth=0.7, zorder=0)


def _rule(ax: Axes, place: float) -> None:
    """Draw a line through all columns, from the first one."""
    across = (sum(_COLUMNS) + 0.6) / _COLUMNS[0]
    line = ax.axhline(place, 0.0, across, color=style.FAINT, linewidth=0.6, clip_on=False)
    line.set_in_layout(False)


def _write_title(ax: Axes, row: Row, place: float) -> None:
    """Write name and title over the two rows of an experiment."""
    name = str(row["experiment"])
    indent = 0.2 if len(name) <= 6 else 0.0
    title = str(row["title"]) if indent else f"{name} {row['title']}"
    lines = textwrap.wrap(title, _TITLE_CHARS)[:2]
    if indent:
        write(ax, 0.0, place, name, fontweight="bold")
    for number, line in enumerate(lines):
        write(ax, indent, place + number * _ROW, line)
