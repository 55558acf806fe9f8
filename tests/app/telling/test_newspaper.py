"""A quarter's newspaper says what its reader can know: nothing of silent pressure on others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.app.telling.runs import in_the_page
from tests.compiled.node import needs_node
from tests.worlds import scenario

pytestmark = [needs_node, pytest.mark.slow]

TELLING = {"telling/newspaper.js": "newsOf", "telling/happenings.js": "happeningsOf"}
TOLD = """
const each = (told) => run.quarters.slice(1).map((_, place) => told(place + 1));
const read = (options) => each((step) => newsOf(run, step, content, options));
const found = {
  outside: read({}),
  KAZ: read({ reader: "KAZ" }),
  RUS: read({ reader: "RUS" }),
  all: read({ all: true }),
  happened: each((step) => happeningsOf(run, step, content)),
};
found"""

SILENT = "without saying so"
STIRRED = "stirred up disorder"


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[dict[str, Any]]]]:
    folder: Path = tmp_path_factory.mktemp("news")
    found: dict[str, list[list[dict[str, Any]]]] = in_the_page(
        folder, scenario("csto-kazakhstan-2022"), TELLING, TOLD
    )
    return found


def items(found: list[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    return [item for quarter in found for item in quarter]


def veiled(found: list[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    return [item for item in items(found) if SILENT in item["text"] or STIRRED in item["text"]]


def test_silent_pressure_is_known_to_its_target_and_to_who_exerts_it(
    news: dict[str, list[list[dict[str, Any]]]],
) -> None:
    targets = {code for item in veiled(news["all"]) for code in item["states"]}
    assert {"KAZ"} < targets
    assert veiled(news["outside"]) == []
    assert {tuple(item["states"]) for item in veiled(news["KAZ"])} == {("KAZ",)}
    assert {code for item in veiled(news["RUS"]) for code in item["states"]} == targets


def test_everything_is_there_for_the_debrief(
    news: dict[str, list[list[dict[str, Any]]]],
) -> None:
    assert list(map(len, news["all"])) == list(map(len, news["happened"]))


def test_what_is_about_the_reader_stands_first(
    news: dict[str, list[list[dict[str, Any]]]],
) -> None:
    seen = [[item["own"] for item in quarter] for quarter in news["KAZ"]]
    assert any(True in quarter and False in quarter for quarter in seen)
    assert all(quarter == sorted(quarter, reverse=True) for quarter in seen)
    assert not any(item["own"] for item in items(news["outside"]))


def test_what_the_scenario_set_is_told_in_its_words_and_as_its_doing(
    news: dict[str, list[list[dict[str, Any]]]],
) -> None:
    riots = [item for item in items(news["outside"]) if item["type"] == "unrest"]
    assert [(one["text"], one["by"]) for one in riots] == [
        ("Disorder broke out in the streets of Kazakhstan.", "set by the scenario")
    ]
    assert riots[0]["claims"]
    own = [item for item in items(news["KAZ"]) if item["type"] == "assistance_requested"]
    assert all(item["by"] == "" for item in own)
