"""``sovsim score``: two or more arms held against the same data."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sovsim.cli.errors import InputError
from sovsim.cli.options import AsJson, Seed
from sovsim.cli.studies import Figures, StudyFolder

if TYPE_CHECKING:
    from sovsim.scoring.arms import Arm
    from sovsim.scoring.predictions import Predictions
    from sovsim.scoring.score import Score

_WIDTH = 80


def command(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[A B ...]",
            help="Folders of `sovsim backtest --out`, or scenarios or files.",
            show_default=False,
        ),
    ] = None,
    observed: Annotated[
        Path | None,
        typer.Option("--observed", metavar="DIR", help="Folder of CSV files.", show_default=False),
    ] = None,
    scenario: Annotated[
        str, typer.Option(metavar="SCENARIO", help="Over which --arm lays its settings.")
    ] = "baseline-1992-2026",
    arm: Annotated[
        list[str] | None,
        typer.Option(
            "--arm",
            metavar="'NAME: KEY=VALUE ...'",
            help="An arm: settings as for --set, none for the scenario as it is; repeated.",
        ),
    ] = None,
    experiment: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Arms of an experiment or file.", show_default=False),
    ] = None,
    cuts: Annotated[
        list[int] | None,
        typer.Option(
            "--cut", metavar="YEAR", help="Last year known; may be repeated. 1998, 2003, 2008."
        ),
    ] = None,
    until: Annotated[
        int | None,
        typer.Option(metavar="YEAR", help="Know nothing later: the only cut, if none is named."),
    ] = None,
    variant: Annotated[
        str, typer.Option(metavar="a|b|c", help="Prediction: level, change or pull.")
    ] = "b",
    runs: Annotated[int, typer.Option(min=2, help="Runs of each arm at each cut.")] = 200,
    seed: Seed = 0,
    twice: Annotated[
        bool,
        typer.Option("--twice/--once", help="Run the arms with other random numbers, too."),
    ] = True,
    passed_on: Annotated[
        bool,
        typer.Option("--passed-on", help="Only series of which derived figures may be passed on."),
    ] = False,
    out: StudyFolder = None,
    figures: Figures = True,
    as_json: AsJson = False,
) -> None:
    """Score arms on the same cuts, noise and rows: which is nearer to data, if that is told."""
    from sovsim.cli.output import print_json
    from sovsim.scoring.score import score

    given = [bool(names), bool(arm), experiment is not None]
    if sum(given) != 1:
        raise InputError(
            "name what is to be scored in one way: folders or scenarios, --arm, or --experiment\n"
            "  sovsim score A B | --observed DIR --arm 'old:' --arm 'new: KEY=VALUE'"
        )
    place = (names or (), arm or (), experiment, scenario)
    asked = (tuple(cuts or ()), until, runs, seed, twice)
    made, again, why = _predictions(place, observed, asked)
    if not made:
        if as_json:
            print_json({"experiment": experiment, "told": [why]})
        else:
            _say(f"{experiment}: not held against data. {why}")
        return
    found = score(made, variant, seed, passed_on=passed_on, again=again)
    if out is not None:
        _write(found, why, out, draw=figures)
    if as_json:
        print_json(_as_dict(found, why))
    else:
        _show(found, why, out)


Place = tuple[Sequence[str], Sequence[str], str | None, str]
Asked = tuple[tuple[int, ...], int | None, int, int, bool]


def _predictions(
    place: Place, observed: Path | None, asked: Asked
) -> tuple[list[Predictions], list[Predictions], str]:
    """Return what the arms predict, the same with other random numbers, and what they mean."""
    from sovsim.scoring.arms import arms, checked
    from sovsim.scoring.predictions import is_backtest, read_predictions

    names, texts, experiment, scenario = place
    folders = [Path(name) for name in names if is_backtest(Path(name))]
    if folders and len(folders) == len(names):
        called = _called(folders)
        return [read_predictions(*each) for each in zip(folders, called, strict=True)], [], ""
    if folders:
        other = next(name for name in names if Path(name) not in folders)
        raise InputError(f"{other}: holds no backtest; folders and scenarios cannot be mixed")
    missing = next((name for name in names if Path(name).is_dir()), None)
    if missing is not None:
        read_predictions(Path(missing))
    if observed is None:
        raise InputError("name the folder of observed data: sovsim score ... --observed DIR")
    if experiment is not None:
        return _of_experiment(experiment, observed, asked)
    from sovsim.scenario import load_scenario

    base = load_scenario(scenario)
    chosen = checked([_named(name) for name in names]) if names else arms(texts, base)
    return (*_run(chosen, observed, asked), "")


def _named(name: str) -> Arm:
    from sovsim.scenario import load_scenario
    from sovsim.scoring.arms import Arm

    loaded = load_scenario(name)
    return Arm(loaded.name, loaded)


def _called(folders: Sequence[Path]) -> list[str]:
    """Return names for folders: their last parts, or whole paths where those are the same."""
    last = [folder.resolve().name for folder in folders]
    return last if len(set(last)) == len(last) else [str(folder) for folder in folders]


def _of_experiment(
    name: str, observed: Path, asked: Asked
) -> tuple[list[Predictions], list[Predictions], str]:
    from sovsim.experiment.experiment import load_experiment
    from sovsim.observed.folder import read_folder
    from sovsim.scoring.experiments import held
    from sovsim.scoring.predictions import last_year

    found = held(load_experiment(name), last_year(read_folder(observed)))
    if not found.arms:
        return [], [], found.why
    return (*_run(found.arms, observed, asked), found.why)


def _run(
    arms: Sequence[Arm], observed: Path, asked: Asked
) -> tuple[list[Predictions], list[Predictions]]:
    from sovsim.cli.progress import Bar
    from sovsim.observed.folder import read_folder
    from sovsim.scoring.predictions import CUTS, all_predicted

    cuts, until, runs, seed, twice = asked
    folder = read_folder(observed)
    chosen = cuts or (() if until is not None else CUTS)
    with Bar("score") as bar:
        made = all_predicted(arms, folder, chosen, until, runs, seed, progress=bar)
    again = []
    if twice:
        with Bar("other random numbers") as bar:
            again = all_predicted(arms, folder, chosen, until, runs, seed + 1, progress=bar)
    return made, again


def _as_dict(found: Score, why: str) -> dict[str, Any]:
    from sovsim.disk.plain import plain

    tables = {name: plain(table.to_dict("records")) for name, table in found.tables.items()}
    return {**plain(_summary(found, why)), **tables}


def _summary(found: Score, why: str) -> dict[str, Any]:
    from sovsim.scoring.told import summary

    return {**summary(found), "why": why}


def _write(found: Score, why: str, out: Path, *, draw: bool) -> None:
    from sovsim.disk.put import put
    from sovsim.plots.study_figures import save_figures
    from sovsim.report.score_page import drawn, render_score
    from sovsim.studies.write import write_study

    write_study(out, found.tables, _summary(found, why))
    if draw:
        pictures = drawn(found)
        save_figures(pictures, out / "figures")
        put(out / "report.html", render_score(found, why, pictures))


def _say(text: str, indent: int = 0) -> None:
    from sovsim.cli.output import paragraph

    paragraph(text, indent, _WIDTH)


def _show(found: Score, why: str, out: Path | None) -> None:
    from sovsim.cli.output import heading, print_table, say
    from sovsim.scoring.told import (
        again_words,
        event_rows,
        event_title,
        how,
        power_words,
        tables_of_pairs,
        verdicts,
        weight_rows,
        weight_words,
    )

    heading(f"Held against data: {', '.join(found.names)}")
    if why:
        _say(why)
    for sentence in (*verdicts(found), *again_words(found), *weight_words(found)):
        _say(sentence, 2)
    for sentence in power_words(found):
        _say(sentence, 2)
    say("")
    tables = [
        *tables_of_pairs(found),
        (weight_rows(found), "Weights of the arms in a mixture, with the best score"),
        (event_rows(found), event_title(found)),
    ]
    for rows, title in tables:
        if rows:
            print_table(rows, {key: str(key) for key in rows[0]}, title)
            say("")
    for text in how(found):
        _say(text)
    if out is not None:
        say(f"written to {out}")
