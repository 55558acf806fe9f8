"""``sovsim batch``: many runs of a scenario, or of all arms of an experiment.

The same command goes on where it was stopped.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sovsim.cli.errors import InputError
from sovsim.cli.hands import Scheduler, Workers, hired
from sovsim.cli.kinds import is_experiment
from sovsim.cli.options import AsJson, Settings, to_place
from sovsim.cli.output import say

if TYPE_CHECKING:
    from sovsim.ensemble import Results
    from sovsim.scenario import Scenario


def command(
    name: Annotated[
        str,
        typer.Argument(
            metavar="SCENARIO-or-EXPERIMENT",
            help="Name of a shipped one, or a file.",
            show_default=False,
        ),
    ],
    runs: Annotated[
        int | None,
        typer.Option(
            min=1,
            help="How many runs, of each arm; 256, or those of the experiment's design.",
            show_default=False,
        ),
    ] = None,
    workers: Workers = None,
    scheduler: Scheduler = None,
    seed: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=2**53 - 1,
            help="Seed of the noise; 0, or that of the experiment's design.",
            show_default=False,
        ),
    ] = None,
    settings: Settings = None,
    trajectories: Annotated[
        bool, typer.Option("--trajectories", help="Keep every quarter of every run.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            parser=to_place,
            metavar="DIR",
            help="Folder to write; ensembles/NAME-seedSEED by default.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Run a scenario, or every arm of an experiment; runs that the folder holds are not redone."""
    if is_experiment(name):
        if settings:
            raise InputError("--set belongs to scenarios; an experiment's arms are in its file")
        _experiment(name, runs, seed, (workers, scheduler), trajectories, out, as_json)
    else:
        chosen = tuple(settings or ())
        runs, seed = runs or 256, seed or 0
        _scenario(name, runs, seed, (workers, scheduler), chosen, trajectories, out, as_json)


def _scenario(
    scenario: str,
    runs: int,
    seed: int,
    force: tuple[int | None, str | None],
    settings: tuple[str, ...],
    trajectories: bool,
    out: Path | None,
    as_json: bool,
) -> None:
    from sovsim.cli.output import print_json
    from sovsim.cli.progress import Bar
    from sovsim.ensemble import run_ensemble
    from sovsim.ensemble.summary import summarised
    from sovsim.scenario import load_scenario

    loaded = load_scenario(scenario).with_settings(settings)
    name = f"{loaded.name}-seed{seed}" + (f"-{loaded.spec_hash[:8]}" if settings else "")
    target = out or Path("ensembles") / name
    with Bar(loaded.name) as bar, hired(*force, target) as hands:
        results = run_ensemble(
            loaded, runs, seed, trajectories=trajectories, out=target, progress=bar, **hands
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


def _experiment(
    name: str,
    runs: int | None,
    seed: int | None,
    force: tuple[int | None, str | None],
    trajectories: bool,
    out: Path | None,
    as_json: bool,
) -> None:
    """Run the arms into the folder in which ``sovsim experiment`` looks for them."""
    from sovsim.cli.output import heading, paragraph, print_json, print_table
    from sovsim.cli.progress import Bar
    from sovsim.disk.plain import plain
    from sovsim.experiment.experiment import load_experiment
    from sovsim.experiment.folder import RUNS
    from sovsim.experiment.run import simulate_experiment

    experiment = load_experiment(name)
    chosen = experiment.design.seed if seed is None else seed
    target = out or Path("ensembles") / f"{experiment.name}-seed{chosen}"
    with Bar(experiment.name) as bar, hired(*force, target) as hands:
        done = simulate_experiment(
            experiment,
            runs,
            chosen,
            out=target,
            trajectories=trajectories,
            progress=bar,
            **hands,
        )
    means = plain(done.means().to_dict("records"))
    if as_json:
        print_json(
            {
                "folder": str(target),
                "experiment": experiment.name,
                "seed": chosen,
                "runs": done.runs,
                "failed": len(done.results.errors),
                "means": means,
            }
        )
        return
    heading(f"{experiment.name} {experiment.head.title}")
    paragraph(experiment.head.question)
    print(f"{len(experiment.arms)} arms, seed {chosen}, {done.runs} runs of each\n")
    columns = {key: key for key in ("arm", *experiment.metrics)}
    print_table(means, columns, "Means over the runs")
    _failures(done.results)
    say(f"\nEvery run and metric is in {target / RUNS / 'metrics'};")
    more = "" if runs is None else f" --runs {runs}"
    more += "" if seed is None else f" --seed {seed}"
    say(f"`sovsim experiment {name} --out {target}{more}` judges them.")


def _show(scenario: Scenario, results: Results, summary: dict[str, dict[str, Any]]) -> None:
    from sovsim.cli.output import heading, paragraph, print_table
    from sovsim.metrics import HEADLINE

    heading(scenario.title)
    paragraph(" ".join(scenario.question.split()))
    print(f"{scenario.start} to {scenario.end}, seed {results.seed}, {results.runs} runs\n")
    rows = [{"metric": name, **summary[name]} for name in HEADLINE if name in summary]
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
    _failures(results)
    say(f"\nEvery run and metric is in {results.folder / 'metrics'}.")


def _failures(results: Results) -> None:
    failed = results.errors
    if len(failed):
        say(f"\n{len(failed)} runs failed and are left out; the first: {failed['error'].iloc[0]}")
