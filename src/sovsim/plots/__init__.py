"""Figures: a figure a file, table in, matplotlib figure out.

Every figure comes as a pair: ``…_table`` selects from what a run has recorded, ``draw_…`` draws
such a table, wherever it comes from. `save_run_figures` draws the pictures of a run.
"""

from __future__ import annotations

import sovsim.plots.backend  # noqa: F401 - before matplotlib
from sovsim.plots.bars import draw_bars
from sovsim.plots.coercion_timeline import draw_coercion_timeline, flag_table, ladder_table
from sovsim.plots.dependence_autonomy_plane import draw_plane, plane_table
from sovsim.plots.forest import draw_forest, forest_table
from sovsim.plots.happenings import mark_table
from sovsim.plots.heatmap import draw_heatmap
from sovsim.plots.institutions_norms import (
    draw_institutions_norms,
    institution_table,
    norm_table,
)
from sovsim.plots.ledger_waterfall import draw_waterfall, largest_move, waterfall_table
from sovsim.plots.rendering import render
from sovsim.plots.run_figures import Picture, run_pictures, save_run_figures
from sovsim.plots.style import Notes
from sovsim.plots.tile_map import draw_tile_map, tile_table
from sovsim.plots.trajectories import draw_trajectories, trajectory_table
from sovsim.plots.verdict_overview import draw_overview, overview_table
from sovsim.plots.verdicts import draw_verdicts, verdict_table

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
