"""Energy breaks in steps, trade follows markets, work follows the gap in living."""

from __future__ import annotations

import numpy as np
import pytest

from sovsim.axes import BidStage, Channel, Rung
from sovsim.rules import forms
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.rules.signs import DOWN, UP, Sign, contradicted, not_fading
from tests.worlds import change, onward, outcome, quiet, simulation, with_columns, with_parameters

COERCED = (Rung.RESPECT, Rung.ECONOMIC_COERCION)

SIGNS = (
    Sign("economic_ties.energy", "arrears", "dependence", UP),
    Sign("economic_ties.energy", "energy_price", "arrears", UP),
    Sign("economic_ties.energy", "welfare", "arrears", DOWN),
    Sign("economic_ties.energy", "energy_exporter", "arrears", DOWN, values=(0, 1)),
    Sign("economic_ties.energy", "rung", "arrears", DOWN, values=(Rung.RESPECT, Rung.REWARD)),
    Sign("economic_ties.energy", "threat_perception", "energy_project", UP),
    Sign("economic_ties.energy", "bid_stage_eu", "energy_project", UP, values=(0, 4)),
    Sign("economic_ties.trade", "resources", "dependence", UP),
    Sign("economic_ties.trade", "proximity", "dependence", UP),
    Sign("economic_ties.trade", "trade_scar", "dependence", DOWN),
    Sign("economic_ties.trade", "rung", "dependence", DOWN, values=COERCED),
    Sign("economic_ties.trade", "hegemon_war", "trade_scar", UP, values=(0, 1)),
    Sign("economic_ties.labour", "wealth", "dependence", DOWN),
    Sign("economic_ties.labour", "welfare", "dependence", DOWN),
    Sign("economic_ties.labour", "resources", "dependence", UP),
    Sign("economic_ties.labour", "energy_price", "dependence", UP, values=(0.1, 0.3)),
    Sign("economic_ties.labour", "sanction_burden", "dependence", DOWN),
    Sign("economic_ties.labour", "membership_cis", "dependence", UP, values=(0, 1)),
    Sign("economic_ties.labour", "bid_stage_eu", "dependence", DOWN, values=(0, 4)),
)

FADING = (
    ("economic_ties.energy", "arrears"),
    ("economic_ties.energy", "energy_project"),
    ("economic_ties.trade", "trade_scar"),
)


def test_a_cause_moves_its_effect_in_the_stated_direction(start: Simulation, later: World) -> None:
    assert contradicted(SIGNS, start, later) == []


def test_what_nothing_keeps_up_falls_back(start: Simulation, later: World) -> None:
    assert not_fading(FADING, start, later) == []


def test_a_finished_project_breaks_dependence_for_energy_in_one_step(
    start: Simulation, later: World
) -> None:
    sure = with_parameters(start, {"economic_ties.completion": 2.0})
    ready = with_columns(later, {"energy_project": 0.7})
    done = outcome("economic_ties.energy", sure, ready)
    step = done.terms["dependence"]["project"][Channel.ENERGY]
    assert np.allclose(step, -0.4 * ready.dependence[Channel.ENERGY])
    assert np.allclose(done.terms["energy_project"]["done"], -0.7)
    assert done.occurrences[0].where.all()
    never = with_columns(later, {"energy_project": 0.0})
    still = outcome("economic_ties.energy", sure, never)
    assert (still.terms["dependence"]["project"] == 0).all()


def test_who_owes_can_be_cut_off_and_an_exporter_cannot(later: World) -> None:
    buys = with_columns(later, {"energy_exporter": 0.0, "arrears": 0.0})
    owes = with_columns(buys, {"arrears": 0.8})
    assert (forms.energy_leverage(owes) > forms.energy_leverage(buys)).all()
    sells = with_columns(owes, {"energy_exporter": 1.0})
    assert (forms.energy_leverage(sells) == 0).all()


def test_a_customs_union_counts_once_it_is_founded(start: Simulation, later: World) -> None:
    member = with_columns(later, {"membership_eaeu": 1.0, "founded_eaeu": 1.0})
    paper = with_columns(member, {"founded_eaeu": 0.0})
    outside = with_columns(member, {"membership_eaeu": 0.0})
    inside, unfounded, none = (
        change(outcome("economic_ties.trade", start, world), "dependence")[Channel.TRADE]
        for world in (member, paper, outside)
    )
    assert (inside > none).all()
    assert np.array_equal(unfounded, none)


def test_an_agreement_with_the_eu_diverts_trade_and_a_wish_does_not(
    start: Simulation, later: World
) -> None:
    none, wish, agreed = (
        change(
            outcome(
                "economic_ties.trade", start, with_columns(later, {"bid_stage_eu": float(stage)})
            ),
            "dependence",
        )[Channel.TRADE]
        for stage in (BidStage.NONE, BidStage.ASPIRANT, BidStage.AGREEMENT)
    )
    assert np.array_equal(none, wish)
    assert (agreed < none).all()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["baseline-1992-2026", "synthetic-region"])
def test_work_abroad_rises_with_the_gap_in_living_and_falls_with_the_hegemons_crisis(
    name: str,
) -> None:
    start = simulation(name, runs=8)
    still = quiet(start)
    ends = {
        case: onward(still, 20, with_columns(start.world, columns))[-1].dependence[Channel.LABOUR]
        for case, columns in {
            "near": {"wealth": 0.8},
            "wide": {"wealth": 0.1},
            "rich": {"energy_price": 0.8, "resources": 0.7},
            "crisis": {"energy_price": 0.02, "sanction_burden": 0.8, "resources": 0.2},
        }.items()
    }
    assert (ends["wide"] - ends["near"]).mean() > 0.03
    assert (ends["wide"] >= ends["near"]).mean() > 0.95
    assert (ends["rich"] - ends["crisis"]).mean() > 0.03
    assert (ends["rich"] >= ends["crisis"]).mean() > 0.95
