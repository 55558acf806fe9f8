"""What was observed beside a run's course, as pictures and words of its report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sovsim.beside.beside import Beside
from sovsim.beside.words import declared, told, unit
from sovsim.plots.beside import draw_beside
from sovsim.plots.rendering import IN_REPORT, USUAL, rendered
from sovsim.plots.style import Notes
from sovsim.record.layout import FIGURES
from sovsim.record.recorded import SavedRun
from sovsim.report.page import Shown, data_uri

TABLE = "beside.csv"
"""File with the bands and figures."""


@dataclass(frozen=True)
class Section:
    """What the report says of it.

    Attributes:
        pictures: one for each indicator.
        sentences: how they were made.
        files: name in the run folder -> content.
    """

    pictures: list[Shown]
    sentences: list[str]
    files: Mapping[str, bytes | str]


def section(run: SavedRun, found: Beside, formats: Sequence[str] = USUAL) -> Section:
    """Return the section of a report with its pictures drawn, and as files of the formats."""
    names = {state.code: state.name for state in run.scenario.region.states}
    pictures: list[Shown] = []
    files: dict[str, bytes] = {}
    for name in found.links:
        rows = found.table[found.table["indicator"] == name]
        notes = Notes(f"{found.asked.runs} runs.", f"seed {found.asked.seed}")
        figure = draw_beside(
            rows, name=name, until=found.until, unit=unit(name), names=names, notes=notes
        )
        file = f"beside-{name.lower().replace(',', '').replace(' ', '-').replace(chr(39), '')}"
        drawn = rendered(figure, formats)
        files |= {f"{FIGURES}/{file}.{fmt}": drawn[fmt] for fmt in formats}
        one = declared(name)
        pictures.append(
            Shown(
                file,
                f"{name[:1].upper()}{name[1:]}",
                f"Points: {one.declared.declared.measures}. Model: {one.model}. Caution: "
                f"{one.caution}. "
                f"Data: {one.declared.source.cite}.",
                f"Bands of the model and observed figures of {name}, by state; the figures stand "
                f"in {TABLE}.",
                data_uri(drawn[IN_REPORT], IN_REPORT),
            )
        )
    written: dict[str, bytes | str] = {**files, TABLE: found.table.to_csv(index=False)}
    return Section(pictures, told(found), written)
