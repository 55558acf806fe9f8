"""Room for what is written around axes, found in one pass.

Matplotlib's constrained layout measures everything in every axes twice and solves a system of
constraints. Most figures here are a plain grid of axes whose ticks are set, for which the sizes
follow in closed form from what is written beside the axes, measured once. All other figures, with
colour bars or axes over several cells, are left to matplotlib.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from matplotlib.gridspec import GridSpec
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.transforms import Bbox

from sovsim.arrays import FloatArray

_ROUGH = (0.45, 0.1, 0.3, 0.25)
"""Left, right, bottom and top in inches: about where axes stand when what they say is measured."""


class GridLayout(ConstrainedLayoutEngine):
    """Constrained layout, at once for a plain grid of axes."""

    def execute(self, fig: Figure) -> None:
        """Put the axes of a figure in their places."""
        grid = _plain_grid(fig)
        if grid is None:
            super().execute(fig)
            return
        axes = [ax for ax in fig.axes if ax.get_in_layout()]
        places = [_cell(ax) for ax in axes]
        width, height = fig.get_size_inches()
        rough = np.array(_ROUGH) / [width, width, height, height]
        self._place(fig, grid, axes, places, np.tile(rough, (len(axes), 1)))
        renderer = RendererAgg(*fig.bbox.size, fig.dpi)  # type: ignore[no-untyped-call]
        beside = [_Beside.of(fig, ax, renderer) for ax in axes]
        self._place(fig, grid, axes, places, np.array([one.reach for one in beside]))
        if any(one.texts for one in beside):
            beside = [
                _Beside.of(fig, ax, renderer) if one.texts else one
                for ax, one in zip(axes, beside, strict=True)
            ]
            self._place(fig, grid, axes, places, np.array([one.reach for one in beside]))

    def _place(
        self,
        fig: Figure,
        grid: GridSpec,
        axes: Sequence[Axes],
        places: Sequence[tuple[int, int]],
        beside: FloatArray,
    ) -> None:
        """Place axes, given what is written beside each: left, right, bottom, top."""
        settings = self.get()
        width, height = fig.get_size_inches()
        x, y, wide, high = settings["rect"]
        rows, columns = np.array(places).T
        left, right = _edges(
            columns, beside[:, 0], beside[:, 1], settings["w_pad"] / width,
            _spaces(grid.wspace, settings["wspace"], grid.ncols), grid.get_width_ratios(), wide,
        )  # fmt: skip
        top, bottom = _edges(
            rows, beside[:, 3], beside[:, 2], settings["h_pad"] / height,
            _spaces(grid.hspace, settings["hspace"], grid.nrows), grid.get_height_ratios(), high,
        )  # fmt: skip
        for ax, row, column in zip(axes, rows, columns, strict=True):
            counts = ax.get_in_layout()
            ax.set_position(
                Bbox.from_extents(
                    x + left[column], y + high - bottom[row], x + right[column], y + high - top[row]
                )
            )
            ax.set_in_layout(counts)


def _plain_grid(fig: Figure) -> GridSpec | None:
    """Return the grid of a figure each of whose axes has a cell of its own; None for any other."""
    if fig.subfigs or not fig.axes:
        return None
    grids = set()
    for ax in fig.axes:
        spec = ax.get_subplotspec()
        if spec is None or len(spec.rowspan) != 1 or len(spec.colspan) != 1:
            return None
        if ax.get_aspect() != "auto" or not ax.get_in_layout():
            return None
        grids.add(spec.get_gridspec())
    grid = grids.pop()
    return grid if not grids and isinstance(grid, GridSpec) else None


def _cell(ax: Axes) -> tuple[int, int]:
    spec = ax.get_subplotspec()
    assert spec is not None
    return spec.rowspan.start, spec.colspan.start


def _spaces(own: float | None, usual: float, number: int) -> float:
    """Return half the room that is asked for between two cells, as a share of the figure."""
    return (usual if own is None else own) / 2 / number


@dataclass(frozen=True)
class _Beside:
    """How far what is written reaches beyond axes.

    Attributes:
        reach: left, right, bottom, top, as shares of the figure.
        texts: whether texts of the drawing itself do; how far depends on the size of the axes.
    """

    reach: tuple[float, float, float, float]
    texts: bool

    @classmethod
    def of(cls, fig: Figure, ax: Axes, renderer: RendererAgg) -> _Beside:
        if not ax.get_visible():
            return cls((0.0, 0.0, 0.0, 0.0), texts=False)
        plain = ax.get_tightbbox(renderer, bbox_extra_artists=[], for_layout_only=True)
        boxes = [
            text.get_tightbbox(renderer)
            for text in (*ax.texts, *([ax.get_legend()] if ax.get_legend() else ()))
            if text.get_visible() and text.get_in_layout()
        ]
        kept = [box for box in (ax.bbox, plain, *boxes) if box is not None]
        whole = Bbox.union(kept).transformed(fig.transFigure.inverted())
        place = ax.get_position(original=True)
        reach = (
            place.x0 - whole.x0, whole.x1 - place.x1, place.y0 - whole.y0, whole.y1 - place.y1,
        )  # fmt: skip
        outside = any(_beyond(box, ax.bbox) for box in boxes if box is not None)
        return cls(tuple(max(part, 0.0) for part in reach), outside)


def _beyond(box: Bbox, inner: Bbox) -> bool:
    return box.x0 < inner.x0 or box.y0 < inner.y0 or box.x1 > inner.x1 or box.y1 > inner.y1


def _edges(
    places: Any,
    before: FloatArray,
    after: FloatArray,
    pad: float,
    space: float,
    ratios: Any,
    room: float,
) -> tuple[FloatArray, FloatArray]:
    """Return where each column (or row) of axes begins and ends.

    Args:
        places: column of each axes.
        before, after: what is written beside each axes, toward the first and the last column.
        pad: room beyond it, at least.
        space: room beyond it between two columns.
        ratios: of the widths of axes.
        room: for all columns.
    """
    number = len(ratios)
    one, other = np.zeros(number), np.zeros(number)
    np.maximum.at(one, places, before)
    np.maximum.at(other, places, after)
    one += np.where(np.arange(number) > 0, max(pad, space), pad)
    other += np.where(np.arange(number) < number - 1, max(pad, space), pad)
    widths = np.asarray(ratios) / np.sum(ratios) * (room - one.sum() - other.sum())
    starts = np.cumsum(one + widths + other) - other - widths
    return starts, starts + widths
