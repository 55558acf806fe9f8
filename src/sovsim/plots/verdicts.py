"""What became of an experiment's predictions: every one in a row, in one scale.

Differences are counted in the smallest effect that matters of their own metric, so that what is
too small to matter lies between -1 and 1 in every row, whatever the metric's unit.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from sovsim.experiment.words import labelled, percent
from sovsim.plots import style
from sovsim.plots.settings import drawn
from sovsim.plots.style import NO_NOTES, Notes
from sovsim.plots.verdict_marks import MARKS, draw_interval, number, signed, write
from sovsim.region.poles import USUAL, Poles
from sovsim.telling.metrics import metric_name

Row = dict[Hashable, Any]
Line = tuple[str, bool]
"""A line of text, and whether it is strong."""

CHECKS = "checks"

BAND = "#ecece6"
PREDICTED = "#bfd6ea"
_EDGE = "#5d8db8"

_REGIONS: dict[str, tuple[float, float]] = {
    "higher": (1.0, math.inf),
    "lower": (-math.inf, -1.0),
    "same": (-1.0, 1.0),
    "not_lower": (-1.0, math.inf),
    "not_higher": (-math.inf, 1.0),
}
"""Predicted direction -> where the difference would have to lie."""

_COLUMNS = (2.3, 2.75, 1.0, 1.95)
"""Widths of names, differences, shares and verdicts, in inches."""
_LINE = 0.145
_PAD = 0.13
_NAME_CHARS = 37
_HEAD_CHARS = 112


def verdict_table(predictions: pd.DataFrame) -> pd.DataFrame:
    """Return a row per prediction, by side, checks at the end.

    Columns: ``group`` (A, B or checks), ``side, metric, arms, predicted, verdict, because``;
    ``value, low, high`` in smallest effects that matter; ``told`` (the difference in its own unit);
    ``smallest``; ``share, share_low, share_high`` of the sampled ranges.

    Args:
        predictions: of a verdict (`sovsim.experiment.verdict.ExperimentVerdict`).
    """
    smallest = predictions["smallest"]
    table = pd.DataFrame(
        {
            "group": np.where(predictions["check"], CHECKS, predictions["side"]),
            "side": predictions["side"],
            "metric": predictions["metric"],
            "arms": [minus(x, y) for x, y in zip(predictions["x"], predictions["y"], strict=True)],
            "predicted": [name.replace("_", " ") for name in predictions["predicted"]],
            "region": [_REGIONS[name] for name in predictions["predicted"]],
            "verdict": predictions["verdict"],
            "because": predictions["because"],
            **{
                to: (predictions[name] / smallest).replace([np.inf, -np.inf], np.nan)
                for to, name in (("value", "difference"), ("low", "low"), ("high", "high"))
            },
            "told": [
                _told(*row)
                for row in predictions[["difference", "low", "high", "smallest"]].itertuples(
                    index=False
                )
            ],
            "smallest": smallest,
            "share": predictions["held"],
            "share_low": predictions["held_low"],
            "share_high": predictions["held_high"],
        }
    )
    order = table["group"].map(["A", "B", CHECKS].index)
    return table.loc[order.sort_values(kind="stable").index].reset_index(drop=True)


@drawn
def draw_verdicts(
    table: pd.DataFrame,
    *,
    heads: Mapping[str, str],
    units: Mapping[str, str] | None = None,
    poles: Poles = USUAL,
    notes: Notes = NO_NOTES,
) -> Figure:
    """Return a forest of predictions with the share of the sampled ranges and the verdicts.

    Args:
        table: of `verdict_table`.
        heads: what stands above the rows of each group.
        units: metric -> its unit.
        poles: what the region calls its powers.
        notes: title, caption and stamp.
    """
    rows = table.to_dict("records")
    labels = [_label(row, poles) for row in rows]
    results = [_result(row, (units or {}).get(str(row["metric"]), "")) for row in rows]
    places, above, height = _places(rows, labels, results, heads)
    sampled = bool(table["share"].notna().any())
    widths = _COLUMNS if sampled else (_COLUMNS[0], _COLUMNS[1] + 0.8, 0.2, _COLUMNS[3])
    fig = style.new_figure(height=height + 1.45)
    grid = fig.add_gridspec(1, 4, width_ratios=widths)
    names, forest, shares, words = (fig.add_subplot(grid[0, place]) for place in range(4))
    for ax in (names, forest, shares, words):
        style.bare(ax)
        ax.set_ylim(height, 0.0)
    names.set_zorder(5)
    names.patch.set_visible(False)
    _dress_forest(forest, table)
    if sampled:
        _dress_shares(shares)
    for row, place, label, result in zip(rows, places, labels, results, strict=True):
        high = max(len(label), len(result)) * _LINE + _PAD
        _draw_region(forest, row["region"], place, high)
        verdict = str(row["verdict"])
        draw_interval(forest, place, row["value"], row["low"], row["high"], verdict)
        if sampled:
            _draw_share(shares, row, place)
        _write_lines(names, place, label, 0.0, style.INK)
        _write_lines(words, place, result, 0.04, MARKS[verdict].colour)
    for group, place in above.items():
        _write_head(names, (forest, shares), place, heads.get(group, group))
    caption = (
        "Mark and line: mean paired difference with its interval, in smallest effects that matter "
        "(logarithmic beyond 1). Blue: where the prediction puts it. Grey: too small to matter."
    )
    if sampled:
        caption += " Share of ranges: at how many sampled points it holds; no probability."
    return style.finish(fig, caption, notes)


def minus(x: str, y: str) -> str:
    """Return in words what is taken from what: arms, an arm and a level, or two effects."""
    sides = (f"({name})" if " - " in name else name for name in (x, y))
    return " \u2212 ".join(sides).replace(" - ", " \u2212 ")


def _told(value: float, low: float, high: float, smallest: float) -> str:
    """Return a difference and its interval, no finer than a hundredth of what matters."""
    if math.isnan(value):
        return "undefined in these runs"
    finest = max(0, 2 - math.floor(math.log10(smallest)))
    shown, start, end = (signed(round(each, finest) + 0.0) for each in (value, low, high))
    return f"{shown} [{start}, {end}]"


def _label(row: Row, poles: Poles) -> list[Line]:
    """Return the lines at the left of a row: metric, arms, what was predicted."""
    side = f"{row['side']}: " if row["group"] == CHECKS else ""
    metric = textwrap.wrap(f"{side}{metric_name(str(row['metric']), poles)}", _NAME_CHARS - 4)
    arms = textwrap.wrap(str(row["arms"]), _NAME_CHARS, break_on_hyphens=False)
    told = [*arms, f"predicted: {row['predicted']}"]
    return [*((line, True) for line in metric), *((line, False) for line in told)]


def _result(row: Row, unit: str) -> list[Line]:
    """Return the lines at the right of a row: verdict, difference, what would matter."""
    matters = textwrap.wrap(f"matters from {number(row['smallest'])} {unit}", 32)
    word = labelled(str(row["verdict"]), str(row["because"]))
    return [(word, True), *((line, False) for line in [str(row["told"]), *matters])]


def _places(
    rows: list[Row],
    labels: list[list[Line]],
    results: list[list[Line]],
    heads: Mapping[str, str],
) -> tuple[list[float], dict[str, float], float]:
    """Return the middle of each row, the first line of each head, and the height, in inches."""
    places: list[float] = []
    above: dict[str, float] = {}
    top = 0.06
    for row, label, result in zip(rows, labels, results, strict=True):
        group = str(row["group"])
        if group not in above:
            top += 0.1 if above else 0.0
            above[group] = top + _LINE / 2
            top += len(textwrap.wrap(heads.get(group, group), _HEAD_CHARS)) * _LINE + 0.05
        high = max(len(label), len(result)) * _LINE + _PAD
        places.append(top + high / 2)
        top += high
    return places, above, top + 0.02


def _dress_forest(ax: Axes, table: pd.DataFrame) -> None:
    style.dress(
        ax,
        title="Paired difference",
        xlabel="in units of the smallest effect that matters",
    )
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(side == "bottom")
    ends = table[["value", "low", "high"]].to_numpy(dtype=float)
    known = ends[np.isfinite(ends)]
    low, high = (min(known.min(), -1.0), max(known.max(), 1.0)) if known.size else (-1.0, 1.0)
    ax.set_xscale("symlog", linthresh=1.0, linscale=0.45)
    ax.set_xlim(_beyond(low), _beyond(high))
    ticks = _ticks(*ax.get_xlim())
    ax.set_xticks(ticks, [number(tick) for tick in ticks])
    ax.set_xticks([], minor=True)
    ax.axvspan(-1.0, 1.0, color=BAND, zorder=0, linewidth=0)
    for edge in (-1.0, 1.0):
        ax.axvline(edge, color=style.MUTED, linewidth=0.7, linestyle=(0, (2, 2)), zorder=2)
    ax.axvline(0.0, color=style.INK, linewidth=0.8, zorder=2)


def _beyond(value: float) -> float:
    """Return a limit that leaves room beyond a value, in the axis's own steps."""
    return math.copysign(max(abs(value) * 1.5, 2.4), value)


def _ticks(low: float, high: float) -> list[float]:
    """Return ticks from 0 outwards, so many as can be told apart."""
    decades = [10.0**power for power in range(13)]
    found: list[float] = []
    for every, steps in ((1, (1, 2, 5)), (1, (1, 3)), (1, (1,)), (2, (1,)), (3, (1,))):
        sizes = [step * decade for decade in decades[::every] for step in steps]
        found = [0.0, *(s for s in sizes if s <= high), *(-s for s in sizes if -s >= low)]
        if len(found) <= 9 and sum(len(number(tick)) for tick in found) <= 22:
            break
    return sorted(found)


def _draw_region(ax: Axes, region: tuple[float, float], place: float, high: float) -> None:
    left, right = (
        10.0 * limit if math.isinf(end) else end
        for end, limit in zip(region, ax.get_xlim(), strict=True)
    )
    ax.add_patch(
        Rectangle(
            (left, place - 0.4 * high), right - left, 0.8 * high,
            facecolor=PREDICTED, edgecolor=_EDGE, linewidth=0.6, zorder=1, gid="predicted",
        )
    )  # fmt: skip


def _dress_shares(ax: Axes) -> None:
    style.dress(ax, title="Share of ranges", xlabel="where it holds")
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(side == "bottom")
    ax.set_xlim(0.0, 1.0)
    ax.set_xticks([0.0, 0.5, 1.0], ["0", "50%", "100%"])
    for tick in (0.0, 0.5, 1.0):
        ax.axvline(tick, color=style.FAINT, linewidth=0.7, zorder=0)


def _draw_share(ax: Axes, row: Row, place: float) -> None:
    if math.isnan(row["share"]):
        return
    verdict = str(row["verdict"])
    draw_interval(ax, place, row["share"], row["share_low"], row["share_high"], verdict)
    inside = min(max(row["share"], 0.14), 0.86)
    write(ax, inside, place - 0.12, percent(row["share"]), ha="center", va="bottom")


def _write_head(ax: Axes, others: tuple[Axes, ...], place: float, head: str) -> None:
    """Write a heading across all columns, and clear the lines of the other columns behind it."""
    lines = textwrap.wrap(head, _HEAD_CHARS)
    for count, line in enumerate(lines):
        write(ax, 0.0, place + count * _LINE, line, fontweight="bold")
    top, bottom = place - 0.6 * _LINE - 0.05, place + (len(lines) - 0.4) * _LINE + 0.02
    for other in others:
        other.axhspan(top, bottom, color=style.PAPER, zorder=2.5, linewidth=0)


def _write_lines(ax: Axes, place: float, lines: list[Line], x: float, colour: str) -> None:
    top = place - (len(lines) - 1) * _LINE / 2
    for count, (line, strong) in enumerate(lines):
        write(
            ax, x, top + count * _LINE, line,
            color=colour if strong else style.MUTED, fontweight="bold" if strong else "normal",
        )  # fmt: skip
