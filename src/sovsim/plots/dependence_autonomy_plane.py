"""The plane of dependence and autonomy: where each state started and where it ended."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke

from sovsim.plots import style
from sovsim.plots.labels import Point, place_labels
from sovsim.plots.settings import drawn
from sovsim.plots.style import NO_NOTES, Notes
from sovsim.plots.tables import with_means
from sovsim.region.poles import USUAL, Poles
from sovsim.telling.names import readable

QUADRANTS: tuple[tuple[float, float, str], ...] = (
    (0.02, 0.975, "free and untied"),
    (0.98, 0.975, "free and tied"),
    (0.02, 0.025, "untied, yet not free"),
    (0.98, 0.025, "dependent"),
)
"""Corner of the plane and what it means; right of the middle a state leans on the hegemon."""


def plane_table(states: pd.DataFrame, on: str = "dependence") -> pd.DataFrame:
    """Return the paths: ``state, step, quarter, dependence, autonomy``, medians over runs.

    Args:
        states: the states table.
        on: which dependence: ``dependence`` (on the hegemon), ``dependence_west``, ….
    """
    means = with_means(states, [on, "autonomy"]).rename(columns={on: "dependence"})
    table = means.groupby(["state", "step", "quarter"], sort=True)[["dependence", "autonomy"]]
    return table.median().reset_index()


_SAME_PLACE = 0.02
"""Distance of ends, as a share of the axes, below which one mark hides another."""

_STRIDE = 0.015
"""Distance of the spots of a path that labels keep clear of."""

_ENDS = ("o", "s", "D", "^")
"""Marks at the ends of paths; more states than there are colours differ in the mark."""


@drawn
def draw_plane(
    table: pd.DataFrame,
    *,
    focus: tuple[str, ...] = (),
    on: str = "dependence",
    poles: Poles = USUAL,
    notes: Notes = NO_NOTES,
) -> Figure:
    """Return the plane with a path a state, hollow at the start and filled at the end.

    Args:
        table: as from `plane_table`.
        focus: states drawn stronger; all alike when empty.
        on: which dependence, for the axis.
        poles: what the region calls its powers.
        notes: title, caption and stamp.
    """
    fig = style.new_figure(height=6.4, width=style.WIDTH * 0.86)
    ax = style.dress(
        fig.subplots(),
        xlabel=f"{readable(on, poles)}, share, 0 to 1",
        ylabel="autonomy, share, 0 to 1",
    )
    ax.set_xlim(0, 1)
    ax.set_ylim(0, 1)
    _quadrants(ax)
    shown = focus or tuple(sorted(table["state"].unique()))
    places = {state: place for place, state in enumerate(shown)}
    paths = {str(state): path for state, path in table.sort_values("step").groupby("state")}
    below = [state for state in paths if state not in places]
    for state in (*below, *(name for name in shown[::-1] if name in paths)):
        _path(ax, paths[state], places.get(state), _crowd(state, shown, paths))
    _label(ax, paths, focus)
    words = (
        "Means over channels and domains. Hollow: end of the first quarter; filled: of the last. "
        "Dashed diagonal: autonomy\u00a0+\u00a0dependence\u00a0=\u00a01, for orientation only. "
        "A path down and to the right leads into dependence; a path straight up frees a state "
        "without cutting ties."
    )
    return style.finish(fig, words, notes)


def _quadrants(ax: Axes) -> None:
    ax.plot([0, 1], [1, 0], color=style.FAINT, linestyle=(0, (5, 3)), linewidth=1.0, zorder=0)
    ax.axhline(0.5, color=style.FAINT, linewidth=0.6, zorder=0)
    ax.axvline(0.5, color=style.FAINT, linewidth=0.6, zorder=0)
    for x, y, text in QUADRANTS:
        ax.text(
            x,
            y,
            text,
            fontsize=style.TEXT,
            fontstyle="italic",
            color=style.MUTED,
            ha="left" if x < 0.5 else "right",
            va="bottom" if y < 0.5 else "top",
        )


def _crowd(state: str, shown: tuple[str, ...], paths: Mapping[str, pd.DataFrame]) -> int:
    """Return how many of the states that are drawn above end in the same place."""
    if state not in shown:
        return 0
    x, y = _at(paths[state], -1)
    others = [_at(paths[name], -1) for name in shown[: shown.index(state)] if name in paths]
    return sum(math.hypot(x - far, y - up) < _SAME_PLACE for far, up in others)


def _at(path: pd.DataFrame, step: int) -> Point:
    return float(path["dependence"].iloc[step]), float(path["autonomy"].iloc[step])


def _path(ax: Axes, path: pd.DataFrame, place: int | None, crowd: int) -> None:
    """Draw a path; its ends lie above all paths, larger where others lie upon them."""
    strong = place is not None
    colour = style.OTHERS if place is None else style.SERIES[place % len(style.SERIES)]
    mark = "o" if place is None else _ENDS[place // len(style.SERIES) % len(_ENDS)]
    ax.plot(
        path["dependence"], path["autonomy"], color=colour, linewidth=1.2 if strong else 0.7,
        alpha=0.9 if strong else 0.7, solid_capstyle="round",
    )  # fmt: skip
    for step, face, more in ((0, style.PAPER, 0.0), (-1, colour, 3.5 * crowd)):
        ax.plot(
            *[[value] for value in _at(path, step)], marker=mark, markersize=5.5 + more,
            markerfacecolor=face, markeredgecolor=colour, markeredgewidth=1.1,
            zorder=4 if strong else 3,
        )  # fmt: skip


def _ink(state: str, focus: tuple[str, ...]) -> str:
    """Return the colour of a label: that of the path, as dark as words need."""
    if state not in focus:
        return style.MUTED if focus else style.INK
    return style.words_in(style.SERIES[focus.index(state) % len(style.SERIES)])


def _label(ax: Axes, paths: Mapping[str, pd.DataFrame], focus: tuple[str, ...]) -> None:
    """Write the codes beside the ends, those in focus first, clear of paths and of each other."""
    states = [*(code for code in focus if code in paths), *(c for c in paths if c not in focus)]
    points = [_at(paths[state], -1) for state in states]
    others = [spot for path in paths.values() for spot in _trail(path)]
    sizes = [(0.011 * len(state) + 0.012, 0.026) for state in states]
    for state, point, centre in zip(
        states, points, place_labels(points, sizes, others), strict=True
    ):
        strong = not focus or state in focus
        ax.annotate(
            state, point, xytext=centre, textcoords="data", ha="center", va="center",
            fontsize=style.TEXT, fontweight="bold" if strong else "normal",
            color=_ink(state, focus), zorder=5,
            path_effects=[withStroke(linewidth=2, foreground=style.PAPER)],
            arrowprops={"arrowstyle": "-", "color": style.MUTED, "linewidth": 0.4,
                        "shrinkA": 0, "shrinkB": 3},
        )  # fmt: skip


def _trail(path: pd.DataFrame) -> list[Point]:
    """Return spots all along a path, its start counted several times."""
    places = list(zip(path["dependence"].tolist(), path["autonomy"].tolist(), strict=True))
    spots = places[:1] * 4
    for (x, y), (far, up) in itertools.pairwise(places):
        parts = max(1, math.ceil(math.hypot(far - x, up - y) / _STRIDE))
        spots += [
            (x + (far - x) * part / parts, y + (up - y) * part / parts)
            for part in range(1, parts + 1)
        ]
    return spots
