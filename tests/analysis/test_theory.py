"""Theory as a factor: sums of squares and components of planted tables."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest

from sovsim.analysis.theory import SOURCES, DesignNotCrossed, decompose, means

THEORY = np.array([-1.0, 0.0, 1.0])
POINT = np.array([-3.0, -1.0, 1.0, 3.0])
RUN = np.array([-2.0, 2.0])


def cube_table(cube: np.ndarray) -> pd.DataFrame:
    places = itertools.product(*(range(length) for length in cube.shape))
    return pd.DataFrame(
        [(f"t{t}", p, r, cube[t, p, r]) for t, p, r in places],
        columns=["arm", "point", "run", "m"],
    )


def shares(table: pd.DataFrame) -> dict[str, float]:
    return decompose(table, ["m"]).set_index("source")["share"].to_dict()


def test_a_planted_table_is_decomposed_exactly() -> None:
    t, p, r = THEORY[:, None, None], POINT[None, :, None], RUN[None, None, :]
    table = cube_table(7.0 + 2.0 * t + p + 0.5 * r + t * p + 0.25 * p * r)
    found = decompose(table, ["m"]).set_index("source")
    expected = {
        "theory": 4.0 * 2.0 * 8,
        "parameters": 20.0 * 6,
        "noise": 0.25 * 8.0 * 12,
        "theory x parameters": 2.0 * 20.0 * 2,
        "theory x noise": 0.0,
        "parameters x noise": 0.0625 * 20.0 * 8.0 * 3,
        "theory x parameters x noise": 0.0,
    }
    assert found["squares"].to_dict() == pytest.approx(expected, abs=1e-10)
    assert found["freedom"].to_dict() == {
        "theory": 2,
        "parameters": 3,
        "noise": 1,
        "theory x parameters": 6,
        "theory x noise": 2,
        "parameters x noise": 3,
        "theory x parameters x noise": 6,
    }


def test_the_parts_add_up_to_the_whole_whatever_the_order_of_the_rows() -> None:
    cube = np.random.default_rng(4).standard_normal((5, 7, 3))
    table = cube_table(cube)
    found = decompose(table, ["m"])
    assert found["squares"].sum() == pytest.approx(((cube - cube.mean()) ** 2).sum(), rel=1e-12)
    assert found["share"].sum() == pytest.approx(1.0)
    shuffled = decompose(table.sample(frac=1.0, random_state=1), ["m"])
    assert shuffled["squares"].tolist() == pytest.approx(found["squares"].tolist())


@pytest.mark.parametrize("source", ["theory", "parameters", "noise"])
def test_what_alone_varies_has_the_whole_variance(source: str) -> None:
    axis = SOURCES[source][0]
    shape = [1, 1, 1]
    shape[axis] = (3, 4, 2)[axis]
    values = (THEORY, POINT, RUN)[axis].reshape(shape)
    found = shares(cube_table(np.broadcast_to(values, (3, 4, 2))))
    assert found.pop(source) == pytest.approx(1.0)
    assert max(found.values()) < 1e-12


def test_undefined_points_are_left_out_and_nothing_varying_has_no_shares() -> None:
    table = cube_table(np.broadcast_to(THEORY[:, None, None], (3, 4, 2)).copy())
    table.loc[(table["point"] == 2) & (table["arm"] == "t1"), "m"] = np.nan
    found = decompose(table, ["m"]).set_index("source")
    assert found["share"]["theory"] == pytest.approx(1.0)
    assert found["freedom"]["parameters"] == 2
    assert decompose(table.assign(m=1.0), ["m"])["share"].isna().all()
    assert decompose(table.assign(m=np.nan), ["m"])["share"].isna().all()


def test_noise_alone_gives_no_share_to_anything_but_itself() -> None:
    random = np.random.default_rng(7)
    found = [shares(cube_table(random.standard_normal((3, 12, 3)))) for _ in range(40)]
    means = pd.DataFrame(found).mean()
    assert means.pop("theory x parameters x noise") == pytest.approx(1.0, abs=0.1)
    assert means.abs().max() < 0.06


def test_components_by_hand() -> None:
    """A component is a mean square less what it owes to others, over the cells of a mean."""
    cube = np.random.default_rng(8).standard_normal((3, 5, 2))
    found = decompose(cube_table(cube), ["m"]).set_index("source")
    square = found["squares"] / found["freedom"]
    rest = "theory x parameters x noise"
    both = square["theory x parameters"] - square[rest]
    assert found["component"]["theory x parameters"] == pytest.approx(both / 2)
    own = square["theory"] - square["theory x parameters"] - square["theory x noise"]
    assert found["component"]["theory"] == pytest.approx((own + square[rest]) / 10)


def test_one_run_tells_no_component() -> None:
    table = cube_table(np.random.default_rng(9).random((3, 4, 1)))
    assert decompose(table, ["m"])["share"].isna().all()


def test_a_design_with_a_missing_or_double_cell_is_refused() -> None:
    table = cube_table(np.zeros((3, 4, 2)))
    with pytest.raises(DesignNotCrossed, match="23 rows are no 3 by 4 by 2"):
        decompose(table.iloc[:-1], ["m"])
    with pytest.raises(DesignNotCrossed):
        decompose(pd.concat([table.iloc[:-1], table.iloc[:1]]), ["m"])


def test_means_and_their_reach_over_the_points() -> None:
    cube = THEORY[:, None, None] + POINT[None, :, None] + RUN[None, None, :]
    row = means(cube_table(cube), ["m"]).set_index("theory").loc["t2"]
    assert (row["mean"], row["least"], row["most"]) == (1.0, -2.0, 4.0)
