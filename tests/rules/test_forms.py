"""The readings and forms that rules share, against what can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from sovsim.axes import Bid, BidStage, Channel, Domain, Power
from sovsim.parameters import Parameters
from sovsim.rules import forms
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.together import each
from tests.worlds import place, with_columns


def test_the_logistic_function_and_the_positive_part() -> None:
    assert forms.sigmoid(np.array([0.0]))[0] == 0.5
    assert forms.sigmoid(np.array([np.log(3.0)]))[0] == pytest.approx(0.75)
    assert forms.sigmoid(np.array([-1000.0, 1000.0])).tolist() == [0.0, 1.0]
    assert forms.positive(np.array([-1.0, 0.0, 2.0])).tolist() == [0.0, 0.0, 2.0]


def test_a_mean_over_the_leading_axis_leaves_what_it_is_taken_of() -> None:
    values = np.array([[1.0, 2.0], [3.0, 6.0]])
    assert forms.mean(values).tolist() == [2.0, 4.0]
    assert values.tolist() == [[1.0, 2.0], [3.0, 6.0]]


@each("weight", [0.35, 0.525, 0.175])
def test_who_leans_in_every_channel_leans_wholly_however_channels_weigh(
    weight: float, later: World
) -> None:
    assert set(forms.CHANNELS) == set(Domain)
    usual = Parameters().replace({"dependence.loading_economic_trade": weight})
    full = with_columns(later, {"dependence": 1.0})
    assert np.allclose(forms.dependence_by_domain(full, usual), 1.0)
    assert np.allclose(forms.overall_dependence(full, usual), 1.0)


def test_every_channel_with_a_weight_counts() -> None:
    weighed = {name for name in Parameters() if name.startswith("dependence.loading_")}
    assert weighed == {
        f"dependence.loading_{domain.name.lower()}_{channel.name.lower()}"
        for domain, channels in forms.CHANNELS.items()
        for channel in channels
    }


def test_dependence_by_domain_is_the_weighted_sum_over_channels(later: World) -> None:
    found = forms.dependence_by_domain(later, Parameters())[Domain.ECONOMIC]
    held = later.dependence
    energy, trade, labour = held[Channel.ENERGY], held[Channel.TRADE], held[Channel.LABOUR]
    assert np.allclose(found, 0.35 * energy + 0.35 * trade + 0.3 * labour)


def test_an_exporter_of_energy_cannot_be_cut_off(later: World) -> None:
    own = with_columns(later, {"dependence_energy": 0.9, "energy_exporter": 1.0, "arrears": 0.0})
    assert (forms.energy_leverage(own) == 0.0).all()
    buys = with_columns(own, {"energy_exporter": 0.0})
    assert np.allclose(forms.energy_leverage(buys), 0.45)


def test_demand_is_latent_where_little_is_granted_and_much_expected(later: World) -> None:
    asked = {"sovereignty_conception": 0.25, "expected_compliance": 0.8, "pressure": 0.5}
    world = with_columns(later, asked)
    assert np.allclose(forms.latent_demand(world), 0.6)
    assert np.allclose(forms.domination(world), 0.6 + 0.4 * 0.5)
    for granted in ({"expected_compliance": 0.0}, {"sovereignty_conception": 1.0}):
        free = with_columns(world, {**granted, "pressure": 0.0})
        assert (forms.domination(free) == 0.0).all()


def test_who_leans_on_nobody_is_compelled_to_nothing_and_capacity_shields(later: World) -> None:
    asked = {"sovereignty_conception": 0.25, "expected_compliance": 0.8, "capacity": 0.5}
    leaning = with_columns(later, {**asked, "dependence": 1.0, "pressure": 0.5})
    assert np.allclose(forms.compulsion(leaning, Parameters(), 0.4), 0.8 * (1.0 - 0.4 * 0.5))
    assert (
        forms.compulsion(with_columns(leaning, {"dependence": 0.0}), Parameters(), 0.4) == 0.0
    ).all()


def test_neighbours_count_by_their_weight_and_a_state_is_not_its_own_neighbour(
    start: Simulation, later: World
) -> None:
    same = np.full_like(later.capacity, 0.7)
    around = forms.neighbours_mean(later, same)
    assert np.allclose(around, 0.7)
    ukraine = place("UKR")
    alone = np.zeros_like(same)
    alone[:, ukraine] = 1.0
    seen = forms.neighbours_mean(later, alone)
    borders = start.scenario.region.states[ukraine].borders
    near = {start.scenario.region.codes[unit] for unit in np.flatnonzero(seen[0])}
    assert near == set(borders)
    assert seen[0, ukraine] == 0.0


def test_a_rivalry_is_felt_by_its_two_and_fought_on_the_ground_of_one_or_both(
    start: Simulation, later: World
) -> None:
    rivalries = start.scenario.region.rivalries
    assert rivalries
    for number, rivalry in enumerate(rivalries):
        war = np.zeros_like(later.dyad_war)
        war[:, number] = 1.0
        felt = forms.dyads_to_states(later, war)
        two = sorted(place(code) for code in (rivalry.first, rivalry.second))
        assert np.flatnonzero(felt[0]).tolist() == two
        ground = forms.dyads_to_states(later, war, on_own_soil=True)
        assert set(np.flatnonzero(ground[0])) <= set(two)
        assert ground.any()


def test_a_contested_unit_is_felt_by_the_state_that_it_belongs_to(later: World) -> None:
    parents = later.topology.contested_parent
    assert len(parents)
    for unit, parent in enumerate(parents):
        taken = np.zeros_like(later.holder)
        taken[:, unit] = 1.0
        assert np.flatnonzero(forms.contested_to_states(later, taken)[0]).tolist() == [parent]


def test_means_over_states_go_by_weight_and_are_nil_without_any() -> None:
    values = np.array([[1.0, 2.0, 6.0]])
    assert forms.over_states(values)[0, 0] == 3.0
    assert forms.over_states(values, np.array([[1.0, 1.0, 0.0]]))[0, 0] == 1.5
    assert forms.over_states(values, np.zeros((1, 3)))[0, 0] == 0.0


def test_a_bid_has_come_all_the_way_where_a_state_is_a_member(later: World) -> None:
    for stage, share in ((BidStage.NONE, 0.0), (BidStage.MEMBER, 1.0)):
        world = with_columns(later, {"bid_stage": float(stage)})
        assert (forms.stage_share(world, Bid.EU) == share).all()


def test_the_west_is_as_resolute_and_draws_as_much_as_its_two_halves(later: World) -> None:
    united = with_columns(later, {"resolve": 0.8, "power_cohesion": 0.5})
    assert np.allclose(forms.western_resolve(united), 0.4)
    near = with_columns(later, {"openness": 0.5, "near_pole": 0.6, "membership": 0.0})
    assert np.allclose(forms.western_pull(near), 0.3)


def test_one_more_power_adds_room_but_less_than_the_one_before(later: World) -> None:
    world = with_columns(later, {"openness": 0.8, "power_reach": 0.5, "supply": 0.5})
    room = [forms.outside_options(world, list(Power)[:count]) for count in range(4)]
    assert (room[0] == 0.0).all()
    assert np.allclose(room[1], 0.2)
    assert np.allclose(room[2], 1.0 - 0.8 * 0.8)
    assert (room[3] - room[2] < room[2] - room[1]).all()


def test_membership_in_the_region_and_norms_are_plain_means(later: World) -> None:
    none = with_columns(later, {"membership": 0.0})
    one = with_columns(none, {"membership_csto": 1.0})
    assert np.allclose(forms.regional_membership(one) - forms.regional_membership(none), 1 / 3)
    columns = ("norm_strength_non_intervention_global", "norm_strength_non_intervention_regional")
    world = with_columns(later, dict(zip(columns, (0.2, 0.6), strict=True)))
    assert np.allclose(forms.recognised_norms(world), 0.4)
