"""Renders a report and writes it beside the tables of its run."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sovsim.disk.put import put
from sovsim.ensemble.how_common import Commonness
from sovsim.record.recorded import SavedRun
from sovsim.report.marked import marked
from sovsim.report.page import page

REPORT = "report.html"


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


def render_report(run: SavedRun, common: Commonness | None = None) -> str:
    """Return the report of a run as one HTML page; the same run gives the same page.

    Args:
        run: a finished run.
        common: where it stands among other runs, from `sovsim.how_common`.
    """
    return render_template("run.html.j2", page(run, common))


def render_template(name: str, values: dict[str, Any]) -> str:
    """Return a template of this package with its values and the common style sheet."""
    folder = resources.files("sovsim.report").joinpath("templates")
    sheet = folder.joinpath("report.css").read_text(encoding="utf-8")
    text: str = environment().get_template(name).render(**values, style_sheet=Markup(sheet))
    return text


def write_report(run: SavedRun, common: Commonness | None = None) -> Path:
    """Write the report of a run into its folder and return the file; see `render_report`."""
    return written(Path(run.path), render_report(run, common))


def written(folder: Path, text: str) -> Path:
    """Write a report into a folder and return the file."""
    return put(folder / REPORT, text)
