"""Where is conflict tested? In ``tests/rules/test_conflict.py``, and so for every rule."""

from __future__ import annotations

from pathlib import Path

from sovsim import rules
from sovsim.schedule import RULES
from tests.casebook import CASES

HERE = Path(__file__).parent
SOURCES = sorted(
    path.stem for path in Path(rules.__file__).parent.glob("*.py") if path.stem != "__init__"
)


def checks_of(source: str) -> str:
    """Return all that tests a file of rules: its tests and its cases."""
    files = (HERE / f"test_{source}.py", HERE.parent / "cases" / f"{source}.toml")
    return "".join(file.read_text(encoding="utf-8") for file in files if file.exists())


def test_every_file_of_rules_has_a_file_of_tests() -> None:
    assert len(SOURCES) > 20
    assert [source for source in SOURCES if "def test_" not in checks_of(source)] == []


def test_every_rule_is_tested_by_name_in_the_file_of_its_name() -> None:
    assert [name for name in RULES if name not in checks_of(name.split(".")[0])] == []


def test_no_file_of_tests_states_a_sign_of_a_rule_of_another() -> None:
    foreign = [
        (source, name)
        for source in SOURCES
        for name in RULES
        if f'Sign("{name}"' in checks_of(source).replace("\n", "").replace(" ", "")
        and not name.startswith(f"{source}.")
    ]
    assert foreign == []


def test_every_file_of_cases_is_named_after_rules_or_after_the_law() -> None:
    assert {case.file for case in CASES.values()} <= {*SOURCES, "sovereignty_in_law"}
