"""What ties a state to the hegemon in every channel, in security and in society."""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import Action, Channel, Institution, Rung
from sovsim.rules.contract import Slice
from sovsim.simulation import Simulation
from sovsim.variables import VARIABLES
from sovsim.world import World
from tests.casebook import Case, cases_of, judge
from tests.rules.signs import DOWN, UP, Sign, contradicted
from tests.worlds import change, outcome, simulation, with_columns, with_parameters

SIGNS = (
    Sign("dependence.drift", "membership_cis", "dependence", UP, values=(0, 1)),
    Sign("dependence.drift", "rung", "dependence", UP, values=(Rung.RESPECT, Rung.REWARD)),
    Sign(
        "dependence.drift", "action", "dependence", DOWN, values=(Action.CONTINUE, Action.DIVERSIFY)
    ),
    Sign("dependence.drift", "supply", "dependence", DOWN),
    Sign("dependence.drift", "pressure", "dependence", DOWN),
    Sign("dependence.drift", "tide", "dependence", DOWN, values=(-0.2, 0.2)),
    Sign("dependence.security", "membership_csto", "dependence", UP, values=(0, 1)),
    Sign("dependence.security", "credibility_csto", "dependence", UP),
    Sign("dependence.security", "relation_hegemon", "dependence", UP),
    Sign("dependence.security", "rivalry", "dependence", UP),
    Sign("dependence.security", "basing", "dependence", UP),
    Sign("dependence.security", "resources", "dependence", UP),
    Sign("dependence.security", "bid_stage_nato", "dependence", DOWN, values=(0, 4)),
    Sign("dependence.security", "abandoned", "dependence", DOWN, values=(0, 1)),
    Sign("dependence.society", "soft_power", "dependence", UP),
    Sign("dependence.society", "violation", "dependence", DOWN),
)


def test_a_cause_moves_its_effect_in_the_stated_direction(start: Simulation, later: World) -> None:
    assert contradicted(SIGNS, start, later) == []


def test_a_channel_that_is_full_grows_less_than_one_that_is_empty(
    start: Simulation, later: World
) -> None:
    for rule in ("dependence.security", "dependence.society"):
        low, high = (
            change(outcome(rule, start, with_columns(later, {"dependence": value})), "dependence")
            for value in (0.05, 0.95)
        )
        assert (high <= low).all()
        assert (high < low).any()


def test_the_sco_is_not_the_hegemons_alone(start: Simulation, later: World) -> None:
    bodies = outcome("dependence.drift", start, with_columns(later, {"membership_sco": 1.0}))
    without = outcome("dependence.drift", start, with_columns(later, {"membership_sco": 0.0}))
    assert np.array_equal(change(bodies, "dependence"), change(without, "dependence"))


def test_a_guarantor_that_fails_in_need_loses_and_at_no_size_loses_nothing(
    start: Simulation, later: World
) -> None:
    alone = with_columns(later, {"abandoned": 1.0})
    lost = outcome("dependence.security", start, alone).terms["dependence"]["abandoned"]
    assert (lost[Channel.SECURITY] < 0).all()
    assert (np.delete(lost, Channel.SECURITY, axis=0) == 0).all()
    open_ = with_parameters(start, {"dependence.abandoned": 0.0})
    none = outcome("dependence.security", open_, alone).terms["dependence"]["abandoned"]
    assert (none == 0).all()


def test_force_next_door_is_seen_too_and_less(start: Simulation, later: World) -> None:
    neighbour = int(later.topology.neighbours[0][0])
    here = with_columns(with_columns(later, {"violation": 0.0}), {"violation": 1.0}, unit=0)
    there = with_columns(with_columns(later, {"violation": 0.0}), {"violation": 1.0}, neighbour)
    own, other = (
        outcome("dependence.society", start, world).terms["dependence"]["recoil"][
            Channel.SOCIETY, :, 0
        ]
        for world in (here, there)
    )
    assert (own < other).all()
    assert (other < 0).all()


def test_a_term_of_one_channel_is_an_array_that_is_0_in_the_others() -> None:
    change = np.full((2, 3), 0.5)
    term = Slice(Channel.TRADE, change, (len(Channel), 2, 3))
    whole = np.zeros((len(Channel), 2, 3))
    whole[Channel.TRADE] = change
    assert np.array_equal(np.asarray(term), whole)
    assert np.array_equal(1.0 + 2.0 * term, 1.0 + 2.0 * whole)
    assert np.array_equal(term[Channel.TRADE], change)


def test_channels_of_dependence_are_kept_apart(later: World) -> None:
    assert VARIABLES["dependence"].axes == (Channel,)
    assert later.dependence.std(axis=0).mean() > 0.05


@cases_of("dependence")
def test_the_world_is_as_the_case_says(case: Case) -> None:
    judge(case)


def test_who_guards_the_rival_sells_few_arms_against_it_and_a_purse_buys_them_all_the_same() -> (
    None
):
    plain = simulation("baseline-1992-2026", runs=8)
    codes = list(plain.scenario.region.codes)
    start = with_parameters(plain, {"dependence.deals": 1.0, "dependence.wary": 1.0})
    azerbaijan, armenia = codes.index("AZE"), codes.index("ARM")
    feud = with_columns(
        start.world,
        {
            "rivalry": 1.0,
            "unrest": 0.0,
            "resources": 1.0,
            "bid_stage_nato": 0.0,
            "credibility_csto": 1.0,
            "energy_price": 0.0,
            "diplomatic_relations": 0.0,
        },
    )
    members = feud.membership.copy()
    members[Institution.CSTO] = 0.0
    nobody = feud.replace({"membership": members})
    guarded = members.copy()
    guarded[Institution.CSTO, :, armenia] = 1.0
    one = feud.replace({"membership": guarded})

    def bought(world: World) -> FloatArray:
        terms = outcome("dependence.security", start, world).terms["dependence"]["arms"]
        return np.asarray(terms[Channel.SECURITY])[:, azerbaijan]

    assert (bought(nobody) > 0).all()
    assert (bought(one) == 0).all()
    rich = with_columns(one, {"energy_price": 1.0, "energy_exporter": 1.0})
    assert (bought(rich) > 0).any()


def test_the_cis_and_bonds_of_old_slow_the_fading_alike_where_both_are_full(
    start: Simulation, later: World
) -> None:
    """RH-17: each by its own weight, and nothing by default."""
    full = with_columns(later, {"membership_cis": 1.0, "dependence_society": 1.0})
    usual = change(outcome("dependence.drift", start, full), "dependence")
    moved = [
        change(outcome("dependence.drift", with_parameters(start, {name: 0.5}), full), "dependence")
        - usual
        for name in ("dependence.commonwealth", "dependence.inheritance")
    ]
    assert (moved[0] > 0).all()
    np.testing.assert_allclose(moved[0], moved[1], atol=1e-12)
