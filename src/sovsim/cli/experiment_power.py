"""``sovsim experiment --power``: how many points and replicates an experiment needs."""

from __future__ import annotations

import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sovsim.cli.errors import InputError
from sovsim.cli.hands import Force, hired
from sovsim.cli.output import paragraph, print_json, print_table
from sovsim.cli.progress import Bar

if TYPE_CHECKING:
    from sovsim.experiment.experiment import Experiment
    from sovsim.experiment.power import Power

_TIMED = 8
"""Runs of each arm that are timed."""


def show_power(
    experiments: list[Experiment],
    runs: int | None,
    seed: int | None,
    out: Path | None,
    force: Force,
    *,
    everything: bool,
    as_json: bool,
) -> None:
    """Print what the predictions of experiments ask for.

    Args:
        runs: of the pilot; 32 points twice by default, or what the folder holds.
        out: folder of the experiment, or of all; its runs are the pilot.
    """
    found = []
    for experiment in experiments:
        folder = None if out is None else out / experiment.name if everything else out
        found.append(_of(experiment, runs, seed, folder, force))
    if as_json:
        told = [asdict(one) for one in found]
        print_json(told if everything else told[0])
        return
    for one in found:
        rows = one.rows()
        print_table(rows, {key: key for key in rows[0]}, one.name)
        for text in one.words():
            paragraph(text)
        print()


def _of(
    experiment: Experiment,
    runs: int | None,
    seed: int | None,
    folder: Path | None,
    force: Force,
) -> Power:
    from sovsim.experiment.power import pilot_of, power
    from sovsim.experiment.run import run_experiment

    with Bar(f"{experiment.name}: pilot") as bar, hired(*force, folder) as hands:
        begun = time.perf_counter()
        chosen: Any = pilot_of(experiment) if folder is None else experiment
        pilot = run_experiment(chosen, runs, seed, out=folder, progress=bar, **hands)
        taken = time.perf_counter() - begun
        count = pilot.verdict.runs
        if folder is not None:  # its runs may have been there
            begun = time.perf_counter()
            run_experiment(experiment, _TIMED, seed, **hands)
            taken, count = time.perf_counter() - begun, _TIMED
    try:
        return power(experiment, pilot, taken / (count * len(experiment.arms)))
    except ValueError as error:
        raise InputError(str(error)) from None
