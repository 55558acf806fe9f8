"""``sovsim batch``: many runs of a scenario; the same command goes on where it was stopped."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sovsim.cli.options import AsJson, ScenarioName, Seed, Settings

if TYPE_CHECKING:
    from sovsim.experiment import Results
    from sovsim.scenario import Scenario

Workers = Annotated[
    int | None,
    typer.Option(min=1, help="Processes; all processors by default.", show_default=False),
]
Scheduler = Annotated[
    str | None,
    typer.Option(metavar="ADDR", help="Address of a Dask scheduler to use instead."),
]


def command(
    scenario: ScenarioName,
    runs: Annotated[int, typer.Option(min=1, help="How many runs.")] = 256,
    workers: Workers = None,
    scheduler: Scheduler = None,
    seed: Seed = 0,
    settings: Settings = None,
    trajectories: Annotated[
        bool, typer.Option("--trajectories", help="Keep every quarter of every run.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(help="Folder to write; ensembles/SCENARIO-seedSEED by default."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Run a scenario many times; runs that the folder holds already are not done again."""
    from sovsim.cli.output import print_json
    from sovsim.cli.progress import Bar
    from sovsim.experiment import run_ensemble
    from sovsim.scenario import load_scenario

    chosen = tuple(settings or ())
    loaded = load_scenario(scenario).with_settings(chosen)
    name = f"{loaded.name}-seed{seed}" + (f"-{loaded.spec_hash[:8]}" if chosen else "")
    target = out or Path("ensembles") / name
    with Bar(loaded.name) as bar, hired(workers, scheduler, target) as force:
        results = run_ensemble(
            loaded, runs, seed, trajectories=trajectories, out=target, progress=bar, **force
        )
    summary = summarised(results)
    if as_json:
        print_json(
            {
                "folder": str(target),
                "scenario": loaded.name,
                "seed": seed,
                "runs": runs,
                "failed": len(results.errors),
                "metrics": summary,
            }
        )
    else:
        _show(loaded, results, summary)


@contextmanager
def hired(workers: int | None, scheduler: str | None, target: Path) -> Iterator[dict[str, Any]]:
    """Hand out who computes, as arguments; put lost workers and interruptions into words.

    Args:
        workers: processes; None for all processors.
        scheduler: address of a Dask scheduler, used in place of processes.
        target: folder that is written to.
    """
    from sovsim.cli.errors import WorkError
    from sovsim.experiment.dask import ClusterError, dask_executor
    from sovsim.experiment.executor import WorkersLost

    try:
        if scheduler is None:
            yield {"workers": workers or _processors()}
        else:
            with dask_executor(scheduler) as executor:
                yield {"executor": executor}
    except (ClusterError, WorkersLost) as error:
        raise WorkError(str(error)) from None
    except KeyboardInterrupt:
        print(f"the same command goes on where it stopped; {target} holds", file=sys.stderr)
        print("what is finished, and opens as it is", file=sys.stderr)
        raise


def _processors() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def summarised(results: Results) -> dict[str, dict[str, Any]]:
    """Return mean, spread and quantiles over the runs of every metric."""
    from sovsim.metrics import METRICS

    summary: dict[str, dict[str, Any]] = {}
    for name, metric in METRICS.items():
        values = results.metrics[name].dropna()
        found = [values.mean(), values.std(), *values.quantile([0.1, 0.5, 0.9])]
        keys = ("mean", "sd", "q10", "median", "q90")
        summary[name] = {
            **{
                key: None if isnan(value) else float(value)
                for key, value in zip(keys, found, strict=True)
            },
            "runs": len(values),
            "unit": metric.unit,
        }
    return summary


def _show(scenario: Scenario, results: Results, summary: dict[str, dict[str, Any]]) -> None:
    from sovsim.cli.output import heading, paragraph, print_table
    from sovsim.record.summary import HEADLINE_METRICS

    heading(scenario.title)
    paragraph(" ".join(scenario.question.split()))
    print(f"{scenario.start} to {scenario.end}, seed {results.seed}, {results.runs} runs\n")
    rows = [{"metric": name, **summary[name]} for name in HEADLINE_METRICS if name in summary]
    columns = {
        "metric": "metric",
        "mean": "mean",
        "sd": "sd",
        "q10": "10 %",
        "median": "50 %",
        "q90": "90 %",
        "unit": "unit",
    }
    print_table(rows, columns, "Outcomes over the runs")
    failed = results.errors
    if len(failed):
        print(f"\n{len(failed)} runs failed and are left out; the first: {failed['error'].iloc[0]}")
    print(f"\nEvery run and metric is in {results.folder / 'metrics'}.")
