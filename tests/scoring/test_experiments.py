"""What observed years say of rival hypotheses: declared, derived or not at all, and shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sovsim.experiment.against import AgainstError, HeldAgainst, read_against
from sovsim.experiment.asked import asked
from sovsim.experiment.experiment import experiment_names, load_experiment
from sovsim.experiment.summary import against_page
from sovsim.scenario import ScenarioError, load_scenario
from sovsim.scoring.arms import Arm
from sovsim.scoring.experiments import Held, against, held
from sovsim.scoring.score import score
from tests.command_line import Ask
from tests.scoring.tables import arms, equally

BARE = """
[experiment]
name = "mine"
title = "t"
question = "q"
[experiment.A]
statement = "a"
claims = ["overview-goal-cis-sphere:states"]
[experiment.B]
statement = "b"
claims = ["overview-goal-cis-sphere:states"]
[design]
method = "replicates"
[[metric]]
name = "sovereignty_gap"
[[prediction]]
side = "A"
metric = "sovereignty_gap"
arms = ["x", "y"]
direction = "higher"
smallest = 0.1
why = "w"
[[prediction]]
side = "B"
metric = "sovereignty_gap"
arms = ["x", "y"]
direction = "lower"
smallest = 0.1
why = "w"
"""

ARMS = """
[[arm]]
name = "x"
side = "A"
scenario = "{start}"
{x}
[[arm]]
name = "y"
side = "B"
scenario = "{start}"
{y}
"""


def file(folder: Path, more: str = "", start: str = "base-2019", x: str = "", y: str = "") -> Path:
    place = folder / "mine.toml"
    place.write_text(BARE + ARMS.format(start=start, x=x, y=y) + more, encoding="utf-8")
    return place


@pytest.mark.slow
def test_every_shipped_experiment_declares_what_data_can_judge() -> None:
    for name in experiment_names():
        experiment = load_experiment(name)
        offered = held(experiment, 2013)
        assert len(offered.why) > 40, name
        assert {arm.side for arm in offered.arms} >= {"A", "B"}, name
        hashes = {arm.scenario.spec_hash for arm in offered.arms}
        assert len(hashes) == len(offered.arms), f"{name}: two arms are the same"


def test_mechanisms_that_a_side_shares_are_laid_over_the_baseline(tmp_path: Path) -> None:
    mechanism = 'mechanisms = { "legitimacy.alliance" = "lasting_success" }'
    offered = held(load_experiment(file(tmp_path, x=mechanism)), 2013)
    assert [arm.name for arm in offered.arms] == ["default", "side A"]
    assert "declares nothing" in offered.why


def test_arms_that_begin_after_the_data_are_not_scored_and_it_says_why(tmp_path: Path) -> None:
    experiment = load_experiment(file(tmp_path))
    offered = held(experiment, 2013)
    assert offered.arms == ()
    assert "begin in 2019 and the data end in 2013" in offered.why
    told = against(experiment, None, offered)
    assert told.short == "nothing to hold"
    assert len(held(experiment, 2025).arms) == 2


def test_a_declaration_without_arms_says_why(tmp_path: Path) -> None:
    offered = held(load_experiment(file(tmp_path, '[against_data]\nwhy = "No data."\n')), 2013)
    assert offered.arms == ()
    assert offered.why == "No data."


@pytest.mark.parametrize(
    ("table", "wrong"),
    [
        ("", "why"),
        ('why = "w"\n[[against_data.arm]]\nname = "x"', "needs a second arm"),
        (
            'why = "w"\n[[against_data.arm]]\nname = "x"\n[[against_data.arm]]\nname = "x"',
            "another",
        ),
        ('why = "w"\n[[against_data.arm]]\nname = "x"\nmechanisms = { "a.b" = "c" }', "a.b"),
        ('why = "w"\n[[against_data.arm]]\nname = "x"\nscenario = "none"', "none"),
    ],
)
def test_a_wrong_declaration_is_refused(tmp_path: Path, table: str, wrong: str) -> None:
    with pytest.raises(ScenarioError, match=wrong):
        load_experiment(file(tmp_path, f"[against_data]\n{table}\n"))


def test_what_is_held_against_data_changes_no_hash_of_an_experiment(tmp_path: Path) -> None:
    bare = asked(load_experiment(file(tmp_path))).spec_hash
    told = asked(load_experiment(file(tmp_path, '[against_data]\nwhy = "No data."\n'))).spec_hash
    assert bare == told


@pytest.mark.slow
def test_a_side_is_nearer_only_where_the_data_tell() -> None:
    clear = score(arms({"one": equally(0.0), "other": equally(0.4)}))
    same = score(arms({"one": equally(0.1), "other": equally(0.1)}))
    near = score(arms({"one": equally(0.1), "other": equally(-0.1)}))
    experiment, base = load_experiment("RH-04"), load_scenario("baseline-1992-2026")
    offered = Held((Arm("one", base, "A"), Arm("other", base, "B")), "w")
    assert against(experiment, clear, offered).short == "A nearer"
    assert against(experiment, same, offered).short == "say the same"
    assert against(experiment, near, offered).short == "not told apart"
    page = against_page([against(experiment, clear, offered)])
    assert "| RH-04 |" in page
    assert "**one is nearer to the data than other" in page


@pytest.mark.slow
def test_verdict_page_and_report_show_what_was_scored(ask: Ask, tmp_path: Path) -> None:
    base = load_scenario("baseline-1992-2026")
    offered = Held((Arm("one", base, "A"), Arm("other", base, "B")), "w")
    found = score(arms({"one": equally(0.0), "other": equally(0.4)}))
    told = against(load_experiment("RH-04"), found, offered)
    place = tmp_path / "scores"
    place.mkdir()
    (place / "against.json").write_text(json.dumps([told.model_dump()]), encoding="utf-8")
    assert read_against(place) == {"RH-04": told}
    out = tmp_path / "out"
    answer = ask("experiment", "RH-04", "--runs", "3", "--scored", place, "--out", out)
    assert answer.status == 0, answer.err
    assert "one is nearer to the data than other" in " ".join(answer.out.split())
    assert "against data" in (out / "summary.md").read_text(encoding="utf-8")
    assert json.loads((out / "verdicts.json").read_bytes())["against"]["short"] == "A nearer"
    assert ask("report", out).status == 0
    page = (out / "report.html").read_text(encoding="utf-8")
    assert 'id="against"' in page
    assert "one is nearer to the data than other" in page


def test_damaged_scores_are_refused_in_a_line(ask: Ask, tmp_path: Path) -> None:
    with pytest.raises(AgainstError, match="there is no such file"):
        read_against(tmp_path)
    file = tmp_path / "against.json"
    for content, wrong in (("{", "no JSON"), ("[{}]", "damaged"), ("3", "damaged")):
        file.write_text(content, encoding="utf-8")
        answer = ask("experiment", "RH-04", "--runs", "3", "--scored", file)
        assert (answer.status, answer.error_lines, wrong in answer.err) == (2, 1, True)


def test_scores_of_another_version_are_said_to_be(tmp_path: Path) -> None:
    told = HeldAgainst(
        experiment="E", title="t", short="s", why="w", verdicts=(), more=(), table=(), how="",
        code_hash="abc",
    )  # fmt: skip
    file = tmp_path / "against.json"
    file.write_text(json.dumps([told.model_dump()]), encoding="utf-8")
    with pytest.warns(UserWarning, match="another version"):
        read_against(file)
