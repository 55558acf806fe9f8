"""Columns built from buffers are those that pyarrow builds itself."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pytest

from sovsim.disk import arrow

NAN = np.nan


@pytest.mark.parametrize("values", [[], [1.0, NAN, -0.0, NAN], [2.5], [NAN] * 9, [0.5] * 17])
def test_nan_stands_for_nothing(values: list[float]) -> None:
    column = arrow.numbers(np.array(values))
    column.validate(full=True)
    assert column.equals(pa.array(np.array(values), from_pandas=True))


@pytest.mark.parametrize(
    "values",
    [
        np.arange(7, dtype=np.int32),
        np.arange(20)[::3],
        np.arange(11) % 3 == 0,
        np.ones(0, np.bool_),
    ],
)
def test_numbers_and_truth_values_are_as_they_were(values: npt.NDArray[np.int64]) -> None:
    column = arrow.plain(values)
    column.validate(full=True)
    assert column.equals(pa.array(values))


def test_texts_may_be_empty_and_in_any_script() -> None:
    for values in ([], ["", "Kazakhstan", "Қазақстан", ""]):
        column = arrow.texts(values)
        column.validate(full=True)
        assert column.equals(pa.array(values, pa.string()))


def test_a_code_below_zero_is_no_word() -> None:
    column = arrow.words(["one", "two"], np.array([1, -1, 0, 1]))
    column.validate(full=True)
    assert column.to_pylist() == ["two", None, "one", "two"]
    assert column.null_count == 1
