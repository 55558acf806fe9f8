"""A single block of work is done in this process: starting another one costs more than it gains."""

from __future__ import annotations

import pytest

from sovsim.ensemble import executor, run_ensemble


def test_a_single_block_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(executor, "_Pool", refused)
    assert run_ensemble("toy-two-states", 4, workers=2).complete
    with pytest.raises(AssertionError, match="was started"):
        run_ensemble("toy-two-states", 4, workers=2, block=2)
