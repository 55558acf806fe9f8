"""Figures are the project's own, whatever the user has set for matplotlib, and leave that alone."""

from __future__ import annotations

import ast
import hashlib
import os
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

import sovsim.plots
from sovsim.plots import Notes, draw_bars, render, run_pictures
from sovsim.plots.convergence import draw_convergence
from sovsim.plots.matrix import draw_matrix
from sovsim.plots.region import draw_region
from sovsim.plots.shares import draw_shares
from tests.plots.conftest import TinyRun
from tests.plots.test_figures import bars, forest, heatmap
from tests.shared import rest_slow

SRC = Path(sovsim.plots.__file__).parents[2]
WORDS: dict[str, Any] = {
    "font.family": ["serif"],
    "font.sans-serif": ["DejaVu Serif"],
    "axes.prop_cycle": mpl.cycler(color=["red", "lime"]),
    "axes.edgecolor": "red",
    "axes.facecolor": "yellow",
    "axes.titlelocation": "right",
    "figure.facecolor": "lime",
    "grid.color": "red",
    "hatch.color": "red",
    "image.cmap": "jet",
    "legend.loc": "upper left",
    "lines.linestyle": "--",
    "lines.solid_capstyle": "round",
    "mathtext.fontset": "stix",
    "savefig.bbox": "tight",
    "savefig.dpi": 40,
    "savefig.facecolor": "red",
    "savefig.format": "pdf",
    "svg.fonttype": "none",
    "svg.hashsalt": "another",
    "text.color": "red",
    "text.hinting": "none",
    "xtick.direction": "in",
    "ytick.labelcolor": "red",
}


def contrary() -> dict[str, Any]:
    """Return settings that say the contrary wherever they can."""
    found: dict[str, Any] = {}
    scratch = mpl.rcParams.copy()
    for key, value in mpl.rcParamsDefault.items():
        other = not value if isinstance(value, bool) else None
        if isinstance(value, int | float) and not isinstance(value, bool):
            other = value * 2 + 1
        if other is None or key.startswith(("backend", "interactive", "docstring", "webagg")):
            continue
        try:
            scratch[key] = other
        except (ValueError, RuntimeError):
            continue
        found[key] = other
    assert len(found) > 100
    assert found["text.usetex"] is True
    return {**found, **WORDS}


@pytest.fixture
def user() -> Iterator[None]:
    """The settings of somebody who likes LaTeX, serifs and ticks all around."""
    with warnings.catch_warnings(), mpl.rc_context():
        warnings.simplefilter("ignore")
        mpl.rcParams.update(contrary())
        yield


def other_figures() -> dict[str, Callable[[], Figure]]:
    convergence = pd.DataFrame(
        {"label": ["a", "a"], "size": [2, 8], "value": [0.1, 0.2], "low": [0, 0], "high": [1, 1]}
    )
    region = pd.DataFrame(
        {"x": [0.0, 1.0, 2.0], "y": [1.0, 2.0, 3.0], "holds": [True, False, True]}
    )
    matrix = pd.DataFrame({"row": ["a"], "column": ["b"], "value": [1.0], "clear": [True]})
    shares = pd.DataFrame({"label": ["a", "a"], "part": ["noise", "theory"], "share": [0.4, 0.6]})
    return {
        "forest": forest,
        "heatmap": heatmap,
        "bars": bars,
        "convergence": lambda: draw_convergence(convergence, unit="u"),
        "region": lambda: draw_region(region, limits={"x": (0, 1)}, x="x", y="y"),
        "matrix": lambda: draw_matrix(matrix, unit="u", most=3.0),
        "shares": lambda: draw_shares(shares, unit="u"),
    }


@pytest.mark.parametrize("name", rest_slow(other_figures(), 2))
def test_a_figure_is_the_same_byte_for_byte(name: str, request: pytest.FixtureRequest) -> None:
    draw = other_figures()[name]
    usual = [render(draw(), fmt) for fmt in ("png", "svg")]
    request.getfixturevalue("user")
    before = dict(mpl.rcParams)
    assert [render(draw(), fmt) for fmt in ("png", "svg")] == usual
    assert dict(mpl.rcParams) == before


@pytest.mark.slow
def test_the_pictures_of_a_run_are_the_same_byte_for_byte(
    tiny: TinyRun, request: pytest.FixtureRequest
) -> None:
    usual = {picture.name: render(picture.draw(), "svg") for picture in run_pictures(tiny)}
    request.getfixturevalue("user")
    assert {picture.name: render(picture.draw(), "svg") for picture in run_pictures(tiny)} == usual


def test_every_function_that_draws_holds_the_settings() -> None:
    lacking = []
    for path in (SRC / "sovsim" / "plots").glob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and ast.unparse(node.returns or node) == "Figure":
                marks = {ast.unparse(mark) for mark in node.decorator_list}
                if node.name.startswith("draw_") and "drawn" not in marks:
                    lacking.append(node.name)
    assert not lacking


def test_whoever_shows_a_figure_sees_the_same(user: None) -> None:
    """Notebooks and windows draw it themselves, with the user's settings."""
    figure = forest()
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    shown = bytes(canvas.buffer_rgba())
    stream = BytesIO()
    figure.savefig(stream, format="png")
    FigureCanvasAgg(figure).print_figure(BytesIO(), format="png", bbox_inches="tight")
    with mpl.rc_context():
        mpl.rcParams.update({"text.usetex": False, "font.family": ["sans-serif"]})
        again = FigureCanvasAgg(forest())
        again.draw()
    assert shown == bytes(again.buffer_rgba())


def test_a_notebook_shows_a_figure_without_pyplot() -> None:
    assert forest()._repr_png_() == render(forest(), "png")  # type: ignore[attr-defined]


def test_other_people_s_names_are_no_formulas_and_need_no_font() -> None:
    """Names with ``$``, ``^`` and ``_``, and in scripts that the font lacks."""
    names = ["$x_{$", "a^b_c $1 and $2", r"\frac{", "Việt Nam", "日本", "ქართული", "العربية"]
    table = pd.DataFrame({"label": names, "value": range(len(names))})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = draw_bars(table, unit="$u$", notes=Notes("$cost", "日本", "$^"))
        assert render(figure, "png").startswith(b"\x89PNG")
    assert {text.get_parse_math() for text in figure.findobj(Text)} == {False}


def test_figures_can_be_drawn_in_threads(user: None) -> None:
    before, found = dict(mpl.rcParams), []

    def work() -> None:
        found.append(hashlib.sha256(render(forest(), "svg")).hexdigest())

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len(set(found)) == 1
    assert dict(mpl.rcParams) == before


@pytest.mark.slow
@pytest.mark.parametrize("named", ["nonsense", "TkAgg", "module://nowhere"])
def test_no_backend_is_needed(named: str, tmp_path: Path) -> None:
    """Not even one that exists; the user's choice stays."""
    (tmp_path / "matplotlibrc").write_text("text.usetex: True\nfont.family: serif\n", "utf-8")
    code = """
import sys
import sovsim.plots
import matplotlib, os
from sovsim.plots import render
from tests.plots.test_figures import forest
render(forest(), "png")
assert "matplotlib.pyplot" not in sys.modules
assert os.environ["MPLBACKEND"] == sys.argv[1]
assert matplotlib.rcParams["text.usetex"]
chosen = matplotlib.rcParams._get("backend")
assert isinstance(chosen, str) == (sys.argv[1] != "nonsense"), chosen
"""
    done = subprocess.run(
        [sys.executable, "-c", code, named],
        cwd=tmp_path,
        env={
            **os.environ,
            "MPLBACKEND": named,
            "PYTHONPATH": os.pathsep.join([str(SRC), str(Path(__file__).parents[2])]),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
