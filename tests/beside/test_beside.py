"""A course beside what was observed: bands hold what they say; nothing later leaks into them."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from sovsim.beside.beside import Asked, Beside, BesideError, beside
from sovsim.beside.words import told
from sovsim.ensemble.fitted import Fitted
from sovsim.observed.folder import read_folder
from sovsim.plots.beside import draw_beside
from sovsim.plots.rendering import render
from sovsim.scenario import Scenario, load_scenario
from tests.backtest.planted import altered, write
from tests.command_line import Ask
from tests.shared import shared

CUT = 2003
SETTINGS = ("scenario.end=2011Q4",)
NAMES = ("ideal point", "remittances", "polyarchy", "trade share")


def baseline() -> Scenario:
    return load_scenario("baseline-1992-2026").with_settings(SETTINGS)


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shared(tmp_path_factory, "planted", write)


@pytest.fixture(scope="session")
def found(planted: Path) -> Beside:
    asked = Asked(baseline(), CUT, runs=40, indicators=NAMES, own=(baseline(), 3))
    return beside(asked, read_folder(planted))


@pytest.mark.slow
def test_four_of_five_figures_of_a_planted_truth_lie_in_their_bands(found: Beside) -> None:
    inside = {word: [0, 0] for word in ("known", "later")}
    for name in found.links:
        for word, (held, of) in found.held(name).items():
            inside[word][0] += held
            inside[word][1] += of
    for word, (held, of) in inside.items():
        assert 0.65 <= held / of <= 0.97, word


@pytest.mark.slow
def test_bands_start_from_the_last_figure_known(found: Beside) -> None:
    rows = found.table[found.table["indicator"] == "remittances"]
    last = rows[rows["year"] == CUT].set_index("state")
    after = rows[rows["year"] == CUT + 1].set_index("state")
    assert (after["band"] == "change").all()
    assert (last["band"] == "level").all()
    assert ((after["middle"] - last["observed"]).abs() < (after["high"] - after["low"])).all()
    assert ((rows["low"] <= rows["middle"]) & (rows["middle"] <= rows["high"])).all()
    assert rows["run"].notna().all()
    assert rows["observed_low"].isna().all()
    ideal = found.table[found.table["indicator"] == "ideal point"].dropna(subset=["observed"])
    assert (ideal["observed_low"] < ideal["observed"]).all()


@pytest.mark.slow
def test_nothing_after_the_year_leaks(found: Beside, planted: Path, tmp_path: Path) -> None:
    other = altered(planted, tmp_path / "other", CUT)
    again = beside(Asked(baseline(), CUT, runs=40, indicators=NAMES), read_folder(other))
    columns = ["indicator", "state", "year", "band", "low", "middle", "high"]
    pd.testing.assert_frame_equal(found.table[columns], again.table[columns], check_exact=True)
    assert again.links == found.links
    assert not found.table["observed"].equals(again.table["observed"])


@pytest.mark.slow
def test_what_is_not_there_is_named(found: Beside, planted: Path) -> None:
    assert found.left_out == {"trade share": "cow_trade_share_rus is not in the folder"}
    observed = read_folder(planted)
    late = load_scenario("invasion-2022")
    for asked, said in (
        (Asked(late), "nothing was observed from"),
        (Asked(baseline(), 1980), "from 1992 on"),
        (Asked(load_scenario("toy-two-states")), "about the region"),
        (Asked(baseline(), indicators=["gdp"]), "no indicator 'gdp'"),
        (Asked(baseline(), CUT, posterior=_posterior(2008)), "has seen data up to 2008"),
    ):
        with pytest.raises(BesideError, match=said) as refused:
            beside(asked, observed)
        assert len(str(refused.value).splitlines()) <= 3


def _posterior(until: int) -> Fitted:
    points = pd.DataFrame({"initial.UKR.dependence_trade": [0.3, 0.5]})
    return Fitted("tiny", points, until, "baseline-1992-2026", "1992Q1", "post-soviet")


@pytest.mark.slow
def test_a_damaged_folder_costs_what_it_touches_and_is_told(planted: Path, tmp_path: Path) -> None:
    place = tmp_path / "damaged"
    place.mkdir()
    for file in planted.glob("*.csv"):
        (place / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    with (place / "wdi_remittances_pct_gdp.csv").open("a", encoding="utf-8") as file:
        file.write("UKR,2001,many\nXXX,2001,3.0\n")
    (place / "vdem_v2x_polyarchy.csv").write_text("", encoding="utf-8")
    asked = Asked(baseline(), CUT, runs=4, indicators=["remittances", "polyarchy"])
    found = beside(asked, read_folder(place))
    assert list(found.links) == ["remittances"]
    assert "polyarchy" in found.left_out
    assert found.faults >= 3
    assert "faults" in told(found)[-1]


@pytest.mark.slow
def test_from_a_posterior_links_know_what_it_knows(planted: Path) -> None:
    asked = Asked(baseline(), runs=6, indicators=["remittances"], posterior=_posterior(CUT))
    found = beside(asked, read_folder(planted))
    assert found.until == CUT
    assert "1 start value taken" in found.posterior


@pytest.mark.slow
def test_the_figure_says_what_was_known(found: Beside) -> None:
    rows = found.table[found.table["indicator"] == "ideal point"]
    figure = draw_beside(rows, name="ideal point", until=CUT, unit="place")
    assert render(figure, "svg").startswith(b"<?xml")
    told = " ".join(text.get_text() for text in figure.texts)
    assert f"know data up to {CUT}" in told
    labels = [text.get_text() for text in figure.legends[0].get_texts()]
    assert "observed, not known" in labels
    assert "this run" in labels


@pytest.mark.slow
def test_run_and_report_show_it(ask: Ask, planted: Path, tmp_path: Path) -> None:
    out = str(tmp_path / "run")
    options = ("--observed", str(planted), "--until", str(CUT), "--indicator", "remittances")
    told = ask("run", "baseline-1992-2026", "--set", *SETTINGS, *options, "--out", out)
    assert told.status == 0, told.err
    words = " ".join(told.out.split())
    assert f"fitted to figures up to {CUT}" in words
    page = (tmp_path / "run" / "report.html").read_text(encoding="utf-8")
    assert "Beside what was observed" in page
    table = pd.read_csv(tmp_path / "run" / "beside.csv")
    assert set(table["indicator"]) == {"remittances"}
    manifest = json.loads((tmp_path / "run" / "manifest.json").read_text())
    assert "figures/beside-remittances.svg" in manifest["drawn"]
    again = ask("report", out, *options)
    assert again.status == 0, again.err
    assert ask("verify", out).status == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("run", "toy-two-states", "--until", "2003"), "--until 2003: goes with --observed"),
        (("run", "toy-two-states", "--indicator", "x"), "--indicator x: goes with --observed"),
        (("run", "toy-two-states", "--observed", "no-such-folder"), "no such folder"),
    ],
)
def test_options_that_do_not_go_together_are_refused(
    ask: Ask, arguments: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    told = ask(*arguments, "--no-plots", "--out", str(tmp_path / "run"))
    assert (told.status, told.error_lines <= 3) == (2, True)
    assert said in told.err
    assert not (tmp_path / "run").exists()
