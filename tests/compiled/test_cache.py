"""Kernels on disk: found again, made anew where they are not whole, no burden where they fail."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace

import pytest

from sovsim.compiled import cache, kernel, quarter
from sovsim.compiled.kernel import NotCompiled, built, sealed, unsealed
from sovsim.compiled.layout import Layout
from sovsim.compiled.symbolic import NotTraceable
from sovsim.scenario import Scenario, load_scenario

PLAN = Layout(
    {("world", "unrest", ()): (0, 4), ("total", "autonomy", "upper"): (4, 4)},
    {("forced", "body", (1, 2)): (0, 1)},
    {("uniform", 7): (0, 4)},
)
TWO = 2
"""Kernels of a scenario: of its quarters, and of its start at rest."""

KEY, CONTENT = "0f" * 32, b"\0machine code\n" * 100


class Compiler(SimpleNamespace):
    """Stands in for LLVM: counts what it is asked to compile."""

    compiled = 0
    processor, version = "some processor", "LLVM 1"

    def host(self) -> str:
        return self.processor

    def library(self) -> str:
        return self.version

    def build(self, *_: object) -> bytes:
        self.compiled += 1
        return CONTENT


@pytest.fixture(autouse=True)
def place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Keep kernels in a folder of the test."""
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    cache._tell.cache_clear()
    return tmp_path / "cache"


@pytest.fixture
def compiler(monkeypatch: pytest.MonkeyPatch) -> Compiler:
    """Put a compiler that costs nothing in place of LLVM, and forget what is known."""
    found = Compiler()
    monkeypatch.setattr(kernel, "generator", lambda: found)
    made = SimpleNamespace(early=None, late=None, layout=PLAN, script=["told", "words"])
    for use in ("measured", "rested", kernel.RECORDED):
        monkeypatch.setattr(quarter, use, lambda *_, **__: made)
    monkeypatch.setattr(kernel, "_known", {})
    return found


@pytest.fixture(scope="module")
def toy() -> Scenario:
    return load_scenario("toy-two-states")


def anew() -> None:
    """Forget what this process knows, as another one would not know it."""
    kernel._known.clear()


def test_it_is_compiled_once_and_then_found(compiler: Compiler, place: Path, toy: Scenario) -> None:
    first = built(toy)
    assert first.host == "some processor; LLVM 1"
    assert unsealed(first.content) == (PLAN, CONTENT, ["told", "words"])
    anew()
    assert built(toy) == first
    assert built(toy.with_settings(["dependence.fade_rate=0.01", "scenario.end=1993Q4"])) == first
    assert compiler.compiled == TWO
    assert {file.stem for file in place.iterdir()} == {first.key, first.start.key}


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


def changed(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[-7] ^= 1
    file.write_bytes(content)


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def of_another(file: Path) -> None:
    """Put what is whole, and belongs elsewhere, in its place."""
    cache.keep("ab" * 32, b"something else")
    os.replace(file.with_name(f"{'ab' * 32}.kernel"), file)


def of_another_version(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b"kernel 1", b"kernel 0"))


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def removed(file: Path) -> None:
    file.unlink()


@pytest.mark.parametrize(
    "damage", [cut, changed, emptied, of_another, of_another_version, a_folder, removed]
)
def test_what_is_not_whole_is_compiled_anew(
    damage: Callable[[Path], None],
    compiler: Compiler,
    place: Path,
    toy: Scenario,
    caplog: pytest.LogCaptureFixture,
) -> None:
    first = built(toy)
    damage(place / f"{first.key}.kernel")
    anew()
    assert built(toy) == first
    assert compiler.compiled == TWO + 1
    if damage is a_folder:
        assert "are not kept" in caplog.text
    else:
        anew()
        assert built(toy) == first
        assert (compiler.compiled, caplog.text) == (TWO + 1, "")


def test_another_processor_or_rule_has_another_kernel(compiler: Compiler, toy: Scenario) -> None:
    keys = [built(toy).key]
    compiler.processor = "another processor"
    keys.append(built(toy).key)
    compiler.version = "LLVM 2"
    keys.append(built(toy).key)
    keys.append(built(toy.with_settings(["mechanisms.off=unrest.grievance"])).key)
    keys.append(built(load_scenario("toy-four-states")).key)
    assert 2 * len(set(keys)) == compiler.compiled == 10


def test_what_cannot_be_written_is_said_once_and_works(
    compiler: Compiler, place: Path, toy: Scenario, caplog: pytest.LogCaptureFixture
) -> None:
    place.write_text("a file where the folder should be")
    assert built(toy).content
    anew()
    assert built(toy).content
    (message,) = caplog.messages
    assert str(place) in message
    assert compiler.compiled == 2 * TWO


def test_it_can_be_switched_off(
    compiler: Compiler, place: Path, toy: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(cache.VARIABLE, "off")
    assert cache.folder() is None
    built(toy)
    anew()
    built(toy)
    assert compiler.compiled == 2 * TWO
    assert not place.exists()


def test_the_folder_is_where_the_platform_keeps_what_can_be_made_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(cache.VARIABLE)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    places = {"linux": ".", "win32": ".", "darwin": "Library/Caches"}
    for platform, inner in places.items():
        monkeypatch.setattr(sys, "platform", platform)
        assert cache.folder() == tmp_path / inner / "sovsim"
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", "relative, and so ignored")
    assert cache.folder() == tmp_path / ".cache" / "sovsim"


def test_no_more_is_kept_than_has_room(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MOST", 3)
    for number in range(5):
        cache.keep(f"{number}", CONTENT)
        os.utime(place / f"{number}.kernel", (number, number))
    assert cache.load("2") == CONTENT, "what is used counts as new"
    left = place / ".sovsim-0.part"
    left.write_bytes(b"of a process that was killed")
    os.utime(left, (0, 0))
    cache.keep("5", CONTENT)
    assert sorted(file.name for file in place.iterdir()) == ["2.kernel", "4.kernel", "5.kernel"]


def test_several_at_once_see_a_whole_kernel_or_none(place: Path) -> None:
    contents = [bytes([number]) * 200_000 for number in range(4)]
    seen: set[bytes | None] = set()
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            seen.add(cache.load(KEY))

    reader = threading.Thread(target=read)
    writers = [threading.Thread(target=cache.keep, args=(KEY, content)) for content in contents]
    for thread in (reader, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    reader.join()
    assert seen <= {None, *contents}
    assert cache.load(KEY) in contents


def test_rules_that_cannot_be_traced_are_named(
    compiler: Compiler, toy: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    def untraceable(_: Scenario) -> None:
        raise NotTraceable("rule 'unrest': np.unique has no place in a program")

    monkeypatch.setattr(quarter, "measured", untraceable)
    with pytest.raises(NotCompiled, match=r"toy-two-states: .*\n.*rule 'unrest'"):
        built(toy)


@pytest.mark.parametrize("found", ["0.44.1", ""])
def test_without_the_library_the_message_says_how_to_get_it(
    found: str, toy: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    def version(name: str) -> str:
        if not found:
            raise metadata.PackageNotFoundError(name)
        return found

    monkeypatch.setattr(kernel.metadata, "version", version)
    with pytest.raises(NotCompiled, match=r"llvmlite.*\n  pip install 'sovsim\[fast\]'") as raised:
        built(toy)
    assert found in str(raised.value)


def test_layout_and_code_come_back_as_they_were_sealed() -> None:
    assert unsealed(sealed(PLAN, CONTENT)) == (PLAN, CONTENT, None)
    assert unsealed(sealed(PLAN, CONTENT, [1])) == (PLAN, CONTENT, [1])
