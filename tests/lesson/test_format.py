"""A lesson that is wrong is refused in words, with file, line and what is allowed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sovsim.cli.new import begun
from sovsim.documents.errors import DocumentError
from sovsim.lesson import load_lesson
from sovsim.lesson.model import KINDS
from sovsim.lesson.steps import ALLOWED, NEEDED

Load = Callable[..., None]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Load a lesson as it is begun, with parts of its text replaced."""

    def loaded(*changes: tuple[str, str]) -> None:
        text = begun("lesson", "mine")
        for old, new in changes:
            assert text.count(old) >= 1, old
            text = text.replace(old, new, 1)
        file = tmp_path / "mine.toml"
        file.write_text(text, encoding="utf-8")
        load_lesson(file)

    return loaded


def test_a_lesson_as_it_is_begun_is_right(load: Load) -> None:
    load()


WRONG = {
    "a scenario": (
        ('scenario = "csto-kazakhstan-2022"', 'scenario = "csto-kazakstan-2022"'),
        ("key 'step.outcome.scenario'", "did you mean 'csto-kazakhstan-2022'?"),
    ),
    "a base": (
        ('scenario = "csto-kazakhstan-2022"', 'scenario = "base-2019"'),
        ("'base-2019' only serves to be extended",),
    ),
    "a column": (
        ('column = "autonomy"', 'column = "autonomie"'),
        ("is no column or variable", "did you mean 'autonomy'?"),
    ),
    "a metric": (
        ('column = "autonomy"', 'metric = "upheaval"'),
        ("is no metric", "did you mean 'upheavals'?"),
    ),
    "a unit": (('unit = "KAZ"', 'unit = "KZA"'), ("'KZA' is no state of", "did you mean 'KGZ'?")),
    "a decision": (
        ('kind = "run"\ntitle = "Run it"', 'kind = "why"\ndecision = "rungs"\ntitle = "Run it"'),
        ("is no decision", "did you mean 'rung'?"),
    ),
    "a unit left out": (('unit = "KAZ"', ""), ("key 'step.outcome.unit' is missing: whose value",)),
    "a quarter outside": (
        ('quarter = "2024Q4"', 'quarter = "2034Q4"'),
        ("'2034Q4' lies outside the span", "2019Q1 to 2026Q4"),
    ),
    "a change from later on": (
        ('quarter = "2024Q4"', 'quarter = "2024Q4"\nsince = "2025Q1"'),
        ("'2025Q1' must lie before",),
    ),
    "a metric at a quarter": (
        ('column = "autonomy"', 'metric = "upheavals"'),
        ("a metric is of the whole run",),
    ),
    "column and metric": (
        ('column = "autonomy"', 'column = "autonomy"\nmetric = "upheavals"'),
        ("one of the two, and one alone",),
    ),
    "a metric that no state has": (
        ('column = "autonomy"  ', 'metric = "self_image"  '),
        ("self_image has no value for each state",),
    ),
    "too few cuts": (("cuts = [-0.02, 0.02]", "cuts = [0.02]"), ("one cut fewer than", ": 2")),
    "cuts that fall": (("cuts = [-0.02, 0.02]", "cuts = [0.02, -0.02]"), ("must ascend",)),
    "shares that miss 1": (
        ("expected = [0.2, 0.8, 0.0]", "expected = [0.2, 0.5, 0.0]"),
        ("must be shares that add up to 1",),
    ),
    "a share too few": (
        ("expected = [0.2, 0.8, 0.0]", "expected = [0.2, 0.8]"),
        ("a share for each option: 3",),
    ),
    "a concept": (
        ('concepts = ["protective-integration"]', 'concepts = ["protective-integratoin"]'),
        ("is no glossary entry", "did you mean 'protective-integration'?"),
    ),
    "a claim": (
        ('"jcep-tacit-commitment:states"', '"jcep-tacit-comitment:states"'),
        ("names a claim that does not exist", "did you mean 'jcep-tacit-commitment'?"),
    ),
    "a claim without a link": (
        ('"jcep-tacit-commitment:states"', '"jcep-tacit-commitment"'),
        ("does not say how a claim supports it",),
    ),
    "a title for a finding": (
        ('"jcep-tacit-commitment:states"', '"hadano-kazakhstan-riots:states"'),
        ("has what only a title suggests for a finding", "hadano-kazakhstan-riots:topic"),
    ),
    "a kind": (('kind = "explain"', 'kind = "explian"'), ("is not allowed", "mean 'explain'?")),
    "a key of another kind": (
        ('kind = "explain"', 'kind = "explain"\nstate = "KAZ"'),
        ("key 'step.state' does not go with a step of kind 'explain'",),
    ),
    "a step without its text": (
        (
            'text = "Step through the year 2022. When do the troops come, and when do they leave?"',
            "",
        ),
        ("key 'step.text' is missing from a step of kind 'run'",),
    ),
    "a prediction that is never revealed": (
        ('kind = "explain"', 'kind = "read"'),
        ("that no later step of kind 'explain' reveals",),
    ),
    "a column to look at": (('columns = ["unrest"', 'columns = ["unrets"'), ("mean 'unrest'?",)),
    "a parameter": (
        ("# expected = [...]", 'set = { "capacity.rat" = 0.03 } #'),
        ("is no parameter or start value", "did you mean 'capacity.rate'?"),
    ),
    "a parameter out of range": (
        ("# expected = [...]", 'set = { "capacity.rate" = 30.0 } #'),
        ("is out of range",),
    ),
    "a start value of nobody": (
        ("# expected = [...]", "set = { initial.KZA.unrest = 0.4 } #"),
        ("cannot be set", "KZA"),
    ),
    "a start value out of range": (
        ("# expected = [...]", "set = { initial.KAZ.unrest = 1.4 } #"),
        ("is out of range", "0 to 1"),
    ),
    "a change of what is not there": (
        ('against = "csto-kazakhstan-2022-no-debt"', "set_against = { capacity.rate = 0.03 }"),
        ("needs `against`",),
    ),
    "an unknown key": (("minutes = 45", "minuts = 45"), ("is unknown in", "mean 'minutes'?")),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_named_with_its_line(what: str, load: Load) -> None:
    change, said = WRONG[what]
    with pytest.raises(DocumentError) as found:
        load(change)
    first = found.value.problems[0]
    told = str(found.value)
    assert all(part in told for part in said), told
    assert first.line > 0
    assert first.file.endswith("mine.toml")


def test_a_text_that_a_terminal_would_obey_is_refused(load: Load) -> None:
    with pytest.raises(DocumentError, match=r"U\+001B"):
        load(("Paragraphs with blank lines", r"\u001b[31mParagraphs with blank lines"))


def test_every_fault_of_a_file_is_told_at_once(load: Load) -> None:
    with pytest.raises(DocumentError) as found:
        load(
            ('unit = "KAZ"', 'unit = "KZA"'),
            ("cuts = [-0.02, 0.02]", "cuts = [0.02]"),
            ('concepts = ["protective-integration"]', 'concepts = ["sovereignity"]'),
        )
    keys = {fault.key for fault in found.value.problems}
    assert keys == {"lesson.concepts", "step.outcome.cuts", "step.outcome.unit"}


def test_every_kind_of_step_says_its_keys() -> None:
    assert set(NEEDED) == set(ALLOWED) == set(KINDS)


def test_a_scenario_beside_the_lesson_is_found(tmp_path: Path) -> None:
    own = begun("scenario", "own")
    (tmp_path / "own.toml").write_text(own, encoding="utf-8")
    text = begun("lesson", "mine").replace('"csto-kazakhstan-2022"', '"own.toml"')
    text = text.replace('against = "csto-kazakhstan-2022-no-debt"', "")
    file = tmp_path / "mine.toml"
    file.write_text(text, encoding="utf-8")
    assert [scenario.name for scenario in load_lesson(file).scenarios.values()] == ["own"]
