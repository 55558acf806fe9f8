"""What other code, other libraries or an older version made is told apart, in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sovsim.disk.parquet import KEY, decode, encode
from sovsim.disk.sealed import sealed
from sovsim.ensemble import EnsembleError, load_results, run_ensemble, verify_ensemble
from sovsim.ensemble import manifest as manifest_module
from sovsim.ensemble.crossed import run_crossed
from sovsim.ensemble.parts import held
from tests.ensemble.ensembles import same, toy
from tests.ensemble.test_lost_manifest import POINTS


def as_version_0_1_0_wrote_it(folder: Path) -> None:
    """Turn an ensemble into one of format 1: metrics tell what a part holds, nothing has a hash."""
    for mark in (folder / "parts").iterdir():
        arm, _, first = mark.stem.rpartition("-")
        part = held(folder, arm, int(first))
        assert part is not None
        entry = {
            "first": part.cells.start,
            "stop": part.cells.stop,
            "address": part.address,
            "columns": list(part.columns),
        }
        for file in (folder / "metrics").glob(f"{mark.stem}.parquet"):
            table = decode(file).replace_schema_metadata({KEY: json.dumps(entry)})
            file.write_bytes(encode(table))
        mark.unlink()
    (folder / "parts").rmdir()
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    former = {key: value for key, value in manifest.items() if key != "points"}
    former["format"] = 1
    (folder / "manifest.json").write_text(json.dumps(sealed(former)), "utf-8")


@pytest.mark.slow
def test_an_ensemble_of_version_0_1_0_is_read_and_not_continued(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = run_ensemble(toy(), 300, out=tmp_path, trajectories=("autonomy",))
    panel = before.panel(None)
    same(before, before)  # read while it is what it was
    as_version_0_1_0_wrote_it(tmp_path)
    found = load_results(tmp_path)
    assert caplog.messages == [
        f"note: {tmp_path} can be read, but not continued: format 1 then, 2 now"
    ]
    assert found.complete
    same(found, before)
    assert found.panel(None).equals(panel)
    assert found.scenario().spec_hash == toy().spec_hash
    assert verify_ensemble(tmp_path, 4).ok
    with pytest.raises(EnsembleError, match="can be read, but not continued") as told:
        run_ensemble(toy(), 301, out=tmp_path, trajectories=("autonomy",))
    assert "choose another folder" in str(told.value)
    next((tmp_path / "states").iterdir()).unlink()
    with pytest.raises(EnsembleError, match="an older version; do it anew in another folder"):
        _ = load_results(tmp_path).states


def test_a_study_of_version_0_1_0_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "design" / "runs").mkdir(parents=True)
    study = tmp_path / "design" / "study.json"
    study.write_text('{"kind": "crossed"}')
    POINTS.to_parquet(tmp_path / "design" / "points.parquet")
    for call in (
        lambda: load_results(tmp_path),
        lambda: load_results(tmp_path / "design"),
        lambda: run_crossed({"toy": toy()}, POINTS, 2, out=tmp_path / "design"),
    ):
        with pytest.raises(EnsembleError, match=r"older version of sovsim \(study\.json\)") as told:
            call()
        assert "choose another folder" in str(told.value)
        assert len(str(told.value).splitlines()) <= 3
    assert study.exists()


def test_whoever_opens_results_of_other_code_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    run_ensemble(toy(), 2, out=tmp_path)
    assert load_results(tmp_path).made_otherwise == ()
    assert not caplog.messages
    now = {**manifest_module.fingerprint(), "code": "f" * 64, "numpy": "9.9"}
    monkeypatch.setattr(manifest_module, "fingerprint", lambda *_: now)
    differs = load_results(tmp_path).made_otherwise
    assert len(differs) == 2
    assert "rules, data or metrics differ" in differs[0]
    assert "9.9 now" in differs[1]
    (message,) = caplog.messages
    assert message.startswith(f"note: {tmp_path} can be read, but not continued: rules")


def test_a_format_of_the_future_is_refused(tmp_path: Path) -> None:
    run_ensemble(toy(), 2, out=tmp_path)
    manifest = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    text = json.dumps(sealed({**manifest, "format": 3}))
    (tmp_path / "manifest.json").write_text(text, "utf-8")
    with pytest.raises(EnsembleError, match="a format that this version does not read"):
        load_results(tmp_path)
    with pytest.raises(EnsembleError, match="a format that this version does not read"):
        run_ensemble(toy(), 2, out=tmp_path)
    assert (tmp_path / "manifest.json").read_text("utf-8") == text


def test_folders_of_experiments_and_studies_open_their_runs(tmp_path: Path) -> None:
    run_ensemble(toy(), 2, out=tmp_path / "experiment" / "runs")
    run_crossed({"toy": toy()}, POINTS, 2, out=tmp_path / "study" / "design")
    assert load_results(tmp_path / "experiment").folder == tmp_path / "experiment" / "runs"
    assert len(load_results(tmp_path / "study").metrics) == 4
    with pytest.raises(EnsembleError, match="holds several experiments; open one of them: exp"):
        load_results(tmp_path)
