"""``sovsim why``: what stands behind a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sovsim.cli.options import AsJson

if TYPE_CHECKING:
    from sovsim.provenance import Answer


def command(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="Parameter, variable, rule, term, metric, event, claim or concept; RH-01, G-01 "
            "or such; a state, a body or a shipped file.",
            show_default=False,
        ),
    ],
    as_json: AsJson = False,
) -> None:
    """Show value, unit, range, status, claims and rule of a name."""
    from sovsim.cli.output import print_json
    from sovsim.provenance import why

    answers = why(name)
    if as_json:
        print_json([answer.as_dict() for answer in answers])
        return
    for number, answer in enumerate(answers):
        if number:
            print()
        _show(answer)


def _show(answer: Answer) -> None:
    from sovsim.cli.output import heading, paragraph
    from sovsim.whereabouts import SHOWN

    heading(f"{answer.kind} {answer.name}")
    for block in answer.meaning.split("\n\n"):
        if "::" in answer.meaning and block.startswith("    "):
            print(block)
        else:
            paragraph(" ".join(block.split()), 2)
    for label, value in answer.facts.items():
        told = ", ".join(map(_text, value)) if isinstance(value, list) else _text(value)
        if label == "range":
            told = f"{_text(value[0])} to {_text(value[1])}"
        paragraph(f"{label}: {told}", 2)
    if answer.rules and answer.kind != "rule":
        word = "written by" if answer.kind == "variable" else "rule"
        paragraph(f"{word}: {', '.join(answer.rules)}", 2)
    if answer.kind == "claim":
        return
    if not answer.claims and not {"behind it", SHOWN} & answer.facts.keys():
        paragraph("claims: none; it is ours alone", 2)
    for claim in answer.as_dict()["claims"]:
        paragraph(claim["cited"], 2, hang=2)
        paragraph(claim["text"], 6)


def _text(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
