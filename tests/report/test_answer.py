"""The first screen answers the scenario's question from the run, and says what was imposed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sovsim.ensemble.how_common import how_common
from sovsim.plots.happenings import GIVEN, MARKS, mark_table
from sovsim.plots.tables import with_means
from sovsim.record import RunFolder
from sovsim.report import render_report
from sovsim.report.answer import answer, before_strike
from sovsim.report.notes import Notes
from sovsim.report.story import everything, turning_points
from sovsim.single_run import run
from sovsim.telling.imposed import BY

ROOT = Path(__file__).parent.parent.parent
SETTINGS = ["scenario.start=2021Q1", "scenario.start_values=2021Q1", "scenario.end=2024Q4"]


@pytest.fixture(scope="module")
def invaded(tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    """A run in which an invasion is imposed for four quarters."""
    folder = tmp_path_factory.mktemp("answer")
    shipped = (ROOT / "scenarios" / "invasion-2022.toml").read_text(encoding="utf-8")
    file = folder / "invasion-2022.toml"
    longer = shipped.replace('who = "UKR"\n', 'who = "UKR"\nduration = 4\n', 1)
    file.write_text(longer, encoding="utf-8")
    done = run(file, out=folder / "run", settings=SETTINGS, plots=False)
    assert done.folder is not None
    return done.folder


def test_what_was_imposed_is_told_with_what_followed_of_the_models_own(invaded: RunFolder) -> None:
    told = answer(invaded, ["UKR"])
    struck = told.struck[0]
    assert (struck.quarter, struck.by) == ("2022Q1", "imposed by the scenario")
    assert struck.words.startswith("Russia invaded Ukraine")
    assert struck.whom == "Ukraine"
    assert not any("invaded" in words for words in struck.followed)
    assert "the West imposed sanctions on Russia (2022Q1)" in struck.followed


def test_changes_are_counted_from_the_quarter_before_the_scenario_strikes(
    invaded: RunFolder,
) -> None:
    assert before_strike(invaded) == "2021Q4"
    told = answer(invaded, [])
    means = with_means(invaded.states, ["autonomy"])
    means = means[means["state"] == "UKR"].set_index("quarter")["autonomy"]
    assert f"autonomy {means['2021Q4']:.2f} to {means['2024Q4']:.2f}" in told.states[0]
    assert told.states[0].startswith("Ukraine ended")
    assert told.region.startswith("Of all 14 states")


@pytest.fixture(scope="module")
def invaded_text(invaded: RunFolder) -> str:
    return render_report(invaded)


@pytest.mark.slow
def test_imposed_decisions_are_marked_wherever_they_are_told(invaded_text: str) -> None:
    text = invaded_text
    turns = text[text.index("Turning points") : text.index('id="given"')]
    own_words = re.findall(r"<li>(.*?)</li>", turns, flags=re.DOTALL)
    imposed = [line for line in own_words if "imposed by the scenario" in line]
    assert any("2022Q1</span> Russia invaded Ukraine" in line for line in imposed)
    assert any("3 more times, last in 2022Q4" in line for line in imposed)
    given = text[text.index('id="given"') : text.index('id="everything"')]
    assert "decision imposed by the scenario" in given
    every = text[text.index('id="everything"') : text.index('id="pictures"')]
    assert every.count("imposed by the scenario") >= 4
    assert "4 state-quarters of pressure" in text


def test_marks_in_pictures_tell_imposed_decisions_from_the_models_own(invaded: RunFolder) -> None:
    marks = mark_table(invaded.events, invaded.scenario.region)
    ukraine = marks[marks["state"] == "UKR"].set_index("quarter")["kind"]
    assert list(ukraine[ukraine == "imposed"].index) == ["2022Q1", "2022Q2", "2022Q3", "2022Q4"]
    assert "force" not in set(ukraine.loc["2022Q1":"2022Q1"])
    assert set(GIVEN) < set(MARKS)
    assert set(BY) == {"scenario", "forced", "play", "policy"}


@pytest.mark.slow
def test_other_runs_are_told_where_they_were_made(invaded: RunFolder, invaded_text: str) -> None:
    assert 'id="common"' not in invaded_text
    found = how_common(invaded, 12, before_strike(invaded))
    text = render_report(invaded, found)
    part = text[text.index('id="common"') : text.index('id="background"')]
    assert "12 other runs of the same scenario" in part
    assert "sovsim report RUN --runs 12" in part
    share = found.share_of(("invasion", "RUS", "UKR"))
    assert ("Russia invaded Ukraine" in part) == (share is not None)
    assert "sovsim report RUN --runs 200" not in text
    assert "sovereignty gap" in part
    assert text.index('href="#common"') < text.index('id="answer"')


@pytest.mark.slow
def test_answers_of_the_world_belong_to_the_force_that_they_answer(invaded: RunFolder) -> None:
    """Nobody is told to have been condemned for what befell another state."""
    told = answer(invaded, ["UKR"])
    assert "the United Nations condemned Russia (2022Q1)" in told.struck[0].followed
    calm = run("georgia-2008", plots=False)
    struck = answer(calm, ["GEO"]).struck
    georgian = [words for one in struck for words in one.followed]
    assert [one.whom for one in struck] == ["Georgia", "NATO", "Georgia"]
    assert not any("condemned" in words or "sanctions" in words for words in georgian)
    assert any("condemn" in kind for kind in set(calm.events["type"]))


@pytest.mark.slow
def test_what_an_alliance_lost_is_told_where_the_question_is_about_it() -> None:
    done = run("un-denies-csto", settings=["scenario.end=2006Q4"], plots=False)
    told = answer(done, ["KAZ"])
    assert told.since == "2004Q3"
    csto = done.institutions
    csto = csto[csto["institution"] == "CSTO"].set_index("quarter")["cohesion"]
    assert told.bodies[0].startswith("The CSTO, from 2004Q3 to the end")
    assert f"cohesion {csto['2004Q3']:.2f} to {csto['2006Q4']:.2f}" in told.bodies[0]
    assert told.struck[0].whom == "the CSTO"


@pytest.mark.slow
def test_troops_sent_as_peacekeepers_are_told_once_while_they_go_on() -> None:
    done = run("cis-peacekeeping-1990s", plots=False)
    told = [one for one in everything(done) if "sent peacekeepers" in one.words]
    mine = done.events[done.events["rung"] == "peacekeepers"]
    spells = mine.sort_values(["target", "step"]).groupby("target")["step"].diff().ne(1).sum()
    assert len(told) == spells > 0
    kinds = {one.key[0] for one in told}
    assert kinds == {"peacekeepers"}


@pytest.mark.slow
def test_without_anything_set_the_weightiest_of_the_models_own_is_told() -> None:
    done = run("toy-two-states", plots=False)
    assert answer(done, ["LEN"]).struck == []
    turns = turning_points(done, Notes())
    assert turns.first
    assert not any(turn.by for turn in turns.first)
