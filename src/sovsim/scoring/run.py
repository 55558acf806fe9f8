"""Arms run and scored in one go: the function to call from Python.

>>> from sovsim.observed.folder import read_folder
>>> from sovsim.scenario import load_scenario
>>> from sovsim.scoring.arms import arms
>>> from sovsim.scoring.run import score_arms
>>> chosen = arms(["plain:", "bound: mechanisms.autonomy.relaxation=west_binds"],
...               load_scenario("baseline-1992-2026"))          # doctest: +SKIP
>>> found = score_arms(chosen, read_folder("observed"))         # doctest: +SKIP
>>> found.pair("plain", "bound")["ratio"]                       # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass, field, replace

from sovsim.backtest.methods import VARIANTS
from sovsim.observed.folder import Observed
from sovsim.scoring.arms import Arm, ScoreError, checked
from sovsim.scoring.predictions import CUTS, Predictions, Progress, predicted
from sovsim.scoring.score import Score, score

Kept = MutableMapping[tuple[str, int], Predictions]
"""Hash of a scenario and seed -> what was predicted; arms of several scores may share it."""


@dataclass(frozen=True)
class Asked:
    """How arms are backtested: the same for all.

    Attributes:
        cuts: last years known; empty for `until` alone.
        until: know nothing later.
        runs, seed: of the ensemble at each cut.
        variant: of the prediction that is scored.
        twice: run the arms with the next seed, too, to see what chance does.
        passed_on: leave out series of which derived figures may not be passed on.
    """

    cuts: tuple[int, ...] = CUTS
    until: int | None = None
    runs: int = 200
    seed: int = 0
    variant: str = "b"
    twice: bool = True
    passed_on: bool = False


_DEFAULT = Asked()


def score_arms(
    arms: Sequence[Arm],
    observed: Observed,
    asked: Asked = _DEFAULT,
    kept: Kept | None = None,
    progress: Progress | None = None,
) -> Score:
    """Backtest arms on the same cuts and noise and hold them against each other.

    Args:
        arms: two or more (`sovsim.scoring.arms`).
        observed: the data (`sovsim.observed.folder.read_folder`).
        asked: cuts, runs, seed, variant.
        kept: predictions that are at hand; what is made is added. All of one folder and one
            `asked`.
        progress: told after every cut of every arm.

    Raises:
        ScoreError: the arms cannot be compared.
        BacktestError: a cut leaves nothing to know or to score.
    """
    chosen = checked(arms)
    found = {} if kept is None else kept
    seeds = [asked.seed, asked.seed + 1] if asked.twice else [asked.seed]
    work = _Work(len(chosen) * len(seeds), progress)
    made = [[_one(arm, observed, asked, seed, found, work) for arm in chosen] for seed in seeds]
    again = made[1] if asked.twice else ()
    return score(made[0], asked.variant, asked.seed, passed_on=asked.passed_on, again=again)


@dataclass
class _Work:
    """How much of all arms is done."""

    arms: int
    progress: Progress | None
    done: int = field(default=0)

    def __call__(self, done: int, total: int) -> None:
        if self.progress is not None:
            self.progress(self.done * total + done, self.arms * total)


def _one(
    arm: Arm, observed: Observed, asked: Asked, seed: int, kept: Kept, work: _Work
) -> Predictions:
    key = (arm.scenario.spec_hash, seed)
    if key not in kept:
        if asked.variant not in VARIANTS:
            raise ScoreError(f"variant '{asked.variant}': there are {', '.join(VARIANTS)}")
        how = (asked.cuts, asked.until, asked.runs, seed)
        kept[key] = predicted(arm, observed, *how, work, [asked.variant])
    work.done += 1
    return replace(kept[key], name=arm.name)
