"""A person can read what a quarter works out, and what a rule is."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Ask


def test_a_rule_is_told_as_formulas_under_the_names_of_files(ask: Ask) -> None:
    answer = ask("program", "upheaval.falls")
    assert answer.status == 0
    lines = [line.strip() for line in answer.out.splitlines()]
    assert "fallen = draw UPHEAVAL < hazard" in lines
    assert "hazard = logistic(raised) * (1 - upheaval.shield * patron)" in lines
    assert "changes unrest by the sum of" in lines
    assert max(map(len, answer.out.splitlines())) <= 80


def test_what_is_alike_for_all_members_and_neighbours_is_said_once(ask: Ask) -> None:
    told = ask("program", "autonomy").out
    assert "freed[domain] = autonomy.rate - bound[domain]" in told
    assert "capacity = autonomy.capacity * capacity * freed[domain]" in told
    assert "(sum over levels of norm_strength[non_intervention, level])" in told
    assert "sum over neighbours of" in ask("program", "unrest.unrest").out


def test_a_scenario_or_a_setting_chooses_the_variant(ask: Ask) -> None:
    usual = ask("program", "autonomy.relaxation").out
    answer = ask(
        "program",
        "autonomy.relaxation",
        "--set",
        "mechanisms.autonomy.relaxation=west_frees",
        "--json",
    )
    (variant,) = json.loads(answer.out)
    assert variant["variant"] == "west_frees"
    assert "\n".join(variant["lines"]) not in usual


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("upheaval.fals", "did you mean 'upheaval.falls'"),
        ("autonmy", "did you mean 'autonomy'"),
        ("events", "dated events are data"),
    ],
)
def test_a_name_that_is_none_is_answered(ask: Ask, name: str, told: str) -> None:
    answer = ask("program", name)
    assert answer.status == 2
    assert told in answer.err
    assert answer.error_lines <= 3


def test_a_rule_that_cannot_be_traced_is_answered_with_its_line_and_what_to_write(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sovsim.rules.unrest.neighbours_mean", lambda _, value: float(value))
    answer = ask("program", "unrest.unrest")
    assert answer.status == 2
    assert "unrest.unrest makes a plain number of a value" in answer.err
    assert "  unrest.py, line " in answer.err
    assert ": write NumPy's functions" in answer.err
    assert "a fault of sovsim" not in answer.err


@pytest.mark.slow
def test_a_quarter_is_told_in_figures_that_add_up(ask: Ask) -> None:
    found = json.loads(ask("program", "--scenario", "toy-two-states", "--json").out)
    assert sum(row["rows"] for row in found["origins"]) == found["operations"]
    assert sum(row["rows"] for row in found["kinds"]) == found["operations"]
    table = ask("program", "--scenario", "toy-two-states").out
    assert "autonomy.relaxation" in table
    assert max(map(len, table.splitlines())) <= 80
