"""One writer at a time, also where a file system knows no locks, as some network folders."""

from __future__ import annotations

import errno
import os
import warnings
from pathlib import Path

import pytest

from sovsim.disk.errors import FolderInUse, WriteError
from sovsim.disk.lock import SOFT_LOCK, sole_writer

fcntl = pytest.importorskip("fcntl", reason="Windows locks by other means")


def without_locks(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", refuse)


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS])
def test_a_file_stands_for_a_lock_where_there_are_none(
    number: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    without_locks(monkeypatch, number)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with (
            sole_writer(tmp_path),
            pytest.raises(FolderInUse) as refused,
            sole_writer(tmp_path),
        ):
            pass
        assert "another process" in str(refused.value)
        with sole_writer(tmp_path):
            pass


def test_a_file_left_by_a_killed_process_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    without_locks(monkeypatch, errno.ENOLCK)
    with sole_writer(tmp_path):
        with pytest.raises(FolderInUse) as refused, sole_writer(tmp_path):
            pass
        told = str(refused.value).splitlines()
        assert len(told) == 3
        assert told[-1].endswith(f"remove {SOFT_LOCK}")
        assert (tmp_path / SOFT_LOCK).is_file()
    assert not (tmp_path / SOFT_LOCK).exists()


def test_any_other_fault_of_the_system_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    without_locks(monkeypatch, errno.EIO)
    with pytest.raises(WriteError, match="cannot be written"), sole_writer(tmp_path):
        pass


def test_where_there_are_locks_nothing_is_said_of_a_file(tmp_path: Path) -> None:
    with (
        sole_writer(tmp_path),
        pytest.raises(FolderInUse) as refused,
        sole_writer(tmp_path),
    ):
        pass
    assert "remove" not in str(refused.value)
