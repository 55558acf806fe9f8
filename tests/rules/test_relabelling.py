"""The model knows no state by its name: other codes in another order give the same history."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Mapping

import numpy as np
import pytest

from sovsim.region import Region, Rivalry
from sovsim.region.start_values import InitialValue
from sovsim.scenario import Scenario
from sovsim.simulation import Simulation
from sovsim.variables import VARIABLES
from tests.worlds import onward, scenario

RUNS, QUARTERS = 3, 16


def shuffled(region: Region) -> dict[str, str]:
    """Return a new code for each state, in another order, though not of the rivalries.

    Only states are compared in another order.
    """
    for seed in itertools.count():
        places = np.random.default_rng(seed).permutation(len(region.codes))
        names = {code: f"X{place:03d}" for code, place in zip(region.codes, places, strict=True)}
        dyads = [dyad(rivalry.code, names) for rivalry in region.rivalries]
        if dyads == sorted(dyads) and (places != np.arange(len(places))).any():
            return names
    raise AssertionError


def dyad(code: str, names: Mapping[str, str]) -> str:
    """Return the new code of a rivalry (or of whatever else has a name)."""
    parts = code.split("-")
    both = all(part in names for part in parts)
    return "-".join(sorted(names[part] for part in parts)) if both else code


def renamed_column(
    value: InitialValue, names: Mapping[str, str], states: tuple[str, ...]
) -> InitialValue:
    """Return start values under the new names, in the new order."""
    by_name = {
        dyad(unit, names): number for unit, number in zip(value.units, value.values, strict=True)
    }
    units = states if set(by_name) == set(states) else tuple(by_name)
    return dataclasses.replace(
        value,
        units=units,
        values=np.array([by_name[unit] for unit in units]),
        spreads={dyad(unit, names): spread for unit, spread in value.spreads.items()},
        exceptions={dyad(unit, names): entry for unit, entry in value.exceptions.items()},
    )


def renamed_region(region: Region, names: Mapping[str, str]) -> Region:
    """Return the region with new codes; dyads and contested units keep their order."""
    states = tuple(
        sorted(
            (
                dataclasses.replace(
                    state,
                    code=names[state.code],
                    borders=tuple(sorted(names[other] for other in state.borders)),
                )
                for state in region.states
            ),
            key=lambda state: state.code,
        )
    )
    codes = tuple(state.code for state in states)
    return dataclasses.replace(
        region,
        states=states,
        memberships=tuple(
            dataclasses.replace(fact, code=names.get(fact.code, fact.code))
            for fact in region.memberships
        ),
        outsiders=tuple(
            dataclasses.replace(
                one,
                borders=tuple(sorted(names[code] for code in one.borders)),
                across=tuple(sorted(names[code] for code in one.across)),
            )
            for one in region.outsiders
        ),
        rivalries=tuple(_rivalry(rivalry, names) for rivalry in region.rivalries),
        contested=tuple(
            dataclasses.replace(
                unit,
                parent=names[unit.parent],
                rival=None if unit.rival is None else names[unit.rival],
            )
            for unit in region.contested
        ),
        initial={
            column: renamed_column(value, names, codes) for column, value in region.initial.items()
        },
    )


def _rivalry(rivalry: Rivalry, names: Mapping[str, str]) -> Rivalry:
    first, second = dyad(rivalry.code, names).split("-")
    return dataclasses.replace(rivalry, first=first, second=second)


def renamed(original: Scenario, names: Mapping[str, str]) -> Scenario:
    """Return the scenario under other names."""
    events = tuple(
        dataclasses.replace(
            event,
            who=tuple(dyad(who, names) for who in event.who),
            choices=tuple(
                (key, tuple(names.get(who, who) for who in value))
                if key == "members"
                else (key, value)
                for key, value in event.choices
            ),
        )
        for event in original.events
    )
    return dataclasses.replace(
        original,
        region=renamed_region(original.region, names),
        events=events,
        initial={dyad(unit, names): dict(start) for unit, start in original.initial.items()},
    )


@pytest.mark.parametrize("name", ["baseline-1992-2026", "synthetic-region", "toy-four-states"])
def test_a_region_under_other_names_and_in_another_order_has_the_same_history(name: str) -> None:
    codes = scenario(name).region.codes
    names = shuffled(scenario(name).region)
    second = renamed(scenario(name), names)
    old = {new: code for code, new in names.items()}
    order = np.array([codes.index(old[code]) for code in second.region.codes])
    assert (order != np.arange(len(codes))).any()
    dyads = {dyad(rivalry.code, names): rivalry.code for rivalry in scenario(name).region.rivalries}
    before = Simulation.prepare(scenario(name), 0, range(RUNS))
    after = Simulation.prepare(second, 0, range(RUNS), addresses=old | dyads)
    pairs = zip(onward(before, QUARTERS), onward(after, QUARTERS), strict=True)
    for one, other in pairs:
        for variable, declared in VARIABLES.items():
            expected = one[variable]
            if declared.per == "state":
                expected = expected[..., order]
            np.testing.assert_allclose(
                other[variable], expected, rtol=0, atol=1e-12, err_msg=variable
            )
