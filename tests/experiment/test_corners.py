"""Who holds by the signs of what decides, on made-up points."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from sovsim.experiment.corners import (
    LEAD,
    NAMES,
    corners,
    effects,
    lead,
    points_for_lead,
    shifts,
    told,
)
from sovsim.experiment.deciding import Deciding
from sovsim.experiment.schema import PredictionTable, UncertaintyTable
from sovsim.experiment.shares import Points


def deciding(*pairs: tuple[str, str]) -> Deciding:
    return Deciding.of(
        UncertaintyTable.model_validate({"parameter": name, "range": [-1.0, 1.0], "decides": side})
        for name, side in pairs
    )


@pytest.fixture
def values() -> pd.DataFrame:
    return pd.DataFrame(np.random.default_rng(0).uniform(-1, 1, (200, 2)), columns=["g.a", "g.b"])


BOTH = deciding(("g.a", "A"), ("g.b", "B"))


def test_what_decides_for_both_sides_hangs_on_each_and_makes_no_corners() -> None:
    found = deciding(("g.a", "both"), ("g.b", "B"))
    assert (found.for_side("A"), found.for_side("B")) == (("g.a",), ("g.b", "g.a"))
    assert found.every == ("g.b", "g.a")
    assert not found.mirrored
    assert BOTH.mirrored


def test_corners_part_the_points_by_sign(values: pd.DataFrame) -> None:
    held = (values["g.a"].to_numpy() > 0, values["g.b"].to_numpy() > 0)
    found = {corner.name: corner for corner in corners(BOTH, values, held, 0.95)}
    assert set(found) == set(NAMES.values())
    assert sum(corner.points for corner in found.values()) == 200
    assert found["only A's above 0"].a.share == 1.0
    assert found["only A's above 0"].b.share == 0.0


def test_where_both_work_the_stronger_prevails_and_labels_swap(values: pd.DataFrame) -> None:
    a = values["g.a"].to_numpy() + 0.5 > values["g.b"].to_numpy()
    first = lead(corners(BOTH, values, (a, ~a), 0.95), 0.95)
    swapped = deciding(("g.a", "B"), ("g.b", "A"))
    second = lead(corners(swapped, values, (~a, a), 0.95), 0.95)
    assert "A holds more often" in first
    assert "B holds more often" in second


def test_a_fair_coin_prevails_seldom(values: pd.DataFrame) -> None:
    noise = np.random.default_rng(1)
    wrong = 0
    for _ in range(100):
        a = noise.random(200) < 0.5
        wrong += "holds more often:" in lead(corners(BOTH, values, (a, ~a), 0.95), 0.95)
    assert wrong <= 12


def test_one_weight_for_both_sides_parts_the_points_in_halves(values: pd.DataFrame) -> None:
    held = (values["g.a"].to_numpy() < 0, values["g.a"].to_numpy() > 0)
    found = corners(deciding(("g.a", "both")), values, held, 0.95)
    assert [corner.name for corner in found] == ["g.a above 0", "g.a below 0"]
    assert found[0].b.share == found[1].a.share == 1.0
    assert told(found)[0].endswith("By that sign:")


def test_nothing_is_said_where_nothing_decides(values: pd.DataFrame) -> None:
    none = (np.zeros(200, dtype=bool), np.zeros(200, dtype=bool))
    assert told(corners(deciding(), values, none, 0.95)) == ()
    few = corners(BOTH, values.head(8), (none[0][:8], none[1][:8]), 0.95)
    assert told(few)[0].startswith("Too few points")
    assert lead(few, 0.95) == ""


def test_where_both_work_effects_have_sizes(values: pd.DataFrame) -> None:
    entry = PredictionTable.model_validate(
        {
            "side": "A",
            "metric": "m",
            "arms": ["x", "y"],
            "direction": "higher",
            "smallest": 0.2,
            "why": "planted",
            "holds": "it is more",
            "fails": "it is no more",
        }
    )
    planted = values["g.a"].to_numpy()[None, :]
    points = Points(np.arange(200), planted, np.zeros((1, 200)), (entry,))
    (found,) = effects(BOTH, values, points, [0], 0.95)
    inside = ((values > 0.0).all(axis=1)).to_numpy()
    assert found.mean.mean == pytest.approx(planted[0][inside].mean())
    assert found.held.share == pytest.approx((planted[0][inside] > 0.2).mean())
    assert str(found).startswith("A, it is more: in ")
    assert effects(deciding(("g.a", "both")), values, points, [0], 0.95) == ()


def test_a_lead_is_seen_with_the_power_that_is_promised() -> None:
    noise, count = np.random.default_rng(2), points_for_lead(0.95, 0.9)
    both = pd.DataFrame(np.full((count // 4, 2), 0.5), columns=["g.a", "g.b"])
    seen = 0
    for _ in range(300):
        a = noise.random(count // 4) < 0.5 + LEAD / 2
        seen += "A holds more often" in lead(corners(BOTH, both, (a, ~a), 0.95), 0.95)
    assert seen / 300 >= 0.85


def test_what_else_shifts_it_is_named_and_chance_is_not(values: pd.DataFrame) -> None:
    drawn = values.assign(**{"g.c": np.random.default_rng(3).uniform(-1, 1, len(values))})
    none = np.zeros(len(drawn), dtype=bool)
    by_third = shifts(BOTH, drawn, (drawn["g.c"].to_numpy() > 0, none), 0.95)
    assert len(by_third) == 1
    assert by_third[0].startswith("side A shifts with g.c: it holds in 100%")
    by_chance = np.random.default_rng(4).random(len(drawn)) < 0.5
    assert shifts(BOTH, drawn, (by_chance, none), 0.95)[0].startswith("nothing else")
