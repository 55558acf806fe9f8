"""The pictures of experiments: chosen from their verdicts, drawn, and saved beside them."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path

from sovsim.experiment.verdict import ExperimentVerdict
from sovsim.plots.rendering import USUAL
from sovsim.plots.run_figures import Picture
from sovsim.plots.study_figures import save_figures
from sovsim.plots.style import Notes
from sovsim.plots.verdict_overview import draw_overview, overview_table
from sovsim.plots.verdicts import CHECKS, draw_verdicts, verdict_table
from sovsim.region.poles import USUAL as NAMES
from sovsim.region.poles import Poles

FIGURES = "figures"
_TITLE_CHARS = 84


def verdict_picture(
    verdict: ExperimentVerdict,
    units: Mapping[str, str] | None = None,
    spec_hash: str = "",
    poles: Poles = NAMES,
) -> Picture:
    """Return the picture of an experiment's predictions.

    Args:
        verdict: what came out.
        units: metric -> its unit.
        spec_hash: of the experiment, for the stamp.
        poles: what the region calls its powers.
    """
    heads = {
        side.side: f"{side.side}: {side.statement} {side.verdict.capitalize()}."
        for side in verdict.sides
    }
    heads[CHECKS] = "Checks: does the mechanism leave its trace? They count for no side"
    title = textwrap.shorten(f"{verdict.name} {verdict.title}", _TITLE_CHARS, placeholder=" …")
    stop = "" if title.endswith(("?", "!", ".", "…")) else "."
    words = verdict.words.partition(" Over all ranges,")[0] if verdict.at_work else verdict.words
    title += f"{stop} {words.rstrip('.')}" if words else ""
    stamp = f"seed {verdict.seed}"
    if spec_hash:
        stamp += f" · experiment {spec_hash[:8]}"
    notes = Notes(size_of(verdict), stamp, title)
    return Picture(
        "verdicts",
        "The predictions in one picture",
        "A row is a prediction. The mark is the mean paired difference, the line its interval, "
        "counted in the smallest effect that matters; blue is where the prediction puts it. A "
        "prediction holds where it does so in at least two thirds of the ranges and the whole "
        "interval lies in the blue, corrected for the number of predictions; it fails where it "
        "holds in at most a third and the interval lies outside.",
        f"Forest of {len(verdict.predictions)} predictions of {verdict.name}: differences with "
        "intervals, shares of the sampled ranges, and verdicts; the table has all numbers.",
        lambda: draw_verdicts(
            verdict_table(verdict.predictions),
            heads=heads,
            units=units,
            poles=poles,
            notes=notes,
        ),
    )


def overview_picture(verdicts: Sequence[ExperimentVerdict]) -> Picture:
    """Return the picture of several experiments."""
    sizes = sorted({size_of(verdict) for verdict in verdicts})
    seeds = sorted({verdict.seed for verdict in verdicts})
    told = sizes[0] if len(sizes) == 1 else "Numbers of runs and points: see the table."
    stamp = f"seed {seeds[0]}" if len(seeds) == 1 else f"{len(seeds)} seeds"
    notes = Notes(told, f"{stamp} · {len(verdicts)} experiments", "Rival readings in the model")
    return Picture(
        "overview",
        "Verdicts and shares of the ranges",
        "Under each experiment what its two sides say. A filled circle is a side that holds; a "
        "cross one that fails; a half-filled diamond depends on parameters; a hollow circle is "
        "open.",
        f"Shares of the sampled ranges with intervals and verdicts for both sides of "
        f"{len(verdicts)} experiments; the table has all numbers.",
        lambda: draw_overview(overview_table(verdicts), notes=notes),
    )


def size_of(verdict: ExperimentVerdict) -> str:
    """Return the n of a caption."""
    points = f" at {verdict.points}\u00a0points of the ranges" if verdict.points else ""
    return (
        f"n\u00a0=\u00a0{verdict.runs}\u00a0runs of each arm{points}; "
        f"intervals at {verdict.confidence:.0%}."
    )


def save_pictures(
    pictures: Sequence[Picture], folder: Path, formats: Sequence[str] = USUAL
) -> list[Path]:
    """Draw pictures into ``figures/`` of a folder and return the files."""
    drawn = {picture.name: picture.draw() for picture in pictures}
    return save_figures(drawn, folder / FIGURES, formats)
