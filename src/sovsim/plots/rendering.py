"""Figures that keep the project's look wherever they are shown, and their bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from sovsim.plots.settings import own_settings

FORMATS = ("png", "svg")
"""What figures can be written as."""

USUAL = ("svg",)
"""What they are written as where nothing is said."""

IN_REPORT = "svg"
"""What pictures are in a report, whatever is written beside it."""

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
    with own_settings():
        _lay_out(figure)
        with _kept(figure):
            return _WRITERS[fmt](figure)


@contextmanager
def _kept(figure: Figure) -> Iterator[None]:
    """Give a figure its canvas and its resolution back; an SVG file takes both."""
    canvas, dpi = figure.canvas, figure.dpi
    try:
        yield
    finally:
        figure.set_canvas(canvas)
        figure.dpi = dpi


def _svg(figure: Figure) -> bytes:
    stream = BytesIO()
    FigureCanvasSVG(figure).print_svg(  # type: ignore[no-untyped-call]
        stream, metadata={"Date": None, "Creator": None}
    )
    return stream.getvalue()


def _png(figure: Figure) -> bytes:
    stream = BytesIO()
    FigureCanvasAgg(figure).print_png(  # type: ignore[no-untyped-call]
        stream, metadata={"Software": None}
    )
    return stream.getvalue()


_WRITERS = {"svg": _svg, "png": _png}
"""``savefig`` would draw everything once more before, to lay it out."""


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
