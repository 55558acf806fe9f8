"""Who computes: the options of every command that runs many runs, and what they come to."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from sovsim.cli.interruption import leave_word
from sovsim.documents.text import printable

Workers = Annotated[
    int | None,
    typer.Option(min=1, help="Processes; all processors by default.", show_default=False),
]
Scheduler = Annotated[
    str | None,
    typer.Option(metavar="ADDR", help="Address of a Dask scheduler to use instead."),
]
Engine = Literal["auto", "numpy", "compiled"]
EngineName = Annotated[
    Engine,
    typer.Option(
        "--engine",
        help="numpy, compiled (machine code, extra 'fast'), or what suits the number of runs.",
    ),
]


Force = tuple[int | None, str | None, Engine]
"""Processes, scheduler and engine that a command was given."""


@contextmanager
def hired(
    workers: int | None,
    scheduler: str | None,
    engine: Engine,
    target: Path | None,
) -> Iterator[dict[str, Any]]:
    """Hand out who computes, as arguments; put lost runs and interruptions into words.

    Args:
        workers: processes; None for all processors.
        scheduler: address of a Dask scheduler, used in place of processes.
        engine: by which runs are computed.
        target: folder that keeps what is finished, if any.
    """
    from sovsim.cli.errors import WorkError
    from sovsim.ensemble.dask import ClusterError, dask_executor
    from sovsim.ensemble.faults import Unfinished

    try:
        if scheduler is None:
            yield {"workers": workers or _processors(), "engine": engine}
        else:
            with dask_executor(scheduler) as executor:
                yield {"executor": executor, "engine": engine}
    except (ClusterError, Unfinished) as error:
        raise WorkError(str(error)) from None
    except KeyboardInterrupt:
        leave_word(_kept(target))
        raise


def _kept(target: Path | None) -> str:
    if target is None:
        return "nothing was written; the same command starts anew"
    where = printable(str(target))
    return f"the same command goes on where it stopped;\n{where} holds what is finished"


def _processors() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1
