"""``sovsim calibrate --planted``, ``--shuffled``, ``--screen``: how far it can be believed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from sovsim.observed.folder import Observed
    from sovsim.scenario import Scenario

    Study = tuple[pd.DataFrame, dict[str, pd.DataFrame], str]
    """What is written, what is shown, and how it is to be read."""

_SHOWN = 40


_HEADS = {"truths": "n", "correlation": "corr", "covered": "cover", "error_before": "before"}
"""Heads of columns that are shorter than their names, so that a table keeps to a terminal."""


def show_study(
    name: str,
    number: int,
    scenario: Scenario,
    observed: Observed,
    until: int,
    how: dict[str, Any],
    out: Path | None,
    as_json: bool,
) -> None:
    """Make the study that was asked for and show it."""
    from sovsim.cli.output import paragraph, print_json, print_table, say
    from sovsim.cli.progress import ANEW, Bar
    from sovsim.disk.plain import plain
    from sovsim.studies.write import check_study_folder, write_study

    if out is not None:
        check_study_folder(out)
    with Bar(name, ANEW) as bar:
        kept, tables, told = _STUDIES[name](scenario, observed, until, number, how, bar)
    summary = {"scenario": scenario.name, "until": until, **how, "told": told}
    if out is not None:
        write_study(out, {name: kept}, summary)
    if as_json:
        shown = {key: plain(table.to_dict("records")) for key, table in tables.items()}
        print_json({**plain(summary), **shown})
        return
    for title, table in tables.items():
        rows = [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]
        if rows:
            heads = {key: _HEADS.get(key, key.replace("_", " ")) for key in rows[0]}
            print_table(rows, heads, title)
            say("")
    paragraph(told)


def _planted(
    scenario: Scenario, observed: Observed, until: int, number: int, how: dict[str, Any], bar: Any
) -> Study:
    import pandas as pd

    from sovsim.calibration.event_planted import believed_rates, find_planted_events
    from sovsim.calibration.planted import believed
    from sovsim.calibration.posterior import ASSUMED
    from sovsim.calibration.study import find_planted
    from sovsim.calibration.told import believed_words

    found = find_planted(scenario, observed, until, number, progress=bar, **how)
    tables = {"all values": believed(found), "identified ones": believed(found, ASSUMED)}
    told = believed_words(found)
    own = {name: how[name] for name in ("members", "seed", "engine")}
    events = find_planted_events(scenario, until, **own)
    if events is not None:
        tables["rates of events"] = believed_rates(events)
        found = pd.concat([found, events], ignore_index=True)
        told += f" Of rates of events {events['draw'].nunique()} truths, each with counts of a run."
    return found, tables, told


def _shuffled(
    scenario: Scenario, observed: Observed, until: int, number: int, how: dict[str, Any], bar: Any
) -> Study:
    from sovsim.calibration.study import shuffle_labels
    from sovsim.calibration.told import shuffled_words

    found = shuffle_labels(scenario, observed, until, number, progress=bar, **how)
    return found, {"labels of states": found}, shuffled_words(found)


def _screen(
    scenario: Scenario, observed: Observed, until: int, number: int, how: dict[str, Any], bar: Any
) -> Study:
    from sovsim.calibration.screen import screen
    from sovsim.calibration.told import screen_words

    found = screen(scenario, until, number, how["seed"], bar, how["engine"])
    most = found[["parameter", "total"]].assign(most_of=found.iloc[:, 1:-1].idxmax(axis=1))
    return found, {"what moves the observed": most.head(_SHOWN)}, screen_words(number)


_STUDIES: dict[str, Callable[..., Study]] = {
    "planted": _planted,
    "shuffled": _shuffled,
    "screen": _screen,
}
