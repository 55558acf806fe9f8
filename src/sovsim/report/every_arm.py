"""What a report says of every arm of an experiment, whether a prediction names it or not."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sovsim.experiment.by_arm import caption, change_rows, outcome_rows, read_arms
from sovsim.plots.arms_outcomes import arms_picture
from sovsim.plots.rendering import render
from sovsim.report.page import Shown, data_uri


@dataclass(frozen=True)
class EveryArm:
    """The outcomes of all arms as a table and a picture, and what each changes.

    Attributes:
        changes: arm -> what it changes against the first, in words.
        rows: an arm a row; the first column is its name.
        caption: what the table shows.
        picture: the same as a figure; None in a page over several experiments.
    """

    changes: dict[str, str]
    rows: list[dict[str, str]]
    caption: str
    picture: Shown | None


def every_arm(folder: Path, title: str, several: bool = False) -> EveryArm | None:
    """Return what the folder of an experiment says of its arms; None where it does not.

    Args:
        title: of the picture.
        several: whether the page is about several experiments, which show the table alone.
    """
    told = read_arms(folder)
    if told is None:
        return None
    picture = None
    if not several:
        drawn = arms_picture(told, title)
        data = data_uri(render(drawn.draw(), "svg"), "svg")
        picture = Shown("every-arm", drawn.title, drawn.how, drawn.alt, data)
    return EveryArm(
        changes={row["arm"]: row["changes"] for row in change_rows(told)},
        rows=outcome_rows(told),
        caption=caption(told),
        picture=picture,
    )
