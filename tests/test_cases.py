"""The cases in ``tests/cases`` can be read and disputed; the tests of their rules run them."""

from __future__ import annotations

import ast
from pathlib import Path

from sovsim import claims
from sovsim.metrics import METRICS
from sovsim.variables import COMPONENTS
from tests.casebook import CASES, FOLDER

TESTS = Path(__file__).parent


def test_a_case_can_be_read_and_disputed() -> None:
    for case in CASES.values():
        assert case.name[0].isupper(), case
        assert case.name.endswith("."), case
        assert bool(case.metric) != bool(case.column), case
        assert case.metric in METRICS or case.column in COMPONENTS, case
        assert bool(case.change) != bool(case.against), case
        assert case.claims or case.why, case
        for claim in case.claims:
            assert claims.get(claim), case


def test_there_are_cases() -> None:
    assert len(CASES) >= 25


def run_by(file: Path) -> list[str]:
    """Return the files of cases that a file of tests runs."""
    return [
        mark.args[0].value
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
        for mark in node.decorator_list
        if isinstance(mark, ast.Call)
        and ast.unparse(mark.func) == "cases_of"
        and isinstance(mark.args[0], ast.Constant)
    ]


def test_every_file_of_cases_is_run_once_by_the_tests_of_the_same_name() -> None:
    run = {name: file.stem for file in sorted(TESTS.rglob("test_*.py")) for name in run_by(file)}
    assert run == {file.stem: f"test_{file.stem}" for file in FOLDER.glob("*.toml")}
