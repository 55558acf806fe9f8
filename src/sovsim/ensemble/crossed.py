"""Arms crossed with points of a sample, every cell on the same runs.

Run *k* draws the same noise in every arm and at every point, so cells differ by what the design
changes and by nothing else. Many points share a block, which keeps small designs fast. A crossed
design is a batch like any other, whose cells are a point and a run of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Executor
from pathlib import Path

import numpy as np
import pandas as pd

from sovsim import given
from sovsim.ensemble.arms import Arm, ArmError
from sovsim.ensemble.batch import Batch, Engine, Force, Progress
from sovsim.ensemble.cells import Cells
from sovsim.ensemble.run import run_batch
from sovsim.points import check_name
from sovsim.scenario import Scenario


def run_crossed(
    arms: Mapping[str, Scenario],
    points: pd.DataFrame,
    runs: int,
    seed: int = 0,
    workers: int = 1,
    executor: Executor | None = None,
    out: str | Path | None = None,
    engine: Engine = "auto",
    *,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Run every arm at every point on the same runs; return ``arm, point, run`` and the metrics.

    Where the model failed in some cell there is a column ``error`` with the reason.

    Args:
        arms: name -> scenario.
        points: a row per point, a column per parameter or start value (`sovsim.points`); its values
            go before the scenario's own.
        runs: runs of each cell, numbered from 0.
        seed: of the noise; 0 is a seed like any other.
        workers: processes.
        executor: any executor, used in place of processes of our own.
        out: folder in which finished blocks are kept; what it holds is not done again.
        engine: as for `sovsim.ensemble.run.run_ensemble`.
        progress: told after every block how many cells are done, and of how many.

    Raises:
        ArmError: there is nothing to run.
        UnknownParameter, PointError: a column of the points is neither parameter nor start value.
        EnsembleError: the folder holds another study.
        FolderInUse: another process is writing to the folder.
        WriteError: the folder cannot be written.
        EngineMissing, RunsMissing, WorkersLost: as for `sovsim.ensemble.run.run_ensemble`.
    """
    given.instance("points", points, pd.DataFrame)
    given.instance("arms", arms, Mapping)
    for scenario in arms.values():
        given.instance("a scenario of the arms", scenario, Scenario, "load_scenario gives one")
    runs, seed = given.whole("runs", runs, 0, error=ArmError), given.seed(seed)
    for scenario in arms.values():
        for name in points.columns:
            check_name(str(name), scenario.region)
    if not arms or not len(points) or runs < 1:
        raise ArmError("a crossed design needs an arm, a point and a run")
    if not np.isfinite(points.to_numpy(np.float64)).all():
        raise ArmError("a point holds a value that is no finite number")
    values = {
        str(name): np.repeat(points[name].to_numpy(np.float64), runs) for name in points.columns
    }
    crossed = {name: Arm(scenario, values) for name, scenario in arms.items()}
    batch = Batch(crossed, Cells(runs, len(points)), seed, (), single=False)
    return run_batch(batch, Force.of(workers, executor, engine=engine), out, progress).metrics
