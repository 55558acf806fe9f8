"""Only plain files of bearable size in UTF-8 are opened; whatever else is there is said at once."""

from __future__ import annotations

import codecs
import os
import socket
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sovsim.documents.errors import DocumentError
from sovsim.documents.source import LARGEST, text_of
from sovsim.experiment import load_experiment
from sovsim.region import load_region
from sovsim.scenario import load_scenario

LOADERS: list[Callable[[Path], object]] = [load_scenario, load_experiment, load_region]

posix = pytest.mark.skipif(sys.platform == "win32", reason="there are no such files")


def pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe.toml")
    return folder / "pipe.toml"


def endpoint(folder: Path) -> Path:
    path = folder / "s.toml"
    place = os.getcwd()
    os.chdir(folder)  # names of sockets must be short
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(place)
    return path


def loop(folder: Path) -> Path:
    (folder / "one.toml").symlink_to(folder / "other.toml")
    (folder / "other.toml").symlink_to(folder / "one.toml")
    return folder / "one.toml"


def device(_: Path) -> Path:
    return Path("/dev/zero")


@posix
@pytest.mark.parametrize("load", LOADERS)
@pytest.mark.parametrize(
    ("made", "words"),
    [
        (pipe, "is a pipe"),
        (endpoint, "is a socket"),
        (device, "is a device"),
        (loop, "there is no"),
    ],
)
def test_what_is_no_plain_file_is_refused_without_waiting(
    load: Callable[[Path], object], made: Callable[[Path], Path], words: str, tmp_path: Path
) -> None:
    path = made(tmp_path)
    with pytest.raises(DocumentError, match=words) as caught:
        load(path)
    assert str(path) in str(caught.value)


@posix
def test_a_file_that_turns_into_a_pipe_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = pipe(tmp_path)
    plain = (tmp_path / "plain.toml").touch() or (tmp_path / "plain.toml").stat()
    assert stat.S_ISREG(plain.st_mode)
    monkeypatch.setattr(Path, "stat", lambda *_, **__: plain)
    with pytest.raises(DocumentError, match="is a pipe"):
        text_of(path, "x")


@pytest.mark.parametrize("load", LOADERS)
@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        (b"", "", "is empty"),
        (b"\n \r\n", "", "is empty"),
        (b"a = 1\n# \xff\n", ":2", "is not UTF-8"),
        (
            codecs.BOM_UTF16_LE + "a = 1\n".encode("utf-16-le"),
            ":1",
            "UTF-16 text; save it as UTF-8",
        ),
        (
            codecs.BOM_UTF16_BE + "a = 1\n".encode("utf-16-be"),
            ":1",
            "UTF-16 text; save it as UTF-8",
        ),
        (
            codecs.BOM_UTF32_LE + "a = 1\n".encode("utf-32-le"),
            ":1",
            "UTF-32 text; save it as UTF-8",
        ),
        ("a = 1\n".encode("utf-16-le"), ":1", "is it UTF-16"),
        (b"a = 1\nb = '\x00'\n", ":2", "NUL"),
        (b"#" * (LARGEST + 1), "", "larger than 1 MiB"),
    ],
)
def test_bytes_that_are_no_document_are_refused(
    load: Callable[[Path], object], content: bytes, place: str, words: str, tmp_path: Path
) -> None:
    path = tmp_path / "odd.toml"
    path.write_bytes(content)
    with pytest.raises(DocumentError) as caught:
        load(path)
    assert str(caught.value).startswith(f"{path}{place}: ")
    assert words in str(caught.value)


@pytest.mark.parametrize("load", LOADERS)
@pytest.mark.parametrize(
    "name", ["", "a\0b", "x" * 300, "x" * 5000, "no/such/file.toml", "\x1b[31m"]
)
def test_names_of_nothing_are_refused(load: Callable[..., object], name: str) -> None:
    with pytest.raises(DocumentError) as caught:
        load(name)
    assert len(str(caught.value)) < 400
    assert "\x1b" not in str(caught.value)


@pytest.mark.parametrize("load", LOADERS)
@pytest.mark.parametrize("given", [None, 3, [], b"x", {}])
def test_what_is_no_name_is_refused(load: Callable[..., object], given: object) -> None:
    with pytest.raises(DocumentError, match="is no path"):
        load(given)


@posix
def test_a_file_that_may_not_be_read_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("a = 1\n", encoding="utf-8")

    def refuse(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(DocumentError, match=r"mine\.toml: cannot be read: Permission denied"):
        load_scenario(path)


def test_a_path_with_escapes_is_shown_without_them(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b]0;x\x07.toml"
    try:
        path.write_text("a = = 1\n", encoding="utf-8")
    except OSError:
        pytest.skip("this file system has no such names")
    with pytest.raises(DocumentError) as caught:
        load_scenario(path)
    assert "a?]0;x?.toml:1: " in str(caught.value)
