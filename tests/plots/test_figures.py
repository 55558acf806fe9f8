"""Every figure draws, says its units, keeps within its edges, and needs no screen."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Text

from sovsim.plots import (
    draw_bars,
    draw_coercion_timeline,
    draw_forest,
    draw_heatmap,
    draw_trajectories,
    flag_table,
    ladder_table,
    render,
    run_pictures,
    trajectory_table,
)
from sovsim.plots.style import (
    LADDER,
    READABLE,
    SERIES,
    Notes,
    contrast,
    ink_on,
    lightness,
    words_in,
)

NOTES = Notes("Some caption; n = 3 runs.", "seed 7 · scenario 0123abcd", "A title")


def forest() -> Figure:
    table = pd.DataFrame(
        {
            "label": ["sovereignty gap", "unrest", "coercion"],
            "difference": [0.1, -0.02, 0.0],
            "low": [0.05, -0.06, -0.01],
            "high": [0.15, 0.02, 0.01],
            "verdict": ["higher", "undecided", "no difference that matters"],
            "matters": [0.02, 0.02, 0.02],
        }
    )
    return draw_forest(table, unit="share", notes=NOTES)


def heatmap() -> Figure:
    cells = itertools.product((0.0, 0.5, 1.0), (0.2, 0.4))
    table = pd.DataFrame([{"a": a, "b": b, "gap": a - b} for a, b in cells])
    return draw_heatmap(table, x="a", y="b", value="gap", unit="share", change=True, notes=NOTES)


def bars() -> Figure:
    table = pd.DataFrame(
        {
            "label": ["hegemon_policy.scale"] * 2 + ["autonomy.debt"] * 2,
            "group": ["first order", "total"] * 2,
            "value": [0.3, 0.5, 0.05, 0.1],
            "low": [0.2, 0.4, 0.0, 0.05],
            "high": [0.4, 0.6, 0.1, 0.15],
        }
    )
    return draw_bars(table, unit="share of variance", notes=NOTES)


def words(figure: Figure) -> str:
    return "\n".join(text.get_text() for text in figure.findobj(Text)).replace("\u00a0", " ")


def assert_inside(figure: Figure) -> None:
    """No visible text leaves the figure, and the caption stands below everything drawn."""
    layout = figure.get_layout_engine()
    if layout is not None:
        layout.execute(figure)
        figure.set_layout_engine("none")
    figure.draw_without_rendering()
    width, height = figure.bbox.width, figure.bbox.height
    for text in figure.findobj(Text):
        if not text.get_visible() or not text.get_text().strip():
            continue
        axes = text.axes
        if axes is not None and not axes.get_visible():
            continue
        box = text.get_window_extent()
        if text in (tick for a in figure.axes for tick in _hidden_ticks(a)):
            continue
        assert box.x0 > -1, text.get_text()
        assert box.x1 < width + 1, text.get_text()
        assert box.y0 > -1, text.get_text()
        assert box.y1 < height + 1, text.get_text()
    captions = [text for text in figure.texts if text.get_gid() == "caption"]
    top = max(text.get_window_extent().y1 for text in captions)
    assert min(ax.get_tightbbox().y0 for ax in figure.axes if ax.get_visible()) > top - 2


def _hidden_ticks(axes) -> list[Text]:  # type: ignore[no-untyped-def]
    """Tick labels outside the limits of their axis, which are not drawn."""
    hidden = []
    for axis, (low, high) in (
        (axes.xaxis, sorted(axes.get_xlim())), (axes.yaxis, sorted(axes.get_ylim()))
    ):  # fmt: skip
        hidden += [
            tick.label1 for tick in axis.get_major_ticks() if not low <= tick.get_loc() <= high
        ]
    return hidden


@pytest.mark.slow
def test_every_picture_of_a_run_draws_inside_its_edges(tiny):
    pictures = list(run_pictures(tiny))
    assert [picture.name for picture in pictures] == [
        "tile_map",
        "trajectories",
        "dependence_autonomy_plane",
        "coercion_timeline",
        "institutions_norms",
        "ledger_waterfall",
    ]
    for picture in pictures:
        figure = picture.draw()
        assert_inside(figure)
        said = words(figure)
        assert "seed 0 · scenario ab12cd34" in said, picture.name
        assert "n = 1 run" in said, picture.name
        assert "share, 0 to 1" in said or "One cell a quarter" in said, picture.name
        assert picture.alt.endswith(".")


@pytest.mark.slow
def test_a_run_without_events_and_ledger_still_has_pictures(quiet):
    pictures = list(run_pictures(quiet))
    assert "ledger_waterfall" not in {picture.name for picture in pictures}
    for picture in pictures:
        assert render(picture.draw(), "png").startswith(b"\x89PNG")


@pytest.mark.parametrize("draw", [forest, heatmap, bars])
def test_analysis_figures_draw_with_units_title_and_stamp(draw: Callable[[], Figure]):
    figure = draw()
    assert_inside(figure)
    said = words(figure)
    assert "share" in said
    assert NOTES.title in said
    assert NOTES.stamp in said


def test_a_forest_prints_the_verdicts_and_fills_only_clear_squares():
    figure = forest()
    assert "no difference that matters" in words(figure)
    faces = [
        line.get_markerfacecolor() for line in figure.axes[0].lines if line.get_marker() == "s"
    ]
    assert [face == "#ffffff" for face in faces] == [False, True, True]


def test_several_runs_get_bands_and_say_so(three_runs):
    figure = draw_trajectories(trajectory_table(three_runs, ["BRE"]))
    assert len(figure.axes[0].collections) == 4
    assert "median of 3 runs" in words(figure)


def test_flags_are_spelt_out_when_few_and_counted_when_many(tiny):
    ladder, flags = ladder_table(tiny.states), flag_table(tiny.events)
    assert "unrest: ARD" in words(draw_coercion_timeline(ladder, flags))
    many = pd.concat([flags] * 40, ignore_index=True)
    assert "40, listed in the report" in words(draw_coercion_timeline(ladder, many))
    own = many.assign(own=[number < 3 for number in range(40)])
    said = words(draw_coercion_timeline(ladder, own))
    assert "numbered: its own; the 37 others are listed in the report" in said
    assert said.count("unrest: ARD") == 3


def test_nothing_happening_draws_no_marks(tiny, quiet):
    figure = draw_coercion_timeline(ladder_table(tiny.states), flag_table(quiet.events))
    assert "Flags" not in words(figure)
    assert_inside(figure)


def test_shades_of_the_ladder_darken_from_rung_to_rung():
    shades = [lightness(colour) for colour in LADDER]
    assert all(before - after >= 4 for before, after in itertools.pairwise(shades))


def test_lines_differ_in_grey_and_can_be_seen_on_white():
    greys = [lightness(colour) for colour in SERIES]
    assert greys == sorted(greys)
    assert all(after - before >= 5 for before, after in itertools.pairwise(greys))
    assert all(contrast(colour) >= 3.0 for colour in SERIES)
    assert all(contrast(words_in(colour)) >= READABLE for colour in SERIES)


SEEN = {
    "all cones": np.eye(3),
    "no red": [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]],
    "no green": [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]],
    "no blue": [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]],
}
"""How colours are seen without a kind of cone (Machado, Oliveira and Fernandes 2009, table 1)."""


@pytest.mark.parametrize("eyes", SEEN)
def test_lines_differ_for_every_kind_of_eyes(eyes: str):
    """No two lie nearer than 15 in CIELAB, where 2 or so is just noticed."""
    seen = [_lab(np.asarray(SEEN[eyes]) @ _linear(colour)) for colour in SERIES]
    for one, other in itertools.combinations(seen, 2):
        assert np.linalg.norm(one - other) > 15


def _linear(colour: str):
    part = np.asarray(to_rgb(colour))
    return np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)


def _lab(linear):
    to_xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9503]]
    xyz = np.asarray(to_xyz) @ np.clip(linear, 0, 1) / [0.9505, 1.0, 1.089]
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("colour", LADDER)
def test_words_on_a_shade_can_be_read(colour: str):
    assert abs(lightness(ink_on(colour)) - lightness(colour)) > 35


def test_the_same_figure_gives_the_same_bytes(tiny):
    for fmt in ("svg", "png"):
        first, second = (render(next(run_pictures(tiny)).draw(), fmt) for _ in range(2))
        assert first == second


def test_a_saved_drawing_names_no_day():
    drawn = render(forest(), "svg").decode()
    assert not re.search(r"<dc:date>", drawn)


def test_figures_need_no_screen_and_leave_pyplot_alone():
    code = "import sys, sovsim.plots; sys.exit('matplotlib.pyplot' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_picture_of_a_run_names_its_scenario(tiny):
    for picture in run_pictures(tiny):
        assert tiny.scenario.title in words(picture.draw()), picture.name


def test_marks_that_find_no_room_are_counted(tiny):
    marks = pd.DataFrame(
        [
            {"step": 2, "quarter": "2021Q2", "state": "BRE", "type": kind, "kind": kind}
            for kind in ("scenario", "imposed", "force", "upheaval")
        ]
    )
    said = words(draw_trajectories(trajectory_table(tiny.states, ["BRE"]), marks))
    assert "hide 1 more mark" in said
    assert "imposed decision" in said
    few = words(draw_trajectories(trajectory_table(tiny.states, ["BRE"]), marks.head(2)))
    assert "more marks" not in few
