"""Boxes in which a direction holds: planted ones are found, chance gives none."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sovsim.analysis.discovery import DiscoveryError, discover
from sovsim.cli import main
from sovsim.experiment.load import load_experiment
from sovsim.studies.discovery import NothingToDiscover, run_discovery

pytest.importorskip("sklearn", reason="needs the extra [explore]")

EXPERIMENT = """
[experiment]
name = "tiny"
title = "Tiny"
question = "Does a higher floor keep dependence up?"
[experiment.A]
statement = "It does."
claims = ["jcep-history-path-dependence"]
[experiment.B]
statement = "It does not."
claims = ["jcep-history-path-dependence"]
[[arm]]
name = "high"
scenario = "toy-two-states"
settings = ["scenario.end=1993Q2"]
parameters = { "dependence.floor_share" = 0.6 }
[[arm]]
name = "low"
scenario = "toy-two-states"
settings = ["scenario.end=1993Q2"]
parameters = { "dependence.floor_share" = 0.1 }
[design]
points = 64
replicates = 1
[[uncertainty]]
parameter = "dependence.fade_rate"
[[uncertainty]]
parameter = "dependence.reward"
[[metric]]
name = "dependence_russia"
[[prediction]]
side = "A"
metric = "dependence_russia"
arms = ["high", "low"]
direction = "higher"
smallest = SMALLEST
why = "planted"
[[prediction]]
side = "B"
metric = "dependence_russia"
arms = ["high", "low"]
direction = "not_higher"
smallest = SMALLEST
why = "planted"
"""


def space(count: int, seed: int = 0) -> pd.DataFrame:
    random = np.random.default_rng(seed)
    return pd.DataFrame(random.random((count, 5)), columns=["a", "b", "c", "d", "e"])


def test_a_planted_box_is_found_with_its_limits_density_and_coverage() -> None:
    points = space(1200)
    holds = (points["a"] < 0.5) & (points["b"] > 0.4)
    found = discover(points, holds)
    box = found.boxes[0]
    assert len(found.boxes) == 1
    assert set(box.limits) == {"a", "b"}
    assert box.limits["a"] == (-math.inf, pytest.approx(0.5, abs=0.02))
    assert box.limits["b"] == (pytest.approx(0.4, abs=0.02), math.inf)
    assert box.density.share > 0.97
    assert box.coverage.share > 0.97
    assert box.mass == pytest.approx(0.3, abs=0.04)
    assert "Where a is at most " in found.words
    assert list(found.table()["parameter"].sort_values()) == ["a", "b"]


def test_a_box_inside_the_space_is_found_in_spite_of_noise() -> None:
    points = space(3000, seed=2)
    inside = (points["a"].between(0.3, 0.7)) & (points["b"] < 0.6)
    flipped = np.random.default_rng(3).random(3000) < 0.05
    found = discover(points, inside ^ flipped)
    assert sum(box.coverage.share for box in found.boxes) > 0.7
    low, high = found.boxes[0].limits["a"]
    assert (low, high) == (pytest.approx(0.3, abs=0.06), pytest.approx(0.7, abs=0.06))
    assert 0.85 < found.boxes[0].density.share < 1.0


def test_chance_alone_gives_no_box() -> None:
    wrong = 0
    for seed in range(40):
        holds = np.random.default_rng(seed).random(200) < 0.5
        wrong += bool(discover(space(200, seed), holds, seed=seed).boxes)
    assert wrong <= 4


def test_a_direction_that_holds_everywhere_needs_no_box() -> None:
    found = discover(space(60), np.ones(60, dtype=bool))
    assert not found.boxes
    assert found.share.share == 1.0
    assert "No limit is needed" in found.words
    assert found.table().empty


def test_too_few_points_are_refused() -> None:
    with pytest.raises(DiscoveryError, match="40 points or more, not 12"):
        discover(space(12), np.ones(12))
    with pytest.raises(DiscoveryError, match="do not fit"):
        discover(space(50), np.ones(12))


def tiny(folder: Path, smallest: float) -> Path:
    file = folder / "tiny.toml"
    file.write_text(EXPERIMENT.replace("SMALLEST", str(smallest)), encoding="utf-8")
    return file


def test_an_experiment_is_searched_side_by_side(tmp_path: Path) -> None:
    """The faster old ties fade, the more the floor below them matters: fade_rate limits the box."""
    whole = run_discovery(tiny(tmp_path, 1e-6), "A")
    assert whole.discovery.share.share > 0.9
    middle = run_discovery(tiny(tmp_path, 0.005), "A", points=80)
    assert 0.0 < middle.discovery.share.share < 1.0
    assert "dependence.fade_rate" in middle.discovery.boxes[0].limits
    other = run_discovery(tiny(tmp_path, 0.005), "B", points=80)
    assert other.discovery.share.share == pytest.approx(1.0 - middle.discovery.share.share)
    assert (other.points["holds"] ^ middle.points["holds"]).all()


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    experiment = load_experiment(tiny(tmp_path, 0.005))
    with pytest.raises(NothingToDiscover, match="predictions 1 to 2, not 9"):
        run_discovery(experiment, prediction=9)
    with pytest.raises(NothingToDiscover, match="sides A and B"):
        run_discovery(experiment, "C")


def test_the_command_tells_the_region(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, out = tiny(tmp_path, 0.005), tmp_path / "out"
    call = ["discover", str(file), "--prediction", "1", "--points", "80"]
    assert main([*call, "--out", str(out), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert "dependence.fade_rate" in told["words"]
    assert told["boxes"]
    assert (out / "figures" / "region-1.png").exists()
    assert main(["discover", str(file), "--prediction", "9"]) == 2
    assert "predictions 1 to 2" in capsys.readouterr().err
