"""``sovsim branch``: the same run on the same noise, with one thing changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from sovsim.cli.options import AsJson, RunPath

if TYPE_CHECKING:
    import pandas as pd


def command(
    run: RunPath,
    at: Annotated[
        str,
        typer.Option("--at", metavar="QUARTER", help="Quarter of the change.", show_default=False),
    ],
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="KEY=VALUE",
            help="Parameter, mechanism, or decision such as play.KAZ.action=hedge.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Change one thing from a quarter on and show where the two histories part."""
    from sovsim.cli.output import print_json, print_table
    from sovsim.record.branch import branch

    made = branch(run, at, settings or ())
    divergences = made.divergences
    if as_json:
        print_json(
            {
                "scenario": made.scenario.name,
                "at": at,
                "settings": list(made.settings),
                "first": made.first.to_dict("records"),
                "divergences": divergences.to_dict("records"),
            }
        )
        return
    what = ", ".join(made.settings) or "nothing changed"
    if not len(divergences):
        print(f"{made.scenario.name} from {at}, {what}: the two runs are the same to the last bit.")
        return
    columns = {
        "state": "who",
        "quarter": "first apart in",
        "variable": "variable",
        "original": "run",
        "branch": "branch",
        "difference": "difference",
        "end_variable": "most apart at the end",
        "end": "by",
    }
    print_table(_rows(made.first, divergences), columns, f"{made.scenario.name} from {at}: {what}")
    print("Differences are branch minus run, on the same noise.")


def _signed(value: float) -> str:
    return f"{value:+.2g}"


def _rows(first: pd.DataFrame, divergences: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the first divergence of everyone, with the largest difference that is left."""
    ends = divergences.assign(size=divergences["end"].abs()).sort_values("size")
    last = {row["state"]: row for row in ends.to_dict("records")}
    return [
        {
            **{str(key): value for key, value in row.items()},
            "end_variable": last[row["state"]]["variable"],
            "difference": _signed(row["difference"]),
            "end": _signed(last[row["state"]]["end"]),
        }
        for row in first.to_dict("records")
    ]
