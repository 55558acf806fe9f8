"""``sovsim explain``: what moved a state in a quarter, and what would have turned its choices."""

from __future__ import annotations

from typing import Annotated

import typer

from sovsim.cli.options import AsJson, RunPath


def command(
    run: RunPath,
    state: Annotated[
        str, typer.Argument(metavar="STATE", help="Code or name, such as KAZ.", show_default=False)
    ],
    quarter: Annotated[
        str, typer.Argument(metavar="QUARTER", help="Such as 2022Q1.", show_default=False)
    ],
    variable: Annotated[
        str | None,
        typer.Argument(
            metavar="[VARIABLE]",
            help="Variable, column or decision: all of it; what matters most by default.",
            show_default=False,
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Every option, term and variable.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Say what was decided, what moved, by which terms and on whose claims."""
    from sovsim.cli.output import WIDTH, print_json, say, screen_width
    from sovsim.record.explain import explain

    explanation = explain(run, state, quarter, variable)
    if as_json:
        print_json(explanation.as_dict())
    else:
        say(explanation.text(screen_width(WIDTH), everything=everything))
