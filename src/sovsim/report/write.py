"""Renders a report and writes it beside the tables of its run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sovsim.ensemble.how_common import Commonness
from sovsim.plots.run_figures import Picture
from sovsim.record.folder import RunFolder
from sovsim.record.folder_write import add_drawn
from sovsim.record.layout import REPORT
from sovsim.record.recorded import SavedRun
from sovsim.report.marked import marked
from sovsim.report.page import page

if TYPE_CHECKING:
    from sovsim.report.beside import Section
    from sovsim.report.branched import Branched


def environment() -> Environment:
    """Return the templates; whatever is put into them is escaped."""
    found = Environment(
        loader=PackageLoader("sovsim.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["marked"] = marked
    return found


def render_report(
    run: SavedRun,
    common: Commonness | None = None,
    drawn: Mapping[str, bytes] | None = None,
    beside: Section | None = None,
    branched: Branched | None = None,
    pictures: Sequence[Picture] | None = None,
) -> str:
    """Return the report of a run as one HTML page; the same run gives the same page.

    Args:
        run: a finished run.
        common: where it stands among other runs, from `sovsim.how_common`.
        drawn: figures of the run that are at hand: name in its folder -> content; others are drawn.
        beside: what was observed beside its course, from `sovsim.report.beside`.
        branched: of a branch, both histories, from `sovsim.report.branched`.
        pictures: of the run, where they are at hand.
    """
    return render_template("run.html.j2", page(run, common, drawn, beside, branched, pictures))


def render_template(name: str, values: dict[str, Any]) -> str:
    """Return a template of this package with its values and the common style sheet."""
    folder = resources.files("sovsim.report").joinpath("templates")
    sheet = folder.joinpath("report.css").read_text(encoding="utf-8")
    text: str = (
        environment()
        .get_template(name)
        .render(**{"alive": None, **values}, style_sheet=Markup(sheet))
    )
    return text


def write_report(run: RunFolder, common: Commonness | None = None) -> Path:
    """Write the report of a run into its folder and return the file; see `render_report`.

    Raises:
        RunFolderError, FolderInUse, WriteError: as for `sovsim.record.folder_write.add_drawn`.
    """
    (file,) = add_drawn(run, {REPORT: render_report(run, common)})
    return file
