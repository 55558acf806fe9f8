"""Settings are written as people write them, applied together, and blamed one by one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sovsim.given import ArgumentError
from sovsim.scenario import Scenario, ScenarioError

Load = Callable[..., Scenario]


@pytest.mark.parametrize(
    ("written", "number"),
    [(".01", 0.01), ("1e-2", 0.01), ("+.01", 0.01), ("0.010", 0.01), ("0.0_1", 0.01), ("0.", 0.0)],
)
def test_numbers_are_taken_as_people_write_them(
    scenario: Load, written: str, number: float
) -> None:
    changed = scenario().with_settings([f"dependence.fade_rate={written}"])
    assert changed.parameters == {"dependence.fade_rate": number}
    changed = scenario().with_settings([f"initial.KAZ.unrest={written}"])
    assert changed.initial["KAZ"]["unrest"] == number


@pytest.mark.parametrize(
    ("written", "meant"), [("0,01", "0.01"), (",01", "0.01"), ("1 %", "0.01"), ("'0.01'", "0.01")]
)
@pytest.mark.parametrize("key", ["dependence.fade_rate", "initial.KAZ.unrest"])
def test_what_is_nearly_a_number_is_answered_with_it(
    scenario: Load, key: str, written: str, meant: str
) -> None:
    with pytest.raises(ScenarioError, match=rf"must be a number.*: {meant}"):
        scenario().with_settings([f"{key}={written}"])


def test_settings_are_applied_together(scenario: Load) -> None:
    loaded = scenario()
    moved = ["scenario.start=1995Q1", "scenario.end=1996Q4", "scenario.start_values=1995Q1"]
    for order in (moved, moved[::-1]):
        assert loaded.with_settings(order).steps == 8


def test_every_wrong_setting_is_named_by_itself(scenario: Load) -> None:
    settings = [
        "dependence.fade_rat=0.01",
        "initial.KAZ.unrest=0.1",
        "scenario.end=1980Q1",
        "mechanisms.off=rung.x",
        "initial.KAZ.unrst=0.1",
    ]
    with pytest.raises(ScenarioError) as caught:
        scenario().with_settings(settings)
    blamed = [fault.file for fault in caught.value.problems]
    assert sorted(blamed) == sorted(f"--set {settings[place]}" for place in (0, 2, 3))
    with pytest.raises(ScenarioError) as caught:
        scenario().with_settings([settings[1], settings[4]])
    assert [fault.file for fault in caught.value.problems] == [f"--set {settings[4]}"]
    with pytest.raises(ScenarioError) as caught:
        scenario().with_settings(["foo", "=1", "scenario.name=x"])
    assert [str(fault).split(": ")[0] for fault in caught.value.problems] == [
        "--set foo",
        "--set =1",
        "--set scenario.name=x",
    ]


def test_of_two_values_of_a_key_the_last_is_blamed(scenario: Load) -> None:
    with pytest.raises(ScenarioError, match=r"^--set dependence.fade_rate=8: "):
        scenario().with_settings(["dependence.fade_rate=7", "dependence.fade_rate=8"])


def test_settings_cannot_harm_the_terminal_or_the_reader(scenario: Load) -> None:
    for setting in (
        "dependence.fade_rate=\x1b]0;x\x07",
        "\x1b[31m=1",
        "dependence.fade_rate=" + "[" * 9000,
        "dependence.fade_rate={ " + "a." * 4000 + "a = 1 }",
        "dependence.fade_rate=" + "9" * 9000,
        "x" * 100_000 + "=1",
        "initial." + "a." * 4000 + "b=1",
    ):
        with pytest.raises(ScenarioError) as caught:
            scenario().with_settings([setting])
        message = str(caught.value)
        assert len(message) < 1000
        assert all(line.isprintable() for line in message.split("\n"))


@pytest.mark.parametrize("given", [None, 3, [3], [None], {"a": 1}])
def test_what_is_no_text_is_no_setting(scenario: Load, given: object) -> None:
    with pytest.raises((ScenarioError, ArgumentError), match="settings"):
        scenario().with_settings(given)  # type: ignore[arg-type]
