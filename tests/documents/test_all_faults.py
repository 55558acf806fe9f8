"""All faults of a document are told at once, each in its place and in one to three lines."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path

import pytest

from sovsim.documents.errors import MOST_SHOWN, DocumentError, Faults, Problem, Problems
from sovsim.documents.shipped import shipped_files
from sovsim.experiment import load_experiment
from sovsim.region import RegionError, load_region
from sovsim.scenario import ScenarioError, load_scenario

SCENARIO = """[scenario]
name = "trial"
titel = "A trial"
question = "What happens?"
background = "Nothing so far."
claims = ["jcep-ties-as-leverag"]
end = "2009Q4"

[scenarios]
[[events]]
"""
"""Faults of shape: a key and two tables mistyped."""

RESOLVED = """[scenario]
name = "trial"
title = "A trial"
question = "What happens?"
background = "Nothing so far."
claims = ["jcep-ties-as-leverag"]
end = "2009Q4"

[parameters]
dependence.fade_rat = 0.01
dependence.fade_rate = 7.0

[initial.KAX]
unrest = 0.1
[initial.KAZ]
unrst = 0.1
unrest = 1.5

[[event]]
type = "unrset"
at = "2005Q1"
[[event]]
type = "unrest"
at = "2015Q1"
who = "KAS"
size = 3.0
claims = ["x"]

[mechanisms]
hegemon_policy.rung = "spheer"
off = ["rung.oportunity"]

[[play]]
at = "2015Q1"
actor = "KAS"
decision = "action"
option = "hegde"

[teaching]
concepts = ["hegemonn"]
"""
EXPERIMENT = """[experiment]
name = "toy"
title = "A toy"
question = "Does it matter?"
[experiment.A]
statement = "Yes."
claims = ["x"]
[experiment.B]
statement = "No."
claims = ["y"]
[[arm]]
name = "plain"
scenario = "toy-two-state"
[[arm]]
name = "pressed"
scenario = "toy-two-states"
parameters = { dependence.fade_rat = 1 }
[[uncertainty]]
parameter = "hegemon_policy.controll"
[[metric]]
name = "autonmy"
[[prediction]]
side = "A"
metric = "autonmy"
arms = ["pressed", "plane"]
direction = "lower"
smallest = 0.01
why = "So."
"""


def faults_of(path: Path, load: object = load_scenario) -> list[tuple[int, str]]:
    """Return line and key of every fault; each message is checked for its form."""
    with pytest.raises(DocumentError) as caught:
        load(path)  # type: ignore[operator]
    for fault in caught.value.problems:
        assert fault.message.startswith(f"{fault.file}:{fault.line}: ")
        assert 1 <= len(fault.message.splitlines()) <= 3
        assert len(fault.message) < 700
        assert "Input should" not in fault.message
    assert str(caught.value) == "\n".join(caught.value.messages)
    return [(fault.line, fault.key) for fault in caught.value.problems]


def write(folder: Path, text: str, name: str = "trial.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_mistyped_keys_and_tables_meet_their_names_and_are_told_once(tmp_path: Path) -> None:
    path = write(tmp_path, SCENARIO)
    assert faults_of(path) == [
        (3, "scenario.titel"),
        (9, "scenarios"),
        (10, "events"),
    ]
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    told = [fault.message.splitlines()[-1].strip() for fault in caught.value.problems]
    assert told == ["did you mean 'title'?", "did you mean 'scenario'?", "did you mean 'event'?"]


def test_a_missing_table_is_no_second_fault_of_a_mistyped_one(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        SCENARIO.replace("[scenarios]\n[[events]]\n", "").replace("[scenario]", "[senario]"),
    )
    assert faults_of(path) == [(1, "senario")]


def test_all_that_a_scenario_names_wrongly_is_told(tmp_path: Path) -> None:
    assert faults_of(write(tmp_path, RESOLVED)) == [
        (6, "scenario.claims"),
        (10, "parameters.dependence.fade_rat"),
        (11, "parameters.dependence.fade_rate"),
        (13, "initial.KAX"),
        (16, "initial.KAZ.unrst"),
        (17, "initial.KAZ.unrest"),
        (20, "event.type"),
        (24, "event.at"),
        (25, "event.who"),
        (26, "event.size"),
        (27, "event.claims"),
        (30, "mechanisms.hegemon_policy.rung"),
        (31, "mechanisms.off"),
        (34, "play.at"),
        (35, "play.actor"),
        (37, "play.option"),
        (40, "teaching.concepts"),
    ]


def test_all_that_an_experiment_names_wrongly_is_told(tmp_path: Path) -> None:
    found = faults_of(write(tmp_path, EXPERIMENT), load_experiment)
    assert found == [
        (7, "experiment.A.claims"),
        (10, "experiment.B.claims"),
        (13, "arm.scenario"),
        (17, "arm.parameters.dependence.fade_rat"),
        (19, "uncertainty.parameter"),
        (21, "metric.name"),
        (22, "prediction"),
        (25, "prediction.arms"),
    ]


def test_faults_in_the_parts_of_a_region_are_told_at_their_part(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(shipped_files("region")["post-soviet"], folder)
    conflicts = folder / "conflicts.toml"
    society = folder / "initial-society.toml"
    conflicts.write_text(
        conflicts.read_text("utf-8").replace('["ARM", "AZE"]', '["ARM", "AZX"]', 1), "utf-8"
    )
    society.write_text(
        society.read_text("utf-8").replace('status = "assumed"', 'status = "guessed"', 1), "utf-8"
    )
    with pytest.raises(RegionError) as caught:
        load_region(folder)
    assert caught.value.file == str(society)
    assert "allowed: 'stated', 'inferred', 'observed', 'calibrated' or 'assumed'" in str(
        caught.value
    )
    society.write_text(society.read_text("utf-8").replace('"guessed"', '"assumed"', 1), "utf-8")
    institutions = folder / "institutions.toml"
    institutions.write_text(institutions.read_text("utf-8").replace('"UKR"', '"UKX"', 1), "utf-8")
    with pytest.raises(RegionError) as caught:
        load_region(folder)
    assert [fault.file for fault in caught.value.problems] == [str(conflicts), str(institutions)]
    assert all(fault.line > 1 for fault in caught.value.problems)


def test_faults_of_a_region_are_told_by_the_scenario_that_names_it(tmp_path: Path) -> None:
    region = shipped_files("region")["toy-two-states"].read_text("utf-8")
    write(tmp_path, region.replace("[0, 1]", "[0, 1000]").replace('"FRE"', '"fre"', 1), "r.toml")
    text = RESOLVED[: RESOLVED.index("[parameters]")] + 'region = "r.toml"\n'
    path = write(tmp_path, text.replace("\n\nregion", "\nregion"))
    with pytest.raises(DocumentError) as caught:
        load_scenario(path)
    places = [(Path(fault.file).name, fault.key) for fault in caught.value.problems]
    assert places == [
        ("trial.toml", "scenario.claims"),
        ("r.toml", "region.hegemon.tile"),
        ("r.toml", "state.code"),
    ]


def test_of_many_faults_twenty_are_shown_and_the_rest_counted(tmp_path: Path) -> None:
    path = write(tmp_path, "".join(f"key{number} = 1\n" for number in range(500)))
    with pytest.raises(DocumentError) as caught:
        load_scenario(path)
    assert len(caught.value.problems) == 501
    assert len(caught.value.messages) == MOST_SHOWN + 1
    assert caught.value.messages[-1] == f"... and {501 - MOST_SHOWN} more faults"


def test_too_many_events_are_counted_not_shown(tmp_path: Path) -> None:
    head = RESOLVED[: RESOLVED.index("claims")]
    events = '[[event]]\ntype = "globalisation"\nat = "1993Q1"\nsize = 0.1\n' * 2001
    with pytest.raises(DocumentError) as caught:
        load_scenario(write(tmp_path, head + events))
    assert "key 'event' = a list of 2001 tables must have at most 2000 entries" in str(caught.value)


def test_errors_survive_pickling(tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as caught:
        load_scenario(write(tmp_path, SCENARIO))
    copy = pickle.loads(pickle.dumps(caught.value))
    assert copy.problems == caught.value.problems
    assert str(copy) == str(caught.value)
    assert (
        str(pickle.loads(pickle.dumps(ScenarioError("alone\nwith a hint"))))
        == "alone\n  with a hint"
    )


def test_gathering_lets_other_errors_through() -> None:
    faults = Faults()
    with faults:
        raise Problem(("a",), "is wrong")
    with pytest.raises(ZeroDivisionError), faults:
        raise ZeroDivisionError
    with pytest.raises(Problems) as caught:
        faults.settle()
    assert [problem.key() for problem in caught.value.found] == ["a"]
