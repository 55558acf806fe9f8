"""``sovsim calibrate``: start values and rates fitted to observed data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sovsim.cli.hands import EngineName
from sovsim.cli.options import AsJson, Seed, to_place

if TYPE_CHECKING:
    from sovsim.calibration import Posterior


def command(
    observed: Annotated[
        Path, typer.Option("--observed", metavar="DIR", help="Folder of CSV files.")
    ],
    until: Annotated[
        int | None,
        typer.Option(
            metavar="YEAR", help="Know nothing later; the last year of the data by default."
        ),
    ] = None,
    scenario: Annotated[
        str, typer.Option(metavar="SCENARIO", help="From whose start the model runs.")
    ] = "baseline-1992-2026",
    members: Annotated[int, typer.Option(min=20, help="Members of the ensemble.")] = 200,
    steps: Annotated[int, typer.Option(min=1, max=20, help="Steps of the smoother.")] = 4,
    seed: Seed = 0,
    engine: EngineName = "auto",
    may_ship: Annotated[
        bool,
        typer.Option("--may-ship", help="Leave out series of which nothing derived may ship."),
    ] = False,
    planted: Annotated[
        int | None,
        typer.Option(
            min=1,
            metavar="N",
            help="Instead, plant N truths in data of the same gaps and errors, and seek them.",
            show_default=False,
        ),
    ] = None,
    shuffled: Annotated[
        int | None,
        typer.Option(
            min=1,
            metavar="N",
            help="Instead, fit to data with the states' labels shuffled, N times.",
            show_default=False,
        ),
    ] = None,
    screened: Annotated[
        int | None,
        typer.Option(
            "--screen",
            min=200,
            metavar="N",
            help="Instead, show which parameters move what is observed, by N runs.",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(parser=to_place, metavar="DIR", help="Write the posterior here."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Fit start values and rates to what was observed up to a year (ensemble smoother)."""
    from sovsim.calibration.calibrate import calibrate
    from sovsim.calibration.study import last_year
    from sovsim.cli.errors import InputError
    from sovsim.cli.progress import ANEW, Bar
    from sovsim.observed.folder import read_folder
    from sovsim.scenario import load_scenario

    studies = {"planted": planted, "shuffled": shuffled, "screen": screened}
    asked = {name: number for name, number in studies.items() if number is not None}
    if len(asked) > 1:
        raise InputError(f"--{' and --'.join(asked)} are studies; ask for one at a time")
    loaded, folder = load_scenario(scenario), read_folder(observed)
    year = last_year(folder, loaded) if until is None else until
    how: dict[str, Any] = {
        "members": members, "steps": steps, "seed": seed, "only_shipping": may_ship,
        "engine": engine,
    }  # fmt: skip
    for study, number in asked.items():
        from sovsim.cli.calibrate_studies import show_study

        show_study(study, number, loaded, folder, year, how, out, as_json)
        return
    with Bar("calibrate", ANEW) as bar:
        found = calibrate(loaded, folder, year, progress=bar, **how)
    if out is not None:
        found.write(out)
    if as_json:
        from sovsim.cli.output import print_json
        from sovsim.disk.plain import plain

        tables = {name: plain(getattr(found, name).to_dict("records")) for name in _TABLES}
        print_json({"until": found.until, "settings": plain(found.settings), **tables})
        return
    _show(found, len(folder.damage), out)


_TABLES = ("identified", "misfit", "links")
_SHOWN = 24


def _show(found: Posterior, faults: int, out: Path | None) -> None:
    from sovsim.calibration.event_told import counts, event_rows, event_words
    from sovsim.calibration.told import groups, misfits, rates, words
    from sovsim.cli.output import paragraph, print_table, say

    for title, rows in (
        ("How far members are off, in errors of the figures", misfits(found)),
        ("What data say of values, by kind", groups(found)),
        (f"Rates: mean before and after, sd after; the {_SHOWN} best known", rates(found)[:_SHOWN]),
        ("Rates of events, fitted to counts of public record", event_rows(found)),
        ("Counts: on record, and of runs under such rates (10 to 90 %)", counts(found)),
    ):
        if not rows:
            continue
        print_table(rows, {key: str(key) for key in rows[0]}, title)
        say("")
    for text in (*words(found), *event_words(found)):
        paragraph(text)
    if faults:
        paragraph(f"The folder has {faults} faults; `sovsim observed DIR` lists them.")
    if out is not None:
        say(f"written to {out}")
