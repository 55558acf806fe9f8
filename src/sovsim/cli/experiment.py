"""``sovsim experiment``: a rival hypothesis put to the model, or all of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sovsim.cli.arms_told import show_arms
from sovsim.cli.errors import InputError
from sovsim.cli.hands import EngineName, Scheduler, Workers, hired
from sovsim.cli.options import AsJson, FigureFormat, formats_of
from sovsim.cli.output import say
from sovsim.cli.posterior import Members, PosteriorName, fitted
from sovsim.cli.studies import DesignFolder, DesignSeed, Figures

if TYPE_CHECKING:
    from sovsim.cli.progress import Bar
    from sovsim.experiment.experiment import Experiment
    from sovsim.experiment.finished import Finished
    from sovsim.experiment.verdict import ExperimentVerdict


def command(
    name: Annotated[
        str | None,
        typer.Argument(metavar="[NAME]", help="Experiment or file.", show_default=False),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Run every shipped one.")] = False,
    runs: Annotated[
        int | None, typer.Option(min=3, help="Runs of each arm; the design's by default.")
    ] = None,
    seed: DesignSeed = None,
    posterior: PosteriorName = None,
    members: Members = None,
    workers: Workers = None,
    scheduler: Scheduler = None,
    engine: EngineName = "auto",
    out: DesignFolder = None,
    scored: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Show what `sovsim score --experiment NAME --out DIR` found."
        ),
    ] = None,
    beside: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Show what another folder says of it, such as one from a posterior.",
        ),
    ] = None,
    seeds: Annotated[
        int, typer.Option(min=1, max=20, help="Seeds with which it is run, to see what stands.")
    ] = 1,
    power: Annotated[
        bool,
        typer.Option("--power", help="Say how many points and replicates it needs, from a pilot."),
    ] = False,
    register: Annotated[
        bool,
        typer.Option(
            "--register", help="Write down what it rests on, before a first run; runs nothing."
        ),
    ] = False,
    again: Annotated[
        str, typer.Option(metavar="REASON", help="Register once more, and say why.")
    ] = "",
    figures: Figures = True,
    fmt: FigureFormat = "svg",
    as_json: AsJson = False,
) -> None:
    """Run an experiment and judge what each side predicted."""
    from sovsim.cli.output import print_json
    from sovsim.cli.progress import Bar
    from sovsim.experiment.against import read_against
    from sovsim.experiment.experiment import experiment_names, load_experiment
    from sovsim.experiment.folder import check_folder, write
    from sovsim.experiment.run import run_experiment

    if everything == (name is not None):
        raise InputError("name an experiment, or give --all; `sovsim list` shows them")
    names = experiment_names() if name is None else (name,)
    loaded = [load_experiment(entry) for entry in names]
    if again and not register:
        raise InputError("--again REASON belongs to --register")
    if register:
        _register(loaded, again)
        return
    if power:
        from sovsim.cli.experiment_power import show_power

        force = workers, scheduler, engine
        show_power(loaded, runs, seed, out, force, everything=everything, as_json=as_json)
        return
    sample = fitted(posterior, members)
    if sample is not None:
        loaded = [entry.from_posterior(sample) for entry in loaded]
    if everything and out is not None:
        check_folder(out, names)
    told = {} if scored is None else read_against(scored)
    elsewhere = {} if beside is None else _verdicts_of(beside)
    finished = []
    for experiment in loaded:
        folder = None if out is None else out / experiment.name if everything else out
        with Bar(experiment.name) as bar, hired(workers, scheduler, engine, folder) as hands:
            done = run_experiment(experiment, runs, seed, out=folder, progress=bar, **hands)
            if seeds > 1:
                done = _with_seeds(done, seeds, runs, folder, bar, hands)
        if experiment.name in told:
            done = done.with_data(told[experiment.name])
        if experiment.name in elsewhere:
            done = done.beside(elsewhere[experiment.name])
        if folder is not None and (told or elsewhere or seeds > 1):
            write(done, folder)
        finished.append(done)
        if folder is not None and figures:
            _draw_one(done, folder, formats_of(fmt))
        if everything and not as_json:
            say(f"{experiment.name}  {done.verdict.words}", flush=True)
    if everything and out is not None:
        from sovsim.experiment.folder import write_all

        write_all(finished, out)
        if figures:
            _draw_all(finished, out, formats_of(fmt))
    verdicts = [done.verdict for done in finished]
    if as_json:
        found = [verdict.as_dict() for verdict in verdicts]
        print_json(found if everything else found[0])
    elif everything:
        _print_all(verdicts)
    else:
        _print_one(verdicts[0])
        show_arms(finished[0])
    if out is not None and not as_json:
        say(f"written to {out}; `sovsim report {out}` makes a page of it")


def _verdicts_of(folder: Path) -> dict[str, ExperimentVerdict]:
    from sovsim.experiment.folder import ExperimentFolder

    opened = ExperimentFolder.open(folder).experiments
    return {entry.verdict.name: entry.verdict for entry in opened}


def _with_seeds(
    done: Finished,
    seeds: int,
    runs: int | None,
    folder: Path | None,
    bar: Bar,
    hands: dict[str, Any],
) -> Finished:
    """Return the verdict with what further seeds give; their runs stay in folders of their own."""
    from sovsim.experiment.folder import SEEDS
    from sovsim.experiment.run import run_experiment
    from sovsim.experiment.stability import reseeded

    verdicts = [done.verdict]
    for number in range(1, seeds):
        seed = done.verdict.seed + number
        other = reseeded(done.experiment, number)
        place = None if folder is None else folder / SEEDS / str(seed)
        again = run_experiment(other, runs, seed, out=place, progress=bar, **hands)
        verdicts.append(again.verdict)
    return done.with_seeds(verdicts)


def _register(experiments: list[Experiment], again: str) -> None:
    from sovsim.experiment.registration import RegistrationError, register

    for experiment in experiments:
        try:
            say(f"{experiment.name}  registered in {register(experiment, again)}")
        except RegistrationError as error:
            raise InputError(str(error)) from None


def _draw_one(done: Finished, folder: Path, formats: tuple[str, ...]) -> None:
    from sovsim.experiment.asked import asked
    from sovsim.experiment.by_arm import by_arm
    from sovsim.plots.arms_outcomes import arms_picture
    from sovsim.plots.experiment_figures import save_pictures, verdict_picture

    told = asked(done.experiment)
    units = {name: facts.unit for name, facts in told.metrics.items()}
    arms = arms_picture(by_arm(done), done.experiment.name, f"experiment {told.spec_hash[:8]}")
    save_pictures(
        [verdict_picture(done.verdict, units, told.spec_hash, told.poles), arms], folder, formats
    )


def _draw_all(finished: list[Finished], folder: Path, formats: tuple[str, ...]) -> None:
    from sovsim.plots.experiment_figures import overview_picture, save_pictures

    save_pictures([overview_picture([done.verdict for done in finished])], folder, formats)


def _print_one(verdict: ExperimentVerdict) -> None:
    from sovsim.cli.output import heading, paragraph, print_table
    from sovsim.experiment.registration import in_brief
    from sovsim.experiment.rows import caption, prediction_rows

    heading(f"{verdict.name} {verdict.title}")
    paragraph(verdict.question)
    print()
    for side in verdict.sides:
        paragraph(f"{side.side}: {side.statement} {side.verdict.upper()}", 2)
        paragraph(side.told, 4)
        for text in side.depends_on:
            paragraph(text, 4)
    print()
    paragraph(verdict.words)
    for text in (*verdict.checks, verdict.beside):
        if text:
            paragraph(text)
    for told in (verdict.corners, verdict.stable, in_brief(verdict.registered)):
        for number, text in enumerate(told):
            paragraph(text, 2 if number else 0)
    print()
    rows = prediction_rows(verdict)
    print_table(rows, {key: key for key in rows[0]})
    print()
    paragraph(caption(verdict))
    if verdict.against is not None:
        print()
        paragraph(f"Held against data: {verdict.against.why}")
        for text in (*verdict.against.verdicts, *verdict.against.more):
            paragraph(text, 2)
    if verdict.contest_if:
        paragraph(f"A contest with this: {' '.join(verdict.contest_if.split())}")
    if verdict.limits:
        paragraph(f"Limits: {' '.join(verdict.limits.split())}")


def _print_all(verdicts: list[ExperimentVerdict]) -> None:
    from sovsim.cli.output import print_table
    from sovsim.experiment.rows import overview_rows

    rows = [row for verdict in verdicts for row in overview_rows(verdict)]
    print()
    print_table(rows, {key: key for key in rows[0] if key != "depends on"}, "Rival hypotheses")
