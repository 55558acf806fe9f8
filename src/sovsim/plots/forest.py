"""Paired differences between two arms with their intervals and a verdict in words."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from sovsim.plots import style
from sovsim.plots.settings import drawn
from sovsim.plots.style import NO_NOTES, Notes


def forest_table(predictions: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a forest plot: ``label, difference, low, high, matters, verdict``.

    Args:
        predictions: of a verdict (`sovsim.experiment.verdict.ExperimentVerdict`); all in one unit.
    """
    table = predictions[["difference", "low", "high"]].copy()
    table.insert(0, "label", predictions["side"] + ": " + predictions["arms"])
    kind = predictions["check"].map({True: " (check)", False: ""})
    return table.assign(matters=predictions["smallest"], verdict=predictions["verdict"] + kind)


@drawn
def draw_forest(
    table: pd.DataFrame,
    *,
    unit: str = "difference in the metric's own unit",
    notes: Notes = NO_NOTES,
) -> Figure:
    """Return a forest plot, one row a metric.

    Args:
        table: ``label, difference, low, high, verdict``; optional ``matters`` is the smallest
            difference that matters and is shaded on both sides of 0.
        unit: what the axis counts.
        notes: title, caption and stamp.
    """
    fig = style.new_figure(height=1.4 + 0.34 * len(table))
    ax = style.dress(fig.subplots(), xlabel=unit)
    ax.use_sticky_edges = False  # leaves room beside the shaded bands, so that both ends show
    ax.axvline(0, color=style.INK, linewidth=0.8)
    for place, row in enumerate(table.to_dict("records")):
        matters = float(row.get("matters") or 0.0)
        if matters > 0:
            ax.barh(place, 2 * matters, left=-matters, height=0.8, color=style.EVENT_BAND, zorder=0)
        clear = row["low"] > 0 or row["high"] < 0
        ax.plot([row["low"], row["high"]], [place, place], color=style.SERIES[1], linewidth=1.6)
        ax.plot(
            [row["difference"]], [place], marker="s", markersize=6,
            markerfacecolor=style.SERIES[1] if clear else style.PAPER,
            markeredgecolor=style.SERIES[1],
        )  # fmt: skip
        words = f"{row['difference']:+.3g}  [{row['low']:+.3g}, {row['high']:+.3g}]"
        ax.annotate(
            f"{words}  {row['verdict']}", (1.02, place), xycoords=("axes fraction", "data"),
            fontsize=style.SMALL, color=style.INK, va="center", annotation_clip=False,
        )  # fmt: skip
    ax.set_yticks(range(len(table)), [str(label) for label in table["label"]])
    ax.set_ylim(len(table) - 0.4, -0.6)
    words = "Square: mean paired difference (filled where the interval leaves 0 out); line: its "
    words += "interval; shaded: differences too small to matter."
    return style.finish(fig, words, notes)
