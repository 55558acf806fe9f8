"""The part of a branch's report that tells of both histories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from sovsim.plots.findings import of_two_histories
from sovsim.plots.rendering import IN_REPORT, USUAL, rendered
from sovsim.plots.style import Notes
from sovsim.plots.tables import stamp
from sovsim.plots.two_histories import both_table, draw_two_histories, most_apart
from sovsim.record.arrow import frame
from sovsim.record.branch import WORTH, Branch, both, worth_telling
from sovsim.record.folder import RunFolder
from sovsim.record.layout import BRANCH, FIGURES
from sovsim.record.panels import states_table
from sovsim.report.page import Shown, data_uri
from sovsim.telling.names import Names, listed

NAME = "two_histories"


@dataclass(frozen=True)
class Branched:
    """What the report says of a branch.

    Attributes:
        sentences: what it changes, from when on, and where it parts from its parent.
        rows: an actor a row: when it first differs, in what, and by how much at the end.
        picture: both histories.
        files: name in the run folder -> content.
    """

    sentences: list[str]
    rows: list[dict[str, str]]
    picture: Shown
    files: Mapping[str, bytes]


def branched(folder: RunFolder, formats: Sequence[str] = USUAL) -> Branched:
    """Return the section on both histories of the folder of a branch; both are simulated again.

    Args:
        formats: as which the picture becomes a file.
    """
    record, manifest = folder.manifest[BRANCH], folder.manifest
    scenario = folder.parent_scenario
    made = both(
        scenario, record["at"], tuple(record["settings"]), manifest["seed"], manifest["run"]
    )
    names = Names(scenario.region)
    table = both_table(frame(states_table(made.original)), frame(states_table(made.branched)))
    told = listed(record["changes"]) or "nothing"
    known = {code: names(code) for code in scenario.region.codes}
    title = of_two_histories(table, told, known, scenario.region.poles)
    figure = draw_two_histories(
        table,
        at=made.at,
        states=most_apart(table),
        names=known,
        poles=scenario.region.poles,
        notes=Notes("n = 1 run.", stamp(manifest), title),
    )
    drawn = rendered(figure, formats)
    return Branched(
        sentences=[
            f"This is another history of the run '{record['parent']['folder']}' "
            f"({record['parent']['command']}): the same noise, and from {made.at} on one thing "
            f"is different. Changed: {told}.",
            _parted(made, names),
        ],
        rows=_rows(*worth_telling(made), names),
        picture=Shown(
            NAME,
            "Both histories",
            "Solid: the run as it was. Dashed: the same noise with the change.",
            "Both histories of the states that part most; the table has the differences.",
            data_uri(drawn[IN_REPORT], IN_REPORT),
        ),
        files={f"{FIGURES}/{NAME}.{fmt}": drawn[fmt] for fmt in formats},
    )


def _parted(made: Branch, names: Names) -> str:
    first = made.first
    if not len(first):
        return "The two histories are the same to the last bit."
    quarter = str(first["quarter"].iloc[0])
    who = [
        names(str(code)).replace("_", " ")
        for code in first.loc[first["quarter"] == quarter, "state"]
    ]
    more = f" and {len(who) - 6} more" if len(who) > 6 else ""
    return (
        f"They first part in {quarter}, in what concerns {listed(who[:6])}{more}; "
        f"{len(first)} actors differ at some time, most of them by next to nothing: the table has "
        f"those that differ by {WORTH:g} at least, or in a decision."
    )


def _rows(first: pd.DataFrame, divergences: pd.DataFrame, names: Names) -> list[dict[str, str]]:
    ends = divergences.assign(size=divergences["end"].abs()).sort_values("size")
    last = {row["state"]: row for row in ends.to_dict("records")}
    return [
        {
            "who": names(str(row["state"])).replace("_", " "),
            "first apart in": str(row["quarter"]),
            "in": names.readable(str(row["variable"])),
            "run": _shown(row["original"]),
            "branch": _shown(row["branch"]),
            "most apart at the end": names.readable(str(last[row["state"]]["variable"])),
            "by": f"{last[row['state']]['end']:+.2g}".replace("-", "\u2212"),
        }
        for row in first.to_dict("records")
    ]


def _shown(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)
