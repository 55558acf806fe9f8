"""A figure of nothing says so, and neither fails nor warns."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable

import pandas as pd
import pytest
from matplotlib.figure import Figure

from sovsim.plots import draw_bars, draw_forest, draw_heatmap, render
from sovsim.plots.convergence import draw_convergence
from sovsim.plots.matrix import draw_matrix
from sovsim.plots.region import draw_region
from sovsim.plots.shares import draw_shares
from tests.plots.test_figures import words


def table(*columns: str) -> pd.DataFrame:
    return pd.DataFrame({column: pd.Series(dtype=float) for column in columns})


def undefined(*columns: str) -> pd.DataFrame:
    labels = {"label", "group", "row", "column", "part", "verdict"}
    return pd.DataFrame({c: ["a"] if c in labels else [math.nan] for c in columns})


BARS = ("label", "group", "value", "low", "high")
FOREST = ("label", "difference", "low", "high", "verdict", "matters")
SIZES = ("label", "size", "value", "low", "high")
DRAWINGS: dict[str, Callable[[Callable[..., pd.DataFrame]], Figure]] = {
    "bars": lambda made: draw_bars(made(*BARS), unit="u"),
    "forest": lambda made: draw_forest(made(*FOREST), unit="u"),
    "convergence": lambda made: draw_convergence(made(*SIZES).assign(size=2), unit="u"),
    "heatmap": lambda made: draw_heatmap(
        made("x", "y", "v").assign(x=1.0, y=2.0), x="x", y="y", value="v", unit="u"
    ),
    "matrix": lambda made: draw_matrix(made("row", "column", "value"), unit="u"),
    "shares": lambda made: draw_shares(made("label", "part", "share"), unit="u"),
}


@pytest.mark.parametrize("made", [table, undefined])
@pytest.mark.parametrize("name", DRAWINGS)
def test_nothing_can_be_drawn(name: str, made: Callable[..., pd.DataFrame]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert render(DRAWINGS[name](made), "png").startswith(b"\x89PNG")


@pytest.mark.parametrize("name", sorted({*DRAWINGS} - {"forest"}))
def test_a_figure_of_nothing_says_so(name: str) -> None:
    assert "nothing to show" in words(DRAWINGS[name](table))


def test_a_space_without_points_is_nothing_too() -> None:
    figure = draw_region(table("x", "y", "holds"), limits={}, x="x", y="y")
    assert "nothing to show" in words(figure)
