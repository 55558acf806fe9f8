"""A whole run as the page has it, beside the same run as the library records it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from sovsim.app.content import Content, content
from sovsim.app.content.packed import packed
from sovsim.compiled.javascript.bundle import bundle
from sovsim.scenario import Scenario
from tests.app.modules import told

WHOLE = """
const asked = (given) => {
  const answer = sovsim.ask(given);
  if (answer.error) throw new Error(answer.error.message);
  return answer;
};
const sovsim = new Function(`${text("kernel.js")}; return sovsim;`)();
const host = { ask: async (given) => asked(given) };
const packedContent = JSON.parse(text("content.json"));
const settings = JSON.parse(text("settings.json"));
const content = contentFor(unpackContent(packedContent), settings.scenario);
const run = await wholeRun(host, settings, Object.keys(content.columns));
"""

IMPORTS = {
    "model/run.js": "wholeRun",
    "telling/unpack.js": "unpackContent",
    "telling/overlay.js": "contentFor",
}


@cache
def words(*scenarios: Scenario) -> Content:
    """Return the content of a page of some scenarios."""
    return content(scenarios)


def in_the_page(
    folder: Path,
    scenario: Scenario,
    imports: Mapping[str, str],
    source: str,
    *,
    among: tuple[Scenario, ...] = (),
    seed: int = 0,
) -> Any:
    """Return what modules make of a whole run: ``run``, ``content`` and ``settings`` are there.

    Args:
        folder: for the files.
        imports: modules beside those that run the model.
        source: a module, whose last line is the answer.
        among: the scenarios of the page's content; this one alone by default.
        seed: of the run, of which it is run 0.
    """
    settings = {"scenario": scenario.name, "seed": seed, "run": 0, "set": {}, "plays": []}
    files = {
        "kernel.js": bundle([scenario]),
        "content.json": json.dumps(packed(words(*(among or (scenario,))))),
        "settings.json": json.dumps(settings),
    }
    return told(folder, {**IMPORTS, **imports}, WHOLE + source, files)
