"""What came out in every arm: a panel an outcome, a row an arm."""

from __future__ import annotations

import textwrap

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sovsim.experiment.by_arm import ByArm
from sovsim.plots import style
from sovsim.plots.findings import of_arms
from sovsim.plots.run_figures import Picture
from sovsim.plots.settings import drawn
from sovsim.plots.style import NO_NOTES, Notes
from sovsim.telling.metrics import metric_name

_ROW = 0.2
"""Height of a row, in inches."""
_NAME = 30


def arms_picture(told: ByArm, title: str, stamp: str = "") -> Picture:
    """Return the picture of what came out in every arm."""
    table = arms_table(told)
    notes = Notes(f"Intervals at {told.confidence:.0%}.", stamp, f"{title}: {of_arms(table)}")
    return Picture(
        "arms",
        "What came out in every arm",
        "A panel is an outcome, a row an arm: the mean over its runs and its interval. The first "
        "arm is drawn hollow, and its mean as a line through the panel.",
        f"Outcomes of {len(told.arms)} arms with intervals; the table has all numbers.",
        lambda: draw_arms_outcomes(table, notes=notes),
    )


def arms_table(told: ByArm) -> pd.DataFrame:
    """Return the rows of the picture: ``outcome, unit, arm, mean, low, high``."""
    rows = [
        {
            "outcome": metric_name(name, told.poles),
            "unit": told.units.get(name, ""),
            "arm": arm.name,
            "mean": arm.outcomes[name].mean,
            "low": arm.outcomes[name].low,
            "high": arm.outcomes[name].high,
        }
        for name in told.arms[0].outcomes
        for arm in told.arms
    ]
    table = pd.DataFrame(rows)
    return table.astype({"mean": float, "low": float, "high": float})


@drawn
def draw_arms_outcomes(table: pd.DataFrame, *, notes: Notes = NO_NOTES) -> Figure:
    """Return the means of every arm with their intervals.

    Args:
        table: ``outcome, unit, arm, mean, low, high``, grouped by outcome; the first arm of the
            first outcome is what the others are held against.
        notes: title, caption and stamp.
    """
    if table.empty:
        return style.blank(notes)
    groups = list(table.groupby("outcome", sort=False))
    first = table["arm"].iloc[0]
    sizes = [len(rows) + 2.2 for _, rows in groups]
    fig = style.new_figure(height=0.9 + _ROW * sum(sizes))
    panels = np.atleast_1d(fig.subplots(len(groups), height_ratios=sizes))
    for ax, (outcome, rows) in zip(panels, groups, strict=True):
        style.dress(ax, title=f"{outcome}  ({rows['unit'].iloc[0]})")
        base = rows.loc[rows["arm"] == first, "mean"]
        if len(base) and np.isfinite(base.iloc[0]):
            ax.axvline(base.iloc[0], color=style.MUTED, linewidth=0.8, linestyle=(0, (3, 2)))
        for place, row in enumerate(rows.to_dict("records")):
            told = "not defined"
            if np.isfinite(row["mean"]):
                ax.plot([row["low"], row["high"]], [place, place], color=style.SERIES[1])
                ax.plot(
                    [row["mean"]], [place], marker="o", markersize=5,
                    markeredgecolor=style.SERIES[1],
                    markerfacecolor=style.PAPER if row["arm"] == first else style.SERIES[1],
                )  # fmt: skip
                told = f"{row['mean']:.3g}  [{row['low']:.3g}, {row['high']:.3g}]"
            ax.annotate(
                told.replace("-", "\u2212"), (1.02, place), xycoords=("axes fraction", "data"),
                fontsize=style.SMALL, color=style.INK, va="center", annotation_clip=False,
            )  # fmt: skip
        labels = [textwrap.shorten(str(arm), _NAME, placeholder="...") for arm in rows["arm"]]
        ax.set_yticks(range(len(rows)), labels)
        ax.set_ylim(len(rows) - 0.4, -0.6)
        ax.margins(x=0.05)
        ax.xaxis.set_major_locator(MaxNLocator(6))
    words = (
        "Mean over the runs of an arm with its interval; hollow, with a dashed line through the "
        "panel: the first arm. Arms share their random numbers: two may differ for certain though "
        "their intervals overlap."
    )
    return style.finish(fig, words, notes)
