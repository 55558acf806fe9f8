"""``sovsim compare``: two scenarios on common random numbers."""

from __future__ import annotations

from typing import Annotated

import typer

from sovsim.cli.errors import InputError
from sovsim.cli.hands import Scheduler, Workers, hired
from sovsim.cli.options import AsJson, Seed, Settings
from sovsim.cli.posterior import APART, Members, PosteriorName, fitted, shared


def command(
    a: Annotated[str, typer.Argument(metavar="A", help="Scenario or file.", show_default=False)],
    b: Annotated[str, typer.Argument(metavar="B", help="Scenario or file.", show_default=False)],
    metric: Annotated[
        list[str] | None, typer.Option("--metric", "-m", help="Metric; may be repeated.")
    ] = None,
    runs: Annotated[
        int | None,
        typer.Option(min=3, help="Runs of each: 256, or at most 4096 with --precision."),
    ] = None,
    precision: Annotated[
        float | None,
        typer.Option(help="Add runs until every interval is at most this wide on either side."),
    ] = None,
    smallest: Annotated[
        list[str] | None,
        typer.Option(metavar="[METRIC=]SIZE", help="Smallest effect that matters."),
    ] = None,
    seed: Seed = 0,
    workers: Workers = None,
    scheduler: Scheduler = None,
    across: Annotated[
        bool,
        typer.Option(
            "--across", help="Compare other spans or regions, too: rates per year, common states."
        ),
    ] = False,
    setting: Settings = None,
    posterior: PosteriorName = None,
    members: Members = None,
    as_json: AsJson = False,
) -> None:
    """Compare two scenarios: paired difference, interval, superiority, verdict."""
    from sovsim.cli.output import paragraph, print_json, print_table
    from sovsim.disk.plain import plain
    from sovsim.ensemble.pairwise import compare

    if precision is not None and precision <= 0.0:
        raise InputError(f"--precision {precision:g}: must be above 0")
    sample = fitted(posterior, members)
    with hired(workers, scheduler, None) as hands:
        found = compare(
            a,
            b,
            metric or (),
            runs or (256 if precision is None else 4096),
            seed,
            precision=precision,
            smallest=_sizes(smallest or []),
            settings=setting or (),
            across=across,
            posterior=sample,
            **hands,
        )
    rows = plain(found.table.to_dict("records"))
    if as_json:
        head = {key: value for key, value in vars(found).items() if key != "table"}
        print_json({**head, "metrics": rows})
        return
    for row in rows:
        row["interval"] = f"[{_shown(row['low'])}, {_shown(row['high'])}]"
    columns = {
        "metric": "metric",
        "mean_x": "A",
        "mean_y": "B",
        "difference": "A - B",
        "interval": f"{found.confidence:.0%} interval",
        "superiority": "P(A > B)",
        "variance_reduction": "variance saved",
        "unit": "unit",
        "verdict": "A against B",
    }
    if found.posterior:
        columns["fitted"] = "from fitted"
        rows = [{**row, "fitted": shared(row)} for row in rows]
    print_table(rows, columns, f"A: {found.a}   B: {found.b}")
    reason = f" Stopping rule: {found.stopped}." if found.stopped else ""
    paragraph(
        f"{found.runs} runs of each on common random numbers, seed {seed}; paired t intervals, "
        f"verdicts corrected by Holm over the metrics; ties count half.{reason}"
    )
    if found.ground:
        paragraph(found.ground)
    if found.posterior:
        paragraph(found.posterior)
        paragraph(f"Members are the units of the intervals. {APART}")


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.3g}"


def _sizes(given: list[str]) -> dict[str, float] | float:
    """Return the smallest effects that matter: one for all, or by metric."""
    sizes: dict[str, float] = {}
    common = None
    for text in given:
        name, equals, number = text.rpartition("=")
        try:
            size = float(number)
        except ValueError:
            size = -1.0
        if not 0.0 <= size < float("inf"):
            raise InputError(f"--smallest {text}: must be SIZE or METRIC=SIZE, SIZE not below 0")
        if equals:
            sizes[name] = size
        else:
            common = size
    if common is not None and sizes:
        raise InputError("--smallest: name a metric every time, or give one size for all")
    return sizes if common is None else common
