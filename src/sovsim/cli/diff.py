"""``sovsim diff``: what two scenarios do differently."""

from __future__ import annotations

from typing import Annotated

import typer

from sovsim.cli.options import AsJson


def command(
    a: Annotated[str, typer.Argument(metavar="A", help="Scenario or file.", show_default=False)],
    b: Annotated[str, typer.Argument(metavar="B", help="Scenario or file.", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """Show what two scenarios change, in words and values."""
    from sovsim.cli.output import print_json, print_table
    from sovsim.scenario import diff, load_scenario

    one, other = load_scenario(a), load_scenario(b)
    rows = [vars(difference) for difference in diff(one, other)]
    if as_json:
        print_json(rows)
    elif rows:
        columns = {"key": "key", "a": "A", "b": "B", "words": "meaning"}
        print_table(rows, columns, f"A: {one.name}   B: {other.name}")
    else:
        print(f"{one.name} and {other.name} run alike; only their prose may differ.")
