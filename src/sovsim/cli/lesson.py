"""``sovsim lesson``: a class hour in the terminal or as a page, and what the model gives for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sovsim.cli.options import AsJson, Seed, to_place

if TYPE_CHECKING:
    from sovsim.lesson import Lesson
    from sovsim.lesson.expected import Expected


def command(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[LESSON]", help="Name of a shipped lesson, or a file.", show_default=False
        ),
    ] = None,
    expected: Annotated[
        bool, typer.Option("--expected", help="Run the model for every prediction.")
    ] = False,
    runs: Annotated[
        int | None,
        typer.Option(
            min=8, max=100_000, help="Runs of each scenario; each outcome's own by default."
        ),
    ] = None,
    seed: Seed = 0,
    out: Annotated[
        Path | None,
        typer.Option(
            parser=to_place,
            metavar="FILE",
            help="Write the page as Markdown; without LESSON a folder with all pages.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show a lesson, write its page, or run the model for its predictions."""
    from sovsim.cli.errors import InputError
    from sovsim.disk.put import put
    from sovsim.lesson import load_lesson

    if name is None:
        if out is None or expected or as_json:
            raise InputError("name a LESSON, or a folder for the pages of all: --out FOLDER")
        _write_all(out)
        return
    lesson = load_lesson(name)
    if expected:
        if out is not None:
            raise InputError("--out writes the page; --expected prints to the screen")
        _expected(lesson, runs, seed, as_json=as_json)
        return
    if runs is not None:
        raise InputError("--runs goes with --expected")
    if as_json:
        from sovsim.cli.output import print_json

        print_json(_plain(lesson))
        return
    from sovsim.lesson.page import page

    text = page(lesson)
    if out is not None:
        put(out, text)
        print(out)
        return
    _show(lesson)


def _write_all(folder: Path) -> None:
    from sovsim.cli.output import say
    from sovsim.disk.put import put
    from sovsim.lesson.index import pages

    for file, text in pages().items():
        put(folder / file, text)
        say(str(folder / file))


def _plain(lesson: Lesson) -> dict[str, Any]:
    """Return a lesson as its file has it."""
    return {
        "lesson": lesson.head.model_dump(),
        "step": [step.model_dump(by_alias=True, exclude_unset=True) for step in lesson.steps],
        "teacher": lesson.teacher.model_dump(),
    }


def _show(lesson: Lesson) -> None:
    """Print the hour; what the model gives for predictions stays hidden until it is asked for."""
    from sovsim.citation import written
    from sovsim.cli.output import heading, paragraph, say
    from sovsim.lesson.page import HEADINGS
    from sovsim.lesson.text import paragraphs

    head = lesson.head
    heading(f"{head.order}. {head.title}")
    paragraph(f"Aim: {head.aim}", 2)
    paragraph(f"Time: {head.minutes} minutes", 2)
    for number, step in enumerate(lesson.steps, 1):
        say("")
        heading(f"Step {number}. {HEADINGS[step.kind]}: {step.title}")
        for text in paragraphs(step.text):
            paragraph(text, 2)
        if step.scenario:
            against = f" against {step.against}" if step.against else ""
            paragraph(f"scenario: {step.scenario}{against}", 2)
        if step.question:
            paragraph(step.question, 2)
        for option in (*step.options, *step.questions):
            paragraph(f"- {option}", 4, hang=2)
        if step.claims:
            paragraph(f"claims: {', '.join(written(step.claims))}", 2)
    say("")
    shown = lesson.name if lesson.path.stem == lesson.name else str(lesson.path)
    paragraph(f"`sovsim lesson {shown} --out FILE.md` writes it with the teacher's page;")
    paragraph(f"`sovsim lesson {shown} --expected` runs the model for its predictions.")


def _expected(lesson: Lesson, runs: int | None, seed: int, *, as_json: bool) -> None:
    from sovsim.cli.output import print_json
    from sovsim.lesson.expected import expected

    found = expected(lesson, runs, seed)
    if as_json:
        print_json({"lesson": lesson.name, "expected": [_row(one) for one in found]})
        return
    for one in found:
        _tell(one)


def _row(one: Expected) -> dict[str, Any]:
    low, high = one.band
    return {
        "step": one.step,
        "question": one.question,
        "options": list(one.options),
        "shares": list(one.shares),
        "written": list(one.written),
        "runs": len(one.values),
        "seed": one.seed,
        "median": one.median,
        "low": low,
        "high": high,
    }


def _tell(one: Expected) -> None:
    from sovsim.cli.output import paragraph, print_table, say

    blank = [None] * len(one.options)
    rows = [
        {"option": option, "share": share, "written": written}
        for option, share, written in zip(
            one.options, one.shares, one.written or blank, strict=True
        )
    ]
    columns = {"option": "answer", "share": "share", "written": "in the file"}
    print_table(rows, columns, f"Step {one.step}. {one.question}", digits=2)
    low, high = one.band
    told = f"median {one.median:.3g}, eight tenths of {len(one.values)} runs"
    paragraph(f"{told} between {low:.3g} and {high:.3g} (seed {one.seed})", 2)
    given = ", ".join(f"{share:.2f}" for share in one.shares)
    say(f"  expected = [{given}]\n")
