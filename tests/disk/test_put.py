"""A file is written whole or not at all, whatever happens in between."""

from __future__ import annotations

import errno
import os
import stat
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sovsim.disk import put as put_module
from sovsim.disk.errors import WriteError
from sovsim.disk.put import clear_unfinished, make_folder, put, put_json, unfinished

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX system")


def refusing(number: int) -> Callable[..., None]:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return refuse


def interrupted(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("call", ["fsync", "replace"])
@pytest.mark.parametrize(
    ("number", "advice"),
    [
        (errno.ENOSPC, "make room"),
        (errno.EFBIG, "make room"),
        (errno.EACCES, "choose another folder"),
        (errno.EROFS, "choose another folder"),
        (errno.EIO, ""),
    ],
)
def test_a_fault_leaves_the_old_content_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, advice: str
) -> None:
    file = tmp_path / "table.csv"
    file.write_text("old")
    monkeypatch.setattr(os, call, refusing(number))
    with pytest.raises(WriteError) as caught:
        put(file, "new and longer")
    lines = str(caught.value).splitlines()
    assert lines[0] == f"{file}: cannot be written: {os.strerror(number)}"
    assert len(lines) <= 2
    assert advice in str(caught.value)
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_an_interruption_leaves_the_old_content_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    file = tmp_path / "table.csv"
    file.write_text("old")
    monkeypatch.setattr(os, call, interrupted)
    with pytest.raises(KeyboardInterrupt):
        put(file, "new")
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """Let the system itself refuse to write more, in the middle of a file."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@POSIX
def test_a_disk_that_is_full_in_the_middle_of_a_file_leaves_no_half(tmp_path: Path) -> None:
    file = tmp_path / "picture.png"
    file.write_bytes(b"old")
    with files_no_larger_than(1000), pytest.raises(WriteError, match=f"{file}.*(.|\n)*make room"):
        put(file, b"x" * 5000)
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_reader_sees_the_old_or_the_new_and_never_a_part(tmp_path: Path) -> None:
    file, size = tmp_path / "big", 2_000_000
    contents = [bytes([letter]) * size for letter in b"ab"]
    put(file, contents[0])
    seen: list[bytes] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            seen.append(file.read_bytes())

    reader = threading.Thread(target=read)
    reader.start()
    for turn in range(20):
        put(file, contents[turn % 2])
    done.set()
    reader.join()
    assert seen
    assert all(content in contents for content in seen)


def test_the_content_is_flushed_before_it_takes_the_place_and_the_folder_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    sync, replace = os.fsync, os.replace

    def synced(handle: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        sync(handle)

    def replaced(*names: str | Path) -> None:
        done.append("replace")
        replace(*names)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", replaced)
    put(tmp_path / "x", "x")
    assert done[:2] == ["file", "replace"]
    assert done[2:] == (["folder"] if hasattr(os, "O_DIRECTORY") else [])


@POSIX
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "file").write_text("old")
    (tmp_path / "link").symlink_to(tmp_path / "far" / "file")
    put(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "far" / "file").read_text() == "new"


@POSIX
def test_permissions_are_kept_and_new_files_follow_the_mask(tmp_path: Path) -> None:
    private = tmp_path / "private"
    private.write_text("old")
    private.chmod(0o600)
    put(private, "new")
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    before = os.umask(0o027)
    try:
        put(tmp_path / "new", "x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640


@POSIX
def test_a_file_that_its_owner_closed_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(put_module.os, "access", lambda *_: False)  # root may do everything
    (tmp_path / "closed").write_text("old")
    with pytest.raises(WriteError, match="Permission denied"):
        put(tmp_path / "closed", "new")
    assert (tmp_path / "closed").read_text() == "old"


@POSIX
def test_devices_are_written_to_and_not_replaced(tmp_path: Path) -> None:
    put("/dev/null", "gone")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    if Path("/dev/full").exists():
        with pytest.raises(WriteError, match=r"/dev/full: cannot be written: No space left"):
            put("/dev/full", "x")


def test_a_folder_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(WriteError, match="folder: cannot be written"):
        put(tmp_path / "folder", "x")
    with pytest.raises(WriteError, match="nowhere"):
        put(tmp_path / "nowhere" / "x", "x")


def test_a_name_that_is_too_long_is_said(tmp_path: Path) -> None:
    name = "x" * 300
    with pytest.raises(WriteError, match=r"cannot be written"):
        put(tmp_path / name, "x")
    assert list(tmp_path.iterdir()) == []
    put(tmp_path / ("y" * 250), "a name as long as names may be")


def test_numbers_without_a_word_in_json_are_no_json(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        put_json(tmp_path / "x.json", {"a": float("nan")})
    assert list(tmp_path.iterdir()) == []
    put_json(tmp_path / "x.json", {"a": "ü"})
    assert (tmp_path / "x.json").read_bytes() == '{\n  "a": "ü"\n}\n'.encode()


def test_leftovers_of_killed_writers_are_cleared_and_nothing_else(tmp_path: Path) -> None:
    unfinished(tmp_path).write_text("half")
    unfinished(tmp_path).mkdir()
    (tmp_path / ".sovsim-notes").write_text("mine")
    (tmp_path / "x.part").write_text("mine")
    clear_unfinished(tmp_path)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [".sovsim-notes", "x.part"]


@POSIX
def test_a_link_to_a_folder_that_is_gone_is_made_good(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "far")
    put(make_folder(tmp_path / "link") / "x", "x")
    assert (tmp_path / "far" / "x").read_text() == "x"
