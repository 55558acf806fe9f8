"""``sovsim run``: one run, a table on the screen and a folder on disk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sovsim.cli.options import AsJson, ScenarioName, Seed, Settings

if TYPE_CHECKING:
    from sovsim.record.summary import Summary


def command(
    scenario: ScenarioName,
    seed: Seed = 0,
    settings: Settings = None,
    out: Annotated[
        Path | None,
        typer.Option(help="Folder to write; runs/SCENARIO-seedSEED by default."),
    ] = None,
    plots: Annotated[bool, typer.Option(help="Draw figures and write the report.")] = True,
    csv: Annotated[bool, typer.Option("--csv", help="Write every table as CSV, too.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Write to a folder that holds something else.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Run a scenario once and keep everything that happened."""
    from sovsim.cli.output import print_json
    from sovsim.cli.progress import Bar
    from sovsim.record.summary import summary_of
    from sovsim.scenario import load_scenario
    from sovsim.single_run import illustrate, run

    chosen = tuple(settings or ())
    loaded = load_scenario(scenario)
    changed = loaded.with_settings(chosen)
    name = f"{changed.name}-seed{seed}" + (f"-{changed.spec_hash[:8]}" if chosen else "")
    target = out or Path("runs") / name
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
            print(f"the run itself is whole; 'sovsim report {target}' draws what is missing")
            raise
    if as_json:
        print_json({"folder": str(target), **vars(summary)})
    else:
        print(f"\nFiles are in {target}; 'sovsim explain {target} STATE QUARTER' says why.")


def _show(summary: Summary) -> None:
    from sovsim.cli.output import heading, paragraph, print_table

    heading(summary.title)
    paragraph(" ".join(summary.question.split()))
    first, last = summary.span
    print(f"{first} to {last}, seed {summary.seed}\n")
    columns = {"quarter": "quarter", "what": "what happened", "actor": "who", "target": "whom"}
    if summary.imposed:
        print_table(summary.imposed, columns, "What the scenario sets")
        print()
    print_table(summary.events, columns, "What came of it")
    if summary.events_left_out:
        print(f"... and {summary.events_left_out} more in events.parquet")
    print()
    _states(summary)
    print()
    columns = {"metric": "metric", "value": "value", "unit": "unit", "meaning": "meaning"}
    print_table(summary.metrics, columns, "Outcomes")
    print("One run is one possible course of events, not a forecast.")


def _states(summary: Summary) -> None:
    from sovsim.cli.output import print_table

    headings = {
        "autonomy": "autonomy",
        "alignment_russia": "with Russia",
        "alignment_west": "with the West",
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
