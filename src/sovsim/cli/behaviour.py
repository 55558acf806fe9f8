"""``sovsim behaviour``: how the model behaves, beside what is wanted of it."""

from __future__ import annotations

from typing import Annotated

import typer

from sovsim.cli.options import AsJson, Seed


def command(
    groups: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[GROUP]...",
            help="autonomy, governments, force, bodies, movement, order; all by default.",
        ),
    ] = None,
    runs: Annotated[int, typer.Option(min=20, help="Runs of each arm.")] = 200,
    seed: Seed = 0,
    as_json: AsJson = False,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print the page of the docs.")
    ] = False,
) -> None:
    """Print the figures by which the model's world is judged, beside their targets."""
    from sovsim.cli.errors import InputError
    from sovsim.cli.output import paragraph, print_json, print_table, say
    from sovsim.cli.progress import ANEW, Bar
    from sovsim.disk.plain import plain
    from sovsim.documents.nearest import did_you_mean
    from sovsim.studies.behaviour import GROUPS, behaviour
    from sovsim.studies.behaviour.page import page

    for group in groups or ():
        if group not in GROUPS:
            known = ", ".join(GROUPS)
            raise InputError(f"unknown group '{group}'; {known}{did_you_mean(group, GROUPS)}")
    with Bar("behaviour", ANEW) as bar:
        found = behaviour(runs, seed, groups or GROUPS, progress=bar)
    if as_json:
        print_json({"runs": runs, "seed": seed, "rows": plain([row.as_dict() for row in found])})
        return
    if markdown:
        say(page(found, runs, seed).rstrip())
        return
    for name in dict.fromkeys(row.group for row in found):
        rows = [
            {
                "question": _named(row.question),
                "now": f"{row.value:.2f}",
                "band": f"{row.low:.2f} to {row.high:.2f}",
                "wanted": row.wanted,
                "verdict": row.verdict,
            }
            for row in found
            if row.group == name
        ]
        print_table(
            rows, {key: key for key in ("question", "now", "band", "wanted", "verdict")}, name
        )
    judged = [row for row in found if row.verdict != "reported"]
    met = sum(row.verdict == "met" for row in judged)
    paragraph(
        f"{met} of {len(judged)} targets are met: the 80 % band of a figure touches what is "
        f"wanted. {runs} runs of each arm, seed {seed}. Thresholds are ours; sizes were looked at "
        "against them, so that meeting one is no evidence about the world."
    )


def _named(question: str) -> str:
    """Return a question with names of states in place of their codes."""
    import re

    from sovsim.region import load_region

    names = {state.code: state.name for state in load_region("post-soviet").states}
    return re.sub(r"\b[A-Z]{3}\b", lambda code: names.get(code[0], code[0]), question)
