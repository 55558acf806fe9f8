"""Changed files are read or refused in words; what is good runs to its report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sovsim import quarters
from sovsim.documents.errors import DocumentError
from sovsim.experiment import load_experiment
from sovsim.region import load_region
from sovsim.scenario import Scenario, load_scenario
from sovsim.simulation import Simulation
from sovsim.single_run import run

from .mutants import LETTERS, mutated, originals, written

LOADERS: dict[str, Callable[[Path], Any]] = {
    "scenarios": load_scenario,
    "experiments": load_experiment,
    "region": load_region,
}
QUARTERS = 4


def load(kind: str, seed: int, folder: Path) -> tuple[Any, Path] | None:
    """Return what a changed file holds, or None where it was refused as it should be."""
    texts = originals(kind)
    name = list(texts)[seed % len(texts)]
    text = mutated(texts[name], seed)
    base, part = name.split("/")
    if f"{base}/{base}" in texts:
        path = written(folder, f"{kind}-{seed}", text)
    else:
        path = folder / f"{kind}-{seed}"
        path.mkdir()
        for other, content in texts.items():
            if other.startswith(f"{base}/"):
                written(path, other.split("/")[1], content)
        written(path, part, text)
    try:
        return LOADERS[kind](path), path
    except DocumentError as error:
        for fault in error.problems:
            check_message(fault.message)
            assert fault.file
            assert fault.line > 0
        return None


def check_message(message: str) -> None:
    lines = message.split("\n")
    assert 1 <= len(lines) <= 3, message
    assert all(line.isprintable() and len(line) < 700 for line in lines), message
    assert "Input should" not in message
    assert "function-" not in message


def short(scenario: Scenario) -> Scenario:
    last = min(quarters.parse(scenario.end), quarters.parse(scenario.start) + QUARTERS - 1)
    return scenario.with_settings([f"scenario.end={quarters.label(last)}"])


def simulate(scenario: Scenario) -> None:
    """Run a scenario for some quarters; all of its world stays finite."""
    world = Simulation.prepare(short(scenario), runs=range(2)).run()
    for name in world:
        assert np.isfinite(world[name]).all(), name


def in_region(region: Path, folder: Path) -> Scenario:
    """Return a bare scenario of a region."""
    head = '[scenario]\nname = "bare"\ntitle = "t"\nquestion = "q?"\nbackground = "b"\n'
    text = f'{head}start = "1992Q1"\nend = "1993Q4"\nregion = \'{region.as_posix()}\'\n'
    return load_scenario(written(folder, "bare", text))


@pytest.mark.parametrize(
    ("kind", "seeds"), [("scenarios", 60), ("experiments", 25), ("region", 50)]
)
def test_changed_files_are_read_or_refused_in_words(kind: str, seeds: int, tmp_path: Path) -> None:
    good = [load(kind, seed, tmp_path) is not None for seed in range(seeds)]
    assert 0 < sum(good) < seeds


@pytest.mark.slow
@pytest.mark.parametrize("kind", LOADERS)
def test_many_changed_files_are_read_or_refused_in_words(kind: str, tmp_path: Path) -> None:
    good = 0
    for seed in range(10_000, 10_800):
        found = load(kind, seed, tmp_path)
        if found is None:
            continue
        good += 1
        if kind == "scenarios" and not found[0].base:
            simulate(found[0])
        elif kind == "region":
            try:
                scenario = in_region(found[1], tmp_path)
            except DocumentError:
                continue  # the region itself is good, and describes no such start
            simulate(scenario)
    assert good > 20


NASTY = (
    "$x_{$",
    r"a\b^c_d",
    "%&#",
    "<b>&amp;</b>",
    "{{ x }}",
    "\u00e9\u0301\u4e2d\U0001f600",
    "W" * 60,
)
"""Names that formulas, pages, templates, fonts and widths may trip over."""


@pytest.mark.parametrize("nasty", [NASTY[0], pytest.param("all", marks=pytest.mark.slow)])
def test_whatever_a_good_file_calls_things_it_runs_to_the_report(
    nasty: str, tmp_path: Path
) -> None:
    for number, name in enumerate(NASTY if nasty == "all" else [nasty]):
        folder = tmp_path / str(number)
        folder.mkdir()
        text = originals("region")["toy-two-states/toy-two-states"]
        for old in ("Frea", "Lenia", "Hegemonia", "the near lands", "Pact of Neighbours"):
            text = text.replace(f'"{old}"', f"'{name}'")
        written(folder, "region", text)
        long = (name * 300)[:300]
        scenario = (
            f"[scenario]\nname = 'nasty'\ntitle = '{long}'\nquestion = '{long}?'\n"
            f"background = '{long}'\nend = '1992Q3'\nregion = 'region.toml'\n"
            f"[[event]]\ntype = 'unrest'\nat = '1992Q2'\nwho = 'FRE'\nnote = '{long}'\n"
            f"[teaching]\ntry = ['{long}']\ndiscussion = ['{LETTERS.replace(chr(39), '')}']\n"
        )
        loaded = load_scenario(written(folder, "nasty", scenario))
        run(loaded, 0, out=folder / "run", plots=True)
        assert (folder / "run" / "report.html").is_file()
        assert list((folder / "run" / "figures").glob("*.svg"))
