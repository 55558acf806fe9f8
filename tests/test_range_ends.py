"""An end of a range is set by the number that a message or a page tells as the end."""

from __future__ import annotations

import pytest

import sovsim
from sovsim.parameters import registry
from sovsim.range_ends import at_an_end
from sovsim.scenario import ScenarioError
from tests.worlds import scenario

HEDGE = "alignment.toward_west_hedge"


def test_every_end_of_every_parameter_can_be_set_as_it_is_told() -> None:
    given = scenario("toy-two-states")
    settings = [
        [at_an_end(f"{name}={end(one):g}") for name, one in registry().items()]
        for end in (lambda one: one.low, lambda one: one.high)
    ]
    for chosen in settings:
        assert len(given.with_settings(chosen).parameters) == len(registry())


@pytest.mark.parametrize(
    ("setting", "kept"),
    [
        (f"{HEDGE}=0.45", f"{HEDGE}=0.44999999999999996"),
        (f"parameters.{HEDGE} = .45", f"parameters.{HEDGE} =0.44999999999999996"),
        (f"{HEDGE}=0.4", f"{HEDGE}=0.4"),
        (f"{HEDGE}=0.451", f"{HEDGE}=0.451"),
        (f"{HEDGE}=[0.2, 0.3]", f"{HEDGE}=[0.2, 0.3]"),
        ("alignment.toward_wset=1", "alignment.toward_wset=1"),
        ("mechanisms.off=a.b", "mechanisms.off=a.b"),
        ("initial.KAZ.unrest=1", "initial.KAZ.unrest=1"),
        ("nonsense", "nonsense"),
    ],
)
def test_only_what_reads_as_an_end_becomes_one(setting: str, kept: str) -> None:
    assert at_an_end(setting) == kept


def test_a_run_takes_the_end_that_the_message_names() -> None:
    done = sovsim.run("toy-two-states", settings=[f"{HEDGE}=0.45"], plots=False)
    assert done.scenario.parameters[HEDGE] == registry()[HEDGE].high
    with pytest.raises(ScenarioError, match=r"allowed: 0\.15 to 0\.45"):
        sovsim.run("toy-two-states", settings=[f"{HEDGE}=0.46"], plots=False)
