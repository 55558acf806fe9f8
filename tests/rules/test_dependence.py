"""What ties a state to the hegemon and to others, and what loosens the ties."""

from __future__ import annotations

import numpy as np

from sovsim.axes import Action, Channel, Power, Rung
from sovsim.simulation import Simulation
from sovsim.variables import VARIABLES
from sovsim.world import World
from tests.casebook import Case, cases_of, judge
from tests.rules.signs import DOWN, UP, Sign, contradicted, not_fading
from tests.worlds import change, outcome, with_columns

SIGNS = (
    Sign("dependence.drift", "membership_cis", "dependence", UP, values=(0, 1)),
    Sign("dependence.drift", "membership_eaeu", "dependence", UP, values=(0, 1)),
    Sign("dependence.drift", "membership_csto", "dependence", UP, values=(0, 1)),
    Sign("dependence.drift", "rung", "dependence", UP, values=(Rung.RESPECT, Rung.REWARD)),
    Sign("dependence.drift", "soft_power", "dependence", UP),
    Sign("dependence.drift", "legacy_tie", "dependence", UP),
    Sign(
        "dependence.drift", "action", "dependence", DOWN, values=(Action.CONTINUE, Action.DIVERSIFY)
    ),
    Sign("dependence.drift", "supply", "dependence", DOWN),
    Sign("dependence.drift", "pressure", "dependence", DOWN),
    Sign("dependence.outer_ties", "alignment_west", "dependence_west", UP),
    Sign("dependence.outer_ties", "bid_stage", "dependence_west", UP, values=(0, 3)),
    Sign("dependence.outer_ties", "supply", "dependence_china", UP),
    Sign("dependence.outer_ties", "supply", "dependence_turkey", UP),
)

FADING = (
    ("dependence.drift", "dependence"),
    ("dependence.outer_ties", "dependence_west"),
    ("dependence.outer_ties", "dependence_china"),
)


def test_a_cause_moves_its_effect_in_the_stated_direction(start: Simulation, later: World) -> None:
    assert contradicted(SIGNS, start, later) == []


def test_what_nothing_keeps_up_falls_back_and_what_is_low_comes_up(
    start: Simulation, later: World
) -> None:
    assert not_fading(FADING, start, later) == []


def test_there_are_more_poles_than_two_and_the_sco_is_not_russias_alone(
    start: Simulation, later: World
) -> None:
    assert {Power.CHINA, Power.TURKEY} < set(Power)
    supplied = with_columns(later, {"supply": 0.9, "openness": 0.9})
    for name in ("dependence_china", "dependence_turkey"):
        more, less = (
            change(outcome("dependence.outer_ties", start, world), name)
            for world in (supplied, with_columns(supplied, {"supply": 0.0}))
        )
        assert (more > less).any()
    bodies = outcome("dependence.drift", start, with_columns(later, {"membership_sco": 1.0}))
    without = outcome("dependence.drift", start, with_columns(later, {"membership_sco": 0.0}))
    assert np.array_equal(change(bodies, "dependence"), change(without, "dependence"))


def test_channels_of_dependence_are_kept_apart(later: World) -> None:
    assert VARIABLES["dependence"].axes == (Channel,)
    assert later.dependence.std(axis=0).mean() > 0.05


@cases_of("dependence")
def test_the_world_is_as_the_case_says(case: Case) -> None:
    judge(case)
