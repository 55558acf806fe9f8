"""A game that is played in the browser is a scenario, and its course the same wherever it runs."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from sovsim import SovereigntyModel
from sovsim.variables import COMPONENTS, VARIABLES
from tests.app.front.games import (
    begin,
    live_through_year,
    live_to_the_end,
    look_back,
    pick,
    put_in,
    save,
)

pytestmark = pytest.mark.slow

COURSES: dict[str, list[dict[str, str]]] = {
    "KAZ": [
        {"KAZ action ": "diversify"},
        {"KAZ action ": "resist", "KAZ body_move CSTO": "leave", "KAZ body_move EAEU": "leave"},
        {"KAZ action ": "request_assistance"},
        {},
    ],
    "UKR": [
        {"UKR action ": "diversify", "UKR bid_move EU": "advance"},
        {"UKR action ": "resist", "UKR bid_move NATO": "advance"},
    ],
    "hegemon": [
        {"hegemon rung UKR": "economic_coercion", "hegemon talks UKR": "negotiate"},
        {"hegemon rung UKR": "reward", "hegemon rung MDA": "open_threat"},
    ],
}

_REPLAY = """async ([request, columns, steps]) => {
  const parts = ["kernel", "worker"].map((id) => document.getElementById(id).textContent);
  const worker = new Worker(URL.createObjectURL(new Blob(parts, { type: "text/javascript" })));
  const ask = (asked) => new Promise((done) => {
    worker.onmessage = ({ data }) => done(data.answer);
    worker.postMessage({ number: 1, request: asked });
  });
  const { simulation } = await ask(request);
  const { series } = await ask({ ask: "step", simulation, quarters: steps, columns });
  return series;
}"""


def _game(text: str) -> dict[str, Any]:
    line = next(one for one in text.splitlines() if one.startswith("# sovsim-game "))
    found: dict[str, Any] = json.loads(line.removeprefix("# sovsim-game "))
    return found


@pytest.mark.parametrize(
    ("scenario", "seats", "seed"),
    [
        ("csto-kazakhstan-2022", "KAZ", 3),
        ("ukraine-2013-reversed", "UKR,hegemon", 1),
    ],
)
def test_a_played_game_runs_alike_in_the_page_and_in_mesa(
    scenario: str, seats: str, seed: int, opened: Callable[..., Any], tmp_path: Path
) -> None:
    page = opened(f"play?scenario={scenario}&seats={seats}&seed={seed}")
    _play_whole(page, seats.split(","))
    path = save(page, tmp_path)
    tables, game = tomllib.loads(path.read_text()), _game(path.read_text())
    assert len(tables["play"]) >= 4
    model = SovereigntyModel(path, rng=seed)
    columns = list(COMPONENTS)
    request = {"ask": "prepare", "scenario": scenario, "seed": seed, "runs": [0]}
    request["plays"] = tables["play"]
    series = page.evaluate(_REPLAY, [request, columns, model.spec.steps])
    for step in range(model.spec.steps):
        model.step()
        for name in columns:
            variable, index = COMPONENTS[name]
            native, found = model.world[variable][index][0], np.array(series[name][step][0])
            if VARIABLES[variable].kind == "code":
                np.testing.assert_array_equal(found, native, err_msg=f"{name} {step}")
            else:
                np.testing.assert_allclose(found, native, 0, 1e-9, err_msg=f"{name} {step}")
    for seat in set(seats.split(",")) - {"hegemon"}:
        state = model.codes.index(seat)
        told = game["end"][seat]
        for variable in ("autonomy", "alignment_russia", "dependence"):
            assert told[variable] == pytest.approx(
                model.world[variable][:, 0, state].mean(), abs=1e-9
            )


def _play_whole(page: Any, seats: list[str]) -> None:
    if len(seats) == 1:
        begin(page)
        live_to_the_end(page, COURSES[seats[0]])
        return
    year = 0
    while True:
        page.wait_for_selector(".play-hand, .play-turn")
        if page.query_selector(".play-hand") is None:
            return
        for seat in seats:
            page.click(".play-hand button.first")
            begin(page)
            course = COURSES[seat][year % len(COURSES[seat])]
            for key, option in course.items():
                pick(page, key, option)
            page.click(".play-decide button.first")
            page.wait_for_selector(".play-hand, .play-turn:not(:has(.play-decide))")
        year += 1


def test_the_command_line_takes_a_saved_game_and_ends_where_the_page_ended(
    opened: Callable[..., Any], tmp_path: Path
) -> None:
    place = "play?scenario=csto-kazakhstan-2022&seats=KAZ&seed=5"
    page = opened(f"{place}&set=capacity.rate:0.03;initial.KAZ.unrest:0.3")
    begin(page)
    live_to_the_end(page, COURSES["KAZ"])
    path = save(page, tmp_path)
    checked = _sovsim("check", path)
    assert checked.returncode == 0, checked.stderr
    done = _sovsim("run", path, "--seed", "5", "--no-plots", "--out", tmp_path / "run")
    assert done.returncode == 0, done.stderr
    states = pd.read_parquet(tmp_path / "run" / "states.parquet")
    last = states[(states["state"] == "KAZ") & (states["step"] == states["step"].max())].iloc[0]
    autonomy = last[["autonomy_political", "autonomy_security", "autonomy_economic"]].mean()
    end = _game(path.read_text())["end"]["KAZ"]
    assert autonomy == pytest.approx(end["autonomy"], abs=1e-9)


def _sovsim(*arguments: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sovsim", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)


def test_a_game_that_was_left_half_way_goes_on_from_its_file(
    opened: Callable[..., Any], tmp_path: Path
) -> None:
    page = opened("play?scenario=csto-kazakhstan-2022&seats=KAZ&seed=3")
    begin(page)
    live_through_year(page, {"KAZ action ": "resist"})
    live_through_year(page, {"KAZ action ": "hedge"})
    half = save(page, tmp_path)
    live_to_the_end(page, COURSES["KAZ"])
    whole = save(page, tmp_path / "whole").read_text()
    other = opened("play")
    put_in(other, half.name, half.read_text())
    other.wait_for_selector("h1:text-is('Kazakhstan in 2021')")
    live_to_the_end(other, COURSES["KAZ"])
    assert save(other, tmp_path / "again").read_text() == whole


def test_a_year_can_be_taken_back_and_lived_through_otherwise(
    opened: Callable[..., Any], tmp_path: Path
) -> None:
    page = opened("play?scenario=csto-kazakhstan-2022&seats=KAZ&seed=3")
    begin(page)
    live_through_year(page, {"KAZ action ": "resist"})
    page.click("button:text-is('Take 2019 back')")
    page.wait_for_selector("h1:text-is('Kazakhstan in 2019')")
    live_through_year(page, {"KAZ action ": "hedge"})
    plays = tomllib.loads(save(page, tmp_path).read_text())["play"]
    assert [row["option"] for row in plays if row["decision"] == "action"] == ["hedge"]


def test_what_the_hegemon_expects_is_told_at_the_end_and_not_before(
    opened: Callable[..., Any],
) -> None:
    page = opened("play?scenario=csto-kazakhstan-2022&seats=KAZ&seed=0")
    begin(page)
    live_through_year(page, {})
    assert "silently expected" not in page.inner_text("main")
    assert "Expected compliance" not in page.inner_text("main")
    look_back(page)
    assert "Russia silently expected alignment of 0." in page.inner_text("main")


def test_a_course_that_was_left_to_the_usual_policy_is_the_usual_course(
    opened: Callable[..., Any],
) -> None:
    page = opened("play?scenario=csto-kazakhstan-2022&seats=KAZ&seed=0")
    begin(page)
    live_to_the_end(page, [{}])
    look_back(page)
    told = page.inner_text("main")
    assert "Kazakhstan ended where the usual policy would have ended" in told
    assert "never other than those of the usual policy" in told


HOSTILE = {
    "no game": ("[scenario]\nname = 'x'\n", "this is no saved game"),
    "damaged": ("# sovsim-game {nonsense\n", "is damaged"),
    "another format": ('# sovsim-game {"format": 9}\n', "format 9"),
    "another scenario": (
        '# sovsim-game {"format":1,"scenario":"<img src=x onerror=alert(1)>"}\n',
        "<img src=x onerror=alert(1)>",
    ),
    "prototype": ('# sovsim-game {"format":1,"scenario":"__proto__"}\n', "__proto__"),
    "a list": ("# sovsim-game []\n", "format undefined"),
    "ten megabytes": (b"#" * 10_000_000, "10000000 bytes"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_files_that_are_no_games_are_refused_in_words(
    kind: str, opened: Callable[..., Any]
) -> None:
    text, words = HOSTILE[kind]
    page = opened("play?scenario=csto-kazakhstan-2022")
    put_in(page, "<b>game</b>.toml", text)
    page.wait_for_selector("[data-fault]:not([hidden])")
    told = page.inner_text("[data-fault]")
    assert words in told
    assert "<b>game</b>.toml" in told
    assert page.query_selector("img, main b") is None


def _changed(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new, 1)


EDITED: dict[str, tuple[str, str, str]] = {
    "an event is added": (
        "[[play]]",
        '[[event]]\ntype = "unrest"\nat = "2021Q1"\nwho = "KAZ"\n\n[[play]]',
        "changes the scenario (event)",
    ),
    "an option that there is none": ('"resist"', '"surrender"', "does not know"),
    "an option that is not open": ('"resist"', '"request_assistance"', "not open"),
    "somebody else decides": ('actor = "KAZ"', 'actor = "UZB"', "not at the table"),
    "seats that are no list": ('"seats":["KAZ"]', '"seats":{"a":1}', "no seats"),
    "a seed that is no number": ('"seed":3', '"seed":"x"', "seed=x"),
    "a span that is none": ('"until":32', '"until":1e9', "does not have"),
    "an unclosed text": ('option = "resist"', 'option = "resist', "line "),
}


@pytest.mark.parametrize("kind", EDITED)
def test_a_game_that_was_changed_by_hand_is_refused_where_it_does_not_fit(
    kind: str, played: str, opened: Callable[..., Any]
) -> None:
    old, new, words = EDITED[kind]
    page = opened("play?scenario=csto-kazakhstan-2022")
    put_in(page, "game.toml", _changed(played, old, new))
    page.wait_for_selector("[data-fault]:not([hidden])")
    assert words in page.inner_text("[data-fault]")


def test_a_decision_that_was_changed_by_hand_is_taken_as_it_stands_now(
    played: str, opened: Callable[..., Any], tmp_path: Path
) -> None:
    page = opened("play?scenario=csto-kazakhstan-2022")
    put_in(page, "game.toml", _changed(played, '"resist"', '"hedge" # changed my mind'))
    page.wait_for_selector("h1:text-is('Kazakhstan in 2020')")
    plays = tomllib.loads(save(page, tmp_path).read_text())["play"]
    assert [row["option"] for row in plays] == ["hedge"]


def test_a_game_of_other_rules_is_computed_anew_and_says_so(
    played: str, opened: Callable[..., Any]
) -> None:
    page = opened("play?scenario=csto-kazakhstan-2022")
    put_in(page, "game.toml", _changed(played, '"code":"', '"code":"0'))
    page.wait_for_selector("h1:text-is('Kazakhstan in 2020')")
    assert "saved with other rules" in page.inner_text("main")


def _where(page: Any) -> str:
    return str(page.inner_text(".play-head p"))


def test_a_link_says_from_which_quarter_to_which_is_played(opened: Callable[..., Any]) -> None:
    place = "play?scenario=csto-kazakhstan-2022&seats=KAZ&from=2021Q4&until=2022Q4"
    page = opened(place)
    begin(page)
    assert "now: October to December 2021 · 0 of 5 quarters" in _where(page)
    live_through_year(page, {})
    assert "now: January to March 2022 · 1 of 5 quarters" in _where(page)
    live_through_year(page, {})
    assert "now: the end · 5 of 5 quarters" in _where(page)


def test_a_page_that_is_loaded_anew_goes_on_where_the_game_was_left(
    opened: Callable[..., Any],
) -> None:
    page = opened("play?scenario=csto-kazakhstan-2022&seats=KAZ&seed=4")
    begin(page)
    live_through_year(page, {"KAZ action ": "resist"})
    told = page.inner_text("main")
    page.reload()
    begin(page)
    assert page.inner_text("main") == told


def test_who_asks_for_it_decides_every_quarter_and_takes_quarters_back_within_the_year(
    opened: Callable[..., Any], tmp_path: Path
) -> None:
    page = opened("play?scenario=csto-kazakhstan-2022&seats=KAZ&seed=4")
    begin(page)
    page.check("#play-pace")
    for option, month in (("resist", "April"), ("hedge", "July")):
        pick(page, "KAZ action ", option)
        page.click(".play-decide button.first")
        page.wait_for_selector(f".play-head p:has-text('now: {month}')")
    plays = tomllib.loads(save(page, tmp_path).read_text())["play"]
    assert [(row["at"], row["option"]) for row in plays if row["decision"] == "action"] == [
        ("2019Q1", "resist"),
        ("2019Q2", "hedge"),
    ]
    page.click("button:text-is('Take 2019Q2 back')")
    page.wait_for_selector(".play-head p:has-text('now: April')")
    page.click("button:text-is('Take 2019Q1 back')")
    page.wait_for_selector(".play-head p:has-text('now: January')")
    assert page.query_selector("button:has-text('back'):has-text('Take')") is None


def test_what_is_not_open_yet_is_done_as_soon_as_it_is(
    opened: Callable[..., Any], tmp_path: Path
) -> None:
    page = opened("play?scenario=csto-kazakhstan-2022&seats=KAZ&seed=5")
    begin(page)
    assert page.query_selector('fieldset[data-decision="KAZ body_move CSTO"]') is None
    live_through_year(page, {"KAZ action ": "contest_words", "KAZ body_move CSTO": "leave"})
    assert "Kazakhstan left the CSTO." in page.inner_text(".play-papers")
    rows = tomllib.loads(save(page, tmp_path).read_text())["play"]
    left = [row for row in rows if row.get("target") == "CSTO" and row["option"] == "leave"]
    assert [row["duration"] for row in left] == [1]
    assert left[0]["at"] > "2019Q1"


def test_the_look_back_tells_the_trade_and_where_it_turned(opened: Callable[..., Any]) -> None:
    page = opened("play?scenario=csto-kazakhstan-2022&seats=KAZ&seed=5")
    begin(page)
    words = {"KAZ action ": "contest_words", "KAZ body_move CSTO": "leave"}
    live_through_year(page, words)
    live_to_the_end(page, [{"KAZ action ": "diversify"}])
    look_back(page)
    told = page.inner_text("main")
    assert "more support from the West" in told.split("The price:")[0]
    assert "less autonomy" in told.split("The price:")[1]
    assert "“invade” in place of" in told
    assert "occupation by Russia \N{MINUS SIGN}" in page.inner_text(".play-turning")


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        ("scenario=ukraine-2013-reversed&seed=0", "Ukraine took its bid for the EU back."),
        ("scenario=ukraine-2013-reversed&seed=1&from=2013Q4", "Ukraine took its bid for the EU"),
    ],
)
@pytest.mark.parametrize("quarterly", [False, True])
def test_a_bid_that_the_usual_policy_takes_back_at_once_is_in_the_news(
    place: str, sentence: str, quarterly: bool, opened: Callable[..., Any]
) -> None:
    page = opened(f"play?{place}&seats=UKR")
    begin(page)
    if quarterly:
        page.check("#play-pace")
    page.click(".play-decide button.first")
    first = page.locator(".play-paper").first
    assert sentence in first.locator(".play-mine").inner_text()
