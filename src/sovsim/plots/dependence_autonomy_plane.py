"""The plane of dependence and autonomy: where each state started and where it ended."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke

from sovsim.plots import style
from sovsim.plots.labels import place_labels
from sovsim.plots.settings import drawn
from sovsim.plots.style import NO_NOTES, Notes
from sovsim.plots.tables import with_means
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


_ENDS = ("o", "s", "D", "^")
"""Marks at the ends of paths; more states than there are colours differ in the mark."""


@drawn
def draw_plane(
    table: pd.DataFrame,
    *,
    focus: tuple[str, ...] = (),
    on: str = "dependence",
    notes: Notes = NO_NOTES,
) -> Figure:
    """Return the plane with a path a state, hollow at the start and filled at the end.

    Args:
        table: as from `plane_table`.
        focus: states drawn stronger; all alike when empty.
        on: which dependence, for the axis.
        notes: title, caption and stamp.
    """
    fig = style.new_figure(height=6.4, width=style.WIDTH * 0.86)
    ax = style.dress(
        fig.subplots(),
        xlabel=f"{readable(on)}, share, 0 to 1",
        ylabel="autonomy, share, 0 to 1",
    )
    ax.set_xlim(0, 1)
    ax.set_ylim(0, 1)
    _quadrants(ax)
    shown = focus or tuple(sorted(table["state"].unique()))
    for state, path in table.groupby("state", sort=True):
        _path(ax, path, shown.index(state) if state in shown else None)
    _label(ax, table, focus)
    words = (
        "Means over channels and domains. Hollow: first quarter; filled: last quarter. "
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


def _path(ax: Axes, path: pd.DataFrame, place: int | None) -> None:
    path = path.sort_values("step")
    strong = place is not None
    colour = style.OTHERS if place is None else style.SERIES[place % len(style.SERIES)]
    mark = "o" if place is None else _ENDS[place // len(style.SERIES) % len(_ENDS)]
    ax.plot(
        path["dependence"], path["autonomy"], color=colour, linewidth=1.2 if strong else 0.7,
        alpha=0.9 if strong else 0.7, solid_capstyle="round",
    )  # fmt: skip
    first, last = path.iloc[0], path.iloc[-1]
    for point, face in ((first, style.PAPER), (last, colour)):
        ax.plot(
            [point["dependence"]], [point["autonomy"]], marker=mark, markersize=5.5,
            markerfacecolor=face, markeredgecolor=colour, markeredgewidth=1.1,
        )  # fmt: skip


def _ink(state: str, focus: tuple[str, ...]) -> str:
    """Return the colour of a label: that of the path, as dark as words need."""
    if state not in focus:
        return style.MUTED if focus else style.INK
    return style.words_in(style.SERIES[focus.index(state) % len(style.SERIES)])


def _label(ax: Axes, table: pd.DataFrame, focus: tuple[str, ...]) -> None:
    ordered = table.sort_values("step")
    ends = ordered.groupby("state", sort=True).last()
    points = [(float(x), float(y)) for x, y in ends[["dependence", "autonomy"]].to_numpy()]
    others = [(float(x), float(y)) for x, y in ordered[["dependence", "autonomy"]].to_numpy()]
    sizes = [(0.011 * len(str(state)) + 0.012, 0.026) for state in ends.index]
    for state, point, centre in zip(
        ends.index, points, place_labels(points, sizes, others), strict=True
    ):
        strong = not focus or state in focus
        ax.annotate(
            str(state), point, xytext=centre, textcoords="data", ha="center", va="center",
            fontsize=style.TEXT, fontweight="bold" if strong else "normal",
            color=_ink(str(state), focus),
            path_effects=[withStroke(linewidth=2, foreground=style.PAPER)],
            arrowprops={"arrowstyle": "-", "color": style.MUTED, "linewidth": 0.4,
                        "shrinkA": 0, "shrinkB": 3},
        )  # fmt: skip
