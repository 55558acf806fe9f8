"""``sovsim score``: two or more arms held against the same data."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sovsim.cli.errors import InputError
from sovsim.cli.options import AsJson, FigureFormat, Seed, formats_of
from sovsim.cli.output import print_json
from sovsim.cli.studies import Figures, StudyFolder

if TYPE_CHECKING:
    from sovsim.experiment.against import HeldAgainst
    from sovsim.observed.folder import Observed
    from sovsim.scoring.arms import Arm
    from sovsim.scoring.run import Asked, Kept
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
        list[str] | None,
        typer.Option(
            "--experiment",
            metavar="NAME",
            help="Arms of an experiment or file; may be repeated; 'all' for every shipped one.",
            show_default=False,
        ),
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
        str, typer.Option(metavar="NAME", help="Prediction by the model, as in a backtest: a to e.")
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
    fmt: FigureFormat = "svg",
    as_json: AsJson = False,
) -> None:
    """Score arms on the same cuts, noise and rows: which is nearer to data, if that is told."""
    from sovsim.scoring.run import Asked

    if sum([bool(names), bool(arm), bool(experiment)]) != 1:
        raise InputError(
            "name what is to be scored in one way: folders or scenarios, --arm, or --experiment\n"
            "  sovsim score A B | --observed DIR --arm 'old:' --arm 'new: KEY=VALUE'"
        )
    chosen = tuple(cuts or ()) if cuts or until is not None else Asked.cuts
    asked = Asked(chosen, until, runs, seed, variant, twice, passed_on)
    drawn = formats_of(fmt) if figures else ()
    if experiment:
        _experiments(experiment, observed, asked, out, drawn, as_json)
        return
    found = _score(names or (), arm or (), scenario, observed, asked)
    if out is not None:
        _write(found, "", out, drawn)
    if as_json:
        print_json(_as_dict(found, ""))
    else:
        _show(found, "", out)


def _score(
    names: Sequence[str], texts: Sequence[str], scenario: str, observed: Path | None, asked: Asked
) -> Score:
    """Return the score of folders, of scenarios, or of arms written as settings."""
    from sovsim.scenario import load_scenario
    from sovsim.scoring.arms import Arm, arms, checked
    from sovsim.scoring.predictions import is_backtest, read_predictions
    from sovsim.scoring.score import score

    folders = [Path(name) for name in names if is_backtest(Path(name))]
    if folders and len(folders) == len(names):
        pairs = zip(folders, _called(folders), strict=True)
        made = [read_predictions(folder, called) for folder, called in pairs]
        return score(made, asked.variant, asked.seed, passed_on=asked.passed_on)
    if folders:
        other = next(name for name in names if Path(name) not in folders)
        if Path(other).is_dir():
            read_predictions(Path(other))
        raise InputError(f"{other}: holds no backtest; folders and scenarios cannot be mixed")
    missing = next((name for name in names if Path(name).is_dir()), None)
    if missing is not None:
        read_predictions(Path(missing))
    folder = _observed(observed)
    if not names:
        return _run(arms(texts, load_scenario(scenario)), folder, asked)
    loaded = [load_scenario(name) for name in names]
    return _run(checked([Arm(one.name, one) for one in loaded]), folder, asked)


def _called(folders: Sequence[Path]) -> list[str]:
    """Return names for folders: their last parts, or whole paths where those are the same."""
    last = [folder.resolve().name for folder in folders]
    return last if len(set(last)) == len(last) else [str(folder) for folder in folders]


def _observed(place: Path | None) -> Observed:
    from sovsim.observed.folder import read_folder

    if place is None:
        raise InputError("name the folder of observed data: sovsim score ... --observed DIR")
    return read_folder(place)


def _run(
    arms: Sequence[Arm],
    folder: Observed,
    asked: Asked,
    kept: Kept | None = None,
    what: str = "score",
) -> Score:
    from sovsim.cli.progress import ANEW, Bar
    from sovsim.scoring.run import score_arms

    with Bar(what, ANEW) as bar:
        return score_arms(arms, folder, asked, kept, bar)


def _experiments(
    names: Sequence[str],
    observed: Path | None,
    asked: Asked,
    out: Path | None,
    formats: tuple[str, ...],
    as_json: bool,
) -> None:
    """Score the arms of experiments, each into a folder of its own where there are several."""
    from sovsim.disk.put import put, put_json
    from sovsim.experiment.against import SCORES
    from sovsim.experiment.experiment import experiment_names, load_experiment
    from sovsim.experiment.summary import against_page
    from sovsim.scoring.experiments import against, held
    from sovsim.scoring.predictions import last_year
    from sovsim.studies.write import write_study

    folder = _observed(observed)
    chosen = experiment_names() if list(names) == ["all"] else names
    loaded = [load_experiment(name) for name in chosen]
    last, several = last_year(folder), len(loaded) > 1
    kept: Kept = {}
    told: list[HeldAgainst] = []
    if out is not None:
        write_study(out, {}, {"seed": asked.seed, "experiments": [one.name for one in loaded]})
    for experiment in loaded:
        offered = held(experiment, last)
        found = None
        if offered.arms:
            found = _run(offered.arms, folder, asked, kept, experiment.name)
        told.append(against(experiment, found, offered))
        if out is not None and found is not None:
            _write(found, offered.why, out / experiment.name if several else out, formats)
        if not as_json and several:
            _one_line(told[-1])
        elif not as_json and found is not None:
            _show(found, offered.why, out)
        elif not as_json:
            _say(f"{experiment.name}: not held against data. {offered.why}")
    plain = [one.model_dump() for one in told]
    if out is not None:
        put_json(out / SCORES, plain)
        put(out / "summary.md", against_page(told))
    if as_json:
        print_json(plain if several else plain[0])
    elif several and out is not None:
        _say(f"written to {out}; `sovsim experiment NAME --scored {out}` shows it")


def _one_line(told: HeldAgainst) -> None:
    _say(f"{told.experiment}  {told.short}. {told.verdicts[0] if told.verdicts else told.why}")


def _as_dict(found: Score, why: str) -> dict[str, Any]:
    from sovsim.disk.plain import plain

    tables = {name: plain(table.to_dict("records")) for name, table in found.tables.items()}
    return {**plain(_summary(found, why)), **tables}


def _summary(found: Score, why: str) -> dict[str, Any]:
    from sovsim.scoring.told import summary

    return {**summary(found), "why": why}


def _write(found: Score, why: str, out: Path, formats: tuple[str, ...]) -> None:
    from sovsim.disk.put import put
    from sovsim.plots.study_figures import save_figures
    from sovsim.report.score_page import drawn, render_score
    from sovsim.studies.write import write_study

    write_study(out, found.tables, _summary(found, why))
    if formats:
        pictures = drawn(found)
        save_figures(pictures, out / "figures", formats)
        put(out / "report.html", render_score(found, why, pictures))


def _say(text: str, indent: int = 0) -> None:
    from sovsim.cli.output import paragraph

    paragraph(text, indent, _WIDTH)


def _show(found: Score, why: str, out: Path | None) -> None:
    from sovsim.cli.output import heading, print_table, say
    from sovsim.scoring.rows import event_rows, event_title, tables_of_pairs, weight_rows
    from sovsim.scoring.told import (
        again_words,
        how,
        power_words,
        verdicts,
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
