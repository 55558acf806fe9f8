"""What differs between machines is said in the code: encodings, line ends, what Windows lacks."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from sovsim.ensemble import executor
from tests.test_layers import ROOT, modules

TEXT = {"read_text": 0, "write_text": 1}
"""Methods for text, and where the encoding stands among their arguments."""


def unsaid(tree: ast.AST) -> Iterator[int]:
    """Yield the lines of calls that leave the encoding of a text to the machine."""
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call) or "encoding" in {word.arg for word in call.keywords}:
            continue
        name = ast.unparse(call.func).split(".")[-1]
        modes = [word.value for word in call.keywords if word.arg == "mode"]
        modes += [entry for entry in call.args if isinstance(entry, ast.Constant)]
        opens = name in ("open", "fdopen") and "os.open" not in ast.unparse(call.func)
        said = [str(mode.value) for mode in modes if isinstance(mode, ast.Constant)]
        if name in TEXT and len(call.args) <= TEXT[name]:
            yield call.lineno
        ours = opens and (ast.unparse(call.func) in ("open", "os.fdopen") or said)
        if ours and not any("b" in mode for mode in said):
            yield call.lineno


def test_the_encoding_of_every_text_is_said() -> None:
    found = {
        str(path.relative_to(ROOT)): list(unsaid(ast.parse(path.read_text(encoding="utf-8"))))
        for path in modules()
    }
    assert len(found) > 200
    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("p.read_text()", 1),
        ("p.read_text('utf-8')", 0),
        ("p.write_text(t)", 1),
        ("p.write_text(t, encoding='utf-8')", 0),
        ("open(p)", 1),
        ("p.open('w')", 1),
        ("p.open('rb')", 0),
        ("open(p, mode='wb')", 0),
        ("os.open(p, flags)", 0),
        ("RunFolder.open(p)", 0),
    ],
)
def test_the_look_at_encodings_sees_what_it_should(code: str, found: int) -> None:
    assert len(list(unsaid(ast.parse(code)))) == found


def test_windows_waits_for_no_more_than_61_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    class Refusing(Exception):
        pass

    def pool(workers: int, **_: object) -> None:
        asked.append(workers)
        raise Refusing

    monkeypatch.setattr(executor, "ProcessPoolExecutor", pool)
    for system in ("nt", "posix"):
        monkeypatch.setattr(executor.os, "name", system)  # type: ignore[attr-defined]
        with pytest.raises(Refusing):
            executor._Pool(64).fresh()
    assert asked == [61, 64]
