"""Objects show themselves in one short line, with a table beside it where that says more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sovsim
from sovsim.brief import brief, clip, count, span
from sovsim.ensemble import Arm
from sovsim.experiment import run_experiment
from sovsim.schedule import SCHEDULE
from sovsim.simulation import Simulation

TOY, SHORT = "toy-two-states", "scenario.end=1992Q2"


@pytest.fixture(scope="module")
def objects(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return an object of every kind that a user holds."""
    folder = tmp_path_factory.mktemp("brief") / "run"
    large = sovsim.load_scenario("baseline-1992-2026")
    run = sovsim.run(TOY, settings=SHORT, out=folder, plots=False)
    experiment = sovsim.Experiment.load("rh-01")
    short = {name: arm.with_settings([SHORT]) for name, arm in experiment.scenarios.items()}
    object.__setattr__(experiment, "scenarios", short)
    finished = run_experiment(experiment, 2)
    model = sovsim.SovereigntyModel(large, rng=1, record=True, scenario__end="1992Q2").run()
    explanation = sovsim.explain(run, "LEN", "1992Q1")
    simulation = Simulation.prepare(large)
    return {
        "scenario": large,
        "region": large.region,
        "run": run,
        "run in memory": sovsim.run(TOY, settings=SHORT),
        "run folder": run.folder,
        "results": sovsim.run_ensemble(TOY, 2, settings=SHORT),
        "arm": Arm(large, {"dependence.fade_rate": np.zeros(10**5)}),
        "comparison": sovsim.compare(TOY, TOY, runs=2, settings=SHORT),
        "experiment": experiment,
        "sample": experiment.sample(),
        "finished": finished,
        "verdict": finished.verdict,
        "explanation": explanation,
        "decision": explanation.decisions[0],
        "branch": sovsim.branch(run, "1992Q2", ["dependence.fade_rate=0.01"]),
        "verification": sovsim.verify(run),
        "difference": sovsim.diff(TOY, "toy-four-states")[0],
        "model": model,
        "state": model.state("UKR"),
        "hegemon": model.hegemon,
        "dependence": model.state("UKR").dependence,
        "world": model.world,
        "topology": model.world.topology,
        "history": model.history,
        "simulation": simulation,
        "parameters": simulation.parameters,
        "group": simulation.parameters.dependence,
        "noise": simulation.noise,
        "shocks": simulation.shocks,
        "stage": SCHEDULE[1],
        "rule": SCHEDULE[1].rules[0],
        "event": large.events[0],
        "claim": sovsim.claims.all_claims()[0],
    }


def test_every_object_is_one_short_line(objects: dict[str, Any]) -> None:
    for name, thing in objects.items():
        shown = repr(thing)
        assert len(shown) < 500, name
        assert "\n" not in shown, name
        assert type(thing).__name__ in shown or name == "dependence", name


def test_lines_say_what_it_is_and_how_much(objects: dict[str, Any], tmp_path: Path) -> None:
    shown = {name: repr(thing) for name, thing in objects.items()}
    assert shown["scenario"].startswith("<Scenario of baseline-1992-2026: 1992Q1 to 2026Q4, 14 st")
    assert shown["run in memory"] == (
        "<Run of toy-two-states: seed 0, run 0, 2 quarters, in memory>"
    )
    assert f"in {objects['run'].folder.path}"[:57] in shown["run"]
    assert "2 of 2 runs, seed 0" in shown["results"]
    assert shown["model"] == "<SovereigntyModel of baseline-1992-2026: seed 1, 2 of 2 quarters>"
    assert shown["state"] == "<State UKR>"
    assert shown["experiment"] == "<Experiment of RH-01: 5 arms, 2 metrics, 5 predictions>"
    assert shown["rule"] == "<Rule of government.elections>"
    assert "print it to read it" in shown["explanation"]
    assert len(str(objects["explanation"])) > 500


def test_tables_are_shown_in_notebooks(objects: dict[str, Any]) -> None:
    compared = objects["comparison"]
    page = compared._repr_html_()
    assert page.startswith("<p>&lt;Comparison of toy-two-states")
    assert page.count("<tr") == 1 + len(compared.table)
    assert objects["finished"]._repr_html_().count("<tr") == 1 + len(objects["finished"].summary())


def test_lines_stay_short_whatever_they_hold() -> None:
    assert len(brief(object(), "x" * 10**6, "y" * 10**6, "")) < 150
    assert clip("a\x1b[31m\nb") == "a [31m b"
    assert (count(1, "state"), count(2, "state")) == ("1 state", "2 states")


def test_an_interval_without_width_is_no_certainty() -> None:
    assert span(0.123, 0.456) == "0.12-0.46"
    assert span(0.701, 0.704) == "none"
    assert span(0.701, 0.704, 3) == "0.701-0.704"
    assert span(float("nan"), 1.0) == "-"
