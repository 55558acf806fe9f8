"""The page on experiments: its example is a good file, runs, and has both answers in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sovsim.experiment.experiment import load_experiment
from sovsim.experiment.run import run_experiment

PAGE = Path(__file__).parents[2] / "docs" / "experiments.md"


@pytest.mark.slow
def test_the_example_is_an_experiment_that_runs(tmp_path: Path) -> None:
    blocks = re.findall(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    against, example = sorted(blocks, key=lambda block: block.startswith("[experiment]"))
    both = tmp_path / "both.toml"
    both.write_text(f"{example}\n{against}", encoding="utf-8")
    assert list(load_experiment(both).held) == ["frees", "binds"]
    file = tmp_path / "example.toml"
    file.write_text(example, encoding="utf-8")
    verdict = run_experiment(load_experiment(file), out=tmp_path / "out").verdict
    assert list(verdict.predictions["side"]) == ["A", "B"]
    assert verdict.predictions["difference"].iloc[0] < 0.0
    assert verdict.sides[0].verdict != "holds"
