"""Figures that keep the project's look wherever they are shown, and their bytes."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from sovsim.plots.settings import own_settings

FORMATS = ("png", "svg")
"""What figures can be written as."""

USUAL = ("svg",)
"""What they are written as where nothing is said."""

IN_REPORT = "svg"
"""What pictures are in a report, whatever is written beside it."""

_CANVAS = {"png": "agg", "svg": "svg"}
_DIGITS = 9


class OwnFigure(Figure):
    """A figure that is drawn with the project's settings by whoever draws it.

    It belongs to no window and no backend; notebooks show it by itself.
    """

    def draw(self, renderer: Any) -> None:
        """Draw."""
        with own_settings():
            super().draw(renderer)

    def get_tightbbox(self, *args: Any, **kwargs: Any) -> Bbox:
        """Return the box around what is drawn."""
        with own_settings():
            return super().get_tightbbox(*args, **kwargs)

    def savefig(self, *args: Any, **kwargs: Any) -> None:
        """Save as matplotlib does, with the project's settings where nothing is said."""
        with own_settings():
            super().savefig(*args, **kwargs)

    def _repr_png_(self) -> bytes:
        return render(self, "png")


def rendered(figure: Figure, formats: Iterable[str]) -> dict[str, bytes]:
    """Return a figure as files, format -> content: as asked for, and as reports show it."""
    return {fmt: render(figure, fmt) for fmt in dict.fromkeys((*formats, IN_REPORT))}


def render(figure: Figure, fmt: str) -> bytes:
    """Return a figure as the bytes of a PNG or SVG file; the same figure gives the same bytes."""
    stream = BytesIO()
    unsaid = {"Date": None, "Creator": None} if fmt == "svg" else {"Software": None}
    with own_settings():
        _lay_out(figure)
        figure.savefig(stream, format=fmt, backend=_CANVAS[fmt], dpi=figure.dpi, metadata=unsaid)
    return stream.getvalue()


def _lay_out(figure: Figure) -> None:
    """Put everything in its place for good.

    The solver behind the layout goes through its terms in the order of their addresses, which moves
    the last bits of a place, and with them names within an SVG file; hence the rounding.
    """
    layout = figure.get_layout_engine()
    if layout is None:
        return
    layout.execute(figure)
    figure.set_layout_engine("none")
    for ax in figure.axes:
        counts = ax.get_in_layout()
        ax.set_position(Bbox(ax.get_position(original=True).get_points().round(_DIGITS)))
        ax.set_in_layout(counts)
