"""Standard output may be closed, broken or full: the work is done all the same."""

from __future__ import annotations

import io
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sovsim.cli import main
from sovsim.record import RunFolder
from tests.cli.test_start import SRC
from tests.shared import rest_slow

RUN = ("run", "toy-two-states", "--no-plots", "--out")
FULL = Path("/dev/full")


def replace(monkeypatch: pytest.MonkeyPatch, name: str, stream: io.TextIOWrapper | None) -> None:
    """Put a stream in the place of the process's own."""
    monkeypatch.setattr(sys, name, stream)
    monkeypatch.setattr(sys, f"__{name}__", stream)


def text(descriptor: int, encoding: str = "utf-8", errors: str = "strict") -> io.TextIOWrapper:
    return io.TextIOWrapper(os.fdopen(descriptor, "wb"), encoding=encoding, errors=errors)


@pytest.fixture
def broken_pipe() -> Iterator[io.TextIOWrapper]:
    """A pipe from which nobody reads any more, as after ``| head -1``."""
    reader, writer = os.pipe()
    os.close(reader)
    stream = text(writer)
    yield stream
    stream.close()


def test_a_run_is_kept_whole_when_its_reader_goes_away(
    broken_pipe: io.TextIOWrapper,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    drawn: list[RunFolder] = []
    monkeypatch.setattr("sovsim.single_run.illustrate", lambda folder, **_: drawn.append(folder))
    replace(monkeypatch, "stdout", broken_pipe)
    status = main(["run", "toy-two-states", "--out", str(tmp_path / "run")])
    assert (status, capsys.readouterr().err) == (0, "")
    assert [folder.path for folder in drawn] == [tmp_path / "run"]
    assert sys.stdout is broken_pipe


@pytest.mark.slow
@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here")
def test_a_full_disk_behind_stdout_is_told_and_costs_no_work(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with text(os.open(FULL, os.O_WRONLY)) as stream:
        replace(monkeypatch, "stdout", stream)
        assert main([*RUN, str(tmp_path / "run")]) == 1
        assert main(["list", "--json"]) == 1
        assert main(["--help"]) == 1
        assert main(["rnu"]) == 2
    told = capsys.readouterr().err.splitlines()
    assert told[:3] == ["error: standard output cannot be written: No space left on device"] * 3
    assert (tmp_path / "run" / "manifest.json").is_file()


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here")
def test_an_error_that_nobody_can_read_keeps_its_status(monkeypatch: pytest.MonkeyPatch) -> None:
    with text(os.open(FULL, os.O_WRONLY)) as stream:
        replace(monkeypatch, "stderr", stream)
        assert main(["rnu"]) == 2


def test_without_stdout_and_stderr_the_work_is_done(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    replace(monkeypatch, "stdout", None)
    replace(monkeypatch, "stderr", None)
    assert main([*RUN, str(tmp_path / "run")]) == 0
    assert main(["rnu"]) == 2
    assert (tmp_path / "run" / "metrics.json").is_file()
    assert sys.stdout is None


@pytest.mark.skipif(os.name == "nt", reason="no sh there")
def test_closed_descriptors_are_not_taken_by_other_files(tmp_path: Path) -> None:
    code = """
import os, sys
from sovsim.cli.console import console
with console(), open("file", "w", encoding="utf-8") as file:
    print("nobody hears it")
    print("nor this", file=sys.stderr)
    print(file.fileno() > 2, os.get_inheritable(1), file=file)
"""
    subprocess.run(
        ["sh", "-c", '"$0" -c "$1" <&- >&- 2>&-', sys.executable, code],
        env={**os.environ, "PYTHONPATH": str(SRC)},
        cwd=tmp_path,
        check=True,
    )
    assert (tmp_path / "file").read_text("utf-8") == "True True\n"


@pytest.mark.parametrize(
    "encoding", rest_slow(["cp1251", "ascii", "cp1250", "cp932", "latin-1", "cp850"], 2)
)
def test_claims_can_be_read_on_every_console(
    encoding: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "claims.txt"
    errors = "surrogateescape" if encoding == "ascii" else "strict"  # as in the C locale
    with text(os.open(file, os.O_WRONLY | os.O_CREAT), encoding, errors) as stream:
        replace(monkeypatch, "stdout", stream)
        assert main(["claims"]) == 0
    written = file.read_text(encoding)
    assert sum(not line.startswith(" ") for line in written.splitlines()) >= 382
    assert "\\u" not in written


def test_errors_are_shown_in_plain_letters_and_not_in_escapes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "errors.txt"
    with text(os.open(file, os.O_WRONLY | os.O_CREAT), "cp1251", "backslashreplace") as stream:
        replace(monkeypatch, "stderr", stream)
        assert main(["check", "Việt…\udcff.toml"]) == 2
    assert file.read_text("cp1251").startswith(r"error: Viet…\xff.toml: ")


def test_letters_are_treated_as_the_user_chose(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """``PYTHONIOENCODING=ascii:xmlcharrefreplace`` is a wish."""
    file = tmp_path / "claims.txt"
    with text(os.open(file, os.O_WRONLY | os.O_CREAT), "ascii", "xmlcharrefreplace") as stream:
        replace(monkeypatch, "stdout", stream)
        assert main(["claims"]) == 0
    assert "&#8211;" in file.read_text("ascii")


def test_a_stream_of_somebody_else_is_given_back_as_it_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors="strict")
    monkeypatch.setattr(sys, "stdout", stream)
    assert main(["claims"]) == 0
    assert (sys.stdout, stream.errors) == (stream, "strict")


def test_a_stream_that_is_busy_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    reading = subprocess.Popen(
        [sys.executable, "-c", "import sys, time; time.sleep(0.2); print(len(sys.stdin.read()))"],
        stdin=reader,
        stdout=subprocess.PIPE,
        text=True,
    )
    os.close(reader)
    with text(writer) as stream:
        replace(monkeypatch, "stdout", stream)
        assert main(["claims", "--json"]) == 0
    told, _ = reading.communicate()
    assert int(told) > 2**16


def test_too_little_memory_is_said_in_words(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("sovsim.scenario.load_scenario", fail)
    assert main(["run", "toy-two-states"]) == 1
    assert capsys.readouterr().err.startswith("error: there is not enough memory")


def test_errors_do_not_stray_into_stdout_where_there_is_no_stderr(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["rnu"]) == 2
    assert capsys.readouterr().out == ""


def test_remarks_of_libraries_do_not_mix_with_what_a_command_says(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """matplotlib speaks of folders that it cannot write and of lines of its settings file."""

    def remark(**_: object) -> None:
        logging.getLogger("matplotlib.font_manager").warning("no cache folder")

    monkeypatch.setattr("sovsim.cli.app", remark)
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    assert main(["list"]) == 0
    assert capsys.readouterr().err == ""
    remark()
    assert "no cache folder" in capsys.readouterr().err
