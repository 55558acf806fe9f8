"""A Dask cluster as an executor; needs the extra ``cluster``."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Any


class ClusterError(RuntimeError):
    """A cluster that cannot be used."""


@contextmanager
def dask_executor(address: str, patience: float = 10.0) -> Iterator[Executor]:
    """Connect to a Dask scheduler and hand out its executor.

    Args:
        address: such as ``tcp://10.0.0.1:8786``.
        patience: seconds to wait for the scheduler.

    Raises:
        ClusterError: Dask is not installed, nobody answers, or there is no worker.
    """
    try:
        import distributed
    except ImportError:
        raise ClusterError("a scheduler needs Dask: pip install 'sovsim[cluster]'") from None
    try:
        connect: Any = distributed.Client
        client = connect(address, timeout=patience, set_as_default=False)
    except (OSError, ValueError) as error:
        why = " ".join(str(error).split())[:160]
        raise ClusterError(f"no scheduler answers at {address}\n  {why}") from None
    try:
        threads = sum(client.nthreads().values())
        if threads == 0:
            raise ClusterError(f"the scheduler at {address} has no worker")
        executor: Any = client.get_executor(pure=False)
        executor._max_workers = threads
        yield executor
    finally:
        client.close()
