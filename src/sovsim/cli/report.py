"""``sovsim report``: figures and the self-contained HTML report of a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sovsim.cli.beside import IndicatorNames, ObservedFolder, Until, shown, tell
from sovsim.cli.beside import folder as observed_folder
from sovsim.cli.errors import InputError
from sovsim.cli.options import FigureFormat, formats_of
from sovsim.cli.posterior import PosteriorName, fitted

if TYPE_CHECKING:
    from sovsim.beside.beside import Asked
    from sovsim.ensemble.fitted import Fitted
    from sovsim.ensemble.how_common import Commonness
    from sovsim.record.folder import RunFolder


def command(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="DIR",
            help="Folder of a run, an ensemble, an experiment, or of `experiment --all`.",
            show_default=False,
        ),
    ],
    runs: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=100_000,
            help="Say how common the run's course is among so many others.",
            show_default=False,
        ),
    ] = None,
    posterior: PosteriorName = None,
    observed: ObservedFolder = None,
    until: Until = None,
    indicators: IndicatorNames = None,
    fmt: FigureFormat = "svg",
) -> None:
    """Draw the figures of a run, an ensemble or an experiment and write its report."""
    from sovsim.cli.progress import Bar
    from sovsim.disk.exchange import is_current
    from sovsim.disk.sealed import MANIFEST
    from sovsim.ensemble import is_ensemble
    from sovsim.experiment.folder import ASKED, VERDICTS, ExperimentFolder, is_experiment_folder
    from sovsim.options.folder import is_options_folder
    from sovsim.record.folder import RunFolder
    from sovsim.record.layout import BRANCH, REPORT
    from sovsim.single_run import illustrate

    seen = observed_folder(observed, until, indicators)
    if posterior is not None and runs is None and observed is None:
        raise InputError(f"--posterior {posterior}: goes with --runs or --observed, for the others")
    if is_options_folder(folder):
        words = "holds an answer; `sovsim options NAME --out` with the same folder writes its page"
        raise InputError(f"{folder}: {words}")
    if is_experiment_folder(folder):
        from sovsim.report import write_experiments

        for name, value in (("--runs", runs), ("--observed", observed)):
            if value is not None:
                words = f"{name} goes with the folder of a run, not an experiment's"
                raise InputError(f"{folder}: {words}")
        found = ExperimentFolder.open(folder)
        with Bar("figures") as bar:
            write_experiments(found, bar, formats_of(fmt))
    elif is_ensemble(folder):
        from sovsim.ensemble import load_results
        from sovsim.report.ensemble import write_ensemble

        for name, value in (("--runs", runs), ("--observed", observed)):
            if value is not None:
                raise InputError(f"{folder}: {name} goes with the folder of a run")
        with Bar("figures"):
            write_ensemble(load_results(folder), formats_of(fmt))
    elif folder.is_dir() and not is_current(folder, MANIFEST):
        lacks = f"it holds neither {MANIFEST} nor {VERDICTS} and {ASKED}"
        raise InputError(f"{folder}: is no run folder and no experiment's or ensemble's: {lacks}")
    else:
        run = RunFolder.open(folder)
        if BRANCH in run.manifest:
            for name, value in (("--runs", runs), ("--observed", observed)):
                if value is not None:
                    raise InputError(f"{folder}: {name} does not go with a branch; ask of its run")
        sample = fitted(posterior)
        beside = None
        if seen is not None:
            beside = shown(_asked(run, sample, until, tuple(indicators or ())), seen)
            tell(beside)
        common = None if runs is None else _others(run, runs, sample)
        with Bar("figures") as bar:
            illustrate(run, common, beside, formats=formats_of(fmt), progress=bar)
    print(folder / REPORT)


def _asked(
    run: RunFolder, posterior: Fitted | None, until: int | None, indicators: tuple[str, ...]
) -> Asked:
    """Return what is to be shown beside what was observed."""
    from sovsim.beside.beside import Asked

    seed, number = int(run.manifest["seed"]), int(run.manifest["run"])
    record = run.manifest.get("posterior") or {}
    taken, knows = record.get("taken", ()), record.get("until")
    if knows is not None and until is not None and knows > until:
        whose = f"posterior {record['name']}, which has seen data up to {knows}"
        raise InputError(f"--until {until}: the run has values from {whose}")
    return Asked(
        run.scenario,
        knows if until is None and posterior is None else until,
        seed=seed,
        indicators=indicators,
        posterior=posterior,
        taken=taken,
        own=(run.scenario, number),
    )


def _others(run: RunFolder, runs: int, posterior: Fitted | None) -> Commonness:
    """Make other runs of the scenario, and say where this one stands among them."""
    from sovsim.cli.progress import Bar
    from sovsim.ensemble.how_common import how_common
    from sovsim.report.answer import before_strike

    with Bar("other runs") as bar:
        return how_common(run, runs, before_strike(run), progress=bar, posterior=posterior)
