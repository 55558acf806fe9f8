"""The pictures of a run: chosen, drawn, and saved beside its tables."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

from sovsim.plots import findings, focus
from sovsim.plots.coercion_timeline import draw_coercion_timeline, flag_table, ladder_table
from sovsim.plots.dependence_autonomy_plane import draw_plane, plane_table
from sovsim.plots.happenings import mark_table
from sovsim.plots.institutions_norms import (
    draw_institutions_norms,
    institution_table,
    norm_table,
)
from sovsim.plots.ledger_waterfall import draw_waterfall, largest_move, waterfall_table
from sovsim.plots.rendering import USUAL, render
from sovsim.plots.style import Notes
from sovsim.plots.tables import (
    first_run,
    quarters_of,
    size_of,
    stamp,
)
from sovsim.plots.tile_map import draw_tile_map, tile_table
from sovsim.plots.trajectories import draw_trajectories, trajectory_table
from sovsim.record.arrow import rows_of
from sovsim.record.folder import RunFolder
from sovsim.record.folder_write import add_drawn
from sovsim.record.layout import FIGURES
from sovsim.record.recorded import SavedRun
from sovsim.telling.about import main_states
from sovsim.telling.names import institution_name, readable

_TITLE = 60
"""Letters of a scenario's title that find room in the corner of a picture."""


@dataclass(frozen=True)
class Picture:
    """A figure with the words that go with it.

    Attributes:
        name: file name without ending.
        title: heading.
        how: how to read it, in a sentence or two.
        alt: what it shows, for those who cannot see it.
        draw: draws it.
    """

    name: str
    title: str
    how: str
    alt: str
    draw: Callable[[], Figure]


def run_pictures(run: SavedRun) -> Iterator[Picture]:
    """Yield the pictures of a run, from the whole region to a single term."""
    title = textwrap.shorten(run.scenario.title, _TITLE, placeholder=" …")
    corner, n = f"{title} · {stamp(run.manifest)}", size_of(run.states)
    region = run.scenario.region
    names = {state.code: f"{state.name} ({state.code})" for state in region.states}
    states, quarters = focus.focus_states(run), focus.focus_quarters(run.scenario)
    every = quarters_of(run.states)
    span = f"{every[0]} to {every[-1]}"
    short = {state.code: state.name for state in region.states}
    who = ", ".join(short[code] for code in states)
    tiles, plane, ladder = (
        tile_table(run.states, region),
        plane_table(run.states),
        ladder_table(run.states),
    )
    paths = trajectory_table(run.states, states)
    marks = cache(partial(mark_table, run.events, region))
    yield Picture(
        "tile_map",
        "Autonomy at the start and at the end",
        "The darker the tile, the freer the state. Obedience is not autonomy: a state that is "
        "left in peace because it complies stays light.",
        f"Tile map of {region.title}: autonomy of each state, {span}.",
        lambda: draw_tile_map(tiles, notes=Notes(f"{n}.", corner, findings.of_map(tiles))),
    )
    yield Picture(
        "trajectories",
        "Paths of the states",
        "What a state does (alignment), what it leans on (dependence) and how free it is "
        "(autonomy) are three things; alignment with "
        f"{region.poles.hegemon} and with {region.poles.west} are two more, and both may be high "
        "at once.",
        f"Line charts from {span} of autonomy, dependence and both alignments: {who}.",
        lambda: draw_trajectories(
            paths,
            marks(),
            names=names,
            highlight=quarters,
            notes=Notes(
                _shaded(n, quarters),
                corner,
                findings.of_trajectories(paths, short, region.poles),
            ),
            poles=region.poles,
        ),
    )
    yield Picture(
        "dependence_autonomy_plane",
        "From ties to freedom, or to a new dependence",
        "Each path leads from the hollow to the filled point. The question is whether a state "
        "gains autonomy, and whether it has to cut its ties for it.",
        f"Paths of the states in the plane of dependence and autonomy, {span}.",
        lambda: draw_plane(
            plane,
            focus=tuple(states),
            poles=region.poles,
            notes=Notes(f"{n}.", corner, findings.of_plane(plane)),
        ),
    )
    yield Picture(
        "coercion_timeline",
        f"What {region.hegemon.name} did to whom",
        "Rows are states, columns are quarters, darker is a higher rung of the ladder from "
        "respect to invasion. Talks and pressure go together: talks are marked at any rung.",
        f"Grid of states and quarters, {span}, shaded by how far {region.hegemon.name} went.",
        lambda: draw_coercion_timeline(
            ladder,
            flag_table(run.events, run.scenario),
            marks(),
            highlight=quarters,
            names=short,
            notes=Notes(f"{n}.", corner, findings.of_ladder(ladder, short, region.hegemon.name)),
        ),
    )
    yield from _order(run, quarters, n, corner, span)
    yield from _waterfall(run, n, corner)


def _order(run: SavedRun, quarters: list[str], n: str, corner: str, span: str) -> Iterator[Picture]:
    table = pd.concat(
        [
            institution_table(run.institutions, name=institution_name(run.scenario.region, "CSTO")),
            norm_table(run.system),
        ]
    )
    if table.empty:
        return
    yield Picture(
        "institutions_norms",
        "The alliance and the norms",
        "Above: how an alliance holds together and who accepts it. Below: norms move far more "
        "slowly than organisations.",
        f"Line charts of the alliance's cohesion, credibility and legitimacy and of norms, {span}.",
        lambda: draw_institutions_norms(
            table,
            highlight=quarters,
            notes=Notes(
                _shaded(n, quarters), corner, findings.of_order(table, run.scenario.region.poles)
            ),
            poles=run.scenario.region.poles,
        ),
    )


def _waterfall(run: SavedRun, n: str, corner: str) -> Iterator[Picture]:
    if not (ledger := run.arrow["ledger"]).num_rows:
        return
    state, column, first, last = chosen_window(run)
    poles = run.scenario.region.poles
    moved = readable(column, poles)
    name = next(info.name for info in run.scenario.region.states if info.code == state)
    terms = rows_of(ledger, state=[state], variable=[column])
    table = waterfall_table(terms, run.states, state, column, (first, last))
    yield Picture(
        "ledger_waterfall",
        f"What moved {moved} of {name}",
        "Read from top to bottom: where the value stood, what each term of the model added or "
        "took, and where it ended. The table below names the claims behind the terms.",
        f"Waterfall of the terms that moved {moved} of {name}, {first} to {last}.",
        lambda: draw_waterfall(
            table,
            state=name,
            column=column,
            poles=poles,
            notes=Notes(
                f"Window {first} to {last}. {n}.",
                corner,
                findings.of_waterfall(table, name, column, poles),
            ),
        ),
    )


def chosen_window(run: SavedRun) -> tuple[str, str, str, str]:
    """Return state, column, first and last quarter of the waterfall.

    It is the largest move of autonomy among the states that the scenario is about, if any, from
    the quarter in which the scenario strikes them.
    """
    states = first_run(run.states)
    main = main_states(run.scenario)
    if not main:
        return largest_move(states)
    strikes = focus.focus_quarters(run.scenario)
    return largest_move(states[states["state"].isin(main)], start=next(iter(strikes), None))


def _shaded(n: str, quarters: Sequence[str]) -> str:
    shaded = f"Shaded: {', '.join(quarters)}, when the scenario strikes. " if quarters else ""
    return f"{shaded}{n}."


def drawn_figures(
    pictures: Sequence[Picture],
    formats: Iterable[str] = USUAL,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, bytes]:
    """Return pictures of a run as files: name in its folder -> content.

    Args:
        pictures: as from `run_pictures`; each is drawn once, whatever the formats.
        progress: told after every picture.
    """
    found: dict[str, bytes] = {}
    formats = tuple(formats)
    for done, picture in enumerate(pictures, start=1):
        figure = picture.draw()
        for fmt in formats:
            found[f"{FIGURES}/{picture.name}.{fmt}"] = render(figure, fmt)
        if progress is not None:
            progress(done, len(pictures))
    return found


def save_run_figures(run: RunFolder, formats: Sequence[str] = USUAL) -> list[Path]:
    """Draw the pictures of a run into ``figures/`` of its folder and return the files.

    Raises:
        RunFolderError, FolderInUse, WriteError: as for `sovsim.record.folder_write.add_drawn`.
    """
    return add_drawn(run, drawn_figures(list(run_pictures(run)), formats))
