"""Experiment files: what is wrong is said with file, line and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from sovsim.experiment.asked import asked
from sovsim.experiment.experiment import load_experiment
from sovsim.experiment.json_schema import experiment_json_schema
from sovsim.scenario import ScenarioError

GOOD = """
[experiment]
name = "toy"
title = "A toy"
question = "Does it matter?"

[experiment.A]
statement = "Yes."
claims = ["jcep-ties-as-leverage"]

[experiment.B]
statement = "No."
claims = ["jcep-ties-as-leverage"]

[[arm]]
name = "plain"
scenario = "toy-two-states"

[[arm]]
name = "pressed"
scenario = "toy-two-states"
side = "A"
mechanisms = { "hegemon_policy.rung" = "sphere" }
event = [{ type = "globalisation", at = "1993Q1", size = 0.1 }]

[design]
method = "sobol"
points = 4
replicates = 2

[[uncertainty]]
parameter = "hegemon_policy.control"
range = [4.0, 6.0]

[[metric]]
name = "autonomy"

[[prediction]]
side = "A"
metric = "autonomy"
arms = ["pressed", "plain"]
direction = "lower"
smallest = 0.01
why = "So."

[[prediction]]
side = "B"
metric = "autonomy"
arms = ["pressed", "plain"]
direction = "same"
smallest = 0.01
why = "Not so."
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "toy.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_file_is_resolved(tmp_path: Path) -> None:
    experiment = load_experiment(written(tmp_path, GOOD))
    assert list(experiment.scenarios) == ["plain", "pressed"]
    pressed = experiment.scenarios["pressed"]
    assert pressed.mechanisms == {"hegemon_policy.rung": "sphere"}
    assert [event.type for event in pressed.events][-1] == "globalisation"
    assert experiment.runs == 8
    assert experiment.uncertainties[0].high == 6.0


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('title = "A toy"', 'titel = "A toy"', ("title", "missing|unknown")),
        ('title = "A toy"', 'title = "A toy"\ncolour = "red"', (r":5: key 'experiment.colour'",)),
        ('"hegemon_policy.rung" = "sphere"', '"hegemon_policy.rung" = "sfere"', ("sphere",)),
        ("hegemon_policy.control", "hegemon_policy.controll", ("hegemon_policy.control",)),
        ("range = [4.0, 6.0]", "range = [4.0, 600.0]", ("out of range", ":33:")),
        ("range = [4.0, 6.0]", "range = [6.0, 4.0]", ("must rise",)),
        ("range = [4.0, 6.0]", 'range = "wide"', ("declared",)),
        ('name = "autonomy"', 'name = "autonmy"', ("did you mean 'autonomy'",)),
        ('name = "autonomy"', 'name = "autonomy"\nstates = ["XXX"]', ("state of every arm",)),
        ('arms = ["pressed", "plain"]', 'arms = ["pressed", "plane"]', ("did you mean 'plain'",)),
        ('arms = ["pressed", "plain"]', 'arms = ["plain", "plain"]', ("same arm twice",)),
        ('arms = ["pressed", "plain"]', 'arms = ["plain", "pressed", "plain"]', ("one, two or",)),
        ('direction = "lower"', 'direction = "lowr"', ("prediction.direction", "allowed")),
        ("smallest = 0.01", "smallest = 0.0", ("above 0",)),
        ('"toy-two-states"', '"toy-two-state"', ("toy-two-states",)),
        ('name = "pressed"', 'name = "plain"', ("another one too",)),
        ('"jcep-ties-as-leverage"', '"jcep-ties-as-levrage"', ("jcep-ties-as-leverage",)),
        ("1993Q1", "2093Q1", ("outside the span", "toy.toml:2")),
        ('method = "sobol"', 'method = "latin_hypercube"\nprecision = 0.5', ("points can be",)),
        ('side = "B"', 'side = "A"', ("side B predicts nothing",)),
        ("[design]", "[desing]", ("unknown table",)),
    ],
)
def test_faults_are_named(tmp_path: Path, old: str, new: str, said: tuple[str, ...]) -> None:
    path = written(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(ScenarioError, match=said[0]) as caught:
        load_experiment(path)
    for text in said[1:]:
        assert any(part in str(caught.value) for part in text.split("|"))
    assert str(path) in str(caught.value)
    assert all(len(fault.message.splitlines()) <= 3 for fault in caught.value.problems)


def test_a_name_that_does_not_exist_meets_the_nearest() -> None:
    with pytest.raises(ScenarioError, match="did you mean 'RH-"):
        load_experiment("RH-1O")


def test_names_are_found_in_any_case() -> None:
    assert load_experiment("rh-04").name == "RH-04"


@pytest.mark.parametrize("text", ["", "x = [", "\ufeff"])
def test_what_is_no_experiment_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ScenarioError):
        load_experiment(written(tmp_path, text))


def test_the_schema_knows_the_names() -> None:
    schema = experiment_json_schema()
    parameters = schema["$defs"]["UncertaintyTable"]["properties"]["parameter"]["enum"]
    assert "hegemon_policy.control" in parameters
    assert set(schema["properties"]) == {
        "experiment",
        "arm",
        "design",
        "uncertainty",
        "metric",
        "prediction",
        "against_data",
        "amendment",
    }


def test_what_a_metric_measures_names_states_and_not_codes() -> None:
    meaning = asked(load_experiment("RH-10")).metrics["coercion-of-ukraine"].meaning
    assert meaning.endswith("mean of Ukraine.")
