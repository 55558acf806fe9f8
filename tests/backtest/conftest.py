"""The planted folder and a backtest on it, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from sovsim.backtest.design import design
from sovsim.backtest.run import Backtest, run_backtest
from sovsim.observed.folder import read_folder
from sovsim.scenario import load_scenario
from tests.backtest.planted import write
from tests.shared import shared

CUT = 2003


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shared(tmp_path_factory, "planted", write)


def made(folder: Path, runs: int = 30) -> Backtest:
    observed = read_folder(folder)
    scenario = load_scenario("baseline-1992-2026")
    return run_backtest(design(scenario, observed, [CUT], runs=runs), observed)


@pytest.fixture(scope="session")
def backtest(planted: Path) -> Backtest:
    return made(planted)
