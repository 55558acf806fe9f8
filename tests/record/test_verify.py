"""A run is repeated bit for bit, and every change to its folder is noticed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sovsim.disk.parquet import encode
from sovsim.disk.sealed import sealed
from sovsim.record import RunFolder
from sovsim.record.verify import verify


def test_an_untouched_run_repeats_bit_for_bit(folder: RunFolder) -> None:
    found = verify(folder)
    assert found.ok
    assert found.damaged == ()
    assert found.mismatches == ()
    assert len(found.checks) == 7


def test_a_changed_byte_is_found(copied: Path) -> None:
    file = copied / "ledger.parquet"
    content = bytearray(file.read_bytes())
    content[len(content) // 3] ^= 4
    file.write_bytes(content)
    found = verify(copied)
    assert not found.ok
    assert found.damaged == ("ledger.parquet",)


def test_a_value_that_was_forged_with_its_hash_is_found(copied: Path) -> None:
    """The last bit of one number differs; hashes have been made to fit."""
    file = copied / "states.parquet"
    table = pq.read_table(file)
    column = table["autonomy_security"].to_numpy().copy()
    column[7] = np.nextafter(column[7], 1.0)
    place = table.column_names.index("autonomy_security")
    file.write_bytes(encode(table.set_column(place, "autonomy_security", pa.array(column))))
    manifest = json.loads((copied / "manifest.json").read_text("utf-8"))
    manifest["files"]["states.parquet"] = hashlib.sha256(file.read_bytes()).hexdigest()
    (copied / "manifest.json").write_text(json.dumps(sealed(manifest)), "utf-8")
    found = verify(copied)
    assert not found.ok
    assert found.damaged == ()
    (check,) = [check for check in found.checks if not check.same]
    assert check.table == "states"
    assert "autonomy_security was" in check.detail


def test_other_code_and_libraries_are_named(
    folder: RunFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sovsim.record import verify as module

    monkeypatch.setattr(module, "code_hash", lambda: "0" * 64)
    monkeypatch.setattr(module, "versions", lambda: {**folder.manifest["versions"], "numpy": "9"})
    found = verify(folder)
    assert found.ok
    assert len(found.mismatches) == 2
    assert "code_hash" in found.mismatches[0]
    assert found.mismatches[1].endswith("9 now")
