"""``sovsim batch``: many runs of a scenario, or of all arms of an experiment.

The same command goes on where it was stopped.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sovsim.cli.errors import InputError
from sovsim.cli.hands import EngineName, Force, Scheduler, Workers, hired
from sovsim.cli.kinds import is_experiment
from sovsim.cli.options import AsJson, Settings, to_place
from sovsim.cli.output import say
from sovsim.cli.posterior import APART, Members, PosteriorName, fitted, shared

if TYPE_CHECKING:
    from sovsim.ensemble import Results
    from sovsim.ensemble.fitted import Fitted
    from sovsim.region import Region
    from sovsim.scenario import Scenario

_DIGITS = 3
"""Decimals of fractions in tables."""


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
    engine: EngineName = "auto",
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
    posterior: PosteriorName = None,
    members: Members = None,
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
    sample = fitted(posterior, members)
    force = workers, scheduler, engine
    if is_experiment(name):
        if settings:
            raise InputError("--set belongs to scenarios; an experiment's arms are in its file")
        _experiment(name, runs, seed, force, sample, trajectories, out, as_json)
    else:
        chosen = tuple(settings or ())
        runs, seed = runs or 256, seed or 0
        _scenario(name, runs, seed, force, chosen, sample, trajectories, out, as_json)


def _scenario(
    scenario: str,
    runs: int,
    seed: int,
    force: Force,
    settings: tuple[str, ...],
    posterior: Fitted | None,
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
    target = out or Path("ensembles") / f"{name}{_mark(posterior)}"
    words = "" if posterior is None else posterior.over(loaded, settings).words
    with Bar(loaded.name) as bar, hired(*force, target) as hands:
        results = run_ensemble(
            scenario,
            runs,
            seed,
            settings=settings,
            posterior=posterior,
            trajectories=trajectories,
            out=target,
            progress=bar,
            **hands,
        )
    summary = summarised(results)
    if as_json:
        print_json(
            {
                "folder": str(target),
                "scenario": loaded.name,
                "seed": seed,
                "runs": runs,
                "engine": results.engine,
                "failed": len(results.errors),
                **_told(posterior, words),
                "metrics": summary,
            }
        )
    else:
        _show(loaded, results, summary, words, trajectories)


def _experiment(
    name: str,
    runs: int | None,
    seed: int | None,
    force: Force,
    posterior: Fitted | None,
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
    if posterior is not None:
        experiment = experiment.from_posterior(posterior)
    chosen = experiment.design.seed if seed is None else seed
    target = out or Path("ensembles") / f"{experiment.name}-seed{chosen}{_mark(posterior)}"
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
                "engine": done.results.engine,
                "failed": len(done.results.errors),
                **_told(posterior, ""),
                "means": means,
            }
        )
        return
    heading(f"{experiment.name} {experiment.head.title}")
    paragraph(experiment.head.question)
    print(f"{len(experiment.arms)} arms, seed {chosen}, {done.runs} runs of each\n")
    region = next(iter(experiment.scenarios.values())).region
    labels = {name: _label(name, region) for name in experiment.metrics}
    print_table(means, {"arm": "arm", **labels}, "Means over the runs", digits=_DIGITS)
    _failures(done.results)
    say(f"\nEvery run and metric is in {target / RUNS / 'metrics'};")
    more = "" if runs is None else f" --runs {runs}"
    more += "" if seed is None else f" --seed {seed}"
    if posterior is not None:
        more += f" --posterior {posterior.name}"
    say(f"`sovsim experiment {name} --out {target}{more}` judges them.")


def _label(metric: str, region: Region) -> str:
    """Return a metric in words, with the region's own names."""
    from sovsim.ensemble.answered import outcome_name
    from sovsim.metrics import METRICS

    return outcome_name(metric, "", region) if metric in METRICS else metric


def _mark(posterior: Fitted | None) -> str:
    """Return what tells the folder of runs from a posterior from others."""
    return "" if posterior is None else f"-{posterior.fingerprint[:8]}"


def _told(posterior: Fitted | None, words: str) -> dict[str, Any]:
    if posterior is None:
        return {}
    return {"posterior": {**posterior.record(), **({"taken": words} if words else {})}}


def _show(
    scenario: Scenario,
    results: Results,
    summary: dict[str, dict[str, Any]],
    words: str,
    kept: bool,
) -> None:
    from sovsim.cli.output import heading, paragraph, print_table
    from sovsim.metrics import HEADLINE

    heading(scenario.title)
    paragraph(" ".join(scenario.question.split()))
    print(f"{scenario.start} to {scenario.end}, seed {results.seed}, {results.runs} runs\n")
    rows = [
        {
            **summary[name],
            "metric": _label(name, scenario.region),
            "unit": summary[name]["unit"].removesuffix(", added up"),
        }
        for name in HEADLINE
        if name in summary
    ]
    columns = {
        "metric": "metric",
        "mean": "mean",
        "sd": "sd",
        "q10": "10 %",
        "median": "50 %",
        "q90": "90 %",
        "unit": "unit",
    }
    if words:
        columns["fitted"] = "from fitted"
        rows = [{**row, "fitted": shared(row)} for row in rows]
    print_table(rows, columns, "Outcomes over the runs", digits=_DIGITS)
    if words:
        print()
        paragraph(words)
        paragraph(APART)
    _failures(results)
    say(f"\nEvery run and metric is in {results.folder / 'metrics'}.")
    say(f"  sovsim report {results.folder}   draws and tells them")
    if not kept:
        say("  --trajectories                   keeps every quarter, for courses with bands")


def _failures(results: Results) -> None:
    failed = results.errors
    if len(failed):
        say(f"\n{len(failed)} runs failed and are left out; the first: {failed['error'].iloc[0]}")
