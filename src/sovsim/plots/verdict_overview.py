"""All experiments at a glance: what each side says, and in what share of the ranges it holds."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sovsim.experiment.verdict import ExperimentVerdict
from sovsim.experiment.words import THIRD, TWO_THIRDS, percent
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

_ZONE = "#f1f1ec"
_COLUMNS = (3.5, 2.1, 2.05)
"""Widths of statements, shares and verdicts, in inches."""
_LINE = 0.145
_PAD = 0.055
_GAP = 0.1
_HEAD = 0.3
_CHARS = 55
_INDENT = 0.042
"""Of a statement behind the letter of its side, as a share of the column."""


def overview_table(verdicts: Sequence[ExperimentVerdict]) -> pd.DataFrame:
    """Return a row per experiment and side, contests first.

    Columns: ``experiment, title, kind, side, statement, verdict, because, share, low, high,
    at_work``; the
    share of the sampled ranges in which all that counts of a side's predictions holds at once
    (any, by its rule).
    """
    rows = [
        {
            "experiment": verdict.name,
            "title": verdict.title,
            "kind": verdict.kind,
            "side": side.side,
            "statement": side.statement,
            "verdict": side.verdict,
            "because": side.because,
            "share": side.space.share,
            "low": side.space.low,
            "high": side.space.high,
            "at_work": verdict.at_work,
        }
        for kind in KINDS
        for verdict in verdicts
        if verdict.kind == kind
        for side in verdict.sides
    ]
    return pd.DataFrame(rows)


@dataclass(frozen=True)
class _Laid:
    """Where a row stands: the middle of its first line, its lines, and its title's line if any."""

    place: float
    lines: list[str]
    title: float | None


@drawn
def draw_overview(table: pd.DataFrame, *, notes: Notes = NO_NOTES) -> Figure:
    """Return what the sides say, their shares with intervals, and their verdicts.

    Args:
        table: of `overview_table`.
        notes: title, caption and stamp.
    """
    rows = table.to_dict("records")
    laid, heads, height = _places(rows)
    fig = style.new_figure(height=height + 1.5)
    grid = fig.add_gridspec(1, 3, width_ratios=_COLUMNS)
    names, shares, words = (fig.add_subplot(grid[0, place]) for place in range(3))
    for ax in (names, shares, words):
        style.bare(ax)
        ax.set_ylim(height, 0.0)
    names.set_zorder(5)
    names.patch.set_visible(False)
    _dress(shares)
    for row, at in zip(rows, laid, strict=True):
        if at.title is not None:
            _write_title(names, row, at.title)
            if row.get("at_work"):
                told = f"both at work: {row['at_work']}"
                write(words, 1.0, at.title, told, color=style.MUTED, ha="right")
        write(names, 0.0, at.place, str(row["side"]), color=style.MUTED)
        for number, line in enumerate(at.lines):
            write(names, _INDENT, at.place + number * _LINE, line)
        _write_result(shares, words, row, at.place)
    for kind, place in heads.items():
        write(names, 0.0, place, KINDS[kind], fontsize=style.TEXT, fontweight="bold", zorder=6)
        shares.axhspan(
            place - 0.11, place + 0.1, color=style.PAPER, zorder=2.5, linewidth=0, clip_on=False
        )
    caption = (
        "Mark and line: share of the sampled ranges in which all that a side predicts holds at "
        "once, with its interval. Holds: at least two thirds, and on average (shaded); fails: at "
        "most a third, and not on average (shaded); depends: in between; open: the runs do not "
        "settle it. It counts ranges that we chose and is no probability of being right."
    )
    if table["at_work"].any():
        caption += " Both at work: the shares where the mechanisms of both sides act."
    return style.finish(fig, caption, notes)


def _places(rows: Sequence[Row]) -> tuple[list[_Laid], dict[str, float], float]:
    """Return where each row and each heading stands, and the height, in inches."""
    laid: list[_Laid] = []
    heads: dict[str, float] = {}
    top, before = 0.0, None
    for row in rows:
        kind, title = str(row["kind"]), None
        if kind not in heads:
            top += 0.1 if heads else 0.0
            heads[kind] = top + _HEAD / 2
            top += _HEAD
        if row["experiment"] != before:
            top += _GAP
            before = row["experiment"]
            title = top + _LINE / 2
            top += _LINE + _PAD
        lines = textwrap.wrap(str(row["statement"]), _CHARS)[:3]
        laid.append(_Laid(top + _LINE / 2, lines, title))
        top += max(1, len(lines)) * _LINE + _PAD
    return laid, heads, top + _GAP


def _dress(ax: Axes) -> None:
    style.dress(ax, title="Share of ranges in which it holds")
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(side == "bottom")
    ax.set_xlim(0.0, 1.0)
    for low, high in ((0.0, THIRD), (TWO_THIRDS, 1.0)):
        ax.axvspan(low, high, color=_ZONE, zorder=0, linewidth=0)
    ticks = [0.0, THIRD, TWO_THIRDS, 1.0]
    ax.set_xticks(ticks, ["0%", "a third", "two thirds", "100%"])
    for tick in ticks:
        ax.axvline(tick, color=style.FAINT, linewidth=0.7, zorder=0.5)


def _write_title(ax: Axes, row: Row, place: float) -> None:
    """Write name and title over the rows of an experiment, and a line above through all columns."""
    across = (sum(_COLUMNS) + 0.4) / _COLUMNS[0]
    line = ax.axhline(
        place - (_LINE + _GAP) / 2, 0.0, across, color=style.FAINT, linewidth=0.6, clip_on=False
    )
    line.set_in_layout(False)
    title = textwrap.shorten(f"{row['experiment']}  {row['title']}", _CHARS, placeholder=" …")
    write(ax, 0.0, place, title, fontweight="bold")


def _write_result(shares: Axes, words: Axes, row: Row, place: float) -> None:
    verdict = str(row["verdict"])
    draw_interval(shares, place, row["share"], row["low"], row["high"], verdict)
    told = verdict
    if math.isnan(row["share"]):
        write(shares, 0.5, place, "nothing sampled", ha="center", color=style.MUTED)
    else:
        told = f"{verdict}  {percent(row['share'])}"
    colour = MARKS[verdict].colour
    write(words, 0.04, place, told, color=colour, fontweight="bold")
    if row["because"]:
        write(words, 0.55, place, str(row["because"]), color=colour)
