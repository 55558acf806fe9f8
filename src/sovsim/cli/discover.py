"""``sovsim discover``: the region of the parameter space in which a hypothesis holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from sovsim.cli.errors import InputError
from sovsim.cli.hands import EngineName, Scheduler, Workers, hired
from sovsim.cli.options import AsJson, FigureFormat, formats_of
from sovsim.cli.output import say
from sovsim.cli.studies import DesignSeed, Figures, StudyFolder

if TYPE_CHECKING:
    from sovsim.studies.discovery import Region


def command(
    experiment: Annotated[
        str, typer.Argument(metavar="EXPERIMENT", help="Experiment or file.", show_default=False)
    ],
    side: Annotated[
        Literal["A", "B"] | None, typer.Option(help="Side whose predictions are to hold; A.")
    ] = None,
    prediction: Annotated[
        int | None, typer.Option(min=1, help="One prediction, by number, in place of a side.")
    ] = None,
    points: Annotated[
        int | None, typer.Option(min=40, max=100_000, help="Points; the design's by default.")
    ] = None,
    runs: Annotated[
        int | None, typer.Option(min=1, help="Runs at each point; the design's by default.")
    ] = None,
    density: Annotated[
        float, typer.Option(help="Share of a box's points at which it must hold.")
    ] = 0.8,
    seed: DesignSeed = None,
    workers: Workers = None,
    scheduler: Scheduler = None,
    engine: EngineName = "auto",
    out: StudyFolder = None,
    figures: Figures = True,
    fmt: FigureFormat = "svg",
    as_json: AsJson = False,
) -> None:
    """Find where in the declared ranges a hypothesis holds (needs the extra 'explore')."""
    from sovsim.cli.output import print_json
    from sovsim.cli.progress import Bar
    from sovsim.disk.plain import plain
    from sovsim.studies.discovery import run_discovery
    from sovsim.studies.write import write_study

    if side is not None and prediction is not None:
        raise InputError("give --side or --prediction, not both")
    if not 0.0 < density <= 1.0:
        raise InputError(f"--density {density:g}: must be above 0 and at most 1")
    with hired(workers, scheduler, engine, out) as hands, Bar(experiment) as bar:
        found = run_discovery(
            experiment,
            side,
            prediction,
            points,
            runs,
            seed,
            out=None if out is None else out / "experiment",
            least_density=density,
            progress=bar,
            **hands,
        )
    boxes = found.discovery.table()
    summary: dict[str, Any] = {
        "experiment": found.experiment,
        "subject": found.subject,
        "points": found.discovery.points,
        "runs": found.runs,
        "share": found.discovery.share.share,
        "words": found.discovery.words,
    }
    if out is not None:
        write_study(out, {"boxes": boxes, "points": found.points}, summary)
        if figures:
            _draw(found, out, formats_of(fmt))
    if as_json:
        print_json({**summary, "boxes": plain(boxes.to_dict("records"))})
    else:
        _show(found, out)


def _draw(found: Region, out: Path, formats: tuple[str, ...]) -> None:
    from sovsim.plots.study_figures import region_figure, save_figures
    from sovsim.plots.style import Notes

    drawn = {
        f"region-{number}": region_figure(
            found.points, box.limits, Notes(f"{found.experiment}, {found.subject}")
        )
        for number, box in enumerate(found.discovery.boxes, start=1)
    }
    save_figures(drawn, out / "figures", formats)


def _show(found: Region, out: Path | None) -> None:
    from sovsim.cli.output import heading, paragraph, print_table
    from sovsim.disk.plain import plain

    heading(f"{found.experiment}, {found.subject}")
    paragraph(found.discovery.words)
    boxes = found.discovery.table()
    if len(boxes):
        columns = {name: name for name in ("box", "parameter", "low", "high", "density",
                                           "coverage", "mass")}  # fmt: skip
        print_table(plain(boxes.to_dict("records")), columns)
    paragraph(
        "Boxes are found on two fifths of the points, chosen by two fifths and measured on the "
        "last fifth; density is the share of a box at which it holds, coverage the share of all "
        "such points that lie in it."
    )
    if out is not None:
        say(f"written to {out}")
