"""Windows refuses to replace an open file; it is tried for a while before giving up."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sovsim.disk import move as module
from sovsim.disk.move import move

Refuse = Callable[[int], list[float]]


@pytest.fixture
def refuse(monkeypatch: pytest.MonkeyPatch) -> Refuse:
    """Let the system refuse some times; return the pauses that were made."""

    def set_up(times: int) -> list[float]:
        pauses: list[float] = []
        left = [times]
        really = os.replace

        def refusing(source: str, target: str) -> None:
            if left[0]:
                left[0] -= 1
                raise PermissionError(13, "Access is denied")
            really(source, target)

        monkeypatch.setattr(module.os, "replace", refusing)  # type: ignore[attr-defined]
        monkeypatch.setattr(module.time, "sleep", pauses.append)  # type: ignore[attr-defined]
        return pauses

    return set_up


def files(folder: Path) -> tuple[str, str]:
    (folder / "new").write_text("new", encoding="utf-8")
    (folder / "old").write_text("old", encoding="utf-8")
    return str(folder / "new"), str(folder / "old")


def test_a_file_that_is_open_for_a_moment_is_waited_for(
    refuse: Refuse, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    source, target = files(tmp_path)
    pauses = refuse(3)
    with monkeypatch.context() as windows:
        windows.setattr(os, "name", "nt")
        move(source, target)
    assert pauses == sorted(pauses)
    assert len(pauses) == 3
    assert (tmp_path / "old").read_text("utf-8") == "new"


def test_a_file_that_stays_open_is_an_error_after_a_while(
    refuse: Refuse, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    source, target = files(tmp_path)
    pauses = refuse(1000)
    with monkeypatch.context() as windows:
        windows.setattr(os, "name", "nt")
        with pytest.raises(PermissionError):
            move(source, target)
    assert 1 < sum(pauses) < 5
    assert (tmp_path / "old").read_text("utf-8") == "old"


def test_elsewhere_nobody_waits(refuse: Refuse, tmp_path: Path) -> None:
    source, target = files(tmp_path)
    pauses = refuse(1)
    with pytest.raises(PermissionError):
        move(source, target)
    assert pauses == []
