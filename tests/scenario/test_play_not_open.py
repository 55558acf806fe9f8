"""A recorded decision is imposed where it is due, open or not, and passed over where it is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import sovsim
from sovsim import SovereigntyModel
from sovsim.app.native.ask import Native
from sovsim.axes import Action
from sovsim.compiled.javascript.bundle import bundle
from sovsim.record.branch import branch
from sovsim.scenario import Scenario, ScenarioError, load_scenario
from tests.compiled.node import needs_node
from tests.compiled.pages import asked

FILE = """
[scenario]
name = "not-open"
title = "What is not open"
question = "What becomes of a decision that is not open?"
background = "A quiet Ukraine asks an alliance for help to which it does not belong."
extends = "base-2012"
end = "2012Q4"
[[play]]
at = "2012Q2"
actor = "UKR"
decision = "action"
option = "request_assistance"
[[play]]
at = "2012Q2"
actor = "UKR"
decision = "vote_regime"
option = "for"
"""
STEPS = 2
WANTED = int(Action.REQUEST_ASSISTANCE)
PLAY = {"at": "2012Q2", "actor": "UKR", "decision": "action", "option": "request_assistance"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "not-open.toml"
    path.write_text(FILE, encoding="utf-8")
    return path


@pytest.fixture
def loaded(file: Path) -> Scenario:
    return load_scenario(file)


def of_ukraine(answer: dict[str, Any], scenario: Scenario) -> float:
    place = scenario.region.codes.index("UKR")
    return float(answer["series"]["action"][STEPS - 1][0][place])


def requests(scenario: Scenario, plays: list[dict[str, str]]) -> list[dict[str, Any]]:
    return [
        {"ask": "prepare", "scenario": scenario.name, "plays": plays},
        {"ask": "step", "simulation": 1, "quarters": STEPS, "columns": ["action"]},
    ]


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["numpy", "compiled"])
def test_a_run_imposes_it_and_says_that_it_was_not_open(file: Path, engine: Any) -> None:
    done = sovsim.run(file, engine=engine)
    rows = done.choices[(done.choices["actor"] == "UKR") & (done.choices["quarter"] == "2012Q2")]
    action = rows[(rows["decision"] == "action") & rows["chosen"]].iloc[0]
    assert (action["option"], action["source"]) == ("request_assistance", "play")
    assert action["probability"] == 0
    assert not len(rows[rows["decision"] == "vote_regime"])


@pytest.mark.slow
def test_mesa_imposes_it_as_well(file: Path, loaded: Scenario) -> None:
    model = SovereigntyModel(str(file), seed=0)
    for _ in range(STEPS):
        model.step()
    assert model.world.action[0, loaded.region.codes.index("UKR")] == WANTED


@pytest.mark.slow
@needs_node
def test_both_hosts_impose_it_from_a_file_and_from_a_list(file: Path, loaded: Scenario) -> None:
    bare = file.with_name("bare.toml")
    bare.write_text(FILE[: FILE.index("[[play]]")], encoding="utf-8")
    for scenario, plays in ((loaded, []), (load_scenario(bare), [PLAY])):
        wanted = requests(scenario, plays)
        native = Native([scenario])
        *_, told = [native.ask(one) for one in wanted]
        *_, in_page = asked(bundle([scenario]), wanted)
        assert of_ukraine(told, scenario) == of_ukraine(in_page, scenario) == WANTED


@pytest.mark.slow
def test_what_is_asked_for_one_quarter_is_refused(file: Path, tmp_path: Path) -> None:
    bare = file.with_name("bare.toml")
    bare.write_text(FILE[: FILE.index("[[play]]")], encoding="utf-8")
    native = Native([load_scenario(bare)])
    native.ask({"ask": "prepare"})
    play = {key: value for key, value in PLAY.items() if key != "at"}
    assert native.ask({"ask": "play", "simulation": 1, **play})["error"]["kind"] == "not-open"
    folder = sovsim.run(bare, out=tmp_path / "run", plots=False)
    with pytest.raises(ScenarioError, match="is not open in 2012Q2"):
        branch(folder, "2012Q2", ["play.UKR.action=request_assistance"])
