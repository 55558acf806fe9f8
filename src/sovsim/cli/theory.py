"""``sovsim theory``: theory as a factor beside parameters and chance."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import typer

from sovsim.brief import count
from sovsim.cli.hands import Scheduler, Workers, hired
from sovsim.cli.options import AsJson, FigureFormat, ScenarioName, Seed, Settings, formats_of
from sovsim.cli.output import say
from sovsim.cli.studies import Figures, Metrics, StudyFolder, named


def command(
    scenario: ScenarioName,
    kind: Annotated[
        Literal["only", "without"],
        typer.Option(help="Each theory's motive alone, or each one switched off."),
    ] = "only",
    parameters: Annotated[
        list[str] | None,
        typer.Option(
            "--parameters",
            "-p",
            metavar="NAMES",
            help="Parameters or groups, with commas; foreign_policy and alignment by default.",
        ),
    ] = None,
    metrics: Metrics = None,
    points: Annotated[int, typer.Option(min=2, help="Points of the parameter space.")] = 64,
    runs: Annotated[int, typer.Option(min=2, help="Runs at each point.")] = 4,
    seed: Seed = 0,
    workers: Workers = None,
    scheduler: Scheduler = None,
    settings: Settings = None,
    out: StudyFolder = None,
    figures: Figures = True,
    fmt: FigureFormat = "png",
    as_json: AsJson = False,
) -> None:
    """Share out the outcomes' variance among theory, parameters and chance."""
    from sovsim.cli.output import paragraph, print_json, print_table
    from sovsim.cli.progress import Bar
    from sovsim.disk.plain import plain
    from sovsim.scenario import load_scenario
    from sovsim.studies.theory import DEFAULT_PARAMETERS, run_theories
    from sovsim.studies.write import write_study

    loaded = load_scenario(scenario).with_settings(settings or ())
    with hired(workers, scheduler, out) as hands, Bar(f"theories on {loaded.name}") as bar:
        found = run_theories(
            loaded,
            named(parameters) or DEFAULT_PARAMETERS,
            named(metrics),
            points,
            runs,
            seed,
            out=None if out is None else out / "design",
            kind=kind,
            progress=bar,
            **hands,
        )
    summary: dict[str, Any] = {
        "scenario": found.scenario,
        "kind": kind,
        "theories": list(dict.fromkeys(found.table["arm"])),
        "parameters": list(found.points.columns),
        "points": len(found.points),
        "runs": found.runs,
        "seed": found.seed,
    }
    if out is not None:
        write_study(out, {"shares": found.shares, "means": found.means}, summary)
        if figures:
            from sovsim.plots.study_figures import save_figures, theory_figure
            from sovsim.plots.style import Notes

            told = f"{found.scenario}: {points} points, {runs} runs of each theory."
            figure = theory_figure(found.shares, Notes(told, f"seed {found.seed}"))
            save_figures({f"theory-{kind}": figure}, out / "figures", formats_of(fmt))
    wide = found.shares.pivot(index="metric", columns="source", values="share")
    order = list(dict.fromkeys(found.shares["metric"]))
    rows = plain(wide.loc[order].reset_index().to_dict("records"))
    if as_json:
        print_json({**summary, "shares": rows, "means": plain(found.means.to_dict("records"))})
        return
    columns = {"metric": "metric", **dict.fromkeys(found.shares["source"])}
    title = f"{found.scenario}: share of each outcome's variance"
    print_table(rows, {key: value or key for key, value in columns.items()}, title)
    paragraph(
        f"{len(summary['theories'])} theories ({kind} its own motive) x {points} points of "
        f"{count(len(summary['parameters']), 'parameter')} x {count(runs, 'run')} on common noise, "
        f"seed {seed}."
    )
    if out is not None:
        say(f"written to {out}")
