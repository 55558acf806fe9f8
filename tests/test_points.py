"""Points of a sample: start values beside parameters, for each run its own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sovsim.arrays import FloatArray
from sovsim.axes import Domain
from sovsim.ensemble import Arm, ArmError, EnsembleError, run_arms, verify_ensemble
from sovsim.ensemble.crossed import run_crossed
from sovsim.ensemble.design import Sample
from sovsim.points import PointError, Starts
from sovsim.scenario import load_scenario
from sovsim.simulation import Simulation
from sovsim.start_at_rest import given_at_start
from sovsim.variables import COMPONENTS, VARIABLES
from tests.ensemble.ensembles import same, toy

RUNS = 6
PLACE, COLUMN = 0, "dependence_trade"


def code() -> str:
    """Return the code of the first toy state."""
    return toy().region.codes[PLACE]


def points(runs: int = RUNS) -> dict[str, FloatArray]:
    """Return a start value and a parameter that differ from run to run."""
    return {
        f"initial.{code()}.{COLUMN}": np.linspace(0.1, 0.9, runs),
        "dependence.fade_rate": np.linspace(0.005, 0.02, runs),
    }


def columns(values: dict[str, FloatArray]) -> dict[str, FloatArray]:
    """Return values as a simulation takes them, a row per run."""
    return {name: value[:, None] for name, value in values.items()}


def test_a_start_value_from_a_point_is_used_exactly_and_beats_scenario_and_spread() -> None:
    asked = toy(f"initial.{code()}.{COLUMN}=0.33")
    plain = Simulation.prepare(asked, 1, range(RUNS)).world
    moved = Simulation.prepare(asked, 1, range(RUNS), parameter_values=columns(points())).world
    trade = COMPONENTS[COLUMN][1][0]
    assert (plain.dependence[trade, :, PLACE] == 0.33).all()
    assert np.array_equal(moved.dependence[trade, :, PLACE], np.linspace(0.1, 0.9, RUNS))
    others = np.delete(moved.dependence, PLACE, axis=-1)
    assert np.array_equal(others, np.delete(plain.dependence, PLACE, axis=-1))


def test_one_number_holds_for_every_run_and_bounds_hold_for_all() -> None:
    name = f"initial.{code()}.regime_security"
    for value, held in ((0.25, 0.25), (7.0, 1.0), (-1.0, 0.0)):
        world = Simulation.prepare(toy(), 0, range(3), parameter_values={name: value}).world
        assert (world.regime_security[:, PLACE] == held).all()


def test_it_counts_as_given_where_the_stock_would_start_at_rest() -> None:
    late = load_scenario("base-2019")
    name = "initial.UKR.autonomy_security"
    ukraine = late.region.index("UKR")
    world = Simulation.prepare(late, 0, range(2), parameter_values={name: 0.91}).world
    assert (world.autonomy[Domain.SECURITY, :, ukraine] == 0.91).all()
    before = given_at_start(Starts(late))["autonomy"]
    after = given_at_start(Starts(late, {("UKR", "autonomy_security"): 0.91}))["autonomy"]
    assert np.argwhere(after & ~before).tolist() == [[Domain.SECURITY, 0, ukraine]]


def test_a_point_goes_before_the_scenario_and_what_has_no_unit_is_set_as_the_hegemons() -> None:
    own = ["initial.UKR.debt=0.3", "initial.KAZ.debt=0.4", "initial.hegemon.self_image=0.5"]
    late = load_scenario("base-2019").with_settings(own)
    alone = Starts(late)
    given = Starts(late, {("UKR", "debt"): 0.6, ("hegemon", "self_image"): 0.7})
    for starts, expected in ((alone, (0.3, 0.4, 0.5)), (given, (0.6, 0.4, 0.7))):
        asked = (("debt", "UKR"), ("debt", "KAZ"), ("self_image", "system"))
        assert tuple(starts.value(column, unit) for column, unit in asked) == expected
    assert given.value("debt", "MDA") is None
    assert given.value("self_image", "UKR") is None


def test_what_follows_follows_the_point_but_for_the_units_that_have_their_own() -> None:
    late = load_scenario("base-2019")
    values = {
        "initial.UKR.preference_russia_security": 0.12,
        "initial.KAZ.core_preference_russia_security": 0.77,
    }
    world = Simulation.prepare(late, 0, range(2), parameter_values=values).world
    ukraine, kazakhstan = late.region.index("UKR"), late.region.index("KAZ")
    core, wish = world.core_preference_russia, world.preference_russia
    # a core stands where the wish is at rest: near it, below it where something draws
    assert (np.abs(core[Domain.SECURITY, :, ukraine] - 0.12) < 0.1).all()
    assert (core[Domain.SECURITY, :, kazakhstan] == 0.77).all()
    assert (wish[Domain.SECURITY, :, ukraine] == 0.12).all()
    assert (np.abs(core - wish).max(axis=(0, 1)) < 0.2).sum() >= len(late.region.codes) - 1


def test_run_k_is_the_same_whatever_runs_stand_beside_it() -> None:
    scenario = load_scenario("baseline-1992-2026").with_settings(["scenario.end=1993Q4"])
    values = {
        "initial.UKR.dependence_trade": np.linspace(0.2, 0.8, 7)[:, None],
        "initial.hegemon.self_image": np.linspace(0.1, 0.5, 7)[:, None],
        "dependence.fade_rate": np.linspace(0.005, 0.02, 7)[:, None],
    }
    block = Simulation.prepare(scenario, 3, range(7), parameter_values=values).run(steps=4)
    own = {name: value[5:6] for name, value in values.items()}
    alone = Simulation.prepare(scenario, 3, [5], parameter_values=own).run(steps=4)
    for name in VARIABLES:
        assert np.array_equal(block[name][..., 5:6, :], alone[name]), name


def test_block_size_does_not_show_and_more_runs_change_none_that_is_there() -> None:
    sample = Sample(pd.DataFrame(points(4)), "posterior")
    few, many = (Arm(toy(), sample.values(runs)) for runs in (5, 9))
    one = run_arms({"a": many}, 9, seed=2)
    same(one, run_arms({"a": many}, 9, seed=2, block=2))
    short = run_arms({"a": few}, 5, seed=2)
    assert short.metrics.equals(one.metrics.iloc[:5])
    assert short.parameters.equals(one.parameters.iloc[:5])
    assert not np.array_equal(one.metrics.iloc[0, 2:], one.metrics.iloc[4, 2:])


def test_an_ensemble_of_points_is_verified_bit_for_bit_and_goes_on(tmp_path: Path) -> None:
    sample = Sample(pd.DataFrame(points(4)), "posterior")
    folder = tmp_path / "ensemble"
    run_arms({"a": Arm(toy(), sample.values(5))}, 5, out=folder)
    longer = run_arms({"a": Arm(toy(), sample.values(9))}, 9, out=folder)
    same(longer, run_arms({"a": Arm(toy(), sample.values(9))}, 9))
    assert verify_ensemble(folder).ok
    assert f"initial.{code()}.{COLUMN}" in longer.parameters
    entry = longer.manifest["arms"]["a"]["parameters"][f"initial.{code()}.{COLUMN}"]
    assert (entry["low"], entry["high"]) == (0.1, 0.9)


def test_other_points_are_other_parts(tmp_path: Path) -> None:
    folder = tmp_path / "ensemble"
    name = f"initial.{code()}.{COLUMN}"
    run_arms({"a": Arm(toy(), {name: 0.2})}, 3, out=folder)
    again = run_arms({"a": Arm(toy(), {name: 0.7})}, 3, out=folder)
    same(again, run_arms({"a": Arm(toy(), {name: 0.7})}, 3))


def test_points_are_crossed_with_runs() -> None:
    table = run_crossed({"a": toy()}, pd.DataFrame(points(2)), 3)
    assert len(table) == 6
    assert "error" not in table


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("initial.XXX.dependence_trade", 0.1, "is no unit"),
        ("initial.{}.dependence_trad", 0.1, "dependence_trade"),
        ("initial.{}", 0.1, "initial.UNIT.COLUMN"),
        ("initial.all.dependence_trade", 0.1, "name a state"),
        ("initial.{}.conflict_status", 0.5, "no whole number"),
        ("initial.{}.dependence_trade", float("nan"), "no finite number"),
        ("initial.{}.formal_sovereignty", 1.0, "never changes"),
    ],
)
def test_what_no_scenario_can_take_is_refused(name: str, value: float, said: str) -> None:
    values = {name.format(code()): value}
    with pytest.raises(PointError, match=said) as found:
        Simulation.prepare(toy(), 0, [0], parameter_values=values)
    assert len(str(found.value).splitlines()) <= 3
    if "whole" not in said:
        with pytest.raises((ArmError, EnsembleError), match=said):
            run_arms({"a": Arm(toy(), values)}, 2)
