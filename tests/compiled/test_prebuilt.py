"""Kernels that come with a wheel: used where they are whole and of this code, made elsewhere."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from sovsim.compiled.javascript import model as making
from sovsim.compiled.javascript import prebuilt
from sovsim.compiled.javascript.bundle import bundle
from sovsim.scenario import load_scenario, scenario_names
from tests.worlds import scenario

ROOT = Path(__file__).parents[2]
TOY, OTHER = "toy-two-states", "toy-four-states"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the kernels of two scenarios."""
    folder = tmp_path_factory.mktemp("made") / "kernels"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(prebuilt, "scenario_names", lambda: [TOY, OTHER])
        assert prebuilt.write(folder) == 4
    return folder


@pytest.fixture
def shelf(written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of them that stands where the wheel's would."""
    for file in written.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    monkeypatch.setattr(prebuilt, "shelf", lambda: tmp_path)
    return tmp_path


def refuse(*_: Any) -> Any:
    raise AssertionError("made again")


@pytest.mark.slow
def test_what_is_there_is_taken_and_gives_the_same_script(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two = [load_scenario(TOY), load_scenario(OTHER)]
    with monkeypatch.context() as patch:
        patch.setattr(making, "model", refuse)
        patch.setattr(making, "rest", refuse)
        taken = bundle(two)
        layouts = [prebuilt.model(one).layout for one in two]
    for file in shelf.iterdir():
        file.unlink()
    assert bundle(two) == taken
    assert [prebuilt.model(one).layout for one in two] == layouts


@pytest.mark.slow
def test_other_mechanisms_and_terms_switched_off_are_made(shelf: Path) -> None:
    toy = load_scenario(TOY)
    for setting in (
        "mechanisms.collective_security.withdrawal=debt",
        "mechanisms.off=unrest.grievance",
    ):
        other = toy.with_settings([setting])
        assert prebuilt._found(prebuilt._model_name(other)) is None
    assert prebuilt._found(prebuilt._model_name(toy)) is not None


@pytest.mark.slow
@pytest.mark.parametrize(
    "harm",
    [
        lambda content: content[: len(content) // 2],
        lambda content: content.replace(b"0", b"1", 1),
        lambda _: b"",
        lambda _: b"\xff" * 100,
        lambda content: content.partition(b"\n")[2],
    ],
    ids=["cut", "changed", "empty", "noise", "headless"],
)
def test_what_is_damaged_counts_as_absent(shelf: Path, harm: Any) -> None:
    toy = load_scenario(TOY)
    name = prebuilt._model_name(toy)
    whole = prebuilt._found(name)
    (file,) = shelf.glob(f"{name}*")
    file.write_bytes(harm(file.read_bytes()))
    assert prebuilt._found(name) is None
    assert prebuilt.model(toy).source == (whole or {})["source"]


@pytest.mark.slow
def test_what_other_code_made_is_not_taken(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    toy = load_scenario(TOY)
    assert prebuilt._found(prebuilt._model_name(toy)) is not None
    for part in ("code_hash", "generator_hash"):
        with monkeypatch.context() as patch:
            patch.setattr(prebuilt, part, lambda: "other")
            assert prebuilt._found(prebuilt._model_name(toy)) is None


@pytest.mark.slow
def test_every_shipped_scenario_has_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prebuilt.write(tmp_path / "kernels")
    monkeypatch.setattr(prebuilt, "shelf", lambda: tmp_path / "kernels")
    monkeypatch.setattr(making, "model", refuse)
    monkeypatch.setattr(making, "rest", refuse)
    assert "const models = [" in bundle(load_scenario(name) for name in scenario_names())


@pytest.mark.slow
def test_a_wheel_is_built_with_what_the_rules_import_and_no_more() -> None:
    listed = (ROOT / "building" / "backend.py").read_text().partition("RULES = [")[2]
    rules = [part.strip(' "') for part in listed.partition("]")[0].split(",")]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert set(rules) <= set(project["dependencies"])
    others = [one for one in project["dependencies"] if one not in rules]
    names = [one.partition(">")[0].replace("-", "_") for one in others]
    code = (
        "import sys\n"
        f"sys.modules.update(dict.fromkeys({names}))\n"
        "from sovsim.compiled.javascript import model\n"
        "from sovsim.scenario import load_scenario\n"
        f"made = model.model(load_scenario({TOY!r}))\n"
        f"model.rest(load_scenario({TOY!r}), made.layout)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_checkout_holds_none() -> None:
    """They are made with the wheel, and never committed."""
    assert not (ROOT / "src" / "sovsim" / "data" / "kernels").exists()
    assert prebuilt._found(prebuilt._model_name(scenario(TOY))) is None
