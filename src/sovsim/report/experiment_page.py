"""What a report of experiments says, as plain values for the templates; it computes nothing."""

from __future__ import annotations

from dataclasses import dataclass

from sovsim.experiment.against import HeldAgainst
from sovsim.experiment.folder import ExperimentFolder, Judged
from sovsim.experiment.registration import in_brief
from sovsim.experiment.rows import caption
from sovsim.plots.experiment_figures import overview_picture, verdict_picture
from sovsim.plots.run_figures import Picture
from sovsim.report import experiment_rows as rows
from sovsim.report.every_arm import EveryArm, every_arm
from sovsim.report.notes import Notes
from sovsim.report.page import Shown, data_uri
from sovsim.telling.parameters import in_words

VERDICTS: dict[str, str] = {
    "holds": "it is so in at least two thirds of the sampled ranges, surely in more than half, and "
    "on average over them, with the correction for the number of predictions.",
    "fails": "it is so in at most a third of the ranges, surely in less than half, and not on "
    "average.",
    "depends": "in between: it is so in a part of the ranges, or in most of them and not on "
    "average; or, by the signs: a side's own weight is drawn through 0, and the side cannot hold "
    "where its mechanism works backwards. Parameters that decide are named, with where.",
    "open": "the runs do not settle it: the share or the average is unsure, as it says. More runs "
    "would.",
}
"""Verdict on a prediction or a side -> what it means."""


IN_LIST = "png"
"""Format of the pictures of single experiments in the page over all, which has many."""


@dataclass(frozen=True)
class Drawn:
    """A picture as it was drawn, by format."""

    picture: Picture
    formats: dict[str, bytes]

    def shown(self, fmt: str, name: str) -> Shown:
        """Return the picture for a page, under a name of its own there."""
        data = data_uri(self.formats[fmt], fmt)
        return Shown(name, self.picture.title, self.picture.how, self.picture.alt, data)


@dataclass(frozen=True)
class Entry:
    """An experiment in a page."""

    id: str
    name: str
    title: str
    question: str
    kind: str
    words: str
    any_rule: bool
    sides: list[rows.SideRow]
    predictions: list[rows.PredictionRow]
    arms: list[rows.ArmRow]
    every_arm: EveryArm | None
    sampled: list[dict[str, str]]
    method: str
    runs: int
    points: int
    seed: int
    caption: str
    limits: list[str]
    contest_if: str
    registered: tuple[str, ...]
    corners: tuple[str, ...]
    stable: tuple[str, ...]
    beside: str
    amendments: tuple[str, ...]
    against: HeldAgainst | None
    picture: Shown
    spec_hash: str


def pictures(folder: ExperimentFolder) -> list[Picture]:
    """Return the overview where there are several experiments, then the picture of each."""
    each = [
        verdict_picture(
            entry.verdict,
            {name: facts.unit for name, facts in entry.asked.metrics.items()},
            entry.asked.spec_hash,
            entry.asked.poles,
        )
        for entry in folder.experiments
    ]
    if not folder.several:
        return each
    return [overview_picture([entry.verdict for entry in folder.experiments]), *each]


def page(folder: ExperimentFolder, drawn: list[Drawn]) -> dict[str, object]:
    """Return the values of the template.

    Args:
        folder: one experiment, or several.
        drawn: the pictures in the order of `pictures`.
    """
    notes, several = Notes(), folder.several
    overview = drawn[0].shown("svg", "overview") if folder.several else None
    each = drawn[1:] if folder.several else drawn
    entries = [
        _entry(number, judged, one, notes, _every_arm(folder, judged), several)
        for number, (judged, one) in enumerate(zip(folder.experiments, each, strict=True))
    ]
    first = folder.experiments[0]
    kinds = sorted({entry.kind for entry in entries})
    return {
        "title": "Rival readings" if folder.several else f"{entries[0].name} {entries[0].title}",
        "entries": entries,
        "entry": entries[0],
        "overview": overview,
        "kinds": kinds,
        "verdicts": VERDICTS,
        "confidence": f"{first.verdict.confidence:.0%}",
        "notes": notes.all(),
        "title_only": sum(note.title_only for note in notes.all()),
        "asked": first.asked,
        "command": _command(folder),
    }


def _every_arm(folder: ExperimentFolder, judged: Judged) -> EveryArm | None:
    return every_arm(folder.folder_of(judged), judged.verdict.name, folder.several)


def _entry(
    number: int,
    judged: Judged,
    drawn: Drawn,
    notes: Notes,
    arms: EveryArm | None,
    several: bool,
) -> Entry:
    verdict, asked = judged.verdict, judged.asked
    return Entry(
        id=f"e{number + 1}",
        name=verdict.name,
        title=verdict.title,
        question=verdict.question,
        kind=verdict.kind,
        words=verdict.words,
        any_rule=asked.document.experiment.verdict_rule == "any",
        sides=rows.sides(judged, notes),
        predictions=rows.predictions(judged),
        arms=rows.arms(asked, arms),
        every_arm=arms,
        sampled=rows.sampled(asked),
        method=rows.method(asked),
        runs=verdict.runs,
        points=verdict.points,
        seed=verdict.seed,
        caption=caption(verdict),
        limits=[part.strip() for part in verdict.limits.split("\n\n") if part.strip()],
        contest_if=" ".join(verdict.contest_if.split()),
        registered=in_brief(verdict.registered),
        corners=tuple(in_words(text) for text in verdict.corners),
        stable=verdict.stable,
        beside=verdict.beside,
        amendments=verdict.amendments,
        against=verdict.against,
        picture=drawn.shown(IN_LIST if several else "svg", f"e{number + 1}-picture"),
        spec_hash=asked.spec_hash,
    )


def _command(folder: ExperimentFolder) -> str:
    """Return the command that gives the same numbers."""
    sizes = {(entry.verdict.runs, entry.verdict.seed) for entry in folder.experiments}
    name = "--all" if folder.several else folder.experiments[0].verdict.name
    if len(sizes) > 1:
        return f"sovsim experiment {name}"
    runs, seed = sizes.pop()
    return f"sovsim experiment {name} --runs {runs} --seed {seed}"
