"""A Dask cluster of several processes, one of which is killed in the middle."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from sovsim.ensemble import dask_executor, load_results, run_ensemble
from sovsim.ensemble.dask import ClusterError
from tests.ensemble.ensembles import LONG, SHORT, same, start, toy

pytestmark = pytest.mark.slow
distributed = pytest.importorskip("distributed")


def test_a_killed_worker_costs_nothing_but_time() -> None:
    with (
        distributed.LocalCluster(
            n_workers=3, threads_per_worker=1, processes=True, dashboard_address=None
        ) as cluster,
        distributed.Client(cluster) as client,
        dask_executor(cluster.scheduler_address) as executor,
    ):
        processes = list(client.run(os.getpid).values())
        killed: list[int] = []

        def progress(done: int, total: int) -> None:
            if not killed and done < total:
                killed.append(processes[0])
                os.kill(processes[0], signal.SIGKILL)

        results = run_ensemble(toy(), 600, executor=executor, block=20, progress=progress)
    assert killed
    same(results, run_ensemble(toy(), 600))


def test_the_command_line_uses_a_scheduler(tmp_path: Path) -> None:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        arguments = ["toy-two-states", "--set", SHORT, "--runs", "50", "--json"]
        out, error = start(
            "batch",
            *arguments,
            "--scheduler",
            cluster.scheduler_address,
            "--out",
            str(tmp_path / "e"),
        ).communicate(timeout=LONG)
    assert '"runs": 50' in out, error
    same(load_results(tmp_path / "e"), run_ensemble(toy(), 50))


def test_a_scheduler_that_is_not_there_is_an_error() -> None:
    with (
        pytest.raises(ClusterError, match="no scheduler answers"),
        dask_executor("tcp://127.0.0.1:9", patience=0.5),
    ):
        pass
