"""Nothing but the room `disk` writes files: all else hands over what is to be written."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import sovsim

ROOT = Path(sovsim.__file__).parent

WRITERS = {
    "write_text",
    "write_bytes",
    "to_parquet",
    "to_feather",
    "to_excel",
    "to_pickle",
    "write_table",
    "write_csv",
    "write_feather",
    "savetxt",
    "savez",
    "tofile",
    "touch",
    "copy",
    "copyfile",
    "copytree",
    "move",
}
"""Calls that bring something to the disk, whatever they are called on; `copy` only of shutil."""

ELSEWHERE = {
    ("plots/rendering.py", "savefig"): "to the memory",
    ("cli/console.py", "open"): "nothing, in place of a stream that is closed",
    ("cli/console.py", "os.open"): "nothing, in place of a stream that is closed",
}


def modules() -> list[Path]:
    found = ROOT.rglob("*.py")
    return sorted(path for path in found if path.relative_to(ROOT).parts[0] not in ("disk", "data"))


def direct_writes(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        name = called.rpartition(".")[2]
        if name in ("copy", "copyfile", "copytree", "move"):
            if called.startswith("shutil."):
                yield called
        elif called == "os.open":
            if "os.O_RDONLY" not in ast.unparse(node):
                yield called
        elif name in WRITERS or name == "savefig" or called == "json.dump":
            yield name
        elif name in ("to_csv", "to_json", "to_html", "to_markdown", "to_string"):
            if node.args or any(word.arg in ("path_or_buf", "buf") for word in node.keywords):
                yield name
        elif called == "open" or name == "fdopen":
            if may_write(node, 1):
                yield called
        elif name == "open" and may_write(node, 0):
            yield called


def may_write(call: ast.Call, place: int) -> bool:
    """Return whether a call of ``open`` has a mode that writes, or one that cannot be read here."""
    modes = [*call.args[place : place + 1], *(w.value for w in call.keywords if w.arg == "mode")]
    for mode in modes:
        if not isinstance(mode, ast.Constant):
            return place == 1
        if isinstance(mode.value, str) and set(mode.value) & set("wax+"):
            return True
    return False


def test_modules_outside_the_room_write_nothing_themselves() -> None:
    found = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in modules()
        for name in direct_writes(path.read_text(encoding="utf-8"))
    }
    assert found - set(ELSEWHERE) == set(), "use sovsim.disk.put"
    assert set(ELSEWHERE) <= found, "an exception that is needed no more"


@pytest.mark.parametrize(
    "code",
    [
        "path.write_text('x')",
        "path.write_bytes(b'x')",
        "open(path, 'w')",
        "open(path, mode='ab')",
        "path.open('wb')",
        "frame.to_csv(path)",
        "frame.to_csv(path_or_buf=path)",
        "frame.to_parquet(path)",
        "figure.savefig(path)",
        "pq.write_table(table, path)",
        "json.dump(data, file)",
        "shutil.copy(a, b)",
        "os.open(path, flags)",
    ],
)
def test_a_direct_writer_would_be_seen(code: str) -> None:
    assert list(direct_writes(code))


@pytest.mark.parametrize(
    "code",
    [
        "open(path)",
        "path.open('rb')",
        "os.open(p, os.O_RDONLY | more)",
        "frame.to_csv(index=False)",
        "values.copy()",
    ],
)
def test_readers_and_copies_in_memory_are_let_through(code: str) -> None:
    assert not list(direct_writes(code))
