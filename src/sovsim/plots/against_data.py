"""A model's course beside what was observed: one small picture a state, bands after the cut."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sovsim.plots import style
from sovsim.plots.settings import drawn
from sovsim.plots.style import NO_NOTES, Notes

_COLUMNS = 5
_KNOWN, _CAME, _LEVEL, _BAND = style.SERIES[0], style.SERIES[2], style.SERIES[1], "#bcd3e6"


@drawn
def draw_against_data(
    table: pd.DataFrame, *, cut: int, what: str, method: str, notes: Notes = NO_NOTES
) -> Figure:
    """Return the small pictures of one indicator, five in a row.

    Args:
        table: ``state, year, observed, known, level, predicted, low, high``; prediction and band
            are nan up to the cut.
        cut: the last year known.
        what: the indicator's name, for the axis.
        method: the method that made prediction and band, in words.
        notes: title, caption and stamp.
    """
    states = list(dict.fromkeys(table["state"]))
    if not states:
        return style.blank(notes)
    columns = min(len(states), _COLUMNS)
    rows = -(-len(states) // columns)
    fig = style.new_figure(height=1.0 + 1.35 * rows)
    axes = fig.subplots(rows, columns, sharex=True, sharey=True, squeeze=False)
    for place, ax in enumerate(axes.flat):
        if place >= len(states):
            ax.set_visible(False)
            continue
        style.dress(ax, ylabel=what if place == 0 else "")
        ax.set_title(states[place], loc="left", fontsize=style.TEXT, color=style.INK, pad=2)
        _course(ax, table[table["state"] == states[place]], cut)
        ax.tick_params(labelbottom=place + columns >= len(states))
    years = sorted(table["year"].unique())
    axes.flat[0].set_xlim(years[0] - 0.8, years[-1] + 0.8)
    ticks = [year for year in years if year % 10 == 0]
    axes.flat[0].set_xticks(ticks or [years[0]], [str(int(year)) for year in ticks or [years[0]]])
    words = (
        f"Black: known at the end of {cut}, where the line stands; open circles: what came. "
        "Dotted: level of the model, which runs freely from its start, through the link fitted to "
        f"the known. Blue: what {method} says from the last value on, with its 80 % band."
    )
    return style.finish(fig, words, notes)


def _course(ax: Axes, table: pd.DataFrame, cut: int) -> None:
    """Draw one state: what was known, what came, the level, and the prediction with its band."""
    ax.axvline(cut + 0.5, color=style.MUTED, linewidth=0.6)
    after = table.dropna(subset=["predicted"])
    ax.fill_between(after["year"], after["low"], after["high"], color=_BAND, linewidth=0)
    ax.plot(table["year"], table["level"], color=_LEVEL, linewidth=0.9, linestyle="dotted")
    last = table[(table["year"] <= cut)].dropna(subset=["observed"]).tail(1)
    line = pd.concat([last.assign(predicted=last["observed"]), after])
    ax.plot(line["year"], line["predicted"], color=_LEVEL, linewidth=1.2)
    seen = table.dropna(subset=["observed"])
    known, came = seen[seen["year"] <= cut], seen[seen["year"] > cut]
    ax.plot(known["year"], known["observed"], color=_KNOWN, linewidth=0.8, marker="o",
            markersize=1.6)  # fmt: skip
    ax.plot(came["year"], came["observed"], color=_CAME, linewidth=0.8, marker="o", markersize=2.2,
            markerfacecolor=style.PAPER, markeredgewidth=0.7)  # fmt: skip
