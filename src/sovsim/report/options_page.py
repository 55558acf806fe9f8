"""The page of a decision maker's question: figures and a self-contained HTML file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from sovsim.disk.put import make_folder, put
from sovsim.options.model import WEIGHED
from sovsim.options.page import Section
from sovsim.options.run import Finished
from sovsim.options.values import grid, weighed
from sovsim.plots.experiment_figures import FIGURES
from sovsim.plots.options_figures import options_pictures
from sovsim.plots.rendering import IN_REPORT, USUAL, rendered
from sovsim.record.layout import REPORT
from sovsim.report.notes import Notes
from sovsim.report.page import Shown, data_uri
from sovsim.report.write import render_template

PLACES = {"ranking": "ranking", "regret": "robust", "turning": "depends", "trade-offs": "robust"}
"""Figure -> the section of the page that it stands in."""


def leads(finished: Finished) -> dict[tuple[str, str, str], list[float]]:
    """Return (measure, first, rival) -> the lead of the first at each point; nan if undefined."""
    options, answer, table = finished.options, finished.answer, finished.table
    if options.weights:
        table = table.assign(**{WEIGHED: weighed(table, options.measures, options.weights)})
    found = {}
    for one in answer.by:
        cells = grid(table, one.measure, tuple(answer.policies))
        first = cells.policies.index(one.ranking.leader)
        for place, rival in enumerate(cells.policies):
            if place != first:
                lead = np.full(answer.points, np.nan)
                lead[cells.points] = cells.worth[first] - cells.worth[place]
                found[one.measure.name, one.ranking.leader, rival] = lead.tolist()
    return found


def write_options(
    finished: Finished, folder: Path, parts: list[Section], formats: Sequence[str] = USUAL
) -> Path:
    """Draw the figures, write the page into the folder, and return its file.

    Args:
        finished: what came out.
        folder: where to.
        parts: of the page.
        formats: of the figures' own files.
    """
    figures = make_folder(folder / FIGURES)
    shown: dict[str, list[Shown]] = {}
    for picture in options_pictures(finished.answer, leads(finished)):
        figure = picture.draw()
        drawn = rendered(figure, formats)
        for fmt in formats:
            put(figures / f"{picture.name}.{fmt}", drawn[fmt])
        data = data_uri(drawn[IN_REPORT], IN_REPORT)
        section = PLACES[picture.name]
        shown.setdefault(section, []).append(
            Shown(f"{picture.name}-picture", picture.title, picture.how, picture.alt, data)
        )
    return put(folder / REPORT, _rendered(finished, shown, parts))


def _rendered(finished: Finished, shown: dict[str, list[Shown]], parts: list[Section]) -> str:
    answer, options = finished.answer, finished.options
    notes = Notes()
    sources = notes.cite(options.head.claims)
    cited = {
        name: (table.what, table.why.strip(), notes.cite(table.claims))
        for name, table in options.policies.items()
    }
    return render_template(
        "options.html.j2",
        {
            "title": answer.title,
            "answer": answer,
            "sections": parts,
            "pictures": shown,
            "policies": cited,
            "background": [part for part in options.head.background.strip().split("\n\n") if part],
            "sources": sources,
            "unknowns": [
                (answer.labels[name], name, *ends) for name, ends in answer.ranges.items()
            ],
            "notes": notes.all(),
            "title_only": sum(note.title_only for note in notes.all()),
        },
    )
