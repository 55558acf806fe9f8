"""Verdicts as pictures: one scale for all predictions, sides apart, checks at the end."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from sovsim.analysis.superiority import Share
from sovsim.experiment.verdict import ExperimentVerdict, SideVerdict
from sovsim.experiment.words import Verdict
from sovsim.plots import (
    draw_overview,
    draw_verdicts,
    overview_table,
    render,
    verdict_table,
)
from sovsim.plots.experiment_figures import overview_picture, verdict_picture
from sovsim.plots.style import Notes, lightness
from sovsim.plots.verdict_marks import MARKS
from sovsim.plots.verdicts import BAND, PREDICTED
from tests.plots.test_figures import assert_inside, words

NAN = math.nan
HEADS = {"A": "A: Yes. Holds.", "B": "B: No. Fails.", "checks": "Checks"}
NOTES = Notes("n = 8 runs of each arm.", "seed 7 · experiment 0123abcd", "A title")


def prediction(**given: Any) -> dict[str, Any]:
    return {
        "side": "A", "metric": "autonomy-of-some", "arms": "open / closed", "x": "open",
        "y": "closed", "predicted": "higher", "difference": 0.03, "low": 0.02, "high": 0.04,
        "smallest": 0.01, "superiority": 0.9, "method": "t", "split_by": (), "why": "So.",
        "because": "", "average": "shown", "holds": "it is so", "fails": "it is not so",
        "verdict": "holds", "check": False, "held": 0.75, "held_low": 0.5, "held_high": 0.9,
        **given,
    }  # fmt: skip


ROWS = [
    prediction(check=True, x="ob - cb", y="of - cf", predicted="same", verdict="depends"),
    prediction(side="B", predicted="not_higher", verdict="fails", held=0.25),
    prediction(metric="coercion", difference=-40.0, low=-60.0, high=-20.0, smallest=20.0,
               predicted="lower"),
    prediction(side="B", y="0.5", difference=NAN, low=NAN, high=NAN, verdict="open",
               because="share unsure",
               held=NAN, held_low=NAN, held_high=NAN),
]  # fmt: skip


def predictions(rows: list[dict[str, Any]] | None = None) -> pd.DataFrame:
    return pd.DataFrame(ROWS if rows is None else rows)


def side(name: str, statement: str, verdict: Verdict, space: Share) -> SideVerdict:
    return SideVerdict(
        side=name, statement=statement, verdict=verdict, because="", told="It is so.",
        depends_on=(), space=space,
    )  # fmt: skip


def verdict(name: str = "RH-99", kind: str = "contest", **given: Any) -> ExperimentVerdict:
    fields = {
        "name": name, "title": "A title of some length to be wrapped over two lines",
        "question": "Is it so?", "kind": kind, "words": "Side A holds in the model.",
        "sides": (
            side("A", "It is so.", "holds", Share(0.8, 0.6, 0.9)),
            side("B", "It is not.", "fails", Share(0.1, 0.0, 0.3)),
        ),
        "predictions": predictions(), "runs": 8, "points": 4, "seed": 7, "confidence": 0.95,
        "stopped": "", "limits": "", **given,
    }  # fmt: skip
    return ExperimentVerdict(**fields)


def told_by(figure: Figure) -> str:
    """Return all words of a figure, those of the caption in their order."""
    lines = [text.get_text() for text in figure.texts if text.get_gid() == "caption"]
    caption = " ".join(reversed(lines)).replace("\u00a0", " ")
    return f"{words(figure)}\n{caption}"


def drawn(rows: list[dict[str, Any]] | None = None) -> Figure:
    table = verdict_table(predictions(rows))
    return draw_verdicts(table, heads=HEADS, units={"coercion": "quarters"}, notes=NOTES)


def regions(figure: Figure) -> list[tuple[float, float]]:
    return [
        (patch.get_x(), patch.get_x() + patch.get_width())
        for patch in figure.axes[1].patches
        if isinstance(patch, Rectangle) and patch.get_gid() == "predicted"
    ]


def test_differences_are_counted_in_the_smallest_effect_that_matters() -> None:
    table = verdict_table(predictions()).set_index("metric")
    row = table.loc["coercion"]
    assert (row["value"], row["low"], row["high"]) == (-2.0, -3.0, -1.0)
    assert row["told"] == "\u221240 [\u221260, \u221220]"


def test_sides_come_in_turn_and_checks_at_the_end() -> None:
    table = verdict_table(predictions())
    assert table["group"].tolist() == ["A", "B", "B", "checks"]
    assert table["metric"][0] == "coercion"
    said = words(drawn())
    places = [said.index(head) for head in HEADS.values()]
    assert places == sorted(places)


def test_what_is_held_against_what_is_a_difference_in_words() -> None:
    arms = verdict_table(predictions())["arms"]
    assert arms.tolist() == [
        "open \u2212 closed",
        "open \u2212 closed",
        "open \u2212 0.5",
        "(ob \u2212 cb) \u2212 (of \u2212 cf)",
    ]


def test_a_forest_tells_predictions_verdicts_units_and_stamp_inside_its_edges() -> None:
    figure = drawn()
    assert_inside(figure)
    said = told_by(figure)
    for told in (
        "coercion", "predicted: not higher", "A: autonomy-of-some", "depends", "fails",
        "open: share unsure",
        "undefined in these runs", "matters from 20 quarters", "75%", "too small to matter",
        "Share of ranges", "no probability", NOTES.caption, NOTES.stamp, NOTES.title,
    ):  # fmt: skip
        assert told in said, told


def test_what_is_too_small_to_matter_lies_between_minus_one_and_one_in_every_row() -> None:
    ax = drawn().axes[1]
    bands = [patch.get_extents() for patch in ax.patches if _colour(patch) == BAND]
    assert len(bands) == 1
    left, right = (ax.transData.inverted().transform((x, 0))[0] for x in bands[0].intervalx)
    assert (left, right) == pytest.approx((-1.0, 1.0))
    assert ax.get_xscale() == "symlog"
    low, high = ax.get_xlim()
    assert low < -3.0
    assert high > 4.0


def test_the_region_that_was_predicted_is_shaded() -> None:
    lower, not_higher, higher, same = regions(drawn())
    assert lower[1] == -1.0
    assert lower[0] < -100.0 * 0.01
    assert not_higher[1] == 1.0
    assert not_higher[0] < -1.0
    assert higher[0] == 1.0
    assert same == (-1.0, 1.0)


def test_what_is_undefined_gets_no_mark() -> None:
    forest, shares = (drawn().axes[place] for place in (1, 2))
    for ax in (forest, shares):
        marks = [line for line in ax.lines if line.get_marker() not in ("None", "", None)]
        assert len(marks) == 3


def test_without_sampled_ranges_there_is_no_panel_of_shares() -> None:
    rows = [row | {"held": NAN, "held_low": NAN, "held_high": NAN} for row in ROWS]
    figure = drawn(rows)
    assert_inside(figure)
    assert "Share of ranges" not in words(figure)


def test_long_names_large_numbers_and_dollar_signs_stay_inside() -> None:
    long = "-".join(["powerful"] * 6)
    rows = [
        prediction(metric=f"{long}-$x_{{1$", x=f"{long} - {long}", y=f"{long} - {long}",
                   difference=3e5, low=-2e5, high=8e5),
        prediction(side="B", difference=1e-9, low=-math.inf, high=math.inf),
    ]  # fmt: skip
    figure = drawn(rows)
    assert_inside(figure)
    assert "$x {1$" in words(figure).replace("\n", "")
    assert render(figure, "png").startswith(b"\x89PNG")


def test_verdicts_differ_in_shape_and_the_shades_of_a_row_in_grey() -> None:
    assert len({(mark.marker, mark.fill) for mark in MARKS.values()}) == len(MARKS)
    assert lightness(BAND) - lightness(PREDICTED) > 8
    assert all(lightness(mark.colour) < 60 for mark in MARKS.values())


def test_the_picture_of_an_experiment_names_it_and_its_size() -> None:
    picture = verdict_picture(
        verdict(title="Costs $5 & <more>"), {"coercion": "quarters"}, "ab" * 9
    )
    figure = picture.draw()
    assert_inside(figure)
    said = told_by(figure)
    for told in (
        "RH-99 Costs", "<more>", "A: It is so. Holds.", "n = 8 runs of each arm at 4 points",
        "intervals at 95%", "seed 7 · experiment abababab",
    ):  # fmt: skip
        assert told in said, told
    assert picture.alt.endswith(".")


def test_the_overview_has_two_rows_an_experiment_and_contests_come_first() -> None:
    table = overview_table([verdict("RH-01", "switch"), verdict("RH-02")])
    assert table["experiment"].tolist() == ["RH-02", "RH-02", "RH-01", "RH-01"]
    assert table["side"].tolist() == ["A", "B"] * 2
    figure = draw_overview(table, notes=NOTES)
    assert_inside(figure)
    said = told_by(figure)
    assert said.index("Contests") < said.index("Switches")
    for told in (
        "RH-01",
        "It is so.",
        "It is not.",
        "holds  80%",
        "fails  10%",
        "no probability",
        NOTES.stamp,
    ):
        assert told in said, told
    marks = [line for line in figure.axes[1].lines if line.get_marker() in ("o", "X")]
    assert [line.get_xdata()[0] for line in marks] == [0.8, 0.1, 0.8, 0.1]


def test_the_overview_says_where_nothing_was_sampled_and_where_sizes_differ() -> None:
    sides = tuple(side(name, "So.", "depends", Share(NAN, NAN, NAN)) for name in ("A", "B"))
    plain = verdict("RH-02", sides=sides, runs=4, seed=1)
    figure = overview_picture([verdict("my-own-experiment-of-a-long-name"), plain]).draw()
    assert_inside(figure)
    said = told_by(figure)
    assert said.count("nothing sampled") == 2
    assert "see the table" in said
    assert "2 seeds · 2 experiments" in said


def test_the_same_verdict_gives_the_same_bytes() -> None:
    first, second = (render(verdict_picture(verdict()).draw(), "svg") for _ in range(2))
    assert first == second


def _colour(patch: Any) -> str:
    from matplotlib.colors import to_hex

    return str(to_hex(patch.get_facecolor()))
