"""``sovsim sensitivity`` says in words what it cannot know."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Ask

pytest.importorskip("SALib", reason="needs the extra [explore]")

STUDY = ("toy-two-states", "--runs", "1", "-p", "coercion.adaptation")
NEVER, MOVED = ("-m", "upheavals"), ("-m", "sovereignty_gap")


@pytest.mark.slow
def test_an_outcome_that_never_varies_is_named_and_its_tables_are_written(
    ask: Ask, tmp_path: Path
) -> None:
    out = tmp_path / "study"
    study = (*STUDY, "--method", "sobol", "--samples", "2", *NEVER, *MOVED, "--out", out)
    answer = ask("sensitivity", *study)
    assert (answer.status, answer.err) == (0, "")
    assert "upheavals: the same at every point" in answer.out
    assert "nan" not in answer.out
    assert [line for line in answer.out.splitlines() if line.startswith("upheavals  ")] == []
    row = "upheavals,coercion.adaptation,total,,,,the outcome is the same at all points"
    assert row in (out / "indices.csv").read_text("utf-8")
    drawn = {file.stem for file in (out / "figures").iterdir()}
    assert drawn == {"sobol-sovereignty_gap", "sobol-sovereignty_gap-convergence"}
    summary = json.loads((out / "summary.json").read_text("utf-8"))
    assert summary["constant"] == ["upheavals"]


@pytest.mark.slow
@pytest.mark.parametrize("method", ["sobol", "morris"])
def test_a_study_in_which_nothing_varies_ends_well(ask: Ask, method: str) -> None:
    answer = ask("sensitivity", *STUDY, "--method", method, "--samples", "2", *NEVER, "--json")
    assert (answer.status, answer.err) == (0, "")
    found = json.loads(answer.out, parse_constant=pytest.fail)
    assert found["constant"] == ["upheavals"]
    assert found["chance_share"] == {"upheavals": None}
