"""``sovsim run``: one run, a table on the screen and a folder on disk."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sovsim.cli.beside import IndicatorNames, ObservedFolder, Until, folder, shown, summed, tell
from sovsim.cli.errors import InputError
from sovsim.cli.hands import EngineName
from sovsim.cli.kinds import check_scenario
from sovsim.cli.options import (
    AsJson,
    FigureFormat,
    ScenarioName,
    Seed,
    Settings,
    formats_of,
    to_place,
)
from sovsim.cli.output import say
from sovsim.cli.posterior import PosteriorName, fitted

if TYPE_CHECKING:
    from sovsim.record.summary import Summary


MARK = "*"
"""Stands before what was not the model's to decide."""


def command(
    scenario: ScenarioName,
    seed: Seed = 0,
    settings: Settings = None,
    posterior: PosteriorName = None,
    member: Annotated[
        int | None,
        typer.Option(
            min=0, help="Which member of the posterior; the mean by default.", show_default=False
        ),
    ] = None,
    observed: ObservedFolder = None,
    until: Until = None,
    indicators: IndicatorNames = None,
    out: Annotated[
        Path | None,
        typer.Option(
            parser=to_place,
            metavar="DIR",
            help="Folder to write; runs/SCENARIO-seedSEED by default.",
        ),
    ] = None,
    plots: Annotated[bool, typer.Option(help="Draw figures and write the report.")] = True,
    fmt: FigureFormat = "svg",
    csv: Annotated[bool, typer.Option("--csv", help="Write every table as CSV, too.")] = False,
    force: Annotated[
        bool,
        typer.Option(
            "--force",
            help="Replace another run in the folder, or write beside files of others; "
            "those always stay, and no folder of another kind is written to.",
        ),
    ] = False,
    engine: EngineName = "auto",
    as_json: AsJson = False,
) -> None:
    """Run a scenario once and keep everything that happened."""
    from sovsim.cli.output import print_json
    from sovsim.cli.progress import ANEW, Bar
    from sovsim.compiled.ahead import compile_ahead
    from sovsim.record.folder_target import check_target
    from sovsim.record.summary import summary_of
    from sovsim.scenario import load_scenario
    from sovsim.single_run import from_posterior, illustrate, run

    seen = folder(observed, until, indicators)
    chosen = tuple(settings or ())
    check_scenario(scenario)
    loaded, sample = load_scenario(scenario), fitted(posterior)
    if sample is None and member is not None:
        raise InputError(f"--member {member}: goes with --posterior")
    asked = loaded.with_settings(chosen)
    changed, _ = from_posterior(asked, sample, member, chosen)
    other = bool(chosen) or sample is not None
    name = f"{changed.name}-seed{seed}" + (f"-{changed.spec_hash[:8]}" if other else "")
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
    beside = None
    if seen is not None:
        from sovsim.beside.beside import Asked

        beside = shown(
            Asked(
                asked,
                until,
                seed=seed,
                indicators=tuple(indicators or ()),
                posterior=sample,
                settings=chosen,
                own=(changed, 0),
            ),
            seen,
        )
    with Bar(changed.name, ANEW) as bar:
        done = run(
            loaded,
            seed,
            out=target,
            settings=chosen,
            posterior=sample,
            member=member,
            plots=False,
            csv=csv,
            force=force,
            engine=engine,
            progress=bar,
        )
    if engine == "auto" and sys.stderr.isatty():
        compile_ahead(changed)
    summary = summary_of(done)
    if not as_json:
        _show(summary)
        if sample is not None:
            _from(sample.over(asked, chosen).words, member)
        if beside is not None:
            tell(beside)
    if plots and done.folder is not None:
        whole = f"the run itself is whole; 'sovsim report {target}' draws what is missing"
        with Bar("drawing figures and the report", whole) as bar:
            illustrate(done.folder, beside=beside, formats=formats_of(fmt), progress=bar)
    if as_json:
        told = {} if beside is None else {"beside": summed(beside)}
        print_json({"folder": str(target), **vars(summary), **told})
    else:
        say(f"\nFiles are in {target}")
        say(f"  sovsim explain {target} STATE QUARTER   says why")
        say(f"  sovsim report {target} --runs 200       says how common this course is")


def _show(summary: Summary) -> None:
    from sovsim.cli.output import heading, paragraph
    from sovsim.telling.names import capital

    heading(summary.title)
    paragraph(" ".join(summary.question.split()))
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
    paragraph("This is one run of many: another seed takes another course; it is no forecast.")


def _from(words: str, member: int | None) -> None:
    """Say what of a posterior the run has."""
    from sovsim.cli.output import paragraph

    which = "the mean of all members" if member is None else f"member {member}"
    print()
    paragraph(f"{words} This run has {which}.")


def _any(events: list[dict[str, Any]]) -> bool:
    return any(row["by"] for row in events)


def _line(quarter: str, words: str, *, imposed: bool) -> None:
    """Print something that happened: quarter, mark, sentence."""
    from sovsim.cli.output import paragraph

    paragraph(f"{quarter} {MARK if imposed else ' '} {words}", 2, hang=9)


def _outcomes(summary: Summary) -> None:
    from sovsim.cli.output import heading, paragraph, shown

    heading("Outcomes")
    widest = max((len(row["label"]) for row in summary.metrics), default=0)
    for row in summary.metrics:
        paragraph(f"{row['label']:<{widest}}  {shown(row['value']):>6}  {row['unit']}", 2, hang=4)
        name = "" if row["label"].replace(" ", "_") == row["metric"] else f" ({row['metric']})"
        paragraph(f"{row['meaning']}{name}", 6)
    if summary.metrics_left_out:
        print(f"  ... and {summary.metrics_left_out} more in metrics.json and in report.html")


def _states(summary: Summary) -> None:
    from sovsim.cli.output import print_table

    last = summary.span[1]
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
    print_table(
        rows,
        columns,
        f"States, start values to end of {last} (0 to 1, mean over domains or channels)",
    )
