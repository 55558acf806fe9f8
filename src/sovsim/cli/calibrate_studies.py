"""``sovsim calibrate --planted`` and ``--shuffled``: how far a calibration can be believed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sovsim.observed.folder import Observed
    from sovsim.scenario import Scenario


def show_study(
    scenario: Scenario,
    observed: Observed,
    until: int,
    planted: int | None,
    shuffled: int | None,
    how: dict[str, Any],
    out: Path | None,
    as_json: bool,
) -> None:
    """Make the study that was asked for and show it."""
    from sovsim.calibration.planted import believed
    from sovsim.calibration.posterior import ASSUMED
    from sovsim.calibration.study import find_planted, shuffle_labels
    from sovsim.calibration.told import believed_words
    from sovsim.cli.output import paragraph, print_json, print_table, say
    from sovsim.cli.progress import Bar
    from sovsim.disk.plain import plain
    from sovsim.studies.write import check_study_folder, write_study

    if out is not None:
        check_study_folder(out)
    if planted is not None:
        with Bar("planted") as bar:
            found = find_planted(scenario, observed, until, planted, progress=bar, **how)
        tables = {"all values": believed(found), "identified ones": believed(found, ASSUMED)}
        word, kept = believed_words(found), {"planted": found}
    else:
        with Bar("shuffled") as bar:
            found = shuffle_labels(scenario, observed, until, shuffled or 1, progress=bar, **how)
        tables, kept = {"labels of states": found}, {"shuffled": found}
        others = found.iloc[1:]
        better = int((others["off"] > found.iloc[0]["off"]).sum())
        word = (
            f"The true labels end nearer than {better} of {len(others)} shuffled ones. Off: what "
            "the mean member misses, in errors of the figures; moved: root mean square of shifts "
            "of start values and cores, in prior standard deviations."
        )
    summary = {"scenario": scenario.name, "until": until, **how, "told": word}
    if out is not None:
        write_study(out, kept, summary)
    if as_json:
        print_json(
            {**plain(summary), **{k: plain(t.to_dict("records")) for k, t in tables.items()}}
        )
        return
    for title, table in tables.items():
        rows = [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]
        if rows:
            print_table(rows, {key: key.replace("_", " ") for key in rows[0]}, title)
            say("")
    paragraph(word)
