"""Planted effects in both directions, nulls and noise get the word that is true, and how often.

The true difference is planted point by point, chance is added run by run, and the verdict goes
through everything that a real one does. A contest of two directions: side A predicts lower, side B
higher; 0.01 is the smallest effect that matters.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sovsim.experiment.experiment import Experiment, load_experiment
from sovsim.experiment.run import run_experiment
from sovsim.experiment.verdict import ExperimentVerdict
from sovsim.experiment.words import Verdict
from tests.experiment.test_experiments_load import GOOD, written
from tests.experiment.test_power import Noisy

TURNED = {"A": "B", "B": "A"}


def contest(
    folder: Path, points: int = 64, replicates: int = 2, *, turned: bool = False
) -> Experiment:
    text = GOOD.replace(
        "points = 4\nreplicates = 2", f"points = {points}\nreplicates = {replicates}"
    )
    text = text.replace('direction = "same"', 'direction = "higher"')
    if turned:
        text = re.sub(r'(experiment\.|side = ")([AB])', lambda m: m[1] + TURNED[m[2]], text)
    return load_experiment(written(folder, text))


def words(experiment: Experiment, model: Noisy) -> list[Verdict]:
    return [side.verdict for side in run_experiment(experiment, runner=model).verdict.sides]


PLANTED: dict[str, tuple[tuple[float, float, float], tuple[Verdict, Verdict]]] = {
    "lower throughout": ((-0.05, 0.01, 0.02), ("holds", "fails")),
    "higher throughout": ((0.05, 0.01, 0.02), ("fails", "holds")),
    "nothing, little noise": ((0.0, 0.001, 0.01), ("fails", "fails")),
    "nothing, noise at every point": ((0.0, 0.0, 0.02), ("fails", "fails")),
    "higher and lower by a parameter": ((0.0, 0.06, 0.01), ("depends", "depends")),
    "higher in four fifths": ((0.06, 0.05, 0.01), ("fails", "holds")),
}
"""What is planted: effect, its sd between points, sd of a run -> the words for A and B."""


@pytest.mark.parametrize("what", PLANTED)
def test_what_is_planted_is_told(what: str, tmp_path: Path) -> None:
    planted, right = PLANTED[what]
    assert tuple(words(contest(tmp_path), Noisy(*planted, seed=5))) == right


@pytest.mark.slow
@pytest.mark.parametrize("what", PLANTED)
def test_a_wrong_word_is_as_rare_as_the_level(what: str, tmp_path: Path) -> None:
    """Open is no wrong word; it says that more runs are needed, and is counted apart."""
    planted, right = PLANTED[what]
    experiment, repeats = contest(tmp_path), 60
    wrong = open_ = 0
    for seed in range(repeats):
        for found, true in zip(words(experiment, Noisy(*planted, seed=seed)), right, strict=True):
            open_ += found == "open"
            wrong += found not in (true, "open")
    assert wrong / (2 * repeats) <= 0.05, (wrong, open_)
    assert open_ / (2 * repeats) <= 0.10, (wrong, open_)


@pytest.mark.slow
def test_where_noise_is_too_large_the_word_is_open_and_never_the_contrary(tmp_path: Path) -> None:
    experiment, repeats = contest(tmp_path), 60
    for effect, contrary in ((0.0, "holds"), (-0.03, "")):
        found = [words(experiment, Noisy(effect, 0.0, 0.25, seed)) for seed in range(repeats)]
        flat = [word for pair in found for word in pair]
        assert flat.count("open") / len(flat) >= 0.6
        if contrary:
            assert flat.count("holds") / len(flat) <= 0.05
        else:  # B says the contrary of what is planted
            assert [pair[1] for pair in found].count("holds") / repeats <= 0.05


@pytest.mark.parametrize("planted", [(-0.05, 0.01, 0.02), (0.0, 0.06, 0.01), (0.0, 0.0, 0.3)])
def test_sides_that_change_names_change_verdicts(
    planted: tuple[float, float, float], tmp_path: Path
) -> None:
    def told(*, turned: bool) -> ExperimentVerdict:
        experiment = contest(tmp_path, turned=turned)
        return run_experiment(experiment, runner=Noisy(*planted, seed=3)).verdict

    plain, turned = told(turned=False), told(turned=True)
    for one, other in zip(plain.sides, reversed(turned.sides), strict=True):
        assert (one.statement, one.verdict, one.because) == (
            other.statement, other.verdict, other.because,
        )  # fmt: skip
        assert (one.told, one.space, one.depends_on) == (other.told, other.space, other.depends_on)
    exchanged = re.sub(r"\b[AB]\b", lambda match: TURNED[match[0]], plain.words)
    assert turned.words == exchanged
