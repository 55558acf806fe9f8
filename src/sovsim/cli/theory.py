"""``sovsim theory``: theory as a factor beside parameters and chance."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from sovsim.brief import count
from sovsim.cli.hands import EngineName, Scheduler, Workers, hired
from sovsim.cli.options import AsJson, FigureFormat, ScenarioName, Seed, Settings, formats_of
from sovsim.cli.output import say
from sovsim.cli.studies import Figures, Metrics, StudyFolder, named

if TYPE_CHECKING:
    import pandas as pd


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
    engine: EngineName = "auto",
    settings: Settings = None,
    out: StudyFolder = None,
    figures: Figures = True,
    fmt: FigureFormat = "svg",
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
    with hired(workers, scheduler, engine, out) as hands, Bar(f"theories on {loaded.name}") as bar:
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
        parts = plain(found.shares.to_dict("records"))
        means = plain(found.means.to_dict("records"))
        print_json({**summary, "shares": rows, "components": parts, "means": means})
        return
    title = f"{found.scenario}: share of each outcome's variance, per cent"
    columns = ("metric", "theory", "90 %", "parameters", "both", "noise", "mixed")
    print_table(_shown(found.shares), dict(zip(columns, columns, strict=True)), title)
    paragraph(
        "What a source itself adds to the variance (its component); for the theory with the "
        "interval. Both: theory x parameters. Mixed: noise x any of them. Below 0 is chance "
        "around nothing; a dash, that nothing varies."
    )
    paragraph(
        f"{len(summary['theories'])} theories ({kind} its own motive) x {points} points of "
        f"{count(len(summary['parameters']), 'parameter')} x {count(runs, 'run')} on common noise, "
        f"seed {seed}."
    )
    if out is not None:
        say(f"written to {out}")


def _shown(shares: pd.DataFrame) -> list[dict[str, str]]:
    """Return a row per metric as the screen has room for it; interactions with noise are summed."""
    rows = []
    for metric, part in shares.groupby("metric", sort=False):
        value = part.set_index("source")["share"]
        ends = part.set_index("source").loc["theory", ["low", "high"]]
        noisy = [name for name in value.index if name.endswith("x noise")]
        rows.append(
            {
                "metric": str(metric),
                "theory": _percent(value["theory"]),
                "90 %": " to ".join(map(_percent, ends)) if ends.notna().all() else "-",
                "parameters": _percent(value["parameters"]),
                "both": _percent(value["theory x parameters"]),
                "noise": _percent(value["noise"]),
                "mixed": _percent(value[noisy].sum(skipna=False)),
            }
        )
    return rows


def _percent(share: float) -> str:
    return "-" if isnan(share) else f"{round(100.0 * share)}"
