"""Arms crossed with points of the parameter space, every cell on the same runs.

Run *k* draws the same noise in every arm and at every point, so cells differ by what the design
changes and by nothing else. Many points share a block, which keeps small designs fast.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import rfc8785

from sovsim import given
from sovsim.disk.errors import explained
from sovsim.disk.fingerprint import fingerprint
from sovsim.disk.lock import sole_writer
from sovsim.disk.parquet import KEY, decode, encode, encode_frame
from sovsim.disk.put import clear_unfinished, make_folder, put, put_json
from sovsim.ensemble.arms import ArmError
from sovsim.ensemble.batch import Progress
from sovsim.ensemble.executor import compute
from sovsim.ensemble.manifest import EnsembleError
from sovsim.ensemble.worker import BlockResult, Task
from sovsim.parameters import find
from sovsim.scenario import Scenario

BLOCK = 128
"""Cells that are computed and stored together."""

STUDY = "study.json"
PARTS = "runs"
KEYS = ("arm", "point", "run")


def run_crossed(
    arms: Mapping[str, Scenario],
    points: pd.DataFrame,
    runs: int,
    seed: int = 0,
    workers: int = 1,
    executor: Executor | None = None,
    out: str | Path | None = None,
    *,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Run every arm at every point on the same runs; return ``arm, point, run`` and the metrics.

    Args:
        arms: name -> scenario.
        points: a row per point, a column per parameter; its values go before the scenario's own.
        runs: runs of each cell, numbered from 0.
        seed: of the noise; 0 is a seed like any other.
        workers: processes.
        executor: any executor, used in place of processes of our own.
        out: folder in which finished blocks are kept; what it holds is not done again.
        progress: told after every block how many cells are done, and of how many.

    Raises:
        ArmError: there is nothing to run.
        UnknownParameter: a column of the points is no parameter.
        EnsembleError: the folder holds another study.
        FolderInUse: another process is writing to the folder.
        WriteError: the folder cannot be written.
    """
    given.executor(executor, ArmError)
    given.function("progress", progress)
    given.instance("points", points, pd.DataFrame)
    given.instance("arms", arms, Mapping)
    for scenario in arms.values():
        given.instance("a scenario of the arms", scenario, Scenario, "load_scenario gives one")
    runs = given.whole("runs", runs, 0, error=ArmError)
    seed, workers = given.seed(seed), given.whole("workers", workers, 1, error=ArmError)
    for name in points.columns:
        find(str(name))
    if not arms or not len(points) or runs < 1:
        raise ArmError("a crossed design needs an arm, a point and a run")
    if not np.isfinite(points.to_numpy(np.float64)).all():
        raise ArmError("a point holds a value that is no finite number")
    blocks = list(_blocks(arms, points.reset_index(drop=True), runs, seed))
    place = None if out is None else given.path("out", out)
    opened = nullcontext() if place is None else _opened(place, arms, points, runs, seed)
    with opened as folder:
        found = _completed(folder, blocks, workers, executor, progress)
    whole = pa.concat_tables([found[block.name] for block in blocks]).combine_chunks()
    frame: pd.DataFrame = whole.to_pandas()
    return frame


def _completed(
    folder: Path | None,
    blocks: Sequence[_Block],
    workers: int,
    executor: Executor | None,
    progress: Progress | None,
) -> dict[str, pa.Table]:
    """Return the table of every block by its name; what the folder lacks is computed."""
    found: dict[str, pa.Table] = {}
    for block in blocks:
        if (table := _held(folder, block)) is not None:
            found[block.name] = table
    left = {block.name: block for block in blocks if block.name not in found}
    total, done = sum(len(block.run) for block in left.values()), 0
    expected = None if executor is None else fingerprint()
    tasks = (block.task(expected) for block in left.values())
    with closing(compute(tasks, workers, executor)) as results:
        for result in results:
            block = left[result.arm]
            found[block.name] = _kept(folder, block, _table(block, result))
            done += len(result.runs)
            if progress is not None:
                progress(done, total)
    return found


@dataclass(frozen=True)
class _Block:
    """Some cells of an arm."""

    name: str
    arm: str
    scenario: Scenario
    seed: int
    point: Sequence[int]
    run: Sequence[int]
    values: Mapping[str, Any]

    def task(self, expected: Mapping[str, str] | None) -> Task:
        """Return the work to be done."""
        return Task(self.name, self.scenario, self.seed, self.run, dict(self.values), (), expected)


def _blocks(
    arms: Mapping[str, Scenario], points: pd.DataFrame, runs: int, seed: int
) -> Iterator[_Block]:
    cells = len(points) * runs
    for arm, scenario in arms.items():
        for first in range(0, cells, BLOCK):
            cell = np.arange(first, min(first + BLOCK, cells))
            point, run = cell // runs, cell % runs
            values = {
                str(name): points[name].to_numpy(np.float64)[point] for name in points.columns
            }
            name = f"{arm}-{first:08d}"
            yield _Block(name, arm, scenario, seed, point.tolist(), run.tolist(), values)


def _table(block: _Block, result: BlockResult) -> pa.Table:
    columns = {name: pa.array(values) for name, values in result.metrics.items()}
    head = {
        "arm": pa.array([block.arm] * len(block.run)),
        "point": pa.array(block.point, pa.int64()),
        "run": pa.array(block.run, pa.int64()),
    }
    return pa.table({**head, **columns})


@contextmanager
def _opened(
    folder: Path, arms: Mapping[str, Scenario], points: pd.DataFrame, runs: int, seed: int
) -> Iterator[Path]:
    """Make the folder ready and hold it; refuse it where it is in use or holds another study."""
    study = {
        "kind": "crossed",
        "seed": seed,
        "runs": runs,
        "arms": {name: scenario.spec_hash for name, scenario in arms.items()},
        "parameters": [str(name) for name in points.columns],
        "points": hashlib.sha256(
            np.ascontiguousarray(points.to_numpy(np.float64), dtype="<f8").tobytes()
        ).hexdigest(),
        "fingerprint": fingerprint(),
    }
    make_folder(folder / PARTS)
    with sole_writer(folder):
        with explained(folder):
            _begin(folder, study, points)
        yield folder


def _begin(folder: Path, study: Mapping[str, Any], points: pd.DataFrame) -> None:
    """Write what the parts belong to, or check it where it is written; clear what a kill left."""
    file = folder / STUDY
    if file.exists():
        _check_same(folder, study, file.read_text(encoding="utf-8"))
    else:
        table = points.reset_index(drop=True).rename_axis("point").reset_index()
        put(folder / "points.parquet", encode_frame(table))
        put_json(file, study)
    for place in (folder, folder / PARTS):
        clear_unfinished(place)


def _check_same(folder: Path, study: Mapping[str, Any], text: str) -> None:
    try:
        before = json.loads(text)
        other = [key for key, value in study.items() if before.get(key) != value]
    except (ValueError, AttributeError):
        other = ["no readable study"]
    if other:
        raise EnsembleError(
            f"{folder}: holds another study ({', '.join(other)} differ)\n  choose another folder"
        )


def _address(block: _Block) -> str:
    content: dict[str, Any] = {
        "spec": block.scenario.spec_hash,
        "seed": str(block.seed),
        "point": list(block.point),
        "run": list(block.run),
        "values": {
            name: hashlib.sha256(np.ascontiguousarray(value, "<f8").tobytes()).hexdigest()
            for name, value in block.values.items()
        },
        **fingerprint(),
    }
    return hashlib.sha256(rfc8785.dumps(content)).hexdigest()


def _path(folder: Path, block: _Block) -> Path:
    return folder / PARTS / f"{block.name}.parquet"


def _held(folder: Path | None, block: _Block) -> pa.Table | None:
    """Return a finished block; damaged ones count as unfinished."""
    if folder is None or not _path(folder, block).exists():
        return None
    try:
        table = decode(_path(folder, block))
        told = json.loads((table.schema.metadata or {})[KEY])
        return table.replace_schema_metadata(None) if told == _address(block) else None
    except (OSError, KeyError, ValueError, pa.ArrowException):
        return None


def _kept(folder: Path | None, block: _Block, table: pa.Table) -> pa.Table:
    if folder is not None:
        told = table.replace_schema_metadata({KEY: json.dumps(_address(block))})
        put(_path(folder, block), encode(told))
    return table
