"""The figures of a study of the model: chosen from its tables, drawn, and saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

from sovsim.disk.put import make_folder, put
from sovsim.plots.bars import draw_bars
from sovsim.plots.convergence import draw_convergence
from sovsim.plots.matrix import draw_matrix
from sovsim.plots.region import draw_region
from sovsim.plots.rendering import FORMATS, render
from sovsim.plots.shares import draw_shares
from sovsim.plots.style import SERIES, Notes

MOST_BARS = 16
MOST_ROWS = 30

_INDEX = {
    "morris": ("mu_star", "mean change over the whole range, in the outcome's unit"),
    "sobol": ("total", "share of the outcome's variance"),
}


def sensitivity_figures(
    indices: pd.DataFrame, convergence: pd.DataFrame, method: str, notes: Notes
) -> dict[str, Figure]:
    """Return bars and convergence for every metric: ``sobol-sovereignty_gap``, and so on.

    Args:
        indices: ``metric, parameter, index, value, low, high``, ranked.
        convergence: the same with ``size``, for the ranking index.
        method: ``morris`` or ``sobol``.
        notes: caption and stamp.
    """
    head, unit = _INDEX[method]
    shown = ("mu_star",) if method == "morris" else ("first", "total")
    figures = {}
    for metric, part in indices.groupby("metric", sort=False):
        top = list(dict.fromkeys(part["parameter"]))[:MOST_BARS]
        bars = part[part["parameter"].isin(top) & part["index"].isin(shown)]
        bars = bars.rename(columns={"parameter": "label", "index": "group"})
        title = f"What {str(metric).replace('_', ' ')} follows"
        told = Notes(notes.caption, notes.stamp, title)
        figures[f"{method}-{metric}"] = draw_bars(bars.dropna(), unit=unit, notes=told)
        grown = convergence[
            (convergence["metric"] == metric) & convergence["parameter"].isin(top[: len(SERIES)])
        ]
        grown = grown.rename(columns={"parameter": "label"}).sort_values(
            "label", key=lambda names: names.map(top.index), kind="stable"
        )
        counted = "trajectories" if method == "morris" else "base points"
        figures[f"{method}-{metric}-convergence"] = draw_convergence(
            grown, unit=head.replace("_", " "), counted=counted, notes=told
        )
    return figures


def ablation_figure(
    table: pd.DataFrame, ranking: pd.DataFrame, notes: Notes, most: int = MOST_ROWS
) -> Figure:
    """Return the matrix of effects, mechanisms by metrics, the weightiest on top."""
    units = [str(name) for name in ranking.loc[~ranking["idle"], "unit"]][:most]
    units = units or [str(name) for name in ranking["unit"]][:most]
    part = table[table["unit"].isin(units)].copy()
    part = part.sort_values("unit", key=lambda names: names.map(units.index), kind="stable")
    part = part.rename(columns={"unit": "row", "metric": "column", "effect": "value"})
    words = "Without the mechanism minus with it."
    left = len(ranking) - len(units)
    more = f" The {len(units)} weightiest; {left} others are in the table." if left else ""
    told = Notes(f"{words}{more} {notes.caption}", notes.stamp, "What rests on what")
    return draw_matrix(
        part.assign(clear=part["moved"]),
        unit="effect (standard deviations over the runs)",
        most=3.0,
        notes=told,
    )


def theory_figure(shares: pd.DataFrame, notes: Notes) -> Figure:
    """Return the shares of variance by theory, parameters and noise, a bar per metric."""
    part = shares.rename(columns={"metric": "label", "source": "part"})
    words = f"No bar: the outcome does not vary. {notes.caption}"
    told = Notes(words, notes.stamp, "Theory, parameters or chance")
    return draw_shares(part, unit="share of the outcome's variance", notes=told)


def region_figure(
    points: pd.DataFrame, limits: Mapping[str, tuple[float, float]], notes: Notes
) -> Figure:
    """Return the points over the first two parameters that the box limits."""
    names = [*limits, *(name for name in points.columns if name != "holds")]
    axes = list(dict.fromkeys(names))[:2]
    x, y = axes if len(axes) == 2 else (axes[0], axes[0])
    return draw_region(points, limits=limits, x=x, y=y, notes=notes)


def save_figures(
    figures: Mapping[str, Figure], folder: Path, formats: Sequence[str] = FORMATS
) -> list[Path]:
    """Write figures into a folder and return the files."""
    make_folder(folder)
    files = []
    for name, figure in figures.items():
        for fmt in formats:
            files.append(put(folder / f"{name}.{fmt}", render(figure, fmt)))
    return files
