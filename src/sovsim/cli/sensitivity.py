"""``sovsim sensitivity``: which parameters the outcomes follow over their ranges."""

from __future__ import annotations

from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from sovsim.brief import count
from sovsim.cli.hands import EngineName, Scheduler, Workers, hired
from sovsim.cli.options import AsJson, FigureFormat, ScenarioName, Seed, Settings, formats_of
from sovsim.cli.output import say
from sovsim.cli.studies import Figures, Metrics, StudyFolder, named

if TYPE_CHECKING:
    from sovsim.studies.sensitivity import Sensitivity

TOP = 5
"""Parameters shown for each metric."""


def command(
    scenario: ScenarioName,
    method: Annotated[
        Literal["morris", "sobol"],
        typer.Option(help="morris screens many parameters, sobol shares out the variance."),
    ] = "morris",
    parameters: Annotated[
        list[str] | None,
        typer.Option(
            "--parameters",
            "-p",
            metavar="NAMES",
            help="Parameters or groups, with commas; all assumed and inferred ones by default.",
        ),
    ] = None,
    metrics: Metrics = None,
    samples: Annotated[
        int | None,
        typer.Option(min=2, help="Trajectories (8) or base points (128, a power of 2)."),
    ] = None,
    runs: Annotated[int, typer.Option(min=1, help="Runs averaged at each point.")] = 4,
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
    """Find which parameters the outcomes of a scenario follow (needs the extra 'explore')."""
    from sovsim.cli.output import print_json
    from sovsim.cli.progress import Bar
    from sovsim.disk.plain import plain
    from sovsim.scenario import load_scenario
    from sovsim.studies.sensitivity import run_sensitivity
    from sovsim.studies.write import write_study

    loaded = load_scenario(scenario).with_settings(settings or ())
    with hired(workers, scheduler, engine, out) as hands, Bar(f"{method} on {loaded.name}") as bar:
        found = run_sensitivity(
            loaded,
            method,
            named(parameters) or ("all",),
            named(metrics),
            samples,
            runs,
            seed,
            out=None if out is None else out / "design",
            progress=bar,
            **hands,
        )
    summary = _summary(found)
    if out is not None:
        tables = {"indices": found.indices, "convergence": found.convergence}
        write_study(out, tables, summary)
    if as_json:
        print_json({**summary, "indices": plain(found.indices.to_dict("records"))})
    else:
        _show(found)
    if out is not None and figures:
        _draw(found, out, formats_of(fmt))
    if out is not None and not as_json:
        say(f"written to {out}")


def _summary(found: Sensitivity) -> dict[str, Any]:
    return {
        "scenario": found.scenario,
        "method": found.method,
        "parameters": list(found.points.columns),
        "samples": found.samples,
        "points": len(found.points),
        "runs": found.runs,
        "seed": found.seed,
        "chance_share": found.chance,
        "skipped": found.skipped,
        "constant": list(found.constant),
    }


def _draw(found: Sensitivity, out: Path, formats: tuple[str, ...]) -> None:
    from sovsim.plots.study_figures import save_figures, sensitivity_figures
    from sovsim.plots.style import Notes

    size = f"{count(len(found.points), 'point')}, {count(found.runs, 'run')} each"
    caption = f"{found.scenario}: {size}."
    varying, grown = (
        table[~table["metric"].isin(found.constant)] for table in (found.indices, found.convergence)
    )
    drawn = sensitivity_figures(varying, grown, found.method, Notes(caption, f"seed {found.seed}"))
    save_figures(drawn, out / "figures", formats)


def _show(found: Sensitivity) -> None:
    from sovsim.analysis.sensitivity import HEAD
    from sovsim.cli.output import heading, paragraph, print_table

    rows: list[dict[str, Any]] = []
    varying = found.indices[~found.indices["metric"].isin(found.constant)]
    for metric, part in varying.groupby("metric", sort=False):
        wide = part.pivot(index="parameter", columns="index", values="value")
        head = part[part["index"] == HEAD[found.method]].head(TOP)
        for row in head.to_dict("records"):
            interval = f"[{_told(row['low'])}, {_told(row['high'])}]"
            told = {"metric": metric, "parameter": row["parameter"], "interval": interval}
            values = wide.loc[str(row["parameter"])].to_dict()
            rows.append({**{str(name): _told(value) for name, value in values.items()}, **told})
    shown = (
        {"mu_star": "change over range", "interval": "95 % interval", "sigma": "sigma"}
        if found.method == "morris"
        else {"first": "first order", "total": "total", "interval": "95 % interval of total"}
    )
    columns = {"parameter": "parameter", **shown}
    if rows:
        heading(f"{found.scenario}: the {TOP} parameters each outcome follows most")
    for name in dict.fromkeys(row["metric"] for row in rows):
        print_table([row for row in rows if row["metric"] == name], columns, f"\n{name}")
    paragraph(
        f"{count(len(found.points.columns), 'parameter')}, {count(len(found.points), 'point')} "
        f"({count(found.samples, 'sample')}), {count(found.runs, 'run')} each on common noise, "
        f"seed {found.seed}."
    )
    doubtful = [name for name, share in found.chance.items() if share > 0.2]
    if doubtful:
        paragraph(f"Chance makes a fifth or more of the variance of: {', '.join(doubtful)}.")
    if found.runs == 1:
        paragraph("With one run at each point nothing tells parameters from chance.")
    for metric in found.constant:
        paragraph(
            f"{metric}: the same at every point, so that no parameter has a share in it; "
            "other parameters, longer spans or more runs may move it."
        )
    for metric, why in found.skipped.items():
        paragraph(f"{metric}: left out, {why}.")


def _told(value: float) -> str:
    """Return an index as text; undefined ones, as of a constant part of the sample, as a dash."""
    return "-" if isnan(value) else f"{value:.3g}"
