"""``sovsim options``: a decision maker's policies, ranked and held against what is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sovsim.cli.errors import InputError
from sovsim.cli.hands import EngineName, Scheduler, Workers, hired
from sovsim.cli.options import AsJson, FigureFormat, formats_of
from sovsim.cli.output import say
from sovsim.cli.posterior import Members, PosteriorName, fitted
from sovsim.cli.studies import DesignFolder, DesignSeed, Figures

if TYPE_CHECKING:
    from sovsim.options.answer import Answer
    from sovsim.options.model import OptionsData
    from sovsim.options.page import Section


def command(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", help="A shipped question, or an options file.", show_default=False
        ),
    ],
    points: Annotated[
        int | None,
        typer.Option(min=12, help="Worlds to try; the file's by default.", show_default=False),
    ] = None,
    replicates: Annotated[
        int | None,
        typer.Option(min=2, help="Runs in each; the file's by default.", show_default=False),
    ] = None,
    seed: DesignSeed = None,
    posterior: PosteriorName = None,
    members: Members = None,
    search: Annotated[
        bool,
        typer.Option("--search", help="Search over the file's levers first."),
    ] = False,
    trials: Annotated[int, typer.Option(min=4, help="Settings that a search tries.")] = 96,
    workers: Workers = None,
    scheduler: Scheduler = None,
    engine: EngineName = "auto",
    out: DesignFolder = None,
    full: Annotated[
        bool, typer.Option("--full", help="Print every table, intervals of regret included.")
    ] = False,
    figures: Figures = True,
    fmt: FigureFormat = "svg",
    as_json: AsJson = False,
) -> None:
    """Rank a decision maker's policies, and say what the ranking hangs on."""
    from sovsim.cli.output import print_json
    from sovsim.cli.progress import Bar
    from sovsim.options.folder import check_folder, write
    from sovsim.options.load import load_options
    from sovsim.options.page import sections
    from sovsim.options.run import run_options

    options = _sized(load_options(name), points, replicates)
    sample = fitted(posterior, members)
    if sample is not None:
        options = options.from_posterior(sample)
    if out is not None:
        check_folder(out)
    found = None
    with Bar(options.name) as bar, hired(workers, scheduler, engine, out) as hands:
        if search:
            from sovsim.options.search import search as search_levers

            start = options.design.seed if seed is None else seed
            found = search_levers(options, trials, start, progress=bar, **hands)
            finished = found.finished
        else:
            finished = run_options(options, seed, out=out, progress=bar, **hands)
    shown = sections(finished.answer)
    if found is not None:
        from sovsim.options.search_page import search_section

        shown.insert(1, search_section(found))
    if out is not None:
        write(finished, out, shown)
        if figures:
            from sovsim.report.options_page import write_options

            write_options(finished, out, shown, formats_of(fmt))
    if as_json:
        print_json(finished.answer.as_dict())
        return
    _print(finished.answer, shown, full)
    if out is not None:
        page = f"; the page is {out}/report.html" if figures else ""
        say(f"written to {out}{page}")


def _sized(options: OptionsData, points: int | None, replicates: int | None) -> OptionsData:
    from dataclasses import replace

    wanted = {"points": points, "replicates": replicates}
    changes = {key: value for key, value in wanted.items() if value is not None}
    if not changes:
        return options
    if points is not None and points > 100_000:
        raise InputError(f"--points {points}: at most 100000")
    return replace(options, design=options.design.model_copy(update=changes))


def _print(answer: Answer, shown: list[Section], full: bool) -> None:
    from sovsim.cli.output import heading, paragraph

    heading(answer.title)
    paragraph(answer.question)
    for section in shown:
        _print_section(section, full)


def _print_section(section: Section, full: bool) -> None:
    from sovsim.cli.output import heading, paragraph, print_table

    print()
    if section.id != "answer":
        heading(section.title)
    for place, text in enumerate(section.lead):
        if section.id == "answer" and not place:
            heading(text)
        else:
            paragraph(text)
    for text in section.points:
        paragraph(f"- {text}", hang=2)
    for table in section.tables:
        if table.detail and not full:
            continue
        print()
        print_table(table.rows, {key: key for key in table.rows[0]}, table.title)
    for text in section.after:
        paragraph(text)
