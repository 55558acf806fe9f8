"""Data that the model made itself, and a small calibration to them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sovsim.calibration import Posterior
from sovsim.calibration.calibrate import calibrate
from sovsim.observed.folder import read_folder
from sovsim.scenario import load_scenario
from tests.backtest.planted import write
from tests.shared import shared

CUT = 1996


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shared(tmp_path_factory, "planted-for-calibration", write)


def made(folder: Path, cut: int = CUT, seed: int = 0, members: int = 20) -> Posterior:
    scenario = load_scenario("baseline-1992-2026")
    known = read_folder(folder)
    return calibrate(scenario, known, cut, members=members, steps=2, seed=seed, events=False)


@pytest.fixture(scope="session")
def posterior(planted: Path) -> Posterior:
    return made(planted)
