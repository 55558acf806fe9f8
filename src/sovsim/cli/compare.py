"""``sovsim compare``: scenarios against the first of them, on common random numbers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sovsim.cli.errors import InputError
from sovsim.cli.hands import EngineName, Scheduler, Workers, hired
from sovsim.cli.kinds import check_scenario
from sovsim.cli.options import AsJson, FigureFormat, Seed, Settings, formats_of, to_place
from sovsim.cli.posterior import APART, Members, PosteriorName, fitted, shared

if TYPE_CHECKING:
    import pandas as pd

    from sovsim.ensemble.several import Several
    from sovsim.region import Region


def command(
    scenarios: Annotated[
        list[str],
        typer.Argument(
            metavar="A B...",
            help="Scenarios or files, two at least; the first is what the others are held against.",
            show_default=False,
        ),
    ],
    metric: Annotated[
        list[str] | None, typer.Option("--metric", "-m", help="Metric; may be repeated.")
    ] = None,
    state: Annotated[
        list[str] | None,
        typer.Option(
            "--state", "-s", metavar="STATE", help="Of this state, such as KAZ; may be repeated."
        ),
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
    engine: EngineName = "auto",
    across: Annotated[
        bool,
        typer.Option(
            "--across", help="Compare other spans or regions, too: rates per year, common states."
        ),
    ] = False,
    setting: Settings = None,
    posterior: PosteriorName = None,
    members: Members = None,
    out: Annotated[
        Path | None,
        typer.Option(parser=to_place, metavar="DIR", help="Write the table and a figure here."),
    ] = None,
    fmt: FigureFormat = "svg",
    as_json: AsJson = False,
) -> None:
    """Compare scenarios with the first: an answer, paired differences, intervals, verdicts."""
    from sovsim.cite import COMPARISON
    from sovsim.cli.progress import Bar
    from sovsim.disk.taken import check_not_taken
    from sovsim.ensemble.several import compare_several

    if precision is not None and precision <= 0.0:
        raise InputError(f"--precision {precision:g}: must be above 0")
    if len(scenarios) < 2:
        raise InputError(
            f"compare {scenarios[0]}: name another scenario to hold against it\n"
            f"  sovsim compare {scenarios[0]} OTHER [OTHER...]"
        )
    for name in scenarios:
        check_scenario(name)
    if out is not None:
        check_not_taken(out, (COMPARISON,))
    sample = fitted(posterior, members)
    with Bar("runs"), hired(workers, scheduler, engine, None) as hands:
        found = compare_several(
            scenarios,
            metric or (),
            state or (),
            runs or (256 if precision is None else 4096),
            seed,
            precision=precision,
            smallest=_sizes(smallest or []),
            settings=setting or (),
            across=across,
            posterior=sample,
            **hands,
        )
    if out is not None:
        _write(found, out, formats_of(fmt), setting or [])
    if as_json:
        from sovsim.cli.output import print_json

        print_json(_told(found))
    else:
        _show(found, out)


_SHORT = {"no difference that matters": "the same"}
"""Verdicts as the screen has room for them; --json has them in full."""


def _told(found: Several) -> dict[str, Any]:
    """Return everything as plain data."""
    from sovsim.disk.plain import plain
    from sovsim.ensemble.answered import answers

    named = ("runs", "seed", "confidence", "stopped", "ground", "posterior")
    first, *others = found.scenarios.values()
    return {
        **({"a": first.name, "b": others[0].name} if len(others) == 1 else {}),
        "baseline": first.name,
        "others": [scenario.name for scenario in others],
        "titles": {letter: each.title for letter, each in found.scenarios.items()},
        "answers": answers(found),
        **{name: getattr(found, name) for name in named},
        "metrics": plain(found.table.to_dict("records")),
    }


def _write(found: Several, out: Path, formats: tuple[str, ...], settings: list[str]) -> None:
    """Write the table, as Parquet and with everything else as JSON, and the figure."""
    from sovsim.cite import COMPARISON
    from sovsim.disk.fingerprint import code_hash, versions
    from sovsim.disk.parquet import encode_frame
    from sovsim.disk.put import make_folder, put, put_json
    from sovsim.ensemble.answered import outcome_name
    from sovsim.plots.arms_forest import draw_arms_forest
    from sovsim.plots.study_figures import save_figures
    from sovsim.plots.style import Notes

    make_folder(out)
    region = found.scenarios["A"].region
    rows = found.table.assign(
        arm=[f"{key}: {found.scenarios[key].name}" for key in found.table["scenario"]],
        outcome=[
            outcome_name(metric, state, region)
            for metric, state in zip(found.table["metric"], found.table["state"], strict=True)
        ],
    ).sort_values("outcome", key=_order, kind="stable")
    caption = f"n = {found.runs} runs of each; intervals at {found.confidence:.0%}."
    title = f"Against {found.scenarios['A'].title}"
    stamp = f"seed {found.seed} · {found.scenarios['A'].spec_hash[:8]}"
    figure = draw_arms_forest(rows, notes=Notes(caption, stamp, title))
    save_figures({"comparison": figure}, out / "figures", formats)
    put(out / "comparison.parquet", encode_frame(found.table))
    made = {
        "versions": versions(),
        "code_hash": code_hash(),
        "settings": settings,
        "scenarios": [
            {
                "scenario": each.name,
                **{key: getattr(each, key) for key in ("title", "start", "end", "spec_hash")},
            }
            for each in found.scenarios.values()
        ],
    }
    put_json(out / COMPARISON, {**_told(found), "made": made})


def _order(names: pd.Series[str]) -> pd.Series[int]:
    return names.map({name: at for at, name in enumerate(dict.fromkeys(names))})


def _show(found: Several, out: Path | None) -> None:
    """Print the scenarios, the answer, and the table that it is taken from."""
    from sovsim.cli.output import paragraph, print_table, say
    from sovsim.disk.plain import plain
    from sovsim.ensemble.answered import answers, clear_alone, outcome_name
    from sovsim.telling.changes import changes, sentences

    first = found.scenarios["A"]
    for letter, scenario in found.scenarios.items():
        paragraph(f"{letter}: {scenario.title} ({scenario.name})")
        if letter != "A":
            paragraph(f"against A: {sentences(changes(first, scenario))}", 3)
    print()
    for sentence in answers(found):
        paragraph(sentence)
    print()
    region = found.scenarios["A"].region
    rows = plain(found.table.to_dict("records"))
    for row in rows:
        row["outcome"] = outcome_name(row["metric"], row["state"], region)
        row["interval"] = f"[{_shown(row['low'])}, {_shown(row['high'])}]"
        row["fitted"] = shared(row) if found.posterior else ""
        row |= {name: _rounded(row[name]) for name in ("mean_x", "mean_y", "difference")}
        row["short"] = _SHORT.get(row["verdict"], row["verdict"].partition(";")[0])
        row["short"] = "identical" if row["identical"] else row["short"]
    several = len(found.scenarios) > 2
    columns = {
        **({"scenario": "of"} if several else {"outcome": "outcome"}),
        "mean_y": "A",
        "mean_x": "mean" if several else "B",
        "difference": "minus A" if several else "B-A",
        "interval": f"{found.confidence:.0%} interval",
        "short": "verdict",
        "superiority": "P(>A)" if several else "P(B>A)",
        **({} if several else {"unit": "unit"}),
        **({"fitted": "from fitted"} if found.posterior else {}),
    }
    spare = ("superiority", "unit", "fitted")
    for title, mine in _tables(rows, region, several=several):
        print_table(mine, columns, title, spare=spare)
        print()
    reason = f" Stopping rule: {found.stopped}." if found.stopped else ""
    paragraph(
        f"{found.runs} runs of each on common random numbers, seed {found.seed}; paired t "
        f"intervals, verdicts corrected by Holm over all rows; ties count half.{reason}"
    )
    alike = found.table[found.table["identical"]]
    if len(alike):
        paragraph(
            f"Identical: in all of these runs; up to {alike['unseen'].max():.1%} of others may "
            "differ, for which its interval allows."
        )
    if (found.table["method"] == "skewed t").any():
        paragraph("Intervals of skewed differences are the wider of t and Hall's.")
    if any(clear_alone(row) for row in rows):
        paragraph(
            "Undecided beside an interval that leaves 0 out: clear by itself, not once "
            "corrected for all rows; more runs may decide."
        )
    if found.ground:
        paragraph(found.ground)
    if found.posterior:
        paragraph(found.posterior)
        paragraph(f"Members are the units of the intervals. {APART}")
    if out is not None:
        say(f"The table and a figure are in {out}")


def _tables(
    rows: list[dict[str, Any]], region: Region, *, several: bool
) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return rows under headings: of several scenarios by outcome, of two by state."""
    from sovsim.ensemble.answered import outcome_name
    from sovsim.telling.names import Names, capital

    tables: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        if several:
            title = f"{capital(row['outcome'])}, {row['unit']}"
        else:
            title = Names(region)(row["state"])
            row["outcome"] = outcome_name(row["metric"], "", region)
        tables.setdefault(title, []).append(row)
    return list(tables.items())


def _rounded(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.3g}")


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.2g}"


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
