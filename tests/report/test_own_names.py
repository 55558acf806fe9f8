"""A report and its figures call the powers what their region calls them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from matplotlib.text import Text

from sovsim.experiment.by_arm import arms_told, caption, outcome_rows
from sovsim.plots.run_figures import run_pictures
from sovsim.record import RunFolder
from sovsim.region.poles import USUAL, Poles
from sovsim.report import render_report
from sovsim.scenario import load_scenario
from sovsim.single_run import run
from sovsim.telling.metrics import metric_name
from sovsim.telling.names import readable

PART = re.compile(r"\bthe hegemon\b|\(hegemon\)", re.IGNORECASE)


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    place: Path = tmp_path_factory.mktemp("own-names") / "run"
    run("toy-two-states", out=place, plots=False)
    return RunFolder.open(place)


@pytest.mark.slow
def test_a_report_calls_the_hegemon_by_its_name(plain: RunFolder, made_up: RunFolder) -> None:
    russia, hegemonia = (
        " ".join(render_report(run).partition("<script>")[0].split()) for run in (plain, made_up)
    )
    assert not PART.search(russia)
    assert not PART.search(hegemonia)
    assert "How often Russia coerced a state" in russia
    assert "How often Hegemonia coerced a state" in hegemonia
    assert "Russia coerced" not in hegemonia


@pytest.mark.slow
@pytest.mark.parametrize(("which", "name"), [("plain", "Russia"), ("made_up", "Hegemonia")])
def test_figures_and_their_captions_do_so_too(
    which: str, name: str, request: pytest.FixtureRequest
) -> None:
    texts = []
    for picture in run_pictures(request.getfixturevalue(which)):
        figure = picture.draw()
        texts += [picture.title, picture.how, picture.alt]
        texts += [text.get_text() for text in figure.findobj(Text)]
    assert not [text for text in texts if PART.search(text)]
    assert [text for text in texts if f"dependence on {name}" in text]


def test_the_arms_of_an_experiment_say_whose_ties_they_measure() -> None:
    pd = pytest.importorskip("pandas")
    scenario = load_scenario("base-2019")
    table = pd.DataFrame(
        {"arm": ["a", "a"], "run": [0, 1], "point": [0, 0], "dependence_russia": [0.1, 0.2]}
    )
    told = arms_told(table, {"a": scenario}, {"dependence_russia": "share"})
    assert "dependence on Russia" in outcome_rows(told)[0]
    assert "dependence on Russia in share" in caption(told)
    again = type(told).model_validate_json(told.model_dump_json())
    assert again.poles == scenario.region.poles
    former = told.model_dump(exclude={"powers"})
    assert type(told).model_validate(former).poles == USUAL, "folders of earlier versions are read"


def test_names_in_sentences() -> None:
    poles = Poles(hegemon="Astres")
    assert poles.local("The hegemon went.") == "Astres went."
    assert poles.local("a war of the hegemon's own") == "a war of Astres' own"
    assert poles.local("the hegemony lasts") == "the hegemony lasts"
    assert poles.local("alignment with the West") == "alignment with the West"
    assert metric_name("hegemon_wars", poles) == "wars begun by Astres"
    assert readable("dependence_energy", poles) == "dependence on Astres (energy)"
    assert Poles(**poles.every()) == poles
    assert poles.as_dict() == {}, "what a region's file holds stays as it was"
