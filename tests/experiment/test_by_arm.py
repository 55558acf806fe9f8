"""Every arm of an experiment is told: what it changes against the first, and what came out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sovsim.disk.put import put_json
from sovsim.experiment.by_arm import (
    FILE,
    ByArm,
    arms_told,
    change_rows,
    markdown,
    outcome_rows,
    read_arms,
)
from sovsim.plots.arms_outcomes import arms_picture, arms_table
from sovsim.scenario import load_scenario
from sovsim.telling.changes import changes


def told(points: int = 0) -> ByArm:
    rng = np.random.default_rng(1)
    rows = [
        {
            "arm": arm,
            "run": run,
            "point": run % points if points else 0,
            "autonomy": level + rng.normal(0, 0.01),
            "never": np.nan,
        }
        for arm, level in (("rescue", 0.4), ("refused", 0.6))
        for run in range(40)
    ]
    scenarios = {
        "rescue": load_scenario("csto-kazakhstan-2022"),
        "refused": load_scenario("csto-kazakhstan-2022-refused"),
    }
    return arms_told(pd.DataFrame(rows), scenarios, {"autonomy": "share", "never": "share"})


def test_an_arm_that_is_a_scenario_of_its_own_says_what_it_changes() -> None:
    first, other = change_rows(told())
    assert first["changes"].startswith("the first")
    assert "The alliance does not act on behalf of the state" in other["changes"]


def test_the_mean_of_every_arm_stands_with_its_interval() -> None:
    first, other = outcome_rows(told())
    assert float(first["autonomy"].split()[0]) == pytest.approx(0.4, abs=0.01)
    assert float(other["autonomy"].split()[0]) == pytest.approx(0.6, abs=0.01)
    assert first["never"] == "-"
    assert "| refused |" in markdown(told())


def test_runs_of_one_point_are_one_unit() -> None:
    assert told().arms[0].outcomes["autonomy"].n == 40
    assert told(points=8).arms[0].outcomes["autonomy"].n == 8


def test_the_file_gives_back_what_was_written_and_older_folders_have_none(tmp_path: Path) -> None:
    assert read_arms(tmp_path) is None
    put_json(tmp_path / FILE, told().model_dump(mode="json"))
    assert read_arms(tmp_path) == told()
    (tmp_path / FILE).write_text("{}", encoding="utf-8")
    assert read_arms(tmp_path) is None


def test_the_picture_has_a_row_for_every_arm_and_outcome() -> None:
    table = arms_table(told())
    assert len(table) == 4
    figure = arms_picture(told(), "Kazakhstan").draw()
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == ["rescue", "refused"]


def test_changes_are_clauses_about_the_world() -> None:
    base = load_scenario("csto-kazakhstan-2022")
    assert changes(base, base) == []
    (one,) = changes(base, base.with_settings(["dependence.reward=0.04"]))
    assert one.startswith("dependence.reward = 0.04 instead of ")
    (off,) = changes(base, base.with_settings(["mechanisms.off=action.dependence"]))
    assert off == "without the terms action.dependence"
    (start,) = changes(base, base.with_settings(["initial.KAZ.unrest=0.5"]))
    assert start.startswith("Kazakhstan starts with unrest 0.5 instead of")


def test_what_arms_change_is_told_once_and_against_sampled_values_as_such() -> None:
    base = load_scenario("csto-kazakhstan-2022")
    set_to = "dependence.reward=0.04"
    scenarios = {
        "base": base,
        "set": base.with_settings([set_to]),
        "more": base.with_settings([set_to, "initial.KAZ.unrest=0.5"]),
    }
    table = pd.DataFrame({"arm": list(scenarios), "run": 0, "point": 0, "autonomy": 0.5})
    made = arms_told(table, scenarios, {"autonomy": "share"}, sampled={"dependence.reward"})
    _, one, other = (row["changes"] for row in change_rows(made))
    assert one.startswith("dependence: reward = 0.04")
    assert "instead of sampled" in one
    assert other.startswith("as set; Kazakhstan starts with unrest 0.5")
