"""Files that belong together are all old or all new, wherever a process dies."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sovsim.disk.errors import FolderInUse, WriteError
from sovsim.disk.exchange import VALID, Exchange, complete, entries, read_current
from sovsim.disk.lock import LOCK, sole_writer

NAMES = ("a.txt", "figures/b.txt", "manifest.json")

KILLS = """
import itertools, json, os, sys
from pathlib import Path
from sovsim.disk.exchange import Exchange, read_current

NAMES = ("a.txt", "figures/b.txt", "manifest.json")
CHANGES = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link"}


def exchange(folder):
    with Exchange(folder) as files:
        for name in NAMES:
            files.put(name, "new")
        files.commit(removed=["gone.txt"], aside={"a.txt": "a.changed-1.txt"})


def killed(step, folder):
    # Die before the disk is touched for this many times; False where it is done before.
    child = os.fork()
    if child == 0:
        left = step

        def count(event, arguments):
            nonlocal left
            if event in CHANGES:
                left -= 1
                if left == 0:
                    os._exit(9)

        sys.addaudithook(count)
        exchange(folder)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def tree(folder):
    return {
        str(path.relative_to(folder)): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


found = []
for step in itertools.count(1):
    folder = Path(sys.argv[1]) / str(step)
    (folder / "figures").mkdir(parents=True)
    for name in (*NAMES, "gone.txt"):
        (folder / name).write_text("old")
    (folder / "mine.txt").write_text("mine")
    (folder / "figures" / "mine.txt").write_text("mine")
    dead = killed(step, folder)
    read = [read_current(folder, name).decode() for name in NAMES]
    exchange(folder)
    found.append([dead, read, tree(folder)])
    if not dead:
        break
print(json.dumps(found))
"""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a copy of the process")
def test_whenever_the_process_is_killed_all_files_are_old_or_all_are_new(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLS, str(tmp_path)], capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout)
    assert len(found) > 25
    assert {tuple(read) for _, read, _ in found} == {("old",) * 3, ("new",) * 3}
    assert [dead for dead, _, _ in found] == [True] * (len(found) - 1) + [False]
    for _, read, after in found:
        kept = after.pop("a.changed-1.txt")
        assert kept in ("old", read[0])
        assert after == {
            **dict.fromkeys(NAMES, "new"),
            "mine.txt": "mine",
            "figures/mine.txt": "mine",
        }


def old(folder: Path) -> Path:
    (folder / "figures").mkdir(parents=True)
    for name in NAMES:
        (folder / name).write_text("old")
    return folder


def replace(folder: Path) -> None:
    with Exchange(folder) as exchange:
        for name in NAMES:
            exchange.put(name, "new")
        exchange.commit()


def texts(folder: Path) -> set[str]:
    return {read_current(folder, name).decode() for name in NAMES}


def refused(folder: Path) -> str:
    """Replace the files and return the error, if there is one."""
    try:
        replace(folder)
    except WriteError as error:
        return str(error)
    return ""


def interrupt(folder: Path) -> None:
    with Exchange(folder) as exchange:
        exchange.put("a.txt", "new")
        raise KeyboardInterrupt


@pytest.mark.parametrize("nth", range(1, 12))
@pytest.mark.parametrize("call", ["fsync", "replace", "mkdir"])
def test_whatever_the_system_refuses_all_files_are_old_or_all_are_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, nth: int
) -> None:
    folder, calls, plain = old(tmp_path / "x"), [0], getattr(os, call)

    def refuse(*arguments: object, **named: object) -> object:
        calls[0] += 1
        if calls[0] == nth:
            raise OSError(28, "No space left on device")
        return plain(*arguments, **named)

    with monkeypatch.context() as patch:
        patch.setattr(os, call, refuse)
        if told := refused(folder):
            assert str(folder) in told
            assert "make room" in told
    assert texts(folder) in ({"old"}, {"new"})
    assert {entry.name for entry in entries(folder)} == {"a.txt", "figures", "manifest.json"}
    replace(folder)
    assert texts(folder) == {"new"}
    assert sorted(entry.name for entry in folder.iterdir()) == ["a.txt", "figures", "manifest.json"]


def test_without_a_commit_nothing_changes(tmp_path: Path) -> None:
    folder = old(tmp_path / "x")
    with pytest.raises(KeyboardInterrupt):
        interrupt(folder)
    assert texts(folder) == {"old"}
    assert not [entry for entry in folder.iterdir() if entry.name.startswith(".")]


def test_a_folder_that_was_made_in_vain_is_gone(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        interrupt(tmp_path / "x")
    assert list(tmp_path.iterdir()) == []


def test_two_do_not_write_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = old(tmp_path / "x")
    monkeypatch.setattr("sovsim.disk.exchange._PATIENCE", 0.0)
    with sole_writer(folder), pytest.raises(FolderInUse, match="another process"):
        replace(folder)
    assert texts(folder) == {"old"}
    replace(folder)
    assert not (folder / LOCK).exists()


def test_a_plan_of_somebody_else_removes_nothing_outside(tmp_path: Path) -> None:
    (tmp_path / "victim").write_text("mine")
    folder = old(tmp_path / "x")
    (folder / VALID).mkdir()
    plan = {"removed": ["../victim", str(tmp_path / "victim")], "aside": {"a.txt": "../b"}}
    (folder / VALID / ".plan.json").write_text(json.dumps(plan))
    (folder / VALID / "a.txt").write_text("new")
    complete(folder)
    assert (tmp_path / "victim").read_text() == "mine"
    assert not (tmp_path / "b").exists()
    (folder / VALID).symlink_to(tmp_path)
    complete(folder)
    assert (tmp_path / "victim").read_text() == "mine"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "states.parquet")
    with pytest.raises(OSError, match="is no file"):
        read_current(tmp_path, "states.parquet")
