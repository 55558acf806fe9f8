"""The shipped experiments: complete, about the rival hypotheses, and different in their arms."""

from __future__ import annotations

from pathlib import Path

import pytest

from sovsim import claims
from sovsim.experiment.experiment import Experiment, experiment_names, load_experiment
from sovsim.experiment.fair import faults, untold
from sovsim.experiment.model import SIDES
from sovsim.experiment.power import pilot_of
from sovsim.experiment.run import run_experiment
from sovsim.experiment.shares import point_means
from sovsim.experiment.stability import ONE_SEED
from sovsim.experiment.summary import section
from sovsim.metrics import METRICS
from sovsim.parameters import registry
from sovsim.scenario import shipped_files
from tests.together import each

RIVALS = [entry.id for entry in claims.hypotheses()]


@pytest.fixture(scope="module")
def loaded() -> dict[str, Experiment]:
    return {name: load_experiment(name) for name in experiment_names()}


def test_there_is_one_for_every_rival_hypothesis() -> None:
    assert len(RIVALS) == 23
    assert [name for name in experiment_names() if name.startswith("RH-")] == RIVALS


@each("name", RIVALS)
def test_an_experiment_states_its_hypothesis(name: str, loaded: dict[str, Experiment]) -> None:
    experiment = loaded[name]
    entry = next(entry for entry in claims.hypotheses() if entry.id == name)
    assert experiment.name == name
    assert experiment.head.title == entry.title
    assert set(experiment.head.A.claims) <= set(entry.claims_a)
    assert set(experiment.head.B.claims) <= set(entry.claims_b)
    assert experiment.head.limits.strip()


@each("name", RIVALS)
def test_both_sides_predict_something_that_counts(name: str, loaded: dict[str, Experiment]) -> None:
    for side in SIDES:
        counted = [entry for entry in loaded[name].of_side(side) if not entry.check]
        assert counted, side
        assert all(entry.why.strip() for entry in counted)


@each("name", RIVALS)
def test_what_it_names_exists_and_is_used(name: str, loaded: dict[str, Experiment]) -> None:
    experiment = loaded[name]
    for key, metric in experiment.metrics.items():
        assert (metric.metric or key) in METRICS
    assert {entry.parameter for entry in experiment.uncertainties} <= set(registry())
    arms = {arm for entry in experiment.predictions for arm in entry.arms}
    unused = set(experiment.arms) - arms
    assert not unused


@each("name", RIVALS)
def test_a_contest_is_fair_and_says_what_holds_and_fails(
    name: str, loaded: dict[str, Experiment]
) -> None:
    assert faults(loaded[name]) == []
    assert untold(loaded[name]) == []


def test_at_least_fifteen_are_contests(loaded: dict[str, Experiment]) -> None:
    kinds = [entry.head.kind for entry in loaded.values()]
    assert kinds.count("contest") >= 15


@each("name", RIVALS)
def test_arms_differ_in_mechanism_or_scenario(name: str, loaded: dict[str, Experiment]) -> None:
    scenarios = loaded[name].scenarios
    told = {}
    for arm, scenario in scenarios.items():
        what = scenario.as_dict()
        for prose in ("name", "title", "question", "background", "claims", "teaching"):
            what.pop(prose)
        told[arm] = str(what)
    assert len(set(told.values())) == len(told)


@each("name", RIVALS)
def test_the_sides_of_a_switch_are_mechanisms(name: str, loaded: dict[str, Experiment]) -> None:
    if loaded[name].head.kind == "contest":
        return
    scenarios = loaded[name].scenarios.values()
    assert len({str(sorted(s.mechanisms.items())) + str(s.off) for s in scenarios}) > 1


def test_predicted_directions_of_the_two_sides_are_not_the_same_list(
    loaded: dict[str, Experiment],
) -> None:
    for experiment in loaded.values():
        told = [
            {(entry.metric, tuple(entry.arms), entry.direction) for entry in experiment.of_side(s)}
            for s in SIDES
        ]
        assert told[0] != told[1], experiment.name


def test_names_are_those_of_the_files(loaded: dict[str, Experiment]) -> None:
    for name in shipped_files("experiments"):
        assert loaded[name].name == name


PAGE = Path(__file__).parents[2] / "docs" / "rival-hypotheses.md"
"""``summary.md`` of ``sovsim experiment --all``."""


ELSEWHERE = ("From a posterior: ", "With seeds ", "* Side ", "* Where both work: ")
"""How lines begin that tell of runs with other seeds or from a posterior."""


def told_of(name: str) -> list[str]:
    """Return what the page tells of an experiment's own runs."""
    page = PAGE.read_text(encoding="utf-8").replace(f" {ONE_SEED}", "")
    _, _, rest = page.partition(f"\n## {name} ")
    lines = f"## {name} {rest.split(f'### {name} against data')[0]}".splitlines()
    return [line for line in lines if line and not line.startswith(ELSEWHERE)]


@pytest.mark.slow
@pytest.mark.parametrize("name", RIVALS)
def test_the_page_says_what_comes_out_and_mechanisms_do_what_they_say(name: str) -> None:
    """A variant that moves nothing, or the wrong way, would make its side a name only."""
    verdict = run_experiment(load_experiment(name)).verdict
    assert [line for line in section(verdict) if line] == told_of(name)
    checks = verdict.predictions[verdict.predictions["check"]]
    wrong = checks[checks["verdict"] == "fails"]
    assert wrong.empty, wrong[["side", "metric", "arms", "difference", "low", "high"]].to_string()


@pytest.mark.slow
@pytest.mark.parametrize("name", RIVALS)
def test_either_side_of_a_contest_holds_somewhere_and_fails_somewhere(name: str) -> None:
    """What holds at no point, or at every one, was decided by the file or is beyond the model."""
    experiment = load_experiment(name)
    if experiment.head.kind == "switch":
        return
    finished = run_experiment(pilot_of(experiment))
    points = point_means(finished.table, experiment.predictions)
    for side in SIDES:
        rows = [
            number
            for number, entry in enumerate(experiment.predictions)
            if entry.side == side and not entry.check
        ]
        found = points.means_hold(rows, experiment.head.verdict_rule)
        assert found.any(), f"side {side} holds at no point"
        assert not found.all(), f"side {side} holds at every point"
