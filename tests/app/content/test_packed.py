"""Content that was packed for a file is, unpacked by the page, the same content."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sovsim.app.content import content
from sovsim.app.content.packed import packed, script
from tests.app.modules import told
from tests.compiled.node import needs_node
from tests.worlds import scenario

pytestmark = [needs_node, pytest.mark.slow]

UNPACK = {"telling/unpack.js": "unpackContent"}


def again(folder: Path, small: Any) -> Any:
    files = {"packed.json": json.dumps(small)}
    return told(folder, UNPACK, 'unpackContent(JSON.parse(text("packed.json")))', files)


@pytest.mark.parametrize(
    "names", [("csto-kazakhstan-2022",), ("toy-two-states", "baseline-1992-2026")]
)
def test_packed_content_comes_back_whole(tmp_path: Path, names: tuple[str, ...]) -> None:
    whole = content([scenario(name) for name in names])
    back = again(tmp_path, packed(whole))
    assert back == whole
    for part in ("columns", "parameters", "scenarios"):
        assert list(back[part]) == list(whole[part])
    assert len(script(whole)) < 0.45 * len(json.dumps(whole))


def test_what_is_not_packed_is_taken_as_it_is(tmp_path: Path) -> None:
    whole = {"format": 1, "claims": {}}
    assert again(tmp_path, whole) == whole
