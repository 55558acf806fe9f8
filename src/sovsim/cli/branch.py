"""``sovsim branch``: the same run on the same noise, with one thing changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sovsim.cli.options import AsJson, RunPath, to_place

if TYPE_CHECKING:
    import pandas as pd

    from sovsim.record.branch import Branch
    from sovsim.telling.names import Names


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
    out: Annotated[
        Path | None,
        typer.Option(
            parser=to_place,
            metavar="DIR",
            help="Keep the other history as a run folder, with a figure and a report of both.",
        ),
    ] = None,
    plots: Annotated[bool, typer.Option(help="Draw figures and write the report.")] = True,
    force: Annotated[
        bool, typer.Option("--force", help="Replace another run in the folder.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Change one thing from a quarter on and show where the two histories part."""
    from sovsim.cli.output import paragraph, print_json, print_table, say
    from sovsim.record.branch import WORTH, branch, worth_telling
    from sovsim.telling.names import Names

    made = branch(run, at, settings or ())
    divergences = made.divergences
    if out is not None:
        _keep(made, run, out, plots=plots, force=force)
    if as_json:
        print_json(
            {
                **({} if out is None else {"folder": str(out)}),
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
        "who": "who",
        "parts": "first apart in",
        "original": "run",
        "branch": "branch",
        "end": "most apart at the end in",
    }
    names = Names(made.scenario.region)
    rows = _rows(*worth_telling(made), names)
    print_table(rows, columns, f"{made.scenario.name} from {at}: {what}")
    left = divergences["state"].nunique() - len(rows)
    more = f" {left} more differ by less than {WORTH:g}; --json has them." if left else ""
    paragraph(f"Differences are branch minus run, on the same noise.{more}")
    if out is not None:
        say(f"The other history is in {out}")


def _keep(made: Branch, run: Path, out: Path, *, plots: bool, force: bool) -> None:
    """Write the branch as a run folder, with its figures and the report that tells of both."""
    from sovsim.record.branch_folder import write_branch
    from sovsim.single_run import illustrate

    folder = write_branch(made, run, out, force=force)
    if plots:
        illustrate(folder)


def _signed(value: float) -> str:
    return f"{value:+.2g}"


def _rows(first: pd.DataFrame, divergences: pd.DataFrame, names: Names) -> list[dict[str, Any]]:
    """Return the first divergence of everyone, with the largest difference that is left."""
    ends = divergences.assign(size=divergences["end"].abs()).sort_values("size")
    last = {row["state"]: row for row in ends.to_dict("records")}
    return [
        {
            "who": names(row["state"]).replace("_", " "),
            "parts": f"{row['quarter']}, {names.readable(row['variable'])}",
            "original": row["original"],
            "branch": row["branch"],
            "end": f"{names.readable(at_end['variable'])} by {_signed(at_end['end'])}",
        }
        for row in first.to_dict("records")
        if (at_end := last[row["state"]])
    ]
