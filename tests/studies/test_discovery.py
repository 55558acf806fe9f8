"""Where the prediction of an experiment holds, and the command that says it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sovsim.cli import main
from sovsim.experiment.experiment import load_experiment
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
parameters = { "dependence.cis_slowdown" = 0.6 }
[[arm]]
name = "low"
scenario = "toy-two-states"
settings = ["scenario.end=1993Q2"]
parameters = { "dependence.cis_slowdown" = 0.1 }
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


@pytest.mark.slow
def test_the_command_tells_the_region(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, out = tiny(tmp_path, 0.005), tmp_path / "out"
    call = ["discover", str(file), "--prediction", "1", "--points", "80"]
    assert main([*call, "--out", str(out), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert "dependence.fade_rate" in told["words"]
    assert told["boxes"]
    assert (out / "figures" / "region-1.svg").exists()
    assert main(["discover", str(file), "--prediction", "9"]) == 2
    assert "predictions 1 to 2" in capsys.readouterr().err
