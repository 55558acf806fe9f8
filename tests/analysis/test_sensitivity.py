"""Indices against functions whose sensitivity is known in closed form."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from sovsim.analysis.sensitivity import (
    SensitivityError,
    chance_share,
    convergence,
    group_size,
    indices,
    ranked,
    sample,
    sizes,
)

pytest.importorskip("SALib", reason="needs the extra [explore]")

ISHIGAMI = dict.fromkeys(("x1", "x2", "x3"), (-math.pi, math.pi))
LINEAR = {"strong": (0.0, 10.0), "weak": (2.0, 4.0), "idle": (-1.0, 1.0)}


def ishigami(points: pd.DataFrame) -> np.ndarray:
    x1, x2, x3 = (points[name].to_numpy() for name in ISHIGAMI)
    return np.sin(x1) + 7.0 * np.sin(x2) ** 2 + 0.1 * x3**4 * np.sin(x1)


def analytic() -> dict[tuple[str, str], float]:
    """Ishigami and Homma (1990) with a = 7 and b = 0.1."""
    a, b, pi = 7.0, 0.1, math.pi
    one = 0.5 * (1.0 + b * pi**4 / 5.0) ** 2
    two = a * a / 8.0
    both = b * b * pi**8 * (1.0 / 18.0 - 1.0 / 50.0)
    total = one + two + both
    return {
        ("x1", "first"): one / total,
        ("x2", "first"): two / total,
        ("x3", "first"): 0.0,
        ("x1", "total"): (one + both) / total,
        ("x2", "total"): two / total,
        ("x3", "total"): both / total,
    }


def linear(points: pd.DataFrame) -> np.ndarray:
    return (3.0 * points["strong"] - 2.0 * points["weak"]).to_numpy()


def test_sobol_indices_of_ishigami_are_the_analytic_ones_and_lie_in_their_intervals() -> None:
    points = sample(ISHIGAMI, "sobol", 4096, seed=1)
    table = indices(points, ishigami(points), ISHIGAMI, "sobol").set_index(["parameter", "index"])
    for key, value in analytic().items():
        row = table.loc[key]
        assert row["value"] == pytest.approx(value, abs=0.02), key
        assert row["low"] <= value <= row["high"], key


def test_sobol_converges_on_ishigami() -> None:
    points = sample(ISHIGAMI, "sobol", 2048, seed=2)
    table = convergence(points, ishigami(points), ISHIGAMI, "sobol")
    assert sorted(set(table["size"])) == [64, 128, 256, 512, 1024, 2048]
    true = {name: analytic()[name, "total"] for name in ISHIGAMI}
    error = (table["value"] - table["parameter"].map(true)).abs().groupby(table["size"]).max()
    width = (table["high"] - table["low"]).groupby(table["size"]).max()
    assert error[2048] < 0.03 < error[64]
    assert width[2048] < width[64] / 3.0


def test_the_last_size_of_convergence_is_the_whole_sample() -> None:
    points = sample(LINEAR, "morris", 8)
    whole = indices(points, linear(points), LINEAR, "morris")
    grown = convergence(points, linear(points), LINEAR, "morris")
    last = grown[grown["size"] == 8].set_index("parameter")["value"]
    assert (
        last.to_dict()
        == whole[whole["index"] == "mu_star"].set_index("parameter")["value"].to_dict()
    )


def test_morris_finds_the_slopes_of_a_linear_model_exactly() -> None:
    points = sample(LINEAR, "morris", 6)
    table = indices(points, linear(points), LINEAR, "morris")
    found = table.set_index(["index", "parameter"])["value"]
    assert found["mu"].to_dict() == pytest.approx({"strong": 30.0, "weak": -4.0, "idle": 0.0})
    assert found["mu_star"].to_dict() == pytest.approx({"strong": 30.0, "weak": 4.0, "idle": 0.0})
    assert found["sigma"].abs().max() < 1e-9
    assert list(dict.fromkeys(ranked(table, "morris")["parameter"])) == ["strong", "weak", "idle"]


def test_sobol_shares_of_a_linear_model_go_with_the_squares_of_slope_times_range() -> None:
    points = sample(LINEAR, "sobol", 1024)
    table = indices(points, linear(points), LINEAR, "sobol")
    shares = {"strong": 900.0 / 916.0, "weak": 16.0 / 916.0, "idle": 0.0}
    for index in ("first", "total"):
        found = table[table["index"] == index].set_index("parameter")["value"]
        assert found.to_dict() == pytest.approx(shares, abs=0.01)


@pytest.mark.parametrize("method", ["morris", "sobol"])
def test_a_seed_repeats_sample_and_intervals_and_0_is_one(method: str) -> None:
    drawn = [sample(ISHIGAMI, method, 16, seed) for seed in (0, 0, 1)]  # type: ignore[arg-type]
    pd.testing.assert_frame_equal(drawn[0], drawn[1], check_exact=True)
    assert not drawn[0].equals(drawn[2])
    tables = [
        indices(drawn[0], ishigami(drawn[0]), ISHIGAMI, method, seed=0)  # type: ignore[arg-type]
        for _ in range(2)
    ]
    pd.testing.assert_frame_equal(tables[0], tables[1], check_exact=True)


def test_a_wider_level_gives_wider_intervals() -> None:
    points = sample(ISHIGAMI, "sobol", 128)
    narrow, wide = (
        indices(points, ishigami(points), ISHIGAMI, "sobol", confidence=level)
        for level in (0.5, 0.99)
    )
    assert ((wide["high"] - wide["low"]) > (narrow["high"] - narrow["low"])).all()


def test_an_outcome_that_never_varies_has_no_indices() -> None:
    points = sample(LINEAR, "sobol", 8)
    assert indices(points, np.ones(len(points)), LINEAR, "sobol")["value"].isna().all()
    points = sample(LINEAR, "morris", 8)
    assert (indices(points, np.ones(len(points)), LINEAR, "morris")["value"] == 0.0).all()


def test_what_cannot_be_analysed_is_refused() -> None:
    points = sample(LINEAR, "sobol", 8)
    values = linear(points)
    with pytest.raises(SensitivityError, match="undefined at 1 of 40"):
        indices(points, np.where(np.arange(len(points)) == 3, np.nan, values), LINEAR, "sobol")
    with pytest.raises(SensitivityError, match="do not fit"):
        indices(points, values[:-1], LINEAR, "sobol")
    with pytest.raises(SensitivityError, match="no method"):
        sample(LINEAR, "fast", 8)  # type: ignore[arg-type]
    with pytest.raises(SensitivityError, match="empty"):
        sample({"p": (1.0, 1.0)}, "morris", 8)
    with pytest.raises(SensitivityError, match="no parameter"):
        sample({}, "morris", 8)
    with pytest.raises(SensitivityError, match="too few"):
        sample(LINEAR, "morris", 1)


def test_sizes_and_groups() -> None:
    assert sizes(16) == [2, 4, 8, 16]
    assert sizes(10) == [2, 5, 10]
    assert len(sample(LINEAR, "morris", 5)) == 5 * group_size(3, "morris")
    assert len(sample(LINEAR, "sobol", 5)) == 8 * group_size(3, "sobol")


def test_noise_that_is_common_to_all_points_is_no_chance_between_them() -> None:
    points, runs = np.repeat(np.arange(50), 4), np.tile(np.arange(4), 50)
    random = np.random.default_rng(3)
    common, own = random.standard_normal(4)[runs], random.standard_normal(200)
    frame = pd.DataFrame({"point": points, "run": runs})
    assert chance_share(frame.assign(m=points + 10.0 * common), "m") < 1e-12
    assert chance_share(frame.assign(m=own), "m") > 0.6
    signal = 2.0 * random.standard_normal(50)[points]
    assert chance_share(frame.assign(m=signal + own), "m") == pytest.approx(1 / 17, abs=0.03)
