"""Tables keep to the width of the screen and break no word and no number."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sovsim.cli.table import BELOW, Column, laid, width_of, wrapped

NUMBERS = st.floats(-1e4, 1e4).map(lambda value: f"{value:.3g}")
INTERVALS = st.tuples(NUMBERS, NUMBERS).map(lambda pair: f"[{pair[0]}, {pair[1]}]")
NAMES = st.from_regex(r"[a-z]{1,9}(_[a-z]{1,9}){0,3}", fullmatch=True)
PROSE = st.lists(st.from_regex(r"[a-zé]{1,12}", fullmatch=True), max_size=30).map(" ".join)
COUNTED = st.tuples(st.integers(0, 99), st.integers(0, 99)).map(lambda two: "{} of {}".format(*two))
HEADINGS = st.sampled_from(["metric", "A", "95 % interval of total", "P(A > B)", "variance saved"])


@st.composite
def tables(draw: st.DrawFn) -> list[Column]:
    rows = draw(st.integers(1, 4))
    kinds = draw(st.lists(st.sampled_from([NUMBERS, INTERVALS, PROSE, NAMES, COUNTED]), max_size=8))
    columns = []
    for kind in [NAMES, *kinds]:
        cells = tuple(draw(st.lists(kind, min_size=rows, max_size=rows)))
        spare = bool(columns) and draw(st.booleans())
        columns.append(Column(draw(HEADINGS), cells, kind is NUMBERS, spare))
    return columns


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(tables(), st.sampled_from([40, 60, 80, 120]))
def test_no_line_is_too_wide_and_nothing_is_broken(columns: list[Column], width: int) -> None:
    found = laid(columns, width)
    lines = [*found.head, *(line for row in found.rows for line in row)]
    least = BELOW + max(one.narrowest for one in columns) + max(len(c.heading) for c in columns) + 2
    assert all(width_of(line) <= max(width, least) for line in lines)
    assert "\N{NO-BREAK SPACE}" not in "".join(lines)
    for at, row in enumerate(found.rows):
        text = " ".join(" ".join(row).replace(";", " ").split())
        for one in columns:
            words = one.cells[at].split()
            whole = one.cells[at][:1] == "[" or " of " in one.cells[at]
            told = [one.cells[at]] if whole else words
            if found.head and one.heading in found.left_out:
                continue
            assert all(word in text for word in told), one
    assert len(found.rows) == len(columns[0].cells)


def test_what_gives_way_first() -> None:
    name = Column("metric", ("sovereignty_gap", "dependence_russia"))
    mean = Column("mean of all runs", ("0.123", "0.456"), number=True)
    interval = Column("95 % interval", ("[-0.123, 0.001]", "[0.4, 0.5]"))
    saved = Column("variance saved", ("0.9", "0.8"), number=True, spare=True)
    prose = Column("meaning", ("the distance between two things that matter much " * 2,) * 2)

    wide = laid([name, mean, interval, saved, prose], 200)
    assert len(wide.head) == 1
    assert [len(row) for row in wide.rows] == [1, 1]

    shrunk = laid([name, mean, interval, saved, prose], 90)
    assert not shrunk.left_out
    assert len(shrunk.rows[0]) > 1, "prose takes more lines"

    fewer = laid([name, mean, interval, saved, prose], 76)
    assert fewer.left_out == ("variance saved",)

    below = laid([name, mean, interval, prose], 50)
    assert below.head[-1] == "    meaning"
    assert below.rows[0][1].startswith("    the distance")

    blocks = laid([name, mean, interval, saved], 30)
    assert blocks.head == ()
    assert blocks.rows[1][0] == "dependence_russia"
    assert "[0.4, 0.5]" in " ".join(blocks.rows[1])


@pytest.mark.parametrize(
    "together",
    [
        "[0.12, 0.34]",
        "0.2 [-0.12, 0.34]",
        "75% [0%, 100%]",
        "0.44 to 0.66",
        "12 of 40",
        "95 %",
        "0.12 +/- 0.03",
    ],
)
def test_a_range_stays_in_one_line(together: str) -> None:
    words = f"values of two words more and {together} of it"
    column = Column("told", (words, words))
    for width in range(14, 60):
        lines = laid([Column("name", ("a", "b")), column], width).rows[0]
        assert any(together in line for line in lines)


def test_wide_letters_are_counted_as_they_are_shown() -> None:
    found = laid([Column("状態", ("東の国", "西")), Column("n", ("1", "2"), number=True)], 40)
    assert found.rows == (("東の国  1",), ("西      2",))
    assert wrapped("a/long/path/without/a/space", 10) == ["a/long/path/without/a/space"]
