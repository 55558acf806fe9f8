"""``sovsim backtest``: the model held against years that it has not seen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sovsim.cli.options import AsJson, FigureFormat, Seed, formats_of
from sovsim.cli.studies import Figures, StudyFolder

if TYPE_CHECKING:
    from sovsim.backtest.run import Backtest


def command(
    observed: Annotated[
        Path | None,
        typer.Option(
            "--observed",
            metavar="DIR",
            help="Folder of CSV files; without it, the facts of public record that ship.",
            show_default=False,
        ),
    ] = None,
    cuts: Annotated[
        list[int] | None,
        typer.Option(
            "--cut", metavar="YEAR", help="Last year known; may be repeated. 1998 on by default."
        ),
    ] = None,
    until: Annotated[
        int | None,
        typer.Option(metavar="YEAR", help="Know nothing later: the only cut, if none is named."),
    ] = None,
    scenario: Annotated[
        str, typer.Option(metavar="SCENARIO", help="From whose start the model runs freely.")
    ] = "baseline-1992-2026",
    runs: Annotated[int, typer.Option(min=2, help="Runs at each cut.")] = 200,
    seed: Seed = 0,
    prior: Annotated[
        bool,
        typer.Option("--prior", help="Run from assumed values; fit nothing at the cuts but links."),
    ] = False,
    members: Annotated[
        int, typer.Option(min=20, help="Members of the ensemble that is fitted at each cut.")
    ] = 200,
    out: StudyFolder = None,
    figures: Figures = True,
    fmt: FigureFormat = "svg",
    as_json: AsJson = False,
) -> None:
    """Run freely from cuts in the past and score what came against simple guesses.

    At each cut parameters and start values are fitted to the years up to it.

    Without a folder of data, rates of events alone are.
    """
    from sovsim.backtest.at_each_cut import at_each_cut
    from sovsim.backtest.design import design
    from sovsim.backtest.run import run_backtest
    from sovsim.cli.output import print_json
    from sovsim.cli.progress import ANEW, Bar
    from sovsim.disk.plain import plain
    from sovsim.observed.folder import read_folder
    from sovsim.scenario import load_scenario
    from sovsim.studies.write import write_study

    drawn = formats_of(fmt) if figures else ()
    if observed is None:
        from sovsim.cli.backtest_record import backtest_on_facts

        fitted = None if prior else members
        backtest_on_facts(scenario, cuts or (), until, runs, seed, fitted, out, drawn, as_json)
        return
    loaded = load_scenario(scenario)
    folder = read_folder(observed)
    asked = design(loaded, folder, cuts or (), until, runs, seed)
    fit = None if prior else at_each_cut(asked, folder, members)
    with Bar("backtest", ANEW) as bar:
        found = run_backtest(asked, folder, fit, bar)
    summary = _summary(found, len(folder.damage))
    if out is not None:
        write_study(out, found.tables, summary)
        if drawn:
            _draw(found, out, drawn)
    if as_json:
        told = ("pools", "scores", "without", "direction_pools", "turning", "placebo", "coverage",
                "events", "lasting", "bars")  # fmt: skip
        tables = {name: plain(found.tables[name].to_dict("records")) for name in told}
        print_json({**plain(summary), **tables})
        return
    _show(found, len(folder.damage), out)


def _summary(found: Backtest, faults: int) -> dict[str, Any]:
    from sovsim.backtest.told import how, losses
    from sovsim.cli.backtest_record import asked_of

    asked = found.design
    return {
        **asked_of(found),
        "loses": losses(found),
        "how": how(found),
        "sized_with_data_in_view": list(asked.sight.in_view),
        "observed_start_values": list(asked.sight.starts),
        "left_out": list(found.left_out),
        "faults_in_the_data": faults,
    }


def _draw(found: Backtest, out: Path, formats: tuple[str, ...]) -> None:
    from sovsim.disk.put import put
    from sovsim.plots.study_figures import save_figures
    from sovsim.report.backtest_page import drawn, render_backtest

    pictures = drawn(found)
    save_figures(pictures, out / "figures", formats)
    put(out / "report.html", render_backtest(found, pictures))


def _show(found: Backtest, faults: int, out: Path | None) -> None:
    from sovsim.backtest.rows import tables
    from sovsim.backtest.told import how, losses
    from sovsim.cli.output import heading, paragraph, print_table, say

    heading("Where the model loses")
    for sentence in losses(found):
        paragraph(sentence, 2)
    say("")
    for _, title, rows in tables(found):
        print_table(rows, {key: str(key) for key in rows[0]}, title)
        say("")
    for text in how(found):
        paragraph(text)
    if faults:
        paragraph(f"The folder has {faults} faults; `sovsim observed DIR` lists them.")
    if out is not None:
        say(f"written to {out}")
