"""A contest is fair where nothing but the model decides: each rule, broken once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sovsim.experiment.deciding import Deciding
from sovsim.experiment.experiment import load_experiment
from sovsim.experiment.fair import faults, untold
from tests.experiment.test_experiments_load import written

FAIR = """
[experiment]
name = "toy"
title = "A toy"
question = "Which of the two?"

[experiment.A]
statement = "The one."
claims = []

[experiment.B]
statement = "The other."
claims = []

[[arm]]
name = "plain"
scenario = "toy-two-states"

[[arm]]
name = "open"
scenario = "toy-two-states"
event = [{ type = "globalisation", at = "1993Q1", size = 0.1 }]

[[arm]]
name = "put-in"
scenario = "toy-two-states"
side = "A"
mechanisms = { "hegemon_policy.rung" = "sphere" }

[design]
method = "sobol"
points = 4
replicates = 2

[[uncertainty]]
parameter = "autonomy.globalisation"
range = [-0.2, 0.2]
decides = "A"

[[uncertainty]]
parameter = "autonomy.regional_body"
range = [-0.2, 0.2]
decides = "B"

[[metric]]
name = "autonomy"

[[prediction]]
side = "A"
metric = "autonomy"
arms = ["open", "plain"]
direction = "lower"
smallest = 0.01
why = "So."
holds = "an open state is less free"
fails = "an open state is not less free"

[[prediction]]
side = "B"
metric = "autonomy"
arms = ["open", "plain"]
direction = "higher"
smallest = 0.01
why = "Not so."
holds = "an open state is freer"
fails = "an open state is not freer"

[[prediction]]
side = "A"
metric = "autonomy"
arms = ["put-in", "plain"]
direction = "not_higher"
smallest = 0.01
why = "Its trace."
check = true
"""


def found(folder: Path, *changes: tuple[str, str]) -> list[str]:
    text = FAIR
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return faults(load_experiment(written(folder, text)))


def test_a_fair_contest_has_no_faults_and_tells_its_clauses(tmp_path: Path) -> None:
    experiment = load_experiment(written(tmp_path, FAIR))
    assert faults(experiment) == []
    deciding = Deciding.of(experiment.document.uncertainty)
    assert deciding.for_side("A") == deciding.a == ("autonomy.globalisation",)
    assert deciding.for_side("B") == deciding.b == ("autonomy.regional_body",)
    assert deciding.mirrored
    assert untold(experiment) == ["no clause `holds` and `fails` for its sentence: prediction 3"]


ONE_RANGE = (
    '[[uncertainty]]\nparameter = "autonomy.regional_body"\nrange = [-0.2, 0.2]\ndecides = "B"'
)
OPENED = 'name = "open"\nscenario = "toy-two-states"\n'
PLAIN = 'name = "plain"\nscenario = "toy-two-states"\n'


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('decides = "B"', "", "side B has no deciding parameter"),
        (ONE_RANGE, "", "side B has no deciding parameter"),
        (
            'decides = "B"',
            'decides = "both"',
            r"unlike numbers of deciding parameters \(A: autonomy.globalisation, autonomy.regio",
        ),
        (
            'range = [-0.2, 0.2]\ndecides = "A"',
            'range = [-0.1, 0.2]\ndecides = "A"',
            r"lopsided: \[-0.1, 0.2\]; it decides for side A",
        ),
        (
            'range = [-0.2, 0.2]\ndecides = "A"',
            'range = [0.1, 0.2]\ndecides = "A"',
            "does not run through 0",
        ),
        (
            OPENED,
            OPENED + 'parameters = { "autonomy.globalisation" = 0.1 }\n',
            "arm open holds the deciding parameter autonomy.globalisation fast",
        ),
        ("check = true", "", "differs in the rule hegemon_policy.rung: side A has it in put-in"),
    ],
)
def test_each_rule_broken_is_told(old: str, new: str, said: str, tmp_path: Path) -> None:
    told = found(tmp_path, (old, new))
    assert any(re.search(said, line) for line in told), told


@pytest.mark.parametrize(
    ("put", "said"),
    [
        ('off = ["autonomy.globalisation"]\n', "side A: 1 x \\(autonomy\\); side B: nothing"),
        ('parameters = { "hegemon_policy.control" = 2.0 }\n', "fixed parameter: hegemon_policy.c"),
        ('settings = ["parameters.hegemon_policy.control=2.0"]\n', "hegemon_policy.control"),
    ],
)
def test_what_only_one_side_carries_is_told_however_it_is_put(
    put: str, said: str, tmp_path: Path
) -> None:
    own = f'[[arm]]\nname = "own"\nscenario = "toy-two-states"\n{put}\n[design]'
    told = found(
        tmp_path, ("[design]", own), ('arms = ["open", "plain"]\ndirection = "lower"',
                                      'arms = ["own", "plain"]\ndirection = "lower"')
    )  # fmt: skip
    assert any(re.search(said, line) for line in told), told


def test_what_both_sides_arms_carry_is_a_condition(tmp_path: Path) -> None:
    rule = 'mechanisms = { "hegemon_policy.rung" = "sphere" }\n'
    assert found(tmp_path, (OPENED, OPENED + rule)) == []
    assert found(tmp_path, (OPENED, OPENED + rule), (PLAIN, PLAIN + rule)) == []


MEASURED = 'arms = ["open", "plain"]\ndirection = '


def ablated(a: str, b: str) -> list[tuple[str, str]]:
    arms = "".join(
        f'[[arm]]\nname = "no-{side}"\nscenario = "toy-two-states"\n{put}\n'
        for side, put in (("a", a), ("b", b))
    )
    return [
        ("[design]", f"{arms}\n[design]"),
        (f'{MEASURED}"lower"', 'arms = ["plain", "no-a"]\ndirection = "higher"'),
        (f'{MEASURED}"higher"', 'arms = ["plain", "no-b"]\ndirection = "higher"'),
    ]


def test_each_side_may_have_its_own_weight_taken_out_wherever_it_works(tmp_path: Path) -> None:
    elsewhere = (
        'parameter = "autonomy.regional_body"\nrange = [-0.2, 0.2]',
        'parameter = "dependence.commonwealth"\nrange = [-0.2, 0.2]',
    )
    zero = 'parameters = {{ "{}" = 0.0 }}'
    own, rest = zero.format("autonomy.globalisation"), zero.format("dependence.commonwealth")
    assert found(tmp_path, *ablated(own, rest), elsewhere) == []
    other = zero.format("dependence.fade_rate")
    assert found(tmp_path, *ablated(own, other), elsewhere) != []


@pytest.mark.parametrize(
    ("a", "b", "fair"),
    [
        ('off = ["action.dependence"]', 'off = ["action.soft_power"]', True),
        ('off = ["action.dependence"]', 'off = ["bid_move.soft_power"]', False),
        (
            'off = ["action.dependence", "bid_move.dependence"]',
            'off = ["action.soft_power", "bid_move.soft_power"]',
            True,
        ),
        (
            'off = ["action.dependence", "bid_move.dependence"]',
            'off = ["action.soft_power"]',
            False,
        ),
        (
            'parameters = { "foreign_policy.weight_dependence" = 0.0 }',
            'parameters = { "foreign_policy.weight_soft_power" = 0.0 }',
            True,
        ),
        (
            'parameters = { "foreign_policy.weight_dependence" = 0.0 }',
            'off = ["action.soft_power"]',
            False,
        ),
    ],
)
def test_an_ablation_takes_out_as_much_of_each_side(
    a: str, b: str, fair: bool, tmp_path: Path
) -> None:
    told = found(tmp_path, *ablated(a, b))
    assert (told == []) is fair, told


def test_with_one_of_several_enough_both_have_as_many_chances(tmp_path: Path) -> None:
    rule = ('question = "Which of the two?"', 'question = "Which?"\nverdict_rule = "any"')
    assert found(tmp_path, rule) == []
    more = FAIR[FAIR.index("[[prediction]]") : FAIR.index('[[prediction]]\nside = "B"')]
    told = found(
        tmp_path, rule, ('[[prediction]]\nside = "B"', more + '[[prediction]]\nside = "B"')
    )
    assert [line.rsplit(": ")[1] for line in told] == ["A 2, B 1"]


def test_a_switch_says_what_would_make_it_a_contest(tmp_path: Path) -> None:
    put = 'question = "Which of the two?"'
    assert found(tmp_path, (put, put + '\nkind = "switch"')) == [
        "a switch does not say what would make it a contest: contest_if"
    ]
    assert found(tmp_path, (put, put + '\nkind = "switch"\ncontest_if = "Data."')) == []
