"""The error rates that docs/statistics.md states, simulated again with fewer repeats."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "error_rates.py"


@pytest.fixture(scope="module")
def rates() -> ModuleType:
    spec = importlib.util.spec_from_file_location("error_rates", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["error_rates"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
def test_stopping_covers_rare_events_and_keeps_the_level_of_nulls(rates: ModuleType) -> None:
    rows = {(row["outcome"], row["rule"]): row for row in rates.stopping(120)}
    for (name, rule), row in rows.items():
        if rule == "now":
            assert row["covered"] >= 0.88, name
            assert row["false claim"] <= 0.12, name
            assert row["called the same"] <= 0.05, name
    assert rows["the same 1 %, asked to 0.8 %", "before"]["no run differed"] > 0.3
    assert rows["the same 1 %, asked to 0.8 %", "now"]["no run differed"] <= 0.05
    for share in ("0.5 %", "1 %", "2 %"):
        assert rows[f"event in {share} of runs against never", "now"]["covered"] >= 0.97
        assert rows[f"event in {share} of runs against never", "before"]["covered"] < 0.8


@pytest.mark.slow
def test_the_same_is_shown_oftener_and_no_oftener_falsely(rates: ModuleType) -> None:
    rows = {row["true difference"]: row for row in rates.same(1500)}
    assert rows[0.0]["now"] > rows[0.0]["before"] + 0.1
    assert rows[0.301]["now"] <= 0.07


@pytest.mark.slow
def test_few_units_are_no_longer_bootstrapped_into_narrow_intervals(rates: ModuleType) -> None:
    for row in rates.small(300, (5, 10)):
        assert row["BCa, normal"] > row["BCa as given, normal"] + 0.02
        assert row["BCa as given, normal"] < 0.1


@pytest.mark.slow
def test_noise_has_no_share_and_planted_components_come_back(rates: ModuleType) -> None:
    for row in rates.theory(80):
        slack = 4.0 * row["spread"] / 80**0.5 + 0.01
        assert row["now"] == pytest.approx(row["true"], abs=slack), row
        if row["true"] < 1.0:
            assert row["covered (of .90)"] >= 0.75, row


@pytest.mark.slow
def test_boxes_are_as_dense_as_they_are_said_to_be(rates: ModuleType) -> None:
    pytest.importorskip("sklearn", reason="needs the extra [explore]")
    row, chance = rates.boxes(60, (400,))
    assert chance["boxes"] <= 8
    assert row["coverage now"] == pytest.approx(row["true coverage"], abs=0.05)
    assert row["density now"] == pytest.approx(row["true density"], abs=0.03)
    assert row["density where chosen (before)"] > row["true density"] + 0.01
    assert row["covered (of .95)"] >= 0.85


def test_every_table_of_the_page_names_the_command_that_made_it() -> None:
    page = (SCRIPT.parents[1] / "docs" / "statistics.md").read_text("utf-8")
    for part in ("stopping", "fixed", "small", "same", "theory", "boxes"):
        assert f"python benchmarks/error_rates.py {part}" in page
