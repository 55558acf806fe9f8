"""The commands, put together; each stands in a file of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from sovsim.cli import (
    ablation,
    app_command,
    backtest,
    base,
    batch,
    behaviour,
    branch,
    calibrate,
    check,
    cite,
    claims,
    compare,
    diff,
    discover,
    experiment,
    explain,
    export,
    lesson,
    list_all,
    new,
    observed,
    odd,
    options_command,
    program,
    report,
    run,
    schema,
    score,
    sensitivity,
    theory,
    verify,
    why,
)
from sovsim.cli.panels import ordered, panel_of
from sovsim.cli.readable import Readable, ReadableGroup

COMMANDS: dict[str, Callable[..., None]] = {
    "list": list_all.command,
    "lesson": lesson.command,
    "run": run.command,
    "explain": explain.command,
    "branch": branch.command,
    "batch": batch.command,
    "compare": compare.command,
    "experiment": experiment.command,
    "options": options_command.command,
    "sensitivity": sensitivity.command,
    "ablation": ablation.command,
    "theory": theory.command,
    "discover": discover.command,
    "behaviour": behaviour.command,
    "calibrate": calibrate.command,
    "backtest": backtest.command,
    "score": score.command,
    "base": base.command,
    "observed": observed.command,
    "check": check.command,
    "schema": schema.command,
    "diff": diff.command,
    "why": why.command,
    "claims": claims.command,
    "verify": verify.command,
    "report": report.command,
    "odd": odd.command,
    "program": program.command,
    "new": new.command,
    "export": export.command,
    "app": app_command.command,
    "cite": cite.command,
}
"""Commands by name; `sovsim.cli.panels` has the order in which help lists them."""

app = typer.Typer(
    name="sovsim",
    cls=ReadableGroup,
    help="Simulate how sovereign a region's states are in fact, and say why.",
    epilog="Start with:  sovsim run csto-kazakhstan-2022\n\n"
    "Teach with:  sovsim export coercive-diplomacy -o lesson.html",
    add_completion=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for _name in ordered(list(COMMANDS)):
    app.command(_name, cls=Readable, rich_help_panel=panel_of(_name))(COMMANDS[_name])


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.", is_eager=True)
    ] = False,
) -> None:
    """Simulate how sovereign a region's states are in fact, and say why."""
    if version:
        import sovsim

        print(f"sovsim {sovsim.__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        print(context.get_help())
        raise typer.Exit
