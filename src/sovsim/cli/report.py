"""``sovsim report``: figures and the self-contained HTML report of a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sovsim.cli.errors import InputError


def command(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="DIR",
            help="Folder of a run, of an experiment, or of `experiment --all`.",
            show_default=False,
        ),
    ],
) -> None:
    """Draw the figures of a run or an experiment and write its report."""
    from sovsim.disk.sealed import MANIFEST
    from sovsim.experiment.folder import ASKED, VERDICTS, ExperimentFolder, is_experiment_folder
    from sovsim.record.folder import REPORT, RunFolder
    from sovsim.single_run import illustrate

    if is_experiment_folder(folder):
        from sovsim.cli.progress import Bar
        from sovsim.report import write_experiments

        found = ExperimentFolder.open(folder)
        with Bar("figures") as bar:
            write_experiments(found, bar)
    elif folder.is_dir() and not (folder / MANIFEST).exists():
        lacks = f"it holds neither {MANIFEST} nor {VERDICTS} and {ASKED}"
        raise InputError(f"{folder}: is no run folder and no experiment's: {lacks}")
    else:
        illustrate(RunFolder.open(folder))
    print(folder / REPORT)
