"""``sovsim ablation``: each mechanism off in turn, and what then changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from sovsim.cli.hands import EngineName, Scheduler, Workers, hired
from sovsim.cli.options import AsJson, FigureFormat, ScenarioName, Seed, Settings, formats_of
from sovsim.cli.output import say
from sovsim.cli.studies import Figures, Metrics, StudyFolder, named

if TYPE_CHECKING:
    from sovsim.studies.ablation import Ablation


def command(
    scenario: ScenarioName,
    by: Annotated[
        Literal["claim", "term", "rule"],
        typer.Option(help="What is switched off as a whole: every term of a claim, one, a rule."),
    ] = "claim",
    only: Annotated[
        list[str] | None,
        typer.Option(metavar="NAMES", help="Only these mechanisms, with commas."),
    ] = None,
    metrics: Metrics = None,
    runs: Annotated[int, typer.Option(min=3, help="Runs of each arm, on common noise.")] = 32,
    top: Annotated[int, typer.Option(min=1, help="Mechanisms shown.")] = 20,
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
    """Switch off each mechanism in turn on identical noise: what rests on which claims."""
    from sovsim.cli.output import print_json
    from sovsim.cli.progress import Bar
    from sovsim.disk.plain import plain
    from sovsim.scenario import load_scenario
    from sovsim.studies.ablation import run_ablation
    from sovsim.studies.write import write_study

    loaded = load_scenario(scenario).with_settings(settings or ())
    with hired(workers, scheduler, engine, out) as hands, Bar(f"ablation of {loaded.name}") as bar:
        found = run_ablation(
            loaded,
            by,
            named(metrics),
            runs,
            seed,
            out=None if out is None else out / "runs",
            only=named(only) or None,
            progress=bar,
            **hands,
        )
    summary: dict[str, Any] = {
        "scenario": found.scenario,
        "by": found.by,
        "runs": found.runs,
        "seed": found.seed,
        "mechanisms": len(found.mechanisms),
        "idle": int(found.ranking["idle"].sum()),
    }
    if out is not None:
        write_study(out, {"effects": found.table, "ranking": found.ranking}, summary)
        if figures:
            _draw(found, out, formats_of(fmt))
    if as_json:
        print_json({**summary, "ranking": plain(found.ranking.to_dict("records"))})
    else:
        _show(found, top, out)


def _draw(found: Ablation, out: Path, formats: tuple[str, ...]) -> None:
    from sovsim.plots.study_figures import ablation_figure, save_figures
    from sovsim.plots.style import Notes

    caption = f"{found.scenario}: {found.runs} paired runs of each."
    figure = ablation_figure(found.table, found.ranking, Notes(caption, f"seed {found.seed}"))
    save_figures({f"ablation-{found.by}": figure}, out / "figures", formats)


def _show(found: Ablation, top: int, out: Path | None) -> None:
    from sovsim.cli.output import paragraph, print_table

    rows: list[dict[str, Any]] = []
    for row in found.ranking.head(top).to_dict("records"):
        claims = row["claims"]
        told = ", ".join(claims[:2]) + (f" and {len(claims) - 2} more" if len(claims) > 2 else "")
        interval = f"[{row['low']:+.3g}, {row['high']:+.3g}]"
        kept = {str(key): value for key, value in row.items()}
        rows.append({**kept, "interval": interval, "told": told or "ours alone"})
    columns = {
        "unit": found.by,
        "weight": "weight",
        "moved": "metrics moved",
        "strongest": "strongest on",
        "effect": "effect (sd)",
        "difference": "difference",
        "interval": "95 % interval",
    }
    if found.by != "claim":
        columns["told"] = "claims"
    print_table(rows, columns, f"{found.scenario}: what rests on which {found.by}")
    idle = int(found.ranking["idle"].sum())
    paragraph(
        f"Without the mechanism minus with it, {found.runs} paired runs, seed {found.seed}; weight "
        f"is the mean size of its effects over the metrics. {len(found.mechanisms)} mechanisms, "
        f"{idle} of them without any trace here; 'moved' is corrected by Holm over all."
    )
    if out is not None:
        say(f"written to {out}")
