"""``sovsim observed``: what a folder of observed data covers, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sovsim.brief import count
from sovsim.cli.options import AsJson, to_place

if TYPE_CHECKING:
    from sovsim.observed.coverage import Covered
    from sovsim.observed.folder import Observed

MOST_FAULTS = 5
"""Faults of a file that are printed; ``--json`` has all."""


def command(
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="DIR",
            help="Folder of CSV files; without it, the facts that ship.",
            show_default=False,
        ),
    ] = None,
    series: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SERIES]...", help="Tell all about these.", show_default=False),
    ] = None,
    figure: Annotated[
        Path | None,
        typer.Option(
            parser=to_place, metavar="FILE", help="Draw the years covered, as .png or .svg."
        ),
    ] = None,
    as_json: AsJson = False,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print the page of the docs; needs no folder.")
    ] = False,
) -> None:
    """List what observed data cover, what they measure, and what is damaged; or what ships."""
    from sovsim.cli.errors import InputError
    from sovsim.cli.output import print_json, say
    from sovsim.observed.coverage import coverage
    from sovsim.observed.folder import read_folder

    if markdown:
        from sovsim.bases.page import whole

        say(whole().rstrip())
        return
    if folder is None:
        if figure is not None:
            raise InputError("name the folder of which to draw: sovsim observed DIR --figure FILE")
        from sovsim.cli import shipped_record

        if as_json:
            print_json(shipped_record.plain())
        else:
            shipped_record.show()
        return
    names = _known(series or [])
    fmt = None if figure is None else _format(figure)
    observed = read_folder(folder)
    rows = coverage(observed)
    if figure is not None and fmt is not None:
        _draw(observed, figure, fmt)
    if names:
        rows = [row for row in rows if row.series in names]
    if as_json:
        print_json(_plain(observed, rows))
    elif names:
        _tell(rows, names)
    else:
        _show(observed, rows)


def _known(names: list[str]) -> list[str]:
    from sovsim.cli.errors import InputError
    from sovsim.documents.nearest import did_you_mean
    from sovsim.documents.text import clipped, listed
    from sovsim.observed.catalogue import catalogue

    plain = [name.removesuffix(".csv") for name in names]
    for name in plain:
        if name not in catalogue():
            like = [each for each in catalogue() if name.lower() in each] or list(catalogue())
            hint = did_you_mean(name, catalogue())
            raise InputError(f"no series '{clipped(name)}'{hint}\n  allowed: {listed(like)}")
    return plain


def _format(figure: Path) -> str:
    from sovsim.cli.errors import InputError
    from sovsim.plots.rendering import FORMATS

    fmt = figure.suffix.lower().removeprefix(".")
    if fmt not in FORMATS:
        allowed = " or ".join(f".{each}" for each in FORMATS)
        raise InputError(f"--figure {figure}: the name must end in {allowed}")
    return fmt


def _draw(observed: Observed, figure: Path, fmt: str) -> None:
    from sovsim.disk.put import make_folder, put
    from sovsim.observed.coverage import filled
    from sovsim.plots.coverage import draw_coverage
    from sovsim.plots.rendering import render
    from sovsim.plots.style import Notes

    told = (
        f"{count(len(observed.series), 'series', 'series')}; licences as `sovsim observed` lists."
    )
    drawing = draw_coverage(filled(observed), notes=Notes(told, title="What is observed"))
    make_folder(figure.parent)
    put(figure, render(drawing, fmt))


def _plain(observed: Observed, rows: list[Covered]) -> dict[str, Any]:
    from sovsim.disk.plain import plain
    from sovsim.observed.indicators import INDICATORS

    names = {row.series for row in rows}
    return {
        "folder": str(observed.folder),
        "series": plain([row.as_dict() for row in rows]),
        "missing": [name for name in observed.missing if name in names],
        "faults": [
            {
                "series": each.series,
                "file": each.fault.file,
                "line": each.fault.line,
                "column": each.fault.key,
                "left_out": each.loss,
                "message": each.fault.message,
            }
            for each in observed.damage
            if each.series in names or not each.series
        ],
        "indicators": [
            {
                "name": one.name,
                "series": one.series,
                "group": one.group,
                "measures": one.model,
                "link": one.link.form,
                "role": one.role,
                "caution": one.caution,
            }
            for one in INDICATORS
            if one.series in names
        ],
    }


def _show(observed: Observed, rows: list[Covered]) -> None:
    from sovsim.cli.output import heading, paragraph, print_table, say
    from sovsim.observed.catalogue import STANDINGS
    from sovsim.observed.indicators import INDICATORS

    columns = {
        "series": "series",
        "states": "states",
        "years": "years",
        "rows": "rows",
        "lost": "lost",
        "licence": "licence",
    }
    for group in dict.fromkeys(row.group for row in rows):
        print_table([_row(row) for row in rows if row.group == group], columns, group)
        say("")
    paragraph(
        "rows: what can be used; lost: rows that cannot. "
        + " ".join(f"{word}: {meaning}." for word, meaning in STANDINGS.items())
    )
    say("")
    heading("What each measures, and what of the model is held against it")
    for row in rows:
        if row.there:
            held = [f"{one.name} = {one.model}" for one in INDICATORS if one.series == row.series]
            paragraph(
                "; model: ".join(
                    [f"{row.series}: {row.measures}", "; ".join(held)][: 1 + bool(held)]
                )
            )
    say("")
    paragraph("`sovsim observed DIR SERIES` tells source, licence and cautions of a series.")
    if observed.missing:
        say("")
        paragraph(f"missing: {', '.join(observed.missing)}")
    if observed.damage:
        say("")
        say(f"{count(len(observed.damage), 'fault')}:")
        _complain(observed)


def _complain(observed: Observed) -> None:
    """Print the first faults of each file, and how many more it has."""
    from sovsim.cli.output import say

    files: dict[str, list[str]] = {}
    for each in observed.damage:
        files.setdefault(each.fault.file, []).append(str(each))
    for faults in files.values():
        for fault in faults[:MOST_FAULTS]:
            say(fault)
        left = len(faults) - MOST_FAULTS
        if left > 0:
            say(f"... and {count(left, 'more fault', 'more faults')} of this file; --json has all")


def _row(row: Covered) -> dict[str, Any]:
    return {
        "series": row.series,
        "states": row.states if row.there else None,
        "years": f"{row.first}-{row.last}" if row.there else "missing",
        "rows": row.rows if row.there else None,
        "lost": row.lost if row.there else None,
        "licence": row.standing,
    }


def _tell(rows: list[Covered], names: list[str]) -> None:
    from sovsim.cli.output import heading, paragraph, say
    from sovsim.observed.indicators import INDICATORS

    for name in names:
        row = next((each for each in rows if each.series == name), None)
        heading(name)
        if row is None:
            paragraph("not in the folder", 2)
            continue
        there = (
            f"{count(row.rows, 'row')}, {count(row.states, 'state')}, {row.first} to {row.last}, "
            f"{row.filled:.0%} of the state-years between; {count(row.damage, 'fault')}"
        )
        told = {
            "": there if row.there else "nothing that can be used",
            "measures": row.measures,
            "unit": row.unit,
            "caution": row.caution,
            "without": ", ".join(row.lacking) if row.there else "",
            "cite": row.cite,
            "taken from": row.carried,
            "licence": row.licence,
        }
        for key, text in told.items():
            if text:
                paragraph(f"{key}: {text}" if key else text, 2)
        for one in INDICATORS:
            if one.series == name:
                paragraph(
                    f"indicator '{one.name}', {one.link.form} link, {one.role}: measures "
                    f"{one.model}. Caution: {one.caution}.",
                    2,
                )
        say("")
