"""A manifest is what was sealed, however often it was read before."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sovsim.disk.sealed import MANIFEST, FolderKind, read_manifest, write_manifest


class Broken(ValueError):
    """A folder that is none of the kind."""


KIND = FolderKind("box", "box", 1, ("what",), Broken)


def test_a_manifest_that_was_whole_is_refused_once_it_is_changed_and_taken_once_it_is_back(
    tmp_path: Path,
) -> None:
    written = write_manifest(tmp_path, {"kind": "box", "format": 1, "what": "pears"})
    whole = (tmp_path / MANIFEST).read_bytes()
    assert read_manifest(tmp_path, KIND) == read_manifest(tmp_path, KIND) == written
    for _ in range(2):
        (tmp_path / MANIFEST).write_bytes(whole.replace(b"pears", b"plums"))
        with pytest.raises(Broken, match="has been changed"):
            read_manifest(tmp_path, KIND)
    (tmp_path / MANIFEST).write_bytes(whole)
    assert read_manifest(tmp_path, KIND) == written


def test_what_one_reader_does_to_a_manifest_no_other_sees(tmp_path: Path) -> None:
    write_manifest(tmp_path, {"kind": "box", "format": 1, "what": ["pears"]})
    read_manifest(tmp_path, KIND)["what"].append("plums")
    assert read_manifest(tmp_path, KIND)["what"] == ["pears"]


def test_a_seal_does_not_hide_that_a_manifest_is_of_another_kind(tmp_path: Path) -> None:
    write_manifest(tmp_path, {"kind": "box", "format": 1, "what": "pears"})
    read_manifest(tmp_path, KIND)
    other = FolderKind("crate", "crate", 1, (), Broken)
    with pytest.raises(Broken, match="is no crate"):
        read_manifest(tmp_path, other)
    assert json.loads((tmp_path / MANIFEST).read_bytes())["what"] == "pears"
