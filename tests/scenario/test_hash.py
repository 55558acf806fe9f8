"""The hash of a specification changes with its values and with nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sovsim.scenario import Scenario

Load = Callable[..., Scenario]

BODY = """
[parameters]
dependence.fade_rate = 0.01
dependence.reward = 0.02

[initial.KAZ]
unrest = 0.2
welfare = 0.5

[[event]]
type = "unrest"
at = "2005Q1"
who = "KAZ"
"""


def test_comments_order_and_spelling_do_not_matter(scenario: Load) -> None:
    same = """
[[event]]       # the same, otherwise arranged
who = ["KAZ"]
at = "2005Q1"
type = "unrest"
size = 0.35

[initial]
KAZ = { welfare = 0.50, unrest = 0.2 }

[parameters]
"dependence.reward" = 2e-2
"dependence.fade_rate" = 0.01
"""
    assert scenario(BODY).spec_hash == scenario(same).spec_hash


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("fade_rate = 0.01", "fade_rate = 0.011"),
        ("unrest = 0.2", "unrest = 0.3"),
        ('"2005Q1"', '"2005Q2"'),
        ('who = "KAZ"', 'who = "KGZ"'),
        ('who = "KAZ"', 'who = "KAZ"\nsize = 0.36'),
        ('who = "KAZ"', 'who = "KAZ"\nduration = 2'),
        ('who = "KAZ"', 'who = "KAZ"\nclaims = []'),
        ("[parameters]", '[teaching]\nconcepts = ["hegemon"]\n[parameters]'),
        (
            "[parameters]",
            '[[play]]\nat = "2005Q1"\nactor = "KAZ"\ndecision = "action"\noption = "hedge"\n'
            "[parameters]",
        ),
        ("[parameters]", '[mechanisms]\nhegemon_policy.rung = "sphere"\n[parameters]'),
        ("[parameters]", '[mechanisms]\noff = ["rung.norms"]\n[parameters]'),
        ("[parameters]", 'region = "toy-four-states"\n[parameters]'),
    ],
)
def test_every_value_counts(old: str, new: str, scenario: Load) -> None:
    body = BODY.replace(old, new, 1)
    assert body != BODY
    if "toy" in new:
        body = body.replace("KAZ", "ARD")
    assert scenario(body).spec_hash != scenario(BODY).spec_hash


def test_a_setting_and_the_same_value_in_the_file_agree(scenario: Load) -> None:
    written = scenario(BODY.replace("unrest = 0.2", "unrest = 0.3"))
    assert scenario(BODY).with_settings(["initial.KAZ.unrest=0.3"]).spec_hash == written.spec_hash


def test_the_hash_is_sha_256_in_hexadecimal(scenario: Load) -> None:
    assert len(scenario().spec_hash) == 64
    assert int(scenario().spec_hash, 16) >= 0
