"""The folder of a posterior: written, read, damaged; and the command that makes it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sovsim.calibration import Posterior, PosteriorError, read_posterior
from sovsim.calibration.posterior import shipped_posteriors
from sovsim.ensemble.fitted import Fitted
from sovsim.observed.catalogue import catalogue
from tests.calibration.conftest import CUT
from tests.command_line import Ask


@pytest.mark.slow
def test_what_is_written_is_read_again(posterior: Posterior, tmp_path: Path) -> None:
    folder = posterior.write(tmp_path / "one")
    found = read_posterior(folder)
    assert np.allclose(found.points, posterior.points, rtol=1e-5, atol=1e-6)
    assert found.until == CUT
    assert found.settings["scenario"] == "baseline-1992-2026"
    assert Fitted.of(found, "one").start == "1992Q1"
    assert set(found.data) == set(posterior.data)
    (folder / "identified.csv").write_text("name\n", encoding="utf-8")
    with pytest.raises(PosteriorError, match="damaged"):
        read_posterior(folder)


def test_what_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PosteriorError, match="there is no posterior"):
        read_posterior("no-such-thing")
    with pytest.raises(PosteriorError, match="is no posterior"):
        read_posterior(tmp_path)


def test_what_ships_was_made_of_series_that_may_ship() -> None:
    for name in shipped_posteriors():
        found = read_posterior(name)
        assert len(found.points) >= 100
        for one in found.data.values():
            assert catalogue()[one["series"]].ships, name
        assert Fitted.of(found, name).points.shape == found.points.shape


@pytest.mark.slow
def test_the_command_keeps_to_80_columns_and_writes_the_folder(
    ask: Ask, planted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    small = ("--until", str(CUT), "--members", "20", "--steps", "1")
    out = tmp_path / "out"
    answer = ask("calibrate", "--observed", planted, *small, "--out", out)
    assert answer.status == 0, answer.err
    lines = answer.out.splitlines()
    assert [line for line in lines if len(line) > 80 and str(out) not in line] == []
    assert "stays assumed" in " ".join(answer.out.split())
    assert len(read_posterior(out).points) == 20
    empty = tmp_path / "empty"
    empty.mkdir()
    refused = ask("calibrate", "--observed", empty)
    assert refused.status == 2
    assert len(refused.err.splitlines()) <= 3
