"""What happens in a run is told by the page as `sovsim.telling` tells it, word for word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sovsim.record.events import events_table
from sovsim.record.run import simulate
from sovsim.scenario import Scenario
from sovsim.telling.imposed import by
from sovsim.telling.names import Names
from sovsim.telling.sentences import manner, sentence
from tests.app.telling.runs import in_the_page
from tests.compiled.node import needs_node
from tests.worlds import scenario

pytestmark = [needs_node, pytest.mark.slow]

TELLING = {
    "telling/happenings.js": "happeningsOf",
    "telling/events.js": "sentenceOf, mannerOf",
    "telling/imposed.js": "imposedIn, behindOf",
}
TOLD = """
const every = run.quarters.slice(1).map((_, place) => {
  const imposed = imposedIn(run.quarters[place + 1], content, settings.scenario);
  return happeningsOf(run, place + 1, content).map((event) =>
    [sentenceOf(event, content), mannerOf(event, content), behindOf(event, imposed, content)]);
});
every"""

ENOUGH = {"toy-two-states": 10, "toy-four-states": 20, "synthetic-region": 100}


def recorded(chosen: Scenario, seed: int) -> list[list[list[str]]]:
    """Return sentence, manner, and who is behind it, of all that happened, quarter by quarter."""
    names = Names(chosen.region)
    found: list[list[list[str]]] = [[] for _ in range(chosen.steps)]
    for row in events_table(simulate(chosen, seed, 0)).to_pylist():
        found[row["step"]].append([sentence(row, names), manner(row), by(row["cause"])])
    return found


def test_one_page_tells_of_several_regions(tmp_path: Path) -> None:
    toy, first = scenario("toy-four-states"), scenario("csto-kazakhstan-2022")
    found = in_the_page(tmp_path, toy, TELLING, TOLD, among=(first, toy))
    assert [sorted(step) for step in found] == [sorted(step) for step in recorded(toy, 0)]
    assert any("Hegemonia" in words for step in found for words, _, _ in step)


@pytest.mark.parametrize(
    ("name", "seed"),
    [
        ("csto-kazakhstan-2022", 0),
        ("csto-kazakhstan-2022-refused", 0),
        ("crimea-2014-firm-west", 0),
        ("ukraine-2013-reversed", 0),
        ("gas-disputes", 3),
        ("invasion-2022", 2),
        ("baseline-1992-2026", 0),
        ("toy-two-states", 0),
        ("toy-four-states", 0),
        ("synthetic-region", 0),
    ],
)
def test_every_happening_of_a_whole_run_is_told_alike(tmp_path: Path, name: str, seed: int) -> None:
    chosen = scenario(name)
    wanted = recorded(chosen, seed)
    found: list[list[Any]] = in_the_page(tmp_path, chosen, TELLING, TOLD, seed=seed)
    assert len(found) == len(wanted)
    for step, (mine, theirs) in enumerate(zip(found, wanted, strict=True)):
        assert sorted(mine) == sorted(theirs), chosen.quarter(step)
    assert sum(map(len, wanted)) >= ENOUGH.get(name, 50)
