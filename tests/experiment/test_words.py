"""Words of verdicts: they go with their numbers for any input, and sides may change names."""

from __future__ import annotations

import math
import re
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sovsim.analysis.space import clopper_pearson
from sovsim.analysis.superiority import Share
from sovsim.experiment.schema import PredictionTable
from sovsim.experiment.sentence import Part, Said, head, told
from sovsim.experiment.shares import Points, point_means
from sovsim.experiment.words import (
    SIGNS,
    VERDICTS,
    Average,
    Verdict,
    average,
    averages,
    by_the_signs,
    judged,
    labelled,
    percent,
)

AVERAGES: tuple[Average, ...] = ("shown", "ruled out", "unsure")
NAN = float("nan")


@st.composite
def shares(draw: st.DrawFn) -> Share:
    low, share, high = sorted(draw(st.tuples(*[st.floats(0.0, 1.0)] * 3)))
    return Share(share, low, high)


means = st.sampled_from(AVERAGES)


@given(share=shares(), mean=means)
def test_word_and_number_agree_for_any_input(share: Share, mean: Average) -> None:
    verdict, because = judged(share, mean)
    shown = int(percent(share.share).rstrip("%"))
    if verdict == "holds":
        assert shown >= 67
        assert share.low > 0.5
        assert mean == "shown"
    elif verdict == "fails":
        assert shown <= 33
        assert share.high < 0.5
        assert mean != "shown"
    elif verdict == "depends":
        assert (34 <= shown <= 66) is (because == "")
        assert share.low > 1 / 6 or because == "but on average"
        assert share.high < 5 / 6 or because == "not on average"
    else:
        assert because in ("share unsure", "average unsure")
        wide = share.high - share.low > 1 / 6 - 1e-9
        assert wide if because == "share unsure" else mean == "unsure"


@given(share=shares(), mean=means)
def test_what_is_surely_one_thing_is_never_open_for_its_share(share: Share, mean: Average) -> None:
    sure = share.low > 2 / 3 or share.high < 1 / 3 or (share.low > 1 / 3 and share.high < 2 / 3)
    assert not (sure and judged(share, mean)[1] == "share unsure")


@given(share=shares(), mean=means)
def test_the_contrary_fails_where_it_holds(share: Share, mean: Average) -> None:
    contrary: Average = {"shown": "ruled out", "ruled out": "shown", "unsure": "unsure"}[mean]  # type: ignore[assignment]
    turned = Share(1.0 - share.share, 1.0 - share.high, 1.0 - share.low)
    if judged(share, mean)[0] == "holds":
        assert judged(turned, contrary)[0] == "fails"


@pytest.mark.parametrize(
    ("hits", "of", "mean", "word"),
    [
        (43, 64, "shown", "holds"),
        (42, 64, "shown", "depends"),
        (22, 64, "ruled out", "depends"),
        (21, 64, "ruled out", "fails"),
        (2, 3, "shown", "open"),
        (1, 3, "ruled out", "open"),
        (20, 30, "shown", "open"),
        (60, 90, "shown", "holds"),
        (30, 90, "ruled out", "fails"),
        (45, 90, "unsure", "depends"),
        (85, 90, "unsure", "open"),
        (85, 90, "ruled out", "depends"),
        (5, 90, "shown", "depends"),
        (5, 90, "unsure", "fails"),
    ],
)
def test_at_the_thirds(hits: int, of: int, mean: Average, word: str) -> None:
    assert judged(clopper_pearson(hits, of), mean)[0] == word


@pytest.mark.parametrize(
    ("share", "said"),
    [(1 / 3, "33%"), (0.3334, "34%"), (2 / 3, "67%"), (0.6666, "66%"), (0.665, "66%"), (1, "100%")],
)
def test_a_share_is_not_rounded_over_a_third(share: float, said: str) -> None:
    assert percent(share) == said


def test_without_ranges_the_average_decides() -> None:
    none = Share(NAN, NAN, NAN)
    assert [judged(none, mean)[0] for mean in AVERAGES] == ["holds", "fails", "open"]
    assert labelled(*judged(none, "unsure")) == "open: average unsure"


@pytest.mark.parametrize(
    ("predicted", "found", "mean"),
    [
        ("higher", "higher", "shown"),
        ("higher", "same", "ruled out"),
        ("higher", "open", "unsure"),
        ("not_lower", "same", "shown"),
        ("not_lower", "not_higher", "unsure"),
        ("higher", "not_higher", "ruled out"),
        ("same", "not_higher", "unsure"),
    ],
)
def test_an_average_is_held_against_what_is_shown(predicted: str, found: str, mean: str) -> None:
    assert average(predicted, found) == mean


def test_all_have_to_be_shown_or_any() -> None:
    mixed: list[Average] = ["shown", "unsure", "ruled out"]
    assert (averages(mixed, "all"), averages(mixed, "any")) == ("ruled out", "shown")
    assert (averages(mixed[:2], "all"), averages(mixed[1:], "any")) == ("unsure", "unsure")


def said(side: str, share: Share, mean: Average) -> Said:
    return Said(side, f"What {side.lower()} says.", *judged(share, mean), share)


def exchanged(text: str) -> str:
    names = {"A": "B", "B": "A", "a": "b", "b": "a"}
    text = re.sub(r"What ([ab]) says", lambda m: f"What {names[m[1]]} says", text)
    return re.sub(r"\b[AB]\b", lambda match: names[match[0]], text)


@settings(max_examples=200)
@given(kind=st.sampled_from(["contest", "switch"]), one=shares(), other=shares(), x=means, y=means)
def test_sides_that_change_names_change_them_in_the_sentence(
    kind: str, one: Share, other: Share, x: Average, y: Average
) -> None:
    plain = head(kind, said("A", one, x), said("B", other, y))
    turned = head(kind, said("A", other, y), said("B", one, x))
    assert turned == exchanged(plain)
    assert plain[0].isupper()
    assert ("No winner" in plain) is (kind == "switch")
    assert "  " not in plain
    assert ".." not in plain


def prediction(direction: str = "higher", **given: Any) -> PredictionTable:
    fields = {"side": "A", "metric": "ties", "arms": ["x", "y"], "smallest": 1.0, "why": "-"}
    return PredictionTable.model_validate({**fields, "direction": direction, **given})


def part(hits: int, mean: Average, **given: Any) -> Part:
    share = clopper_pearson(hits, 64)
    return Part(prediction(**given), *judged(share, mean), share)


def test_partial_truths_are_told() -> None:
    kept = part(62, "shown", holds="ties are kept", fails="ties are not kept")
    conduct = part(1, "ruled out", holds="conduct is milder", fails="conduct is unchanged")
    space = clopper_pearson(1, 64)
    assert told([kept, conduct], space, "all") == (
        "Ties are kept (97% of the ranges), but conduct is unchanged (98%); "
        "both as predicted in 2%."
    )
    assert told([conduct], space, "all") == "Conduct is unchanged (98% of the ranges)."
    half = part(32, "unsure", holds="it spreads", fails="it does not")
    assert told([half, conduct], space, "any") == (
        "Conduct is unchanged (98% of the ranges); it depends whether it spreads (50%); "
        "at least one of these in 2%."
    )
    plain = Part(prediction("not_lower"), "fails", "", Share(NAN, NAN, NAN))
    assert told([plain], plain.share, "all") == "Ties is lower (x against y)."


@pytest.mark.parametrize("verdict", VERDICTS)
def test_a_switch_speaks_of_traces(verdict: str) -> None:
    assert "trace" in head(
        "switch",
        Said("A", "So.", verdict, "", clopper_pearson(32, 64)),  # type: ignore[arg-type]
        Said("B", "Not.", verdict, "", clopper_pearson(32, 64)),  # type: ignore[arg-type]
    )


# Shares from tables with noise


def noisy(
    effects: np.ndarray, noise: float, replicates: int, seed: int, direction: str = "higher"
) -> Points:
    """Return points whose true differences are given, each seen in some noisy runs."""
    random = np.random.default_rng(seed)
    point = np.tile(np.arange(len(effects)), replicates)
    difference = effects[point] + noise * random.standard_normal(len(point))
    base = {"run": np.arange(len(point)), "point": point}
    table = pd.concat(
        [
            pd.DataFrame({**base, "arm": "x", "ties": difference}),
            pd.DataFrame({**base, "arm": "y", "ties": 0.0}),
        ]
    )
    return point_means(table, [prediction(direction)])


def test_chance_at_a_point_is_taken_off() -> None:
    nowhere = np.zeros(64)
    counted = noisy(nowhere, 4.0, 2, 1)
    raw = float((np.abs(counted.means[0]) <= 1.0).mean())
    assert raw < 0.5
    same = noisy(nowhere, 4.0, 2, 1, "same").share([0], "all", 0.95)
    assert same.share > 0.8
    spread = np.random.default_rng(0).normal(0.0, 6.0, 400)
    true = float((spread > 1.0).mean())
    assert noisy(spread, 6.0, 2, 2).share([0], "all", 0.95).share == pytest.approx(true, abs=0.06)


def test_with_one_run_at_a_point_the_share_says_how_little_is_known() -> None:
    share = noisy(np.linspace(-2.0, 4.0, 64), 1.0, 1, 3).share([0], "all", 0.95)
    assert share.high - share.low > 0.9
    clear = noisy(np.full(64, 9.0), 1.0, 1, 3).share([0], "all", 0.95)
    assert clear.low > 0.9


@pytest.mark.parametrize(
    ("word", "because", "own", "said"),
    [
        ("fails", "", Share(0.6, 0.5, 0.7), ("depends", SIGNS)),
        ("open", "average unsure", Share(0.6, 0.5, 0.7), ("depends", SIGNS)),
        ("fails", "", Share(0.2, 0.1, 0.3), ("fails", "")),
        ("fails", "", Share(0.3, 0.05, 0.6), ("open", "share unsure")),
        ("depends", "", Share(0.5, 0.1, 0.9), ("open", "share unsure")),
        ("holds", "", Share(0.9, 0.8, 1.0), ("holds", "")),
        ("fails", "", Share(math.nan, math.nan, math.nan), ("fails", "")),
    ],
)
def test_a_side_fails_only_where_its_own_mechanism_works_and_it_fails(
    word: Verdict, because: str, own: Share, said: tuple[str, str]
) -> None:
    assert by_the_signs(word, because, own) == said
