"""The report of an experiment, or of all of them, drawn, rendered and written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from sovsim.disk.put import make_folder, put
from sovsim.experiment.folder import ExperimentFolder
from sovsim.plots.experiment_figures import FIGURES
from sovsim.plots.rendering import USUAL, render, rendered
from sovsim.record.layout import REPORT
from sovsim.report.experiment_page import IN_LIST, Drawn, page, pictures
from sovsim.report.write import render_template

Progress = Callable[[int, int], None]


def render_experiments(folder: ExperimentFolder, progress: Progress | None = None) -> str:
    """Return the report as one HTML page; the same folder gives the same page."""
    return _rendered(folder, _drawn(folder, (), progress))


def write_experiments(
    folder: ExperimentFolder,
    progress: Progress | None = None,
    formats: Sequence[str] = USUAL,
) -> Path:
    """Draw the figures, write the report into the folder, and return its file.

    Of several experiments only the overview becomes a figure file here: the figure of each stands
    in its own folder. The report holds them all.

    Args:
        folder: one experiment, or several.
        progress: told after every figure.
        formats: as which figures are written; the report holds its own.
    """
    drawn = _drawn(folder, formats, progress)
    figures = make_folder(folder.path / FIGURES)
    for fmt, content in drawn[0].formats.items():
        if fmt in formats:
            put(figures / f"{drawn[0].picture.name}.{fmt}", content)
    return put(folder.path / REPORT, _rendered(folder, drawn))


def _rendered(folder: ExperimentFolder, drawn: list[Drawn]) -> str:
    name = "experiments.html.j2" if folder.several else "experiment.html.j2"
    return render_template(name, page(folder, drawn))


def _drawn(
    folder: ExperimentFolder, formats: Sequence[str], progress: Progress | None
) -> list[Drawn]:
    """Return the pictures: the first in the formats asked for, too; all as the page shows them."""
    found: list[Drawn] = []
    chosen = pictures(folder)
    for picture in chosen:
        figure = picture.draw()
        wanted = {IN_LIST: render(figure, IN_LIST)} if found else rendered(figure, formats)
        found.append(Drawn(picture, wanted))
        if progress is not None:
            progress(len(found), len(chosen))
    return found
