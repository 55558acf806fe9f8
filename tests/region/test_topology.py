"""Topology arrays say what the region says, and need no special cases."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sovsim.region import Region, Topology, load_region, region_names, synthetic_region
from sovsim.variables import COMPONENTS, VARIABLES

SIZES = st.integers(min_value=2, max_value=60)
SEEDS = st.integers(min_value=0, max_value=2**32)


def neighbour_codes(region: Region, topology: Topology, code: str) -> set[str]:
    place = region.index(code)
    return {
        region.codes[index]
        for index, weight in zip(
            topology.neighbours[:, place], topology.neighbour_weight[:, place], strict=True
        )
        if weight > 0.0
    }


@pytest.mark.parametrize("name", region_names())
def test_neighbours_are_the_borders(name: str) -> None:
    region = load_region(name)
    topology = Topology.from_region(region)
    for state in region.states:
        assert neighbour_codes(region, topology, state.code) == set(state.borders)
        assert topology.borders_hegemon[region.index(state.code)] == state.borders_hegemon
    np.testing.assert_allclose(topology.neighbour_weight.sum(0), 1.0)


def test_public_record_of_borders() -> None:
    region = load_region("post-soviet")
    borders = {state.code: set(state.borders) for state in region.states}
    assert borders["UZB"] == {"KAZ", "KGZ", "TJK", "TKM"}
    assert borders["ARM"] == {"AZE", "GEO"}
    bordering = {state.code for state in region.states if state.borders_hegemon}
    assert bordering == {"AZE", "BLR", "EST", "GEO", "KAZ", "LTU", "LVA", "UKR"}


def test_dyads_and_contested_units_reach_their_states() -> None:
    region = load_region("post-soviet")
    topology = Topology.from_region(region)
    tajik, armenian = region.index("TJK"), region.index("ARM")
    assert region.units("dyad") == ("ARM-AZE", "KGZ-TJK", "KGZ-UZB", "TJK-UZB")
    assert topology.dyad_members[:, 0].tolist() == [armenian, region.index("AZE")]
    assert topology.state_dyads_mask.sum(0)[tajik] == 2.0
    assert topology.state_dyads[:, tajik].tolist() == [1, 3]
    assert topology.state_dyads_mask[:, armenian].tolist() == [1.0, 0.0]
    assert topology.state_dyads_mask[:, region.index("EST")].sum() == 0.0
    units = list(region.units("contested"))
    karabakh = units.index("nagorno_karabakh")
    assert topology.contested_parent[karabakh] == region.index("AZE")
    assert topology.contested_rival[karabakh] == armenian
    assert topology.contested_rival[units.index("crimea")] == -1
    ukraine = region.index("UKR")
    held = topology.state_contested[topology.state_contested_mask[:, ukraine] > 0, ukraine]
    assert [units[index] for index in held] == ["crimea", "donbas"]


def test_a_region_without_dyads_and_contested_units() -> None:
    topology = Topology.from_region(load_region("toy-two-states"))
    assert topology.dyad_members.shape == (2, 0)
    assert topology.contested_parent.shape == (0,)
    assert topology.state_dyads.shape == topology.state_contested.shape == (1, 2)
    assert not topology.state_dyads_mask.any()
    assert not topology.state_contested_mask.any()


@given(states=SIZES, seed=SEEDS)
@settings(deadline=None, max_examples=40)
def test_synthetic_region_is_well_formed(states: int, seed: int) -> None:
    region = synthetic_region(states, seed)
    borders = {state.code: set(state.borders) for state in region.states}
    assert len(borders) == states
    assert list(borders) == sorted(borders)
    for code, others in borders.items():
        assert code not in others
        assert all(code in borders[other] for other in others)
    ring = [*region.codes, region.codes[0]]
    assert all(second in borders[first] for first, second in pairwise(ring))
    topology = Topology.from_region(region)
    np.testing.assert_allclose(topology.neighbour_weight.sum(0), 1.0)
    assert topology.dyad_members.shape == (2, states // 5)
    assert topology.state_dyads_mask.sum() == 2 * (states // 5)
    assert topology.state_contested_mask.sum() == states // 8
    for column, entry in region.initial.items():
        variable = VARIABLES[COMPONENTS[column][0]]
        assert variable.low <= entry.values.min() <= entry.values.max() <= variable.high
        assert entry.status == "assumed"


@given(states=SIZES, seed=SEEDS)
@settings(deadline=None, max_examples=20)
def test_synthetic_region_is_settled_by_its_seed(states: int, seed: int) -> None:
    plain = synthetic_region(states, seed).as_dict()
    assert plain == synthetic_region(states, seed).as_dict()
    assert plain["initial"] != synthetic_region(states, seed + 1).as_dict()["initial"]


def test_synthetic_region_of_a_thousand() -> None:
    region = synthetic_region(1000)
    assert (region.codes[0], region.codes[-1]) == ("S0001", "S1000")
    west = region.initial["preference_west_political"].values
    russia = region.initial["preference_russia_political"].values
    assert -0.6 < np.corrcoef(west, russia)[0, 1] < -0.35


@pytest.mark.parametrize("states", [0, 1, 1001])
def test_synthetic_region_has_limits(states: int) -> None:
    with pytest.raises(ValueError, match="2 to 1000"):
        synthetic_region(states)
