"""A model's band beside what was observed: one small picture a state, for one indicator."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sovsim.plots import style
from sovsim.plots.settings import drawn
from sovsim.plots.style import NO_NOTES, Notes

_COLUMNS = 4
_EVERY, _MOST_TICKS = (1, 2, 5, 10, 50, 500), 4
_BAND, _LATER, _RUN = style.SERIES[1], style.SERIES[3], style.SERIES[2]


@drawn
def draw_beside(
    table: pd.DataFrame,
    *,
    name: str,
    until: int,
    unit: str,
    names: Mapping[str, str] | None = None,
    notes: Notes = NO_NOTES,
) -> Figure:
    """Return the pictures, four in a row, all on one scale.

    Args:
        table: ``state, year, band, low, middle, high, run, observed, observed_low, observed_high,
            known``; ``band`` is ``level`` or ``change``; what is nan is not drawn.
        name: of the indicator.
        until: last year that links and bands know.
        unit: of the figures.
        names: code -> name for the headings.
        notes: title, caption and stamp.
    """
    there = table.groupby("state")["observed"].apply(lambda part: part.notna().any())
    states = [state for state in dict.fromkeys(table["state"]) if there[state]]
    if not states:
        return style.blank(notes)
    rows = -(-len(states) // _COLUMNS)
    fig = style.new_figure(height=1.4 + 1.45 * rows)
    columns = min(_COLUMNS, len(states))
    axes = fig.subplots(rows, columns, sharex=True, sharey=True, squeeze=False)
    for place, ax in enumerate(axes.flat):
        if place >= len(states):
            ax.set_visible(False)
            continue
        style.dress(ax, ylabel=unit if place % columns == 0 else "")
        heading = (names or {}).get(states[place], states[place])
        ax.set_title(heading, loc="left", fontsize=style.TEXT, color=style.INK, fontweight="bold")
        _draw(ax, table[table["state"] == states[place]].sort_values("year"), until)
        ax.tick_params(labelbottom=place + columns >= len(states))
    last = table["year"].max()
    if until < last:
        axes.flat[0].set_xlim(table["year"].min() - 0.5, last + 0.5)
    run = bool(table["run"].notna().any())
    fig.legend(
        handles=_key(later=bool((table["band"] == "change").any()), run=run),
        loc="outside upper left",
        ncols=5,
        frameon=False,
        fontsize=style.SMALL,
        labelcolor=style.MUTED,
        handlelength=1.6,
        columnspacing=1.2,
    )
    words = (
        f"{name[:1].upper()}{name[1:]}. Links and bands know data up to {until}; hollow points "
        "were not known. Bars: measurement error, 10 % to 90 %, where the data give it."
    )
    return style.finish(fig, words, notes)


def _draw(ax: Axes, rows: pd.DataFrame, until: int) -> None:
    years = rows["year"]
    if years.min() <= until < years.max():
        ax.axvline(until + 0.5, color=style.MUTED, linewidth=0.6, linestyle=(0, (2, 2)))
    for kind, colour in (("level", _BAND), ("change", _LATER)):
        part = rows[rows["band"] == kind]
        ax.fill_between(part["year"], part["low"], part["high"], color=colour, alpha=0.2, lw=0)
        ax.plot(part["year"], part["middle"], color=colour, linewidth=1.1)
        if part["run"].notna().any():
            ax.plot(part["year"], part["run"], color=_RUN, linewidth=1.0, linestyle=(0, (3, 1.2)))
    seen = rows[rows["observed"].notna()]
    wide = seen[seen["observed_low"].notna()]
    ax.vlines(
        wide["year"], wide["observed_low"], wide["observed_high"], color=style.INK, linewidth=0.6
    )
    for known, face in ((True, style.INK), (False, style.PAPER)):
        part = seen[seen["known"] == known]
        ax.plot(
            part["year"],
            part["observed"],
            linestyle="none",
            marker="o",
            markersize=2.6,
            markeredgewidth=0.6,
            color=style.INK,
            markerfacecolor=face,
        )
    span = np.arange(years.min(), years.max() + 1)
    every = next(each for each in _EVERY if len(span) <= _MOST_TICKS * each)
    ax.set_xticks([year for year in span if year % every == 0])


def _key(*, later: bool, run: bool) -> list[Patch | Line2D]:
    handles: list[Patch | Line2D] = [
        Patch(color=_BAND, alpha=0.3, label="model's level, 10 % to 90 %")
    ]
    if later:
        handles.append(Patch(color=_LATER, alpha=0.3, label="last figure and model's change"))
    if run:
        handles.append(Line2D([], [], color=_RUN, linestyle=(0, (3, 1.2)), label="this run"))
    handles.append(_dot("observed", style.INK))
    if later:
        handles.append(_dot("observed, not known", style.PAPER))
    return handles


def _dot(label: str, face: str) -> Line2D:
    return Line2D(
        [],
        [],
        linestyle="none",
        marker="o",
        markersize=3.5,
        color=style.INK,
        markerfacecolor=face,
        label=label,
    )
