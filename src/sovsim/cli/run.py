"""``sovsim run``: one run, a table on the screen and a folder on disk."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sovsim.cli.options import AsJson, ScenarioName, Seed, Settings, to_place
from sovsim.cli.output import say

if TYPE_CHECKING:
    from sovsim.record.summary import Summary


MARK = "*"
"""Stands before what was not the model's to decide."""

WIDTH = 80


def command(
    scenario: ScenarioName,
    seed: Seed = 0,
    settings: Settings = None,
    out: Annotated[
        Path | None,
        typer.Option(
            parser=to_place,
            metavar="DIR",
            help="Folder to write; runs/SCENARIO-seedSEED by default.",
        ),
    ] = None,
    plots: Annotated[bool, typer.Option(help="Draw figures and write the report.")] = True,
    csv: Annotated[bool, typer.Option("--csv", help="Write every table as CSV, too.")] = False,
    force: Annotated[
        bool,
        typer.Option(
            "--force",
            help="Replace another run in the folder, or write beside files of others; "
            "those always stay, and no folder of another kind is written to.",
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Run a scenario once and keep everything that happened."""
    from sovsim.cli.output import print_json
    from sovsim.cli.progress import Bar
    from sovsim.record.folder_target import check_target
    from sovsim.record.summary import summary_of
    from sovsim.scenario import load_scenario
    from sovsim.single_run import illustrate, run

    chosen = tuple(settings or ())
    loaded = load_scenario(scenario)
    changed = loaded.with_settings(chosen)
    name = f"{changed.name}-seed{seed}" + (f"-{changed.spec_hash[:8]}" if chosen else "")
    target = out or Path("runs") / name
    check_target(
        target,
        spec_hash=changed.spec_hash,
        seed=seed,
        run=0,
        force=force,
        csv=csv,
        plots=plots,
    )
    with Bar(changed.name) as bar:
        done = run(
            loaded,
            seed,
            out=target,
            settings=chosen,
            plots=False,
            csv=csv,
            force=force,
            progress=bar,
        )
    summary = summary_of(done)
    if not as_json:
        _show(summary)
    if plots and done.folder is not None:
        try:
            illustrate(done.folder)
        except KeyboardInterrupt:
            say(f"the run itself is whole; 'sovsim report {target}' draws what is missing")
            raise
    if as_json:
        print_json({"folder": str(target), **vars(summary)})
    else:
        say(f"\nFiles are in {target}")
        say(f"  sovsim explain {target} STATE QUARTER   says why")
        say(f"  sovsim report {target} --runs 200       says how common this course is")


def _show(summary: Summary) -> None:
    from sovsim.cli.output import heading
    from sovsim.telling.names import capital

    heading(summary.title)
    print(textwrap.fill(" ".join(summary.question.split()), WIDTH))
    first, last = summary.span
    print(f"{first} to {last}, seed {summary.seed}\n")
    if summary.imposed:
        mark = f" ({MARK}: a decision that it imposes)"
        decided = any(row["decision"] for row in summary.imposed)
        part = ", in part" if summary.imposed_left_out else ""
        heading(f"What the scenario sets{part}{mark if decided else ''}")
        for row in summary.imposed:
            _line(row["quarter"], row["what"], imposed=row["decision"])
        if summary.imposed_left_out:
            print(f"  ... and {summary.imposed_left_out} more in the scenario and in report.html")
        print()
    some = f" ({MARK}: imposed; all else is the model's own)"
    whose = some if _any(summary.events) else ", all of it the model's own"
    heading(f"What came of it{whose}")
    for row in summary.events:
        _line(row["quarter"], f"{capital(row['what'])}.", imposed=bool(row["by"]))
    if summary.events_left_out:
        print(f"  ... and {summary.events_left_out} more in events.parquet")
    print()
    _states(summary)
    print()
    _outcomes(summary)
    print("This is one run of many: another seed takes another course; it is no forecast.")


def _any(events: list[dict[str, Any]]) -> bool:
    return any(row["by"] for row in events)


def _line(quarter: str, words: str, *, imposed: bool) -> None:
    """Print something that happened: quarter, mark, sentence."""
    lead = f"  {quarter} {MARK if imposed else ' '} "
    space = " " * len(lead)
    print(textwrap.fill(words, WIDTH, initial_indent=lead, subsequent_indent=space))


def _outcomes(summary: Summary) -> None:
    from sovsim.cli.output import heading, shown

    heading("Outcomes")
    for row in summary.metrics:
        print(f"  {row['metric']:<26}{shown(row['value']):>8}  {row['unit']}")
        lead = " " * 6
        print(textwrap.fill(row["meaning"], WIDTH, initial_indent=lead, subsequent_indent=lead))
    if summary.metrics_left_out:
        print(f"  ... and {summary.metrics_left_out} more in metrics.json and in report.html")


def _states(summary: Summary) -> None:
    from sovsim.cli.output import print_table

    headings = {
        "autonomy": "autonomy",
        "alignment_russia": f"with {summary.hegemon}",
        "alignment_west": f"with {summary.west}",
        "dependence": "dependence",
    }
    rows = [
        {
            "state": row["name"],
            **{
                name: f"{row[f'{name}_start']:.2f} to {row[f'{name}_end']:.2f}" for name in headings
            },
        }
        for row in summary.states
    ]
    columns = {"state": "state", **headings}
    print_table(rows, columns, "States, start to end (0 to 1, mean over domains or channels)")
