"""The page of a backtest: where the model loses first, then the tables and how they were made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sovsim.backtest.rows import tables
from sovsim.backtest.run import Backtest
from sovsim.backtest.told import how, losses
from sovsim.brief import count
from sovsim.plots.rendering import render
from sovsim.plots.skill import draw_skill
from sovsim.plots.style import Notes
from sovsim.report.page import Shown, data_uri
from sovsim.report.write import render_template

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_DRAWN = ("b", "a", "c", "trend", "group mean")


def drawn(found: Backtest) -> dict[str, Figure]:
    """Return the figures: skill by indicator and by pool."""
    asked = found.design
    stamp = f"seed {asked.seed}"
    told = (
        f"{asked.scenario.name}: {count(len(asked.cuts), 'cut')}, {count(asked.runs, 'run')} each."
    )
    groups = {one.name: one.group for one in asked.indicators}
    figures = {}
    for kind, title in (("indicator", "Skill by indicator"), ("pool", "Skill, pooled")):
        part = found.pools[found.pools["kind"] == kind]
        if kind == "indicator":
            ahead = part[part["horizon"] != "end"]
            part = part if ahead.empty else ahead
            table = part.assign(row=part["pool"], group=part["pool"].map(groups))
        else:
            table = part.assign(row=part["pool"] + ", " + part["horizon"], group=part["horizon"])
            table = table.sort_values("horizon", kind="stable")
        notes = Notes(told, stamp, title)
        figures[f"skill-{kind}s"] = draw_skill(table, methods=_DRAWN, notes=notes)
    return figures


def render_backtest(found: Backtest, figures: Mapping[str, Figure]) -> str:
    """Return the page as one HTML file; the same backtest gives the same page."""
    return render_template("backtest.html.j2", _page(found, figures))


def _page(found: Backtest, figures: Mapping[str, Figure]) -> dict[str, Any]:
    asked = found.design
    return {
        "title": "The model held against years it has not seen",
        "scenario": asked.scenario.name,
        "losses": losses(found),
        "pictures": [
            Shown(
                name,
                "By indicator" if name == "skill-indicators" else "Pooled",
                "Errors over those of the guess that nothing changes, five and eight years ahead.",
                "The same figures stand in the tables below.",
                data_uri(render(figure, "svg"), "svg"),
            )
            for name, figure in figures.items()
        ],
        "tables": tables(found),
        "how": how(found),
        "in_view": asked.sight.in_view,
        "starts": asked.sight.starts,
        "cautions": [
            (one.name, one.model, one.caution)
            for one in asked.indicators
            if one.name not in found.left_out
        ],
    }  # fmt: skip
