"""How many points and replicates: against variances that are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from sovsim.ensemble.arms import Arm
from sovsim.experiment.experiment import Experiment, load_experiment
from sovsim.experiment.need import Need
from sovsim.experiment.power import MOST, Power, pilot_of, power
from sovsim.experiment.run import run_experiment
from sovsim.experiment.stability import reseeded, stability, stands
from sovsim.experiment.verdict import ExperimentVerdict
from tests.experiment.test_experiments_load import GOOD, written


class Noisy:
    """Stands in for the model: a slope along the sampled parameter, and chance in every run."""

    def __init__(self, effect: float, between: float, within: float, seed: int = 0) -> None:
        self.effect, self.between, self.within, self.seed = effect, between, within, seed

    def __call__(self, arms: Mapping[str, Arm], runs: int) -> SimpleNamespace:
        random = np.random.default_rng(self.seed)
        noise = self.within * random.standard_normal(runs)
        frames = []
        for name, arm in arms.items():
            control = np.asarray(arm.parameters["hegemon_policy.control"])  # even, from 4 to 6
            effect = self.effect + self.between * np.sqrt(3.0) * (control - 5.0) + noise
            autonomy = (name == "pressed") * effect
            frames.append(pd.DataFrame({"arm": name, "run": range(runs), "autonomy": autonomy}))
        return SimpleNamespace(metrics=pd.concat(frames), states=pd.DataFrame())


def sized(folder: Path, points: int, replicates: int) -> Experiment:
    text = GOOD.replace(
        "points = 4\nreplicates = 2", f"points = {points}\nreplicates = {replicates}"
    )
    return load_experiment(written(folder, text))


def asked(folder: Path, model: Noisy, points: int = 256) -> Power:
    experiment = sized(folder, points, 2)
    return power(experiment, run_experiment(experiment, runner=model), seconds=0.5)


def test_the_parts_of_the_variance_are_found(tmp_path: Path) -> None:
    need = asked(tmp_path, Noisy(0.0, 0.04, 0.06), 512).needs[0]
    assert need.between == pytest.approx(0.04, rel=0.15)
    assert need.within == pytest.approx(0.06, rel=0.15)


def test_the_design_costs_what_it_says_and_asks_for_more_where_more_is_chance(
    tmp_path: Path,
) -> None:
    calm, wild = (asked(tmp_path, Noisy(0.0, 0.01, within)) for within in (0.01, 0.05))
    for found in (calm, wild):
        design = found.design
        assert design.runs == design.points * design.replicates * 2
        assert design.seconds == design.runs * 0.5
        assert design.points & (design.points - 1) == 0
    assert wild.design.runs > calm.design.runs
    assert (
        "256 points of 2 replicates"
        in " ".join(wild.words()).replace(f"{wild.design.points} points", "", 1)
        or wild.now.points == 256
    )
    assert len(calm.rows()) == 2


def test_what_is_out_of_reach_is_named() -> None:
    need = Need("A", "m", "x / y", 0.001, False, 0.001, 10.0, 0.5, 0.0)
    assert need.for_average(8, 0.05) > MOST
    assert need.for_share(8, 0.95) > MOST


def test_a_pilot_is_small_and_needs_ranges_and_two_runs(tmp_path: Path) -> None:
    experiment = sized(tmp_path, 256, 4)
    assert pilot_of(experiment).runs == 64
    single = sized(tmp_path, 8, 1)
    with pytest.raises(ValueError, match="one run at each point"):
        power(single, run_experiment(single, runner=Noisy(0.0, 1.0, 1.0)))
    text = GOOD.replace('method = "sobol"', 'method = "replicates"')
    text = text[: text.index("[[uncertainty]]")] + text[text.index("[[metric]]") :]
    plain = load_experiment(written(tmp_path, text))

    class Plain(Noisy):
        def __call__(self, arms: Mapping[str, Arm], runs: int) -> SimpleNamespace:
            frames = [
                pd.DataFrame({"arm": name, "run": range(runs), "autonomy": 0.5}) for name in arms
            ]
            return SimpleNamespace(metrics=pd.concat(frames), states=pd.DataFrame())

    with pytest.raises(ValueError, match="samples nothing"):
        power(plain, run_experiment(plain, runner=Plain(0.0, 0.0, 0.0)))


@pytest.mark.slow
def test_the_recommended_design_has_the_power_that_it_promises(tmp_path: Path) -> None:
    """The smallest effect is 0.01: an effect of 0 is the same, one of 0.02 higher."""
    design = asked(tmp_path, Noisy(0.0, 0.01, 0.03)).design
    experiment = sized(tmp_path, design.points, design.replicates)
    told, wide = {"same": 0, "higher": 0}, []
    repeats = 60
    for seed in range(repeats):
        for direction, effect in (("same", 0.0), ("higher", 0.02)):
            model = Noisy(effect, 0.01, 0.03, seed)
            found = run_experiment(experiment, runner=model).verdict.predictions.iloc[1]
            told[direction] += found["direction"] == direction
            wide.append((found["held_high"] - found["held_low"]) / 2.0)
    assert min(told.values()) / repeats >= 0.85
    assert float(np.median(wide)) <= 0.13


def verdict_with(folder: Path, effect: float, seed: int) -> ExperimentVerdict:
    experiment = reseeded(sized(folder, 64, 2), seed)
    model = Noisy(effect, 0.001, 0.001, seed)
    return run_experiment(experiment, seed=experiment.design.seed, runner=model).verdict


def test_other_seeds_draw_other_points_and_what_stands_is_told(tmp_path: Path) -> None:
    experiment = sized(tmp_path, 64, 2)
    other = reseeded(experiment, 1)
    assert not other.sample().points.equals(experiment.sample().points)
    same = [verdict_with(tmp_path, -0.05, seed) for seed in (0, 1, 2)]
    told = stability(same)
    assert told[0] == "With seeds 0, 1, 2, for noise and points: every verdict is the same."
    assert told[1] == "Side A: holds 100%; holds 100%; holds 100%"
    turned = [*same[:2], verdict_with(tmp_path, 0.0, 2)]
    assert "not the same with each: Side A, Side B" in stability(turned)[0]
    leads = [f"A 40%, B 20%: {who}" for who in ("A more often", "A more often", "no difference")]
    led = [
        each.model_copy(update={"at_work": text}) for each, text in zip(same, leads, strict=True)
    ]
    assert stands(led[:2])
    assert not stands(led)
    assert replace(experiment, design=other.design).document.design.seed == 0
