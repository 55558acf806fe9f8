"""Runs a sample of a recorded ensemble again and compares it bit for bit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from sovsim import given
from sovsim.arrays import FloatArray
from sovsim.disk.fingerprint import differences, fingerprint, processor
from sovsim.ensemble.results import Results
from sovsim.ensemble.store import METRICS, STATES
from sovsim.ensemble.tables import ARM, RUN, part_tables
from sovsim.ensemble.worker import Task, run_block
from sovsim.record.verify import Check, Verification

SAMPLE = 8
"""Runs of each arm that are done again."""

_MOST_ARMS = 16


def verify_ensemble(folder: str | Path, sample: int = SAMPLE) -> Verification:
    """Run a sample of an ensemble again and compare it bit for bit.

    The first and the last run are among the sample; the others are drawn anew each time.

    Args:
        sample: runs of each arm; of at most 16 arms.

    Raises:
        EnsembleError: there is no ensemble, or it is damaged.
    """
    sample = given.whole("sample", sample, 1)
    results = Results.open(folder)
    metrics, states, parameters = _tables(results)
    random = np.random.default_rng()
    known = [arm for arm in results.arms if (metrics[ARM] == arm).any()]
    arms = known if len(known) <= _MOST_ARMS else list(random.choice(known, _MOST_ARMS, False))
    checks = []
    for arm in arms:
        runs = _sample(metrics.loc[metrics[ARM] == arm, RUN].to_numpy(), sample, random)
        values = {
            name: _of(parameters, arm, runs)[name].to_numpy(np.float64)
            for name in results.manifest["arms"][arm]["parameters"]
        }
        again = _again(results, arm, runs, values)
        for kind, recorded in ((METRICS, metrics), (STATES, states)):
            found = again[kind].to_pandas()
            same, detail = _compared(_of(recorded, arm, runs), found)
            checks.append(Check(f"{kind} of {arm}", len(found), same, detail))
    return Verification(str(folder), (), tuple(_mismatches(results)), tuple(checks))


def _tables(results: Results) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return the tables, with a column ``arm`` in any case."""
    tables = results.metrics, results.states, results.parameters
    metrics, states, parameters = (
        table if ARM in table else table.assign(**{ARM: results.arms[0]}) for table in tables
    )
    return metrics, states, parameters


def _sample(
    runs: np.ndarray[tuple[int], np.dtype[np.int64]], size: int, random: np.random.Generator
) -> list[int]:
    ends = {int(runs[0]), int(runs[-1])}
    drawn = random.permutation(runs)
    chosen = [*ends, *(int(run) for run in drawn if int(run) not in ends)]
    return sorted(chosen[: max(size, 1)])


def _of(table: pd.DataFrame, arm: str, runs: Sequence[int]) -> pd.DataFrame:
    return table[(table[ARM] == arm) & table[RUN].isin(runs)].reset_index(drop=True)


def _again(
    results: Results, arm: str, runs: list[int], values: dict[str, FloatArray]
) -> dict[str, pa.Table]:
    scenario = results.scenario(arm)
    done = run_block(Task(arm, scenario, results.seed, runs, values))
    return part_tables(arm, scenario.region.codes, [done], {})


def _compared(recorded: pd.DataFrame, again: pd.DataFrame) -> tuple[bool, str]:
    if len(recorded) != len(again):
        return False, f"{len(recorded)} rows recorded, {len(again)} repeated"
    for name in again.columns:
        if name not in recorded:
            if again[name].isna().all():
                continue
            return False, f"{name} is not recorded"
        one, other = recorded[name], again[name]
        unequal = ~((one == other) | (one.isna() & other.isna()))
        if unequal.any():
            row = int(np.argmax(unequal.to_numpy()))
            run = recorded[RUN].iloc[row]
            return False, f"run {run}: {name} was {one.iloc[row]!r}, is now {other.iloc[row]!r}"
    return True, ""


def _mismatches(results: Results) -> list[str]:
    found = differences(results.manifest["fingerprint"], fingerprint())
    if results.manifest.get("processor") != processor():
        found.append("made on a processor of another kind; the last bits may differ")
    if not results.complete:
        whole = len(results.arms) * results.runs
        found.append(f"not complete: {results.done} of {whole} runs")
    return found
