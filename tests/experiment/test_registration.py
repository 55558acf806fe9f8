"""What was registered is held to: whatever is changed afterwards is told by name."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from sovsim.cli import main
from sovsim.experiment import fingerprints as reached
from sovsim.experiment import source
from sovsim.experiment.experiment import Experiment, load_experiment
from sovsim.experiment.registration import RegistrationError, file_of, in_brief, register, since
from tests.experiment.test_experiments_load import GOOD, written

TODAY = "2026-11-26"


@pytest.fixture(scope="module")
def registered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("registered")
    register(load_experiment(written(folder, GOOD)), today=TODAY)
    return folder


@pytest.fixture
def sources() -> Iterator[None]:
    source.forget()
    yield
    source.forget()


def changed(folder: Path, old: str, new: str) -> Experiment:
    assert old in GOOD
    return load_experiment(written(folder, GOOD.replace(old, new)))


def test_an_experiment_without_a_registration_says_so(tmp_path: Path) -> None:
    assert since(load_experiment(written(tmp_path, GOOD)))[0].startswith("Not registered")


def test_nothing_changed_is_told_too(registered: Path) -> None:
    experiment = load_experiment(written(registered, GOOD))
    assert since(experiment) == (f"Registered {TODAY}; unchanged since.",)
    assert file_of(experiment) == registered / "registered" / "toy.json"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            'direction = "lower"\nsmallest = 0.01',
            'direction = "higher"\nsmallest = 0.02',
            "prediction of side A, autonomy, pressed / plain was direction = lower, smallest = "
            "0.01, is direction = higher, smallest = 0.02",
        ),
        (
            "range = [4.0, 6.0]",
            "range = [4.0, 7.0]",
            "range of hegemon_policy.control was [4, 6], is [4, 7]",
        ),
        ('statement = "Yes."', 'statement = "Ever."', "side A was Yes., is Ever."),
        ("points = 4", "points = 8", "design points was 4, is 8"),
        (
            '{ "hegemon_policy.rung" = "sphere" }',
            '{ "hegemon_policy.rung" = "sphere" }\nsettings = ["initial.LEN.capacity=0.31"]',
            "start values of LEN changed (pressed)",
        ),
        ("size = 0.1", "size = 0.2", "events of the scenario changed (pressed)"),
    ],
)
def test_what_is_changed_is_told(old: str, new: str, said: str, registered: Path) -> None:
    first, *changes = since(changed(registered, old, new))
    assert first.startswith(f"Registered {TODAY}; changed since in ")
    assert said in changes


def test_a_changed_rule_is_told_and_its_words_are_not(
    registered: Path, sources: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    experiment = load_experiment(written(registered, GOOD))
    before = source.source_of
    edits: dict[str, tuple[str, str]] = {}

    def edited(module: str) -> str:
        old, new = edits.get(module, ("", ""))
        text = before(module)
        assert old in text
        return text.replace(old, new, 1) if old else text

    monkeypatch.setattr(source, "source_of", edited)
    edits["sovsim.rules.norms"] = ("    p = parameters.norms\n", "    p = parameters.norms  # so\n")
    assert since(experiment)[1:] == ()
    source.forget()
    edits["sovsim.rules.norms"] = ("room = 4.0 * held", "room = 3.0 * held")
    assert since(experiment)[1:] == ("rule norms.evolve changed",)
    source.forget()
    edits.clear()
    edits["sovsim.engine"] = ("\ndef ", "\nMORE = 1\n\n\ndef ")
    assert since(experiment)[1:] == ("code of sovsim.engine changed",)


def test_a_helper_counts_for_every_rule_that_uses_it(
    sources: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sovsim.rules import alignment, norms

    def hashes() -> list[str]:
        source.forget()
        return [source.of_function(rule.function) for rule in (norms.evolve, alignment.conduct)]

    plain, before = hashes(), source.source_of
    for module, edit, moved in (
        (
            "sovsim.rules.norms",
            ("dict.fromkeys(norms, 1.0)", "dict.fromkeys(norms, 2.0)"),
            [True, False],
        ),
        ("sovsim.rules.unrest", ("import ", "import "), [False, False]),
    ):

        def edited(name: str, module: str = module, edit: tuple[str, str] = edit) -> str:
            text = before(name)
            return text.replace(*edit, 1) if name == module else text

        monkeypatch.setattr(source, "source_of", edited)
        assert [a != b for a, b in zip(plain, hashes(), strict=True)] == moved, module


def test_a_changed_parameter_is_told(registered: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    experiment = load_experiment(written(registered, GOOD))
    known = reached.registry()
    entry = known["norms.direct"]
    more = {**known, "norms.direct": replace(entry, high=entry.high * 2)}
    monkeypatch.setattr(reached, "registry", lambda: more)
    assert [text.split(" was")[0] for text in since(experiment)[1:]] == ["parameter norms.direct"]


def test_a_second_registration_needs_a_reason_and_keeps_the_first(tmp_path: Path) -> None:
    experiment = load_experiment(written(tmp_path, GOOD))
    place = register(experiment, today="2026-01-02")
    other = changed(tmp_path, "range = [4.0, 6.0]", "range = [4.0, 7.0]")
    with pytest.raises(RegistrationError, match="registered on 2026-01-02 already"):
        register(other)
    register(other, "the range was a slip", today="2026-03-04")
    told = since(other)
    assert told[0] == "Registered 2026-03-04 (again: the range was a slip); unchanged since."
    assert told[1] == (
        "Registered before on 2026-01-02; then changed until 2026-03-04 in one thing:"
    )
    assert "range of hegemon_policy.control" in told[2]
    later = (told[0].replace("unchanged since", "changed since in one thing"), "rule x changed")
    assert in_brief((*later, *told[1:])) == (*later, told[1].rstrip(":"))
    assert in_brief(later) == later
    assert len(json.loads(place.read_text())["registrations"]) == 2
    place.write_text("{}")
    with pytest.raises(RegistrationError, match="damaged"):
        since(other)


@pytest.mark.slow
def test_it_is_registered_and_printed_from_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, GOOD)
    assert main(["experiment", str(path), "--register"]) == 0
    assert "registered in" in capsys.readouterr().out
    assert main(["experiment", str(path), "--register"]) == 2
    assert "--again" in capsys.readouterr().err
    assert main(["experiment", str(path), "--again", "why not"]) == 2
    assert main(["experiment", str(path), "--register", "--again", "why not"]) == 0
    written(tmp_path, GOOD.replace("[4.0, 6.0]", "[4.0, 7.0]"))
    capsys.readouterr()
    assert main(["experiment", str(path), "--runs", "4"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "range of hegemon_policy.control was [4, 6], is [4, 7]" in shown
