"""Figures: a figure a file, table in, matplotlib figure out.

Every figure comes as a pair: ``…_table`` selects from what a run has recorded, ``draw_…`` draws
such a table, wherever it comes from. `save_run_figures` draws the pictures of a run.

The names are imported on first use, so that one figure loads no more than it needs.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import sovsim.plots.backend  # noqa: F401 - before matplotlib

if TYPE_CHECKING:
    from sovsim.plots.bars import draw_bars as draw_bars
    from sovsim.plots.coercion_timeline import draw_coercion_timeline as draw_coercion_timeline
    from sovsim.plots.coercion_timeline import flag_table as flag_table
    from sovsim.plots.coercion_timeline import ladder_table as ladder_table
    from sovsim.plots.dependence_autonomy_plane import draw_plane as draw_plane
    from sovsim.plots.dependence_autonomy_plane import plane_table as plane_table
    from sovsim.plots.forest import draw_forest as draw_forest
    from sovsim.plots.forest import forest_table as forest_table
    from sovsim.plots.happenings import mark_table as mark_table
    from sovsim.plots.heatmap import draw_heatmap as draw_heatmap
    from sovsim.plots.institutions_norms import draw_institutions_norms as draw_institutions_norms
    from sovsim.plots.institutions_norms import institution_table as institution_table
    from sovsim.plots.institutions_norms import norm_table as norm_table
    from sovsim.plots.ledger_waterfall import draw_waterfall as draw_waterfall
    from sovsim.plots.ledger_waterfall import largest_move as largest_move
    from sovsim.plots.ledger_waterfall import waterfall_table as waterfall_table
    from sovsim.plots.rendering import render as render
    from sovsim.plots.run_figures import Picture as Picture
    from sovsim.plots.run_figures import run_pictures as run_pictures
    from sovsim.plots.run_figures import save_run_figures as save_run_figures
    from sovsim.plots.style import Notes as Notes
    from sovsim.plots.tile_map import draw_tile_map as draw_tile_map
    from sovsim.plots.tile_map import tile_table as tile_table
    from sovsim.plots.trajectories import draw_trajectories as draw_trajectories
    from sovsim.plots.trajectories import trajectory_table as trajectory_table
    from sovsim.plots.verdict_overview import draw_overview as draw_overview
    from sovsim.plots.verdict_overview import overview_table as overview_table
    from sovsim.plots.verdicts import draw_verdicts as draw_verdicts
    from sovsim.plots.verdicts import verdict_table as verdict_table

_HOMES = {
    "Notes": "style",
    "Picture": "run_figures",
    "draw_bars": "bars",
    "draw_coercion_timeline": "coercion_timeline",
    "draw_forest": "forest",
    "draw_heatmap": "heatmap",
    "draw_institutions_norms": "institutions_norms",
    "draw_overview": "verdict_overview",
    "draw_plane": "dependence_autonomy_plane",
    "draw_tile_map": "tile_map",
    "draw_trajectories": "trajectories",
    "draw_verdicts": "verdicts",
    "draw_waterfall": "ledger_waterfall",
    "flag_table": "coercion_timeline",
    "forest_table": "forest",
    "institution_table": "institutions_norms",
    "ladder_table": "coercion_timeline",
    "largest_move": "ledger_waterfall",
    "mark_table": "happenings",
    "norm_table": "institutions_norms",
    "overview_table": "verdict_overview",
    "plane_table": "dependence_autonomy_plane",
    "render": "rendering",
    "run_pictures": "run_figures",
    "save_run_figures": "run_figures",
    "tile_table": "tile_map",
    "trajectory_table": "trajectories",
    "verdict_table": "verdicts",
    "waterfall_table": "ledger_waterfall",
}

__all__ = [
    "Notes",
    "Picture",
    "draw_bars",
    "draw_coercion_timeline",
    "draw_forest",
    "draw_heatmap",
    "draw_institutions_norms",
    "draw_overview",
    "draw_plane",
    "draw_tile_map",
    "draw_trajectories",
    "draw_verdicts",
    "draw_waterfall",
    "flag_table",
    "forest_table",
    "institution_table",
    "ladder_table",
    "largest_move",
    "mark_table",
    "norm_table",
    "overview_table",
    "plane_table",
    "render",
    "run_pictures",
    "save_run_figures",
    "tile_table",
    "trajectory_table",
    "verdict_table",
    "waterfall_table",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"sovsim.plots.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'sovsim.plots' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
