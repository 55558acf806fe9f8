"""The figures of a study of the model: chosen from its tables, drawn, and saved."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

from sovsim import claims
from sovsim.disk.put import make_folder, put
from sovsim.plots.bars import draw_bars
from sovsim.plots.convergence import draw_convergence
from sovsim.plots.matrix import draw_matrix
from sovsim.plots.region import draw_region
from sovsim.plots.rendering import USUAL, render
from sovsim.plots.shares import draw_shares
from sovsim.plots.style import SERIES, Notes
from sovsim.telling.names import capital, listed
from sovsim.telling.parameters import parameter_words

_HEAD = {"mu_star": "mu*", "total": "total"}
MOST_BARS = 16
MOST_ROWS = 30

_INDEX = {
    "morris": ("mu_star", "mean absolute change over the whole range, in the outcome's unit"),
    "sobol": ("total", "share of the outcome's variance"),
}
_EXPLAINED = {
    "morris": "",
    "sobol": "first: what the parameter does by itself; total: with all that it does together "
    "with others. A first above its total is noise of the sample.",
}
_CLAIM = 64
"""Letters of a claim's text beside a row."""


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
        bars = bars.assign(parameter=bars["parameter"].map(parameter_words))
        bars = bars.rename(columns={"parameter": "label", "index": "group"})
        name = str(metric).replace("_", " ")
        title = f"{capital(name)} follows {parameter_words(top[0])} most" if top else capital(name)
        caption = f"{_EXPLAINED[method]} {notes.caption}".strip()
        told = Notes(caption, notes.stamp, title)
        figures[f"{method}-{metric}"] = draw_bars(bars.dropna(), unit=unit, notes=told)
        grown = convergence[
            (convergence["metric"] == metric) & convergence["parameter"].isin(top[: len(SERIES)])
        ]
        grown = grown.sort_values(
            "parameter", key=lambda names: names.map(top.index), kind="stable"
        )
        grown = grown.assign(label=grown["parameter"].map(parameter_words))
        settled = Notes(
            notes.caption, notes.stamp, f"{capital(name)}: do more points still move it?"
        )
        counted = "trajectories" if method == "morris" else "base points"
        figures[f"{method}-{metric}-convergence"] = draw_convergence(
            grown, unit=f"{_HEAD[head]} ({unit})", counted=counted, notes=settled
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
    part = part.assign(row=part["row"].map(_mechanism), column=part["column"])
    weightiest = _mechanism(units[0]) if units else ""
    title = f"Most rests on: {weightiest}" if weightiest else "What rests on what"
    told = Notes(f"{words}{more} {notes.caption}", notes.stamp, title)
    return draw_matrix(
        part.assign(clear=part["moved"]),
        unit="effect (standard deviations over the runs)",
        most=3.0,
        notes=told,
    )


def theory_figure(shares: pd.DataFrame, notes: Notes) -> Figure:
    """Return the shares of variance by theory, parameters and noise, a bar per metric."""
    part = shares.rename(columns={"metric": "label", "source": "part"})
    part["share"] = part["share"].clip(lower=0.0)
    part["share"] /= part.groupby("label")["share"].transform("sum")
    words = (
        "What each source itself adds to the variance; components below 0, as chance makes them, "
        f"are drawn as 0. No bar: the outcome does not vary. {notes.caption}"
    )
    means = shares.groupby("source", sort=False)["share"].mean().dropna()
    title = "Theory, parameters or chance"
    if len(means):
        most = str(means.idxmax()).replace("_", " ")
        title = f"{capital(most)}: {means.max():.0%} of the variance of an outcome on average"
    told = Notes(words, notes.stamp, title)
    return draw_shares(part, unit="share of the outcome's variance", notes=told)


def region_figure(
    points: pd.DataFrame, limits: Mapping[str, tuple[float, float]], notes: Notes
) -> Figure:
    """Return the points over the first two parameters that the box limits."""
    names = [*limits, *(name for name in points.columns if name != "holds")]
    axes = list(dict.fromkeys(names))[:2]
    x, y = axes if len(axes) == 2 else (axes[0], axes[0])
    title = f"Where it holds: {listed([_limit(*entry) for entry in limits.items()])}"
    free = "" if y in limits or y == x else f"The box has no limit on {parameter_words(y)}. "
    words = {name: parameter_words(name) for name in names}
    return draw_region(
        points.rename(columns=words),
        limits={words[name]: ends for name, ends in limits.items()},
        x=words[x],
        y=words[y],
        notes=Notes(
            f"{free}n = {len(points)} points. {notes.caption}".strip(),
            notes.stamp,
            notes.title or title,
        ),
    )


def _limit(name: str, ends: tuple[float, float]) -> str:
    low, high = ends
    words = parameter_words(name)
    if math.isinf(low) or math.isinf(high):
        return f"{words} below {high:.3g}" if math.isinf(low) else f"{words} above {low:.3g}"
    return f"{words} from {low:.3g} to {high:.3g}"


def _mechanism(name: object) -> str:
    """Return what was switched off in words: claims by their sentences."""
    try:
        words = claims.get(str(name)).text
    except claims.UnknownClaim:
        return str(name).replace("_", " ")
    return textwrap.shorten(words, _CLAIM, placeholder=" …")


def save_figures(
    figures: Mapping[str, Figure], folder: Path, formats: Sequence[str] = USUAL
) -> list[Path]:
    """Write figures into a folder and return the files."""
    make_folder(folder)
    files = []
    for name, figure in figures.items():
        for fmt in formats:
            files.append(put(folder / f"{name}.{fmt}", render(figure, fmt)))
    return files
